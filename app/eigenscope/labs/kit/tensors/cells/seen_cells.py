"""What is drawn only of the cells that are in view: their numbers, and the lines between them.

Of very many cells a view holds few once they are large enough to be read, and only those cost.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.cells import pixels
from eigenscope.labs.kit.tensors.cells.blocks import Block
from eigenscope.labs.kit.tensors.cells.grid import Part, Rectangle, grid_of, part_within
from eigenscope.labs.kit.tensors.cells.placement import Placement
from eigenscope.scene.frame import Draw, Style
from eigenscope.scene.geometry import Segments
from eigenscope.scene.slots import Slot

_SEEN_LINES = 6.0  # pixels of a cell's height, from which on lines part it from the next
_MOST_LINES = 1_000
_OPACITY = 0.6


def seen_rectangle(placement: Placement, view: View) -> Rectangle | None:
    """Return what the view shows of a block's plane, in heights of a cell; None if no plane."""
    wide, high = view.size
    places = []
    for pixel in ((0.0, 0.0), (wide, 0.0), (wide, high), (0.0, high)):
        place = view.camera.unproject(pixel, view.size, placement.place(0, 0), placement.normal)
        if place is None:
            return None
        places.append(placement.units_of(place))
    across, up = [place[0] for place in places], [place[1] for place in places]
    return min(across), min(up), max(across), max(up)


def seen_part(
    block: Block, placement: Placement, view: View, *, whole: bool = False
) -> Part | None:
    """Return the columns and rows of a block that is not deep that are in view, if any.

    With ``whole`` those that the view's edge cuts are left out.
    """
    rectangle = None if block.deep else seen_rectangle(placement, view)
    if rectangle is None:
        return None
    if whole:
        left, bottom, right, top = rectangle
        rectangle = left + block.width, bottom + 1.0, right - block.width, top - 1.0
    part = part_within(block, rectangle)
    return part if part.count else None


def seen_lines(block: Block, placement: Placement, view: View, name: str) -> Iterator[Draw]:
    """Yield the lines between the cells of a block that are in view, where they do not crowd."""
    if pixels(view, placement.scale) < _SEEN_LINES:
        return
    part = seen_part(block, placement, view)
    if part is not None and part.right - part.left + part.lower - part.upper <= _MOST_LINES:
        lines = _lines(block.put(0.0, 0.0), part)
        style = Style(Slot.BACKGROUND, 1.0, opacity=_OPACITY)
        yield Draw(lines, style, placement.matrix(block.left, block.top), name=f"{name} cells")


@lru_cache(maxsize=16)
def _lines(block: Block, part: Part) -> Segments:
    """Return the lines between the cells of a part, within each of its sheets."""
    grid = grid_of(block)
    columns, rows = grid.columns, grid.rows
    pieces = []
    for first, end in columns.runs(part.left, part.right):
        x = np.append(columns.starts[first:end], columns.starts[end - 1] + columns.size)
        for upper, lower in rows.runs(part.upper, part.lower):
            y = -np.append(rows.starts[upper:lower], rows.starts[lower - 1] + rows.size)
            across, down = np.zeros((len(y), 2, 3)), np.zeros((len(x), 2, 3))
            across[:, 0, 0], across[:, 1, 0], across[:, :, 1] = x[0], x[-1], y[:, None]
            down[:, 0, 1], down[:, 1, 1], down[:, :, 0] = y[0], y[-1], x[:, None]
            pieces += [across, down]
    return Segments(np.concatenate(pieces))
