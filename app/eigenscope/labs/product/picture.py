"""The frame of tables at a moment: tables, copies, lights, numbers and the formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.cells import (
    Table,
    Texts,
    ghost_draws,
    highlight,
    line_of_text,
    number_labels,
    pixels,
    table_draws,
)
from eigenscope.labs.kit.colours import OPERAND_A, OPERAND_B, RESULT
from eigenscope.labs.kit.timeline import smooth
from eigenscope.labs.product import colours
from eigenscope.labs.product.beats import Beat, Highlight
from eigenscope.labs.product.layout import Layout, layout
from eigenscope.labs.product.solving import Solution
from eigenscope.labs.product.texts import said
from eigenscope.scene.frame import Draw, Frame, Label
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, say

_GLIDE = 0.4  # part of a beat in which lights glide to their place
_COPIES_READABLE = 0.6  # how far copies must have come out for their numbers not to overlap
_HEADING, _COLUMN, _SIGN, _FORMULA, _NOTE = 0.45, 0.38, 0.5, 0.46, 0.4  # sizes in heights of a cell
_COLOURS = {
    "A": OPERAND_A,
    "B": OPERAND_B,
    "C": RESULT,
    "Y": RESULT,
    "b": colours.ADDED,
}

LEGEND: Mapping[Slot, Text] = {
    OPERAND_A: "A",
    OPERAND_B: "B",
    colours.ADDED: "b, added to every row",
    RESULT: "result",
    colours.MISFIT: "does not fit",
}


def frame(solution: Solution, t: float, view: View) -> Frame:
    """Return the picture at ``t`` (0…1) for a view."""
    places = layout(solution.plan, view)
    draws: list[Draw] = []
    labels: list[Label] = []
    spread, title = 1.0, ""
    if solution.beats is not None:
        before, beat, part = solution.beats.at(t)
        glide = smooth(min(part / _GLIDE, 1.0))
        spread = before.spread + (beat.spread - before.spread) * smooth(part)
        draws += _marks(places, before, beat, glide)
        labels += number_labels(
            places.tables[solution.outcome], said(beat.results), view, bold=True
        )
        labels += _below(places, say(beat.formula), say(beat.note), view)
        title = say(beat.title)
    elif solution.misfit is not None:
        for number, (name, block) in enumerate(solution.misfit.blocks):
            area = places.tables[name].area(*block)
            draws += highlight(area, colours.MISFIT, f"misfit {number}", strength=0.3)
        labels += _below(places, say(solution.misfit.words), say(solution.misfit.hint), view)
    for name, table in places.owns.items():
        draws += table_draws(
            table, _COLOURS[name]
        )  # before its copies: the first draw tells the colour
        if name in solution.ghosts:
            whole = places.tables[name]
            for copies, texts in _copies(whole, table, solution.ghosts[name], spread):
                if spread > 0:
                    draws += ghost_draws(copies)
                if spread >= _COPIES_READABLE:
                    labels += number_labels(copies, texts, view, Slot.AXIS)
        if name in solution.texts:
            labels += number_labels(table, solution.texts[name], view)
    labels += _titles(places, view, {solution.outcome: title} if title else {})
    return Frame(tuple(draws), tuple(labels), view.camera)


def _marks(places: Layout, before: Beat, beat: Beat, glide: float) -> Iterator[Draw]:
    known = {mark.name: mark for mark in before.marks}
    for mark in beat.marks:
        start = known.get(mark.name)
        if start is None or start.table != mark.table:
            faded = replace(mark, strength=mark.strength * glide)
            yield from _light(places, faded, mark.block, glide)
            continue
        now = np.array(start.block) + glide * (np.array(mark.block) - np.array(start.block))
        yield from _light(places, mark, (now[0], now[1], now[2], now[3]), 1.0)


def _light(
    places: Layout, mark: Highlight, block: tuple[float, float, float, float], visible: float
) -> Iterator[Draw]:
    area = places.tables[mark.table].area(*block)
    border = 2.0 if visible > 0 else 0.0
    yield from highlight(area, mark.slot, mark.name, strength=mark.strength, border=border)


def _copies(whole: Table, own: Table, texts: Texts, spread: float) -> Iterator[tuple[Table, Texts]]:
    """Yield the copies to the right of a table's own cells, and those below, with their numbers.

    They come out of its edge like an accordion.
    """
    wide, high = own.width * spread, own.height * spread
    across, down = whole.columns - own.columns, whole.rows - own.rows
    name = f"{own.name} copies"
    if across:
        right = replace(own, name=name, columns=across, left=own.right, width=wide)
        yield right, tuple(row[own.columns :] for row in texts[: own.rows])
    if down:
        # Below copies to the right there are copies too, as wide as those have become.
        width = own.width if not across else (own.width + across * wide) / whole.columns
        below = replace(whole, name=name, rows=down, top=own.bottom, width=width, height=high)
        yield below, texts[own.rows :]


def _titles(places: Layout, view: View, instead: dict[str, str]) -> Iterator[Label]:
    """Yield headings, or for some tables what stands there instead for now, and other signs."""
    for (text, spot), name in zip(places.headings, places.tables, strict=True):
        size = _HEADING * places.unit
        table = places.tables[name]
        title = f"{instead[name]}  {table.rows}×{table.columns}" if name in instead else text
        yield line_of_text(title, spot, view, size, slot=_COLOURS[name], bold=True)
    for name, text, spot in places.columns:
        yield line_of_text(text, spot, view, _COLUMN * places.unit, slot=_COLOURS[name])
    for text, spot in places.signs:
        yield line_of_text(text, spot, view, _SIGN * places.unit, most=30.0)


def _below(places: Layout, formula: str, note: str, view: View) -> Iterator[Label]:
    room, most = places.room, np.inf
    if formula:
        line = line_of_text(formula, places.formula, view, _FORMULA * places.unit, room=room)
        most = line.size  # a note is not louder than what it is about
        yield line
    if note:
        size = min(_NOTE * places.unit, most / pixels(view, 1.0))
        yield line_of_text(note, places.note, view, size, slot=Slot.AXIS, room=room)
