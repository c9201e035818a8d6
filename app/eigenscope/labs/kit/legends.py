"""The legend of a picture: what is drawn at some time of its motion, in the lab's own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from eigenscope.labs.contract.lab import Lab, Solution, View
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words, as_words

_TIMES = (0.5, 1.0, 0.0, 0.25, 0.75)
"""In a picture of a few stages nothing comes and goes between two; most is there halfway."""

_MOST_STAGES = 100  # of which each is looked at

GRIDS: Mapping[Slot, Text] = {Slot.GRID: "moving grid", Slot.GHOST: "still grid"}
"""What labs that move a grid call it."""


def legend_of(lab: Lab, solution: Solution, view: View) -> Mapping[Slot, Text]:
    """Return the names of the slots that are drawn during the motion, in the lab's order.

    They are the same at all times, so that a legend stays as it is while the motion plays.
    """
    names = lab.legend(solution)
    drawn: set[Slot] = set()
    for t in _times(lab, solution):
        draws = lab.frame(solution, t, view).draws
        drawn.update(draw.style.slot for draw in draws if draw.style.opacity > 0)
        if drawn.issuperset(names):
            break
    return {slot: name for slot, name in names.items() if slot in drawn}


def legend_of_pair(here: Mapping[Slot, Text], beside: Mapping[Slot, Text]) -> Mapping[Slot, Text]:
    """Return one legend of two pictures side by side; a colour with two meanings says both."""
    names = {**here, **beside}
    for slot in here.keys() & beside.keys():
        if here[slot] != beside[slot]:
            values = {"left": as_words(here[slot]), "right": as_words(beside[slot])}
            names[slot] = Words("left: {left}; right: {right}", values)
    return names


def _times(lab: Lab, solution: Solution) -> Iterator[float]:
    """Yield the times at which a legend looks: more, where there are more stages than these."""
    yield from _TIMES
    stops = lab.stops(solution)
    if len(stops) > len(_TIMES):
        for begin, end in pairwise(stops[: _MOST_STAGES + 1]):
            yield (begin + end) / 2
