"""What the colours of a picture mean."""

from __future__ import annotations

from collections.abc import Mapping

from eigenscope.labs.kit.colours import BASIS, COLUMN_SPACE, INPUT, NULL_SPACE, OUTPUT
from eigenscope.labs.kit.legends import GRIDS
from eigenscope.labs.transform import colours, eigenpicture
from eigenscope.labs.transform.solution import EigenSpace, Solution
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import subscript
from eigenscope.wording.words import Text, Words, as_words

_UNITS: Mapping[tuple[bool, bool], Text] = {
    (False, False): "image of the unit square",
    (False, True): "image of the unit cube",
    (True, False): "image of the unit disc",
    (True, True): "image of the unit ball",
}
"""What is measured, by whether it is round and whether it is in space."""


def legend(solution: Solution) -> Mapping[Slot, Text]:
    """Return the names of all that the picture of a solution may show."""
    unit = _UNITS[solution.inputs.unit == "ball", solution.domain == 3]
    image = {"image": as_words(unit)}
    return {
        **{
            slot: Words("image of e{number}", {"number": subscript(k)})
            for k, slot in enumerate(BASIS, 1)
        },
        **GRIDS,
        Slot.POSITIVE: unit,
        Slot.NEGATIVE: Words("{image}, flipped", image),
        Slot.ZERO: Words("{image}, collapsed", image),
        **{eigenpicture.slot_of(space): _named(space) for space in solution.eigenspaces},
        colours.INVARIANT: eigenpicture.INVARIANT,
        COLUMN_SPACE: "column space",
        NULL_SPACE: "null space",
        INPUT: "vector",
        OUTPUT: "its image",
        colours.PATH: "its path",
        colours.SHAPE: "sample shape",
    }


def _named(space: EigenSpace) -> Words:
    return Words(
        "{space} (eigenvalue λ{number})",
        {"space": as_words(eigenpicture.space_name(space)), "number": space.number},
    )
