"""What two pictures of one lab, side by side, are called: by what differs between them."""

from __future__ import annotations

from eigenscope.labs.contract.lab import Inputs, Lab
from eigenscope.labs.contract.specs import entered
from eigenscope.wording.words import Text, Words, as_words, together

_MOST = 2  # differences that a heading names
_LONGEST = 40  # characters of a value with its name


def headings(lab: Lab, inputs: Inputs, companion: Inputs) -> tuple[Text, Text]:
    """Return what the picture of a lab's inputs and the one beside it are called.

    Counterparts that the lab knows have its names; else both are called by the inputs that differ,
    and two that are the same by nothing.
    """
    for counterpart in lab.counterparts(inputs):
        if counterpart.inputs == companion:
            return counterpart.here, counterpart.title
    for counterpart in lab.counterparts(companion):
        if counterpart.inputs == inputs:
            return counterpart.title, counterpart.here
    return _named(lab, inputs, companion), _named(lab, companion, inputs)


def companion_after(lab: Lab, before: Inputs, companion: Inputs, after: Inputs) -> Inputs:
    """Return what stands beside a picture once its inputs change.

    It stays as it is, unless it is a counterpart that follows.
    """
    for counterpart in lab.counterparts(before):
        if counterpart.follows and counterpart.inputs == companion:
            others = lab.counterparts(after)
            return next((o.inputs for o in others if o.key == counterpart.key), companion)
    return companion


def _named(lab: Lab, inputs: Inputs, other: Inputs) -> Text:
    parts: list[Text] = []
    for name, spec in entered(lab.inputs_type).items():
        value = getattr(inputs, name)
        if value == getattr(other, name) or not (spec.relevant(inputs) or spec.relevant(other)):
            continue
        text = spec.named(value)
        parts.append(text if len(str(text)) <= _LONGEST else spec.label)
    if len(parts) > _MOST:
        first, second = map(as_words, parts[:_MOST])
        return Words("{first}, {second}, …", {"first": first, "second": second})
    return together(parts) if parts else ""
