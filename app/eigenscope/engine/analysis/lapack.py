"""Decompositions on a device: by numpy on a CPU, without the second that importing torch takes.

Both leave the work to LAPACK there, and whoever asks gets the same bits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.engine.analysis.results import ComplexMatrix

if TYPE_CHECKING:
    import torch

Matrix = npt.NDArray[Any]


def svd(
    matrix: Matrix, device: torch.device | None, *, full: bool = True
) -> tuple[Matrix, Floats, Matrix]:
    """Return U (m, m), the singular values and Vᴴ (n, n); None is the CPU, here and below.

    If not ``full``, U is (m, k) and Vᴴ (k, n), where k is the smaller of m and n.
    """
    if _on_cpu(device):
        left, values, right = np.linalg.svd(matrix, full_matrices=full)
        return left, values, right
    import torch

    result = torch.linalg.svd(_sent(matrix, device), full_matrices=full)
    return _back(result.U), to_numpy(result.S), _back(result.Vh)


def eig(matrix: Floats, device: torch.device | None) -> tuple[ComplexMatrix, ComplexMatrix]:
    """Return eigenvalues (n,) and eigenvectors as unit columns (n, n)."""
    return _eigen("eig", matrix, device)


def eigh(matrix: Matrix, device: torch.device | None) -> tuple[ComplexMatrix, ComplexMatrix]:
    """Return eigenvalues, ascending, and orthonormal eigenvectors of a Hermitian matrix."""
    return _eigen("eigh", matrix, device)


def inv(matrix: Floats, device: torch.device | None) -> Floats:
    """Return the inverse."""
    if _on_cpu(device):
        return np.linalg.inv(matrix).astype(np.float64, copy=False)
    import torch

    return to_numpy(torch.linalg.inv(_sent(matrix, device)))


def det(matrix: Floats, device: torch.device | None) -> tuple[float, float, float]:
    """Return the determinant, which may overflow or underflow, its sign, and log |det|."""
    if _on_cpu(device):
        sign, logarithm = np.linalg.slogdet(matrix)
        return float(np.linalg.det(matrix)), float(sign), float(logarithm)
    import torch

    sent = _sent(matrix, device)
    result = torch.linalg.slogdet(sent)
    return float(torch.linalg.det(sent)), float(result.sign), float(result.logabsdet)


def to_numpy(tensor: torch.Tensor) -> Floats:
    """Return a float64 tensor of any device as an array."""
    array: Floats = tensor.cpu().numpy()
    return array


def _eigen(
    name: Literal["eig", "eigh"], matrix: Matrix, device: torch.device | None
) -> tuple[ComplexMatrix, ComplexMatrix]:
    """Return eigenvalues and eigenvectors by the function of a name, which numpy and torch have."""
    if _on_cpu(device):
        values, vectors = getattr(np.linalg, name)(matrix)
        return values.astype(np.complex128), vectors.astype(np.complex128)
    import torch

    result = getattr(torch.linalg, name)(_sent(matrix, device))
    return _complex(result.eigenvalues), _complex(result.eigenvectors)


def _on_cpu(device: torch.device | None) -> bool:
    return device is None or device.type == "cpu"


def _sent(matrix: Matrix, device: torch.device | None) -> torch.Tensor:
    import torch

    return torch.from_numpy(matrix).to(device)


def _back(tensor: torch.Tensor) -> Matrix:
    array: Matrix = tensor.cpu().numpy()
    return array


def _complex(tensor: torch.Tensor) -> ComplexMatrix:
    array: ComplexMatrix = tensor.cpu().numpy().astype(np.complex128)
    return array
