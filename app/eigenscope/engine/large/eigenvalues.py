"""All eigenvalues of a square matrix of up to some thousand rows, for a plot of them.

`spectrum` decides multiplicities and eigenspaces, which takes care and time that only small
matrices deserve.
"""

from __future__ import annotations

import numpy as np

from eigenscope.engine.analysis.results import ComplexMatrix
from eigenscope.engine.large.blocks import Array
from eigenscope.engine.runtime.device import choose_double_device

MOST_ROWS = 1500  # two seconds on two cores


def eigenvalues(values: Array, device: str | None = None) -> ComplexMatrix | None:
    """Return the eigenvalues (n,) of an (n, n) matrix, the largest in modulus first.

    Those of a symmetric matrix are exactly real, and real and imaginary parts that are no more than
    rounding are 0. None if it is not square, or has more than
    `MOST_ROWS` rows.

    Parameters
    ----------
    values
        Finite booleans, whole numbers or floats.
    device
        As for `choose_double_device`.
    """
    import torch

    if values.shape[0] != values.shape[1] or len(values) > MOST_ROWS:
        return None
    matrix = values.astype(np.float64)
    exponent = int(np.frexp(np.abs(matrix).max())[1])
    scaled = torch.from_numpy(np.ldexp(matrix, -exponent))
    scaled = scaled.to(choose_double_device(values.size, device))
    if np.array_equal(matrix, matrix.T):
        spectrum = torch.linalg.eigvalsh(scaled).cpu().numpy().astype(np.complex128)
    else:
        spectrum = torch.linalg.eigvals(scaled).cpu().numpy()
    noise = len(matrix) * np.finfo(np.float64).eps * float(torch.linalg.norm(scaled))
    for part in (spectrum.real, spectrum.imag):
        part[np.abs(part) <= noise] = 0.0
    order = np.lexsort((-spectrum.imag, -spectrum.real, -np.round(np.abs(spectrum), 12)))
    ordered = spectrum[order]
    with np.errstate(over="ignore", under="ignore"):
        real, imaginary = np.ldexp(ordered.real, exponent), np.ldexp(ordered.imag, exponent)
    result: ComplexMatrix = real + 1j * imaginary
    return result
