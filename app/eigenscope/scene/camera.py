"""Where a frame is seen from: one camera for the plane and for space.

A turntable about ``target``: azimuth turns about the vertical z axis, elevation tilts. Looking
straight down with azimuth −90° is the textbook's plane, x to the right and y up; so 2D is one
place of the 3D camera, and flying between the two is interpolation.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.scene.geometry import place_of

Size = tuple[float, float]

FIELD_OF_VIEW = math.radians(35.0)
_SMALLEST, _LARGEST = (
    1e-12,
    1e15,
)  # of height: beyond it, float32 on the GPU has nothing left to show
_DOWN = np.array([1.0, -1.0])  # pixels' y goes down
FITTED = 1.35  # times as large as what a view is fitted to
_DEPTH = 60.0  # how many view heights before and behind the target stay visible


@dataclass(frozen=True)
class Camera:
    """A place to look from.

    Attributes
    ----------
    target
        The world point in the middle of the view.
    azimuth, elevation
        Direction from the target to the eye, in radians.
    height
        World units between the bottom and the top of the view, at the target.
    field_of_view
        Vertical opening in radians; 0 is orthographic.
    flat
        The plane is seen face on: nothing hides anything, draws are painted in order.
    """

    target: tuple[float, float, float] = (0.0, 0.0, 0.0)
    azimuth: float = -math.pi / 2
    elevation: float = math.pi / 2
    height: float = 8.0
    field_of_view: float = 0.0
    flat: bool = True

    def axes(self) -> Floats:
        """Return the view's right, up and backward (to the eye) directions as rows, (3, 3)."""
        cos_a, sin_a = math.cos(self.azimuth), math.sin(self.azimuth)
        cos_e, sin_e = math.cos(self.elevation), math.sin(self.elevation)
        back = (cos_e * cos_a, cos_e * sin_a, sin_e)
        up = (-sin_e * cos_a, -sin_e * sin_a, cos_e)
        return np.array([(-sin_a, cos_a, 0.0), up, back])

    @property
    def distance(self) -> float:
        """Distance from the eye to the target, in world units (orthographic: a nominal one)."""
        if self.field_of_view <= 0.0:
            return self.height * _DEPTH
        return self.height / 2 / math.tan(self.field_of_view / 2)

    def view(self) -> Floats:
        """Return the 4×4 matrix from the world to the eye's space (looking along −z)."""
        axes = self.axes()
        matrix = np.eye(4)
        matrix[:3, :3] = axes
        matrix[:3, 3] = -axes @ np.asarray(self.target)
        matrix[2, 3] -= self.distance
        return matrix

    def projection(self, size: Size) -> Floats:
        """Return the 4×4 matrix from the eye's space to clip space for a view of that size."""
        aspect = size[0] / max(size[1], 1.0)
        matrix = np.zeros((4, 4))
        if self.field_of_view <= 0.0:
            matrix[0, 0] = 2 / (self.height * aspect)
            matrix[1, 1] = 2 / self.height
            matrix[2, 2] = -1 / (self.height * _DEPTH)
            matrix[2, 3] = -1.0
            matrix[3, 3] = 1.0
            return matrix
        scale = 1 / math.tan(self.field_of_view / 2)
        near, far = self.distance / 50, self.distance + self.height * _DEPTH
        matrix[0, 0] = scale / aspect
        matrix[1, 1] = scale
        matrix[2, 2] = (far + near) / (near - far)
        matrix[2, 3] = 2 * far * near / (near - far)
        matrix[3, 2] = -1.0
        return matrix

    def matrix(self, size: Size) -> Floats:
        """Return the 4×4 matrix from the world to clip space, read-only."""
        return _matrix(self, size)

    def project(self, points: npt.ArrayLike, size: Size) -> Floats:
        """Project world points (n, 3) to (n, 3): x right and y down in pixels, and depth −1…1.

        Points behind the eye, or infinitely far away, get NaN.
        """
        world = np.asarray(points, dtype=np.float64).reshape(-1, 3)
        matrix = self.matrix(size)
        with np.errstate(invalid="ignore"):
            clip = world @ matrix[:, :3].T + matrix[:, 3]
        w = np.where(clip[:, 3:] > 0, clip[:, 3:], np.nan)
        pixels: Floats = clip[:, :3] / w
        pixels[:, :2] = (pixels[:, :2] * _DOWN + 1) * (size[0] / 2, size[1] / 2)
        return pixels

    def ray(self, pixel: tuple[float, float], size: Size) -> tuple[Floats, Floats]:
        """Return the eye's ray through a pixel: a world point on it and its unit direction."""
        right, up, back = self.axes()
        unit = self.height / max(size[1], 1.0)
        across = (pixel[0] - size[0] / 2) * unit
        above = (size[1] / 2 - pixel[1]) * unit
        at_target = np.asarray(self.target) + across * right + above * up
        if self.field_of_view <= 0.0:
            return at_target, -back
        eye = np.asarray(self.target) + self.distance * back
        direction = at_target - eye
        return eye, direction / np.linalg.norm(direction)

    def unproject(
        self,
        pixel: tuple[float, float],
        size: Size,
        through: npt.ArrayLike = (0.0, 0.0, 0.0),
        normal: npt.ArrayLike | None = None,
    ) -> Floats | None:
        """Return the world point under a pixel, on the plane through a point.

        ``normal`` defaults to the direction of sight, so the plane faces the eye. None if the ray
        does not meet the plane.
        """
        origin, direction = self.ray(pixel, size)
        plane = self.axes()[2] if normal is None else np.asarray(normal, dtype=np.float64)
        slope = float(direction @ plane)
        if abs(slope) < 1e-9:
            return None
        along = float((np.asarray(through) - origin) @ plane) / slope
        if self.field_of_view > 0.0 and along <= 0:
            return None
        return np.asarray(origin + along * direction)

    # Moves: each returns a new camera.

    def zoomed(self, factor: float, pixel: tuple[float, float] | None, size: Size) -> Camera:
        """Magnify by ``factor``; what is under ``pixel`` stays there."""
        height = min(max(self.height / factor, _SMALLEST), _LARGEST)
        if pixel is None:
            return replace(self, height=height)
        anchor = self.unproject(pixel, size, self.target)
        if anchor is None:
            return replace(self, height=height)
        target = anchor + (np.asarray(self.target) - anchor) * (height / self.height)
        return replace(self, height=height, target=place_of(target))

    def panned(self, dx: float, dy: float, size: Size) -> Camera:
        """Move the picture by pixels, x right and y down."""
        right, up, _ = self.axes()
        unit = self.height / max(size[1], 1.0)
        return replace(
            self, target=place_of(np.asarray(self.target) - dx * unit * right + dy * unit * up)
        )

    def orbited(self, azimuth: float, elevation: float) -> Camera:
        """Turn the table by ``azimuth`` and tilt by ``elevation``, in radians."""
        tilt = min(max(self.elevation + elevation, -math.pi / 2), math.pi / 2)
        turn = math.remainder(self.azimuth + azimuth, 2 * math.pi)
        return replace(self, azimuth=turn, elevation=tilt)

    def fitted(self, points: npt.ArrayLike, size: Size, margin: float = 1.25) -> Camera:
        """Centre and scale so that world points (n, 3) fill the view, with a margin around."""
        world = np.asarray(points, dtype=np.float64).reshape(-1, 3)
        world = np.clip(world[np.isfinite(world).all(axis=1)], -_LARGEST, _LARGEST)
        if len(world) == 0:
            return self
        projected = world @ self.axes().T
        low, high = projected.min(axis=0), projected.max(axis=0)
        wide, tall, deep = (high - low).tolist()
        aspect = size[0] / max(size[1], 1.0)
        height = max(tall, wide / aspect)
        if self.field_of_view > 0:  # what is nearer than the middle looks larger
            height += deep * math.tan(self.field_of_view / 2)
        height = min(max(height * margin, _SMALLEST), _LARGEST) if height > 0 else self.height
        return replace(self, target=place_of((low + high) / 2 @ self.axes()), height=height)


@lru_cache(maxsize=16)
def _matrix(camera: Camera, size: Size) -> Floats:
    """Return a camera's matrix; kept, because every label and every draw of a frame asks for it."""
    matrix = np.asarray(camera.projection(size) @ camera.view())
    matrix.flags.writeable = False
    return matrix


def fly(start: Camera, end: Camera, t: float) -> Camera:
    """Return the camera at ``t`` (0…1) of the way: the shortest turn, the zoom geometric."""
    if t <= 0:
        return start
    if t >= 1:
        return end
    turn = math.remainder(end.azimuth - start.azimuth, 2 * math.pi)
    target = np.asarray(start.target) + t * (np.asarray(end.target) - np.asarray(start.target))
    return Camera(
        target=place_of(target),
        azimuth=start.azimuth + t * turn,
        elevation=start.elevation + t * (end.elevation - start.elevation),
        height=math.exp(math.log(start.height) * (1 - t) + math.log(end.height) * t),
        field_of_view=start.field_of_view + t * (end.field_of_view - start.field_of_view),
        flat=start.flat and end.flat,
    )


PLANE = Camera()
SPACE = Camera(
    azimuth=math.radians(-62.0),
    elevation=math.radians(24.0),
    height=6.5,
    field_of_view=FIELD_OF_VIEW,
    flat=False,
)
