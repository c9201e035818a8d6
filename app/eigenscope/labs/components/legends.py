"""What the colours of each view mean, for legends."""

from __future__ import annotations

from collections.abc import Mapping

from eigenscope.labs.components.inputs import LOW_RANK, POLAR
from eigenscope.labs.components.map_words import UNITS
from eigenscope.labs.kit.legends import GRIDS
from eigenscope.scene.roles import BASIS, DIRECTIONS, Role
from eigenscope.wording.number_texts import subscript


def of_map(view: str, columns: int) -> Mapping[Role, str]:
    """Return the names for a matrix of so many columns that is taken apart in a view's way."""
    return {
        **{role: _direction(view, k) for k, role in enumerate(DIRECTIONS, 1)},
        **{role: f"e{subscript(k)} and its image" for k, role in enumerate(BASIS, 1)},
        Role.POSITIVE_AREA: f"{UNITS[columns]} and its image",
        Role.LOST: "error of the low-rank map",
        **GRIDS,
    }


def _direction(view: str, index: int) -> str:
    k = subscript(index)
    if view in (POLAR, LOW_RANK):
        return f"v{k} and its image"
    return f"v{k}, then σ{k}u{k}"


CLOUD: Mapping[Role, str] = {
    Role.DATA: "data",
    Role.TEXT: "mean",
    Role.SPREAD: "spread of the data",
    **{role: f"principal axis {k}" for k, role in enumerate(DIRECTIONS, 1)},
    Role.COLUMN_SPACE: "plane of the projection",
    Role.LOST: "distance to the projection",
}
