"""Arrows of a picture."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from eigenscope.scene.frame import Draw, Style
from eigenscope.scene.geometry import Arrows
from eigenscope.scene.roles import BASIS

Floats = npt.NDArray[np.float64]

_UNITS = tuple(Arrows([[(0, 0, 0), tuple(float(i == k) for i in range(3))]]) for k in range(3))


def unit_arrows() -> tuple[Arrows, ...]:
    """Return the arrows from the origin to e₁, e₂ and e₃."""
    return _UNITS


def basis_arrows(matrix: Floats, count: int, width: float = 4.0) -> Iterator[Draw]:
    """Yield the basis vectors carried along by a 4×4 matrix, in their colours."""
    for axis in range(count):
        yield Draw(_UNITS[axis], Style(BASIS[axis], width), matrix, name=f"basis {axis}")


def arrow_to(vector: Floats) -> Arrows:
    """Return the arrow from the origin to a place (3,)."""
    return Arrows(np.stack([np.zeros(3), vector])[None])
