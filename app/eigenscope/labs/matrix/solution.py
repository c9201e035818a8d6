"""What is known of a matrix: at once its entries, and its spectrum when the engine has answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.engine.large.limits import Limits
from eigenscope.engine.large.overview import Overview
from eigenscope.labs.matrix.inputs import Inputs
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.scene.geometry import Points
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.engine.large.low_rank import ApproximationErrors
    from eigenscope.engine.large.truncated_svd import MatrixSpectrum

Array = npt.NDArray[np.generic]

COMPUTING = Words("Computing…")


@dataclass(frozen=True, eq=False)
class Solution:
    """All that pictures, charts and readouts need.

    Attributes
    ----------
    values
        The matrix (m, n), of any real type.
    overview
        What is seen of its entries.
    shown, limits
        The matrix (m, n) whose entries the map shows, and the limits of its colours; ``shown`` is
        None if what was chosen isn't known.
    spectrum, errors
        Singular values and vectors, and errors of all ranks; None before the engine has answered,
        and if there are none.
    eigenvalues
        (n,) complex; None if it is not square, or too large.
    points
        Its rows along v₁ v₂ v₃, if they are asked for.
    missing
        Why there is no spectrum, in words; None if there is one.
    """

    inputs: Inputs
    values: Array
    overview: Overview
    shown: Array | None
    limits: Limits
    spectrum: MatrixSpectrum | None = None
    errors: ApproximationErrors | None = None
    eigenvalues: npt.NDArray[np.complex128] | None = None
    points: Points | None = None
    missing: Words | None = COMPUTING

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.values.shape[0], self.values.shape[1]

    @property
    def loaded(self) -> LoadedMatrix | None:
        """Where the matrix comes from, if it was not typed."""
        data = self.inputs.data
        return data if isinstance(data, LoadedMatrix) else None

    @property
    def sampled(self) -> LoadedMatrix | None:
        """The same if it is only a sample."""
        loaded = self.loaded
        return None if loaded is None or loaded.whole else loaded

    @property
    def axes(self) -> int:
        """How many singular directions the picture shows, up to three."""
        return min(3, *self.shape)

    @property
    def axis_lengths(self) -> Floats:
        """The leading singular values by the largest, (axes,); zeros if nothing is known."""
        lengths = np.zeros(self.axes)
        if self.spectrum is not None and self.spectrum.values[0]:
            lengths[:] = self.spectrum.values[: self.axes] / self.spectrum.values[0]
        return lengths
