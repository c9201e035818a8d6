"""Unit balls as geometry: each p's ball is made once, and kept for the next picture."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.analysis.norms import ball_cube, ball_square
from eigenscope.labs.kit.places import in_space
from eigenscope.scene.frame import Draw, Style
from eigenscope.scene.geometry import Geometry, Polyline, Segments, Triangles
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Words

_STEPS = 24  # of 1/p from 0 to 1, and of log 1/p from 1 to e: how finely the balls morph


@dataclass(frozen=True, eq=False)
class Ball:
    """The unit ball of one p, and its border."""

    face: Triangles
    border: Geometry

    def draws(self, name: str, slot: Slot, matrix: Floats, opacity: float = 0.2) -> Iterator[Draw]:
        """Yield the ball carried by a 4×4 matrix."""
        shaded = isinstance(self.border, Segments)
        style = Style(slot, opacity=opacity, shaded=shaded)
        yield Draw(self.face, style, matrix, name=name)
        yield Draw(self.border, Style(slot, 1.4 if shaded else 2.2), matrix, name=f"{name} border")


@lru_cache(maxsize=256)
def ball(p: float, dimensions: int = 2) -> Ball:
    """Return the unit ball of a p-norm in the plane or in space."""
    rim = in_space(ball_square(p))
    if dimensions == 2:
        fan = np.stack([np.zeros_like(rim), rim, np.roll(rim, -1, axis=0)], axis=1)
        return Ball(Triangles(fan), Polyline(rim, closed=True))
    # In space three sections, by the planes of the coordinates, make the surface readable.
    pieces = np.stack([rim, np.roll(rim, -1, axis=0)], axis=1)
    sections = np.concatenate([np.roll(pieces, turn, axis=-1) for turn in range(3)])
    return Ball(Triangles(ball_cube(p), convex=p >= 1), Segments(sections))


def morph(end: float) -> tuple[float, ...]:
    """Return the p's of the balls between the first and that of ``end``, both among them.

    It begins at L1, or at L2 if L1 is the end. All but the end are the same for every end, so
    that their geometry is there already.
    """
    start = 2.0 if end == 1 else 1.0
    first, last = _place(start), _place(end)
    low, high = sorted((first, last))
    between = range(math.floor(low * _STEPS) + 1, math.ceil(high * _STEPS))
    inner = [_power(k / _STEPS) for k in between]
    return (start, *(inner if first < last else inner[::-1]), end)


def _place(p: float) -> float:
    """Return where p stands on the way: 1/p up to 1, then its logarithm, as smooth goes on."""
    inverse = 0.0 if math.isinf(p) else 1 / p
    return inverse if inverse <= 1 else 1 + math.log(inverse)


def _power(place: float) -> float:
    if place <= 0:
        return math.inf
    return 1 / place if place <= 1 else math.exp(1 - place)


def norm_name(p: float, write: Callable[[float, int], str] = tidy) -> str:
    """Return such as "L1", "L∞", "L2.5"."""
    return f"L{write(p, 2)}"


def ball_name(p: float, write: Callable[[float, int], str] = tidy) -> Words:
    """Return what the unit ball of a norm is called."""
    return Words("{norm} ball", {"norm": norm_name(p, write)})


def norm_mark(p: float) -> str:
    """Return the mark that stands at the double bar: "₁", "₂", "∞", or "p"."""
    return {1.0: "₁", 2.0: "₂", math.inf: "∞"}.get(p, "ₚ")


def norm_order(p: float) -> str:
    """Return how a program writes p."""
    return 'float("inf")' if math.isinf(p) else repr(p).removesuffix(".0")
