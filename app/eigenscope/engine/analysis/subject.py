"""What the search for named kinds looks at: a matrix with all that has been decided of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.analysis.decomposition import Subspaces
from eigenscope.engine.analysis.results import Eigenvalue
from eigenscope.engine.analysis.structure import Entries, Judge, Structure, product


@dataclass(frozen=True, eq=False)
class JudgedMatrix:
    """An (m, n) matrix with the arithmetic in which it is judged.

    Attributes
    ----------
    entries
        Fractions if `judge` is exact, else the floats themselves.
    structure
        None if not square.
    """

    entries: Entries
    floats: Floats
    judge: Judge
    structure: Structure | None
    rank: int
    subspaces: Subspaces
    eigenvalues: tuple[Eigenvalue, ...]

    @property
    def size(self) -> int:
        """The number of rows."""
        return len(self.entries)

    @property
    def identity(self) -> Entries:
        """The identity with as many rows, in the same arithmetic."""
        return self.judge.identity(self.size)

    @property
    def symmetric(self) -> bool:
        """Whether it is square and symmetric."""
        return self.structure is not None and self.structure.symmetric

    @property
    def orthogonal(self) -> bool:
        """Whether it is square and orthogonal."""
        return self.structure is not None and self.structure.orthogonal

    def product_is(self, first: Entries, second: Entries, wanted: Entries) -> bool:
        """Whether first · second = wanted."""
        return self.judge.equal(product(first, second), wanted)


def direction(vector: Floats) -> tuple[float, ...]:
    """Return a vector as a unit tuple whose first entry that is not tiny is positive."""
    unit = vector / np.linalg.norm(vector)
    unit = np.where(np.abs(unit) <= 1e-15, 0.0, unit)
    leading = unit[np.argmax(np.abs(unit) > 1e-9)]
    return tuple(float(entry) + 0.0 for entry in (unit if leading > 0 else -unit))
