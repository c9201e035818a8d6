"""The legend of a picture: what is drawn at some time of its motion, in the lab's own words."""

from __future__ import annotations

from collections.abc import Mapping

from eigenscope.labs.contract.lab import Lab, Solution, View
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text

_TIMES = (0.5, 1.0, 0.0, 0.25, 0.75)
"""Nothing in a picture comes and goes between two of them; most is there halfway."""

GRIDS: Mapping[Slot, Text] = {Slot.GRID: "moving grid", Slot.GHOST: "still grid"}
"""What labs that move a grid call it."""


def legend_of(lab: Lab, solution: Solution, view: View) -> Mapping[Slot, Text]:
    """Return the names of the slots that are drawn during the motion, in the lab's order.

    They are the same at all times, so that a legend stays as it is while the motion plays.
    """
    names = lab.legend(solution)
    drawn: set[Slot] = set()
    for t in _TIMES:
        draws = lab.frame(solution, t, view).draws
        drawn.update(draw.style.slot for draw in draws if draw.style.opacity > 0)
        if drawn.issuperset(names):
            break
    return {slot: name for slot, name in names.items() if slot in drawn}
