"""Decides what the camera must hold: fits the view to what is shown, and leaves a chosen one be."""

from __future__ import annotations

from collections.abc import Callable

from eigenscope.export.subject import MARGIN
from eigenscope.scene.camera import PLANE, SPACE, Camera, Size
from eigenscope.ui.cameraman import Cameraman
from eigenscope.ui.workbench import Workbench

_OUTGROWN, _ASIDE = 1.7, 0.4  # how much larger, and how far aside in heights, needs a new fit


class Framing:
    """Looks after a cameraman.

    Parameters
    ----------
    size
        Returns the size of the picture in logical pixels.
    held
        Tells whether a hand drags something in the picture.
    """

    def __init__(
        self,
        workbench: Workbench,
        cameraman: Cameraman,
        size: Callable[[], Size],
        held: Callable[[], bool],
    ) -> None:
        self._workbench = workbench
        self._cameraman = cameraman
        self._size, self._held = size, held
        self._sized = False
        self._looked = False
        self._refit = False
        self._fit: Camera | None = None  # while it is in use, a new size is fitted anew
        self._dimensions = workbench.lab.dimensions(workbench.inputs)

    def fit(self, *, at_once: bool = False) -> None:
        """Bring all that moves into view."""
        camera = self._fit = self._wanted()
        (self._cameraman.put if at_once else self._cameraman.fly_to)(camera)

    def keep(self) -> None:
        """Leave the camera where it is until what is shown needs other dimensions."""
        self._dimensions = self._needed()
        self._looked = self._sized = True
        self._refit = False

    def fit_when_solved(self) -> None:
        """Look face on or at space, as the lab needs it, and bring all into view once solved."""
        self._dimensions = self._needed()
        self._cameraman.look_through(PLANE if self._dimensions == 2 else SPACE)
        self._refit = True
        self.solved()

    def solved(self) -> None:
        """Take over a new solution."""
        dimensions = self._needed()
        if self._refit:
            self._refit = self._workbench.busy
            self.fit(at_once=True)
        elif dimensions != self._dimensions:
            self._dimensions = dimensions
            self._cameraman.set_dimensions(dimensions, at_once=not self._sized)
            self.fit()
        elif not self._looked:
            self._looked = self._workbench.started
            if not self._holds_all():
                self.fit(at_once=True)
        elif self._outgrown():
            self.fit()

    def resized(self) -> None:
        """Take over a new size of the picture."""
        if not self._sized:
            self._sized = True
            self._cameraman.set_dimensions(self._dimensions, at_once=True)
        elif self._cameraman.destination == self._fit:
            self.fit(at_once=True)

    def _needed(self) -> int:
        return self._workbench.lab.dimensions(self._workbench.inputs)

    def _wanted(self) -> Camera:
        points = self._workbench.lab.extent(self._workbench.solution)
        return self._cameraman.destination.fitted(points, self._size(), MARGIN)

    def _outgrown(self) -> bool:
        """Tell whether what is shown has another size than the view that was fitted to it.

        A view that the user has chosen stays, and none moves under a hand that drags.
        """
        here = self._cameraman.destination
        if here != self._fit or self._held():
            return False
        wanted = self._wanted()
        moved = max(abs(a - b) for a, b in zip(wanted.target, here.target, strict=True))
        alike = 1 / _OUTGROWN < wanted.height / here.height < _OUTGROWN
        return not alike or moved > _ASIDE * here.height

    def _holds_all(self) -> bool:
        """Tell whether all that moves is in view."""
        size = self._size()
        points = self._workbench.lab.extent(self._workbench.solution)
        places = self._cameraman.camera.project(points, size)[:, :2]
        return bool(((places >= 0) & (places <= size)).all())
