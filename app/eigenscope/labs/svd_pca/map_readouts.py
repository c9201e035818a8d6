"""What is said beside a matrix taken apart."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit import matrix_facts
from eigenscope.labs.kit.colours import DIRECTIONS
from eigenscope.labs.kit.readout_makers import (
    MOTION,
    matrix_readout,
    number_readout,
    text_readout,
)
from eigenscope.labs.kit.running import cleared
from eigenscope.labs.svd_pca import colours
from eigenscope.labs.svd_pca.inputs import LOW_RANK, POLAR
from eigenscope.labs.svd_pca.maps import MapSolution
from eigenscope.wording.number_texts import degrees, subscript, tidy
from eigenscope.wording.words import Text, Words, sentences

VALUES, FACTORS, FACTS = "Singular values", "Factors", "The matrix"
POLAR_FORM, APPROXIMATION = "Polar form", "Best approximation"
_RANK = matrix_facts.RANK.under(FACTS)
_CONDITION = matrix_facts.condition("sigma").under(FACTS)
_FROBENIUS = matrix_facts.FROBENIUS.under(FACTS)
_SIDE = "q = len(sigma)"


def readouts(solution: MapSolution, t: float) -> tuple[Readout, ...]:
    """Return what M(t) is, which the picture speaks of, then the most telling numbers first."""
    now = matrix_readout(
        "now",
        MOTION,
        "M(t)",
        cleared(solution.path.at(t) * solution.unit),
        solution.entries,
        live=True,
        tip="The map applied so far; the thick arrows are Mv₁, Mv₂, ….",
    )
    listed = [now, *_values(solution)]
    if solution.inputs.topic == POLAR:
        listed += _polar(solution)
    elif solution.inputs.topic == LOW_RANK:
        listed += _approximation(solution)
    else:
        listed += _factors(solution)
    return (*listed, *_facts(solution))


def _i(index: int) -> str:
    return subscript(index + 1)


def _values(solution: MapSolution) -> Iterator[Readout]:
    for index, value in enumerate(solution.frames.values):
        yield number_readout(
            f"sigma.{index + 1}",
            VALUES,
            f"σ{_i(index)}",
            float(value),
            exact=solution.exact[index],
            slot=DIRECTIONS[index],
            brief=True,
            line=f"sigma_{index + 1} = sigma[{index}]",
            tip="A semi-axis of the image of the unit circle or ball.",
        )


def _factors(solution: MapSolution) -> Iterator[Readout]:
    frames = solution.frames
    left = "Its columns u₁, u₂, … are the axes of the image."
    right = "Its rows are v₁, v₂, …: the directions that A maps onto those axes."
    if frames.turned_over:
        tip = "det U = −1 and det V = 1."
        text = Words("U reflects, V is a rotation")
        yield text_readout("flip", FACTORS, "det A < 0", text, tip=tip)
    if frames.ambiguous:
        free: Text = "Not unique: some directions can be chosen freely."
        of_u, of_v = sentences([left, free]), sentences([right, free])
        yield matrix_readout("factor.U", FACTORS, "U", frames.left, tip=of_u)
        yield _sigma(solution)
        yield matrix_readout("factor.Vh", FACTORS, "Vᵀ", frames.right.T, tip=of_v)
        return
    yield matrix_readout("factor.U", FACTORS, "U", frames.left, variable="U", tip=left)
    yield _sigma(solution)
    yield matrix_readout("factor.Vh", FACTORS, "Vᵀ", frames.right.T, variable="Vh", tip=right)


def _sigma(solution: MapSolution) -> Readout:
    tip = "By how much each direction is stretched."
    stretch = solution.frames.stretch()
    return matrix_readout("factor.Sigma", FACTORS, "Σ", stretch, variable="Sigma", tip=tip)


def _polar(solution: MapSolution) -> Iterator[Readout]:
    frames = solution.frames
    isometry = frames.isometry()
    unique = frames.rank == len(frames.right)
    nearest: list[Text] = ["The matrix nearest to A that preserves lengths."]
    if not unique:
        nearest += ["Not unique, because A loses directions."]
    yield matrix_readout(
        "Q",
        POLAR_FORM,
        "Q",
        isometry,
        needs=(_SIDE,),
        line="Q = U[:, :q] @ V[:, :q].T  # A = Q P",
        variable="Q" if unique else "",
        tip=sentences(nearest),
    )
    yield matrix_readout(
        "P",
        POLAR_FORM,
        "P",
        frames.symmetric(),
        needs=(_SIDE,),
        line="P = V[:, :q] * sigma @ V[:, :q].T",
        tip="√(AᵀA), symmetric: a pure stretch.",
    )
    if isometry.shape == (2, 2) and unique and not frames.turned_over:
        angle = math.atan2(isometry[1, 0], isometry[0, 0])
        turned = math.degrees(angle)
        yield text_readout("angle", POLAR_FORM, "Angle of Q", degrees(angle), turned, brief=True)
    if frames.turned_over:
        yield text_readout("flip", POLAR_FORM, "det A < 0", Words("Q reflects"))


def _approximation(solution: MapSolution) -> Iterator[Readout]:
    frames, rank = solution.frames, solution.inputs.rank
    rest = frames.values[rank:]
    alone: list[Text] = []
    if np.count_nonzero(rest) == 1:
        alone = ["Only one singular value is left out, so both errors equal it."]
    spectral: Text = "‖A − Aₖ‖₂ = σₖ₊₁: the farthest that a unit vector's image moves."
    root: Text = "The square root of the sum of the squares of the singular values left out."
    yield matrix_readout(
        "approximation",
        APPROXIMATION,
        f"A{_i(rank - 1)}",
        solution.approximation,
        needs=(f"k = {rank}",),
        line="A_k = U[:, :k] * sigma[:k] @ V[:, :k].T  # the best approximation of rank k",
        variable="" if _split(solution) else "A_k",
        tip="The sum of the first terms σᵢuᵢvᵢᵀ.",
    )
    yield number_readout(
        "spectral_error",
        APPROXIMATION,
        "Largest error",
        float(rest[0]) if len(rest) else 0.0,
        slot=colours.LOST,
        brief=True,
        line="spectral_error = sigma[k] if k < len(sigma) else torch.tensor(0.0)",
        tip=sentences([spectral, *alone]),
    )
    yield number_readout(
        "frobenius_error",
        APPROXIMATION,
        "‖A − Aₖ‖F",
        _length(rest),
        line="frobenius_error = torch.linalg.norm(sigma[k:])",
        tip=sentences([root, *alone]),
    )


def _split(solution: MapSolution) -> bool:
    """Return whether the rank parts two equal singular values, so that either would do."""
    values, rank = solution.frames.values, solution.inputs.rank
    return rank < len(values) and bool(values[rank - 1] - values[rank] <= 1e-9 * values[0])


def _facts(solution: MapSolution) -> Iterator[Readout]:
    frames = solution.frames
    values = frames.values
    yield _RANK.number(frames.rank, line="")  # the signs of U and V have needed it
    full = frames.rank == len(values)
    with np.errstate(over="ignore"):
        condition = float(values[0] / values[-1]) if full else math.inf
    yield _CONDITION.number(condition, variable=matrix_facts.condition_variable(condition))
    norm = _length(values)
    yield _FROBENIUS.number(norm, variable=matrix_facts.frobenius_variable(norm))
    if solution.unit != 1:
        yield text_readout("unit", FACTS, "One unit of the picture", tidy(solution.unit))


def _length(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    """Return the root of the sum of squares, of huge and tiny numbers too."""
    return math.hypot(*values.tolist())
