"""Why a step cannot be: the shapes aligned from the right, with the axes that do not fit marked."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.cells import (
    Table,
    highlight,
    line_of_text,
    number_labels,
    pixels,
    table_draws,
)
from eigenscope.labs.kit.tensors.cells.headings import short
from eigenscope.labs.kit.tensors.cells.step_items import operand_slots
from eigenscope.labs.kit.tensors.tensor_step import ShownTensor, TensorProblem
from eigenscope.scene.frame import Draw, Label
from eigenscope.scene.slots import Slot
from eigenscope.scene.text_width import text_width
from eigenscope.wording.words import say

MISFIT = Slot.WARNING

_CELL, _WIDE = 0.8, 1.1  # height of a cell in world units, and how many of these it is wide
_APART = 0.45  # between two shapes, in world units
_CODE, _REASON = 0.36, 0.34  # sizes of letters, in world units
_ROOM = 9.5  # of a line of text, in world units
_CLEAR = 7.0  # pixels between lines: of two labels that are nearer, one is left out
_LONGEST_CODE = 80
_MOST_SHAPES = 4
_FILLED = 0.9  # of its room, by a line of a longer text
_WORD = re.compile(r"(?:\([^()]*\)|[^ ：，；。、])*(?:[：，；。、]| +|$)")
"""What is not broken: a shape neither, and Chinese only after its commas."""


def problem_parts(
    problem: TensorProblem, view: View, statement: str = ""
) -> tuple[list[Draw], list[Label]]:
    """Return the picture of a problem: its line, the shapes of its operands, and the reason.

    Without a ``statement`` its line is what is wrong in it.
    """
    tensors = [operand for operand in problem.operands if operand.shape][:_MOST_SHAPES]
    draws: list[Draw] = []
    labels: list[Label] = []
    high = len(tensors) * (_CELL + _APART)
    code = short(statement or problem.text, _LONGEST_CODE)
    labels.append(line_of_text(code, (0.0, high / 2 + 0.75), view, _CODE, room=_ROOM, bold=True))
    widest = max((len(tensor.shape) for tensor in tensors), default=0)
    for number, tensor in enumerate(tensors):
        top = high / 2 - number * (_CELL + _APART)
        more_draws, more_labels = _shape(problem, number, tensor, widest, top, view)
        draws += more_draws
        labels += more_labels
    y = -high / 2 - 0.35
    for line in _lines(say(problem.message)):
        labels.append(
            line_of_text(line, (0.0, y), view, _REASON, slot=MISFIT, room=_ROOM, bold=True)
        )
        y -= max(1.4 * _REASON, (1.25 * labels[-1].size + _CLEAR) / pixels(view, 1.0))
    return draws, labels


def _lines(text: str) -> list[str]:
    """Return a text in as few lines as have room, all about as long."""
    words = _WORD.findall(text)
    count = math.ceil(text_width(text, _REASON, bold=True) / (_FILLED * _ROOM))
    each = text_width(text, _REASON, bold=True) / max(count, 1)
    lines = [""]
    for word in words:
        if lines[-1] and text_width(lines[-1] + word.rstrip(), _REASON, bold=True) > 1.1 * each:
            lines.append("")
        lines[-1] += word
    return [line.strip() for line in lines if line.strip()]


def misfits(problem: TensorProblem) -> Iterator[Slot]:
    """Yield the colours that the picture of a problem has."""
    tensors = [operand for operand in problem.operands if operand.shape][:_MOST_SHAPES]
    for tensor in tensors:
        yield operand_slots(problem.operands)[problem.operands.index(tensor)]
    if tensors and problem.axes:
        yield MISFIT


def _shape(
    problem: TensorProblem, number: int, tensor: ShownTensor, widest: int, top: float, view: View
) -> tuple[list[Draw], list[Label]]:
    """Return one shape, a length in each cell, its last axis under those of the others."""
    rank, wide = len(tensor.shape), _CELL * _WIDE
    left = (widest / 2 - rank) * wide + 0.8
    slot = operand_slots(problem.operands)[problem.operands.index(tensor)]
    table = Table(f"operand {number}", 1, rank, left, top, wide, _CELL)
    draws = [*table_draws(table, slot)]
    draws += _faults(problem, tensor, table)
    labels = [*number_labels(table, (tuple(map(str, tensor.shape)),), view, bold=True)]
    name = f"{short(tensor.label, 18)}.shape"
    x = (-widest / 2) * wide + 0.8 - 1.7
    labels.append(
        line_of_text(name, (x, top - _CELL / 2), view, 0.36, slot=slot, room=3.0, bold=True)
    )
    return draws, labels


def _faults(problem: TensorProblem, tensor: ShownTensor, table: Table) -> Iterator[Draw]:
    place = problem.operands.index(tensor)
    for operand, axis in problem.axes:
        if operand == place and -len(tensor.shape) <= axis < len(tensor.shape):
            area = table.area(0, axis % len(tensor.shape))
            yield from highlight(area, MISFIT, f"misfit {place} {axis}", strength=0.35)
