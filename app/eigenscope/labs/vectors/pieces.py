"""What the pictures of vectors share: letters beside them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.tip_labels import middle_label
from eigenscope.labs.vectors import colours
from eigenscope.scene.frame import Label
from eigenscope.scene.geometry import place_of
from eigenscope.scene.slots import Slot
from eigenscope.scene.text_width import text_width


def lower_left_label(text: str, place: Floats, slot: Slot) -> Label:
    """Return a label whose end is to the lower left of a place (3,)."""
    offset = (-10.0 - text_width(text, 14, bold=True) / 2, -12.0)
    return Label(text, place_of(place), slot, offset, 14, bold=True, priority=6)


def names(vectors: Floats, letters: str, view: View) -> Iterator[Label]:
    """Yield the letters of vectors (k, 3) beside them, away from each other."""
    for index, (vector, letter) in enumerate(zip(vectors, letters, strict=False)):
        others = np.delete(vectors, index, axis=0)
        away = others.sum(axis=0) if len(others) else None
        if vector.any():
            yield middle_label(letter, vector, colours.VECTORS[index], view, away=away)
        else:
            text = f"{letter} = 0"
            offset = (-26.0, -18.0 - 18.0 * index)
            yield Label(
                text, (0.0, 0.0, 0.0), colours.VECTORS[index], offset, 14, bold=True, priority=5
            )
