"""A picture as a value: what is drawn, where, how, and seen from where.

Every consumer (OpenGL, QPainter, later TikZ) draws a ``Frame`` by the same rules:

- In a flat frame (``camera.flat``) things are painted in the order of ``draws``.
- Otherwise nearer hides farther; at the same depth the later draw is on top. Lines, arrows and
  points are opaque but for their own ``opacity``; faces are translucent and hide nothing, nor does
  a picture whose ``opacity`` is below 1.
- Widths and sizes are logical pixels, scaled by the device's pixel ratio alone, never by the zoom.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.scene.camera import Camera
from eigenscope.scene.geometry import FARTHEST, Geometry, check_poses
from eigenscope.scene.slots import Slot

IDENTITY: Floats = np.eye(4)
IDENTITY.setflags(write=False)


@dataclass(frozen=True)
class Style:
    """How geometry is drawn.

    Attributes
    ----------
    slot
        Decides the colour.
    width
        Line width, or a point's diameter, in logical pixels.
    opacity
        0 to 1, multiplies the colour's own alpha.
    fade
        If positive: the distance from the geometry's own origin (before the draw's matrix) at
        which a line has faded out altogether; it begins to fade at 60 % of it, smoothly
        (smoothstep). 0 draws it whole.
    shaded
        Faces get lighter and darker by their tilt, so that a solid reads as one.
    """

    slot: Slot
    width: float = 2.0
    opacity: float = 1.0
    fade: float = 0.0
    shaded: bool = False


@dataclass(frozen=True, eq=False)
class Draw:
    """Geometry put in its place by a 4×4 matrix (column vectors, world = matrix @ point).

    ``portion`` draws only the first part, 0 to 1, of a polyline's segments (the last one in part):
    a path that grows needs no new geometry. ``name`` lets a test or an explanation find it.

    With ``towards``, a geometry of the same kind with as many points, each point is drawn on the
    way from its place here to its place there, as far as ``mix`` says, 0 to 1, before the matrix.
    Colours are those of the first; a picture has no second pose.

    Raises
    ------
    ValueError
        If ``towards`` is not of that kind, or has more or fewer points.
    """

    geometry: Geometry
    style: Style
    matrix: Floats = field(default_factory=lambda: IDENTITY)
    portion: float = 1.0
    name: str = ""
    towards: Geometry | None = None
    mix: float = 0.0

    def __post_init__(self) -> None:
        if self.towards is not None:
            check_poses(self.geometry, self.towards)


@dataclass(frozen=True)
class Label:
    """Text that names what is at a world position.

    Attributes
    ----------
    position, offset
        Its middle is wanted ``offset`` pixels (x right, y up) from there.
    size, bold
        Of its letters, in logical pixels.
    priority
        Of two labels that would overlap, the one with the lower priority gives way, or is left
        out where there is no room.
    elsewhere
        Other places that it may name as well, the best first.
    fixed
        It stands where it is wanted or not at all: the number of a tick or in a cell. With a
        negative priority it also gives way to marks and arrowheads.
    ground
        It stands on a quiet ground in the background's colour; letters in a cell need none.
    side
        A unit vector, x right, y up: the edge of its ground, not its middle, is wanted at the
        offset's end, and the ground on that side of it, however long the text is.
    """

    text: str
    position: tuple[float, float, float]
    slot: Slot = Slot.INK
    offset: tuple[float, float] = (0.0, 0.0)
    size: float = 13.0
    bold: bool = False
    priority: int = 0
    elsewhere: tuple[tuple[float, float, float], ...] = ()
    fixed: bool = False
    ground: bool = True
    side: tuple[float, float] = (0.0, 0.0)

    @property
    def yields(self) -> bool:
        """Whether it gives way to everything else, as the number of a tick does."""
        return self.fixed and self.priority < 0


@dataclass(frozen=True, eq=False)
class Frame:
    """Everything that is seen at one moment."""

    draws: tuple[Draw, ...]
    labels: tuple[Label, ...]
    camera: Camera

    def named(self, name: str) -> tuple[Draw, ...]:
        """Return the draws whose name is ``name``."""
        return tuple(draw for draw in self.draws if draw.name == name)


def affine(linear: npt.ArrayLike, offset: npt.ArrayLike = (0.0, 0.0, 0.0)) -> Floats:
    """Return the 4×4 matrix of a linear map with up to three rows and columns, and an offset.

    Missing rows are zero (a map onto a plane flattens space); missing columns are zero too (a map
    of the plane is fed points with z = 0). A map beyond the numbers of renderers is scaled down to
    them: it leads out of every view in the same directions.
    """
    part = np.asarray(linear, dtype=np.float64)
    largest = float(np.abs(part).max(initial=0.0))
    if FARTHEST < largest < math.inf:
        part = part * (FARTHEST / largest)
    matrix = np.zeros((4, 4))
    matrix[: part.shape[0], : part.shape[1]] = part
    matrix[:3, 3] = offset
    matrix[3, 3] = 1.0
    return matrix
