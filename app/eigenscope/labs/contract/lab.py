"""What every lab is: inputs, a solution, and a frame for every moment.

A lab's ``Inputs`` is a frozen dataclass. The *spec* in each field's metadata says what it is;
from that alone come its panel, its undo, its place in the file and its command-line option, so a
lab never mentions any of them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.code_marks import CodeMarks
from eigenscope.labs.contract.description import LabDescription
from eigenscope.labs.contract.handover import Handover
from eigenscope.labs.contract.lessons import lesson_text
from eigenscope.labs.contract.presets import Counterpart, Experiment, Preset
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.contract.topics import Topic
from eigenscope.labs.contract.traceable import TraceableCode
from eigenscope.plots.curves import Curve
from eigenscope.scene.camera import Camera, Size
from eigenscope.scene.frame import Frame
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words, as_words

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation
    from eigenscope.plots.charts import Plotted

Inputs = (
    Any  # a frozen dataclass of the lab's own; nothing outside the lab looks inside but by specs
)
Solution = Any
Place = tuple[float, float, float]


@dataclass(frozen=True)
class View:
    """What a frame must know of the place it is shown in: the camera and the size in pixels.

    ``pointer`` is the pixel under the mouse, x right and y down, while a picture that cares for it
    is on the screen; figures and films have none. Views that differ in it alone are equal, so that
    what is kept by a view lasts while the mouse moves; nothing kept may depend on it.
    """

    camera: Camera
    size: Size
    pointer: tuple[float, float] | None = field(default=None, compare=False)

    @property
    def half(self) -> tuple[float, float]:
        """Half the width and half the height of what it shows of the plane, in world units."""
        high = self.camera.height / 2
        return high * self.size[0] / max(self.size[1], 1.0), high


@dataclass(frozen=True)
class Handle:
    """A point that can be dragged; ``key`` tells the lab which one."""

    key: str
    position: Place
    slot: Slot
    tip: Text = ""


class Lab(ABC):
    """A concept that can be seen. All methods are pure; ``solve`` alone may be slow.

    What must be given: the attributes, ``solve``, ``frame`` and ``code``. Where nothing else is
    said, a lab lives in the plane and its solution takes no time.

    Attributes
    ----------
    description
        Who the lab is: its name, title, group, icon and summary.
    inputs_type
        The frozen dataclass of the lab's inputs.
    """

    description: LabDescription
    inputs_type: type

    @property
    def name(self) -> str:
        """By which files and the command line know the lab."""
        return self.description.name

    @property
    def title(self) -> Text:
        """By which the user knows it."""
        return self.description.title

    # --- inputs ------------------------------------------------------------------------------

    def defaults(self) -> Inputs:
        """Return the inputs that a new user meets: the defaults of the fields."""
        return self.inputs_type()

    def topics(self) -> tuple[Topic, ...]:
        """Return the topics among which the input ``topic`` chooses; most labs have none."""
        return ()

    def check(self, inputs: Inputs) -> Inputs:
        """Return the inputs made to fit each other (a vector's length, say)."""
        return inputs

    def presets(self) -> tuple[Preset, ...]:
        """Return ready-made inputs to choose from."""
        return ()

    def experiments(self) -> tuple[Experiment, ...]:
        """Return what to try."""
        return ()

    def counterparts(self, inputs: Inputs) -> tuple[Counterpart, ...]:
        """Return what is worth seeing beside these inputs, the most telling first."""
        return ()

    def handovers(self, inputs: Inputs) -> tuple[Handover, ...]:
        """Return what other labs can go on with, the most telling first."""
        return ()

    def dragged(self, inputs: Inputs, key: str, position: Place) -> tuple[Inputs, bool]:
        """Return the inputs once a handle is at a world position, and whether t goes to 1."""
        return inputs, False

    def chosen(self, inputs: Inputs, solution: Solution, t: float, view: View) -> Inputs | None:
        """Return the inputs once the picture is clicked at the view's pointer; None if none change.

        Asked only where the picture ``points``.
        """
        return None

    def carry(self, before: Inputs, solution: Solution, t: float, after: Inputs) -> Inputs | None:
        """Return inputs that go on from where the picture stands now, or None to change nothing.

        Called after an edit, and (with ``after is before``) when play is pressed at the end. If
        inputs come back, the play starts anew from 0 with them.
        """
        return None

    # --- solving -----------------------------------------------------------------------------

    def dimensions(self, inputs: Inputs) -> int:
        """Return 2 if the picture lives in the plane, 3 if it needs space."""
        return 2

    def heavy(self, inputs: Inputs) -> bool:
        """Tell whether solving takes seconds, so that the preview has all the machine first."""
        return False

    def preview(self, inputs: Inputs) -> Solution:
        """Return what can be shown at once, without torch: the solution, if that takes no time."""
        return self.solve(inputs)

    def solves_at_once(self, inputs: Inputs) -> bool:
        """Tell whether the preview is the solution itself."""
        return type(self).preview is Lab.preview

    @abstractmethod
    def solve(self, inputs: Inputs, cancellation: Cancellation | None = None) -> Solution:
        """Return everything the picture and the readouts need. Runs on a worker, may use torch.

        What may take more than half a second tells the cancellation how far it has come; it may
        offer it solutions meanwhile, some twenty times a second, which are shown at once.

        Raises
        ------
        ValueError
            If the inputs have no solution; its text says why, in words for the user.
        """

    # --- the picture -------------------------------------------------------------------------

    @abstractmethod
    def frame(self, solution: Solution, t: float, view: View) -> Frame:
        """Return the picture at ``t`` (0…1)."""

    def extent(self, solution: Solution) -> Floats:
        """Return world points (n, 3) that a fitted view must hold, over the whole motion."""
        return np.array([(x, y, 0.0) for x in (-3.0, 3.0) for y in (-3.0, 3.0)])

    def aspect(self, solution: Solution) -> float | None:
        """Return the width by the height of what is drawn; None if it fills any view."""
        return None

    def unseen(self, solution: Solution) -> Text:
        """Return why the picture shows nothing of the solution; nothing where it does."""
        return ""

    def sampled(self, solution: Solution) -> Text:
        """Return how many of very many points are drawn, as a sentence; nothing if all are."""
        return ""

    def stops(self, solution: Solution) -> tuple[float, ...]:
        """Return the times at which a stage begins or ends, 0 and 1 among them, for stepping."""
        return (0.0, 1.0)

    def handles(self, solution: Solution, t: float) -> tuple[Handle, ...]:
        """Return what can be dragged in the view."""
        return ()

    def legend(self, solution: Solution) -> Mapping[Slot, Text]:
        """Return what this lab calls the things that it draws, by their slots, in their order.

        It may name more than is drawn: a legend shows what is seen at some time of the motion.
        """
        return {}

    def points(self, solution: Solution) -> bool:
        """Tell whether the picture cares for where the mouse is, by its view's ``pointer``."""
        return False

    # --- words and numbers -------------------------------------------------------------------

    def caption(self, solution: Solution, t: float) -> Words:
        """Return one sentence on what is happening at ``t``; at least what the lab shows."""
        return as_words(self.description.summary)

    def readouts(self, solution: Solution, t: float) -> tuple[Readout, ...]:
        """Return the numbers beside the picture."""
        return ()

    @abstractmethod
    def code(self, solution: Solution) -> str:
        """Return a torch program that computes what is shown; that of a preview is the same."""

    def as_code(self, inputs: Inputs) -> TraceableCode | None:
        """Return what is computed as lines that a lab of programs can trace; None if none can."""
        return None

    def with_code(self, inputs: Inputs, code: TraceableCode) -> Inputs | None:
        """Return the inputs that show such lines; None of a lab that shows no programs."""
        return None

    def marks(self, solution: Solution, t: float) -> Mapping[str, CodeMarks]:
        """Return what editors of code show beside its lines at ``t``, by the inputs' names."""
        return {}

    def time_of(self, solution: Solution, field: str, line: int) -> float | None:
        """Return when a line of an input's code, from 1, has run, to go there; None if never."""
        return None

    def curves(self, solution: Solution) -> tuple[Curve, ...]:
        """Return the quantities that are plotted along the motion."""
        return ()

    def charts(self, solution: Solution) -> tuple[Plotted, ...]:
        """Return the plots beside the picture; with none the picture has all the room."""
        return ()

    def missing_charts(self, solution: Solution) -> Mapping[str, Text]:
        """Return why charts that the lab has elsewhere are not there now, by their keys."""
        return {}

    def lesson(self, inputs: Inputs) -> str:
        """Return a short explanation in Markdown: the topic's or the lab's in resources, if any.

        A link ``[a](part:a)`` names what is drawn: every draw whose name is "a" or begins with
        "a " is lit up while the mouse is over the link, and the link while it is over the draw.
        """
        return lesson_text(self.name, inputs.topic if self.topics() else "")
