"""The analysis against mpmath and sympy on matrices that trip naive methods."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest
from mpmath import matrix, mp, mpf
from sympy import Matrix, Rational, sign

from eigenscope.engine.analysis.analyse import Analysis, analyse

from .nasty import NASTY, Nasty

RELATIVE = 1e-9
every = pytest.mark.parametrize("nasty", NASTY, ids=lambda nasty: nasty.name)
square = pytest.mark.parametrize(
    "nasty", [nasty for nasty in NASTY if nasty.square], ids=lambda nasty: nasty.name
)


@cache
def analysed(nasty: Nasty) -> Analysis:
    return analyse(nasty.floats, exact=nasty.rows if nasty.given else None)


def rational(nasty: Nasty) -> Matrix:
    return Matrix([[Rational(e.numerator, e.denominator) for e in row] for row in nasty.rows])


def decimal(nasty: Nasty) -> matrix:
    return mp.matrix([[mpf(e.numerator) / mpf(e.denominator) for e in row] for row in nasty.rows])


def from_doubles(nasty: Nasty) -> bool:
    """Whether rounding is part of the matrix, so that it is not decided exactly."""
    return analysed(nasty).exact is None


@cache
def reference_singular_values(nasty: Nasty) -> list[mpf]:
    with mp.workdps(700):
        return sorted(mp.svd_r(decimal(nasty), compute_uv=False), reverse=True)


def reference_eigenvalues(nasty: Nasty) -> list[mpf]:
    """Return exact ones where all are rational, else mpmath's.

    At 700 digits even a fivefold defective eigenvalue scatters by 1e-140 only.
    """
    polynomial = rational(nasty).charpoly()
    roots = polynomial.as_expr().as_poly(polynomial.gen, domain="QQ").ground_roots()
    if sum(roots.values()) == len(nasty.rows):
        return [mpf(root.p) / mpf(root.q) for root, count in roots.items() for _ in range(count)]
    return list(mp.eig(decimal(nasty), left=False, right=False))


def close(value: float, wanted: mpf) -> bool:
    if math.isinf(value):
        return bool(abs(wanted) > mpf(2) ** 1023)
    return bool(abs(mpf(value) - wanted) <= RELATIVE * abs(wanted) + mpf(5e-324))


def test_there_are_at_least_forty() -> None:
    assert len({nasty.name for nasty in NASTY}) == len(NASTY) >= 40


@every
def test_rank(nasty: Nasty) -> None:
    assert analysed(nasty).rank == rational(nasty).rank()


@every
def test_singular_values_and_condition(nasty: Nasty) -> None:
    analysis, wanted = analysed(nasty), reference_singular_values(nasty)
    for value, reference in zip(analysis.singular_values, wanted, strict=True):
        tiny = reference < wanted[0] * mpf(10) ** -500
        assert value == 0 if tiny else close(value, reference)
    if analysis.rank < len(wanted):
        assert analysis.condition_number == math.inf
    else:
        assert close(analysis.condition_number, wanted[0] / wanted[-1])


@every
def test_norms(nasty: Nasty) -> None:
    norms, entries = analysed(nasty).norms, decimal(nasty)
    singular_values = reference_singular_values(nasty)
    with mp.workdps(700):
        assert close(norms.frobenius, mp.sqrt(mp.fsum(x * x for x in entries)))
        assert close(norms.one, mp.mnorm(entries, 1))
        assert close(norms.infinity, mp.mnorm(entries, mp.inf))
        assert close(norms.spectral, singular_values[0])
        assert close(norms.nuclear, mp.fsum(singular_values))


@every
def test_the_four_subspaces(nasty: Nasty) -> None:
    analysis, scaled = analysed(nasty), nasty.floats
    scaled = scaled / max(np.abs(scaled).max(), 1e-307)
    m, n = scaled.shape
    kernel, image = analysis.null_space, analysis.column_space
    assert kernel.shape == (n, n - analysis.rank)
    assert image.shape == (m, analysis.rank)
    np.testing.assert_allclose(scaled @ kernel, 0, atol=1e-14)
    np.testing.assert_allclose(image @ (image.T @ scaled), scaled, atol=1e-14)
    np.testing.assert_allclose(analysis.left_null_space.T @ scaled, 0, atol=1e-14)
    np.testing.assert_allclose(kernel.T @ analysis.row_space, 0, atol=1e-14)
    for basis in (kernel, image, analysis.row_space, analysis.left_null_space):
        np.testing.assert_allclose(basis.T @ basis, np.eye(basis.shape[1]), atol=1e-14)


@square
def test_determinant_and_trace(nasty: Nasty) -> None:
    analysis, exact = analysed(nasty), rational(nasty).det()
    assert analysis.determinant is not None
    assert analysis.determinant_sign == int(sign(exact))
    assert analysis.trace is not None
    trace = rational(nasty).trace()
    with mp.workdps(50):
        assert close(analysis.trace, mpf(trace.p) / mpf(trace.q))
        assert close(analysis.determinant, mpf(exact.p) / mpf(exact.q))
        logarithm = mp.log(abs(mpf(exact.p) / mpf(exact.q))) if exact else mp.ninf
        assert analysis.log_abs_determinant is not None
        if exact:
            assert abs(analysis.log_abs_determinant - logarithm) < 1e-12 * max(1, abs(logarithm))
        else:
            assert analysis.log_abs_determinant == -math.inf


@square
def test_inverse(nasty: Nasty) -> None:
    analysis, entries = analysed(nasty), rational(nasty)
    assert analysis.invertible == (entries.rank() == entries.rows)
    if not analysis.invertible:
        assert analysis.inverse is None
        assert analysis.inverse_reason == "the determinant is 0: the columns are dependent"
        return
    assert analysis.inverse is not None
    wanted = entries.inv()
    for index, value in np.ndenumerate(analysis.inverse):
        with mp.workdps(50):
            assert close(float(value), mpf(wanted[index].p) / mpf(wanted[index].q))


@square
def test_eigenvalues_as_a_multiset(nasty: Nasty) -> None:
    with mp.workdps(700):
        reference = reference_eigenvalues(nasty)
        largest = max(abs(value) for value in reference)
        found = [
            e.value for e in analysed(nasty).eigenvalues for _ in range(e.algebraic_multiplicity)
        ]
        assert len(found) == len(reference)
        for value in found:
            nearest = min(reference, key=lambda other: abs(other - value))
            noise = largest * mpf(10) ** -100
            assert abs(nearest - value) <= 1e-12 * abs(nearest) + noise + mpf(5e-324)
            reference.remove(nearest)


@square
def test_characteristic_polynomial(nasty: Nasty) -> None:
    analysis = analysed(nasty)
    assert analysis.characteristic_polynomial is not None
    wanted = rational(nasty).charpoly().all_coeffs()
    for value, coefficient in zip(analysis.characteristic_polynomial, wanted, strict=True):
        with mp.workdps(50):
            assert close(float(value), mpf(coefficient.p) / mpf(coefficient.q))


@square
def test_eigenvectors(nasty: Nasty) -> None:
    scale = np.abs(nasty.floats).max() or 1.0
    for eigenvalue in analysed(nasty).eigenvalues:
        vectors = eigenvalue.eigenvectors
        assert vectors.shape == (len(nasty.rows), eigenvalue.geometric_multiplicity)
        assert np.isrealobj(vectors) == eigenvalue.is_real
        residual = (nasty.floats / scale) @ vectors - eigenvalue.value / scale * vectors
        np.testing.assert_allclose(residual, 0, atol=1e-14)
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=0), 1, rtol=1e-14)
        assert np.linalg.matrix_rank(vectors) == eigenvalue.geometric_multiplicity


@square
def test_geometric_multiplicities(nasty: Nasty) -> None:
    """Count them as sympy does where it can, for rational eigenvalues."""
    analysis, entries = analysed(nasty), rational(nasty)
    polynomial = entries.charpoly()
    if from_doubles(nasty):
        assert not analysis.defective
        return
    by_value = {e.value: e for e in analysis.eigenvalues}
    for root in polynomial.as_expr().as_poly(polynomial.gen, domain="QQ").ground_roots():
        shifted = entries - root * Matrix.eye(entries.rows)
        found = by_value[complex(float(root))]
        assert found.geometric_multiplicity == entries.rows - shifted.rank()
    diagonalisable = all(
        e.algebraic_multiplicity == e.geometric_multiplicity for e in analysis.eigenvalues
    )
    assert analysis.defective == (not diagonalisable)
