"""What the colours of a picture mean."""

from __future__ import annotations

from collections.abc import Mapping

from eigenscope.labs.kit.legends import GRIDS
from eigenscope.labs.transform import eigenpicture
from eigenscope.labs.transform.solution import Solution
from eigenscope.scene.roles import BASIS, Role
from eigenscope.wording.number_texts import subscript

_UNITS = {
    (False, False): "square",
    (False, True): "cube",
    (True, False): "disc",
    (True, True): "ball",
}
"""What is measured, by whether it is round and whether it is in space."""


def legend(solution: Solution) -> Mapping[Role, str]:
    """Return the names of all that the picture of a solution may show."""
    unit = f"image of the unit {_UNITS[solution.inputs.unit == 'ball', solution.domain == 3]}"
    return {
        **{role: f"image of e{subscript(k)}" for k, role in enumerate(BASIS, 1)},
        **GRIDS,
        Role.POSITIVE_AREA: unit,
        Role.NEGATIVE_AREA: f"{unit}, flipped",
        Role.ZERO_AREA: f"{unit}, collapsed",
        **{
            eigenpicture.role_of(
                space
            ): f"{eigenpicture.space_name(space)} (eigenvalue λ{space.number})"
            for space in solution.eigenspaces
        },
        Role.INVARIANT: eigenpicture.INVARIANT,
        Role.COLUMN_SPACE: "column space",
        Role.NULL_SPACE: "null space",
        Role.INPUT: "vector",
        Role.OUTPUT: "its image",
        Role.PATH: "its path",
        Role.SHAPE: "sample shape",
    }
