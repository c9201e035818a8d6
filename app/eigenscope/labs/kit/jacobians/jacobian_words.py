"""What the topic *Jacobian* says: its stages, and what its colours mean."""

from __future__ import annotations

from collections.abc import Mapping

from eigenscope.labs.kit.colours import BASIS, OUTPUT, sign_slot
from eigenscope.labs.kit.jacobians.jacobian_zoom import Zoom
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Text, Words

MAP, ZOOM, LINEAR, THEN = range(4)


def timeline_of(zoom: Zoom) -> Timeline:
    """Return the stages with their captions."""
    stages = [
        Stage(Words("F takes each point of the grid about p to its place: straight lines bend.")),
        Stage(_zoom_words(zoom), length=2),
    ]
    if zoom.is_linear:
        stages.append(Stage(_linear_words(zoom)))
    if zoom.composes and zoom.after is not None:
        stages.append(
            Stage(
                Words(
                    "G follows, at F(p): the Jacobian of both is the product of theirs, and their "
                    "factors of area multiply."
                )
            )
        )
    return Timeline(tuple(stages))


def _zoom_words(zoom: Zoom) -> Words:
    if zoom.is_linear:
        return Words("Closer and closer to p, the bent grid becomes that of a linear map.")
    return Words(
        "However close the window comes, the grid doesn't become that of a linear map: F has no J "
        "at p."
    )


def _linear_words(zoom: Zoom) -> Words:
    values = {"area": tidy(abs(zoom.area), 3)}
    if len(zoom.formulas) == 3:
        return Words(
            "The columns of J are the images of e₁ and e₂; small areas grow by the factor {area}.",
            values,
        )
    if zoom.area == 0:
        return Words("The columns of J are on one line: det J = 0, small areas become 0.")
    if zoom.area < 0:
        return Words(
            "The columns of J are the images of e₁ and e₂; small areas grow by |det J| = {area}, "
            "and are turned over.",
            values,
        )
    return Words(
        "The columns of J are the images of e₁ and e₂; small areas grow by det J = {area}.", values
    )


def legend_of(zoom: Zoom) -> Mapping[Slot, Text]:
    """Return what the colours mean."""
    names: dict[Slot, Text] = {Slot.GRID: "grid about p, under F"}
    if not zoom.is_linear:
        return names | {Slot.MUTED: "square, and its image"}
    return {
        **names,
        square_slot(zoom): "square, and its image",
        OUTPUT: "grid of the linear map J",
        BASIS[0]: "∂F/∂x, first column of J",
        BASIS[1]: "∂F/∂y, second column of J",
    }


def square_slot(zoom: Zoom) -> Slot:
    """Return the colour of the square: by the sign of the area, where there is one."""
    if not zoom.is_linear:
        return Slot.MUTED
    return sign_slot(zoom.area)
