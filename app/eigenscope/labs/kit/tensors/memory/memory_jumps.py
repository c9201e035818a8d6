"""Strides as jumps: arcs from a tensor's first cell in memory to the next one along each axis."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.cells import pixels, text_size
from eigenscope.labs.kit.tensors.memory.memory_strips import MemoryStrip, MemoryTenant
from eigenscope.scene.frame import Draw, Label, Style, affine
from eigenscope.scene.geometry import Polyline, Triangles
from eigenscope.scene.slots import Slot

_LOW, _NEXT = 0.42, 0.4  # height of the lowest arc, and from one to the next, in heights of a cell
_MOST_HIGH = 1.7  # of the highest one
_ROOM = 0.42  # above it, for its label
_HEAD = 0.17  # length of an arrowhead, in heights of a cell
_LOOP = 0.5  # width of a loop, in heights of a cell
_TEXT = 0.3  # size of a jump's length, in heights of a cell
_LEAST, _MOST = 9.0, 14.0  # pixels to the em
_POINTS = 32


@dataclass(frozen=True)
class JumpPlace:
    """Where a tensor's jumps are drawn: the strip's left, the line they stand on, the cells' size.

    ``up`` is 1 for arcs above the line, −1 for arcs below it.
    """

    left: float
    line: float
    width: float
    height: float
    up: float


def jumps_height(tenant: MemoryTenant) -> float:
    """Return the room that a tensor's jumps need, in heights of a cell."""
    many = len(tenant.jumps)
    return min(_LOW + _NEXT * (many - 1), _MOST_HIGH) + _ROOM if many else 0.0


def jumps(
    strip: MemoryStrip,
    tenant: MemoryTenant,
    place: JumpPlace,
    slots: Sequence[Slot],
    view: View,
) -> Iterator[tuple[list[Draw], Label]]:
    """Yield the arc of each axis with its arrowhead, and the label with its stride."""
    ordered = sorted(tenant.jumps, key=lambda jump: (abs(jump[1]), -jump[0]))
    first = strip.column(tenant.memory.offset)
    size = min(max(text_size(view, _TEXT * place.height), _LEAST), _MOST)
    room = 0.6 * size / max(pixels(view, 1.0), 1e-9)
    step = min(_NEXT, (_MOST_HIGH - _LOW) / max(len(ordered) - 1, 1))
    for rank, (axis, stride) in enumerate(ordered):
        slot = slots[axis] if axis < len(slots) else Slot.INK
        high = (_LOW + rank * step) * place.height * place.up
        span = (strip.column(tenant.memory.offset + stride) - first) * place.width
        start = place.left + (first + 0.5) * place.width
        head = _HEAD * place.height
        name = f"jump {tenant.number} {axis}"
        if stride:
            matrix = affine(np.diag([span, high, 1.0]), (start, place.line, 0.0))
            middle, end = start + span / 2, start + span
        else:  # to the left, away from the other arcs
            wide = min(_LOOP * place.height, 0.4 * place.width)
            matrix = affine(np.diag([wide, high, 1.0]), (start - wide, place.line, 0.0))
            middle, end = start - wide / 2, start - wide
        tip = affine(np.diag([head, head * place.up, 1.0]), (end, place.line, 0.0))
        draws = [
            Draw(_arc(_squareness(abs(span), place.height)), Style(slot, 2.0), matrix, name=name),
            Draw(_head(), Style(slot), tip, name=f"{name} head"),
        ]
        sign = "−" if stride < 0 else "+"
        above = place.line + high + room * place.up
        yield draws, Label(
            f"{sign}{abs(stride)}", (middle, above, 0.0), slot, size=size, bold=True,
            priority=4 - rank, fixed=True, ground=False,
        )  # fmt: skip


def _squareness(span: float, height: float) -> int:
    """Return the exponent of an arc's ends, a power of two: of a long arc, a larger one."""
    return int(2 ** min(max(round(math.log2(max(3.0 * span / height, 1e-9))), 1), 8))


@cache
def _arc(squareness: int) -> Polyline:
    """Return an arc from (0, 0) to (1, 0) with the height 1, steep at its ends.

    So that a short arc stands within a long one that begins where it does.
    """
    turns = np.linspace(np.pi, 0.0, _POINTS)
    x = 0.5 + 0.5 * np.sign(np.cos(turns)) * np.abs(np.cos(turns)) ** (2.0 / squareness)
    y = np.abs(np.sin(turns)) ** 0.6
    return Polyline(np.stack([x, y, np.zeros_like(x)], axis=1))


@cache
def _head() -> Triangles:
    """Return an arrowhead that points down to the origin."""
    return Triangles([[(0.0, 0.0, 0.0), (0.42, 1.0, 0.0), (-0.42, 1.0, 0.0)]])
