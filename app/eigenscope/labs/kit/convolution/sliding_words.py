"""What a window does, said before it slides: what becomes of its cells, and how far it moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from eigenscope.labs.kit.tensors.window.windowed import (
    CONVOLVED,
    LARGEST,
    MEAN,
    SPREAD,
    Windowed,
)
from eigenscope.wording.words import Words, sentences

TURNED = Words("The kernel is turned by 180°: its last weight comes first.")

_DOES: Mapping[str, str] = {
    CONVOLVED: "The window slides over the image: its cells, times the kernel's weights, are added "
    "up.",
    SPREAD: "Each cell of the image spreads the kernel's weights, multiplied by it, over a window "
    "of the output; where windows overlap, they are added up.",
    LARGEST: "The window slides over the image, and the largest of its cells stays.",
    MEAN: "The window slides over the image, and the mean of its cells stays.",
}
_ALIKE = Words("With stride {across} it moves {across} cells at a time.")
_EACH = Words("With stride ({down}, {across}) it moves {down} down and {across} to the right.")
_MISSED = Words(
    "{count} cell of the image is never covered.",
    plural="{count} cells of the image are never covered.",
)
_UNREACHED = Words(
    "{count} cell of the output is never reached and stays 0.",
    plural="{count} cells of the output are never reached and stay 0.",
)
_MISSED_EACH = Words(
    "{count} cell of each sheet is never covered.",
    plural="{count} cells of each sheet are never covered.",
)


def sliding_words(windowed: Windowed) -> Words:
    """Return what the window does at each place and, unless it is by one cell, how it moves."""
    down, across = windowed.sliding.stride
    words = [Words(_DOES[windowed.kind])]
    if across != 1 or (down != 1 and not windowed.flat):
        moves = _ALIKE if windowed.flat or down == across else _EACH
        words.append(replace(moves, values={"down": down, "across": across}))
    return sentences(words)


def missed_words(windowed: Windowed) -> tuple[Words, ...]:
    """Return how many cells the window never comes to, where there are such."""
    missed = len(windowed.sliding.missed)
    words = _UNREACHED if windowed.kind == SPREAD else _MISSED
    words = words if len(windowed.wide) == 1 else _MISSED_EACH
    return (replace(words, values={"count": missed}),) if missed else ()
