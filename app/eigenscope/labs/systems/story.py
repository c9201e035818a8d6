"""What each way of looking at a system answers, so that the lab need not know which it is."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from eigenscope.labs.contract.lab import Handle, View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.plots.curves import Curve
from eigenscope.scene.frame import Frame
from eigenscope.scene.roles import Role
from eigenscope.wording.words import Words

Floats = npt.NDArray[np.float64]
DRAWABLE = 1e9  # beyond, a picture in single precision has nothing left to show
NOW = "Now"

TOO_LARGE = Words("The numbers are too large to be drawn; the results beside the picture hold.")


class Story:
    """A solved picture with its own time, 0…1; it has no time of its own unless it says so."""

    @property
    def dimensions(self) -> int:
        """Return 2 for a picture in the plane, 3 for one in space."""
        raise NotImplementedError

    def stops(self) -> tuple[float, ...]:
        """Return where stages begin and end."""
        return even_stops(1)

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        raise NotImplementedError

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the numbers beside the picture."""
        raise NotImplementedError

    def caption(self, t: float) -> Words:
        """Return one sentence on what happens at ``t``."""
        raise NotImplementedError

    def program(self) -> str:
        """Return the torch program."""
        raise NotImplementedError

    def extent(self) -> Floats:
        """Return points (n, 3) that a fitted view must hold."""
        raise NotImplementedError

    def legend(self) -> Mapping[Role, str]:
        """Return what the colours mean."""
        raise NotImplementedError

    def handles(self, t: float) -> tuple[Handle, ...]:
        """Return what can be dragged: nothing."""
        return ()

    def curves(self) -> tuple[Curve, ...]:
        """Return quantities along the motion: none."""
        return ()


def even_stops(count: int) -> tuple[float, ...]:
    """Return the ends of so many stages of equal length."""
    return tuple(float(stop) for stop in np.linspace(0.0, 1.0, max(count, 1) + 1))


def stage(t: float, stops: tuple[float, ...]) -> tuple[int, float]:
    """Return which stage a time falls in, from 0, and how much of it is over, 0…1.

    A time at which one stage ends and the next begins belongs to the one that ends.
    """
    index = next((k for k in range(len(stops) - 2) if t <= stops[k + 1]), len(stops) - 2)
    length = stops[index + 1] - stops[index]
    return index, min(max((t - stops[index]) / length, 0.0), 1.0)


def share(values: Floats, part: float) -> Floats:
    """Return a part, 0…1, of values that may be infinite: nothing of them is nothing."""
    return values * part if part > 0 else np.zeros_like(values)


def drawable(points: npt.ArrayLike) -> bool:
    """Tell whether numbers are finite and not too large for a picture."""
    values = np.asarray(points, dtype=np.float64)
    return bool(np.isfinite(values).all() and np.abs(values).max(initial=0.0) <= DRAWABLE)
