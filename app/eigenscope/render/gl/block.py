"""What each draw of a frame tells its shaders, packed for all draws at once.

One array a frame instead of a dozen uniforms a draw: numpy multiplies all matrices together, and
OpenGL gets one small copy and an offset for each draw. This is the only thing that is sent to the
GPU while a picture plays.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from eigenscope.scene.camera import Camera
from eigenscope.scene.frame import Draw, Frame
from eigenscope.scene.geometry import Picture, Points, Polyline
from eigenscope.scene.measures import head_length
from eigenscope.scene.palette import Colour, Palette
from eigenscope.scene.poses import share_of

MIX = 28  # where a row has how far its draw is on the way to its second pose
COLOUR = 32  # where a row has the draw's colour, with its opacity
ALPHA = 35  # where a row has the draw's opacity
TINTS = 48  # where the tints of the faces before a line begin, which are the same in all rows
HALF_WIDTH = 40  # where it has half the width of a line or dot, in device pixels
STRIDE = 256  # bytes from one draw's values to the next: no device asks for a coarser alignment
WHOLE = 1e9  # "segments to draw" that says: all, and join the ends of a closed line

# Later draws come nearer by so much normalised depth: it decides between draws that lie on one
# another, and is far less than a pixel's width of true depth.
_NEARER = 2e-6
_NEAR_PART = 50.0  # the eye's distance over the nearest that is drawn, as in Camera.projection

Block = npt.NDArray[np.float32]


def pack(frame: Frame, palette: Palette, size: tuple[int, int], pixel_ratio: float) -> Block:
    """Return the uniform block of every draw, (draws, 64) float32; ``shaders/block.glsl`` reads it.

    ``size`` is in device pixels.
    """
    draws, camera = frame.draws, frame.camera
    block = np.zeros((len(draws), STRIDE // 4), dtype=np.float32)
    if not draws:
        return block
    matrices = np.array([draw.matrix for draw in draws], dtype=np.float64)
    clip = camera.matrix(size) @ matrices
    block[:, 0:16] = clip.transpose(0, 2, 1).reshape(-1, 16)
    matrices[:, :3, 3] = 0.0
    matrices[:, :3] *= 1 / camera.height
    block[:, 16:32] = matrices.transpose(0, 2, 1).reshape(-1, 16)
    block[:, MIX] = [share_of(draw) for draw in draws]
    block[:, 32:48] = _values(draws, camera, palette, size, pixel_ratio)
    return block


def _values(
    draws: Sequence[Draw],
    camera: Camera,
    palette: Palette,
    size: tuple[int, int],
    pixel_ratio: float,
) -> list[tuple[float, ...]]:
    """Return colour, light, measure and view of each draw, sixteen numbers."""
    x, y, z = (float(part) for part in camera.axes()[2])
    near = camera.distance / _NEAR_PART if camera.field_of_view > 0 else 0.0
    width, height = size
    nearer = 0.0 if camera.flat else _NEARER
    rows: list[tuple[float, ...]] = []
    for index, draw in enumerate(draws):
        style = draw.style
        red, green, blue, alpha = _colour(draw, palette)
        rows.append(
            (
                *(red, green, blue, alpha * style.opacity),
                *(x, y, z, 1.0 if style.shaded else 0.0),
                *(style.width * pixel_ratio / 2, style.fade, _extent(draw)),
                head_length(style.width) * pixel_ratio,
                *(width, height, near, index * nearer),
            )
        )
    return rows


def segment_count(line: Polyline) -> int:
    """Return how many segments a polyline has."""
    count = len(line.points)
    return count if line.closed and count > 2 else max(count - 1, 0)


def _extent(draw: Draw) -> float:
    """Return how many segments of a line are drawn."""
    if draw.portion < 1.0 and isinstance(draw.geometry, Polyline):
        return max(draw.portion, 0.0) * segment_count(draw.geometry)
    return WHOLE


def _colour(draw: Draw, palette: Palette) -> Colour:
    """Return the slot's colour, or white where points or pictures bring their own."""
    geometry = draw.geometry
    if isinstance(geometry, Picture) or (
        isinstance(geometry, Points) and geometry.colours is not None
    ):
        return 1.0, 1.0, 1.0, 1.0
    return palette[draw.style.slot]
