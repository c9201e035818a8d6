"""Colours by slot, so that a whole picture is restyled at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from eigenscope.scene.slots import Slot

Colour = tuple[float, float, float, float]

_READABLE = 4.5  # contrast of words with what is behind them: WCAG 2.2, 1.4.3
_STEPS = 64  # on the way to ink
_BEHIND = (Slot.BACKGROUND, Slot.HALO, Slot.GHOST, Slot.GRID)  # what words are not written in


@dataclass(frozen=True)
class Palette:
    """Red, green, blue and alpha (0…1, not premultiplied) for every slot.

    Lines and arrows of slots in ``dashes`` are broken: lengths of dashes and gaps in turn, in
    logical pixels, for where colours alone do not tell things apart. Words in a colour that is too
    near the background to be read have those of ``letters`` instead.
    """

    name: str
    dark: bool
    colours: Mapping[Slot, Colour]
    dashes: Mapping[Slot, tuple[float, ...]] = field(default_factory=dict)
    letters: Mapping[Slot, Colour] = field(default_factory=dict)

    def __getitem__(self, slot: Slot) -> Colour:
        return self.colours[slot]

    def lettering(self, slot: Slot) -> Colour:
        """Return the colour of words about what has the slot's colour."""
        return self.letters.get(slot, self.colours[slot])


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
    ground, ink = colours[Slot.BACKGROUND], colours[Slot.INK]
    letters = {slot: _readable(colours[slot], ground, ink) for slot in Slot if slot not in _BEHIND}
    return Palette(data["name"], bool(data["dark"]), colours, dashes, letters)


def _readable(colour: Colour, ground: Colour, ink: Colour) -> Colour:
    """Return a colour that can be read on the ground: itself, or as little inked as it takes."""
    for step in range(_STEPS):
        part = step / _STEPS
        red, green, blue = (a + part * (b - a) for a, b in zip(colour[:3], ink[:3], strict=True))
        mixed = (red, green, blue, colour[3])
        if _contrast(mixed, ground) >= _READABLE:
            return mixed
    return ink


def _contrast(first: Colour, second: Colour) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it, 1 to 21; alpha doesn't count."""
    dark, light = sorted((_luminance(first), _luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    """Return the relative luminance of a colour of sRGB, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _pattern(lengths: list[float]) -> tuple[float, ...]:
    if not lengths or len(lengths) % 2 or min(lengths) <= 0:
        raise ValueError(f"not dashes and gaps in turn: {lengths!r}")
    return tuple(map(float, lengths))
