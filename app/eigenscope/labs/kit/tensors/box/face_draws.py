"""One face of a box: its cells, its numbers or its colours, its name, and what is lit on it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.arrows import segment
from eigenscope.labs.kit.cells import NUMBER, highlight
from eigenscope.labs.kit.tensors.box.face_placement import FacePlacement
from eigenscope.labs.kit.tensors.box.sheet import Sheet
from eigenscope.labs.kit.tensors.box.turns import Span
from eigenscope.labs.kit.tensors.cells.block_draws import cell_lines, number_labels
from eigenscope.labs.kit.tensors.cells.seen_cells import seen_lines
from eigenscope.scene import shapes
from eigenscope.scene.frame import Draw, Label, Style
from eigenscope.scene.slots import Slot

_TINT, _EDGE, _MOST_NUMBER = 0.07, 2.4, 0.5
_BORDER = 2.4  # pixels
_COLOURED = 0.4  # opacity of colours behind numbers


def face_draws(
    shape: tuple[int, int],
    placement: FacePlacement,
    name: str,
    slot: Slot,
    axes: tuple[Slot, Slot],
    *,
    lined: bool,
) -> Iterator[Draw]:
    """Yield a face as it always is: a tint, the lines between its cells, its axes as its edges."""
    rows, columns = shape
    yield Draw(
        shapes.unit_square(),
        Style(slot, opacity=_TINT),
        placement.area(0, 0, rows, columns),
        name=f"{name} face",
    )
    if lined:
        lines, style = cell_lines(shape), Style(Slot.GHOST, 1.0)
        yield Draw(lines, style, placement.matrix(), name=f"{name} cells")
    corners = placement.places(np.array([(x, -y, 0.0) for x in (0, columns) for y in (0, rows)]))
    down, across = axes
    for start, end, axis in ((0, 1, down), (2, 3, down), (0, 2, across), (1, 3, across)):
        yield from segment(f"{name} edge", corners[start], corners[end], axis, _EDGE)


def sheet_draws(
    sheet: Sheet,
    placement: FacePlacement,
    name: str,
    slot: Slot,
    view: View,
    *,
    coloured: bool = False,
    strength: float = 1.0,
) -> Iterator[Draw]:
    """Yield the colours of a sheet's numbers.

    Few cells have colours only where they are ``coloured``, for they have numbers as well.
    """
    if strength <= 0:
        return
    if sheet.many or coloured:
        opacity = strength * (1.0 if sheet.many else _COLOURED)
        style = Style(slot, opacity=opacity)
        yield Draw(sheet.picture, style, placement.matrix(), name=f"{name} mosaic")
    if sheet.many:
        yield from seen_lines(sheet.block, placement, view, name)


def hatching(
    sheet: Sheet, placement: FacePlacement, name: str, strength: float = 1.0
) -> Iterator[Draw]:
    """Yield the marks of a sheet's cells that are left out, if there are any."""
    if sheet.hidden is not None:
        style = Style(Slot.AXIS, 1.2, strength)
        yield Draw(sheet.hidden, style, placement.matrix(), name=f"{name} hidden")


@lru_cache(maxsize=128)
def sheet_labels(
    sheet: Sheet,
    placement: FacePlacement,
    view: View,
    most: float,
    cells: tuple[int, int] | None = None,
    bold: bool = False,
) -> tuple[Label, ...]:
    """Return a sheet's numbers, or those in a range; kept, for most of them stay in a play.

    ``most`` is the largest size of letters in world units.
    """
    largest = min(most, NUMBER * _shortest(placement))
    letters = placement.letters(sheet.widest, largest)
    chosen = None if cells in (None, (0, sheet.numbers.size)) else np.arange(*cells)
    labels = number_labels(
        sheet.block, placement, sheet.text, view, chosen, letters=letters, bold=bold
    )
    return tuple(labels)


def _shortest(placement: FacePlacement) -> float:
    """Return the shorter side of a cell."""
    return min(float(np.linalg.norm(placement.rightward)), float(np.linalg.norm(placement.upward)))


def face_light(
    placement: FacePlacement, rows: Span, columns: Span, slot: Slot, name: str, strength: float
) -> Iterator[Draw]:
    """Yield some rows and columns of a face lit up; they may be parts of cells, on their way."""
    area = placement.area(rows[0], columns[0], rows[1] - rows[0], columns[1] - columns[0])
    yield from highlight(area, slot, f"{name} light", strength=strength, border=_BORDER)
