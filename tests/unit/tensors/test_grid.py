"""Rows and columns of blocks: each place belongs to one cell, and each cell is at its place."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eigenscope.labs.kit.tensors.cells.blocks import Block
from eigenscope.labs.kit.tensors.cells.grid import grid_of, part_within
from eigenscope.labs.kit.tensors.cells.mosaic import as_mosaic
from eigenscope.labs.kit.tensors.cells.placement import Placement

SHAPES = st.lists(st.integers(1, 4), max_size=5).map(tuple)
WIDTHS = st.sampled_from([1.0, 1.7, 4.2])


def block(shape: tuple[int, ...], width: float = 1.0, *, mosaic: bool = False) -> Block:
    plain = Block(shape, width, left=0.5, top=-2.0)
    return as_mosaic(plain) if mosaic else plain


@settings(max_examples=60, deadline=None)
@given(SHAPES, WIDTHS, st.booleans())
def test_the_middle_of_each_cell_is_in_that_cell(
    shape: tuple[int, ...], width: float, mosaic: bool
) -> None:
    each = block(shape, width, mosaic=mosaic)
    grid, middles = grid_of(each), each.middles()
    found = [grid.cell_at(x - each.left, each.top - y) for x, y, _ in middles.tolist()]
    assert found == list(range(each.count))
    assert sorted(grid.cells().reshape(-1).tolist()) == found


@settings(max_examples=60, deadline=None)
@given(SHAPES, WIDTHS, st.floats(-1, 20), st.floats(-1, 20))
def test_a_place_is_in_the_cell_whose_corners_are_around_it(
    shape: tuple[int, ...], width: float, across: float, down: float
) -> None:
    each = block(shape, width).put(0.0, 0.0)
    corners = each.corners()
    apart = np.stack([across - corners[:, 0], down + corners[:, 1]], axis=1)
    inside = np.flatnonzero(((apart > 1e-3) & (apart < [width - 1e-3, 1 - 1e-3])).all(axis=1))
    near = ((apart > -1e-3) & (apart < [width + 1e-3, 1 + 1e-3])).all(axis=1)
    cell = grid_of(each).cell_at(across, down)
    if len(inside):
        assert cell == inside[0]
    elif not near.any():
        assert cell is None


@settings(max_examples=60, deadline=None)
@given(SHAPES, WIDTHS, st.tuples(*[st.floats(-2, 15)] * 4))
def test_what_is_within_a_rectangle(
    shape: tuple[int, ...], width: float, edges: tuple[float, float, float, float]
) -> None:
    (left, right), (low, high) = sorted(edges[:2]), sorted(edges[2:])
    each = block(shape, width)
    part = part_within(each, (left, -high, right, -low))
    x, y, _ = each.corners().T
    touching = (x < right) & (x + width > left) & (y > -high) & (y - 1 < -low)
    seen = part.cells(each)
    assert part.count == len(seen) == len(set(seen.tolist()))
    assert set(seen.tolist()) == set(np.flatnonzero(touching).tolist())


def test_runs_end_at_gaps() -> None:
    columns = grid_of(block((3, 2, 4))).columns
    assert columns.runs(0, 12) == ((0, 4), (4, 8), (8, 12))
    assert columns.runs(2, 9) == ((2, 4), (4, 8), (8, 9))
    assert columns.runs(5, 5) == ()


@pytest.mark.parametrize("shape", [(0,), (0, 3), (2, 0, 3)])
def test_no_cells_are_nowhere(shape: tuple[int, ...]) -> None:
    assert grid_of(block(shape)).cell_at(0.5, 0.5) is None


@settings(max_examples=40, deadline=None)
@given(SHAPES, st.booleans())
def test_no_two_cells_are_at_one_place(shape: tuple[int, ...], deep: bool) -> None:
    each = Block(shape, 1.5, deep=deep)
    corners = np.unique(np.round(each.corners(), 6), axis=0)
    assert len(corners) == math.prod(shape)
    low, high = corners.min(axis=0), corners.max(axis=0)
    assert np.allclose(high - low, np.subtract(each.size, (1.5, 1.0, 0.0)))


@pytest.mark.parametrize("standing", [False, True])
def test_places_and_their_units(standing: bool) -> None:
    placement = Placement(0.4, -1.0, 0.7, standing)
    for place in ((0.0, 0.0, 0.0), (3.0, -2.0, 1.5)):
        world = placement.place(*place)
        assert np.allclose(placement.units_of(np.array(world)), place)
        assert np.allclose(placement.places(np.array([place])), world)
        assert np.allclose((placement.matrix(*place) @ (0, 0, 0, 1))[:3], world)
    forward = np.subtract(placement.place(0, 0, 1), placement.place(0, 0, 0))
    assert np.allclose(forward / 0.4, placement.normal)
