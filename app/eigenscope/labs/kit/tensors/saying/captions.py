"""What a step does with its tensors, said to a student in whole sentences."""

from __future__ import annotations

from collections.abc import Sequence

from eigenscope.labs.kit.tensors.kinds import base_name, kind_of, writes_in_place
from eigenscope.labs.kit.tensors.saying.caption_cellwise import cellwise, writing
from eigenscope.labs.kit.tensors.saying.caption_making import asking, making
from eigenscope.labs.kit.tensors.saying.caption_moving import moving
from eigenscope.labs.kit.tensors.saying.caption_places import IN_PLACE, complete
from eigenscope.labs.kit.tensors.saying.caption_products import mixing, multiplying
from eigenscope.labs.kit.tensors.saying.caption_reducing import reducing
from eigenscope.labs.kit.tensors.tensor_step import LOOK, TensorProblem, TensorStep
from eigenscope.trace.known import Dependency
from eigenscope.wording.words import Words, as_words, sentences

_FAMILIES = {
    Dependency.MAKE: making,
    Dependency.MOVE: moving,
    Dependency.ELEMENTWISE: cellwise,
    Dependency.REDUCE: reducing,
    Dependency.SCAN: reducing,
    Dependency.ALONG: reducing,
    Dependency.CONTRACT: multiplying,
}


def caption(step: TensorStep) -> Words:
    """Return what a step does, and whether it copies, shares or writes into memory."""
    words = _of_kind(step)
    return words if complete(words) else mixing(step)


def _of_kind(step: TensorStep) -> Words:
    if step.operation == LOOK:
        return Words("{name} as it is now.", {"name": step.text})
    name, kind = base_name(step.operation), kind_of(step)
    if name == "[]=":
        return writing(step)
    if name == "alias":
        kind = Dependency.MOVE
    if step.result is None and kind is not Dependency.ELEMENTWISE:
        return asking(step) or mixing(step)
    if name.endswith("_like") or name in ("new_zeros", "one_hot"):
        kind = Dependency.MAKE
    family = _FAMILIES.get(kind)
    words = family(step) if family is not None else None
    if words is None:
        return asking(step) or mixing(step)
    in_place = writes_in_place(step) and kind is Dependency.CONTRACT
    return sentences([words, IN_PLACE]) if in_place else words


def problem_caption(problem: TensorProblem) -> Words:
    """Return why a program ends before its end."""
    return as_words(problem.message)


def step_words(steps: Sequence[TensorStep]) -> tuple[Words, ...]:
    """Return what each step of a program does; where two say the same, which step it is as well."""
    words = [caption(step) for step in steps]
    texts = list(map(str, words))
    return tuple(
        Words("{code}: {sentence}", {"code": _code(step), "sentence": each})
        if texts.count(str(each)) > 1
        else each
        for step, each in zip(steps, words, strict=True)
    )


def _code(step: TensorStep) -> str:
    """Return a step as it is written, and what its result is called if it gets a name."""
    text = " ".join(step.text.split())
    label = "" if step.result is None else step.result.label
    return f"{label} = {text}" if label.isidentifier() and not writes_in_place(step) else text
