"""What is written around the pictures of a figure: title, matrix, numbers and legend."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from eigenscope.document.figures import FigureSettings
from eigenscope.export.formulas import typeset
from eigenscope.export.legends import GAP, flow_legend, width_of
from eigenscope.export.page import FormulaLine, Item, TextLine
from eigenscope.export.subject import Subject
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.legends import legend_of
from eigenscope.language.notation import latex_of_matrix, latex_of_words
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Words, say

LABEL = 13.0
"""Logical pixels of an ordinary label, which `text_size` sets in points."""

LINE = 20.0
"""Logical pixels from one line of text to the next."""

_VIEW_SIZE = (400.0, 300.0)  # logical pixels of the pictures that a legend is found from
_WORD = re.compile(r"[^\W\d_]{2,}|[\u4e00-\u9fff]")  # of Chinese, one sign is a word


@dataclass(frozen=True)
class Block:
    """Things under the pictures, from y = 0 down."""

    items: tuple[Item, ...]
    height: float


def title_items(settings: FigureSettings, width: float) -> list[Item]:
    """Return the title, in the middle of the top of a page of a width; nothing if there is none."""
    if not settings.title.strip():
        return []
    size = LABEL * 1.25
    wide = width_of(settings.title, size, bold=True)
    if wide > width - GAP:  # smaller rather than cut off
        size *= (width - GAP) / wide
    return [TextLine(settings.title.strip(), (width / 2, GAP / 2 + LINE * 0.65), size, True, 0)]


def heading_line(subject: Subject, width: float, y: float) -> TextLine:
    """Return what a picture is called where there are two, in the middle of a width."""
    size = LABEL * 1.1
    wide = width_of(subject.heading, size, bold=True)
    size *= min(1.0, (width - GAP) / max(wide, 1.0))
    return TextLine(subject.heading, (width / 2, y), size, True, 0)


def block_below(
    subject: Subject,
    settings: FigureSettings,
    width: float,
    moments: Sequence[float],
    now: float,
) -> Block:
    """Return what stands under the pictures of moments, or under charts as they are ``now``."""
    items: list[Item] = []
    y = 0.0
    if subject.heading:
        items.append(heading_line(subject, width, LINE * 0.65))
        y += LINE * 1.3
    formulas = []
    matrix = subject.matrix() if settings.matrix else None
    if matrix is not None:
        formulas.append(f"A = {latex_of_matrix(matrix)}")
    if settings.readouts:
        brief = [one for one in subject.readouts(moments[-1] if moments else now) if one.brief]
        formulas += [_readout_latex(one) for one in brief]
    if formulas:
        flowed, y = _flow_formulas(formulas, width, y + GAP / 2)
        items += flowed
    if settings.legend and moments:  # charts have legends of their own
        names = legend_names(subject).items()
        flowed, y = flow_legend(names, width, y + GAP / 2, LABEL * 0.92, LINE)
        items += flowed
    return Block(tuple(items), y + (GAP / 2 if items else 0.0))


def _readout_latex(readout: Readout) -> str:
    label, text = latex_of_words(str(readout.label)), _latex_of_value(readout)
    exact = f"{latex_of_words(readout.unrounded)} \\approx " if readout.unrounded else ""
    # In braces, a sign at the beginning stands close to its number.
    if exact or _is_number(readout):
        return f"{label} = {exact}{{{text}}}"
    said = _said("", "", equal=False)  # the colon alone, with its space
    gap = r"\;" if said.endswith(" ") else ""
    # In a box: mathematics would space it as a sign.
    return rf"{label}\text{{{said.strip()}}}{gap} {text}"


def _latex_of_value(readout: Readout) -> str:
    if not _is_table(readout):
        return latex_of_words(_shown(readout))
    rows = r" \\ ".join(" & ".join(map(latex_of_words, row)) for row in readout.matrix)
    factor = latex_of_words(readout.factor) if readout.factor else ""
    return rf"{factor}\begin{{pmatrix}} {rows} \end{{pmatrix}}"


def _is_table(readout: Readout) -> bool:
    return any(len(row) > 1 for row in readout.matrix)


def _shown(readout: Readout) -> str:
    """Return the text; of a matrix its entries as the panel shows them, not with every digit."""
    if not readout.matrix:
        return str(readout.text)
    rows = [", ".join(row) for row in readout.matrix]
    entries = "; ".join(rows) if _is_table(readout) else ", ".join(rows)
    return f"{readout.factor}[{entries}]"


def said_as_text(readout: Readout) -> str:
    """Return a readout as one line of plain text."""
    return _said(readout.label, _shown(readout), equal=_is_number(readout))


def _said(label: Words | str, value: str, *, equal: bool) -> str:
    template = "{label} = {value}" if equal else "{label}: {value}"
    return str(Words(template, {"label": label, "value": value}))


def _is_number(readout: Readout) -> bool:
    """Tell whether a readout is a value, which its label equals, rather than something said."""
    return readout.value is not None or _WORD.search(str(readout.text)) is None


def _flow_formulas(formulas: list[str], width: float, y: float) -> tuple[list[Item], float]:
    """Set formulas beside each other, in as many rows as they need; return where they end."""
    items: list[Item] = []
    row: list[tuple[FormulaLine, float]] = []
    x = 0.0
    for latex in formulas:
        size = LABEL * 1.05
        wide, high = typeset(latex, size).size
        if wide > width - 2 * GAP:  # smaller rather than cut off
            size *= (width - 2 * GAP) / wide
            wide, high = typeset(latex, size).size
        if row and x + wide > width - GAP:
            y = _end_row(items, row, y)
            row, x = [], 0.0
        row.append((FormulaLine(latex, (x + GAP, 0.0), size), high))
        x += wide + 3 * GAP
    return items, _end_row(items, row, y)


def _end_row(items: list[Item], row: list[tuple[FormulaLine, float]], y: float) -> float:
    high = max([LINE, *(height + 4 for _, height in row)])
    items += [replace(formula, place=(formula.place[0], y + high / 2)) for formula, _ in row]
    return y + high


def legend_names(subject: Subject) -> Mapping[Slot, str]:
    """Return the legend of a subject, which is the same at all times."""
    view = View(subject.camera(_VIEW_SIZE), _VIEW_SIZE)
    names = legend_of(subject.lab, subject.solution, view)
    return {slot: say(name) for slot, name in names.items()}
