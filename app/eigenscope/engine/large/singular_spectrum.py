"""What the singular values of a matrix of any size tell: ranks, energy, and what is noise.

For weights of networks, whose bases nobody reads: one decomposition without vectors, on the device
that suits the size.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.engine.analysis.decisions import Decided
from eigenscope.engine.analysis.decomposition import EPSILON, zero_tolerance
from eigenscope.engine.large.marchenko_pastur import NoiseFit, fitted_noise
from eigenscope.engine.runtime.device import choose_double_device

ENERGIES = (0.9, 0.95, 0.99)
"""Shares of the squared Frobenius norm for which the needed rank is told."""


@dataclass(frozen=True, eq=False)
class SingularSpectrum:
    """The singular values of an (m, n) matrix and what follows from them.

    Attributes
    ----------
    values
        Descending, min(m, n) of them.
    rank
        How many are above rounding.
    stable_rank
        ‖A‖F² / ‖A‖₂², which small changes change little.
    effective_rank
        e to the power of the entropy of the values as shares of their sum (O. Roy, M. Vetterli, The
        effective rank, EUSIPCO 2007).
    energy_ranks
        The least rank whose best approximation keeps each share of `ENERGIES`.
    condition_number
        Largest by smallest; inf without full rank.
    noise
        The law of noise that the values are nearest to, and how well it fits; None where there are
        too few values.
    """

    values: Floats
    rank: int
    stable_rank: float
    effective_rank: float
    energy_ranks: tuple[int, ...]
    condition_number: float
    noise: NoiseFit | None

    def unscaled(self, exponent: int, shape: tuple[int, int]) -> SingularSpectrum:
        """Return the spectrum of 2^exponent times the (m, n) matrix; what is too large is inf."""
        with np.errstate(over="ignore", under="ignore"):
            values = np.ldexp(self.values, exponent)
        noise = fitted_noise(values, shape) if np.isfinite(values[0]) else None
        return replace(self, values=values, noise=noise)

    @property
    def frobenius(self) -> float:
        """The Frobenius norm."""
        largest = float(self.values[0]) or 1.0  # squares of what is huge or tiny must not be lost
        return largest * float(np.linalg.norm(self.values / largest))

    @property
    def above_noise(self) -> int | None:
        """How many values lie above the edge of the noise; None if its law does not fit."""
        return self.noise.above if self.noise is not None and self.noise.fits else None


def singular_spectrum(
    matrix: npt.NDArray[np.floating] | npt.NDArray[np.integer], device: str | None = None
) -> SingularSpectrum:
    """Return the singular values of a matrix and what they tell.

    Parameters
    ----------
    matrix
        Shape (m, n), m, n ≥ 1.
    device
        "cpu", "cuda" or "mps"; None chooses by the number of entries.

    Raises
    ------
    ValueError
        If it is no matrix, or an entry is not finite.
    """
    array = np.ascontiguousarray(matrix, dtype=np.float64)
    if array.ndim != 2 or not array.size:
        raise ValueError("Singular values are those of a matrix with rows and columns.")
    if not np.isfinite(array).all():
        raise ValueError("An entry is not finite, so there are no singular values.")
    exponent = int(np.frexp(np.abs(array).max())[1])
    values = _values(np.ldexp(array, -exponent), device)
    shape = (array.shape[0], array.shape[1])
    spectrum = summarised(values, shape).unscaled(exponent, shape)
    return decided_spectrum(spectrum, Decided(array, None))


def _values(array: Floats, device: str | None) -> Floats:
    import torch

    tensor = torch.from_numpy(array).to(choose_double_device(array.size, device))
    values: Floats = torch.linalg.svdvals(tensor).cpu().numpy()
    return values


def energy_rank(values: Floats, share: float) -> int:
    """Return the least rank whose best approximation keeps a share of the squared Frobenius norm.

    Of descending singular values (k,); 0 for a matrix of zeros.
    """
    if not values[0]:
        return 0
    energy = np.cumsum((values / values[0]) ** 2)  # squares of what is tiny must not vanish
    return int(np.searchsorted(energy / energy[-1], share * (1 - 1e-12)) + 1)


def decided_spectrum(spectrum: SingularSpectrum, decided: Decided) -> SingularSpectrum:
    """Return a spectrum with the rank and the singular values that an analysis finds."""
    if not decided.exact:
        return spectrum
    values = decided.singular_values()
    exponent = int(np.frexp(values[0])[1])
    if not np.isfinite(values[0]):
        return spectrum
    shape = (decided.matrix.shape[0], decided.matrix.shape[1])
    scaled = summarised(np.ldexp(values, -exponent), shape, rank=decided.rank)
    return scaled.unscaled(exponent, shape)


def summarised(
    values: Floats,
    shape: tuple[int, int],
    epsilon: float = EPSILON,
    rank: int | None = None,
) -> SingularSpectrum:
    """Return what singular values tell of a matrix of a shape.

    ``epsilon`` is that of the numbers' precision, and decides what counts as 0, unless the rank is
    known.
    """
    largest, least, total = float(values[0]), float(values[-1]), float(values.sum())
    if rank is None:
        rank = int(np.count_nonzero(values > zero_tolerance(shape, largest, epsilon)))
    if not largest:
        return SingularSpectrum(values, 0, 0.0, 0.0, (0,) * len(ENERGIES), math.inf, None)
    scaled = values / largest
    shares = values[:rank] / total
    shares = shares[shares > 0]  # by the exact rank there may be more than floats can tell from 0
    return SingularSpectrum(
        values=values,
        rank=rank,
        stable_rank=float(np.sum(scaled**2)),
        # Twelve digits: that of the identity is its size, not a little less.
        effective_rank=float(f"{np.exp(-np.sum(shares * np.log(shares))):.12g}"),
        energy_ranks=tuple(energy_rank(values, share) for share in ENERGIES),
        condition_number=largest / least if rank == len(values) and least else math.inf,
        noise=fitted_noise(values, shape),
    )
