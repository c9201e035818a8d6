"""The lab itself: ties inputs, solution, picture, readouts and program together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.runtime.jobs import Cancellation
from eigenscope.labs.contract.lab import Handle, Lab, View
from eigenscope.labs.contract.presets import Counterpart, Experiment, Preset
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.colours import BASIS, DIRECTIONS, INPUT
from eigenscope.labs.kit.places import corners_of, in_space
from eigenscope.labs.transform import legend, picture, solving
from eigenscope.labs.transform.description import DESCRIPTION
from eigenscope.labs.transform.experiments import EXPERIMENTS
from eigenscope.labs.transform.inputs import Inputs, fit
from eigenscope.labs.transform.measures import FACTOR_NAMES
from eigenscope.labs.transform.presets import PRESETS
from eigenscope.labs.transform.solution import Solution
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.plots.curves import Curve
from eigenscope.scene.frame import Frame
from eigenscope.scene.geometry import place_of
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import subscript
from eigenscope.wording.words import Text, Words, as_words

_MOMENTS = 60  # of the motion that the picture is fitted to: a turn by 360° goes 6° between two


class Transform(Lab):
    """The lab *Linear transformation*."""

    description = DESCRIPTION
    inputs_type = Inputs

    def check(self, inputs: Inputs) -> Inputs:
        """Return the inputs made to fit the matrix's size."""
        return fit(inputs)

    def counterparts(self, inputs: Inputs) -> tuple[Counterpart, ...]:
        """Return the transpose and the inverse."""
        from eigenscope.labs.transform import counterparts  # late: the first picture stands alone

        return counterparts.counterparts(inputs)

    def dimensions(self, inputs: Inputs) -> int:
        """Return 2 for the plane, 3 where space is needed."""
        rows, columns = inputs.matrix.shape
        flips = inputs.path == "flip" and inputs.matrix.shape == (2, 2)
        turned = flips and float(np.linalg.det(inputs.matrix.to_array())) < 0
        return 3 if max(rows, columns) == 3 or turned else 2

    def preview(self, inputs: Inputs) -> Solution:
        """Return the beginning and the end, without torch."""
        return solving.preview(inputs)

    def solve(self, inputs: Inputs, cancellation: Cancellation | None = None) -> Solution:
        """Return the motion and the analysis."""
        return solving.solve(inputs)

    def frame(self, solution: Solution, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        return picture.frame(solution, t, view)

    def readouts(self, solution: Solution, t: float) -> tuple[Readout, ...]:
        """Return the live numbers and the facts."""
        from eigenscope.labs.transform import readouts  # late: the first picture has none

        return readouts.readouts(solution, t)

    def code(self, solution: Solution) -> str:
        """Return the torch program."""
        from eigenscope.labs.transform import program  # late as well

        return program.program(solution.inputs)

    def curves(self, solution: Solution) -> tuple[Curve, ...]:
        """Return the determinant, or the size of the image, along the motion."""
        measures = solution.measures
        rows, columns = solution.matrix.shape
        if rows < columns:
            return _flattening(solution)
        square = measures.square and solution.samples.shape[1] == columns
        pairs = zip(solution.times, solution.samples, strict=True)
        sizes = np.array([measures.size(float(t), moved) for t, moved in pairs])
        label = measures.size_name(solution.samples[0])
        if measures.square and not square:  # the side that is seen changes at once
            factor = {"factor": as_words(FACTOR_NAMES[columns])}
            label, sizes = Words("{factor}, without its sign", factor), np.abs(sizes)
        return (Curve(label, solution.times, sizes, Slot.POSITIVE),)

    def legend(self, solution: Solution) -> Mapping[Slot, Text]:
        """Return what the colours mean; spaces of eigenvectors have names of their own."""
        return legend.legend(solution)

    def stops(self, solution: Solution) -> tuple[float, ...]:
        """Return where a stage of the path begins or ends."""
        return solution.timeline.stops

    def handles(self, solution: Solution, t: float) -> tuple[Handle, ...]:
        """Return the tips of the basis vectors and of the user's own."""
        moved = in_space(solution.at(t).T)
        tips = [
            Handle(f"basis-{k}", place_of(tip), BASIS[k], "Drag: the matrix follows.")
            for k, tip in enumerate(moved)
        ]
        own = [
            Handle(f"vector-{k}", place_of(vector), INPUT, "Drag your vector.")
            for k, vector in enumerate(solution.vectors)
        ]
        return tuple(tips + own)

    def dragged(
        self, inputs: Inputs, key: str, position: tuple[float, float, float]
    ) -> tuple[Inputs, bool]:
        """Return the inputs with a basis vector's image, or a vector, at a new place."""
        kind, _, number = key.partition("-")
        index = int(number)
        if kind == "vector":
            length = inputs.matrix.shape[1]
            column = Matrix.from_array(np.array(position[:length])[:, None])
            vectors = list(inputs.vectors)
            vectors[index] = column
            return replace(inputs, vectors=tuple(vectors)), False
        return replace(inputs, matrix=_with_image(inputs, index, position)), True

    def presets(self) -> tuple[Preset, ...]:
        """Return the presets."""
        return PRESETS

    def extent(self, solution: Solution) -> Floats:
        """Return the corners of all that moves, all along the motion."""
        matrices = solution.samples[:: max(1, len(solution.samples) // _MOMENTS)]
        corners = corners_of(matrices, _corners(solution))
        return np.concatenate([corners, [(-1.5, -1.0, 0.0), (1.5, 1.0, 0.0)]])

    def carry(self, before: Inputs, solution: Solution, t: float, after: Inputs) -> Inputs | None:
        """Return inputs that start from where the plane stands, if that is what is asked for."""
        if after.start == "identity" or after.matrix.shape != before.matrix.shape:
            return None
        replay = after is before and after.start == "again"
        turned_on = after.start != before.start
        new_target = after.start == "straight" and after.matrix != before.matrix
        if not (replay or turned_on or new_target) or t <= 0:
            return None
        return replace(after, standing=Matrix.from_array(solution.at(t)))

    def experiments(self) -> tuple[Experiment, ...]:
        """Return what to try."""
        return EXPERIMENTS

    def caption(self, solution: Solution, t: float) -> Words:
        """Return what is happening at ``t``."""
        return solution.timeline.caption(t)


def _flattening(solution: Solution) -> tuple[Curve, ...]:
    """Return the singular values of M(t): where A loses dimensions, it has no size but these."""
    with np.errstate(over="ignore", invalid="ignore"):
        values = np.asarray(np.linalg.svd(solution.samples, compute_uv=False), np.float64)
    return tuple(
        Curve(_singular(k + 1), solution.times, values[:, k], DIRECTIONS[k])
        for k in range(values.shape[1])
    )


def _singular(number: int) -> Words:
    return Words("σ{number} of M(t)", {"number": subscript(number)})


def _with_image(inputs: Inputs, index: int, position: tuple[float, float, float]) -> Matrix:
    """Return the matrix for which basis vector ``index`` ends at a place."""
    rows = inputs.matrix.shape[0]
    if inputs.start != "again":
        return inputs.matrix.with_column(index, position[:rows])
    standing = inputs.standing.to_array()
    image = inputs.matrix.to_array() @ standing
    image[:, index] = position[:rows]
    try:
        return Matrix.from_array(np.round(image @ np.linalg.inv(standing), 9))
    except np.linalg.LinAlgError:
        return inputs.matrix  # a plane that has collapsed cannot be pulled anywhere


def _corners(solution: Solution) -> Floats:
    """Return points of the domain that the picture should hold: the unit shape's and the user's."""
    domain = solution.domain
    unit = np.stack(np.meshgrid(*[[0.0, 1.0]] * domain), axis=-1).reshape(-1, domain)
    if solution.inputs.unit == "ball" or solution.inputs.shape != "none":
        unit = 2 * unit - 1
    points = [unit, solution.vectors[:, :domain]]
    if solution.inputs.shape == "polygon" and solution.inputs.polygon and domain >= 2:
        polygon = np.zeros((len(solution.inputs.polygon), domain))
        polygon[:, :2] = solution.inputs.polygon
        points.append(polygon)
    return np.concatenate(points)


LAB = Transform()
