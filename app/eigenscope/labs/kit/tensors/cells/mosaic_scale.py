"""What the colours of a step's mosaics mean: a bar from the smallest number to the largest."""

from __future__ import annotations

import math
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
_NEXT = 0.36  # from one bar to the next below it
_ODD = "nan, inf"


def scale_parts(
    items: Sequence[TensorItem], right: float, middle: float, view: View
) -> tuple[list[Draw], list[Label]]:
    """Return the bars and their texts, which end at ``right``; nothing without mosaics.

    Mosaics of different scales have a bar each, with their names.
    """
    many = [item for item in items if item.many and item.tensor is not None]
    scales = dict.fromkeys(item.largest for item in many)
    draws: list[Draw] = []
    labels: list[Label] = []
    for row, largest in enumerate(scales):
        same = [item for item in many if item.largest == largest]
        more_draws, more_labels = _bar_parts(
            same, right, middle - row * _NEXT, view, named=len(scales) > 1
        )
        draws += more_draws
        labels += more_labels
    return draws, labels


def _bar_parts(
    many: Sequence[TensorItem], right: float, middle: float, view: View, *, named: bool
) -> tuple[list[Draw], list[Label]]:
    names = [(item.tensor.label if item.tensor else "", item.slot) for item in many]
    return value_bar(
        many[0].largest,
        right,
        middle,
        view,
        below=any(item.below_zero for item in many),
        clipped=any(item.clipped for item in many),
        odd=any(item.odd for item in many),
        masked=any(item.masked for item in many),
        names=names if named else (),
    )


def value_bar(
    largest: float,
    right: float,
    middle: float,
    view: View,
    *,
    below: bool,
    clipped: bool = False,
    odd: bool = False,
    masked: bool = False,
    names: Sequence[tuple[str, Slot]] = (),
    larger: float = 1.0,
) -> tuple[list[Draw], list[Label]]:
    """Return a bar of the colours up to a size, which ends at ``right``, with its texts.

    ``below``, ``clipped``, ``odd`` and ``masked`` say whether there are numbers below 0, beyond
    the largest size, not finite, and −∞; ``names`` are those of the tensors, with their colours.
    It is so many times ``larger`` than beside cells of the size 1.
    """
    size = text_size(view, larger * _LETTERS, 15.0)
    em = size * view.camera.height / view.size[1]
    lower = "≤ " if clipped and below else ""
    texts = [f"{lower}{rounded(-largest if below else 0.0, 3)}", rounded(largest, 3)]
    if clipped:
        texts[1] = f"≥ {texts[1]}"
    draws: list[Draw] = []
    labels: list[Label] = []

    def written(text: str, at: float, slot: Slot = Slot.AXIS) -> float:
        wide = text_width(text, em)
        place = (at - wide / 2, middle, 0.0)
        labels.append(Label(text, place, slot, size=size, priority=2, fixed=True, ground=False))
        return at - wide - _APART

    def painted(picture: Picture, wide: float, at: float, name: str) -> float:
        wide, high = larger * wide, larger * _HIGH
        matrix = affine(np.diag([wide, high, 1.0]), (at - wide, middle - high / 2, 0.0))
        draws.append(Draw(picture, Style(Slot.INK), matrix, name=name))
        draws.append(Draw(shapes.unit_square_outline(), Style(Slot.GHOST, 1.0), matrix, name=name))
        return at - wide - _APART

    at = painted(_bar(below=below), _WIDE, written(texts[1], right), "scale")
    at = written(texts[0], at)
    if odd:
        at = painted(_cell(math.nan), _HIGH, written(_ODD, at - _APART), "scale odd")
    if masked:
        at = painted(_cell(-math.inf), _HIGH, written("−∞", at - _APART), "scale masked")
    for name, slot in reversed(names):
        at = written(name, at, slot)
    return draws, labels


_UNIT = ((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0))


@lru_cache(maxsize=2)
def _bar(*, below: bool) -> Picture:
    return Picture(
        cell_colours(np.linspace(-1.0 if below else 0.0, 1.0, _SHADES), 1.0)[None], _UNIT
    )


@lru_cache(maxsize=2)
def _cell(number: float) -> Picture:
    return Picture(cell_colours(np.array([number]), 1.0)[None], _UNIT)
