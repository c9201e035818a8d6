"""Balancing: a diagonal similarity that makes rows and columns of a matrix equally large.

Eigenvalues of a badly scaled matrix such as [[1, 1e10], [1e-10, 1]] are only as uncertain as those
of its balanced form, so tolerances are taken relative to that.
"""

from __future__ import annotations

import numpy as np

from eigenscope.arrays import Floats

SWEEPS = 20

NEGLIGIBLE = 1e-100
"""Entries smaller than this, relative to the largest, count as 0 among the rounding errors."""

LARGEST_FACTOR = 2.0**200
"""The scale factors stay between this and its inverse, far from overflow."""


def balance(matrix: Floats) -> tuple[Floats, Floats]:
    """Return D⁻¹·A·D and the diagonal of D, whose entries are powers of two.

    References
    ----------
    B. N. Parlett and C. Reinsch, Balancing a matrix for calculation of eigenvalues and
    eigenvectors, Numerische Mathematik 13, 1969.
    """
    balanced = np.where(np.abs(matrix) < NEGLIGIBLE * np.abs(matrix).max(), 0.0, matrix)
    scale = np.ones(len(matrix))
    for _ in range(SWEEPS):
        settled = True
        for i in range(len(matrix)):
            column = np.abs(balanced[:, i]).sum() - abs(balanced[i, i])
            row = np.abs(balanced[i]).sum() - abs(balanced[i, i])
            if column == 0.0 or row == 0.0:
                continue
            factor = float(np.exp2(np.rint(0.5 * np.log2(row / column))))
            if not 1 / LARGEST_FACTOR <= scale[i] * factor <= LARGEST_FACTOR:
                continue
            if column * factor + row / factor < 0.95 * (column + row):
                balanced[:, i] *= factor
                balanced[i] /= factor
                scale[i] *= factor
                settled = False
        if settled:
            break
    return balanced, scale
