"""What the user has made, as one value: every lab's inputs, and named expressions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from eigenscope.labs.contract.lab import Inputs, Lab
from eigenscope.labs.contract.registry import load_lab
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.specs import Spec, specs
from eigenscope.language.evaluating.entry import Matrix, Source
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.texts.typography import plain

if TYPE_CHECKING:
    from eigenscope.language.definitions.definitions import Definitions

Named = tuple[tuple[str, str], ...]
"""Names and their expressions, in the user's order."""


@dataclass(frozen=True)
class Contents:
    """What can be undone.

    Attributes
    ----------
    lab, inputs
        The open lab and what was entered there.
    closed
        The inputs of labs that were open before, by the lab's name.
    definitions
        Names and their expressions.
    beside
        Inputs whose picture stands beside that of a lab's own, by the lab's name.
    """

    lab: Lab
    inputs: Inputs
    closed: Mapping[str, Inputs] = field(default_factory=lambda: MappingProxyType({}))
    definitions: Named = ()
    beside: Mapping[str, Inputs] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def companion(self) -> Inputs | None:
        """The inputs of the second picture of the open lab, or None where there is but one."""
        return self.beside.get(self.lab.name)

    def with_companion(self, inputs: Inputs | None) -> Contents:
        """Return the same with other inputs, or none, for the second picture of the open lab."""
        others = {name: each for name, each in self.beside.items() if name != self.lab.name}
        return replace(self, beside=others if inputs is None else {**others, self.lab.name: inputs})

    def with_lab(self, lab: Lab) -> Contents:
        """Return the same with another lab open, with the inputs that it had."""
        if lab.name == self.lab.name:
            return self
        others = {**self.closed, self.lab.name: self.inputs}
        inputs = others.pop(lab.name, None)
        return replace(
            self, lab=lab, inputs=lab.defaults() if inputs is None else inputs, closed=others
        )

    def with_inputs(self, lab: Lab, inputs: Inputs) -> Contents:
        """Return the same with other inputs of a lab, whether it is open or not."""
        if lab.name == self.lab.name:
            return replace(self, inputs=inputs)
        return replace(self, closed={**self.closed, lab.name: inputs})

    def all_inputs(self) -> tuple[Inputs, ...]:
        """Return the inputs of every picture, those that are not seen now among them."""
        return (self.inputs, *self.closed.values(), *self.beside.values())

    def mapped(self, change: Callable[[Lab, Inputs], Inputs]) -> Contents:
        """Return the same with changed inputs of every picture."""
        closed = {name: change(load_lab(name), inputs) for name, inputs in self.closed.items()}
        beside = {name: change(load_lab(name), inputs) for name, inputs in self.beside.items()}
        return replace(self, inputs=change(self.lab, self.inputs), closed=closed, beside=beside)


def fitting(contents: Contents, before: Contents) -> Contents:
    """Return contents whose inputs fit each other; those of ``before`` do so already."""
    known = {id(inputs) for inputs in before.all_inputs()}

    def fit(lab: Lab, inputs: Inputs) -> Inputs:
        return inputs if id(inputs) in known else lab.check(inputs)

    return contents.mapped(fit)


def following(contents: Contents, definitions: Definitions) -> Contents:
    """Return contents whose matrices are what their expressions are worth now.

    A matrix whose expression has no value any more stays as it was.
    """
    return contents.mapped(lambda _, inputs: followed(inputs, definitions))


def redefined(before: Contents, inputs: Inputs) -> Contents:
    """Return contents with other inputs of the open lab.

    Where a matrix was shown by its name alone and its entries are others now, it is the definition
    that changes: whoever drags A means A.
    """
    texts = dict(before.definitions)
    changes: dict[str, Matrix] = {}
    for name, new in _matrices(inputs):
        old = getattr(before.inputs, name)
        if not isinstance(old, Matrix) or old.source is None:
            continue
        shown = plain(old.source.text)
        if shown in texts and new.source is None and new.rows != old.rows:
            texts[shown] = new.to_text()
            changes[name] = replace(new, source=Source(shown))
    changed = replace(inputs, **changes) if changes else inputs
    return replace(before, inputs=changed, definitions=tuple(texts.items()))


def sourced(*inputs: Inputs) -> bool:
    """Tell whether any matrix is the value of an expression."""
    return any(expressions(each) for each in inputs)


def expressions(inputs: Inputs) -> dict[str, tuple[Matrix, str]]:
    """Return the matrices that are values of expressions, with those, by field."""
    return {
        name: (matrix, matrix.source.text)
        for name, matrix in _matrices(inputs)
        if matrix.source is not None
    }


def followed(inputs: Inputs, definitions: Definitions) -> Inputs:
    """Return inputs as `following` returns contents."""
    specs_of = specs(type(inputs))
    changes: dict[str, Matrix] = {}
    for name, (old, text) in expressions(inputs).items():
        try:
            new = definitions.matrix(text)
        except LanguageError:
            continue
        if new != old and _fits(name, specs_of[name], new):
            changes[name] = new
    return replace(inputs, **changes) if changes else inputs


def _matrices(inputs: Inputs) -> list[tuple[str, Matrix]]:
    values = [(f.name, getattr(inputs, f.name)) for f in fields(inputs)]
    return [(name, value) for name, value in values if isinstance(value, Matrix)]


def _fits(name: str, spec: Spec, matrix: Matrix) -> bool:
    try:
        spec.check(name, matrix)
    except InputError:
        return False
    return True
