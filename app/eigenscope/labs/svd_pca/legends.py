"""What the colours of each topic mean, for legends."""

from __future__ import annotations

from collections.abc import Mapping

from eigenscope.labs.kit.colours import BASIS, DIRECTIONS
from eigenscope.labs.kit.legends import GRIDS
from eigenscope.labs.svd_pca import colours
from eigenscope.labs.svd_pca.inputs import LOW_RANK, POLAR
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import subscript
from eigenscope.wording.words import Text, Words

_BALLS: Mapping[int, Text] = {
    1: "unit interval and its image",
    2: "unit circle and its image",
    3: "unit ball and its image",
}


def of_map(topic: str, columns: int) -> Mapping[Slot, Text]:
    """Return the names for a matrix of so many columns that is taken apart in a topic's way."""
    return {
        **{slot: _direction(topic, k) for k, slot in enumerate(DIRECTIONS, 1)},
        **{slot: _and_image(f"e{subscript(k)}") for k, slot in enumerate(BASIS, 1)},
        colours.BALL: _BALLS[columns],
        colours.LOST: "error of the low-rank map",
        **GRIDS,
    }


def _direction(topic: str, index: int) -> Text:
    k = subscript(index)
    if topic in (POLAR, LOW_RANK):
        return _and_image(f"v{k}")
    return Words("{vector}, then {image}", {"vector": f"v{k}", "image": f"σ{k}u{k}"})


def _and_image(vector: str) -> Text:
    return Words("{vector} and its image", {"vector": vector})


CLOUD: Mapping[Slot, Text] = {
    colours.DATA: "data",
    colours.MEAN: "mean",
    colours.SPREAD: "spread of the data",
    **{
        slot: Words("principal axis {number}", {"number": str(k)})
        for k, slot in enumerate(DIRECTIONS, 1)
    },
    colours.PLANE: "plane of the projection",
    colours.LOST: "distance to the projection",
}
