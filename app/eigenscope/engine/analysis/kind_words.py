"""What the kinds of a matrix are called, and what determines them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eigenscope.engine.analysis.results import Kind
from eigenscope.wording.words import Text, Words, as_words, together

_NAMES: Mapping[str, Text] = {
    "zero": Words("zero", context="kind of matrix"),
    "identity": "identity",
    "point reflection": "point reflection",
    "uniform scaling": "uniform scaling",
    "diagonal scaling": "diagonal scaling",
    "rotation": "rotation",
    "reflection": "reflection",
    "rotoreflection": "rotoreflection",
    "oblique reflection": "oblique reflection",
    "orthogonal": "orthogonal",
    "orthogonal projection": "orthogonal projection",
    "oblique projection": "oblique projection",
    "similarity": "similarity",
    "shear": "shear",
    "nilpotent": "nilpotent",
    "involution": "involution",
    "permutation": "permutation",
    "symmetric": "symmetric",
    "skew-symmetric": "skew-symmetric",
    "upper triangular": "upper triangular",
    "lower triangular": "lower triangular",
    "isometric embedding": "isometric embedding",
    "isometric projection": "isometric projection",
    "full column rank": "full column rank",
    "full row rank": "full row rank",
    "defective": "defective",
    "singular": "singular",
}

_PARAMETERS: Mapping[str, str] = {
    "angle": "angle {value}",
    "angles": "angles {value}",
    "axis": "axis {value}",
    "line": "line {value}",
    "normal": "normal {value}",
    "direction": "direction {value}",
    "along": "along {value}",
    "onto_direction": "onto direction {value}",
    "onto_normal": "onto normal {value}",
    "along_direction": "along direction {value}",
    "along_normal": "along normal {value}",
    "factor": "factor {value}",
    "factors": "factors {value}",
    "rank": "rank {value}",
    "index": "index {value}",
    "cycles": "cycles {value}",
    "part": "part {value}",
}


def kind_name(name: str) -> Words:
    """Return what a kind is called."""
    return as_words(_NAMES[name])


def parameter_words(name: str, value: str | Words) -> Words:
    """Return one of a kind's parameters with what it is called, such as "angle 30°"."""
    return Words(_PARAMETERS[name], {"value": value}, "kind of matrix")


def kind_phrase(kind: Kind, parameters: Sequence[Words]) -> Words:
    """Return a kind with its parameters, and to how many digits it fits."""
    phrase = kind_name(kind.name)
    if parameters:
        values = {"kind": phrase, "parameters": together(parameters)}
        phrase = Words("{kind} ({parameters})", values)
    if kind.digits is None:
        return phrase
    return Words("{kind}, to {digits} digits", {"kind": phrase, "digits": str(kind.digits)})
