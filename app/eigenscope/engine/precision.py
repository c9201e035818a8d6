"""Decimal arithmetic with as many digits as a result needs, by mpmath.

Each computation has a context of its own: the precision of mpmath's shared one is global, and
several analyses may run at once on worker threads.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from mpmath import mpc, mpf
from mpmath.ctx_mp import MPContext

from eigenscope.engine.determinant import Determinant, ldexp
from eigenscope.engine.exact import RationalMatrix
from eigenscope.engine.results import FloatMatrix

GUARD_DIGITS = 50

KEPT_DIGITS = 30
"""So many digits must be left of an eigenvector after cancellation."""


def context(digits: float) -> MPContext:
    """Return a fresh mpmath context with so many decimal digits."""
    fresh = MPContext()
    fresh.dps = math.ceil(digits)
    return fresh


def digits_for(polynomial: Sequence[int]) -> float:
    """Return how many digits a monic polynomial's roots need to tell their eigenvectors apart.

    The eigenvector of the smallest root is what is left when terms that grow as powers of the
    largest one cancel.
    """
    degree = len(polynomial) - 1
    spread = _bound(polynomial) + _bound(polynomial[::-1])
    return GUARD_DIGITS + degree * max(spread, 0.0) * math.log10(2.0)


def roots(polynomial: Sequence[int], real_roots: int, numbers: MPContext) -> list[mpc]:
    """Return the roots of a monic integer polynomial without multiple roots.

    The real ones come first, descending, then those above the real axis, then their conjugates.

    Parameters
    ----------
    real_roots
        How many of them are real, which fixes the imaginary parts that rounding would leave.
    numbers
        The mpmath context, with the digits of `digits_for`.
    """
    shift = math.ceil(_bound(polynomial))
    scaled = [numbers.ldexp(numbers.mpf(c), -shift * k) for k, c in enumerate(polynomial)]
    spread = max(_bound(polynomial) + _bound(polynomial[::-1]), 0.0)
    coarse = context(GUARD_DIGITS + spread * math.log10(2.0))
    start = coarse.polyroots(scaled, maxsteps=2000, extraprec=coarse.prec, cleanup=False)
    found = [
        _refined(scaled, numbers.mpmathify(root), numbers) * numbers.mpf(2) ** shift
        for root in start
    ]
    found.sort(key=lambda root: abs(numbers.im(root)))
    real = sorted((numbers.re(root) for root in found[:real_roots]), reverse=True)
    upper = [root for root in found[real_roots:] if numbers.im(root) > 0]
    return real + upper + [numbers.conj(root) for root in upper]


def _refined(polynomial: Sequence[mpf], root: mpc, numbers: MPContext) -> mpc:
    """Refine a simple root by Newton's method, which doubles the right digits in each step."""
    digits = GUARD_DIGITS // 2
    while digits < numbers.dps:
        value, slope = numbers.polyval(polynomial, root, derivative=1)
        root = root - value / slope
        digits *= 2
    return root


def singular_values(matrix: RationalMatrix, exponent: int) -> FloatMatrix:
    """Return the singular values over 2^exponent, each to full precision, shape (min(m, n),)."""
    entries = [[int(entry / matrix.unit) for entry in row] for row in matrix.fractions]
    bits = max(abs(entry).bit_length() for row in entries for entry in row)
    # The product of the non-zero ones is at least 1, which bounds the smallest from below.
    size = max(matrix.shape)
    numbers = context(GUARD_DIGITS + matrix.rank * (bits + math.log2(size)) * math.log10(2.0))
    rows = entries if matrix.shape[0] >= matrix.shape[1] else list(zip(*entries, strict=True))
    values = sorted(numbers.svd_r(numbers.matrix(rows), compute_uv=False), reverse=True)
    unit = _decimal(matrix, numbers) / numbers.mpf(2) ** exponent
    result = np.zeros(min(matrix.shape))
    result[: matrix.rank] = [float(value * unit) for value in values[: matrix.rank]]
    return result


def determinant(matrix: RationalMatrix) -> Determinant:
    """Return the determinant of a square matrix, rounded once."""
    exact = matrix.determinant
    if exact == 0:
        return Determinant(0.0, 0, -math.inf)
    numbers = context(GUARD_DIGITS)
    quotient = numbers.mpf(exact.numerator) / numbers.mpf(exact.denominator)
    mantissa, exponent = numbers.frexp(quotient)
    return Determinant(
        value=ldexp(float(mantissa), int(exponent)),
        sign=1 if exact > 0 else -1,
        log_abs=float(numbers.log(abs(quotient))),
    )


def scaled_root(root: mpc, matrix: RationalMatrix, numbers: MPContext) -> complex:
    """Return a root of the integer polynomial as an eigenvalue of the matrix itself."""
    value = root * _decimal(matrix, numbers)
    return complex(float(numbers.re(value)), float(numbers.im(value)))


def to_float(value: Fraction) -> float:
    """Return the nearest float, infinite where that is too large."""
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def to_floats(rows: Sequence[Sequence[Fraction]]) -> FloatMatrix:
    """Return rows of fractions as an array, shape (m, n)."""
    return np.array([[to_float(entry) for entry in row] for row in rows])


def _decimal(matrix: RationalMatrix, numbers: MPContext) -> mpf:
    return numbers.mpf(matrix.unit.numerator) / numbers.mpf(matrix.unit.denominator)


def _bound(polynomial: Sequence[int]) -> float:
    """Return the binary logarithm of a bound of the roots' absolute values.

    References
    ----------
    M. Fujiwara, Über die obere Schranke des absoluten Betrages der Wurzeln einer algebraischen
    Gleichung, Tôhoku Mathematical Journal 10, 1916.
    """
    leading = math.log2(abs(polynomial[0]))
    sizes = [(math.log2(abs(c)) - leading) / k for k, c in enumerate(polynomial) if k and c]
    return 1.0 + max(sizes, default=-1.0)
