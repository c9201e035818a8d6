"""Keeps what was slow to find of the last matrices; it depends on the matrix alone."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from eigenscope.engine.large.overview import Overview, overview
from eigenscope.labs.kit.data_cache import Recent, alone
from eigenscope.labs.matrix.inputs import Data
from eigenscope.language.evaluating.entry import Matrix

if TYPE_CHECKING:
    from eigenscope.engine.large.truncated_svd import MatrixSpectrum
    from eigenscope.engine.runtime.jobs import Cancellation


class MatrixAnalysis:
    """A matrix with what has been found of it; its slow steps run once, one after another."""

    def __init__(self, data: Data) -> None:
        self.data = data
        self.values: npt.NDArray[np.generic]
        self.overview: Overview
        if isinstance(data, Matrix):
            self.values = data.to_array()
            self.overview = overview(self.values)
        else:
            self.values, self.overview = data.values, data.overview
        self.known_spectrum: MatrixSpectrum | None = None
        self.known_eigenvalues: npt.NDArray[np.complex128] | None = None
        self.solved = False
        self._lock = threading.Lock()

    @property
    def frobenius(self) -> float:
        """The Frobenius norm."""
        norms = self.overview.row_norms
        largest = float(norms.max()) or 1.0
        return largest * float(np.linalg.norm(norms / largest))

    def solve(self, cancellation: Cancellation | None) -> None:
        """Find spectrum and eigenvalues of a finite matrix, unless that has been done."""
        from eigenscope.engine.large.eigenvalues import eigenvalues
        from eigenscope.engine.large.truncated_svd import matrix_spectrum, tell

        with alone(self._lock, cancellation):
            if self.known_spectrum is None:
                spectrum = matrix_spectrum(self.values, self.frobenius, cancellation)
                self.known_spectrum = self._decided(spectrum)
            if not self.solved:
                tell(cancellation, 0.8, "Eigenvalues")
                self.known_eigenvalues = eigenvalues(self.values)
                self.solved = True

    def _decided(self, spectrum: MatrixSpectrum) -> MatrixSpectrum:
        """Give a typed matrix the rank and the singular values of an exact analysis."""
        from eigenscope.engine.analysis.decisions import Decided
        from eigenscope.engine.large.singular_spectrum import decided_spectrum

        if not isinstance(self.data, Matrix):
            return spectrum
        decided = Decided(self.data.to_array(), self.data.exact())
        return replace(spectrum, summary=decided_spectrum(spectrum.summary, decided))


_recent: Recent[Data, MatrixAnalysis] = Recent(MatrixAnalysis)


def analysis_of(data: Data) -> MatrixAnalysis:
    """Return what is kept of a matrix."""
    return _recent.of(data)
