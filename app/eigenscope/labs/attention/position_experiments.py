"""What to try of the topic *positions*."""

from __future__ import annotations

from eigenscope.labs.attention.inputs import POSITIONS, Inputs
from eigenscope.labs.contract.presets import Experiment
from eigenscope.labs.kit.positions.position_inputs import ROTARY
from eigenscope.language.evaluating.entry import scalar
from eigenscope.language.evaluating.typed_tensor import TypedTensor

_ALIKE = TypedTensor.from_text("1 0 1 0 1 0 1 0")

POSITION_EXPERIMENTS = (
    Experiment(
        "hands",
        "A fast hand and a slow one",
        "The first hand has come round after 7 positions, the second has hardly moved: together "
        "they tell all 8 apart.",
        Inputs(topic=POSITIONS),
    ),
    Experiment(
        "long",
        "A long text",
        "64 positions, 32 channels: stripes on the left, slow waves on the right. Near the main "
        "diagonal the dot products are largest.",
        Inputs(topic=POSITIONS, length=64, size=32, first=20, second=6),
    ),
    Experiment(
        "short_turns",
        "Too small a base",
        "With base 4 even the slowest hand comes round: far-off positions look near again.",
        Inputs(topic=POSITIONS, length=32, size=8, base=scalar("4"), first=20, second=2),
    ),
    Experiment(
        "rotary",
        "Turn query and key",
        "Move m and n on by one: each angle, and so the score, stays.",
        Inputs(topic=POSITIONS, encoding=ROTARY),
    ),
    Experiment(
        "near",
        "Nearest first",
        "q and k are equal: the score is largest at distance 0, where all hands agree, and "
        "lower elsewhere.",
        Inputs(
            topic=POSITIONS,
            encoding=ROTARY,
            length=24,
            turned_q=_ALIKE,
            turned_k=_ALIKE,
            base=scalar("100"),
            first=5,
            second=5,
        ),
    ),
)
