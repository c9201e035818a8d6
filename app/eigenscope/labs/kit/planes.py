"""Faces of a picture, with their rims."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from eigenscope.scene import shapes
from eigenscope.scene.frame import Draw, Style, affine
from eigenscope.scene.roles import Role

Floats = npt.NDArray[np.float64]


def disc_in(columns: Floats) -> tuple[Draw, Draw]:
    """Return the filled disc and the rim that a (3, 2) matrix makes of the unit circle."""
    matrix = affine(columns)
    face = Draw(shapes.disc(), Style(Role.INVARIANT, opacity=0.16), matrix, name="invariant face")
    rim = Draw(shapes.circle(), Style(Role.INVARIANT, 2.0), matrix, name="invariant ellipse")
    return face, rim


def parallelogram(
    name: str, first: Floats, second: Floats, role: Role, opacity: float = 0.26
) -> Iterator[Draw]:
    """Yield the parallelogram that two vectors (3,) span, and its border."""
    matrix = affine(np.stack([first, second], axis=1))
    yield Draw(shapes.unit_square(), Style(role, opacity=opacity), matrix, name=name)
    yield Draw(shapes.unit_square_outline(), Style(role, 1.6), matrix, name=f"{name} border")
