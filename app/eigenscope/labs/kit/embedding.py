"""Where vectors of up to five coordinates stand in a picture that has three."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.labs.kit.places import in_space

_SPACE = 3
_SMALL = 1e-9  # of a vector's length: what is left of it counts as nothing


@dataclass(frozen=True, eq=False)
class Embedding:
    """Directions (m, d) of ℝᵐ that are the picture's axes, d ≤ 3.

    ``own`` says that they are the coordinates themselves, ``whole`` that no length is lost.
    """

    axes: Floats
    own: bool
    whole: bool

    @property
    def dimensions(self) -> int:
        """2 or 3, as the picture needs."""
        return 3 if self.axes.shape[1] >= _SPACE else 2

    def places(self, vectors: npt.ArrayLike) -> Floats:
        """Return (k, m) vectors as places (k, 3)."""
        places: Floats = in_space(np.asarray(vectors, dtype=np.float64) @ self.axes)
        return places

    def place(self, vector: npt.ArrayLike) -> Floats:
        """Return one vector (m,) as a place (3,)."""
        place: Floats = self.places(np.asarray(vector, dtype=np.float64)[None])[0]
        return place


def embedding_of(vectors: Floats, height: int) -> Embedding:
    """Return the coordinates themselves for up to three, else directions of given vectors.

    Parameters
    ----------
    vectors
        (k, m): the most important first, whose directions must not be lost.
    height
        m.
    """
    if height <= _SPACE:
        return Embedding(np.eye(height), own=True, whole=True)
    axes = orthonormal(vectors)
    whole = axes.shape[1] <= _SPACE
    axes = axes[:, :_SPACE]
    if axes.shape[1] < _SPACE:  # any further directions complete the picture
        axes = orthonormal(np.concatenate([axes.T, np.eye(height)]))[:, :_SPACE]
    return Embedding(axes, own=False, whole=whole)


def orthonormal(vectors: Floats) -> Floats:
    """Return an orthonormal basis of the span of vectors (k, m) as columns, in their order."""
    basis: list[Floats] = []
    for vector in vectors:
        size = float(np.abs(vector).max(initial=0.0))
        if not 0 < size < np.inf:
            continue
        rest = vector / size
        length = float(np.linalg.norm(rest))
        for _ in range(2):  # twice is enough for all digits
            for other in basis:
                rest = rest - other * float(other @ rest)
        left = float(np.linalg.norm(rest))
        if left > _SMALL * length:
            basis.append(rest / left)
    return np.stack(basis, axis=1) if basis else np.zeros((vectors.shape[1], 0))
