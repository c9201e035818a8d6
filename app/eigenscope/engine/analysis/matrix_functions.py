"""Functions of a square matrix: exponential, logarithm, square root and powers.

Small matrices in numpy. Where the eigenvectors are well conditioned, a function of the matrix is
the function of its eigenvalues; elsewhere methods are used that need no eigenvectors.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from eigenscope.wording.errors import WordedError

Matrix = npt.NDArray[Any]  # (n, n) of float64 or complex128

_WELL_CONDITIONED = 1e6  # condition number of the eigenvectors up to which they may be used
_ITERATIONS = 60
_PADE_NORM = 5.371920351148152  # up to which the approximant of degree 13 is exact to rounding
_PADE = [math.factorial(26 - k) * math.factorial(13)
         / (math.factorial(26) * math.factorial(k) * math.factorial(13 - k))
         for k in range(14)]  # fmt: skip


class FunctionValueError(WordedError, ValueError):
    """The matrix has no principal value of the function."""


def exponential(matrix: Matrix) -> Matrix:
    """Return e to the power of a matrix, (n, n).

    Scaling and squaring with a Padé approximant of degree 13 (N. J. Higham, The scaling and
    squaring method for the matrix exponential revisited, SIAM J. Matrix Anal. Appl. 26, 2005).
    """
    norm = float(np.abs(matrix).sum(axis=0).max())
    if norm > 1e5:
        raise OverflowError
    squarings = max(0, math.ceil(math.log2(norm / _PADE_NORM))) if norm else 0
    scaled = matrix / 2**squarings
    power = np.eye(len(matrix), dtype=matrix.dtype)
    even, odd = np.zeros_like(power), np.zeros_like(power)
    for degree, coefficient in enumerate(_PADE):
        if degree % 2:
            odd = odd + coefficient * power
        else:
            even = even + coefficient * power
        power = power @ scaled
    result: Matrix = np.linalg.solve(even - odd, even + odd)
    for _ in range(squarings):
        result = result @ result
    return result


def square_root(matrix: Matrix) -> Matrix:
    """Return the principal square root, (n, n); raise FunctionValueError if there is none."""
    result = _by_eigenvalues(matrix, np.sqrt)
    return _denman_beavers(matrix) if result is None else result


def logarithm(matrix: Matrix) -> Matrix:
    """Return the principal logarithm, (n, n); raise FunctionValueError for a singular matrix."""
    if np.linalg.matrix_rank(matrix) < len(matrix):
        raise FunctionValueError("a singular matrix has no logarithm")
    by_eigenvalues = _by_eigenvalues(matrix, np.log)
    if by_eigenvalues is not None:
        return by_eigenvalues
    rooted, doublings = matrix, 0
    identity = np.eye(len(matrix))
    while np.linalg.norm(rooted - identity) > 0.25 and doublings < _ITERATIONS:
        rooted, doublings = _denman_beavers(rooted), doublings + 1
    # log A = 2 artanh((A − I)(A + I)⁻¹)
    quotient = np.linalg.solve((rooted + identity).T, (rooted - identity).T).T
    square, term, total = quotient @ quotient, quotient, np.zeros_like(quotient)
    for k in range(_ITERATIONS):
        total = total + term / (2 * k + 1)
        term = term @ square
    result: Matrix = total * 2.0 ** (doublings + 1)
    return result


def power(matrix: Matrix, exponent: float) -> Matrix:
    """Return the principal power, (n, n); raise FunctionValueError if there is none."""
    if exponent == 0.5:
        return square_root(matrix)
    if exponent > 0 or np.linalg.matrix_rank(matrix) == len(matrix):
        result = _by_eigenvalues(matrix, lambda values: values**exponent)
        if result is not None:
            return result
    return exponential(exponent * logarithm(matrix))


def _by_eigenvalues(matrix: Matrix, function: Callable[[Matrix], Matrix]) -> Matrix | None:
    """Return a function of a matrix, or None where its eigenvectors are too nearly dependent."""
    if np.allclose(matrix, matrix.conj().T, rtol=0, atol=0):
        values, vectors = np.linalg.eigh(matrix)
        inverse = vectors.conj().T
    else:
        values, vectors = np.linalg.eig(matrix)
        singular = np.linalg.svd(vectors, compute_uv=False)
        if not singular[-1] * _WELL_CONDITIONED > singular[0]:
            return None
        inverse = np.linalg.inv(vectors)
    noise = len(matrix) * np.finfo(float).eps * np.abs(values).max(initial=0.0)
    values = np.where(np.abs(values) <= noise, 0.0, values).astype(complex)
    result = vectors @ (function(values)[:, None] * inverse)
    return _real(result) if not np.iscomplexobj(matrix) else result


def _real(matrix: Matrix) -> Matrix:
    """Drop an imaginary part that is rounding alone."""
    size = np.abs(matrix).max(initial=0.0)
    return matrix.real if np.abs(matrix.imag).max(initial=0.0) <= 1e-13 * size else matrix


def _denman_beavers(matrix: Matrix) -> Matrix:
    """Return the principal square root by the product form of Denman and Beavers' iteration.

    S. H. Cheng, N. J. Higham, C. S. Kenney, A. J. Laub, Approximating the logarithm of a matrix to
    specified accuracy, SIAM J. Matrix Anal. Appl. 22, 2001.
    """
    identity = np.eye(len(matrix))
    product, root = matrix, matrix
    with np.errstate(all="ignore"):
        for _ in range(_ITERATIONS):
            try:
                inverse = np.linalg.inv(product)
            except np.linalg.LinAlgError:
                break
            root = root @ (identity + inverse) / 2
            product = (2 * identity + product + inverse) / 4
            if np.linalg.norm(product - identity) <= 1e-14 * len(matrix):
                break
    error = np.linalg.norm(root @ root - matrix)
    if not error <= 1e-8 * np.linalg.norm(matrix):
        raise FunctionValueError("it has no principal square root")
    result: Matrix = root
    return result
