"""What a field of a lab's inputs is; from that alone come its panel, undo, file and options."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, ClassVar

from eigenscope.labs.contract.lab import Inputs
from eigenscope.scene.roles import BASIS, Role


def _always(_inputs: Any) -> bool:
    return True


@dataclass(frozen=True)
class Spec:
    """Common to all fields: how it is called, the panel it stands in, and what its tooltip says.

    It is shown only while it is ``relevant``, given the inputs.
    """

    kind: ClassVar[str]
    """What programs call inputs of this kind."""

    label: str
    group: str
    tip: str = ""
    relevant: Callable[[Any], bool] = field(default=_always, kw_only=True)

    def limits(self, inputs: Inputs) -> list[Any] | None:
        """Return what it may be, given the inputs, or None where that has no short description.

        Numbers have the least and the largest, matrices the smallest and the largest shape, lists
        the fewest and the most items, choices their values, and formulas their variables.
        """
        return None


@dataclass(frozen=True)
class MatrixSpec(Spec):
    """A ``language`` Matrix, from 1 × 1 up to ``largest``.

    ``heads`` are the roles whose colours its columns have in the picture.
    """

    kind = "matrix"
    largest: tuple[int, int] = (3, 3)
    hidden: bool = False
    heads: tuple[Role, ...] = BASIS

    def limits(self, inputs: Inputs) -> list[Any]:
        """Return the smallest and the largest shape."""
        return [[1, 1], [*self.largest]]


@dataclass(frozen=True)
class DataSpec(Spec):
    """A matrix of any size: a ``language`` Matrix, or a ``readers`` LoadedMatrix from a file.

    ``selects`` as for an outline.
    """

    kind = "data"
    selects: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class WholeSpec(Spec):
    """An int from ``low`` to ``high(inputs)``, chosen with a slider."""

    kind = "whole"
    low: int = 0
    high: Callable[[Any], int] = lambda _inputs: 10

    def limits(self, inputs: Inputs) -> list[Any]:
        """Return the least and the largest number."""
        return [self.low, self.high(inputs)]


@dataclass(frozen=True)
class ScalarSpec(Spec):
    """A number: a ``language`` Matrix of 1 × 1, typed as an expression or chosen with a slider.

    The slider goes from ``low`` to ``high``, evenly or, if ``logarithmic``, by factors. What is
    typed may lie beyond, from ``least`` to ``most``.
    """

    kind = "scalar"
    low: float = 0.0
    high: float = 1.0
    logarithmic: bool = False
    least: float = -math.inf
    most: float = math.inf

    def limits(self, inputs: Inputs) -> list[Any]:
        """Return the least and the largest number that may be typed."""
        return [self.least, self.most]


@dataclass(frozen=True)
class FormulaSpec(Spec):
    """A str: an expression of the language in some ``variables``, whose value is a number."""

    kind = "formula"
    variables: tuple[str, ...] = ("x", "y")

    def limits(self, inputs: Inputs) -> list[Any]:
        """Return its variables."""
        return [*self.variables]


@dataclass(frozen=True)
class VectorsSpec(Spec):
    """A tuple of column matrices, ``fewest`` to ``most`` of them.

    ``length`` tells how many entries they have, given the inputs; ``letters`` are their names.
    """

    kind = "vectors"
    length: Callable[[Any], int] = lambda _inputs: 2
    fewest: int = 0
    most: int = 50
    letters: Sequence[str] = "uvwpqrs"

    def limits(self, inputs: Inputs) -> list[Any]:
        """Return the fewest and the most vectors."""
        return [self.fewest, self.most]


@dataclass(frozen=True)
class ChoiceSpec(Spec):
    """A str out of ``options``: pairs of value and label."""

    kind = "choice"
    options: tuple[tuple[str, str], ...] = ()

    def limits(self, inputs: Inputs) -> list[Any]:
        """Return the values to choose from."""
        return [value for value, _ in self.options]


@dataclass(frozen=True)
class FlagSpec(Spec):
    """A bool; ``icon`` names an icon in resources."""

    kind = "flag"

    icon: str = ""

    def limits(self, inputs: Inputs) -> list[Any]:
        """Return both values."""
        return [False, True]


@dataclass(frozen=True)
class OutlineSpec(Spec):
    """A tuple of (x, y) pairs, drawn by clicks in the view.

    ``selects`` are fields of choices and their values: drawing an outline means wanting to see it.
    """

    kind = "outline"
    selects: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PictureSpec(Spec):
    """A ``readers`` LoadedImage, or None; ``selects`` as for an outline."""

    kind = "picture"
    selects: tuple[tuple[str, str], ...] = ()


def spec(of: Spec, default: object) -> Any:
    """Declare a field of a lab's inputs."""
    return field(default=default, metadata={"spec": of})


def specs(inputs_type: type) -> dict[str, Spec]:
    """Return the spec of each field of an inputs dataclass, by name and in order."""
    return {f.name: f.metadata["spec"] for f in fields(inputs_type)}


def shown(inputs: Inputs) -> dict[str, Spec]:
    """Return the specs of the fields that the user sees now."""
    found = specs(type(inputs)).items()
    return {
        name: spec
        for name, spec in found
        if spec.relevant(inputs) and not (isinstance(spec, MatrixSpec) and spec.hidden)
    }


def selected(inputs: Inputs, changed: Spec) -> Inputs:
    """Return the inputs with the choices that a changed field selects, if it selects any."""
    return replace(inputs, **dict(getattr(changed, "selects", ())))
