"""Which cell of a step's picture is under the mouse."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.tensors.cells.block_draws import MOST_LINED
from eigenscope.labs.kit.tensors.cells.grid import grid_of
from eigenscope.labs.kit.tensors.cells.items import TensorItem
from eigenscope.labs.kit.tensors.step_layout import StepLayout

Cell = tuple[int, int]
"""The number of an item, and the flat index of one of its own cells."""


def cell_under(items: Sequence[TensorItem], layout: StepLayout, view: View) -> Cell | None:
    """Return the cell that the view's pointer is on, or None."""
    if view.pointer is None:
        return None
    for number, item in enumerate(items):
        if item.tensor is None or not item.block.count:
            continue
        cell = (_in_space if layout.placements[number].standing else _in_plane)(
            item, layout, number, view
        )
        if cell is not None:
            return number, cell
    return None


def _in_plane(item: TensorItem, layout: StepLayout, number: int, view: View) -> int | None:
    assert view.pointer is not None
    placement = layout.placements[number]
    place = view.camera.unproject(view.pointer, view.size, placement.place(0, 0), placement.normal)
    if place is None:
        return None
    x, y, _ = placement.units_of(place)
    return grid_of(item.block).cell_at(x - item.block.left, item.block.top - y)


def _in_space(item: TensorItem, layout: StepLayout, number: int, view: View) -> int | None:
    """Return the nearest cell to the eye whose middle is at most half a cell away."""
    if item.block.count > MOST_LINED:
        return None
    placement = layout.placements[number]
    middles = view.camera.project(placement.places(item.block.middles()), view.size)
    half = placement.scale * view.size[1] / view.camera.height / 2
    away = np.abs(middles[:, :2] - np.array(view.pointer))
    near = (away[:, 0] <= half * item.block.width) & (away[:, 1] <= half)
    return int(np.where(near, middles[:, 2], np.inf).argmin()) if near.any() else None
