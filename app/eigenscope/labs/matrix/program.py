"""The torch program that computes what is shown, for the code panel."""

from __future__ import annotations

import numpy as np

from eigenscope.engine.large import truncated_svd as spectra
from eigenscope.engine.large.eigenvalues import MOST_ROWS
from eigenscope.engine.large.marchenko_pastur import LEAST_VALUES
from eigenscope.labs.kit.data_program import matrix_lines
from eigenscope.labs.matrix.inputs import Data, Inputs, size
from eigenscope.labs.matrix.presets import MADE
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.readers.loaded_matrix import LoadedMatrix

_HEAD = """import torch

torch.set_default_dtype(torch.float64)

"""

_ENTRIES = """
finite = A[torch.isfinite(A)]
minimum, maximum = finite.min(), finite.max()
mean, deviation = finite.mean(), finite.std(correction=0)
"""

_PRINT_ENTRIES = """
print("not finite:", A.numel() - finite.numel())
print("mean =", mean.item(), " deviation =", deviation.item())
"""

_VECTORS = """
U, singular_values, Vh = torch.linalg.svd(A, full_matrices=False)
"""
_VALUES = """
singular_values = torch.linalg.svdvals({matrix})
"""
_ESTIMATE = """
# Only the leading singular values, by random directions: all of them would take too long.
U, singular_values, V = torch.svd_lowrank(A.float(), q={count}, niter=4)
"""

_RANKS = """
frobenius = torch.linalg.norm(A)
spectral = singular_values[0]
rounding = max(A.shape) * torch.finfo({precision}).eps * spectral
rank = int((singular_values > rounding).sum())
stable_rank = (frobenius / spectral) ** 2
"""
_NOISE = """
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

_ALL_RANKS = """nuclear = singular_values.sum()
shares = singular_values[:rank] / nuclear
effective_rank = torch.exp(-(shares * shares.log()).sum())
condition_number = spectral / singular_values[-1] if rank == min(A.shape) else float("inf")
"""

_ERROR = """
k = {rank}
error = (1 - (singular_values[:k] / frobenius).square().sum()).clamp(min=0).sqrt()
"""
_APPROXIMATION = """
k = {rank}
A_k = U[:, :k] * singular_values[:k] @ Vh[:k]  # the best approximation of rank k
error = torch.linalg.norm(A - A_k) / frobenius
"""

_EIGENVALUES = """
eigenvalues = torch.linalg.eigvals(A)
spectral_radius = eigenvalues.abs().max()
"""

_PRINT = """
print("rank =", rank, " stable rank =", stable_rank.item())
print("singular values:", singular_values[:10].tolist())
print("relative error of rank", k, "=", error.item())
"""


def program(inputs: Inputs) -> str:
    """Return a complete program; its names are those of the readouts."""
    text = _HEAD + _matrix_lines(inputs.data) + _ENTRIES
    if not _all_finite(inputs.data):
        return text + _PRINT_ENTRIES
    rows, columns = size(inputs.data)
    few, entries = min(rows, columns), rows * columns
    vectors = few <= spectra.VECTORS_SIDE and entries <= spectra.VECTORS_ENTRIES
    exact = vectors or entries * few <= spectra.EXACT_WORK
    single = entries > spectra.DOUBLE_ENTRIES
    if vectors:
        text += _VECTORS
    elif exact:
        text += _VALUES.format(matrix="A.float()" if single else "A")
    else:
        text += _ESTIMATE.format(count=min(spectra.ESTIMATED, few))
    stored = single or _dtype(inputs.data) == np.float32
    text += _RANKS.format(precision="torch.float32" if stored else "torch.float64")
    text += _ALL_RANKS if exact else ""
    text += _NOISE if exact and few >= LEAST_VALUES else ""
    text += (_APPROXIMATION if vectors else _ERROR).format(rank=inputs.rank)
    if rows == columns <= MOST_ROWS:
        text += _EIGENVALUES
    return text + _PRINT


def _all_finite(data: Data) -> bool:
    if isinstance(data, Matrix):
        return bool(np.isfinite(data.to_array()).all())
    return not data.overview.not_finite


def _dtype(data: Data) -> np.dtype[np.generic]:
    return np.dtype(np.float64) if isinstance(data, Matrix) else data.values.dtype


def _matrix_lines(data: Data) -> str:
    """Return the lines that make A."""
    for made in MADE:
        if isinstance(data, LoadedMatrix) and data.name == made.matrix.name and data == made.matrix:
            return f"import numpy as np\n\n{made.lines}\nA = torch.from_numpy(A)\n"
    return matrix_lines(data, "A")
