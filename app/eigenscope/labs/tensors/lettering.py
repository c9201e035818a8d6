"""Texts that begin at a place, and frames around what they are about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.cells import line_of_text
from eigenscope.scene import shapes
from eigenscope.scene.frame import Draw, Label, Style
from eigenscope.scene.slots import Slot

_GROUND = 0.1


def begun_line(
    text: str,
    place: tuple[float, float],
    view: View,
    length: float,
    *,
    slot: Slot = Slot.INK,
    room: float = np.inf,
    bold: bool = False,
) -> Label:
    """Return a line of text that begins at a place; its letters are as `line_of_text` has them."""
    line = line_of_text(text, place, view, length, slot=slot, room=room, bold=bold)
    return replace(line, side=(1.0, 0.0))


def framed(area: Floats, slot: Slot, name: str) -> Iterator[Draw]:
    """Yield a block within a border; its ground is a grey that no other colour is taken for."""
    style = Style(Slot.AXIS, opacity=_GROUND)
    yield Draw(shapes.unit_square(), style, area, name=f"{name} face")
    yield Draw(shapes.unit_square_outline(), Style(slot, 1.6), area, name=f"{name} border")
