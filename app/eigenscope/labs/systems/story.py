"""What each way of looking at a system answers, so that the lab need not know which it is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt

from eigenscope.labs.contract.lab import Handle, View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.facts import composed_program, grouped
from eigenscope.labs.kit.timeline import Timeline
from eigenscope.plots.curves import Curve
from eigenscope.scene.frame import Frame
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Words

Floats = npt.NDArray[np.float64]
DRAWABLE = 1e9  # beyond, a picture in single precision has nothing left to show
NOW = "Now"

TOO_LARGE = Words("The numbers are too large to be drawn; the results beside the picture hold.")


class Story:
    """A solved picture with its own time, 0…1."""

    @property
    def dimensions(self) -> int:
        """Return 2 for a picture in the plane, 3 for one in space."""
        raise NotImplementedError

    @cached_property
    def timeline(self) -> Timeline:
        """The stages, and what is said in each."""
        raise NotImplementedError

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        raise NotImplementedError

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the numbers beside the picture."""
        raise NotImplementedError

    def prepared(self) -> str:
        """Return the beginning of the torch program, with what no readout computes."""
        raise NotImplementedError

    def program(self) -> str:
        """Return the torch program: the lines of the readouts at the end."""
        return composed_program(self.prepared(), *grouped(self.readouts(1.0)))

    def extent(self) -> Floats:
        """Return points (n, 3) that a fitted view must hold."""
        raise NotImplementedError

    def legend(self) -> Mapping[Slot, str]:
        """Return what the colours mean."""
        raise NotImplementedError

    def handles(self, t: float) -> tuple[Handle, ...]:
        """Return what can be dragged: nothing."""
        return ()

    def curves(self) -> tuple[Curve, ...]:
        """Return quantities along the motion: none."""
        return ()


def share(values: Floats, parts: npt.ArrayLike) -> Floats:
    """Return parts, 0…1, of values that may be infinite: nothing of them is nothing."""
    return np.multiply(values, parts, out=np.zeros_like(values), where=np.asarray(parts) > 0)


def drawable(points: npt.ArrayLike) -> bool:
    """Tell whether numbers are finite and not too large for a picture."""
    values = np.asarray(points, dtype=np.float64)
    return bool(np.isfinite(values).all() and np.abs(values).max(initial=0.0) <= DRAWABLE)
