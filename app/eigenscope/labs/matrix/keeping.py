"""Keeps what was slow to find of the last matrices.

Moving the slider of the rank asks for a new solution of the same matrix at each step, and a
decomposition may take ten seconds. What is kept depends on the matrix alone and never changes.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from eigenscope.engine.overview import Overview, overview
from eigenscope.labs.matrix.inputs import Data
from eigenscope.language.entry import Matrix

if TYPE_CHECKING:
    from eigenscope.engine.jobs import Cancellation
    from eigenscope.engine.matrix_spectrum import MatrixSpectrum

_WAIT = 0.1  # seconds between two looks whether anybody still waits for the answer


class Kept:
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
        from eigenscope.engine.eigenvalues import eigenvalues
        from eigenscope.engine.matrix_spectrum import matrix_spectrum, tell

        with self._alone(cancellation):
            if self.known_spectrum is None:
                deviation = self.overview.deviation
                self.known_spectrum = matrix_spectrum(
                    self.values, deviation, self.frobenius, cancellation
                )
            if not self.solved:
                tell(cancellation, 0.8, "Eigenvalues")
                self.known_eigenvalues = eigenvalues(self.values)
                self.solved = True

    @contextmanager
    def _alone(self, cancellation: Cancellation | None) -> Iterator[None]:
        """Wait for another thread that does the same work, but not if nobody waits for this one."""
        while not self._lock.acquire(timeout=_WAIT):
            if cancellation is not None:
                cancellation.check()
        try:
            yield
        finally:
            self._lock.release()


_recent: deque[Kept] = deque(maxlen=2)
_choosing = threading.Lock()


def kept(data: Data) -> Kept:
    """Return what is kept of a matrix; of the very same object, since comparing takes time."""
    with _choosing:
        found = _among_recent(data)
    if found is not None:
        return found
    made = Kept(data)  # not while others wait: it may look at many entries
    with _choosing:
        found = _among_recent(data)  # another thread may have been faster
        if found is None:
            _recent.append(made)
    return found or made


def _among_recent(data: Data) -> Kept | None:
    return next((known for known in _recent if known.data is data), None)
