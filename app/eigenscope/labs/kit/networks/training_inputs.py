"""How something is trained, as inputs of a lab."""

from __future__ import annotations

from dataclasses import dataclass

from eigenscope.engine.optimise.training.setup import (
    ADAM,
    CROSS_ENTROPY,
    MOMENTUM,
    SGD,
    SQUARED_ERROR,
)
from eigenscope.labs.contract.specs import ChoiceSpec, ScalarSpec, WholeSpec, spec
from eigenscope.language.evaluating.entry import Matrix, scalar

MOST_STEPS = 5000
_LOSSES = ((CROSS_ENTROPY, "Cross entropy"), (SQUARED_ERROR, "Squared error"))
_OPTIMISERS = ((ADAM, "Adam"), (SGD, "SGD"), (MOMENTUM, "SGD with momentum"))


@dataclass(frozen=True)
class TrainingInputs:
    """Inputs that say how a training goes, for those of a lab to inherit."""

    loss: str = spec(
        ChoiceSpec("Loss", "Training", "What training makes small.", _LOSSES), CROSS_ENTROPY
    )
    optimiser: str = spec(
        ChoiceSpec(
            "Optimiser",
            "Training",
            "How a step follows from the gradient; momentum has β = 0.9.",
            _OPTIMISERS,
        ),
        ADAM,
    )
    rate: Matrix = spec(
        ScalarSpec(
            "η",
            "Training",
            "The learning rate.",
            1e-4,
            10.0,
            logarithmic=True,
            least=1e-12,
            most=1e6,
        ),
        scalar("0.03"),
    )
    batch: int = spec(
        WholeSpec(
            "Batch size",
            "Training",
            "How many points each gradient is averaged over; 0 takes all of them.",
            0,
            lambda _: 500,
        ),
        0,
    )
    decay: Matrix = spec(
        ScalarSpec(
            "Weight decay",
            "Training",
            "Each step adds this multiple of the weights to their gradient.",
            0.0,
            0.1,
            least=0.0,
            most=10.0,
        ),
        scalar("0"),
    )
    steps: int = spec(
        WholeSpec("Steps", "Training", "The number of steps.", 0, lambda _: MOST_STEPS), 200
    )
