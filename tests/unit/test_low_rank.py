"""Noise, low rank and large spectra, against explicit decompositions and integrals."""

from __future__ import annotations

import math

import numpy as np
import pytest

from eigenscope.engine.large import truncated_svd as spectra
from eigenscope.engine.large.eigenvalues import eigenvalues
from eigenscope.engine.large.low_rank import approximation_errors
from eigenscope.engine.large.marchenko_pastur import noise_law
from eigenscope.engine.large.singular_spectrum import energy_rank, singular_spectrum
from eigenscope.engine.large.truncated_svd import MatrixSpectrum, matrix_spectrum
from eigenscope.engine.runtime.jobs import Cancellation, Cancelled

SHAPES = [(1, 1), (40, 40), (300, 200), (200, 300), (5000, 3)]


def gaussian(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal(shape)


def examined(values: np.ndarray) -> MatrixSpectrum:
    plain = values.astype(np.float64)
    return matrix_spectrum(values, float(np.linalg.norm(plain)))


# --- the law of noise ----------------------------------------------------------------------------


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("deviation", [1e-3, 1.0, 7.0])
def test_the_density_of_noise_integrates_to_one(shape: tuple[int, int], deviation: float) -> None:
    law = noise_law(shape, deviation, 4000)
    assert np.trapezoid(law.density, law.x) == pytest.approx(1, abs=1e-5)
    # The mean square of the singular values is ‖A‖F² / min(m, n) = σ² max(m, n).
    mean_square = np.trapezoid(law.density * law.x**2, law.x)
    assert mean_square == pytest.approx(deviation**2 * max(shape), rel=1e-5)


def test_the_edges_of_noise_and_the_zeros_of_a_rectangle() -> None:
    law = noise_law((400, 100), 0.5)
    assert (law.low, law.high) == pytest.approx((5, 15))
    assert (law.x[0], law.x[-1]) == (law.low, law.high)
    assert law.zero_share == 0.75
    assert noise_law((100, 400), 0.5).density.tolist() == law.density.tolist()
    square = noise_law((100, 100), 1.0)
    assert square.zero_share == 0
    assert square.density[0] == pytest.approx(20 / (100 * math.pi))  # a quarter circle


@pytest.mark.parametrize("shape", [(600, 600), (800, 300), (300, 800)])
def test_noise_follows_the_law(shape: tuple[int, int]) -> None:
    law = noise_law(shape, 2.0)
    values = np.linalg.svd(2 * gaussian(*shape, seed=5), compute_uv=False)
    counts, edges = np.histogram(values, 12, (law.low, law.high))
    steps = np.diff(law.x) * (law.density[1:] + law.density[:-1]) / 2
    distribution = np.concatenate([[0], np.cumsum(steps)])
    expected = np.diff(np.interp(edges, law.x, distribution)) * len(values)
    assert np.abs(counts - expected).max() < 6  # the values repel, so their counts vary little


@pytest.mark.parametrize("deviation", [0.0, math.inf, math.nan])
def test_there_is_no_noise_without_deviation(deviation: float) -> None:
    with pytest.raises(ValueError, match="deviation"):
        noise_law((3, 3), deviation)


# --- low rank ------------------------------------------------------------------------------------


def test_errors_of_a_diagonal_matrix_are_known() -> None:
    errors = approximation_errors(np.array([4.0, 3.0, 2.0, 1.0]))
    squares = np.sqrt(np.array([30, 14, 5, 1, 0]) / 30)
    assert errors.frobenius == pytest.approx(squares)
    assert errors.spectral.tolist() == [1, 0.75, 0.5, 0.25, 0]
    assert errors.energy == pytest.approx([0, 16 / 30, 25 / 30, 29 / 30, 1])


def test_errors_agree_with_explicit_approximations() -> None:
    matrix = gaussian(12, 9)
    found = examined(matrix)
    errors = approximation_errors(found.values)
    left, values, right = np.linalg.svd(matrix, full_matrices=False)
    for rank in range(10):
        best = (left[:, :rank] * values[:rank]) @ right[:rank]
        approximation = found.approximation(rank)
        assert approximation is not None
        np.testing.assert_allclose(approximation, best, atol=1e-12)
        rest = np.linalg.norm(matrix - best) / np.linalg.norm(matrix)
        assert errors.frobenius[rank] == pytest.approx(rest, abs=1e-12)
        largest = np.linalg.norm(matrix - best, 2) / np.linalg.norm(matrix, 2)
        assert errors.spectral[rank] == pytest.approx(largest, abs=1e-12)


def test_errors_of_leading_values_count_the_rest() -> None:
    errors = approximation_errors(np.array([4.0, 3.0]), math.sqrt(30))
    assert errors.frobenius == pytest.approx(np.sqrt(np.array([30, 14, 5]) / 30))
    assert math.isnan(errors.spectral[2])


def test_a_matrix_of_zeros_is_approximated_by_anything() -> None:
    errors = approximation_errors(np.zeros(3))
    assert errors.frobenius.tolist() == [0, 0, 0, 0]
    assert energy_rank(np.zeros(3), 0.9) == 0


def test_tiny_values_keep_their_errors() -> None:
    errors = approximation_errors(np.array([1.0, 1e-12, 1e-14]))
    assert errors.frobenius[1:3] == pytest.approx([1e-12, 1e-14], rel=1e-3)


# --- spectra of any size -------------------------------------------------------------------------


@pytest.mark.parametrize("scale", [1e-300, 1.0, 1e300])
def test_values_do_not_depend_on_the_scale(scale: float) -> None:
    matrix = gaussian(60, 45)
    norm = float(np.linalg.norm(matrix))
    found = matrix_spectrum(matrix * scale, norm * scale)
    plain = singular_spectrum(matrix)
    np.testing.assert_allclose(found.values, plain.values * scale, rtol=1e-12)
    assert found.summary.noise is not None
    assert plain.noise is not None
    assert found.summary.noise.law.high == pytest.approx(plain.noise.law.high * scale)
    assert found.summary.effective_rank == pytest.approx(plain.effective_rank)
    assert found.summary.frobenius == pytest.approx(np.linalg.norm(matrix) * scale)
    assert (found.exact, found.complete, found.single) == (True, True, False)


@pytest.mark.parametrize("dtype", [np.bool_, np.int64, np.uint8, np.float32])
def test_every_type_of_number(dtype: type) -> None:
    values = (np.abs(gaussian(15, 15)) * 3).astype(dtype)
    expected = np.linalg.svd(values.astype(float), compute_uv=False)
    np.testing.assert_allclose(examined(values).values, expected, atol=1e-13 * expected[0])


def test_rounding_to_float32_is_no_rank() -> None:
    low = gaussian(300, 5) @ gaussian(5, 200)
    assert examined(low).summary.rank == 5
    assert examined(low.astype(np.float32)).summary.rank == 5
    assert examined(low.astype(np.float32).astype(np.float64)).summary.rank == 200


def test_large_matrices_have_values_and_leading_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spectra, "VECTORS_SIDE", 50)
    monkeypatch.setattr(spectra, "DOUBLE_ENTRIES", 1000)
    matrix = gaussian(120, 3) @ np.diag([9, 6, 3]) @ gaussian(3, 80) + 0.01 * gaussian(120, 80)
    found = examined(matrix)
    expected = np.linalg.svd(matrix, compute_uv=False)
    np.testing.assert_allclose(found.values, expected, atol=1e-5 * expected[0])
    assert (found.exact, found.complete, found.single) == (True, False, True)
    assert found.approximation(2) is None
    np.testing.assert_allclose(
        matrix @ found.right, found.left * found.values[:3], atol=1e-5 * expected[0]
    )


def test_very_large_matrices_are_estimated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spectra, "VECTORS_SIDE", 50)
    monkeypatch.setattr(spectra, "EXACT_WORK", 1000)
    monkeypatch.setattr(spectra, "ESTIMATED", 30)
    matrix = gaussian(300, 200) @ np.diag(0.95 ** np.arange(200))
    found = examined(matrix)
    expected = np.linalg.svd(matrix, compute_uv=False)[:30]
    assert not found.exact
    np.testing.assert_allclose(found.values, expected, rtol=1e-4)
    assert np.all(found.values <= expected * (1 + 1e-12))  # estimates come from below
    assert found.frobenius == pytest.approx(np.linalg.norm(matrix))


def test_the_work_tells_how_far_it_is_and_can_be_stopped() -> None:
    told: list[float] = []
    cancellation = Cancellation(lambda fraction, _words: told.append(fraction))
    matrix_spectrum(np.eye(3), 1.0, cancellation)
    assert told == sorted(told)
    assert len(told) >= 2
    cancellation.cancel()
    with pytest.raises(Cancelled):
        matrix_spectrum(np.eye(3), 1.0, cancellation)


# --- eigenvalues ---------------------------------------------------------------------------------


def test_eigenvalues_of_a_shift_are_roots_of_one() -> None:
    found = eigenvalues(np.roll(np.eye(8), 1, axis=0))
    assert found is not None
    np.testing.assert_allclose(found**8, np.ones(8), atol=1e-12)
    assert np.abs(np.subtract.outer(found, found))[~np.eye(8, dtype=bool)].min() > 0.7


def test_eigenvalues_of_symmetric_and_huge_matrices() -> None:
    found = eigenvalues(np.array([[2, 1], [1, 2]]) * 1e300)
    assert found is not None
    assert found.imag.tolist() == [0, 0]
    assert found.real == pytest.approx([3e300, 1e300])


@pytest.mark.parametrize("unit", [1.0, 1e-9])
def test_rounding_is_no_part_of_an_eigenvalue(unit: float) -> None:
    """The first experiment of the lab Matrix: λ³(λ − 18)(λ² − 4λ − 16), by sympy."""
    rows = "3 3 2 2 -1 -1; 4 2 4 4 2 0; 5 4 6 6 2 1; 1 2 6 6 4 5; 0 2 4 4 2 4; -1 -1 2 2 3 3"
    found = eigenvalues(unit * np.array([[int(x) for x in row.split()] for row in rows.split(";")]))
    assert found is not None
    assert found.imag.tolist() == [0] * 6
    assert found.real[:3] == pytest.approx(unit * np.array([18, 2 + 20**0.5, 2 - 20**0.5]))
    assert found.real[3:].tolist() == [0, 0, 0]


def test_only_square_matrices_of_some_size_have_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert eigenvalues(np.ones((2, 3))) is None
    monkeypatch.setattr("eigenscope.engine.large.eigenvalues.MOST_ROWS", 4)
    assert eigenvalues(np.eye(5)) is None
