"""Partial derivatives as formulas, which come after what is shown at once: sympy takes its time."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.colours import BASIS
from eigenscope.labs.kit.data_cache import Remembered
from eigenscope.labs.kit.readout_makers import text_readout
from eigenscope.labs.kit.typed_texts import typeset
from eigenscope.language.definitions.formula import Formula
from eigenscope.wording.words import Text, as_it_is

if TYPE_CHECKING:
    from eigenscope.engine.runtime.interruption import Check

PartialFormulas = Mapping[str, str]
"""What is written for the derivative by each variable; nothing of what is too long."""

_GROUP: Text = "Partial derivatives"
_worked_out: Remembered[tuple[str, tuple[str, ...]], tuple[str, ...]] = Remembered(most=64)


class _WithPartials(Protocol):
    @property
    def partials(self) -> PartialFormulas:
        """The derivatives as formulas, if they are known."""


_Shown = TypeVar("_Shown", bound=_WithPartials)


def partial_formulas(formulas: Sequence[Formula], check: Check | None) -> PartialFormulas:
    """Return the derivatives of functions of the same variables: of several, as columns.

    Parameters
    ----------
    formulas
        The functions.
    check
        Raises what ends the work, such as `Cancelled`.
    """
    names = formulas[0].variables
    texts = [_partials(each, check) for each in formulas]
    if not all(len(each) == len(names) and all(each) for each in texts):
        return {}
    columns = zip(*texts, strict=True)
    written = (", ".join(map(typeset, column)) for column in columns)
    return {
        name: text if len(formulas) == 1 else f"({text})"
        for name, text in zip(names, written, strict=True)
    }


def _partials(formula: Formula, check: Check | None) -> tuple[str, ...]:
    from eigenscope.language.definitions.symbolic import symbolic_partials

    key = formula.text, formula.variables
    known = _worked_out.get(key)
    if known is None:
        known = symbolic_partials(formula, check)
        _worked_out.put(key, known)
    return known


def with_partials(story: _Shown, partials: PartialFormulas) -> _Shown:
    """Return a story with formulas among its numbers: what it has drawn stays as it is."""
    if not partials:
        return story
    other = copy.copy(story)  # with the geometry that it has, so that none is made anew
    object.__setattr__(other, "partials", partials)
    return other


def partial_readouts(function: str, partials: PartialFormulas) -> Iterator[Readout]:
    """Yield a formula for each variable of a function that is called "f", say."""
    for place, (name, text) in enumerate(partials.items()):
        yield text_readout(
            f"formula {name}", _GROUP, as_it_is(f"∂{function}/∂{name}"), as_it_is(text),
            slot=BASIS[place] if len(partials) == 2 else None,
            tip="The derivative as a formula, with the other variables held fixed.",
        )  # fmt: skip
