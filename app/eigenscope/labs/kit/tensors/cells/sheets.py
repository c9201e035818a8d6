"""Which cells of sheets that stand behind each other are seen, so that only those have numbers."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.tensors.cells.blocks import Block
from eigenscope.labs.kit.tensors.cells.placement import Placement
from eigenscope.labs.kit.tensors.tensor_step import Indices
from eigenscope.scene.camera import Camera

Flags: TypeAlias = npt.NDArray[np.bool_]

_COVERED = 0.2  # of a cell beside a sheet that it would still be written over


def not_hidden(block: Block, placement: Placement, view: View, cells: Indices) -> Flags:
    """Tell which of some cells of a deep block no sheet of its own hides from the eye."""
    axis = len(block.shape) - 3
    if axis < 0 or not len(cells):
        return np.ones(len(cells), dtype=bool)
    eye = np.array(placement.units_of(_eye(view.camera)))
    corners = block.corners(cells)
    numbers = np.stack(np.unravel_index(cells, block.shape), axis=1)
    inner = numbers[:, -2:] @ np.array(block.steps[-2:])
    firsts = corners - inner  # of their sheets
    middles = corners + np.array([block.width / 2, -0.5, 0.0])
    step, length = block.steps[axis][2], block.shape[axis]
    hidden = np.zeros(len(cells), dtype=bool)
    for number in range(length):
        depth = number * step
        between = (eye[2] - depth) * (middles[:, 2] - depth) < -1e-9
        hidden |= between & _within(block, firsts, middles, eye, depth)
    return ~hidden


def _within(block: Block, firsts: Floats, middles: Floats, eye: Floats, depth: float) -> Flags:
    """Tell which middles are seen through the sheet at a depth of their own stack."""
    with np.errstate(divide="ignore", invalid="ignore"):
        along = (depth - middles[:, 2]) / (eye[2] - middles[:, 2])
    x = middles[:, 0] + along * (eye[0] - middles[:, 0]) - firsts[:, 0]
    y = firsts[:, 1] - middles[:, 1] - along * (eye[1] - middles[:, 1])
    wide, high = block.columns * block.width, block.rows
    beside = _COVERED * block.width
    across = (x > -beside) & (x < wide + beside)
    inside: Flags = across & (y > -_COVERED) & (y < high + _COVERED)
    return inside


def _eye(camera: Camera) -> Floats:
    return np.asarray(camera.target + camera.distance * camera.axes()[2])
