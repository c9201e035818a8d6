"""Colours by slot, so that a whole picture is restyled at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from eigenscope.scene.slots import Slot

Colour = tuple[float, float, float, float]


@dataclass(frozen=True)
class Palette:
    """Red, green, blue and alpha (0…1, not premultiplied) for every slot.

    Lines and arrows of slots in ``dashes`` are broken: lengths of dashes and gaps in turn, in
    logical pixels, for where colours alone do not tell things apart.
    """

    name: str
    dark: bool
    colours: Mapping[Slot, Colour]
    dashes: Mapping[Slot, tuple[float, ...]] = field(default_factory=dict)

    def __getitem__(self, slot: Slot) -> Colour:
        return self.colours[slot]


def parse_colour(text: str) -> Colour:
    """Read ``#rrggbb`` or ``#rrggbbaa``; raise ValueError for anything else."""
    digits = text.removeprefix("#")
    if not text.startswith("#") or len(digits) not in (6, 8):
        raise ValueError(f"not a colour: {text!r}")
    parts = [int(digits[i : i + 2], 16) / 255 for i in range(0, len(digits), 2)]
    return parts[0], parts[1], parts[2], parts[3] if len(parts) == 4 else 1.0


def palette_from_json(text: str) -> Palette:
    """Read a palette; raise ValueError or KeyError where something is wrong or missing."""
    data = json.loads(text)
    scene = data["scene"]
    colours = {slot: parse_colour(scene[slot.value]) for slot in Slot}
    dashes = {Slot(name): _pattern(lengths) for name, lengths in data.get("dashes", {}).items()}
    return Palette(data["name"], bool(data["dark"]), colours, dashes)


def _pattern(lengths: list[float]) -> tuple[float, ...]:
    if not lengths or len(lengths) % 2 or min(lengths) <= 0:
        raise ValueError(f"not dashes and gaps in turn: {lengths!r}")
    return tuple(map(float, lengths))
