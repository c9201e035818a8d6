"""What happens to a matrix taken apart, in plain sentences."""

from __future__ import annotations

from itertools import zip_longest

from eigenscope.engine.motion.svd_motion import SingularFrames
from eigenscope.labs.kit.timeline import Stage, Timeline, even
from eigenscope.labs.svd_pca.inputs import LOW_RANK, POLAR, SVD, Inputs
from eigenscope.wording.number_texts import subscript, tidy
from eigenscope.wording.words import Words

UNITS = {1: "unit interval", 2: "unit circle", 3: "unit ball"}
_IMAGE = {1: "a segment", 2: "an ellipse", 3: "an ellipsoid"}
_STAGES = {
    SVD: (
        "Vᵀ rotates {before} onto the coordinate axes; nothing is stretched.",
        "Σ stretches each axis by its singular value.",
        "U rotates the stretched axes onto {after}.",
    ),
    POLAR: (
        "P stretches along {before}, which keep their directions.",
        "Q rotates {before} onto {after}.",
    ),
    LOW_RANK: (
        "A acts: the {unit} becomes {image}.",
        "All but the {kept} are flattened to 0.",
    ),
}
_DONE = {
    SVD: (
        "Vᵀ has rotated {before} onto the coordinate axes; nothing is stretched yet.",
        "Vᵀ and Σ have been applied; U comes next.",
    ),
    POLAR: ("P has stretched along {before}; Q comes next.",),
    LOW_RANK: ("A has been applied: the {unit} has become {image}.",),
}
"""What is said where a stage but the last has ended and the next has not begun."""
_REFLECTS = {
    SVD: (
        1,
        " As det A < 0, U reflects, which is shown here: the last direction passes through 0 to "
        "its opposite.",
    ),
    POLAR: (
        0,
        " As det A < 0, Q reflects, which is shown here: the last one passes through 0 to its "
        "opposite.",
    ),
}
"""In which stage a reflection is seen, and what is added there."""


def timeline(inputs: Inputs, frames: SingularFrames, unit: float) -> Timeline:
    """Return the stages: in the present while it moves, in the perfect once done."""
    texts = list(_STAGES[inputs.topic])
    if frames.rank == 0:
        zero = Words("The matrix is zero: every vector is mapped to the origin.")
        return even(len(texts), zero)
    axes = min(inputs.rank, frames.rank)
    values = {
        "before": _listed("v", len(frames.right)),
        "after": _listed("u", len(frames.values)),
        "unit": UNITS[len(frames.right)],
        "image": _IMAGE[frames.rank],
        "kept": "longest axis" if axes == 1 else f"{axes} longest axes",
    }
    scale = ""
    if unit != 1:
        scale = f" Once A has been applied, one unit in the picture stands for {tidy(unit)}."
    if inputs.topic == LOW_RANK and inputs.rank >= frames.rank:
        texts[1] = f"A has rank {frames.rank} already: there is nothing to flatten."
    elif frames.turned_over and inputs.topic in _REFLECTS:
        stage, reflection = _REFLECTS[inputs.topic]
        texts[stage] += reflection
    now, done, (before, after) = (
        [Words(text + scale, values) for text in each]
        for each in (texts, _DONE[inputs.topic], (_start(frames), _ended(inputs, frames)))
    )
    stages = (Stage(words, done=ended) for words, ended in zip_longest(now, done))
    return Timeline(tuple(stages), before, after)


def _listed(letter: str, count: int) -> str:
    """Return such as "v₁, v₂ and v₃"."""
    *others, last = (f"{letter}{subscript(k + 1)}" for k in range(count))
    return f"{', '.join(others)} and {last}" if others else last


def _start(frames: SingularFrames) -> str:
    if len(frames.right) == 1:
        return "Before A acts: the {unit}, with v₁."
    return "Before A acts: the {unit}, with {before}, perpendicular to each other."


def _ended(inputs: Inputs, frames: SingularFrames) -> str:
    if inputs.topic == LOW_RANK:
        rank = inputs.rank
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
    if inputs.topic == POLAR:
        return "First the stretch P, then the rotation Q: A = Q P."
    if len(frames.values) == 1:
        return "Av₁ = σ₁u₁: there is only one singular direction."
    return "Av₁ = σ₁u₁, Av₂ = σ₂u₂: perpendicular directions stay perpendicular."
