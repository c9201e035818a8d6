"""How messages speak of the operands of an operation."""

from __future__ import annotations

from collections.abc import Sequence

from eigenscope.language.reading.tree import Node
from eigenscope.language.values.value import Operand
from eigenscope.wording.words import Words

_LONGEST_QUOTED = 20  # characters of an operand that a message repeats
_LEFT: Operand = (Words("the left side"), Words("The left side"))
_RIGHT: Operand = (Words("the right side"), Words("The right side"))
_ALONE: Operand = (Words("it", context="operand"), Words("It", context="operand"))


def spoken_of(text: str, operands: Sequence[Node]) -> tuple[Operand, Operand]:
    """Return the left and the right operand: as they stand in a text, or what they are to it."""
    left, right, *_ = *(_quoted(text, node) for node in operands), None, None
    return left or (_LEFT if len(operands) > 1 else _ALONE), right or _RIGHT


def _quoted(text: str, node: Node) -> Operand | None:
    source = text[node.start : node.end].strip()
    return (source, source) if 0 < len(source) <= _LONGEST_QUOTED else None
