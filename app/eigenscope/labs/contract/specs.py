"""What a field of a lab's inputs is; from that alone come its panel, undo, file and options."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from eigenscope.labs.contract.lab import Inputs
from eigenscope.scene.roles import BASIS, Role


def _always(_inputs: Any) -> bool:
    return True


@dataclass(frozen=True)
class Spec:
    """Common to all fields: how it is called, the panel it stands in, and what its tooltip says.

    It is shown only while it is ``relevant``, given the inputs.
    """

    label: str
    group: str
    tip: str = ""
    relevant: Callable[[Any], bool] = field(default=_always, kw_only=True)


@dataclass(frozen=True)
class MatrixSpec(Spec):
    """A ``language`` Matrix, from 1 × 1 up to ``largest``.

    ``heads`` are the roles whose colours its columns have in the picture.
    """

    largest: tuple[int, int] = (3, 3)
    hidden: bool = False
    heads: tuple[Role, ...] = BASIS


@dataclass(frozen=True)
class DataSpec(Spec):
    """A matrix of any size: a ``language`` Matrix, or a ``readers`` LoadedMatrix from a file.

    ``selects`` as for an outline.
    """

    selects: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class WholeSpec(Spec):
    """An int from ``low`` to ``high(inputs)``, chosen with a slider."""

    low: int = 0
    high: Callable[[Any], int] = lambda _inputs: 10


@dataclass(frozen=True)
class ScalarSpec(Spec):
    """A number: a ``language`` Matrix of 1 × 1, typed as an expression or chosen with a slider.

    The slider goes from ``low`` to ``high``, evenly or, if ``logarithmic``, by factors. What is
    typed may lie beyond, from ``least`` to ``most``.
    """

    low: float = 0.0
    high: float = 1.0
    logarithmic: bool = False
    least: float = -math.inf
    most: float = math.inf


@dataclass(frozen=True)
class FormulaSpec(Spec):
    """A str: an expression of the language in some ``variables``, whose value is a number."""

    variables: tuple[str, ...] = ("x", "y")


@dataclass(frozen=True)
class VectorsSpec(Spec):
    """A tuple of column matrices, ``fewest`` to ``most`` of them.

    ``length`` tells how many entries they have, given the inputs; ``letters`` are their names.
    """

    length: Callable[[Any], int] = lambda _inputs: 2
    fewest: int = 0
    most: int = 50
    letters: Sequence[str] = "uvwpqrs"


@dataclass(frozen=True)
class ChoiceSpec(Spec):
    """A str out of ``options``: pairs of value and label."""

    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class FlagSpec(Spec):
    """A bool; ``icon`` names an icon in resources."""

    icon: str = ""


@dataclass(frozen=True)
class OutlineSpec(Spec):
    """A tuple of (x, y) pairs, drawn by clicks in the view.

    ``selects`` are fields of choices and their values: drawing an outline means wanting to see it.
    """

    selects: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PictureSpec(Spec):
    """A ``readers`` LoadedImage, or None; ``selects`` as for an outline."""

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
