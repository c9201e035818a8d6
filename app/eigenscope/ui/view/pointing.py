"""Where the mouse is in a picture: what labs that care for it, and the readout of places, get."""

from __future__ import annotations

from eigenscope.labs.contract.lab import Solution
from eigenscope.scene.camera import Camera, Size
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.view.canvas import Canvas

Pixel = tuple[float, float]


class Pointing:
    """Knows the pixel under the mouse, for pictures of the workbench's lab that care for it.

    A picture that doesn't has none, and need not be shown anew when the mouse moves.
    """

    def __init__(self, workbench: Workbench) -> None:
        self._workbench = workbench
        self._canvas: Canvas | None = None
        self._pixel: Pixel | None = None

    def move(self, canvas: Canvas, solution: Solution, pixel: Pixel) -> bool:
        """Note where the mouse is; tell whether the canvas's picture cares."""
        moved = (canvas, pixel) != (self._canvas, self._pixel)
        self._canvas, self._pixel = canvas, pixel
        return moved and self._workbench.lab.points(solution)

    def leave(self, canvas: Canvas, solution: Solution) -> bool:
        """Note that the mouse is no longer over a canvas; tell whether its picture cares."""
        if self._canvas is not canvas:
            return False
        self._canvas = self._pixel = None
        return self._workbench.lab.points(solution)

    def pixel_in(self, canvas: Canvas, solution: Solution) -> Pixel | None:
        """Return the pixel under the mouse, if that is over the canvas and its picture cares."""
        if self._canvas is not canvas or not self._workbench.lab.points(solution):
            return None
        return self._pixel


def place_under(pixel: Pixel, camera: Camera, size: Size) -> tuple[float, float, float] | None:
    """Return x, y and the size of a pixel where a pixel shows the plane; None in space."""
    world = camera.unproject(pixel, size) if camera.flat else None
    return None if world is None else (float(world[0]), float(world[1]), camera.height / size[1])
