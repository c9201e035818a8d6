"""The lab itself: its topics, three of a matrix and one of data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import ClassVar

from eigenscope.labs.contract.presets import Experiment
from eigenscope.labs.kit.topics import Solver, TopicLab
from eigenscope.labs.svd_pca import data
from eigenscope.labs.svd_pca.cloud_story import CloudStory
from eigenscope.labs.svd_pca.description import DESCRIPTION
from eigenscope.labs.svd_pca.experiments import EXPERIMENTS
from eigenscope.labs.svd_pca.inputs import LOW_RANK, PCA, POLAR, SVD, Inputs, fit, width
from eigenscope.labs.svd_pca.map_story import MapStory

_OF_A_MATRIX = Solver(
    partial(MapStory.of, exact=False),
    whole=lambda inputs, _: MapStory.of(inputs, exact=True),
    dimensions=lambda inputs: 3 if max(inputs.matrix.shape) >= 3 else 2,
)


class Components(TopicLab):
    """The lab *SVD and PCA*."""

    description = DESCRIPTION
    inputs_type = Inputs
    solvers: ClassVar[Mapping[str, Solver]] = {
        **dict.fromkeys((SVD, POLAR, LOW_RANK), _OF_A_MATRIX),
        PCA: Solver(
            partial(CloudStory.of, at_once=True),
            whole=CloudStory.of,
            heavy=data.heavy,
            dimensions=lambda inputs: 3 if width(inputs) >= 3 else 2,
        ),
    }

    def check(self, inputs: Inputs) -> Inputs:
        """Return the inputs with numbers that matrix and data can have."""
        return fit(inputs)

    def dragged(
        self, inputs: Inputs, key: str, position: tuple[float, float, float]
    ) -> tuple[Inputs, bool]:
        """Return the inputs with a column, or a point, at a new place."""
        kind, _, number = key.partition("-")
        index = int(number)
        if kind == "point":
            points = list(inputs.drawn)
            points[index] = (position[0], position[1])
            return replace(inputs, drawn=tuple(points)), False
        column = position[: inputs.matrix.shape[0]]
        matrix = inputs.matrix.with_column(index, column)
        return replace(inputs, matrix=matrix), True

    def experiments(self) -> tuple[Experiment, ...]:
        """Return what to try."""
        return EXPERIMENTS


LAB = Components()
