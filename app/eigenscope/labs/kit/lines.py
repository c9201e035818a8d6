"""Lines without an end: they go through the whole view, whichever that is."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from eigenscope.exact.vectors import Vector, unit
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.arrows import ORIGIN
from eigenscope.scene.frame import Draw, Style, affine
from eigenscope.scene.geometry import Segments
from eigenscope.scene.roles import Role

Floats = npt.NDArray[np.float64]

LINE = Segments([[(-1.0, 0.0, 0.0), (1.0, 0.0, 0.0)]])
"""For a matrix that carries (1, 0, 0) to half of a line."""

_SPACE_LINE = 2.5  # views: how far from the origin a line goes in space, where it fades out


def line_through_origin(direction: npt.ArrayLike) -> Segments:
    """Return a line through the origin, long enough for any view once scaled by `stretch`."""
    ahead = np.zeros(3)
    given = np.asarray(direction, dtype=np.float64)
    ahead[: len(given)] = given / np.linalg.norm(given)
    return Segments([[-ahead, ahead]])


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


def line(
    name: str, direction: Floats, view: View, role: Role, through: Floats = ORIGIN
) -> Iterator[Draw]:
    """Yield a line that goes through the whole view."""
    reach = stretch(view)[0, 0] + float(np.linalg.norm(through))
    style = Style(role, 1.6, 0.75, line_fade(view))
    yield Draw(LINE, style, affine((unit(Vector(direction)) * reach)[:, None], through), name=name)
