"""The analysis on worked examples, in floating point, on wrong input and at size."""

from __future__ import annotations

import math
import subprocess
import sys
from fractions import Fraction
from types import ModuleType

import numpy as np
import pytest

from eigenscope.engine.analysis.analyse import Analysis, analyse
from eigenscope.engine.analysis.entries import as_matrix
from eigenscope.engine.analysis.examination import examine
from eigenscope.engine.analysis.report import as_table

from .nasty import NASTY, Nasty

RNG = np.random.default_rng(20)
Matrix = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def multiplicities(analysis: Analysis) -> list[tuple[complex, int, int]]:
    return [
        (e.value, e.algebraic_multiplicity, e.geometric_multiplicity) for e in analysis.eigenvalues
    ]


def similar(jordan: Matrix) -> Matrix:
    """Return S·J·S⁻¹ in doubles: the Jordan form is there up to rounding only."""
    change = RNG.normal(size=jordan.shape)
    result: Matrix = change @ jordan @ np.linalg.inv(change)
    return result


def jordan(*blocks: tuple[float, int]) -> Matrix:
    n = sum(size for _, size in blocks)
    result, start = np.zeros((n, n)), 0
    for value, size in blocks:
        result[start : start + size, start : start + size] = value * np.eye(size) + np.eye(
            size, k=1
        )
        start += size
    return result


def test_symmetric_example() -> None:
    analysis = analyse([[2, 1], [1, 2]])
    three, one = analysis.eigenvalues
    assert (three.value, one.value) == (3, 1)
    half = math.sqrt(0.5)
    np.testing.assert_allclose(three.eigenvectors, [[half], [half]], rtol=1e-15)
    np.testing.assert_allclose(one.eigenvectors, [[half], [-half]], rtol=1e-15)
    assert analysis.determinant == 3
    assert analysis.definiteness == "positive definite"


@pytest.mark.parametrize("size", [1.0, 1e-150, 1e-200, 1e300])
def test_decisions_do_not_depend_on_size(size: float) -> None:
    entries = np.array([[math.pi, math.e], [math.sqrt(2), 1.0]]) * size
    analysis = analyse(entries)
    assert analysis.rank == 2
    assert not analysis.defective
    assert analysis.log_abs_determinant == pytest.approx(
        math.log(math.e * math.sqrt(2) - math.pi) + 2 * math.log(size), rel=1e-13
    )
    assert analysis.determinant_sign == -1


def test_small_multiple_of_the_identity() -> None:
    analysis = analyse([[1e-200, 0], [0, 1e-200]])
    assert analysis.rank == 2
    assert analysis.determinant == 0
    assert analysis.determinant_sign == 1
    assert analysis.log_abs_determinant == pytest.approx(-400 * math.log(10), rel=1e-15)


@pytest.mark.parametrize(
    ("entries", "defective"),
    [
        ([[1, 1], [0, 1]], True),
        ([[1, 1e-3], [0, 1]], True),
        ([[1, 1], [0, 1 + 1e-6]], False),
        ([[math.pi, 1e-9 * math.e], [0, math.pi]], True),
        ([[math.pi, 1], [0, math.pi + 1e-6]], False),
        ([[math.pi, 0], [0, math.pi]], False),
    ],
)
def test_defective(entries: list[list[float]], defective: bool) -> None:
    assert analyse(entries).defective is defective


@pytest.mark.parametrize(
    "blocks",
    [
        [(2.0, 2), (5.0, 1)],
        [(2.0, 3)],
        [(2.0, 2), (2.0, 1), (3.0, 1), (3.0, 1)],
        [(-1.0, 2), (1.0, 2)],
        [(1.0, 4), (4.0, 1), (6.0, 1)],
        [(0.0, 2), (3.0, 1)],
        [(0.0, 3), (0.0, 2)],
        [(1.0, 1), (1.001, 1), (2.0, 1)],
        [(7.0, 1)] * 4,
    ],
)
def test_jordan_forms_hidden_by_rounding(blocks: list[tuple[float, int]]) -> None:
    wanted = {
        value: (sum(s for v, s in blocks if v == value), sum(v == value for v, _ in blocks))
        for value, _ in blocks
    }
    for _ in range(10):
        analysis = analyse(similar(jordan(*blocks)))
        found = multiplicities(analysis)
        assert len(found) == len(wanted)
        for value, algebraic, geometric in found:
            nearest = min(wanted, key=lambda other: abs(other - value))
            assert abs(nearest - value) < 1e-9
            assert (algebraic, geometric) == wanted[nearest]


def test_balancing_does_not_hide_a_defect() -> None:
    tiny = math.pi * 1e-17
    analysis = analyse([[math.e, math.e, math.e], [0, math.e, tiny], [tiny, math.e, tiny]])
    assert [m[1:] for m in multiplicities(analysis)] == [(2, 1), (1, 1)]
    np.testing.assert_allclose(analysis.eigenvalues[0].eigenvectors, [[1], [0], [0]], atol=1e-9)


def test_defective_complex_pair() -> None:
    block = np.array([[1.0, -2.0, 1, 0], [2, 1, 0, 1], [0, 0, 1, -2], [0, 0, 2, 1]])
    for _ in range(10):
        (upper, *_), (lower, *_) = multiplicities(analyse(similar(block)))
        assert upper == lower.conjugate()
        assert abs(upper - (1 + 2j)) < 1e-9
        assert analyse(similar(block)).defective


@pytest.mark.parametrize("nasty", NASTY, ids=lambda nasty: nasty.name)
def test_floating_point_agrees_with_exact(nasty: Nasty) -> None:
    """Where the decision is not within rounding, the two methods decide alike."""
    exact = analyse(nasty.floats, exact=nasty.rows if nasty.given else None)
    nonzero = exact.singular_values[: exact.rank]
    if exact.rank and nonzero[-1] < 1e-14 * nonzero[0]:
        pytest.skip("whether it is singular is within rounding")
    floating = examine(nasty.floats, None, None)
    assert floating.rank == exact.rank
    np.testing.assert_allclose(
        floating.singular_values, exact.singular_values, atol=1e-14 * exact.norms.spectral
    )
    assert [m[1:] for m in multiplicities(floating)] == [m[1:] for m in multiplicities(exact)]
    for (value, *_), (wanted, *_) in zip(
        multiplicities(floating), multiplicities(exact), strict=True
    ):
        assert abs(value - wanted) <= 1e-9 * exact.norms.spectral
    assert [kind.name for kind in floating.kinds] == [kind.name for kind in exact.kinds]


def test_no_rounding_noise() -> None:
    turn = np.linalg.qr(RNG.normal(size=(4, 4)))[0]
    symmetric = turn @ np.diag([2.0, 2.0, 0.0, -1.0]) @ turn.T
    analysis = analyse(symmetric)
    assert analysis.symmetric
    assert [m[1:] for m in multiplicities(analysis)] == [(2, 2), (1, 1), (1, 1)]
    assert all(value.imag == 0 for value, *_ in multiplicities(analysis))
    assert analysis.determinant == 0
    assert analysis.eigenvalues[1].value == 0
    assert math.copysign(1, analyse(np.array([[-0.0, 1.0], [1.0, 0.0]])).matrix[0, 0]) == 1


def test_orthogonal_is_said_exactly() -> None:
    analysis = analyse(np.linalg.qr(RNG.normal(size=(5, 5)))[0])
    assert analysis.orthogonal
    assert abs(analysis.determinant or 0) == 1
    assert analysis.condition_number == 1
    assert all(abs(abs(value) - 1) < 1e-15 for value, *_ in multiplicities(analysis))


@pytest.mark.parametrize(
    "shape", [(1, 1), (2, 3), (5, 5), (40, 17), (64, 64), (200, 300), (512, 512)]
)
def test_random_against_numpy(shape: tuple[int, int]) -> None:
    entries = RNG.normal(size=shape)
    analysis = analyse(entries)
    assert analysis.rank == min(shape)
    singular_values = np.linalg.svd(entries, compute_uv=False)
    np.testing.assert_allclose(analysis.singular_values, singular_values, rtol=1e-9)
    assert analysis.condition_number == pytest.approx(np.linalg.cond(entries), rel=1e-8)
    assert analysis.norms.frobenius == pytest.approx(np.linalg.norm(entries), rel=1e-12)
    assert analysis.norms.one == pytest.approx(np.linalg.norm(entries, 1), rel=1e-12)
    assert analysis.norms.infinity == pytest.approx(np.linalg.norm(entries, np.inf), rel=1e-12)
    assert analysis.norms.nuclear == pytest.approx(singular_values.sum(), rel=1e-12)
    if shape[0] != shape[1]:
        assert str(analysis.inverse_reason) == f"not square: {shape[0]}×{shape[1]}"
        return
    sign, logarithm = np.linalg.slogdet(entries)
    assert analysis.determinant_sign == sign
    assert analysis.log_abs_determinant == pytest.approx(logarithm, rel=1e-11)
    assert analysis.inverse is not None
    np.testing.assert_allclose(analysis.inverse @ entries, np.eye(shape[0]), atol=1e-8)
    found = np.array([value for value, *_ in multiplicities(analysis)])
    wanted = np.linalg.eigvals(entries)
    assert len(found) == len(wanted)
    distances = np.abs(found[:, None] - wanted[None, :])
    assert max(distances.min(axis=0).max(), distances.min(axis=1).max()) < 1e-9 * shape[0]
    assert analysis.characteristic_polynomial is not None
    assert not np.isnan(analysis.characteristic_polynomial).any()


def test_random_integers_of_low_rank() -> None:
    entries = RNG.integers(-5, 6, size=(60, 20)) @ RNG.integers(-5, 6, size=(20, 60))
    analysis = analyse(entries)
    assert (analysis.rank, analysis.determinant) == (20, 0)
    zero = next(e for e in analysis.eigenvalues if e.value == 0)
    assert (zero.algebraic_multiplicity, zero.geometric_multiplicity) == (40, 40)
    np.testing.assert_allclose(entries @ analysis.null_space, 0, atol=1e-11)


@pytest.mark.parametrize("seed", range(8))
def test_entries_at_the_limits_of_floats(seed: int) -> None:
    """Whatever the entries, nothing fails and every eigenvalue is counted."""
    generator = np.random.default_rng(seed)
    for _ in range(20):
        n = int(generator.integers(1, 6))
        pools = ([0, 1e300, 1e-300, 1], [1e-310, 0, 1e308, -1e308], [0, 1, 3e8 / 7, 1e-8 / 3])
        entries = generator.choice(pools[generator.integers(3)], size=(n, n))
        for analysis in (analyse(entries), examine(entries, None, None)):
            assert sum(e.algebraic_multiplicity for e in analysis.eigenvalues) == n
            assert not math.isnan(analysis.condition_number)
            assert as_table(analysis)


def test_ill_conditioned_inverse_comes_with_a_warning() -> None:
    rows = [[Fraction(1, i + j + 1) for j in range(10)] for i in range(10)]
    analysis = analyse(np.array(rows, dtype=np.float64), exact=rows)
    assert analysis.invertible
    assert analysis.inverse_warning is not None
    assert "1.6e+13" in str(analysis.inverse_warning)
    assert analyse([[1, 2], [3, 4]]).inverse_warning is None


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ([], "2 axes"),
        ([[]], "empty: 1×0"),
        ([1, 2, 3], "row 1 is 1, which is not a row"),
        ([[1, 2], [3]], "row 2 has 1 entries, but row 1 has 2"),
        ([[1, 2], [3, math.nan]], "row 2, column 2 is not a number"),
        ([[1, -math.inf]], "row 1, column 2 is infinite"),
        ([[1, "x"]], "row 1, column 2 is 'x', not a number"),
        ([[1, 10**400]], "row 1, column 2 is too large"),
        ([[1j]], "complex"),
        (np.zeros((2, 2, 2)), "this has 3"),
    ],
)
def test_wrong_input_is_refused_with_its_place(wrong: list[list[float]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        analyse(wrong)


def test_exact_entries_must_match() -> None:
    with pytest.raises(ValueError, match="differ in shape"):
        analyse([[1.0, 2.0]], exact=[[Fraction(1)]])
    with pytest.raises(ValueError, match=r"column 2: 3 and 2\.0 differ"):
        analyse([[1.0, 2.0]], exact=[[Fraction(1), Fraction(3)]])


def test_torch_tensors_are_taken() -> None:
    import torch

    tensor = torch.tensor([[2.0, 1.0], [1.0, 2.0]], dtype=torch.float32, requires_grad=True)
    assert analyse(tensor).determinant == 3


def test_importing_stays_light() -> None:
    code = (
        "import sys, eigenscope.engine.analysis.analyse, eigenscope.engine.analysis.report;"
        "sys.exit(bool({'torch', 'sympy', 'flint', 'mpmath'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_matrix_is_read_while_another_thread_imports_torch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "torch", ModuleType("torch"))
    assert as_matrix([[1, 2], [3, 4]]).tolist() == [[1, 2], [3, 4]]
