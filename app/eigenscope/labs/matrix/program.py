"""The torch program that computes what is shown, for the code panel."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from eigenscope.engine.large import truncated_svd as spectra
from eigenscope.engine.large.eigenvalues import MOST_ROWS
from eigenscope.engine.large.marchenko_pastur import LEAST_VALUES
from eigenscope.labs.kit.data_program import matrix_lines
from eigenscope.labs.kit.facts import Fact, composed_program
from eigenscope.labs.matrix import facts
from eigenscope.labs.matrix.inputs import Data, Inputs, size
from eigenscope.labs.matrix.presets import GENERATED
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.readers.loaded_matrix import LoadedMatrix

_ESTIMATE = """\
# Only the leading singular values, by random directions: all of them would take too long.
U, singular_values, V = torch.svd_lowrank(A.float(), q={count}, niter=4)
"""
_NOISE = """\
# The law of noise (Marchenko and Pastur), fitted to the bulk of the singular values
many, few = max(A.shape), min(A.shape)
low, high = many**0.5 - few**0.5, many**0.5 + few**0.5
x = (low + high) / 2 - (high - low) / 2 * torch.linspace(0, torch.pi, 2000).cos()
density = ((high**2 - x**2) * (x**2 - low**2)).clamp(min=0).sqrt() / x.clamp(min=1e-12)
share = torch.cumulative_trapezoid(density, x)
median = x[1:][share >= share[-1] / 2][0]
noise_edge = torch.quantile(singular_values.double(), 0.5) / median * high
above_noise = int((singular_values > noise_edge).sum())
while above_noise < few / 2:
    bulk = singular_values[above_noise:].double()
    noise = (bulk.square().mean() / (many - above_noise)).sqrt()
    noise_edge = noise * ((many - above_noise) ** 0.5 + (few - above_noise) ** 0.5)
    found = int((singular_values > noise_edge).sum())
    if found <= above_noise:
        break
    above_noise = found
"""


def program(inputs: Inputs) -> str:
    """Return a complete program; its names are those of the readouts."""
    first = (_matrix_lines(inputs.data), facts.OF_ENTRIES)
    if not _all_finite(inputs.data):
        return composed_program(*first, printed=[facts.NOT_FINITE, facts.MEAN, facts.DEVIATION])
    rows, columns = size(inputs.data)
    few, entries = min(rows, columns), rows * columns
    vectors = has_vectors(inputs)
    exact = vectors or entries * few <= spectra.EXACT_WORK
    single = entries > spectra.DOUBLE_ENTRIES
    stored = single or _dtype(inputs.data) == np.float32
    eigenvalues = [facts.SPECTRAL_RADIUS] if rows == columns <= MOST_ROWS else []
    error = facts.error(inputs.rank, vectors=vectors)
    return composed_program(
        *first,
        _decomposition(inputs, vectors=vectors, exact=exact, single=single),
        [facts.FROBENIUS, facts.SPECTRAL, _rank(stored=stored), facts.STABLE_RANK],
        [facts.NUCLEAR, facts.EFFECTIVE_RANK, facts.CONDITION] if exact else [],
        _NOISE if exact and few >= LEAST_VALUES else "",
        [error],
        eigenvalues,
        printed=[facts.RANK, facts.STABLE_RANK, facts.SINGULAR, error],
    )


def has_vectors(inputs: Inputs) -> bool:
    """Return whether the program finds singular vectors, and with them the approximation."""
    rows, columns = size(inputs.data)
    few = min(rows, columns)
    return few <= spectra.VECTORS_SIDE and rows * columns <= spectra.VECTORS_ENTRIES


def _decomposition(inputs: Inputs, *, vectors: bool, exact: bool, single: bool) -> str:
    """Return the lines that find the singular values, with their vectors where they are shown."""
    if vectors:
        return "U, singular_values, Vh = torch.linalg.svd(A, full_matrices=False)"
    if exact:
        return f"singular_values = torch.linalg.svdvals({'A.float()' if single else 'A'})"
    return _ESTIMATE.format(count=min(spectra.ESTIMATED, *size(inputs.data)))


def _rank(*, stored: bool) -> Fact:
    """Return the rank, by the rounding of the entries as they are stored."""
    precision = "torch.float32" if stored else "torch.float64"
    rounding = f"rounding = max(A.shape) * torch.finfo({precision}).eps * spectral"
    return replace(facts.RANK, needs=(rounding,))


def _all_finite(data: Data) -> bool:
    if isinstance(data, Matrix):
        return bool(np.isfinite(data.to_array()).all())
    return not data.overview.not_finite


def _dtype(data: Data) -> np.dtype[np.generic]:
    return np.dtype(np.float64) if isinstance(data, Matrix) else data.values.dtype


def _matrix_lines(data: Data) -> str:
    """Return the lines that make A."""
    for generated in GENERATED:
        matrix = generated.matrix
        if isinstance(data, LoadedMatrix) and data.name == matrix.name and data == matrix:
            return f"import numpy as np\n\n{generated.lines}\nA = torch.from_numpy(A)\n"
    return matrix_lines(data, "A")
