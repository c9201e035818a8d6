"""Least squares, plain and with a ridge, and regression: b as near as the columns come to it.

Problems with a few unknowns are solved here in numpy, so that the first picture need not wait for
torch; on a processor both libraries leave the work to LAPACK.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.engine.analysis.decomposition import decompose
from eigenscope.exact.elimination import ONE, eliminate
from eigenscope.exact.matrices import dot
from eigenscope.exact.surd import ExactNumber, InexactError
from eigenscope.exact.types import ExactRow, ExactRows


def ridge_path(matrix: Floats, right: Floats, ridges: npt.ArrayLike) -> Floats:
    """Return the minimisers of ‖Ax − b‖² + λ‖x‖² for several λ ≥ 0, shape (k, n).

    For λ = 0 it is the shortest of the minimisers. By the singular value decomposition,
    x = Σ σᵢ/(σᵢ² + λ) (uᵢ·b) vᵢ (Golub and Van Loan, Matrix Computations, 6.1.4).

    Parameters
    ----------
    matrix, right
        A, shape (m, n), and b, shape (m,).
    ridges
        The values of λ, shape (k,).
    """
    decomposition = decompose(matrix, None, full=False)
    rank = decomposition.rank
    if rank == 0:
        return np.zeros((np.size(ridges), matrix.shape[1]))
    sigma = decomposition.singular_values[:rank]
    size = int(np.frexp(np.abs(right).max(initial=0.0))[1])
    along = decomposition.left[:, :rank].T @ np.ldexp(right, -size)
    with np.errstate(over="ignore", under="ignore"):
        ridge = np.ldexp(np.asarray(ridges, dtype=np.float64), -2 * decomposition.exponent)[:, None]
        shares = along * sigma / (sigma**2 + ridge)
        solutions: Floats = np.ldexp(
            shares @ decomposition.right[:, :rank].T, size - decomposition.exponent
        )
    return solutions + 0.0


def least_squares(matrix: Floats, right: Floats, ridge: float = 0.0) -> Floats:
    """Return the minimiser (n,) of ‖Ax − b‖² + λ‖x‖²; see `ridge_path`."""
    minimiser: Floats = ridge_path(matrix, right, [ridge])[0]
    return minimiser


def exact_least_squares(exact: ExactRows, ridge: ExactNumber = Fraction()) -> ExactRow | None:
    """Return the one minimiser of ‖Ax − b‖² + λ‖x‖² exactly, or None if it is not known.

    Parameters
    ----------
    exact
        [A | b], shape (m, n + 1).
    ridge
        λ ≥ 0.
    """
    columns = list(zip(*exact, strict=True))
    count = len(columns) - 1
    try:
        normal = tuple(
            tuple(dot(columns[i], columns[j]) + (ridge if i == j else 0) for j in range(count + 1))
            for i in range(count)
        )
        solutions = eliminate([], [], normal)
    except InexactError:
        return None
    return solutions.particular if solutions.kind == ONE else None


@dataclass(frozen=True, eq=False)
class Regression:
    """A linear function of k columns that comes nearest a target, y ≈ w·x + c.

    Attributes
    ----------
    intercept, coefficients
        c, and w of shape (k,), in the units of the data.
    used
        Which of the N rows had a number in every column, (N,) of bool.
    fitted, residuals
        What the function gives for the used rows, and how far the target is from that.
    mean
        Of the target over the used rows.
    r_squared
        The share of the target's variance that is explained; None if it has none.
    constant
        Columns that are the same in every row: they explain nothing, their coefficient is 0.
    dependent
        Whether a column follows from others, so that other coefficients fit as well.
    """

    intercept: float
    coefficients: Floats
    used: npt.NDArray[np.bool_]
    fitted: Floats
    residuals: Floats
    mean: float
    r_squared: float | None
    constant: tuple[int, ...]
    dependent: bool


def regress(explaining: Floats, target: Floats) -> Regression | None:
    """Fit by least squares, with an intercept.

    The columns are centred and scaled first: an area in square metres beside a number of rooms
    costs no accuracy then. Rows with a value that is not finite are left out.

    Parameters
    ----------
    explaining, target
        Shapes (N, k) with k ≥ 1, and (N,).

    Returns
    -------
    Regression or None
        None if fewer than two rows can be used, or the numbers are too large for squares.
    """
    used = np.isfinite(explaining).all(axis=1) & np.isfinite(target)
    columns, values = explaining[used], target[used]
    largest = max(np.abs(columns).max(initial=0.0), np.abs(values).max(initial=0.0))
    if len(values) < 2 or largest > 1e150:
        return None
    means, mean = columns.mean(axis=0), float(values.mean())
    centred = columns - means
    scale = np.abs(centred).max(axis=0)
    flat = scale <= 1e-12 * np.abs(columns).max(axis=0)
    scaled = np.where(flat, 0.0, centred) / np.where(flat, 1.0, scale)
    around = values - mean
    decomposition = decompose(scaled, None, full=False)
    coefficients = least_squares(scaled, around) / np.where(flat, 1.0, scale)
    fitted = mean + np.where(flat, 0.0, centred) @ coefficients
    residuals = values - fitted
    spread = float(np.abs(around).max())
    explained = None
    if spread > 1e-12 * float(np.abs(values).max()):
        explained = 1.0 - float(np.sum((residuals / spread) ** 2) / np.sum((around / spread) ** 2))
    return Regression(
        intercept=mean - float(means @ coefficients),
        coefficients=coefficients,
        used=used,
        fitted=fitted,
        residuals=residuals,
        mean=mean,
        r_squared=explained,
        constant=tuple(int(k) for k in np.flatnonzero(flat)),
        dependent=decomposition.rank < int(np.count_nonzero(~flat)),
    )
