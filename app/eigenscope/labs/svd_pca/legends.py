"""What the colours of each topic mean, for legends."""

from __future__ import annotations

from collections.abc import Mapping

from eigenscope.labs.kit.colours import BASIS, DIRECTIONS
from eigenscope.labs.kit.legends import GRIDS
from eigenscope.labs.svd_pca import colours
from eigenscope.labs.svd_pca.inputs import LOW_RANK, POLAR
from eigenscope.labs.svd_pca.map_words import UNITS
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import subscript
from eigenscope.wording.words import Text


def of_map(topic: str, columns: int) -> Mapping[Slot, Text]:
    """Return the names for a matrix of so many columns that is taken apart in a topic's way."""
    return {
        **{slot: _direction(topic, k) for k, slot in enumerate(DIRECTIONS, 1)},
        **{slot: f"e{subscript(k)} and its image" for k, slot in enumerate(BASIS, 1)},
        colours.BALL: f"{UNITS[columns]} and its image",
        colours.LOST: "error of the low-rank map",
        **GRIDS,
    }


def _direction(topic: str, index: int) -> str:
    k = subscript(index)
    if topic in (POLAR, LOW_RANK):
        return f"v{k} and its image"
    return f"v{k}, then σ{k}u{k}"


CLOUD: Mapping[Slot, Text] = {
    colours.DATA: "data",
    colours.MEAN: "mean",
    colours.SPREAD: "spread of the data",
    **{slot: f"principal axis {k}" for k, slot in enumerate(DIRECTIONS, 1)},
    colours.PLANE: "plane of the projection",
    colours.LOST: "distance to the projection",
}
