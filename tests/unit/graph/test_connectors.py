"""Ways through points, pieces along them, and many as one geometry."""

from __future__ import annotations

import numpy as np
import pytest

from eigenscope.labs.kit.connectors import bent, evenly, together


def test_a_way_leads_through_its_points() -> None:
    points = [(0, 0), (1, 0), (3, 2), (4, 2), (6, 2)]
    way = bent(points, 0)
    for point in points:
        assert np.abs(way - point).max(axis=1).min() < 1e-12
    assert (np.diff(way[:, 0]) > 0).all()


@pytest.mark.parametrize("axis", [0, 1])
def test_a_bend_leaves_and_arrives_along_its_axis(axis: int) -> None:
    points = np.array([(0, 0), (1, 0), (3, 2), (4, 2)])
    way = bent(points if axis == 0 else points[:, ::-1], axis)
    for first, last in ((way[1], way[2]), (way[-3], way[-2])):
        step = np.abs(last - first)
        assert step[1 - axis] < 0.3 * step[axis]


def test_pieces_along_a_line_are_of_one_length() -> None:
    line = np.array([(0.0, 0.0), (3.0, 0.0), (3.0, 1.0)])
    places = evenly(line, 4)
    assert places == pytest.approx(np.array([(0, 0), (1, 0), (2, 0), (3, 0), (3, 1)]))


def test_what_runs_along_a_long_way_follows_its_corners() -> None:
    route = [(0, 0), (30, 0), (30, 3), (-2, 3), (-2, 6), (0, 6)]
    way = bent(route, 0)
    run = evenly(way)
    for place in way:
        assert np.linalg.norm(run - place, axis=1).min() < 0.06
    assert way[:, 0].max() == pytest.approx(30.3)
    assert way[:, 0].min() == pytest.approx(-2.3)


def test_lines_together_are_their_pieces() -> None:
    lines = [np.eye(3), np.zeros((2, 3))]
    assert together(lines).points.shape == (3, 2, 3)
    assert together([]).points.shape == (0, 2, 3)
