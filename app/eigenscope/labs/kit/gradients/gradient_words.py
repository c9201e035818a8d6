"""What the topic *gradient* says: its stages, and what its colours mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from eigenscope.labs.kit.colours import BASIS, DIRECTIONS, OUTPUT
from eigenscope.labs.kit.functions.terrain_draws import CONTOURS
from eigenscope.labs.kit.gradients.gradient_slope import Slope
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.labs.kit.typed_texts import in_product
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Text, Value, Words, as_words

PARTIALS, TANGENT, GRADIENT, DIRECTION, CURVATURE = "partials", "tangent", "up", "turn", "bend"
_PLANE: Text = "tangent plane"
_TANGENT: Text = "tangent to the contour"
_DIRECTION: Text = "direction u, and the slope along it"
_LENGTHS = {PARTIALS: 2, TANGENT: 1, GRADIENT: 2, DIRECTION: 3, CURVATURE: 1}


def stages_of(slope: Slope) -> tuple[str, ...]:
    """Return the stages that there are, by what is to be shown and what there is."""
    if slope.lacks:
        return ()
    wanted = {
        PARTIALS: slope.inputs.slices,
        TANGENT: True,
        GRADIENT: True,
        DIRECTION: slope.inputs.compass,
        CURVATURE: slope.inputs.bends and slope.curvature is not None,
    }
    return tuple(stage for stage, shown in wanted.items() if shown)


def timeline_of(slope: Slope) -> Timeline:
    """Return the stages with their captions."""
    if slope.lacks:
        return Timeline((Stage(as_words(slope.lacks)),))
    words = _captions(slope)
    stages = [Stage(words[stage], length=_LENGTHS[stage], moving=0.8) for stage in stages_of(slope)]
    x, y = _texts(slope.point)
    before = Words(
        "At p = ({x}, {y}) f is {value}: how fast does it change, and which way?",
        {"x": x, "y": y, "value": tidy(slope.value, 3)},
    )
    return Timeline(tuple(stages), before=before)


def _captions(slope: Slope) -> Mapping[str, Words]:
    x, y = _texts(slope.point)
    across, up = _texts(slope.gradient)
    one, other = slope.names
    values: dict[str, Value] = {
        "one": one, "other": other, "x": x, "y": y, "across": across, "up": up,
        "value": tidy(slope.value, 3), "first": in_product(across), "second": in_product(up),
        "length": tidy(slope.length, 3),
        "slope": tidy(slope.directional, 3), "shape": as_words(slope.kind),
    }  # fmt: skip
    if slope.gradient.any():
        gradient = Words(
            "∇f = ({across}, {up}) is perpendicular to the contour and points to where f rises "
            "fastest, by {length} per unit.",
            values,
        )
    else:
        gradient = Words("∇f = (0, 0): p is a stationary point, the tangent plane is level.")
    return {
        PARTIALS: Words(
            "With {other} = {y} held fixed, f has the slope ∂f/∂{one} = {across} along {one}; with "
            "{one} = {x} held fixed, ∂f/∂{other} = {up} along {other}.",
            values,
        ),
        TANGENT: Words(
            "Both slopes determine the tangent plane: f(p + Δ) ≈ {value} + {first}·Δ{one} + "
            "{second}·Δ{other}.",
            values,
        ),
        GRADIENT: gradient,
        DIRECTION: Words(
            "Along u the slope is the projection of ∇f onto u: {slope}. It is largest along ∇f, "
            "and 0 across it.",
            values,
        ),
        CURVATURE: Words(
            "The Hessian's eigenvectors are the directions of the largest and the smallest "
            "curvature. Shape at p: {shape}.",
            values,
        ),
    }


def _texts(vector: np.ndarray) -> Iterator[str]:
    return (tidy(float(each), 3) for each in vector)


def legend_of(slope: Slope) -> Mapping[Slot, Text]:
    """Return what the colours mean."""
    names: dict[Slot, Text] = {CONTOURS: "equal values of f", OUTPUT: "gradient ∇f"}
    if slope.inputs.slices:
        axes = zip(BASIS[:2], slope.names, strict=True)
        names |= {slot: Words("along {axis}", {"axis": name}) for slot, name in axes}
    names[Slot.GRID] = _PLANE if slope.inputs.surface_view == "surface" else _TANGENT
    if slope.inputs.compass:
        names[DIRECTIONS[2]] = _DIRECTION
    if slope.inputs.bends:
        names |= {DIRECTIONS[0]: "smallest curvature", DIRECTIONS[1]: "largest curvature"}
    return names
