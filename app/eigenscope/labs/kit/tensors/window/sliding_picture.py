"""What all pictures of a window that slides share: its time, its stages, and where it is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.tensors.cells.headings import short
from eigenscope.labs.kit.tensors.cells.items import TensorItem
from eigenscope.labs.kit.tensors.pointing import cell_under
from eigenscope.labs.kit.tensors.step_layout import StepLayout
from eigenscope.labs.kit.tensors.window.schedule import GLIDE, Moment, Schedule, Span
from eigenscope.labs.kit.tensors.window.window_items import WindowItems
from eigenscope.labs.kit.tensors.window.window_speech import WindowSpeech
from eigenscope.labs.kit.tensors.window.windowed import Windowed
from eigenscope.labs.kit.timeline import Stage
from eigenscope.scene.frame import Draw, Label
from eigenscope.wording.words import Words

FORMULA_SIZE = 0.36
"""Size of the letters of a formula, in world units."""
_CODE_SIZE = 0.34
_LONGEST_CODE = 90


@dataclass(frozen=True, eq=False)
class SlidingPicture(ABC):
    """The picture of one step whose window slides.

    Attributes
    ----------
    windowed
        The step.
    """

    windowed: Windowed

    @property
    @abstractmethod
    def window_items(self) -> WindowItems:
        """The window's own items, while the first small sheet's products are shown."""

    @property
    @abstractmethod
    def shown(self) -> tuple[TensorItem, ...]:
        """All that stands side by side."""

    @abstractmethod
    def layout(self, view: View) -> StepLayout:
        """Return where all stands in a view."""

    @abstractmethod
    def words(self, span: Span) -> Words:
        """Return what is said of places of the window."""

    @abstractmethod
    def prepare(self) -> None:
        """Make what takes long, before it is shown."""

    @abstractmethod
    def parts(
        self, part: float, view: View, chosen: int | None = None
    ) -> tuple[list[Draw], list[Label]]:
        """Return the draws and labels at a part (0…1) of the motion.

        ``chosen`` is a cell of the result that is spoken of unless the mouse is on another.
        """

    @abstractmethod
    def result_cell(self, view: View) -> int | None:
        """Return the cell of the result under the pointer, or None."""

    @cached_property
    def schedule(self) -> Schedule:
        """When the window is at which of its places."""
        return Schedule(self.windowed.sliding.count)

    @property
    def length(self) -> float:
        """How long it plays, in lengths of a simple step."""
        return 0.5 + 0.3 * self.schedule.length

    @cached_property
    def speech(self) -> WindowSpeech:
        """What is said of the window."""
        return WindowSpeech(self.windowed, self.window_items)

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """What is said: of each slow place, and of all that are passed fast."""
        spans = self.schedule.spans
        return tuple(
            Stage(self.words(span), self.length * (span.end - span.begin)) for span in spans
        )

    def part_in(self, stage: int, part: float) -> float:
        """Return the part of the motion at a part (0…1) of one of the stages."""
        return self.schedule.spans[stage].part(part)

    def moment(self, part: float) -> Moment:
        """Return where the window is at a part (0…1) of the motion."""
        return self.schedule.at(part)

    def pointed(self, view: View) -> tuple[str, int] | None:
        """Return the item under the pointer by its name, and the cell."""
        pointed = cell_under(self.shown, self.layout(view), view)
        return None if pointed is None else (self.shown[pointed[0]].name, pointed[1])

    def corner(self, place: int, moment: Moment, *, moves: bool) -> tuple[float, float]:
        """Return the row and column of the window's first cell.

        A window that moves comes to its place from the one before.
        """
        row, column = self.windowed.sliding.corner(place)
        if not (moves and place):
            return row, column
        before = self.windowed.sliding.corner(place - 1)
        left = 1 - moment.part(GLIDE)
        return row + (before[0] - row) * left, column + (before[1] - column) * left

    def code_label(self, layout: StepLayout, view: View, scale: float = 0.0) -> Label:
        """Return the line of the program, beside a scale of so many world units."""
        code = short(self.windowed.step.text, _LONGEST_CODE)
        return layout.title(code, view, _CODE_SIZE, scale)
