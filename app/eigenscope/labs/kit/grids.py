"""The ground of a picture: the still grid, the grid that a map carries along, and the axes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.colours import BASIS
from eigenscope.scene import grid
from eigenscope.scene.frame import IDENTITY, Draw, Label, Style
from eigenscope.scene.geometry import Place, place_of
from eigenscope.scene.slots import Slot
from eigenscope.scene.text_width import text_width
from eigenscope.wording.number_texts import tick

NUMBERS = 11
"""Pixels to the em of the numbers of axes."""

_SPACE_CELLS = 3.6  # from the origin to the letters of the axes of space
_EDGE = np.array([36.0, 26.0])  # pixels from those letters to the view's edge


def grid_step(view: View) -> float:
    """Return the step of the numbers, and of the cells of space, that suits a view."""
    if view.camera.flat:
        return grid.grid_step(view.camera, view.size)
    return grid.nice_step(view.camera.height / 8)


def axis_reach(axis: int, view: View) -> float:
    """Return how far along an axis of space its name stands, so that the view still shows it."""
    reach = _SPACE_CELLS * grid_step(view)
    shares = np.linspace(1.0, 0.25, 16) * reach
    pixels = view.camera.project(shares[:, None] * np.eye(3)[axis], view.size)[:, :2]
    inside = ((pixels > _EDGE) & (pixels < np.array(view.size) - _EDGE)).all(axis=1)
    return float(shares[np.argmax(inside)] if inside.any() else reach)


@lru_cache(maxsize=8)
def standing_grid(view: View, dimensions: int) -> tuple[Draw, ...]:
    """Return the still coordinate grid and the axes."""
    lines = map(ghost_lines, grid.still_lines(view.camera, view.size))
    return (*lines, *map(axis_draw, _axes(view, IDENTITY, dimensions)))


def ghost_lines(lines: grid.GridLines) -> Draw:
    """Return lines of a still grid."""
    style = Style(Slot.GHOST, 1.0, lines.strength, lines.fade)
    return Draw(lines.geometry, style, lines.matrix, name="ghost")


def axis_draw(axis: grid.GridLines) -> Draw:
    """Return a still axis."""
    style = Style(Slot.AXIS, 1.4, fade=axis.fade)
    return Draw(axis.geometry, style, axis.matrix, name="axes")


def moving_grid(view: View, matrix: Floats) -> Iterator[Draw]:
    """Yield the grid of the plane z = 0 carried along by a 4×4 matrix, with its own two axes.

    Its subdivisions are no part of what is called the grid: one of them is near every pixel.
    """
    for each in grid.plane_lines(view.camera, view.size, matrix):
        name = "grid" if each.strength > grid.FAINT else "subdivisions"
        style = Style(Slot.GRID, 1.3, each.strength, each.fade)
        yield Draw(each.geometry, style, each.matrix, name=name)
    yield from moving_axes(view, matrix, 2)


def moving_axes(view: View, matrix: Floats, count: int) -> Iterator[Draw]:
    """Yield the first ``count`` axes carried along by a 4×4 matrix."""
    for axis in _axes(view, matrix, count):
        style = Style(Slot.GRID, 2.2, fade=axis.fade)
        yield Draw(axis.geometry, style, axis.matrix, name="grid axes")


def _axes(view: View, matrix: Floats, count: int) -> Iterator[grid.GridLines]:
    lines = (grid.axis_line(view.camera, view.size, matrix, axis) for axis in range(count))
    return (axis for axis in lines if axis is not None)


@lru_cache(maxsize=16)
def axis_numbers(
    view: View, dimensions: int, unit: float = 1.0, names: tuple[str, ...] = ("x", "y", "z")
) -> tuple[Label, ...]:
    """Return the numbers along the axes; in the plane they stay in sight when the axes leave it.

    ``unit`` is what a unit of the picture stands for, ``names`` are those of the axes of space.
    They are kept, because while a play lasts the view stays the same.
    """
    return tuple(_axis_numbers(view, dimensions, unit, names))


def _axis_numbers(
    view: View, dimensions: int, unit: float, names: tuple[str, ...]
) -> Iterator[Label]:
    step = grid_step(view)
    if not view.camera.flat:
        for axis, name in enumerate(names[:dimensions]):
            place = place_of(axis_reach(axis, view) * np.eye(3)[axis])
            yield Label(name, place, BASIS[axis], (0, 0), 14, bold=True, priority=1)
        return
    low, high = _inner(view, view.camera.height / view.size[1])
    for axis in range(2):
        across = 1 - axis
        pinned = min(max(0.0, low[across]), high[across])
        for value in grid.visible_ticks(view.camera, view.size, step, axis):
            if math.isinf(value * unit):
                continue
            place = (value, pinned, 0.0) if axis == 0 else (pinned, value, 0.0)
            text = tick(value * unit, step * unit)
            offset = (0.0, -11.0) if axis == 0 else (-8.0 - text_width(text, NUMBERS) / 2, 0.0)
            yield axis_number(text, place, offset)


def axis_number(text: str, place: Place, offset: tuple[float, float]) -> Label:
    """Return a number beside an axis, so many pixels from a place on it."""
    return Label(text, place, Slot.AXIS, offset, NUMBERS, priority=-2, fixed=True)


def _inner(view: View, unit: float) -> tuple[Floats, Floats]:
    """Return the corners of the view's inside, where a pinned number is still whole."""
    half, middle = np.array(view.half), np.array(view.camera.target[:2])
    return middle - half + unit * np.array([30.0, 20.0]), middle + half - unit * np.array(
        [6.0, 6.0]
    )
