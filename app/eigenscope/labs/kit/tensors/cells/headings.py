"""What stands around a block: its name, its shape, and its axes, each in its own colour."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import product

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.cells import pixels, text_size
from eigenscope.labs.kit.tensors.cells.blocks import Block, Vector
from eigenscope.labs.kit.tensors.cells.placement import Placement
from eigenscope.scene.frame import Draw, Label, Style
from eigenscope.scene.geometry import Segments, place_of
from eigenscope.scene.slots import Slot
from eigenscope.scene.text_width import text_width

_EDGE, _NEXT = 0.24, 0.26  # from the cells to the line of an axis, and to that of the next one
_NAME = 0.5  # size of a name, in heights of a cell
_LEAST, _MOST = 10.0, 17.0  # pixels to the em
_NUMBER, _NUMBER_AWAY, _MOST_NUMBER = 0.36, 0.26, 13.0  # of axes: size, from the line, pixels
_LETTERS_AWAY = 0.65  # of the number of an axis from its line, at least, in sizes of its letters
_LINE = 2.6  # pixels
_SPACE, _COMMA = 0.6, 0.28  # after a name and after a comma, in sizes of the letters
_LEAST_SPACE = 4.0  # pixels: labels that touch give way
_LONGEST = 26  # letters of a name
_EDGE_OF_VIEW = 6.0  # pixels
_BEYOND = 1.1  # how much wider than its block a heading may be, in heights of a cell
_HALF_LINE, _MOST_RISES = 0.62, 3  # of a heading, in sizes of its letters; how often it is raised
_LEAST_NAME = 4.0  # of a name's width, in sizes of its letters: short names are never cut


def short(name: str, longest: int = _LONGEST) -> str:
    """Return a name in one line, cut where it is too long."""
    line = " ".join(name.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def within(name: str, unit: float, room: float, *, bold: bool = True) -> str:
    """Return a name cut to a room, its letters being so large."""
    count = len(name)
    while count > 3 and text_width(short(name, count), unit, bold=bold) > room:
        count -= 1
    return short(name, count)


def axis_draws(
    block: Block, placement: Placement, slots: Sequence[Slot], name: str, edge: float = 1.0
) -> Iterator[Draw]:
    """Yield a line for each axis along its side of the block, in the axis's colour.

    ``edge`` is the height of an ordinary cell, in heights of the block's own.
    """
    for axis, slot in enumerate(slots):
        if block.shape[axis] > 0:
            line = _axis_line(block.put(0.0, 0.0), axis, edge)
            matrix = placement.matrix(block.left, block.top)
            yield Draw(line, Style(slot, _LINE), matrix, name=f"{name} axis {axis}")


def axis_labels(
    block: Block, placement: Placement, slots: Sequence[Slot], view: View, edge: float = 1.0
) -> Iterator[Label]:
    """Yield the number of each axis, in its colour, where its line ends."""
    size = min(max(text_size(view, _NUMBER * placement.scale * edge), _LEAST), _MOST_NUMBER)
    em = size / max(pixels(view, placement.scale), 1e-9)  # in heights of a cell
    away = max(_NUMBER_AWAY * edge, _LETTERS_AWAY * em)
    for axis, slot in enumerate(slots):
        if block.shape[axis] > 0:
            ends = _axis_line(block.put(0.0, 0.0), axis, edge).points[0].astype(float)
            length = float(np.linalg.norm(ends[1] - ends[0]))
            way = (ends[1] - ends[0]) / length if length else np.array([1.0, 0.0, 0.0])
            x, y, z = (ends[1] + way * away).tolist()
            place = placement.place(block.left + x, block.top + y, z)
            yield Label(
                str(axis), place, slot, size=size, bold=True, priority=1, fixed=True, ground=False
            )


@lru_cache(maxsize=256)
def _axis_line(block: Block, axis: int, edge: float) -> Segments:
    """Return the line of an axis: of those that run to the right above, of others at the left.

    Of a deep block, those that run to the right are below its front: above it are more sheets.
    """
    step, length = np.array(block.steps[axis]), block.shape[axis]
    place = len(block.shape) - 1 - axis
    level = (place - (1 if block.deep and place > 2 else 0)) // 2
    away = (_EDGE + _NEXT * level) * edge
    cell = _extent(block, axis)
    if step[2]:
        start = np.array([block.columns * block.width + away, -float(block.rows) - away, 0.0])
        return Segments([[start, start + (length - 1) * step]])
    if step[0]:
        start = np.array([0.0, -block.rows - away if block.deep else away, 0.0])
        return Segments([[start, start + (length - 1) * step + (cell, 0.0, 0.0)]])
    start = np.array([-away, 0.0, 0.0])
    return Segments([[start, start + (length - 1) * step - (0.0, cell, 0.0)]])


def _extent(block: Block, axis: int) -> float:
    """Return how far one step's things reach along an axis: a cell, or a whole sheet."""
    inner = Block(block.shape[axis + 1 :], block.width, deep=block.deep, gap=block.gap)
    return inner.size[0] if block.steps[axis][0] else inner.size[1]


def heading_labels(
    block: Block,
    placement: Placement,
    name: str,
    slot: Slot,
    axes: Sequence[Slot],
    view: View,
    edge: float = 1.0,
    anchor: Vector | None = None,
    shape: Sequence[int] | None = None,
    lean: float = 0.0,
) -> Iterator[Label]:
    """Yield a block's name in its own colour and its shape, each length in its axis's colour.

    They stand above the block, or have their middle at the place ``anchor``. ``shape`` is that of
    the tensor, if the block stands for it in another one. What is wider than the block goes beyond
    both its ends, beyond the left one alone with ``lean`` −1, and beyond the right one with 1.
    """
    lengths = block.shape if shape is None else shape
    size = min(max(text_size(view, _NAME * placement.scale * edge), _LEAST), _MOST)
    pieces: list[tuple[str, Slot]] = [(name, slot)]
    last = len(lengths) - 1
    for axis, length in enumerate(lengths):
        opened = "(" if axis == 0 else ""
        closed = "," if axis < last else ",)" if last == 0 else ")"
        pieces.append((f"{opened}{length}{closed}", axes[axis]))
    space, comma = (max(part * size, _LEAST_SPACE) for part in (_SPACE, _COMMA))
    taken = sum(text_width(text, size, bold=True) + comma for text, _ in pieces[1:]) + space - comma
    wide = pixels(view, (block.size[0] + _BEYOND * edge) * placement.scale)
    room = max(wide - taken, _LEAST_NAME * size) if anchor is None else math.inf
    pieces[:1] = [(within(short(name), size, room), slot)] if name else []
    widths = [text_width(text, size, bold=True) for text, _ in pieces]
    if anchor is None and placement.standing:
        anchor = _above_in_space(block, placement, view, size)
    elif anchor is None:
        anchor = _above(block, placement, view, size, edge)
    spaces = [space if name and not place else comma for place in range(len(pieces))]
    wide = sum(widths) + sum(spaces[:-1])
    beyond = max(wide - _across(block, placement, view), 0.0) / 2 if lean else 0.0
    x = lean * beyond - wide / 2 + _into_view(anchor, wide / 2, view)
    for (text, colour), each, after in zip(pieces, widths, spaces, strict=True):
        yield Label(
            text, anchor, colour, (x + each / 2, 0.0), size, True, 3, fixed=True, ground=False
        )
        x += each + after


def _across(block: Block, placement: Placement, view: View) -> float:
    """Return how many pixels wide a block is."""
    left, right = placement.places(np.array([[0.0, 0.0, 0.0], [block.size[0], 0.0, 0.0]]))
    return pixels(view, float(np.linalg.norm(right - left)))


def staggered(headings: Iterable[Iterable[Label]], view: View) -> Iterator[Label]:
    """Yield headings side by side, each raised above those before it that it would touch."""
    taken: list[Floats] = []
    for heading in headings:
        labels = tuple(heading)
        if not labels:
            continue
        box, rise = _box(labels, view), 0.0
        for _ in range(_MOST_RISES):
            below = [other for other in taken if _touch(box, other)]
            if not below:
                break
            up = box[3] - min(float(other[1]) for other in below) + _LEAST_SPACE / 2
            box, rise = box - np.array([0.0, up, 0.0, up]), rise + up
        taken.append(box)
        for label in labels:
            yield replace(label, offset=(label.offset[0], label.offset[1] + rise))


def _box(labels: Sequence[Label], view: View) -> Floats:
    """Return the left, top, right and bottom of a heading, in pixels from the top left."""
    places = view.camera.project(np.array([label.position for label in labels]), view.size)
    x = places[:, 0] + [label.offset[0] for label in labels]
    y = places[:, 1] - [label.offset[1] for label in labels]
    half = [text_width(label.text, label.size, bold=label.bold) / 2 for label in labels]
    high = _HALF_LINE * labels[0].size
    return np.array([(x - half).min(), y.min() - high, (x + half).max(), y.max() + high])


def _touch(box: Floats, other: Floats) -> bool:
    apart = np.array([_LEAST_SPACE, 0.0])
    return bool((box[:2] - apart < other[2:]).all() and (other[:2] - apart < box[2:]).all())


def _into_view(anchor: Vector, half: float, view: View) -> float:
    """Return how many pixels a heading moves aside so that the view does not cut it."""
    x = float(view.camera.project(np.array([anchor]), view.size)[0, 0])
    room = view.size[0] - half - _EDGE_OF_VIEW
    in_view = 0.0 <= x <= view.size[0] and 2 * half < room
    return min(max(x, half + _EDGE_OF_VIEW), room) - x if in_view else 0.0


def _above(block: Block, placement: Placement, view: View, size: float, edge: float) -> Vector:
    """Return the middle of the heading of a block in the plane."""
    levels = max((len(block.shape) - 1) // 2, 0)
    em = size / max(pixels(view, placement.scale), 1e-9)  # in heights of a cell
    away = (_EDGE + _NEXT * levels + 0.2) * edge + 0.62 * em
    return placement.place(block.left + block.size[0] / 2, block.top + away)


def _above_in_space(block: Block, placement: Placement, view: View, size: float) -> Vector:
    """Return the middle of the heading of a block in space: above all that is seen of it."""
    wide, high, deep = block.size
    ends = [(0.0, wide), (0.0, -high), (0.0, deep)]
    corners = np.array(list(product(*ends))) + np.array([block.left, block.top, 0.0])
    places = placement.places(corners)
    projected = view.camera.project(places, view.size)
    low, high_up = np.nanmin(projected[:, :2], axis=0), np.nanmax(projected[:, :2], axis=0)
    axis = 0.0 if block.deep else pixels(view, _EDGE * placement.scale)  # it is above the cells
    pixel = (float(low[0] + high_up[0]) / 2, float(low[1]) - 0.9 * size - axis)
    place = view.camera.unproject(pixel, view.size, places.mean(axis=0))
    return placement.place(block.left, block.top) if place is None else place_of(place)
