"""Decides what the camera must hold: all that is shown, unless a hand has moved the camera."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.scene.camera import FITTED, PLANE, SPACE, Camera, Size
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.view.cameraman import Cameraman

_OUTGROWN, _ASIDE = 1.7, 0.4  # how much larger, and how far aside in heights, needs a new fit
_LABEL, _MOST = 40.0, 0.1  # pixels for the label of what is outermost; most of the view's size
_ALIKE = 1e-3  # of a height: a camera that differs by less from another is no better


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
        self._refit = False
        self._fit: Camera | None = None  # while it is in use, a new size is fitted anew
        self._own = {2: PLANE, 3: SPACE}  # what no hand has moved, by the camera's dimensions
        self._dimensions = self._needed()

    # --- what the user asks for ----------------------------------------------------------------

    def fit(self, *, at_once: bool = False) -> None:
        """Bring all that moves into view."""
        camera = self._fit = self._wanted()
        self._own[self._cameraman.dimensions] = camera
        (self._cameraman.put if at_once else self._cameraman.fly_to)(camera)

    def set_dimensions(self, dimensions: int) -> None:
        """Look at the plane face on, or at space, where it was last looked at."""
        self._cameraman.set_dimensions(dimensions)
        self._show_all()

    def look_from(self, side: str) -> None:
        """Look along an axis of space or from its corner, as `Cameraman.look_from`."""
        self._turn(lambda: self._cameraman.look_from(side))

    def toggle_perspective(self) -> None:
        """Change between orthographic and perspective."""
        self._turn(self._cameraman.toggle_perspective)

    def _turn(self, move: Callable[[], None]) -> None:
        """Look from another side: a view that no hand had moved before is fitted from there."""
        unmoved = self._unmoved()
        move()
        if unmoved:
            self._own[self._cameraman.dimensions] = self._cameraman.destination
            self._show_all()

    # --- what happens --------------------------------------------------------------------------

    def keep(self) -> None:
        """Leave the camera where it is: the view of a lab that was open before."""
        self._dimensions = self._needed()
        self._sized = True
        self._refit = False
        self._own = {2: PLANE, 3: SPACE}
        here, wanted = self._cameraman.destination, self._wanted()
        if _alike(here, wanted):
            self._fit = self._own[self._cameraman.dimensions] = here

    def fit_when_solved(self) -> None:
        """Look face on or at space, as the lab needs it, and bring all into view once solved."""
        self._dimensions = self._needed()
        self._own = {2: PLANE, 3: SPACE}
        self._cameraman.look_through(self._own[self._dimensions])
        self._refit = True
        self.solved()

    def solved(self) -> None:
        """Take over a new solution."""
        dimensions = self._needed()
        changed, self._dimensions = dimensions != self._dimensions, dimensions
        if changed:
            at_once = self._refit or not self._sized
            self._cameraman.set_dimensions(dimensions, at_once=at_once)
        if self._refit:
            self._refit = self._workbench.busy
            self.fit(at_once=True)
        elif changed or self._outgrown() or self._is_another_sheet():
            self.fit()
        else:
            self._show_all()

    def resized(self) -> None:
        """Take over a new size of the picture."""
        if not self._sized:
            self._sized = True
            self._cameraman.set_dimensions(self._dimensions, at_once=True)
        elif self._cameraman.destination == self._fit:
            self.fit(at_once=True)
        else:
            self._show_all(at_once=True)

    def let_go(self) -> None:
        """Take over that a hand no longer drags anything."""
        self._show_all()

    # --- what is needed ------------------------------------------------------------------------

    def _needed(self) -> int:
        """Return the dimensions of what is shown, of both pictures where there are two."""
        bench = self._workbench
        entered = [each for each in (bench.inputs, bench.companion.inputs) if each is not None]
        return max(bench.lab.dimensions(inputs) for inputs in entered)

    def _points(self) -> Floats:
        """Return the points (n, 3) that are to be seen, of both pictures where there are two."""
        bench = self._workbench
        points = bench.lab.extent(bench.solution)
        if not bench.companion.active:
            return points
        return np.vstack([points, bench.lab.extent(bench.companion.solution)])

    def _wanted(self) -> Camera:
        return self._cameraman.destination.fitted(self._points(), self._size(), FITTED)

    def _unmoved(self) -> bool:
        """Tell whether no hand has moved the camera since the program last chose its place."""
        return self._cameraman.destination == self._own[self._cameraman.dimensions]

    def _show_all(self, *, at_once: bool = False) -> None:
        """Fit the view if something is out of sight: not one that a hand has moved, or drags in."""
        if self._held() or not self._unmoved() or self._holds_all():
            return
        if not _alike(self._cameraman.destination, self._wanted()):
            self.fit(at_once=at_once)

    def _outgrown(self) -> bool:
        """Tell whether what is shown has another size than the view that was fitted to it."""
        here = self._cameraman.destination
        if here != self._fit or self._held():
            return False
        wanted = self._wanted()
        alike = 1 / _OUTGROWN < wanted.height / here.height < _OUTGROWN
        return not alike or _apart(wanted, here) > _ASIDE

    def _is_another_sheet(self) -> bool:
        """Tell whether what has a size of its own has another one, and no hand moved the camera."""
        bench = self._workbench
        if self._held() or not self._unmoved() or bench.lab.aspect(bench.solution) is None:
            return False
        return not _alike(self._cameraman.destination, self._wanted())

    def _holds_all(self) -> bool:
        """Tell whether all that moves will be in view, with room for a label beyond it."""
        size = np.array(self._size())
        room = np.minimum(_LABEL, _MOST * size)
        places = self._cameraman.destination.project(self._points(), self._size())[:, :2]
        return bool(((places >= room) & (places <= size - room)).all())


def _apart(camera: Camera, other: Camera) -> float:
    """Return how far the targets of two cameras are from each other, in heights of the other."""
    ways = (abs(a - b) for a, b in zip(camera.target, other.target, strict=True))
    return max(ways) / other.height


def _alike(camera: Camera, other: Camera) -> bool:
    """Tell whether two cameras that look the same way show the same."""
    return abs(camera.height / other.height - 1) < _ALIKE and _apart(camera, other) < _ALIKE
