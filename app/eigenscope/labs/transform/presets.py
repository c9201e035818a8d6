"""Ready-made matrices, for the plane and for space."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from eigenscope.labs.contract.presets import Preset
from eigenscope.labs.transform.inputs import Inputs, fit, identity
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Text

Texts = Sequence[Sequence[str]]
_PLANE, _SPACE = 2, 3


def _preset(
    key: str,
    label: Text,
    icon: str,
    plane: Callable[[str], Texts],
    space: Callable[[str], Texts],
    parameter: tuple[Text, str, str] | None = None,
    tip: Text = "",
) -> Preset:
    def make(inputs: Inputs, value: float) -> Inputs:
        texts = (space if _in_space(inputs) else plane)(_text(value))
        return fit(replace(inputs, matrix=Matrix.from_texts(texts)))

    return Preset(key, label, icon, make, parameter, tip)


def _text(value: float) -> str:
    return tidy(value, 6).replace("−", "-")


def _in_space(inputs: Inputs) -> bool:
    return max(inputs.matrix.shape) == _SPACE


def _random(inputs: Inputs, _value: float) -> Inputs:
    rows, columns = inputs.matrix.shape
    entries = np.random.default_rng().integers(-4, 5, size=(rows, columns)) / 2
    return replace(inputs, matrix=Matrix.from_array(entries))


def _reset(inputs: Inputs, _value: float) -> Inputs:
    return replace(inputs, matrix=identity(*inputs.matrix.shape))


def _rotation(angle: str) -> Texts:
    return ((f"cos({angle}°)", f"-sin({angle}°)"), (f"sin({angle}°)", f"cos({angle}°)"))


def _rotation_in_space(angle: str) -> Texts:
    (a, b), (c, d) = _rotation(angle)
    return ((a, b, "0"), (c, d, "0"), ("0", "0", "1"))


def _doubled(angle: str) -> str:
    return _text(2 * float(angle))


def _reflection(angle: str) -> Texts:
    twice = _doubled(angle)
    return ((f"cos({twice}°)", f"sin({twice}°)"), (f"sin({twice}°)", f"-cos({twice}°)"))


def _projection(angle: str) -> Texts:
    mixed = f"cos({angle}°)sin({angle}°)"
    return ((f"cos({angle}°)^2", mixed), (mixed, f"sin({angle}°)^2"))


PRESETS: tuple[Preset, ...] = (
    Preset("identity", "Identity", "refresh-cw", _reset, None, "The map that moves nothing."),
    _preset(
        "rotation",
        "Rotation",
        "rotate-3d",
        _rotation,
        _rotation_in_space,
        ("Angle", "30", "°"),
        "Rotates; in space, about the z axis.",
    ),
    _preset(
        "shear",
        "Shear",
        "spline",
        lambda k: (("1", k), ("0", "1")),
        lambda k: (("1", k, "0"), ("0", "1", "0"), ("0", "0", "1")),
        ("Factor", "1", ""),
        "Slides layers along each other; areas and volumes are preserved.",
    ),
    _preset(
        "scaling",
        "Scaling",
        "maximize",
        lambda k: ((k, "0"), ("0", k)),
        lambda k: ((k, "0", "0"), ("0", k, "0"), ("0", "0", k)),
        ("Factor", "2", ""),
        "Scales all directions equally.",
    ),
    _preset(
        "reflection",
        "Reflection",
        "flip-horizontal-2",
        _reflection,
        lambda _: (("1", "0", "0"), ("0", "1", "0"), ("0", "0", "-1")),
        ("Line at", "45", "°"),
        "Reflects; in space, across the plane z = 0.",
    ),
    _preset(
        "projection",
        "Projection",
        "corner-down-left",
        _projection,
        lambda _: (("1", "0", "0"), ("0", "1", "0"), ("0", "0", "0")),
        ("Onto the line at", "30", "°"),
        "Projects; in space, onto the plane z = 0.",
    ),
    _preset(
        "swap",
        "Swap",
        "arrow-left-right",
        lambda _: (("0", "1"), ("1", "0")),
        lambda _: (("0", "1", "0"), ("0", "0", "1"), ("1", "0", "0")),
        None,
        "Permutes the axes.",
    ),
    _preset(
        "symmetric",
        "Symmetric",
        "axis-3d",
        lambda _: (("2", "1"), ("1", "2")),
        lambda _: (("2", "1", "0"), ("1", "2", "1"), ("0", "1", "2")),
        None,
        "Stretches along axes at right angles.",
    ),
    _preset(
        "singular",
        "Singular",
        "layers",
        lambda _: (("1", "2"), ("1/2", "1")),
        lambda _: (("1", "0", "1"), ("0", "1", "1"), ("1", "1", "2")),
        None,
        "The image loses a dimension: the determinant is 0.",
    ),
    _preset(
        "defective",
        "Defective",
        "circle-alert",
        lambda _: (("2", "1"), ("0", "2")),
        lambda _: (("2", "1", "0"), ("0", "2", "1"), ("0", "0", "2")),
        None,
        "A repeated eigenvalue with too few eigenvectors.",
    ),
    _preset(
        "complex",
        "Complex",
        "circle",
        lambda _: (("1", "-2"), ("1", "0")),
        lambda _: (("0", "-1", "0"), ("1", "1/2", "0"), ("0", "0", "3/2")),
        None,
        "Complex eigenvalues: points move along ellipses.",
    ),
    Preset("random", "Random", "dices", _random, None, "Halves between −2 and 2."),
)
