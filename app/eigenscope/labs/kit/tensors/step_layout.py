"""Where all of a step stands in a view: the code above, blocks, the formula, the memory."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.cells import line_of_text, text_size
from eigenscope.labs.kit.tensors.arrangement import (
    BELOW,
    HEAD,
    ROW,
    SIDE,
    Spot,
    arranged,
)
from eigenscope.labs.kit.tensors.cells.blocks import Vector
from eigenscope.labs.kit.tensors.cells.items import TensorItem
from eigenscope.labs.kit.tensors.cells.placement import Placement
from eigenscope.scene.camera import PLANE
from eigenscope.scene.frame import Label
from eigenscope.scene.geometry import place_of
from eigenscope.scene.slots import Slot
from eigenscope.scene.text_width import text_width

SIGN = 0.5
"""Size of a sign between blocks, in heights of a cell."""

_WIDE, _HIGH = 0.93, 0.9  # share of the view that is used
_TOP, _FOOT = 0.75, 0.85  # world units for the code above and the formula below
_ABOVE, _BELOW = 0.7, 0.85  # of these from the blocks, at most
_FITTED = 0.84  # of blocks in space, so that they fill the view
_SPACE_ASPECT = 1.6  # of the room for sheets that stand in space
_READABLE, _LEADING = 14.0, 1.3  # pixels of a formula's letters, and its lines in sizes of them
_SIGNS = re.compile(r" (?=[+≈=] )")


@dataclass(frozen=True)
class StepLayout:
    """Places in the world.

    ``placements`` put each item's block into its place. ``code``, ``formula`` and ``note`` are
    where lines of text stand, with so much ``room`` in width; ``memory`` is the room of the memory:
    left, bottom, right, top.
    """

    placements: tuple[Placement, ...]
    signs: tuple[Spot, ...]
    cell: float
    code: Spot
    formula: Spot
    note: Spot
    room: float
    memory: tuple[float, float, float, float]
    below: bool
    standing: bool = False

    def world(self, spot: Spot) -> Vector:
        """Return where a spot among the blocks is in the world."""
        return Placement(1.0, standing=self.standing).place(*spot)

    def line(
        self,
        text: str,
        spot: Spot,
        view: View,
        length: float,
        *,
        slot: Slot = Slot.INK,
        room: float | None = None,
        bold: bool = False,
    ) -> Label:
        """Return a line of text above or below the blocks.

        In space it stays at its place in the view, however that is turned.
        """
        room = self.room if room is None else room
        if not self.standing:
            return line_of_text(text, spot, view, length, slot=slot, room=room, bold=bold)
        wide, high = view.size
        unit = view.camera.height / PLANE.height
        widest = min(room, PLANE.height * _WIDE * wide / high) * unit
        line = line_of_text(text, spot, view, length * unit, slot=slot, room=widest, bold=bold)
        pixel = (wide / 2, high / 2 - spot[1] * high / PLANE.height)
        place = view.camera.unproject(pixel, view.size, view.camera.target)
        return line if place is None else replace(line, position=place_of(place))

    def title(self, text: str, view: View, length: float, scale: float) -> Label:
        """Return the code in the middle; long code left of a scale that is so wide."""
        middle = self.line(text, self.code, view, length, room=self.room - 2 * scale, bold=True)
        if not scale or middle.size >= min(text_size(view, length), _READABLE):
            return middle
        x, y = self.code
        spot = (x - scale / 2, y)
        return self.line(text, spot, view, length, room=self.room - scale, bold=True)

    def lines(
        self, text: str, spot: Spot, view: View, length: float, *, slot: Slot = Slot.INK
    ) -> Iterator[Label]:
        """Yield a formula in one line, or in two about its spot if one would be too small."""
        whole = self.line(text, spot, view, length, slot=slot)
        first, second = _halves(text)
        if whole.size >= min(text_size(view, length), _READABLE) or not second:
            yield whole
            return
        longer = max(first, second, key=lambda half: text_width(half, 1.0))
        size = min(self.line(longer, spot, view, length).size, _READABLE)
        low = min(_LEADING * size / 2, max(_above_foot(spot, view) - size, 0.0))
        for number, half in enumerate((second, first)):
            yield replace(whole, text=half, size=size, offset=(0.0, _LEADING * size * number - low))

    def sign_labels(self, signs: Sequence[str], view: View) -> Iterator[Label]:
        """Yield the signs between the blocks; the last one turned if the result is below."""
        for number, (sign, spot) in enumerate(zip(signs, self.signs, strict=False)):
            turned = sign.replace("→", "↓") if self.below and number == len(signs) - 1 else sign
            line = line_of_text(turned, spot, view, SIGN * self.cell, slot=Slot.AXIS, most=26.0)
            yield replace(line, position=self.world(spot))


def _above_foot(spot: Spot, view: View) -> float:
    """Return how many pixels a spot is above the foot of a view as it is at first."""
    wide, high = view.size
    height = PLANE.height / min(wide / max(high, 1.0), 1.0)
    return (spot[1] / height + 0.5) * high


def _halves(text: str) -> tuple[str, str]:
    """Return a formula as two lines of about the same width; the second begins with a sign."""
    pieces = _SIGNS.split(text)
    halves = [(" ".join(pieces[:cut]), " ".join(pieces[cut:])) for cut in range(1, len(pieces) + 1)]
    return min(halves, key=lambda pair: max(text_width(half, 1.0) for half in pair))


@dataclass(frozen=True)
class _Key:
    """All that a layout depends on."""

    sizes: tuple[tuple[float, float], ...]
    factors: tuple[float, ...]
    signs: tuple[str, ...]
    aspect: float
    kinds: tuple[str, ...]
    standing: bool
    memory: float


def step_layout(
    items: Sequence[TensorItem],
    signs: Sequence[str],
    view: View,
    *,
    kinds: Sequence[str] = (ROW, BELOW),
    standing: bool = False,
    memory: float = 0.0,
) -> StepLayout:
    """Return where a step's items stand in a view; only the view's proportions matter.

    ``kinds`` are the ways to arrange them; of one item alone there is one.
    ``memory`` is how much of the height, in world units, is left free for the memory.
    """
    aspect = round(view.size[0] / max(view.size[1], 1.0), 2)
    key = _Key(
        tuple(item.size for item in items),
        tuple(item.factor for item in items),
        tuple(signs),
        _SPACE_ASPECT if standing else aspect,
        tuple(kinds),
        standing,
        memory,
    )
    return _laid_out(key)


@lru_cache(maxsize=256)
def _laid_out(key: _Key) -> StepLayout:
    height = PLANE.height / min(key.aspect, 1.0)  # as much as a view fitted to a square shows
    wide, high = height * key.aspect * _WIDE, height * _HIGH
    room = (wide, high - _TOP - _FOOT - key.memory)
    kinds = [ROW] if len(key.sizes) == 1 else key.kinds
    widths = [text_width(sign, SIGN) for sign in key.signs]
    best = arranged(key.sizes, widths, room, kinds)
    middle = (_FOOT + key.memory - _TOP) / 2
    placements = []
    for (x, y), factor in zip(best.corners, key.factors, strict=True):
        own = Placement(best.scale * factor, x * best.scale, y * best.scale + middle, key.standing)
        placements.append(own)
    signs = tuple((x * best.scale, y * best.scale + middle) for x, y in best.signs)
    bottom = -high / 2
    above, below = (middle + side * best.size[1] * best.scale / 2 for side in (1, -1))
    formula = max(bottom + key.memory + 0.5, below - _BELOW)
    if key.standing:  # what is near in space reaches farther down
        formula = bottom + key.memory + 0.3
    return StepLayout(
        tuple(placements),
        signs,
        best.scale,
        (0.0, min(high / 2 - 0.3, above + _ABOVE)),
        (0.0, formula),
        (0.0, formula - 0.4),
        wide,
        (-wide / 2, bottom, wide / 2, bottom + key.memory),
        best.kind == BELOW,
        key.standing,
    )


def block_corners(items: Sequence[TensorItem], layout: StepLayout) -> Floats:
    """Return the corners (n, 3) of all blocks in the world, with room around for headings.

    In space a camera leaves more room for what is near than blocks need.
    """
    corners = []
    for item, placement in zip(items, layout.placements, strict=True):
        wide, high, deep = item.whole.size
        edge = 1 / item.factor
        top = item.whole.top
        ends = [(-SIDE * edge, wide + 0.2), (top - high - SIDE * edge, top), (0.0, deep)]
        places = [*product(*ends), (wide / 2, top + HEAD * edge, deep)]
        corners.append(placement.places(np.array(places)))
    return _FITTED * np.concatenate(corners)


def moved(placement: Placement, to: Placement, part: float) -> Placement:
    """Return a placement on the way to another."""

    def between(a: float, b: float) -> float:
        return a + (b - a) * part

    return replace(
        to,
        scale=between(placement.scale, to.scale),
        across=between(placement.across, to.across),
        up=between(placement.up, to.up),
    )
