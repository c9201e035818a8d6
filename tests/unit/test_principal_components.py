"""Moments in one pass, and principal components: against numpy, exact sums, and nasty data."""

from __future__ import annotations

from functools import partial

import numpy as np
import numpy.typing as npt
import pytest
from mpmath import mp, mpf

from eigenscope.engine.large.principal_components import PrincipalComponents, principal_components
from eigenscope.engine.large.streaming_covariance import MOST_SAMPLED, blocks_of, moments
from eigenscope.engine.runtime.jobs import Cancellation, Cancelled

Floats = npt.NDArray[np.float64]


def components(rows: npt.ArrayLike, standardise: bool = False) -> PrincipalComponents:
    values = np.asarray(rows)
    return principal_components(moments(blocks_of(values), values.shape), standardise)


def normal(rows: int, columns: int, seed: int = 0) -> Floats:
    return np.random.default_rng(seed).standard_normal((rows, columns))


@pytest.mark.parametrize("shape", [(2, 1), (7, 3), (5, 9), (40_000, 5), (300, 700)])
@pytest.mark.parametrize("kind", [np.float64, np.float32, np.int32])
def test_moments_are_numpys(shape: tuple[int, int], kind: type[np.generic]) -> None:
    values = (10 * normal(*shape) + 3).astype(kind)
    found = moments(blocks_of(values), shape)
    exact = values.astype(np.float64)
    assert (found.count, found.left_out) == (shape[0], 0)
    np.testing.assert_allclose(found.mean, exact.mean(axis=0), rtol=1e-12, atol=1e-12)
    covariance = np.atleast_2d(np.cov(exact, rowvar=False))
    scale = np.abs(covariance).max()
    np.testing.assert_allclose(found.scatter / (shape[0] - 1), covariance, atol=1e-12 * scale)


@pytest.mark.parametrize("offset", [0, 1e4, 1e7])
def test_a_large_offset_costs_no_digits(offset: float) -> None:
    values = (normal(500, 2, 3) + offset).astype(np.float32)  # what float32 has left of it
    found = moments(blocks_of(values), values.shape)
    with mp.workdps(50):
        columns = [[mpf(float(x)) for x in column] for column in values.T]
        means = [mp.fsum(column) / 500 for column in columns]
        for i, j in ((0, 0), (0, 1), (1, 1)):
            products = (
                (x - means[i]) * (y - means[j]) for x, y in zip(columns[i], columns[j], strict=True)
            )
            scale = float(np.sqrt(found.scatter[i, i] * found.scatter[j, j]))
            assert float(abs(mp.fsum(products) - mpf(found.scatter[i, j]))) <= 1e-13 * scale


def test_blocks_of_any_size_give_the_same() -> None:
    values = normal(1000, 4) + 5
    whole = moments(blocks_of(values), values.shape)
    for high in (1, 3, 64, 999):
        pieces = [values[k : k + high] for k in range(0, 1000, high)]
        parts = moments(partial(iter, pieces), values.shape)
        np.testing.assert_allclose(parts.scatter, whole.scatter, rtol=1e-12, atol=1e-11)
        np.testing.assert_allclose(parts.mean, whole.mean, rtol=1e-13)
        np.testing.assert_array_equal(parts.sample, whole.sample)
        np.testing.assert_array_equal(parts.numbers, whole.numbers)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_rows_without_numbers_are_left_out_and_counted(bad: float) -> None:
    values = normal(5000, 3)
    values[[0, 17, 4999], [0, 1, 2]] = bad
    kept = np.delete(values, [0, 17, 4999], axis=0)
    found = moments(blocks_of(values), values.shape)
    assert (found.count, found.left_out) == (4997, 3)
    np.testing.assert_allclose(found.mean, kept.mean(axis=0), atol=1e-14)
    np.testing.assert_allclose(found.scatter / 4996, np.cov(kept, rowvar=False), atol=1e-13)
    assert not {0, 17, 4999} & set(found.numbers.tolist())
    np.testing.assert_array_equal(found.sample, values[found.numbers])


def test_nothing_but_missing_numbers() -> None:
    found = moments(blocks_of(np.full((9, 2), np.nan)), (9, 2))
    assert (found.count, found.left_out, len(found.sample)) == (0, 9, 0)


def test_the_sample_is_even() -> None:
    values = np.arange(100_000.0)[:, None]
    found = moments(blocks_of(values), values.shape)
    assert len(found.sample) == MOST_SAMPLED
    assert set(np.diff(found.numbers)) == {5}
    np.testing.assert_array_equal(found.sample[:, 0], found.numbers)


def test_it_tells_its_progress_and_can_be_stopped() -> None:
    values = normal(50_000, 64)
    told: list[float] = []
    moments(blocks_of(values), values.shape, Cancellation(lambda part, _: told.append(part)))
    assert told == sorted(told)
    assert len(told) > 10
    stopped: list[Cancellation] = []
    stopped.append(Cancellation(lambda *_: stopped[0].cancel()))
    with pytest.raises(Cancelled):
        moments(blocks_of(values), values.shape, stopped[0])


# --- components ---------------------------------------------------------------------------------


def test_a_cloud_with_exact_components() -> None:
    # Along (3, 4)/5 the squares sum to 200, across to 50; over n − 1 = 4.
    along, across = np.array([0.6, 0.8]), np.array([0.8, -0.6])
    rows = np.stack([10 * along, -10 * along, 5 * across, -5 * across, 0 * along])
    found = components(rows + np.array([100, -7]))
    np.testing.assert_allclose(found.mean, [100, -7], atol=1e-13)
    np.testing.assert_allclose(found.deviations**2, [50, 12.5], rtol=1e-13)
    np.testing.assert_allclose(found.axes, np.stack([along, across], axis=1), atol=1e-13)
    np.testing.assert_allclose(found.shares, [0.8, 0.2], atol=1e-14)


@pytest.mark.parametrize("standardise", [False, True])
def test_components_are_the_singular_vectors(standardise: bool) -> None:
    values = normal(200, 6) @ normal(6, 6, 1) * [1, 10, 0.1, 3, 2, 5]
    found = components(values, standardise)
    centred = values - values.mean(axis=0)
    if standardise:
        centred /= values.std(axis=0, ddof=1)
    singular = np.linalg.svd(centred, full_matrices=False)
    np.testing.assert_allclose(found.deviations, singular[1] / np.sqrt(199), rtol=1e-9)
    np.testing.assert_allclose(np.abs(found.axes.T @ singular[2].T), np.eye(6), atol=1e-9)
    scores = found.scores(values, 6)
    np.testing.assert_allclose(
        np.cov(scores, rowvar=False), np.diag(found.deviations**2), atol=1e-9
    )


def test_of_the_same_column_twice_one_direction_is_nothing() -> None:
    column = normal(100, 1)
    found = components(np.hstack([column, column, 2 * column]))
    assert found.rank == 1
    assert found.deviations[1:].tolist() == [0, 0]
    np.testing.assert_allclose(found.axes[:, 0], np.array([1, 1, 2]) / np.sqrt(6), atol=1e-12)


@pytest.mark.parametrize("value", [0.1, 1e300, 1e-300, 1 / 3])
def test_constant_columns_vary_by_exactly_nothing(value: float) -> None:
    values = np.hstack([normal(999, 1), np.full((999, 1), value)])
    for standardise in (False, True):
        found = components(values, standardise)
        assert found.constant.tolist() == [False, True]
        assert found.rank == 1
        assert found.axes[:, 0].tolist() == [1, 0]


def test_equal_points_have_no_components() -> None:
    found = components(np.full((5, 3), 0.1))
    assert found.rank == 0
    assert found.shares.tolist() == [0, 0, 0]


@pytest.mark.parametrize("scale", [1e200, 1e-200, 1e307, 1e-310])
def test_huge_and_tiny_numbers_are_what_they_are(scale: float) -> None:
    values = np.array([[3.0, 1.0], [-3, -1], [1, 2], [-1, -2]])
    plain, scaled = components(values), components(values * scale)
    accuracy = 1e-12 if scale > 1e-300 else 1e-9  # of so small a number few digits are stored
    np.testing.assert_allclose(scaled.deviations / scale, plain.deviations, rtol=accuracy)
    np.testing.assert_allclose(scaled.axes, plain.axes, atol=accuracy)
    np.testing.assert_allclose(
        scaled.scores(values * scale, 2, unit=scale), plain.scores(values, 2), atol=1e-8
    )


def test_columns_of_very_different_size_can_be_standardised() -> None:
    values = normal(300, 3)
    found = components(values * [1e200, 1.0, 1e-200], standardise=True)
    plain = components(values, standardise=True)
    np.testing.assert_allclose(found.deviations, plain.deviations, rtol=1e-12)
    np.testing.assert_allclose(found.centred(values * [1e200, 1, 1e-200]), plain.centred(values))


def test_equal_deviations_are_said_to_be_free() -> None:
    square = np.array([[1.0, 1], [1, -1], [-1, 1], [-1, -1]])
    assert components(square).ambiguous.tolist() == [True, True]
    assert components(square * [2, 1]).ambiguous.tolist() == [False, False]
