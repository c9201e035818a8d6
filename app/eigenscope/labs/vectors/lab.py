"""The lab itself: its topics, each with the scene that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from eigenscope.labs.contract.presets import Experiment
from eigenscope.labs.kit.topics import Solver, TopicLab
from eigenscope.labs.vectors.addition import Difference, Sum
from eigenscope.labs.vectors.combining import Combination
from eigenscope.labs.vectors.crossing import Cross
from eigenscope.labs.vectors.description import DESCRIPTION
from eigenscope.labs.vectors.experiments import EXPERIMENTS
from eigenscope.labs.vectors.inputs import Inputs, dragged, fit
from eigenscope.labs.vectors.measuring import Norm
from eigenscope.labs.vectors.orthogonal import GramSchmidt
from eigenscope.labs.vectors.products import Dot
from eigenscope.labs.vectors.scene import VectorScene
from eigenscope.labs.vectors.stretching import Reach
from eigenscope.labs.vectors.touching import Sparse


def _of_vectors(scene: type[VectorScene]) -> Solver:
    """Return how a scene is made that lives in the plane or in space, as the user chose."""
    return Solver(scene, dimensions=lambda inputs: int(inputs.dimension))


class Vectors(TopicLab):
    """The lab *Vectors and norms*."""

    description = DESCRIPTION
    inputs_type = Inputs
    solvers: ClassVar[Mapping[str, Solver]] = {
        "sum": _of_vectors(Sum),
        "difference": _of_vectors(Difference),
        "combination": _of_vectors(Combination),
        "dot": _of_vectors(Dot),
        "cross": _of_vectors(Cross),
        "orthogonal": _of_vectors(GramSchmidt),
        "norm": _of_vectors(Norm),
        "sparse": Solver(Sparse),
        "reach": Solver(Reach),
    }

    def check(self, inputs: Inputs) -> Inputs:
        """Return the inputs with vectors of the right number and length."""
        return fit(inputs)

    def dragged(
        self, inputs: Inputs, key: str, position: tuple[float, float, float]
    ) -> tuple[Inputs, bool]:
        """Return the inputs with a tip elsewhere; the time stays."""
        return dragged(inputs, key, position), False

    def experiments(self) -> tuple[Experiment, ...]:
        """Return what to try."""
        return EXPERIMENTS


LAB = Vectors()
