"""What happens to a matrix taken apart, in plain sentences."""

from __future__ import annotations

from eigenscope.labs.components.inputs import LOW_RANK, POLAR, SVD
from eigenscope.labs.components.maps import MapSolution
from eigenscope.wording.number_texts import subscript, tidy
from eigenscope.wording.words import Words

UNITS = {1: "unit interval", 2: "unit circle", 3: "unit ball"}
_IMAGE = {1: "a segment", 2: "an ellipse", 3: "an ellipsoid"}
_STAGES = {
    SVD: (
        "Vᵀ rotates v₁, v₂, … onto the coordinate axes; nothing is stretched.",
        "Σ stretches each axis by its singular value.",
        "U rotates the stretched axes onto u₁, u₂, ….",
    ),
    POLAR: (
        "P stretches along v₁, v₂, …, which keep their directions.",
        "Q rotates v₁, v₂, … onto u₁, u₂, ….",
    ),
    LOW_RANK: (
        "A acts: the {unit} becomes {image}.",
        "All but the {kept} are flattened to 0.",
    ),
}
_DONE = {
    SVD: (
        "Vᵀ has rotated v₁, v₂, … onto the coordinate axes; nothing is stretched yet.",
        "Vᵀ and Σ have been applied; U comes next.",
    ),
    POLAR: ("P has stretched along v₁, v₂, …; Q comes next.",),
    LOW_RANK: ("A has been applied: the {unit} has become {image}.",),
}
"""What is said where a stage but the last has ended and the next has not begun."""
_REFLECTS = {
    SVD: "As det A < 0, U reflects, which is shown here",
    POLAR: "As det A < 0, Q reflects, which is shown here",
}


def caption(solution: MapSolution, t: float) -> Words:
    """Return what happens at ``t``: in the present while it moves, in the perfect once done."""
    if solution.frames.rank == 0:
        return Words("The matrix is zero: every vector is mapped to the origin.")
    scale = ""
    if solution.unit != 1:
        scale = (
            f" Once A has been applied, one unit in the picture stands for {tidy(solution.unit)}."
        )
    columns = solution.matrix.shape[1]
    axes = min(solution.inputs.rank, solution.frames.rank)
    text = _text(solution, t).format(
        unit=UNITS[columns],
        image=_IMAGE[solution.frames.rank],
        kept="longest axis" if axes == 1 else f"{axes} longest axes",
    )
    return Words("{text}", {"text": text + scale})


def _text(solution: MapSolution, t: float) -> str:
    view, stage = solution.inputs.view, solution.stage(t)
    if t >= 1:
        return _ended(solution)
    if t <= 0:
        return _start(solution)
    if solution.rest(t) is not None:
        return _DONE[view][stage - 1]
    if view == LOW_RANK and stage == 1 and solution.inputs.rank >= solution.frames.rank:
        return f"A has rank {solution.frames.rank} already: there is nothing to flatten."
    text = _STAGES[view][stage]
    if solution.frames.turned_over and view == SVD and stage == 1:
        text += f" {_REFLECTS[SVD]}: the last direction passes through 0 to its opposite."
    elif solution.frames.turned_over and view == POLAR and stage == 0:
        text += f" {_REFLECTS[POLAR]}: the last one passes through 0 to its opposite."
    return text


def _start(solution: MapSolution) -> str:
    if len(solution.frames.right) == 1:
        return "Before A acts: the {unit}, with v₁."
    names = "v₁ and v₂" if len(solution.frames.right) == 2 else "v₁, v₂ and v₃"
    return "Before A acts: the {unit}, with " + names + ", perpendicular to each other."


def _ended(solution: MapSolution) -> str:
    frames = solution.frames
    if solution.inputs.view == LOW_RANK:
        rank = solution.inputs.rank
        if rank >= frames.rank:
            return f"A has rank {frames.rank}: nothing is lost."
        error = tidy(float(frames.values[rank]), 3)
        name = f"σ{subscript(rank + 1)}"
        return f"No matrix of rank {rank} is nearer to A: the largest error is {name} = {error}."
    lost = len(frames.right) - frames.rank
    if lost:
        flat = "One direction is" if lost == 1 else f"{lost} directions are"
        return f"{flat} mapped to 0: A has rank {frames.rank}."
    if frames.ambiguous and len(frames.values) > 1:
        return "Equal singular values: any perpendicular directions in their space would serve."
    if solution.inputs.view == POLAR:
        return "First the stretch P, then the rotation Q: A = Q P."
    if len(frames.values) == 1:
        return "Av₁ = σ₁u₁: there is only one singular direction."
    return "Av₁ = σ₁u₁, Av₂ = σ₂u₂: perpendicular directions stay perpendicular."
