"""What a topic makes of a lab's inputs: a solution that speaks for itself.

A lab with topics has pictures that differ in everything: what is drawn, what moves, which numbers
stand beside it. Each is a story, which answers for itself whatever a lab is asked about a solution.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.code_marks import CodeMarks
from eigenscope.labs.contract.lab import Handle, View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.facts import composed_program, grouped
from eigenscope.labs.kit.timeline import Timeline
from eigenscope.plots.curves import Curve
from eigenscope.scene.frame import Frame
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words, as_words

if TYPE_CHECKING:
    from eigenscope.plots.charts import Plotted

PLANE = np.array([(x, y, 0.0) for x in (-3.0, 3.0) for y in (-3.0, 3.0)])


class Story(ABC):
    """A solved topic. Its methods mean what those of ``Lab`` do, and have the same defaults."""

    # --- the picture ---

    @property
    @abstractmethod
    def timeline(self) -> Timeline:
        """The stages, and what is said in each."""

    @abstractmethod
    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""

    @abstractmethod
    def legend(self) -> Mapping[Slot, Text]:
        """Return what the topic calls the things that it draws."""

    def handles(self, t: float) -> Iterable[Handle]:
        """Return what can be dragged; nothing is asked for where all is unseen."""
        return ()

    @property
    def points(self) -> bool:
        """Whether the picture cares for where the mouse is, by its view's ``pointer``."""
        return False

    def chosen(self, inputs: Any, t: float, view: View) -> Any | None:
        """Return the inputs once the picture is clicked at the pointer; None if none change."""
        return None

    def extent(self) -> Floats:
        """Return world points (n, 3) that a fitted view must hold, over the whole motion."""
        return PLANE

    def aspect(self) -> float | None:
        """Return the width by the height of what is drawn; None if it fills any view."""
        return None

    @property
    def sampled(self) -> Text:
        """How many of very many points are drawn, as a sentence; nothing if all are."""
        return ""

    @property
    def unseen(self) -> Text:
        """Why the picture shows nothing of the solution; nothing where it does."""
        return ""

    # --- words and numbers ---

    def caption(self, t: float) -> Words:
        """Return one sentence on what is happening at ``t``."""
        return as_words(self.unseen) if self.unseen else self.timeline.caption(t)

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the numbers beside the picture."""
        return ()

    def code_marks(self, t: float) -> Mapping[str, CodeMarks]:
        """Return what editors of code show beside its lines, by the inputs' names."""
        return {}

    def time_of(self, line: int) -> float | None:
        """Return when a line of the program that was entered has run; None if never."""
        return None

    def prepared(self) -> str:
        """Return the beginning of the torch program: what no readout has a line for."""
        return ""

    def code(self) -> str:
        """Return the torch program: the lines of the readouts at the end, group by group."""
        return composed_program(self.prepared(), *grouped(self.readouts(1.0)))

    def curves(self) -> tuple[Curve, ...]:
        """Return the quantities that are plotted along the motion."""
        return ()

    def charts(self) -> tuple[Plotted, ...]:
        """Return the plots beside the picture."""
        return ()

    def missing_charts(self) -> Mapping[str, Text]:
        """Return why charts that other topics have are not there, by their keys."""
        return {}
