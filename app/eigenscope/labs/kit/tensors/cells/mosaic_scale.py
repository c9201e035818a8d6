"""What the colours of a step's mosaics mean: a bar from the smallest number to the largest."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.cells import text_size
from eigenscope.labs.kit.tensors.cells.items import TensorItem
from eigenscope.labs.kit.tensors.cells.mosaic import cell_colours
from eigenscope.scene import shapes
from eigenscope.scene.frame import Draw, Label, Style, affine
from eigenscope.scene.geometry import Picture
from eigenscope.scene.slots import Slot
from eigenscope.scene.text_width import text_width
from eigenscope.wording.number_texts import rounded

ROOM = 3.2
"""World units that it takes in width."""

_SHADES = 64
_WIDE, _HIGH, _LETTERS, _APART = 0.9, 0.2, 0.26, 0.12
_ODD = "nan, inf"


def scale_parts(
    items: Sequence[TensorItem], right: float, middle: float, view: View
) -> tuple[list[Draw], list[Label]]:
    """Return the bar and its texts, which end at ``right``; nothing without mosaics."""
    many = [item for item in items if item.many and item.tensor is not None]
    if not many:
        return [], []
    below = any(item.below_zero for item in many)
    largest = many[0].largest
    size = text_size(view, _LETTERS, 15.0)
    em = size * view.camera.height / view.size[1]
    texts = [rounded(-largest if below else 0.0, 3), rounded(largest, 3)]
    draws: list[Draw] = []
    labels: list[Label] = []

    def written(text: str, at: float) -> float:
        wide = text_width(text, em)
        place = (at - wide / 2, middle, 0.0)
        labels.append(
            Label(text, place, Slot.AXIS, size=size, priority=2, fixed=True, ground=False)
        )
        return at - wide - _APART

    def painted(picture: Picture, wide: float, at: float, name: str) -> float:
        matrix = affine(np.diag([wide, _HIGH, 1.0]), (at - wide, middle - _HIGH / 2, 0.0))
        draws.append(Draw(picture, Style(Slot.INK), matrix, name=name))
        draws.append(Draw(shapes.unit_square_outline(), Style(Slot.GHOST, 1.0), matrix, name=name))
        return at - wide - _APART

    at = painted(_bar(below=below), _WIDE, written(texts[1], right), "scale")
    at = written(texts[0], at)
    if any(item.odd for item in many):
        painted(_odd(), _HIGH, written(_ODD, at - _APART), "scale odd")
    return draws, labels


_UNIT = ((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0))


@lru_cache(maxsize=2)
def _bar(*, below: bool) -> Picture:
    return Picture(
        cell_colours(np.linspace(-1.0 if below else 0.0, 1.0, _SHADES), 1.0)[None], _UNIT
    )


@lru_cache(maxsize=1)
def _odd() -> Picture:
    return Picture(cell_colours(np.array([np.nan]), 1.0)[None], _UNIT)
