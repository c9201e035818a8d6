"""What the colours of a picture mean."""

from __future__ import annotations

from collections.abc import Mapping

from eigenscope.labs.kit.colours import BASIS, COLUMN_SPACE, INPUT, NULL_SPACE, OUTPUT
from eigenscope.labs.kit.legends import GRIDS
from eigenscope.labs.transform import colours, eigenpicture
from eigenscope.labs.transform.solution import Solution
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import subscript
from eigenscope.wording.words import Text

_UNITS = {
    (False, False): "square",
    (False, True): "cube",
    (True, False): "disc",
    (True, True): "ball",
}
"""What is measured, by whether it is round and whether it is in space."""


def legend(solution: Solution) -> Mapping[Slot, Text]:
    """Return the names of all that the picture of a solution may show."""
    unit = f"image of the unit {_UNITS[solution.inputs.unit == 'ball', solution.domain == 3]}"
    return {
        **{slot: f"image of e{subscript(k)}" for k, slot in enumerate(BASIS, 1)},
        **GRIDS,
        Slot.POSITIVE: unit,
        Slot.NEGATIVE: f"{unit}, flipped",
        Slot.ZERO: f"{unit}, collapsed",
        **{
            eigenpicture.slot_of(
                space
            ): f"{eigenpicture.space_name(space)} (eigenvalue λ{space.number})"
            for space in solution.eigenspaces
        },
        colours.INVARIANT: eigenpicture.INVARIANT,
        COLUMN_SPACE: "column space",
        NULL_SPACE: "null space",
        INPUT: "vector",
        OUTPUT: "its image",
        colours.PATH: "its path",
        colours.SHAPE: "sample shape",
    }
