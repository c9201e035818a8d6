"""Every palette can be read: contrast by WCAG 2, and distance between colours in CIELAB."""

from __future__ import annotations

import itertools
import json
import math

import numpy as np
import pytest

from eigenscope.labs.descent.colours import METHODS
from eigenscope.labs.kit.colours import BASIS, DIRECTIONS
from eigenscope.resources import read_text, resource
from eigenscope.scene.palette import Colour, palette_from_json, parse_colour
from eigenscope.scene.slots import Slot

from ..labs import seen_together

NAMES = sorted(path.stem for path in resource("themes").glob("*.json"))
# How the colour-blind see linear RGB; Machado, Oliveira and Fernandes 2009, severity 1.
PROTAN = [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
]
DEUTAN = [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.011820, 0.042940, 0.968881],
]
TRITAN = [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.303900],
]
READ = [slot for slot in Slot if slot not in (Slot.BACKGROUND, Slot.HALO, Slot.GHOST, Slot.GRID)]


def linear(colour: Colour) -> np.ndarray:
    rgb = np.array(colour[:3])
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(first: Colour, second: Colour) -> float:
    light, dark = sorted(
        (float(linear(c) @ (0.2126, 0.7152, 0.0722)) for c in (first, second)), reverse=True
    )
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    scaled = to_xyz @ np.clip(rgb, 0, 1) / (0.9505, 1.0, 1.089)
    f = np.where(scaled > 0.008856, np.cbrt(scaled), 7.787 * scaled + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_there_are_the_four_palettes() -> None:
    assert NAMES == ["colourblind", "dark", "light", "print"]


@pytest.mark.parametrize("name", NAMES)
def test_text_has_contrast(name: str) -> None:
    interface = json.loads(read_text("themes", f"{name}.json"))["interface"]
    for text, ground in itertools.product(
        ("text", "text_muted"), ("window", "panel", "raised", "input")
    ):
        pair = parse_colour(interface[text]), parse_colour(interface[ground])
        assert contrast(*pair) >= 4.5, (text, ground)
    assert (
        contrast(parse_colour(interface["accent"]), parse_colour(interface["accent_text"])) >= 4.5
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("slot", READ)
def test_what_is_drawn_has_contrast(name: str, slot: Slot) -> None:
    palette = palette_from_json(read_text("themes", f"{name}.json"))
    assert contrast(palette[slot], palette[Slot.BACKGROUND]) >= 3.0


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("slot", READ)
def test_words_in_the_colour_of_a_thing_have_contrast(name: str, slot: Slot) -> None:
    palette = palette_from_json(read_text("themes", f"{name}.json"))
    own, lettering = palette[slot], palette.lettering(slot)
    assert contrast(lettering, palette[Slot.BACKGROUND]) >= 4.5
    if contrast(own, palette[Slot.BACKGROUND]) >= 4.5:
        assert lettering == own
    else:  # darker or lighter, and no other hue
        assert math.dist(lab(linear(own))[1:], lab(linear(lettering))[1:]) < 20


@pytest.mark.parametrize("sight", [PROTAN, DEUTAN, TRITAN])
@pytest.mark.parametrize(
    "group",
    [
        BASIS,
        DIRECTIONS,
        (Slot.POSITIVE, Slot.NEGATIVE, Slot.ZERO),
        (*BASIS, Slot.NEGATIVE),  # the columns of a matrix, and the area between them
        tuple(METHODS.values()),
    ],
)
def test_the_safe_palette_is_safe(sight: list[list[float]], group: tuple[Slot, ...]) -> None:
    palette = palette_from_json(read_text("themes", "colourblind.json"))
    for first, second in itertools.combinations(group, 2):
        seen = [lab(np.array(sight) @ linear(palette[slot])) for slot in (first, second)]
        assert math.dist(*seen) >= 15, (first, second)


@pytest.mark.parametrize("name", ["colourblind", "print"])
def test_what_is_seen_together_differs_for_the_colour_blind(name: str) -> None:
    palette = palette_from_json(read_text("themes", f"{name}.json"))
    pairs = seen_together()
    assert len(pairs) > 70
    for sight in (PROTAN, DEUTAN):
        seen = {slot: lab(np.array(sight) @ linear(palette[slot])) for slot in Slot}
        near = {pair: math.dist(seen[pair[0]], seen[pair[1]]) for pair in pairs}
        assert {pair: apart for pair, apart in near.items() if apart < 15} == {}


def test_what_is_seen_together_differs_in_grey_print() -> None:
    """By its lightness or, where both are lines or both are arrows, by its dashes."""
    palette = palette_from_json(read_text("themes", "print.json"))
    for (first, second), kinds in seen_together().items():
        apart = abs(lab(linear(palette[first]))[0] - lab(linear(palette[second]))[0])
        dashes = [palette.dashes.get(slot) for slot in (first, second)]
        broken = kinds <= {"lines", "arrows"} and dashes[0] != dashes[1]
        assert apart >= 12 or broken, (first, second, apart)


def test_dashes_of_a_palette_are_long_enough_to_be_told_apart() -> None:
    patterns = set(palette_from_json(read_text("themes", "print.json")).dashes.values())
    for first, second in itertools.combinations(patterns, 2):
        assert (
            len(first) != len(second)
            or max(first) >= 2 * max(second)
            or (max(second) >= 2 * max(first))
        )


def test_dashes_that_make_no_sense_are_refused() -> None:
    data = json.loads(read_text("themes", "dark.json"))
    for lengths in ([], [3], [4, 0], [4, -1]):
        with pytest.raises(ValueError, match="dashes"):
            palette_from_json(json.dumps({**data, "dashes": {"muted": lengths}}))


def test_a_palette_with_a_colour_missing_is_refused() -> None:
    data = json.loads(read_text("themes", "dark.json"))
    del data["scene"]["accent_1"]
    with pytest.raises(KeyError):
        palette_from_json(json.dumps(data))
    with pytest.raises(ValueError, match="not a colour"):
        parse_colour("red")
