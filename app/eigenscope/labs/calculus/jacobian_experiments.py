"""Maps to begin with, and what to try with Jacobians."""

from __future__ import annotations

from eigenscope.labs.calculus.inputs import JACOBIAN, Inputs
from eigenscope.labs.contract.presets import Experiment, Preset
from eigenscope.labs.kit.topic_presets import topic_preset
from eigenscope.language.evaluating.entry import column, scalar
from eigenscope.wording.words import Text

_POLAR = "x cos(y), x sin(y)"
_SQUARE = "x^2 - y^2, 2x y"
_SOFTMAX = "e^x/(e^x + e^y), e^y/(e^x + e^y)"
_LAYER = "tanh(x - y/2 + 0.5), tanh(x/2 + y - 0.5)"
_BOWL = "x, y, (x^2 + y^2)/4"


def _preset(key: str, label: Text, map_text: str, *spot: str) -> Preset:
    return topic_preset(JACOBIAN, key, label, map=map_text, then="", spot=(column(*spot),))


PRESETS = (
    _preset("polar", "Polar coordinates", _POLAR, "1.5", "1"),
    _preset("complex-square", "Complex square", _SQUARE, "1", "0.5"),
    _preset("softmax", "Softmax", _SOFTMAX, "0.5", "-0.5"),
    _preset("layer", "A layer σ(Wx + b)", _LAYER, "0", "0"),
    _preset("bowl", "A surface", _BOWL, "1", "1"),
)


def _experiment(
    key: str, title: Text, watch: Text, map_text: str, *spot: str, window: str = "1", then: str = ""
) -> Experiment:
    inputs = Inputs(
        topic=JACOBIAN, map=map_text, then=then, spot=(column(*spot),), window=scalar(window)
    )
    return Experiment(key, title, watch, inputs)


EXPERIMENTS = (
    _experiment(
        "polar-area",
        "Areas in polar coordinates",
        "From (r, φ) to the plane, areas are scaled by det J = r: here by 2.",
        _POLAR,
        "2",
        "0.5",
        window="0.8",
    ),
    _experiment(
        "conformal",
        "Squares stay squares",
        "The complex square z²: near p it turns and stretches, J is a rotation times 2|z|.",
        _SQUARE,
        "1",
        "0.5",
        window="0.5",
    ),
    _experiment(
        "softmax-flat",
        "Softmax is flat",
        "Its outputs add up to 1: the plane falls onto a line, and det J = 0.",
        _SOFTMAX,
        "0.5",
        "-0.5",
    ),
    _experiment(
        "two-maps",
        "Two maps, one product",
        "The layer follows the complex square: the Jacobians are multiplied, and their areas, too.",
        _SQUARE,
        "0.7",
        "0.5",
        window="0.5",
        then=_LAYER,
    ),
    _experiment(
        "folded",
        "A fold stays a fold",
        "At x = 0 no zoom makes a linear map of it: F has no Jacobian there.",
        "abs(x) + y/2, y",
        "0",
        "0",
    ),
    _experiment(
        "surface-area",
        "A surface in space",
        "J has three rows: its columns span the tangent plane, and areas are scaled by √det JᵀJ.",
        _BOWL,
        "1",
        "1",
    ),
)
