"""The singular values and leading singular vectors of a matrix of any size, as well as time allows.

A matrix of a network may have thousands of rows: then its values come without vectors, or only the
leading ones are estimated. What was done is part of the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.analysis.decomposition import EPSILON
from eigenscope.engine.analysis.lapack import to_numpy
from eigenscope.engine.large.blocks import Array
from eigenscope.engine.large.singular_spectrum import SingularSpectrum, summarised
from eigenscope.engine.runtime.device import choose_double_device
from eigenscope.engine.runtime.jobs import Cancellation
from eigenscope.wording.words import Text

if TYPE_CHECKING:
    import torch

SINGLE = float(np.finfo(np.float32).eps)

VECTORS_SIDE = 1024  # the smaller side up to which all singular vectors are found
VECTORS_ENTRIES = 4 << 20
DOUBLE_ENTRIES = 4 << 20  # more of them are decomposed in float32: half the memory and time
EXACT_WORK = 5000**3  # m · n · min(m, n): about 10 s on two cores; beyond it values are estimated
ESTIMATED = 200  # leading values that are estimated then
_SPARE = 20  # more directions than are wanted, and rounds: they sharpen the last of those values
_ROUNDS = 8
_LEADING_ROUNDS = 12


@dataclass(frozen=True, eq=False)
class MatrixSpectrum:
    """The singular values of an (m, n) matrix, and as many of its singular vectors as are known.

    Attributes
    ----------
    summary
        The values and what follows from them; of an estimate, what follows from the leading ones.
    frobenius
        The Frobenius norm, from the entries.
    left, right
        Singular vectors as columns, (m, p) and (n, p), of the leading p values: three at least
        where there are so many.
    exact
        Whether the values are all there are, computed to rounding; else they are estimates of the
        leading ones, from below.
    single
        Whether they were computed in float32, so that those below 10⁻⁶ of the largest are rounding.
    """

    summary: SingularSpectrum
    frobenius: float
    left: Floats
    right: Floats
    exact: bool
    single: bool

    @property
    def values(self) -> Floats:
        """The singular values, descending."""
        return self.summary.values

    @property
    def complete(self) -> bool:
        """Whether the vectors of all values are known."""
        return self.exact and self.left.shape[1] == len(self.values)

    def approximation(self, rank: int) -> Floats | None:
        """Return the best approximation of a rank, (m, n), or None without all vectors."""
        if not self.complete:
            return None
        product: Floats = (self.left[:, :rank] * self.values[:rank]) @ self.right[:, :rank].T
        return product


def matrix_spectrum(
    values: Array,
    frobenius: float,
    cancellation: Cancellation | None = None,
    device: str | None = None,
) -> MatrixSpectrum:
    """Decompose a matrix of finite entries.

    Parameters
    ----------
    values
        Shape (m, n), of booleans, whole numbers or floats.
    frobenius
        Its Frobenius norm.
    cancellation
        Is told how far the work has come, and can stop it between two steps.
    device
        "cpu", "cuda" or "mps"; None chooses by the number of entries.
    """
    single = values.size > DOUBLE_ENTRIES
    tell(cancellation, 0.05, "Preparing the matrix")
    exponent = _exponent(values)
    scaled = _tensor(values, exponent, single, choose_double_device(values.size, device))
    few, work = min(values.shape), values.size * min(values.shape)
    if few <= VECTORS_SIDE and values.size <= VECTORS_ENTRIES:
        tell(cancellation, 0.1, "Singular values and vectors")
        left, singular_values, right = _all(scaled)
    elif work <= EXACT_WORK:
        tell(cancellation, 0.1, "Leading singular vectors")
        left, _, right = leading(scaled, 3, _LEADING_ROUNDS, cancellation)
        tell(cancellation, 0.3, "Singular values")
        singular_values = _values(scaled)
    else:
        tell(cancellation, 0.1, "Leading singular values")
        left, singular_values, right = leading(scaled, min(ESTIMATED, few), _ROUNDS, cancellation)
    stored = SINGLE if single or values.dtype == np.float32 else EPSILON
    shape = values.shape[0], values.shape[1]
    summary = summarised(singular_values, shape, stored).unscaled(exponent, shape)
    exact = len(singular_values) == few
    return MatrixSpectrum(summary, frobenius, left, right, exact, single)


def tell(cancellation: Cancellation | None, fraction: float, words: Text) -> None:
    """Tell how far the work has come, if anybody listens; stop here if nobody waits for it."""
    if cancellation is not None:
        cancellation.progress(fraction, words)


def leading(
    matrix: torch.Tensor, count: int, rounds: int, cancellation: Cancellation | None = None
) -> tuple[Floats, Floats, Floats]:
    """Return estimates of the leading singular vectors and values: left, values, right.

    Random directions are sent through the matrix and back, which turns them towards the leading
    ones (N. Halko, P.-G. Martinsson, J. A. Tropp, Finding structure with randomness, SIAM Review
    53, 2011, algorithms 4.4 and 5.1).

    Parameters
    ----------
    matrix
        Shape (m, n), on any device.
    count
        How many are wanted, at most min(m, n).
    rounds
        How often the directions go there and back: the more, the sharper.
    """
    import torch

    width = min(count + _SPARE, *matrix.shape)
    chance = torch.Generator().manual_seed(0)  # the same matrix always gives the same numbers
    start = torch.randn(matrix.shape[1], width, generator=chance, dtype=torch.float64)
    basis = torch.linalg.qr(matrix @ start.to(matrix)).Q
    for _ in range(rounds):
        if cancellation is not None:
            cancellation.check()
        across = torch.linalg.qr(matrix.T @ basis).Q
        basis = torch.linalg.qr(matrix @ across).Q
    small = torch.linalg.svd(basis.T @ matrix, full_matrices=False)
    left = basis @ small.U[:, :count]
    return _plain(left), _plain(small.S[:count]), _plain(small.Vh[:count].T)


def _exponent(values: Array) -> int:
    """Return the power of two by which the entries are at most 1."""
    with np.errstate(over="ignore"):
        largest = max(abs(float(values.max())), abs(float(values.min())))
    return int(np.frexp(largest)[1])


def _tensor(values: Array, exponent: int, single: bool, device: torch.device) -> torch.Tensor:
    import torch

    scaled = np.array(values, dtype=np.float32 if single and abs(exponent) < 100 else np.float64)
    np.ldexp(scaled, -exponent, out=scaled)
    return torch.from_numpy(scaled).to(device, torch.float32 if single else torch.float64)


def _all(matrix: torch.Tensor) -> tuple[Floats, Floats, Floats]:
    import torch

    result = torch.linalg.svd(matrix, full_matrices=False)
    return _plain(result.U), _plain(result.S), _plain(result.Vh.T)


def _values(matrix: torch.Tensor) -> Floats:
    import torch

    return _plain(torch.linalg.svdvals(matrix))


def _plain(tensor: torch.Tensor) -> Floats:
    return to_numpy(tensor.double())
