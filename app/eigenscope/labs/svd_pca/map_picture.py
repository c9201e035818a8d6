"""The frame of a matrix taken apart: circle to ellipse, with both orthonormal frames."""

from __future__ import annotations

from collections.abc import Iterator

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.arrows import arrow, basis_arrows
from eigenscope.labs.kit.colours import BASIS, DIRECTIONS
from eigenscope.labs.kit.faces import unit_ball
from eigenscope.labs.kit.grids import axis_numbers, moving_grid, standing_grid
from eigenscope.labs.kit.places import in_space
from eigenscope.labs.kit.tip_labels import tip_label
from eigenscope.labs.svd_pca import colours
from eigenscope.labs.svd_pca.inputs import LOW_RANK, POLAR, SVD
from eigenscope.labs.svd_pca.maps import MapSolution
from eigenscope.scene.frame import Draw, Frame, Label, Style, affine
from eigenscope.wording.number_texts import subscript

_RESTS = {
    SVD: ("v{i}", "e{i}", "{sign}σ{i}e{i}", "Av{i} = σ{i}u{i}"),
    POLAR: ("v{i}", "{sign}σ{i}v{i}", "Av{i} = σ{i}u{i}"),
    LOW_RANK: ("v{i}", "Av{i} = σ{i}u{i}", "{name}v{i} = σ{i}u{i}"),
}
"""What the carried vᵢ is where a stage begins or ends."""
_BALLS = {1: (0.0, 5.0), 2: (0.22, 2.2), 3: (0.2, 1.0)}
"""By its dimensions: the opacity of the ball, and the width of its border."""
_SHADOWS = {2: (1.2, 0.5), 3: (0.8, 0.3)}
"""The width and opacity of the border that tells what the rank was taken from."""


def frame(solution: MapSolution, t: float, view: View) -> Frame:
    """Return the picture at ``t`` (0…1)."""
    moved = solution.path.at(t)
    matrix = affine(moved)
    draws = [*standing_grid(view, solution.dimensions)]
    if solution.inputs.grid and solution.matrix.shape[1] > 1:
        draws += moving_grid(view, matrix)
    draws += _target(solution, t)
    size = solution.matrix.shape[1]
    draws += unit_ball("ball", size, matrix, colours.BALL, *_BALLS[size])
    if _has_still_frames(solution, t):
        draws += _still_frames(solution, t)
    draws += _moving_frame(solution, matrix)
    # The images of e₁ …: at the end they are the columns, to be dragged.
    draws += basis_arrows(matrix, size, 1.6, 0.75)
    if solution.errors is not None and t > 0.5:
        shown = min(1.0, (t - 0.5) * 6)
        draws.append(Draw(solution.errors, Style(colours.LOST, 1.6, shown), name="error"))
    labels = [*_labels(solution, t, moved, view)]
    if solution.unit == 1 or t in (0.0, 1.0):  # on the way a unit stands for neither
        unit = solution.unit if t else 1.0
        labels += axis_numbers(view, solution.dimensions, unit)
    return Frame(tuple(draws), tuple(labels), view.camera)


def _target(solution: MapSolution, t: float) -> Iterator[Draw]:
    """Yield what the rank is taken from: the whole image of the ball, as a shadow."""
    if solution.inputs.topic != LOW_RANK or t <= 0.5:
        return
    whole, size = affine(solution.matrix / solution.unit), solution.matrix.shape[1]
    if size > 1:
        yield from unit_ball("image", size, whole, colours.BALL, 0.0, *_SHADOWS[size])


def _has_still_frames(solution: MapSolution, t: float) -> bool:
    """Tell whether unit vectors are shown: not once the axes count in another unit."""
    return solution.inputs.topic != LOW_RANK and (solution.unit == 1 or t < 1)


def _still_frames(solution: MapSolution, t: float) -> Iterator[Draw]:
    """Yield v₁ v₂ v₃ where they start and u₁ u₂ u₃ where they end, as thin unit vectors."""
    frames = solution.frames
    for index, (v, slot) in enumerate(zip(in_space(frames.right.T), DIRECTIONS, strict=False)):
        if t > 0:
            yield from arrow(f"v{index + 1} start", v, slot, width=1.6, opacity=0.5)
    for index, (u, slot) in enumerate(zip(in_space(frames.left.T), DIRECTIONS, strict=False)):
        yield from arrow(f"u{index + 1}", u, slot, width=2.0, opacity=0.6)


def _moving_frame(solution: MapSolution, matrix: Floats) -> Iterator[Draw]:
    for index, vector in enumerate(solution.right):
        yield Draw(vector, Style(DIRECTIONS[index], 4.0), matrix, name=f"v{index + 1}")


def _labels(solution: MapSolution, t: float, moved: Floats, view: View) -> Iterator[Label]:
    tips = in_space((moved @ solution.frames.right).T)
    for index, tip in enumerate(tips):
        text = _moving_text(solution, index, t)
        if text:
            yield tip_label(text, tip, DIRECTIONS[index], view, priority=7 - index)
    if _has_still_frames(solution, t):
        if t > 0:
            yield from _still_labels("v", solution.frames.right, view, 2)
        if t < 1:
            yield from _still_labels("u", solution.frames.left, view, 3)
    if t >= 1:
        for index, tip in enumerate(in_space(moved.T)):
            text = f"{solution.name}e{subscript(index + 1)}"
            yield tip_label(text, tip, BASIS[index], view, priority=1)


def _still_labels(letter: str, columns: Floats, view: View, priority: int) -> Iterator[Label]:
    for index, tip in enumerate(in_space(columns.T)):
        text = f"{letter}{subscript(index + 1)}"
        yield tip_label(text, tip, DIRECTIONS[index], view, priority)


def _moving_text(solution: MapSolution, index: int, t: float) -> str:
    """Return what the carried vᵢ is at a time; nothing once it is only a point.

    While it moves it is M(t)·vᵢ and nothing simpler; where it rests it has a name of its own.
    """
    rests, stage = _RESTS[solution.inputs.topic], solution.stage(t)
    rest, number = solution.rest(t), subscript(index + 1)
    flattens = solution.inputs.topic == LOW_RANK
    lost = flattens and index >= solution.inputs.rank
    if ("σ" in rests[stage] and solution.vanishes(index)) or (lost and t >= 1):
        return ""
    if rest is None and flattens and stage == 1 and not lost:
        rest = stage  # what is kept rests while the others are flattened
    if rest is None:
        return f"Mv{number}"
    # A map that turns space over carries the last direction through 0 to its opposite.
    opposite = solution.frames.turned_over and index == len(solution.frames.values) - 1
    return rests[rest].format(i=number, sign="−" if opposite else "", name=solution.name)
