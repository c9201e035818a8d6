"""What is said of positional encodings, stage by stage."""

from __future__ import annotations

from eigenscope.labs.kit.positions.position_program import Positions
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Value, Words


def sinusoidal_stages(positions: Positions) -> Timeline:
    """Return the walk through the positions, then two positions that walk together."""
    said = _said(positions)
    return Timeline(
        (
            Stage(
                Words(
                    "From one position to the next each hand turns by its ω. Its height is a sine, "
                    "its width a cosine: together they are a row of PE.",
                ),
                5,
                Words(
                    "Fast hands tell neighbours apart, slow hands tell far positions apart: no two "
                    "rows are alike.",
                ),
                0.9,
            ),
            Stage(
                Words(
                    "The dot product of each row with each: cell (m, n) is Σ cos((m − n)ω).",
                ),
                1.5,
                moving=0.6,
            ),
            Stage(
                _together(
                    positions,
                    Words(
                        "Positions {m} and {n} move together: the angle between their hands stays, "
                        "so the dot product stays {value} along the diagonal.",
                        said,
                    ),
                ),
                3,
                moving=0.9,
            ),
        ),
        before=Words(
            "Each pair of channels is a hand. At position 0 all point to the right; at each step "
            "the first turns by {fastest} rad, the last by {slowest} rad.",
            said,
        ),
        after=Words(
            "The dot product depends on the distance m − n alone: how far apart two positions are "
            "can be read from it.",
        ),
    )


def rotary_stages(positions: Positions) -> Timeline:
    """Return the turns of the query and the key, then both walking together."""
    said = _said(positions)
    return Timeline(
        (
            Stage(
                Words("The query at position {m} is turned: each pair by {m}·ω.", said), 2,
                moving=0.8,
            ),
            Stage(
                Words("The key at position {n} is turned: each pair by {n}·ω.", said), 2,
                moving=0.8,
            ),
            Stage(
                Words(
                    "The score adds up what each pair contributes, ‖q‖ ‖k‖ cos of the angle "
                    "between its hands: {value} in cell ({m}, {n}).",
                    said,
                ),
                1.5,
                moving=0.6,
            ),
            Stage(
                _together(
                    positions,
                    Words(
                        "Both move together: each pair of hands turns as one, the angles stay, and "
                        "the score stays {value} along the diagonal.",
                        said,
                    ),
                ),
                3,
                moving=0.9,
            ),
        ),
        before=Words(
            "q and k as hands, a pair of channels each: nothing has been turned yet, as at "
            "position 0."
        ),
        after=Words(
            "Turning changes no length, and the score depends on q, on k and on the distance "
                "m − n alone, which is {distance} now.",
            said,
        ),
    )  # fmt: skip


def _together(positions: Positions, moving: Words) -> Words:
    """Return what is said while both positions move, if there is room for that."""
    if positions.room:
        return moving
    words = "Positions {m} and {n} are the two ends: no others are as far apart."
    return Words(words, _said(positions))


def _said(positions: Positions) -> dict[str, Value]:
    inputs = positions.inputs
    m, n = inputs.first, inputs.second
    return {
        "m": str(m),
        "n": str(n),
        "distance": tidy(m - n),
        "value": tidy(float(positions.products[m, n])),
        "fastest": tidy(float(positions.frequencies[0])),
        "slowest": tidy(float(positions.frequencies[-1])),
    }
