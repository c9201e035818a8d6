"""What happens to a matrix taken apart, in plain sentences."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest

from eigenscope.engine.motion.svd_motion import SingularFrames
from eigenscope.labs.kit.timeline import Stage, Timeline, even
from eigenscope.labs.svd_pca.inputs import LOW_RANK, POLAR, Inputs
from eigenscope.wording.number_texts import subscript, tidy
from eigenscope.wording.words import Text, Value, Words, as_it_is, as_words, listed, sentences

_UNITS: Mapping[int, Text] = {1: "unit interval", 2: "unit circle", 3: "unit ball"}
_IMAGE: Mapping[int, Text] = {1: "a segment", 2: "an ellipse", 3: "an ellipsoid"}


def timeline(inputs: Inputs, frames: SingularFrames, unit: float) -> Timeline:
    """Return the stages: in the present while it moves, in the perfect once done."""
    if frames.rank == 0:
        zero = Words("The matrix is zero: every vector is mapped to the origin.")
        return even(2 if inputs.topic in (POLAR, LOW_RANK) else 3, zero)
    values: dict[str, Value] = {
        "before": _listed("v", len(frames.right)),
        "after": _listed("u", len(frames.values)),
        "unit": as_words(_UNITS[len(frames.right)]),
        "image": as_words(_IMAGE[frames.rank]),
    }
    now, done, (before, after) = (
        [_to_scale(words, unit) for words in each]
        for each in (
            _moving(inputs, frames, values),
            _done(inputs.topic, values),
            (_start(frames, values), _ended(inputs, frames)),
        )
    )
    stages = (Stage(words, done=ended) for words, ended in zip_longest(now, done))
    return Timeline(tuple(stages), before, after)


def _to_scale(words: Words, unit: float) -> Words:
    """Return a sentence with another on what a unit of the picture stands for, if not for 1."""
    if unit == 1:
        return words
    scale = "Once A has been applied, one unit in the picture stands for {unit}."
    return sentences([words, Words(scale, {"unit": tidy(unit)})])


def _listed(letter: str, count: int) -> Words:
    """Return such as "v₁, v₂ and v₃"."""
    return listed([as_it_is(f"{letter}{subscript(k + 1)}") for k in range(count)])


def _moving(
    inputs: Inputs, frames: SingularFrames, values: Mapping[str, Value]
) -> tuple[Words, ...]:
    """Return what is said in each stage; where a reflection is seen, that it is one."""
    if inputs.topic == LOW_RANK:
        acts = Words("A acts: the {unit} becomes {image}.", values)
        return acts, _flattening(inputs.rank, frames.rank)
    if inputs.topic == POLAR:
        stretch = Words("P stretches along {before}, which keep their directions.", values)
        if len(frames.right) == 1:
            stretch = Words("P stretches along {before}, which keeps its direction.", values)
        reflects: Text = (
            "As det A < 0, Q reflects, which is shown here: the last one passes through 0 to its "
            "opposite."
        )
        if frames.turned_over:
            stretch = sentences([stretch, reflects])
        return stretch, Words("Q rotates {before} onto {after}.", values)
    stretch = Words("Σ stretches each axis by its singular value.")
    if frames.turned_over:
        reflects = (
            "As det A < 0, U reflects, which is shown here: the last direction passes through 0 to "
            "its opposite."
        )
        stretch = sentences([stretch, reflects])
    return (
        Words("Vᵀ rotates {before} onto the coordinate axes; nothing is stretched.", values),
        stretch,
        Words("U rotates the stretched axes onto {after}.", values),
    )


def _flattening(kept_count: int, rank: int) -> Words:
    """Return what is flattened of a map with a rank if the largest singular values are kept."""
    if kept_count >= rank:
        return Words("A has rank {rank} already: there is nothing to flatten.", {"rank": str(rank)})
    return Words(
        "All but the longest axis are flattened to 0.",
        {"count": kept_count},
        plural="All but the {count} longest axes are flattened to 0.",
    )


def _done(topic: str, values: Mapping[str, Value]) -> tuple[Words, ...]:
    """Return what is said where a stage but the last has ended and the next has not begun."""
    if topic == LOW_RANK:
        return (Words("A has been applied: the {unit} has become {image}.", values),)
    if topic == POLAR:
        return (Words("P has stretched along {before}; Q comes next.", values),)
    rotated = "Vᵀ has rotated {before} onto the coordinate axes; nothing is stretched yet."
    return Words(rotated, values), Words("Vᵀ and Σ have been applied; U comes next.")


def _start(frames: SingularFrames, values: Mapping[str, Value]) -> Words:
    if len(frames.right) == 1:
        return Words("Before A acts: the {unit}, with v₁.", values)
    perpendicular = "Before A acts: the {unit}, with {before}, perpendicular to each other."
    return Words(perpendicular, values)


def _ended(inputs: Inputs, frames: SingularFrames) -> Words:
    if inputs.topic == LOW_RANK:
        return _approximated(inputs.rank, frames)
    lost = len(frames.right) - frames.rank
    if lost:
        return Words(
            "One direction is mapped to 0: A has rank {rank}.",
            {"count": lost, "rank": str(frames.rank)},
            plural="{count} directions are mapped to 0: A has rank {rank}.",
        )
    if frames.ambiguous and len(frames.values) > 1:
        return Words(
            "Equal singular values: any perpendicular directions in their space would serve."
        )
    if inputs.topic == POLAR:
        return Words("First the stretch P, then the rotation Q: A = Q P.")
    if len(frames.values) == 1:
        return Words("Av₁ = σ₁u₁: there is only one singular direction.")
    return Words("Av₁ = σ₁u₁, Av₂ = σ₂u₂: perpendicular directions stay perpendicular.")


def _approximated(rank: int, frames: SingularFrames) -> Words:
    """Return how far a map of lower rank is from A."""
    if rank >= frames.rank:
        return Words("A has rank {rank}: nothing is lost.", {"rank": str(frames.rank)})
    return Words(
        "No matrix of rank {rank} is nearer to A: the largest error is {name} = {error}.",
        {
            "rank": str(rank),
            "name": f"σ{subscript(rank + 1)}",
            "error": tidy(float(frames.values[rank]), 3),
        },
    )
