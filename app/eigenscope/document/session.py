"""A session: everything that an ``.eigen`` file keeps, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from eigenscope.document.contents import Contents
from eigenscope.labs.contract.schema import Choice, Flag, NumberRange, checked
from eigenscope.scene.camera import Camera
from eigenscope.scene.clock import EASES, LOOPS

if TYPE_CHECKING:
    from eigenscope.document.figures import FigureSettings, FilmSettings


def _settings() -> ModuleType:
    from eigenscope.document import figures  # late: no picture waits for it

    return figures


@dataclass(frozen=True)
class Playback:
    """Where the motion stands, 0…1 in even time, and how it plays."""

    position: float = checked(0.0, NumberRange(0, 1))
    speed: float = checked(1.0, NumberRange(0.01, 100))
    loop: str = checked("once", Choice(LOOPS))
    ease: str = checked("smooth", Choice(tuple(EASES)))


@dataclass(frozen=True)
class Look:
    """The camera as a file keeps it; `Camera` says what the fields mean.

    ``aspect`` is the width of the view that it was chosen in, by its height.
    """

    x: float = checked(0.0, NumberRange(-1e15, 1e15))
    y: float = checked(0.0, NumberRange(-1e15, 1e15))
    z: float = checked(0.0, NumberRange(-1e15, 1e15))
    azimuth: float = checked(0.0, NumberRange(-100, 100))
    elevation: float = checked(0.0, NumberRange(-2, 2))
    height: float = checked(8.0, NumberRange(1e-12, 1e15))
    field_of_view: float = checked(0.0, NumberRange(0, 3))
    flat: bool = checked(True, Flag())
    aspect: float = checked(1.0, NumberRange(0.01, 100))

    def camera(self) -> Camera:
        """Return the camera."""
        return Camera(
            (self.x, self.y, self.z),
            self.azimuth,
            self.elevation,
            self.height,
            self.field_of_view,
            self.flat,
        )

    @classmethod
    def of(cls, camera: Camera, aspect: float = 1.0) -> Look:
        """Return a camera as a file keeps it."""
        return cls(
            *camera.target,
            camera.azimuth,
            camera.elevation,
            camera.height,
            camera.field_of_view,
            camera.flat,
            aspect,
        )


@dataclass(frozen=True)
class Session(Contents):
    """What the user has made, and how it is looked at.

    Attributes
    ----------
    look
        Where it is seen from; None fits the view to the picture.
    looks
        Where labs that were open before were seen from, by the lab's name.
    playback
        Time.
    theme
        The window's colours, which figures and films have that name none of their own.
    figure, film
        How figures and films are made.
    others, tensors
        Inputs of labs that this installation lacks, as they stood in the file, and their tensors.
    others_beside
        The same of their second pictures.
    """

    look: Look | None = None
    looks: Mapping[str, Look] = field(default_factory=dict)
    playback: Playback = field(default_factory=Playback)
    theme: str = ""
    figure: FigureSettings = field(default_factory=lambda: _settings().FigureSettings())
    film: FilmSettings = field(default_factory=lambda: _settings().FilmSettings())
    others: Mapping[str, object] = field(default_factory=dict)
    others_beside: Mapping[str, object] = field(default_factory=dict)
    tensors: Mapping[str, npt.NDArray[np.generic]] = field(default_factory=dict, compare=False)

    @property
    def contents(self) -> Contents:
        """What can be undone."""
        return Contents(self.lab, self.inputs, self.closed, self.definitions, self.beside)
