"""The rotary encoding: a query and a key are turned, and their score depends on the distance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.dials import Dial
from eigenscope.labs.kit.positions import colours
from eigenscope.labs.kit.positions.position_words import rotary_stages
from eigenscope.labs.kit.positions.positions_story import HIGH, TOP, WIDE, PositionsStory
from eigenscope.labs.kit.timeline import Timeline
from eigenscope.scene.frame import Draw, Label
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words, say

_IN_A_ROW = 2  # dials of one row; more stand in two


@dataclass(frozen=True, eq=False)
class RotaryStory(PositionsStory):
    """A query and a key, turned pair by pair."""

    @cached_property
    def timeline(self) -> Timeline:
        """The turns, and the walk."""
        return rotary_stages(self.positions)

    @cached_property
    def dials(self) -> tuple[Dial, ...]:
        """In one row, or two."""
        count = len(self.pairs)
        rows = 1 if count <= _IN_A_ROW else 2
        across = -(-count // rows)
        wide, high = WIDE / across, (HIGH + TOP) / rows
        radius = min(0.44 * wide, 0.5 * high - 1.1)
        return tuple(
            Dial(
                f"dial {pair + 1}",
                (place % across + 0.5) * wide,
                TOP - (place // across + 0.5) * high + 0.75,
                radius,
            )
            for place, pair in enumerate(self.pairs)
        )

    def grown(self, t: float) -> tuple[float, float]:
        """Return how far the table is there, and how far the two have walked."""
        return self.timeline.eased(2, t), self.timeline.eased(3, t)

    def title(self) -> str:
        """Return what the dot products are called."""
        return say(Words("q at m · k at n"))

    def left(self, t: float, view: View) -> tuple[list[Draw], list[Label]]:
        """Return the dials with both hands, and where they began."""
        turned = self.timeline.eased(0, t), self.timeline.eased(1, t)
        walked = self.walked(t)
        m, n = (p * part + walked for p, part in zip(self.places, turned, strict=True))
        draws = [draw for dial in self.dials for draw in dial.face()]
        draws += self.both(m, n)
        shares = self.grown(t)[0] > 0
        return draws, list(self.under_dials(view, shares=shares, drop=0.6))

    def legend(self) -> Mapping[Slot, Text]:
        """Return the names of the hands, and of the angle and the diagonal."""
        return {
            colours.QUERY: "query at m",
            colours.KEY: "key at n",
            Slot.HIGHLIGHT: "angle between them; cells of the same distance",
        }
