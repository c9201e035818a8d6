"""The part of the input space that is drawn: its grid, its linear pieces and its folds.

It is cut where neurons have z = 0, so that every fold is exact: what lies between bends nowhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.grid_pieces import cell_halves
from eigenscope.labs.kit.layers import colours
from eigenscope.labs.kit.layers.carried import Carried, Shape, carried
from eigenscope.labs.kit.layers.cutting import (
    border,
    clipped,
    cut_polygon,
    cut_segments,
    divided,
    fan,
    slice_of_cube,
)
from eigenscope.labs.kit.layers.layer_map import LayerMap, Pattern, Piece
from eigenscope.scene.frame import Style
from eigenscope.scene.geometry import Points, Segments, Triangles
from eigenscope.scene.grid import nice_step
from eigenscope.scene.slots import Slot

_CELLS = 4  # from the middle of the sheet to its border, about
_CELLS_IN_SPACE = 1.5
_FAR = 4.0  # reaches of the points: a fold that is farther away is left out of the picture
_SMALLEST = 1e-9
_BEYOND = 0.4  # cells, at least, from the farthest point to the border
_FINE = 40  # parts of a line, and cells along a face, that bend
_LINE, _FACE = 3.5, 0.2  # a width, and an opacity
_MESH = (1.4, 0.7)  # width and opacity of lines in space

SHEET, EDGE, CORNER = "sheet", "edge", "corner"
SLOTS = {SHEET: colours.SHEET, EDGE: colours.EDGE, CORNER: colours.CORNER}


@dataclass(frozen=True)
class Reach:
    """How far the sheet goes along each axis, both ways, and the step of its grid."""

    far: float
    step: float


@dataclass(frozen=True, eq=False)
class Fold:
    """Where neuron ``index`` has z = 0 within the sheet; ``ends`` (k, n) are its corners."""

    index: int
    ends: Floats
    draws: tuple[Carried, ...]


def reach_of(layer: LayerMap, batch: Floats) -> Reach:
    """Return a reach that holds points (k, n), and the folds where they are not far."""
    points = float(np.abs(batch).max())
    points = points if points > _SMALLEST else 0.0
    sizes = np.linalg.norm(layer.weight, axis=1)
    near = [abs(b) / size for b, size in zip(layer.bias, sizes, strict=True) if size > _SMALLEST]
    near = [each for each in near if each > _SMALLEST and (not points or each < _FAR * points)]
    far = max([points, *near], default=0.0) or float(_CELLS)
    step = nice_step(far / (_CELLS if layer.features < 3 else _CELLS_IN_SPACE))
    return Reach(step * math.ceil(far / step + _BEYOND), step)


def kind_of(layer: LayerMap, piece: Piece | None) -> str:
    """Return what becomes of a piece: it keeps the rank of W, loses some, or all falls to 0."""
    if piece is None or piece.rank == layer.rank:
        return SHEET
    return EDGE if piece.rank else CORNER


def lines(layer: LayerMap, reach: Reach) -> Iterator[Carried]:
    """Yield the grid: lines of the plane or of space, or the dots of a line."""
    if layer.features == 1:
        places = np.arange(-reach.far, reach.far + reach.step / 2, reach.step)[:, None]
        yield carried("grid", Style(Slot.GRID, 5.0), Points, places, layer.stations)
        return
    segments = _cut(layer, _grid(layer.features, reach))
    style = Style(Slot.GRID, 1.3) if layer.features == 2 else Style(Slot.GRID, *_MESH)
    yield carried("grid", style, Segments, segments, layer.stations)


def pieces(layer: LayerMap, reach: Reach) -> Iterator[tuple[str, Carried]]:
    """Yield the pieces of a line, a plane or space, with what becomes of them.

    A piece that is flattened is seen as the line, or the dot, that it becomes by its border. In
    space it is its part of the grid.
    """
    if layer.features == 3:
        segments = _cut(layer, _grid(layer.features, reach))
        kinds = _kinds_at(layer, segments.mean(axis=1))
        for kind, slot in SLOTS.items():
            own = segments[kinds == kind]
            if len(own):
                yield kind, carried(kind, Style(slot, *_MESH), Segments, own, layer.stations)
        return
    for piece in layer.pieces or (None,):
        kind = kind_of(layer, piece)
        slot = SLOTS[kind]
        if layer.features == 1:
            ends = np.array([[-reach.far], [reach.far]])
            part = _within(layer, piece, ends)
            if len(part) == 2:
                style = Style(slot, _LINE)
                yield kind, carried(kind, style, Segments, _fine(layer, part[None]), layer.stations)
            continue
        corners = reach.far * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], dtype=float)
        polygon = _within(layer, piece, corners)
        if len(polygon) < 3:
            continue
        faces = fan(polygon) if layer.sigma.folds or not layer.bends else _fine_faces(reach)
        style = Style(slot, opacity=_FACE)
        yield kind, carried(kind, style, Triangles, faces, layer.stations)
        sides = _fine(layer, border(polygon))
        name = f"{kind} border"
        yield kind, carried(name, Style(slot, 2.0), Segments, sides, layer.stations)


def folds(layer: LayerMap, reach: Reach) -> Iterator[Fold]:
    """Yield where each neuron has z = 0, as far as that is on the sheet."""
    for index, weights in enumerate(layer.weight):
        size = float(np.abs(weights).max())
        if not size:
            continue
        shapes: list[tuple[Style, Shape, Floats]]
        name, style = f"fold {index + 1}", Style(colours.FOLD, 2.6)
        normal, offset = weights / size, float(layer.bias[index]) / size
        if layer.features == 1:
            ends = np.array([[-offset / normal[0]]])
            ends = ends[np.abs(ends[:, 0]) <= reach.far]
            shapes = [(Style(colours.FOLD, 11.0), Points, ends)]
        elif layer.features == 2:
            ends = _chord(reach, normal, offset)
            shapes = [(style, Segments, _cut(layer, ends[None]) if len(ends) else ends)]
        else:
            ends = slice_of_cube(reach.far, normal, offset)
            if not len(ends):
                continue
            shapes = [(style, Segments, _cut(layer, border(ends)))]
            if layer.sigma.folds or not layer.bends:
                others = np.delete(layer.weight, index, 0), np.delete(layer.bias, index)
                faces = np.concatenate([fan(part) for part in cut_polygon(ends, *others)])
                shapes.append((Style(colours.FOLD, opacity=_FACE), Triangles, faces))
        if len(ends):
            draws = [carried(name, each, shape, x, layer.stations) for each, shape, x in shapes]
            yield Fold(index, ends, tuple(draws))


# --- cutting -----------------------------------------------------------------------------------


def _grid(features: int, reach: Reach) -> Floats:
    """Return the lines of a square or a cube, (k, 2, features)."""
    places = np.arange(-reach.far, reach.far + reach.step / 2, reach.step)
    across = np.stack(np.meshgrid(*[places] * (features - 1)), axis=-1).reshape(-1, features - 1)
    grid = []
    for axis in range(features):
        segments = np.zeros((len(across), 2, features))
        segments[:, :, [k for k in range(features) if k != axis]] = across[:, None]
        segments[:, 0, axis], segments[:, 1, axis] = -reach.far, reach.far
        grid.append(segments)
    return np.concatenate(grid)


def _cut(layer: LayerMap, segments: Floats) -> Floats:
    """Return segments cut at the folds, or into short parts where they bend everywhere."""
    if layer.sigma.folds:
        return cut_segments(segments, layer.weight, layer.bias)
    return _fine(layer, segments)


def _fine(layer: LayerMap, segments: Floats) -> Floats:
    return divided(segments, _FINE) if layer.bends and not layer.sigma.folds else segments


def _fine_faces(reach: Reach) -> Floats:
    """Return the square in many triangles, (k, 3, 2)."""
    places = np.linspace(-reach.far, reach.far, _FINE // 2 + 1)
    return cell_halves(np.stack(np.meshgrid(places, places), axis=-1)).reshape(-1, 3, 2)


def _within(layer: LayerMap, piece: Piece | None, corners: Floats) -> Floats:
    """Return a polygon, or the ends of a line, as far as it belongs to a piece."""
    if piece is None:
        return corners
    for normal, offset, positive in zip(layer.weight, layer.bias, piece.pattern, strict=True):
        if not normal.any() or not len(corners):
            continue
        sign = 1.0 if positive else -1.0
        corners = clipped(corners, sign * normal, sign * float(offset))
    if layer.features == 1 and len(corners):
        return np.array([corners.min(axis=0), corners.max(axis=0)])
    return corners


def _chord(reach: Reach, normal: Floats, offset: float) -> Floats:
    """Return the ends (2, 2) of a line within the square; none if it passes by."""
    corners = reach.far * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], dtype=float)
    half = clipped(corners, normal, offset)
    on_line = np.abs(half @ normal + offset) <= 1e-9 * reach.far
    ends = half[on_line]
    if len(ends) < 2:
        return ends[:0]
    along = ends @ np.array([-normal[1], normal[0]])
    return ends[[int(along.argmin()), int(along.argmax())]]


def _kinds_at(layer: LayerMap, places: Floats) -> np.ndarray:
    """Return what becomes of the pieces in which places (k, features) are."""
    kinds: dict[Pattern, str] = {piece.pattern: kind_of(layer, piece) for piece in layer.pieces}
    return np.array([kinds.get(layer.pattern_of(z), SHEET) for z in layer.before(places)])
