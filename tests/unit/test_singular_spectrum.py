"""Ranks, energies and the edge of the noise, against what is known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from eigenscope.engine.large.singular_spectrum import singular_spectrum


def test_of_a_diagonal_matrix_all_is_known() -> None:
    found = singular_spectrum(np.diag([4.0, 2.0, 1.0, 0.0]))
    assert found.values.tolist() == [4, 2, 1, 0]
    assert found.rank == 3
    assert found.stable_rank == pytest.approx(21 / 16)
    shares = [4 / 7, 2 / 7, 1 / 7]
    entropy = -sum(p * math.log(p) for p in shares)
    assert found.effective_rank == pytest.approx(math.exp(entropy), rel=1e-11)
    assert found.energy_ranks == (2, 2, 3)  # 16/21 = 0.76, 20/21 = 0.952, 1
    assert found.condition_number == math.inf
    assert found.frobenius == pytest.approx(math.sqrt(21))


def test_the_identity_has_its_size_as_every_rank() -> None:
    found = singular_spectrum(np.eye(7, dtype=np.float32))
    assert (found.rank, found.effective_rank, found.condition_number) == (7, 7.0, 1.0)
    assert found.stable_rank == 7.0


def test_nothing_but_zeros() -> None:
    found = singular_spectrum(np.zeros((3, 5), np.int8))
    assert (found.rank, found.effective_rank, found.condition_number) == (0, 0.0, math.inf)


@pytest.mark.parametrize("scale", [1e-200, 1.0, 1e150])
def test_ranks_do_not_depend_on_the_scale(scale: float) -> None:
    matrix = np.random.default_rng(4).standard_normal((30, 20))
    plain, scaled = singular_spectrum(matrix), singular_spectrum(matrix * scale)
    assert scaled.effective_rank == pytest.approx(plain.effective_rank)
    assert scaled.energy_ranks == plain.energy_ranks
    assert scaled.rank == 20


def test_structure_stands_above_the_noise() -> None:
    chance = np.random.default_rng(1)
    noise = chance.standard_normal((400, 300))
    assert singular_spectrum(noise).above_noise in (0, 1)
    # Two directions, far stronger than the edge at √400 + √300 = 37.3.
    two = np.outer(chance.standard_normal(400), chance.standard_normal(300)) * 0.5
    two += np.outer(chance.standard_normal(400), chance.standard_normal(300)) * 0.4
    assert singular_spectrum(noise + two).above_noise in (2, 3)


@pytest.mark.parametrize("shape", [(40, 40), (60, 200), (300, 300)])
@pytest.mark.parametrize("scale", [1e-300, 0.02, 1e300])
def test_the_law_of_noise_fits_noise_and_finds_its_deviation(
    shape: tuple[int, int], scale: float
) -> None:
    matrix = np.random.default_rng(5).uniform(-scale / 2, scale / 2, shape)  # variance 1/12
    found = singular_spectrum(matrix).noise
    assert found is not None
    assert found.fits
    assert found.deviation == pytest.approx(scale / math.sqrt(12), rel=0.05)


def test_strong_directions_do_not_widen_the_noise() -> None:
    chance = np.random.default_rng(2)
    strong = chance.standard_normal((200, 5)) @ chance.standard_normal((5, 100))
    matrix = strong + chance.standard_normal((200, 100))
    found = singular_spectrum(matrix)
    assert found.noise is not None
    assert found.noise.fits
    assert found.noise.deviation == pytest.approx(1, rel=0.01)  # that of all entries is 2.4
    assert found.above_noise == 5


def _powers() -> np.ndarray:
    noise = np.random.default_rng(1).standard_normal((200, 100))
    return np.asarray(noise / np.sqrt(np.arange(1, 101)))


@pytest.mark.parametrize(
    "matrix",
    [np.eye(50), np.diag(np.arange(1.0, 61)), _powers(), np.ones((50, 50))],
    ids=["identity", "even", "powers", "rank 1"],
)
def test_where_the_law_does_not_fit_there_is_no_edge(matrix: np.ndarray) -> None:
    found = singular_spectrum(matrix)
    assert found.noise is None or not found.noise.fits
    assert found.above_noise is None


def test_a_few_singular_values_are_no_distribution() -> None:
    assert singular_spectrum(np.random.default_rng(0).standard_normal((200, 39))).noise is None


@pytest.mark.parametrize("bad", [np.zeros(3), np.zeros((0, 2)), np.array([[1.0, math.nan]])])
def test_what_has_no_singular_values_is_refused(bad: np.ndarray) -> None:
    with pytest.raises(ValueError, match="ingular values"):
        singular_spectrum(bad)
