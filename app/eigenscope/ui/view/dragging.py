"""Dragging a lab's handles: which one is under the mouse, and where it is taken."""

from __future__ import annotations

import itertools
import math

import numpy as np

from eigenscope.labs.contract.lab import Handle
from eigenscope.scene.camera import Camera, Size
from eigenscope.scene.frame import Draw, Style, affine
from eigenscope.scene.geometry import Points
from eigenscope.scene.grid import grid_step, nice_step
from eigenscope.scene.slots import Slot
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.view.pointing import Pixel
from eigenscope.wording.words import say

_REACH = 13.0  # pixels: how near the mouse must be
_SNAP = 7.0  # pixels: how near a half grid step pulls
_POINT = Points([(0.0, 0.0, 0.0)])  # one for all handles: only matrices differ

Place = tuple[float, float, float]


class Dragging:
    """Follows the mouse over the handles of the workbench's lab."""

    def __init__(self, workbench: Workbench) -> None:
        self._workbench = workbench
        self._numbers = itertools.count()
        self._merge = ""
        self._taken = False
        self._grabbed: Handle | None = None
        self.hovered: Handle | None = None

    @property
    def active(self) -> bool:
        """Whether a handle is held."""
        return self._grabbed is not None

    def tip(self) -> str:
        """Return what the handle under the mouse does."""
        return say(self.hovered.tip) if self.hovered is not None else ""

    def marks(self) -> tuple[Draw, ...]:
        """Return the draws that show the handles."""
        draws = []
        held = self._grabbed or self.hovered
        for handle in self._handles():
            matrix = affine(np.eye(3), handle.position)
            if held is not None and handle.key == held.key:
                draws.append(Draw(_POINT, Style(Slot.HANDLE, 17.0, 0.35), matrix, name="handle"))
            draws.append(Draw(_POINT, Style(handle.slot, 8.0), matrix, name="handle"))
        return tuple(draws)

    def hover(self, pixel: Pixel | None, camera: Camera, size: Size) -> bool:
        """Note the handle under the mouse; tell whether it is another one than before."""
        before = self.hovered.key if self.hovered is not None else None
        self.hovered = None if pixel is None else self._nearest(pixel, camera, size)
        return before != (self.hovered.key if self.hovered is not None else None)

    def press(self, pixel: Pixel, camera: Camera, size: Size) -> None:
        """Grab the handle under the mouse, if there is one."""
        self._grabbed = self._nearest(pixel, camera, size)
        self._merge = f"drag-{next(self._numbers)}"
        self._taken = False
        if self._grabbed is not None:
            self._workbench.player.pause()

    def move(self, pixel: Pixel, camera: Camera, size: Size, *, snap: bool) -> None:
        """Take the held handle to under the mouse."""
        if self._grabbed is None:
            return
        world = self._under(pixel, camera, size, self._grabbed.position)
        if world is None:
            return
        place = tidied(world, camera, size, snap=snap)
        handle = self._grabbed
        self._grabbed = Handle(handle.key, place, handle.slot, handle.tip)
        if place != handle.position:
            self._taken = True
            self._workbench.drag(handle.key, place, self._merge)

    def release(self) -> None:
        """Let go."""
        self._grabbed = None

    def cancel(self) -> None:
        """Let go, and take the drag back."""
        if self._grabbed is not None and self._taken:
            self._workbench.undo_stack.undo()
        self._grabbed = None

    def snapped_place(self, pixel: Pixel, camera: Camera, size: Size) -> Place | None:
        """Return the tidy world position under a pixel, on the plane z = 0 if that is in sight."""
        normal = np.array([0.0, 0.0, 1.0])
        world = camera.unproject(pixel, size, (0, 0, 0), normal)
        if world is None:
            world = camera.unproject(pixel, size)
        return None if world is None else tidied(world, camera, size, snap=True)

    def _handles(self) -> tuple[Handle, ...]:
        bench = self._workbench
        return bench.lab.handles(bench.solution, bench.player.eased)

    def _nearest(self, pixel: Pixel, camera: Camera, size: Size) -> Handle | None:
        handles = self._handles()
        if not handles:
            return None
        places = camera.project([handle.position for handle in handles], size)
        away = np.hypot(places[:, 0] - pixel[0], places[:, 1] - pixel[1])
        away = np.where(np.isfinite(away), away, np.inf)
        # The last of equally near ones lies on top.
        best = len(away) - 1 - int(np.argmin(away[::-1]))
        return handles[best] if away[best] <= _REACH else None

    @staticmethod
    def _under(pixel: Pixel, camera: Camera, size: Size, through: Place) -> np.ndarray | None:
        return camera.unproject(pixel, size, through)


def tidied(world: np.ndarray, camera: Camera, size: Size, *, snap: bool) -> Place:
    """Return a position with no more digits than a pixel tells, pulled to half grid steps."""
    pixel = camera.height / max(size[1], 1.0)
    fine = nice_step(pixel)
    coarse = grid_step(camera, size) / 2
    digits = max(0, -math.floor(math.log10(fine)))
    parts = []
    for value in np.asarray(world, dtype=np.float64):
        nearest = round(value / coarse) * coarse
        pulled = snap and abs(value - nearest) <= _SNAP * pixel
        part = nearest if pulled else round(value / fine) * fine
        parts.append(round(part, digits) + 0.0)
    return parts[0], parts[1], parts[2]
