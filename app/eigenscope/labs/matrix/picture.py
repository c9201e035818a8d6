"""The frame: the unit ball along v₁ v₂ v₃ becomes an ellipsoid along u₁ u₂ u₃.

A matrix of thousands of rows cannot be drawn as a motion of its space. But along its leading
singular directions it only stretches; so each vᵢ is drawn where σᵢuᵢ will be.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.arrows import basis_arrows
from eigenscope.labs.kit.colours import BASIS
from eigenscope.labs.kit.faces import unit_ball
from eigenscope.labs.kit.grids import standing_grid
from eigenscope.labs.kit.tip_labels import tip_label
from eigenscope.labs.matrix import colours
from eigenscope.labs.matrix.solution import COMPUTING, Solution
from eigenscope.scene.frame import Draw, Frame, Label, Style, affine
from eigenscope.wording.number_texts import subscript, tidy

_BALLS = {1: (0.0, 5.0), 2: (0.3, 2.0), 3: (0.22, 1.0)}
"""By its dimensions: the opacity of the ball, and the width of its border."""


def dimensions(shape: tuple[int, int]) -> int:
    """Return 2 if a matrix has at most two singular values, else 3."""
    return 2 if min(shape) <= 2 else 3


def frame(solution: Solution, t: float, view: View) -> Frame:
    """Return the picture at ``t`` (0…1)."""
    if solution.missing not in (None, COMPUTING):  # the ball at rest would be the identity's
        grid = standing_grid(view, dimensions(solution.shape))
        return Frame(tuple(grid), (), view.camera)
    matrix = affine(stretching(solution, t))
    draws = [*standing_grid(view, dimensions(solution.shape))]
    looks = _BALLS[solution.axes]
    draws += unit_ball("ball", solution.axes, matrix, colours.BALL, *looks)
    if solution.points is not None:
        draws.append(Draw(solution.points, Style(colours.ROWS, 3.0, 0.85), name="rows"))
    draws += basis_arrows(matrix, solution.axes)
    return Frame(tuple(draws), tuple(_labels(solution, t, matrix, view)), view.camera)


def stretching(solution: Solution, t: float) -> Floats:
    """Return the map at ``t`` in singular coordinates, (3, 3): a diagonal from 1 to σᵢ / σ₁."""
    ends = np.ones(3)
    if solution.spectrum is not None:
        ends[:] = 0.0
        ends[: solution.axes] = solution.axis_lengths
    return np.diag((1 - t) * np.ones(3) + t * ends)


def _labels(solution: Solution, t: float, matrix: Floats, view: View) -> Iterator[Label]:
    for axis in range(solution.axes):
        number = subscript(axis + 1)
        text = f"v{number}" if t <= 0 else f"Mv{number}"
        if solution.spectrum is not None and t >= 1:
            value = float(solution.spectrum.values[axis])
            text = f"σ{number} = {tidy(value, 2)}"
        yield tip_label(text, matrix[:3, axis], BASIS[axis], view)
