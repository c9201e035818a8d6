"""Pieces of a picture that many labs draw: grids, axes, bases, eigenlines, invariant ellipses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from eigenscope.labs.contract.lab import View
from eigenscope.scene import grid, shapes
from eigenscope.scene.frame import IDENTITY, Draw, Label, Style, affine
from eigenscope.scene.geometry import Arrows, Segments, place_of
from eigenscope.scene.measures import SIDE_STEEPNESS
from eigenscope.scene.roles import BASIS, Role
from eigenscope.wording.number_texts import tick

Floats = npt.NDArray[np.float64]

_SPACE_LINE = 2.5  # views: how far from the origin a line goes in space, where it fades out
_ROOM = 5.0  # pixels from an arrow's tip, or a line, to the ground of its label
_HEAD_ROOM = 9.0  # pixels from a tip to what stands beside the head
_ON, _OFF = 0.5, 0.866  # of the way on along a line, and off it
_HALF_LETTER, _HALF_HEIGHT = 4.0, 8.5  # pixels of a letter's half width, and a ground's half height
_EDGE = 14.0  # pixels of a name from the view's edge
_SPACE_CELLS = 3.6  # from the origin to the letters of the axes of space


def grid_step(view: View) -> float:
    """Return the step of the numbers, and of the cells of space, that suits a view."""
    if view.camera.flat:
        return grid.grid_step(view.camera, view.size)
    return grid.nice_step(view.camera.height / 8)


def axis_reach(view: View) -> float:
    """Return how far from the origin the name of an axis of space stands."""
    return _SPACE_CELLS * grid_step(view)


@lru_cache(maxsize=8)
def standing_grid(view: View, dimensions: int) -> tuple[Draw, ...]:
    """Return the still coordinate grid and the axes."""
    lines = [
        Draw(
            each.geometry,
            Style(Role.GHOST, 1.0, each.strength, each.fade),
            each.matrix,
            name="ghost",
        )
        for each in grid.still_lines(view.camera, view.size)
    ]
    axes = [
        Draw(axis.geometry, Style(Role.AXIS, 1.4, fade=axis.fade), axis.matrix, name="axes")
        for axis in _axes(view, IDENTITY, dimensions)
    ]
    return (*lines, *axes)


def moving_grid(view: View, matrix: Floats) -> Iterator[Draw]:
    """Yield the grid of the plane z = 0 carried along by a 4×4 matrix, with its own two axes.

    Its subdivisions are no part of what is called the grid: one of them is near every pixel.
    """
    for each in grid.plane_lines(view.camera, view.size, matrix):
        name = "grid" if each.strength > grid.FAINT else "subdivisions"
        style = Style(Role.GRID, 1.3, each.strength, each.fade)
        yield Draw(each.geometry, style, each.matrix, name=name)
    yield from moving_axes(view, matrix, 2)


def moving_axes(view: View, matrix: Floats, count: int) -> Iterator[Draw]:
    """Yield the first ``count`` axes carried along by a 4×4 matrix."""
    for axis in _axes(view, matrix, count):
        style = Style(Role.GRID, 2.2, fade=axis.fade)
        yield Draw(axis.geometry, style, axis.matrix, name="grid axes")


def _axes(view: View, matrix: Floats, count: int) -> Iterator[grid.Lines]:
    found = (grid.axis_line(view.camera, view.size, matrix, axis) for axis in range(count))
    return (axis for axis in found if axis is not None)


@lru_cache(maxsize=8)
def axis_numbers(view: View, dimensions: int, unit: float = 1.0) -> tuple[Label, ...]:
    """Return the numbers along the axes; in the plane they stay in sight when the axes leave it.

    ``unit`` is what a unit of the picture stands for. They are kept, because while a play lasts
    the view stays the same.
    """
    return tuple(_axis_numbers(view, dimensions, unit))


def _axis_numbers(view: View, dimensions: int, unit: float) -> Iterator[Label]:
    step = grid_step(view)
    if not view.camera.flat:
        for axis in range(dimensions):
            tip = [0.0, 0.0, 0.0]
            tip[axis] = axis_reach(view)
            place = (tip[0], tip[1], tip[2])
            yield Label("xyz"[axis], place, BASIS[axis], (0, 0), 14, bold=True, priority=1)
        return
    low, high = _inner(view, view.camera.height / view.size[1])
    for axis in range(2):
        across = 1 - axis
        pinned = min(max(0.0, low[across]), high[across])
        labelled = grid.visible_ticks(view.camera, view.size, step, axis)
        for value in labelled:
            place = (value, pinned, 0.0) if axis == 0 else (pinned, value, 0.0)
            text = tick(value * unit, step * unit)
            offset = (0.0, -11.0) if axis == 0 else (-8.0 - 3.2 * len(text), 0.0)
            yield Label(text, place, Role.AXIS, offset, 11, priority=-2, fixed=True)


def _inner(view: View, unit: float) -> tuple[Floats, Floats]:
    """Return the corners of the view's inside, where a pinned number is still whole."""
    half = np.array([view.size[0], view.size[1]]) / 2 * unit
    middle = np.array(view.camera.target[:2])
    return middle - half + unit * np.array([30.0, 20.0]), middle + half - unit * np.array(
        [6.0, 6.0]
    )


_UNITS = tuple(Arrows([[(0, 0, 0), tuple(float(i == k) for i in range(3))]]) for k in range(3))


def unit_arrows() -> tuple[Arrows, ...]:
    """Return the arrows from the origin to e₁, e₂ and e₃."""
    return _UNITS


def basis_arrows(matrix: Floats, count: int, width: float = 4.0) -> Iterator[Draw]:
    """Yield the basis vectors carried along by a 4×4 matrix, in their colours."""
    for axis in range(count):
        yield Draw(_UNITS[axis], Style(BASIS[axis], width), matrix, name=f"basis {axis}")


def tip_label(
    text: str, tip: Floats, role: Role, view: View, priority: int = 5, *, on_line: bool = False
) -> Label:
    """Return a label just beyond the tip of an arrow from the origin, or beside its line there."""
    ends = view.camera.project(np.array([(0.0, 0.0, 0.0), tip]), view.size)
    along = ends[1, :2] - ends[0, :2]
    length = float(np.hypot(*along))
    ahead = along / length if np.isfinite(length) and length > 1e-9 else np.array([0.7, -0.7])
    side = (float(ahead[0]), float(-ahead[1]))
    if on_line:  # to the right, as seen along the arrow
        side = (side[0] * _ON + side[1] * _OFF, side[1] * _ON - side[0] * _OFF)
    room = _HEAD_ROOM if on_line else _ROOM
    offset = (room * side[0], room * side[1])
    return Label(text, place_of(tip), role, offset, 15, bold=True, priority=priority, side=side)


def line_label(
    text: str,
    place: Floats,
    role: Role,
    view: View,
    priority: int = 4,
    start: tuple[float, float, float] = (0.0, 0.0, 0.0),
    away: Floats | None = None,
) -> Label:
    """Return a label beside the line from a start to a place, which must not strike it through.

    It stands above the line or, with a world point ``away`` (3,), on the side where that is not.
    """
    other = start if away is None else away
    ends = view.camera.project(np.array([start, place, other]), view.size)
    across, down = ends[1, :2] - ends[0, :2]
    length = float(np.hypot(across, down))
    if not np.isfinite(length) or length < 1e-9:
        return Label(text, place_of(place), role, (0, _ROOM), 14, True, priority, side=(0.0, 1.0))
    aside = np.array([-down, across]) / length  # at a right angle to the line, on the screen
    side = float(aside @ (ends[2, :2] - ends[0, :2]))
    if abs(side) < 1e-6 or not np.isfinite(side):
        side = float(aside[1])  # up on the screen
    if side > 0:
        aside = -aside
    way = (float(aside[0]), float(-aside[1]))
    half = np.array([_HALF_LETTER * len(text), _HALF_HEIGHT])
    steep = np.abs(aside)  # where the line is aslant, it would cut off a corner of the label
    room = _ROOM + float(steep @ (half * (1.0 - np.minimum(SIDE_STEEPNESS * steep, 1.0))))
    offset = (room * way[0], room * way[1])
    return Label(text, place_of(place), role, offset, 14, True, priority, side=way)


def end_label(text: str, direction: Floats, role: Role, view: View) -> Label:
    """Return the name of a line through the origin, where it leaves the view.

    There it is at rest, for what moves is in the middle. It may stand at either end, and is wanted
    at the right one.
    """
    shares = np.linspace(0.1, 1.0, 46) * view.camera.height * max(1.0, view.size[0] / view.size[1])
    ends = []
    for way in (direction, -direction):
        places = shares[:, None] * way
        seen = view.camera.project(places, view.size)
        room = np.minimum((_HALF_LETTER * len(text) + _EDGE, 2 * _EDGE), np.array(view.size) / 3)
        inside = (seen[:, :2] > room) & (seen[:, :2] < view.size - room)
        last = int(np.append(~inside.all(axis=1), True).argmax()) - 1
        ends.append((float(seen[last, 0]) if last >= 0 else -np.inf, places[max(last, 0)]))
    ends.sort(key=lambda end: -end[0])
    (_, place), (_, other) = ends
    label = line_label(text, place, role, view)
    return replace(label, elsewhere=(place_of(other),))


def line_through_origin(direction: npt.ArrayLike) -> Segments:
    """Return a line through the origin, long enough for any view once scaled by `stretch`."""
    unit = np.zeros(3)
    given = np.asarray(direction, dtype=np.float64)
    unit[: len(given)] = given / np.linalg.norm(given)
    return Segments([[-unit, unit]])


def stretch(view: View) -> Floats:
    """Return the 4×4 matrix that makes a unit line through the origin go through all of a view.

    In space a line that leads away from the eye never leaves the view: see `line_fade`.
    """
    wide = view.camera.height * max(1.0, view.size[0] / max(view.size[1], 1.0))
    reach = wide * (1.0 if view.camera.flat else _SPACE_LINE)
    return affine(np.eye(3) * (reach + float(np.linalg.norm(view.camera.target))))


def line_fade(view: View) -> float:
    """Return the ``fade`` of a unit line that `stretch` has made long: in space it has no end."""
    return 0.0 if view.camera.flat else 1.0


def arrow(vector: Floats) -> Arrows:
    """Return the arrow from the origin to a place (3,)."""
    return Arrows(np.stack([np.zeros(3), vector])[None])


def disc_in(columns: Floats) -> tuple[Draw, Draw]:
    """Return the filled disc and the rim that a (3, 2) matrix makes of the unit circle."""
    matrix = affine(columns)
    face = Draw(shapes.disc(), Style(Role.INVARIANT, opacity=0.16), matrix, name="invariant face")
    rim = Draw(shapes.circle(), Style(Role.INVARIANT, 2.0), matrix, name="invariant ellipse")
    return face, rim


def in_space(vectors: Floats) -> Floats:
    """Return (k, n) vectors with zeros appended to three coordinates, (k, 3)."""
    out = np.zeros((len(vectors), 3))
    out[:, : vectors.shape[1]] = vectors
    return out


def corners_of(matrices: Iterable[Floats], points: Floats) -> Floats:
    """Return where (p, n) matrices carry points (k, n), all together, as (·, 3)."""
    return np.concatenate([in_space(points @ matrix.T) for matrix in matrices])
