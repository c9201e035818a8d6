"""Connectors leave and meet boxes upright, at the sides that face each other."""

from __future__ import annotations

import numpy as np
import pytest

from eigenscope.labs.kit.connectors import Rectangle, bent, connector, evenly, together

HERE = Rectangle(0.0, 0.0, 2.0, 1.0)


@pytest.mark.parametrize(
    ("other", "start", "end"),
    [
        (Rectangle(5, 2, 6, 3), (2.0, 0.5), (5.0, 2.5)),
        (Rectangle(-6, 3, -5, 4), (0.0, 0.5), (-5.0, 3.5)),
        (Rectangle(1, 9, 4, 10), (1.0, 1.0), (2.5, 9.0)),
        (Rectangle(1, -9, 4, -8), (1.0, 0.0), (2.5, -8.0)),
    ],
)
def test_a_connector_leads_between_the_sides_that_face(
    other: Rectangle, start: tuple[float, float], end: tuple[float, float]
) -> None:
    line = connector(HERE, other)
    assert line.shape[1] == 3
    assert line[0, :2] == pytest.approx(start)
    assert line[-1, :2] == pytest.approx(end)
    axis = 0 if abs(end[0] - start[0]) > abs(end[1] - start[1]) else 1
    for first, last in ((line[0], line[1]), (line[-2], line[-1])):
        step = np.abs(last - first)
        assert step[1 - axis] < 0.3 * step[axis]


def test_a_way_leads_through_its_points() -> None:
    points = [(0, 0), (1, 0), (3, 2), (4, 2), (6, 2)]
    way = bent(points, 0)
    for point in points:
        assert np.abs(way - point).max(axis=1).min() < 1e-12
    assert (np.diff(way[:, 0]) > 0).all()


def test_pieces_along_a_line_are_of_one_length() -> None:
    line = np.array([(0.0, 0.0), (3.0, 0.0), (3.0, 1.0)])
    places = evenly(line, 4)
    assert places == pytest.approx(np.array([(0, 0), (1, 0), (2, 0), (3, 0), (3, 1)]))


def test_lines_together_are_their_pieces() -> None:
    lines = [np.eye(3), np.zeros((2, 3))]
    assert together(lines).points.shape == (3, 2, 3)
    assert together([]).points.shape == (0, 2, 3)
