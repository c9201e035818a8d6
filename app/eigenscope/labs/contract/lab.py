"""What every lab is: inputs, a solution, and a frame for every moment.

A lab's ``Inputs`` is a frozen dataclass. The *spec* in each field's metadata says what it is;
from that alone come its panel, its undo, its place in the file and its command-line option, so a
lab never mentions any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from eigenscope.engine.jobs import Cancellation
from eigenscope.scene.camera import Camera, Size
from eigenscope.scene.frame import Frame
from eigenscope.scene.roles import Role

if TYPE_CHECKING:
    from eigenscope.labs.charts import Plotted

Inputs = (
    Any  # a frozen dataclass of the lab's own; nothing outside the lab looks inside but by specs
)
Solution = Any


@dataclass(frozen=True)
class Words:
    """A sentence with places for values, kept apart so that it can be translated.

    ``Words("Rotation by {angle}", {"angle": "30°"})`` reads "Rotation by 30°".
    """

    template: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format_map(dict(self.values))


# --- what a lab gives back ---------------------------------------------------------------------


@dataclass(frozen=True)
class View:
    """What a frame must know of the place it is shown in: the camera and the size in pixels."""

    camera: Camera
    size: Size


@dataclass(frozen=True)
class Readout:
    """One number, matrix or sentence beside the picture.

    Attributes
    ----------
    key
        Stable name, for tests, for copying and for keeping its place.
    group
        Heading under which it stands.
    label
        What it is.
    text
        The value as people read it; ``exact`` the same without rounding, if known.
    matrix, factor
        For a matrix, rows of texts, and the power of ten in front of them; then ``text`` is what
        copying gives.
    role
        Colour of the thing in the picture that it speaks of.
    live
        Changes along the motion (also shown large in presentation mode).
    brief
        One of the few that stand beside a figure.
    tip
        What it means, for a student.
    variable, value
        The name that the code panel's program gives it, and the number or array that ``text``
        rounds: running the program must give the same. True or False where the text says yes or
        no, a tuple for sizes.
    """

    key: str
    group: str
    label: Words
    text: Words
    exact: str = ""
    matrix: tuple[tuple[str, ...], ...] = ()
    factor: str = ""
    role: Role | None = None
    live: bool = False
    brief: bool = False
    tip: str = ""
    variable: str = ""
    value: npt.ArrayLike | None = field(default=None, compare=False)  # told by the text


@dataclass(frozen=True)
class Handle:
    """A point that can be dragged; ``field`` and ``index`` say what moves with it."""

    key: str
    position: tuple[float, float, float]
    role: Role
    tip: str = ""


@dataclass(frozen=True, eq=False)
class Curve:
    """A quantity along the motion: ``values`` (n,) at ``times`` (n,), 0…1.

    If it is ``logarithmic``, equal steps upwards are equal factors.
    """

    label: str
    times: npt.NDArray[np.float64]
    values: npt.NDArray[np.float64]
    role: Role
    logarithmic: bool = False


@dataclass(frozen=True)
class Preset:
    """Ready-made inputs. ``make`` takes the present inputs and the parameter's value.

    ``parameter`` is (label, default text, unit) where the preset has one: an angle, a factor.
    """

    key: str
    label: str
    icon: str
    make: Callable[[Any, float], Any]
    parameter: tuple[str, str, str] | None = None
    tip: str = ""


@dataclass(frozen=True)
class Experiment:
    """Something to try: inputs, and what is to be watched once they are there."""

    key: str
    title: str
    watch: str
    inputs: Inputs


GROUPS = ("Vectors", "Matrices", "Maps", "Systems", "Data", "Optimisation")
"""Where labs stand on the shelf; a lab with another group stands below these."""


class Lab(Protocol):
    """A concept that can be seen. All methods are pure; ``solve`` alone may be slow.

    Attributes
    ----------
    name
        Stable: files and the command line name the lab by it.
    title, summary
        What the user reads.
    group
        One of `GROUPS`, or one of the lab's own.
    icon
        A file's name in resources/icons.
    """

    name: str
    title: str
    summary: str
    group: str
    icon: str

    @property
    def inputs_type(self) -> type:
        """The frozen dataclass of the lab's inputs."""

    def defaults(self) -> Inputs:
        """Return the inputs a new user meets."""

    def check(self, inputs: Inputs) -> Inputs:
        """Return the inputs made to fit each other (a vector's length, say)."""

    def dimensions(self, inputs: Inputs) -> int:
        """Return 2 if the picture lives in the plane, 3 if it needs space."""

    def heavy(self, inputs: Inputs) -> bool:
        """Tell whether solving takes seconds, so that the preview has all the machine first."""

    def preview(self, inputs: Inputs) -> Solution:
        """Return what can be shown at once, without torch."""

    def solve(self, inputs: Inputs, cancellation: Cancellation | None = None) -> Solution:
        """Return everything the picture and the readouts need. Runs on a worker, may use torch.

        What may take more than half a second tells the cancellation how far it has come.
        """

    def frame(self, solution: Solution, t: float, view: View) -> Frame:
        """Return the picture at ``t`` (0…1)."""

    def readouts(self, solution: Solution, t: float) -> tuple[Readout, ...]:
        """Return the numbers beside the picture."""

    def code(self, inputs: Inputs) -> str:
        """Return a torch program that computes what is shown."""

    def curves(self, solution: Solution) -> tuple[Curve, ...]:
        """Return the quantities that are plotted along the motion."""

    def charts(self, solution: Solution) -> tuple[Plotted, ...]:
        """Return the plots beside the picture; with none the picture has all the room."""

    def aspect(self, solution: Solution) -> float | None:
        """Return the width by the height of what is drawn; None if it fills any view."""

    def unseen(self, solution: Solution) -> str:
        """Return why the picture shows nothing of the solution; nothing where it does."""

    def missing_charts(self, solution: Solution) -> Mapping[str, str]:
        """Return why charts that the lab has elsewhere are not there now, by their keys."""

    def stops(self, solution: Solution) -> tuple[float, ...]:
        """Return the times at which a stage begins or ends, 0 and 1 among them, for stepping."""

    def legend(self, solution: Solution) -> Mapping[Role, str]:
        """Return what the roles in this picture are called in a figure's legend, in its order."""

    def handles(self, solution: Solution, t: float) -> tuple[Handle, ...]:
        """Return what can be dragged in the view."""

    def dragged(
        self, inputs: Inputs, key: str, position: tuple[float, float, float]
    ) -> tuple[Inputs, bool]:
        """Return the inputs once a handle is at a world position, and whether t goes to 1."""

    def presets(self) -> tuple[Preset, ...]:
        """Return ready-made inputs to choose from."""

    def extent(self, solution: Solution) -> npt.NDArray[np.float64]:
        """Return world points (n, 3) that a fitted view must hold, over the whole motion."""

    def carry(self, before: Inputs, solution: Solution, t: float, after: Inputs) -> Inputs | None:
        """Return inputs that go on from where the picture stands now, or None to change nothing.

        Called after an edit, and (with ``after is before``) when play is pressed at the end. If
        inputs come back, the play starts anew from 0 with them.
        """

    def caption(self, solution: Solution, t: float) -> Words:
        """Return one sentence on what is happening at ``t``."""

    def lesson(self) -> str:
        """Return a short explanation in Markdown, or nothing.

        A link ``[a](part:a)`` names what is drawn: every draw whose name is "a" or begins with
        "a " is lit up while the mouse is over the link, and the link while it is over the draw.
        """

    def experiments(self) -> tuple[Experiment, ...]:
        """Return what to try."""
