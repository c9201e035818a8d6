"""What is said of a step on the number line."""

from __future__ import annotations

from collections.abc import Mapping

from eigenscope.labs.tensors.scalar_steps import ScalarStep
from eigenscope.language.texts.messages import filled
from eigenscope.wording.number_texts import tidy, typeset
from eigenscope.wording.words import Text, Value, Words

_SENTENCES: Mapping[str, Text] = {
    "add": "{text}: the arrow of {b} is set at the tip of {a}; the sum ends at {value}.",
    "subtract": "{text}: the arrow of {b} is moved to end where {a} ends; what is left is {value}.",
    "multiply": "{text}: the line is stretched so that 1 goes to {b}; then {a} goes to {value}.",
    "divide": "{text}: the line is stretched so that {b} goes to 1; then {a} goes to {value}.",
    "compare": "{text}: smaller numbers are further left, so the answer is {answer}.",
    "move": "{text}: {a} goes to {value}.",
    "point": "{text} is the number {value}.",
}


def step_words(step: ScalarStep) -> Words:
    """Return a sentence on what happens in a step."""
    values: dict[str, Value] = {
        "text": step.text,
        "value": tidy(step.value),
        "answer": typeset(step.digits),
    }
    for letter, operand in zip("ab", step.operands, strict=False):
        values[letter] = tidy(operand.value)
    if not step.finite:
        return Words("{text} gives {answer}, which has no place on the number line.", values)
    if step.factors == 2:
        return Words("{text}: start at 1 and multiply by {a} twice: that is {value}.", values)
    if step.factors:
        values["count"] = step.factors
        return Words(
            "{text}: start at 1 and multiply by {a} once: that is {value}.",
            values,
            plural="{text}: start at 1 and multiply by {a} {count} times: that is {value}.",
        )
    if step.kind in ("multiply", "divide") and step.operands[1].value == 0:
        return Words("{text}: the whole line shrinks to 0.", values)
    return filled(_SENTENCES.get(step.kind, _SENTENCES["move"]), values)
