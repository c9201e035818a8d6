"""What the topic *Jacobian* says: its stages, and what its colours mean."""

from __future__ import annotations

from collections.abc import Mapping

from eigenscope.labs.kit.colours import BASIS, DIRECTIONS, sign_slot
from eigenscope.labs.kit.jacobians.jacobian_zoom import Zoom
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.labs.kit.typed_texts import in_product
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Text, Words

LINEAR_MAP = DIRECTIONS[0]
"""The colour of J: of a curve, it is that of the tangent."""

MAP, ZOOM, LINEAR, THEN = range(4)


def timeline_of(zoom: Zoom) -> Timeline:
    """Return the stages with their captions."""
    x, y = (tidy(float(each), 3) for each in zoom.point)
    before = Words("A grid about p = ({x}, {y}): where does F take it?", {"x": x, "y": y})
    stages = [
        Stage(Words("F takes each point of the grid to its image; straight lines may bend.")),
        Stage(_zoom_words(zoom), length=2),
    ]
    if zoom.is_linear:
        stages.append(Stage(_linear_words(zoom)))
    if zoom.composes and zoom.after is not None:
        stages.append(Stage(_product_words(zoom)))
    return Timeline(tuple(stages), before=before)


def _product_words(zoom: Zoom) -> Words:
    outer, both = (tidy(area, 3) for area in zoom.areas)
    return Words(
        "G follows, at F(p): its Jacobian times that of F is the Jacobian of both, and the "
        "determinants multiply, too: {outer} · {inner} = {both}.",
        {"outer": outer, "inner": in_product(tidy(zoom.area, 3)), "both": both},
    )


def _zoom_words(zoom: Zoom) -> Words:
    if zoom.is_linear:
        return Words(
            "Closer and closer to p, the grid becomes that of a linear map: F(p + Δ) ≈ F(p) + J·Δ."
        )
    return Words(
        "However close the window comes, the grid doesn't become that of a linear map: F has no J "
        "at p."
    )


def _linear_words(zoom: Zoom) -> Words:
    values = {"area": tidy(abs(zoom.area), 3)}
    if len(zoom.formulas) == 3:
        return Words(
            "The columns of J are the images of e₁ and e₂; small areas are scaled by "
            "√det JᵀJ = {area}.",
            values,
        )
    if zoom.area == 0:
        return Words("The columns of J are on one line: det J = 0, small areas become 0.")
    if zoom.area < 0:
        return Words(
            "The columns of J are the images of e₁ and e₂; small areas are scaled by "
            "|det J| = {area}, and turned over.",
            values,
        )
    return Words(
        "The columns of J are the images of e₁ and e₂; small areas are scaled by det J = {area}.",
        values,
    )


def legend_of(zoom: Zoom) -> Mapping[Slot, Text]:
    """Return what the colours mean."""
    names: dict[Slot, Text] = {Slot.GRID: "grid about p, under F"}
    if not zoom.is_linear:
        return names | {Slot.MUTED: "square, and its image"}
    if zoom.composes:
        return {
            **names,
            sign_slot(zoom.areas[1]): "image of the square under both maps",
            square_slot(zoom): "square, and its image",
            LINEAR_MAP: "grid of the linear map J, then of the product",
            BASIS[0]: "first column of J, then of the product",
            BASIS[1]: "second column of J, then of the product",
        }
    return {
        **names,
        square_slot(zoom): "square, and its image",
        LINEAR_MAP: "grid of the linear map J",
        BASIS[0]: "∂F/∂x, first column of J",
        BASIS[1]: "∂F/∂y, second column of J",
    }


def square_slot(zoom: Zoom) -> Slot:
    """Return the colour of the square: by the sign of the area, where there is one."""
    if not zoom.is_linear:
        return Slot.MUTED
    return sign_slot(zoom.area)
