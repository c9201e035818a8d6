"""The Jacobian of one operation: how the cells of its result change with those of an operand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Cells = npt.NDArray[np.generic]
"""Real numbers, of the precision that a program computes in."""


@dataclass(frozen=True, eq=False)
class JacobianBlock:
    """The entries that may differ from 0; all others are 0 whatever the operand is.

    Attributes
    ----------
    shape
        The numbers of cells of the result and of the operand.
    rows, columns
        (count,) the flat indices of each entry's cells of result and operand.
    entries
        (count,) the partial derivatives.
    picks
        Whether all entries are 1 because the operation only moves cells: nothing is multiplied.
    """

    shape: tuple[int, int]
    rows: npt.NDArray[np.int64]
    columns: npt.NDArray[np.int64]
    entries: Cells
    picks: bool = False

    @property
    def multiplications(self) -> int:
        """How many multiplications of two numbers its product with one vector takes."""
        return 0 if self.picks else len(self.entries)

    @property
    def diagonal(self) -> bool:
        """Whether each cell of the result comes from the cell of the same place alone."""
        square = self.shape[0] == self.shape[1]
        return square and bool(np.array_equal(self.rows, self.columns))

    def dense(self) -> Cells:
        """Return the whole block, (cells of the result, cells of the operand)."""
        block = np.zeros(self.shape, self.entries.dtype)
        block[self.rows, self.columns] = self.entries
        return block

    def terms(self, gradient: Cells) -> Cells:
        """Return for each entry its product with the gradient of its row's cell, (count,)."""
        taken = gradient.reshape(-1)[self.rows]
        return taken if self.picks else np.multiply(taken, self.entries)

    def backward(self, gradient: Cells) -> Cells:
        """Return a row of gradients times the block: (cells of the operand,)."""
        return _summed(self.columns, self.terms(gradient), self.shape[1])

    def forward(self, tangent: Cells) -> Cells:
        """Return the block times a column of tangents: (cells of the result,)."""
        taken = tangent.reshape(-1)[self.columns]
        terms = taken if self.picks else np.multiply(taken, self.entries)
        return _summed(self.rows, terms, self.shape[0])


def _summed(places: npt.NDArray[np.int64], terms: Cells, count: int) -> Cells:
    """Return sums of terms by their places, in double precision, as terms are."""
    sums: Cells = np.bincount(places, weights=terms, minlength=count)
    return sums.astype(terms.dtype)
