"""The named numbers of a program, with what is really stored of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction

from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.readout_makers import text_readout
from eigenscope.labs.kit.tensors.cells.headings import short
from eigenscope.labs.tensors.decimals import exact_decimal
from eigenscope.labs.tensors.scalar_steps import ScalarStep
from eigenscope.wording.number_texts import typeset
from eigenscope.wording.words import Text, Words, as_it_is

NUMBERS: Text = "The numbers"
STEP: Text = "This step"
_LONGEST = 22  # letters of what a step does
_DIGITS = 60


def step_fact(step: ScalarStep) -> Readout:
    """Return the result of the step that is shown."""
    answer = typeset(step.digits)
    compares = step.kind == "compare"
    value = bool(step.value) if compares else step.value
    return text_readout(
        "step",
        STEP,
        as_it_is(short(step.name or step.text, _LONGEST)),
        as_it_is(answer if compares else _plain(answer)),
        value,
        live=True,
        tip=as_it_is(step.text),
    )


def scalar_facts(steps: Sequence[ScalarStep]) -> Iterator[Readout]:
    """Yield each named number as it was in the end."""
    last = {step.name: step for step in steps if step.name}
    for name, step in last.items():
        yield _fact(name, step)


def _fact(name: str, step: ScalarStep) -> Readout:
    dtype = step.dtype or _plain_type(step.digits)
    label = as_it_is(f"{name} ({dtype})")
    if step.kind == "compare":
        answer = as_it_is(step.digits)
        label = as_it_is(f"{name} (bool)")
        return text_readout(f"scalar.{name}", NUMBERS, label, answer, bool(step.value))
    shown = _plain(typeset(step.digits))
    exact, tip = "", Words("Stored as it is written.")
    if math.isfinite(step.value) and _typed(step.digits) != Fraction(step.value):
        exact = exact_decimal(Fraction(step.value), _DIGITS)
        tip = Words(
            "{digits} is what is printed; the nearest number that {type} has is stored: {exact}.",
            {"digits": shown, "type": dtype, "exact": exact},
        )
    return text_readout(
        f"scalar.{name}",
        NUMBERS,
        label,
        as_it_is(shown),
        step.value,
        exact=exact,
        brief=True,
        variable=name,
        tip=tip,
    )


def _plain(digits: str) -> str:
    """Return a number without the point that only says that it is a float."""
    return digits.removesuffix(".0").removesuffix(".")


def _plain_type(digits: str) -> str:
    """Return what Python calls the type of a plain number, by how it prints it."""
    return ("int", "float")[not digits.lstrip("-").isdecimal()]


def _typed(digits: str) -> Fraction | None:
    try:
        return Fraction(digits)
    except ValueError:
        return None
