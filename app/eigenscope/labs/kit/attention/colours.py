"""What the lab draws, and in which colours: an axis has the colour of what its cells belong to."""

from __future__ import annotations

from collections.abc import Mapping

from eigenscope.labs.kit.colours import OPERAND_A, OPERAND_B, RESULT
from eigenscope.scene.slots import Slot

QUERY = OPERAND_A
"""Q, and the axis of queries."""

KEY = OPERAND_B
"""K, and the axis of keys."""

CHANNEL = Slot.ACCENT_6
"""The axis that queries and keys share."""

VALUE = Slot.ACCENT_2
"""V, and the axis of its channels."""

WEIGHT = Slot.MUTED
"""Scores, and the weights that they become."""

OUTPUT = RESULT

EMBEDDING = Slot.INK
"""X with the axis of the numbers of an embedding, and W_Q, W_K, W_V and W_O, which take them."""

HEAD = Slot.ACCENT_5
"""The axis of heads."""

_SHAPES: Mapping[str, tuple[Slot, Slot, Slot]] = {
    "X": (EMBEDDING, QUERY, EMBEDDING),
    "H": (EMBEDDING, QUERY, EMBEDDING),
    "Q": (QUERY, QUERY, CHANNEL),
    "K": (KEY, KEY, CHANNEL),
    "K.T": (KEY, CHANNEL, KEY),
    "V": (VALUE, KEY, VALUE),
    "W_Q": (EMBEDDING, EMBEDDING, CHANNEL),
    "W_K": (EMBEDDING, EMBEDDING, CHANNEL),
    "W_V": (EMBEDDING, EMBEDDING, VALUE),
    "W_O": (EMBEDDING, VALUE, OUTPUT),
    "O": (OUTPUT, QUERY, VALUE),
    "output": (OUTPUT, QUERY, VALUE),
    "expected": (OUTPUT, QUERY, VALUE),
    "same": (OUTPUT, QUERY, VALUE),
}
"""The colours of tensors, of their rows' axis and of their columns'."""


def slot_of(label: str) -> Slot:
    """Return the colour of a tensor by its name; scores and weights have one."""
    return _shape(label)[0]


def axes_of(label: str, variable: str, axes: int) -> tuple[Slot, ...]:
    """Return the colours of the axes of a tensor that takes part when a variable is made.

    The rows of X are queries when Q is made, and keys otherwise; W_O makes other channels.
    """
    _, rows, columns = _shape(label)
    if label == "X" and variable in ("K", "V"):
        rows = KEY
    if (label, variable) == ("output", "projected"):
        columns = OUTPUT
    return (HEAD, rows, columns)[-axes:] if axes else ()


def _shape(label: str) -> tuple[Slot, Slot, Slot]:
    plain = label.replace(".mT", ".T").removesuffix("_h").removesuffix("_p")
    return _SHAPES.get(plain, (WEIGHT, QUERY, KEY))
