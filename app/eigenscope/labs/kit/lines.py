"""Lines through the origin that go through the whole view, whichever that is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from eigenscope.labs.contract.lab import View
from eigenscope.scene.frame import affine
from eigenscope.scene.geometry import Segments

Floats = npt.NDArray[np.float64]

_SPACE_LINE = 2.5  # views: how far from the origin a line goes in space, where it fades out


def line_through_origin(direction: npt.ArrayLike) -> Segments:
    """Return a line through the origin, long enough for any view once scaled by `stretch`."""
    unit = np.zeros(3)
    given = np.asarray(direction, dtype=np.float64)
    unit[: len(given)] = given / np.linalg.norm(given)
    return Segments([[-unit, unit]])


def stretch(view: View) -> Floats:
    """Return the 4×4 matrix that makes a unit line through the origin go through all of a view.

    In space a line that leads away from the eye never leaves the view: see `line_fade`.
    """
    wide = view.camera.height * max(1.0, view.size[0] / max(view.size[1], 1.0))
    reach = wide * (1.0 if view.camera.flat else _SPACE_LINE)
    return affine(np.eye(3) * (reach + float(np.linalg.norm(view.camera.target))))


def line_fade(view: View) -> float:
    """Return the ``fade`` of a unit line that `stretch` has made long: in space it has no end."""
    return 0.0 if view.camera.flat else 1.0
