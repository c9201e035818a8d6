"""What is seen of a matrix at first sight, and how it is shrunk, against plain numpy."""

from __future__ import annotations

import math

import numpy as np
import pytest

from eigenscope.engine.large.blocks import BLOCK, even_sample
from eigenscope.engine.large.downsampling import tiles
from eigenscope.engine.large.overview import overview
from eigenscope.readers.loaded_matrix import LoadedMatrix


def gaussian(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal(shape)


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.int8, np.uint64, np.bool_])
@pytest.mark.parametrize("shape", [(1, 1), (1, 7), (7, 1), (300, 900), (3, BLOCK + 5)])
def test_it_agrees_with_numpy_for_every_type_and_shape(shape: tuple[int, int], dtype: type) -> None:
    values = (np.abs(gaussian(*shape)) * 20).astype(dtype)
    exact = values.astype(np.float64)
    seen = overview(values)
    assert (seen.minimum, seen.maximum) == (exact.min(), exact.max())
    assert seen.mean == pytest.approx(exact.mean(), rel=1e-12)
    assert seen.deviation == pytest.approx(exact.std(), rel=1e-12)
    np.testing.assert_allclose(seen.row_norms, np.linalg.norm(exact, axis=1), rtol=1e-12)
    np.testing.assert_allclose(seen.column_norms, np.linalg.norm(exact, axis=0), rtol=1e-12)
    assert seen.histogram.counts.sum() == values.size
    assert seen.not_finite == 0
    assert seen.first_not_finite is None


def test_the_histogram_counts_as_numpy_does() -> None:
    values = gaussian(200, 300)
    seen = overview(values).histogram
    assert len(seen.counts) == 79  # 2 times the cube root of 60,000, rounded up
    assert seen.counts.tolist() == np.histogram(values, seen.edges)[0].tolist()
    assert (seen.below, seen.above) == (0, 0)


def test_whole_numbers_have_bins_of_their_own() -> None:
    seen = overview(np.array([[1, 2, 2], [3, 3, 3]])).histogram
    assert seen.counts.tolist() == [1, 2, 3]
    assert seen.edges.tolist() == [0.5, 1.5, 2.5, 3.5]
    assert overview(np.array([[1.0, 2.0, 2.0], [3.0, 3.0, 3.0]])).histogram.counts.tolist() == [
        1,
        2,
        3,
    ]
    assert overview(np.array([[True, False, True]])).histogram.counts.tolist() == [1, 2]


def test_entries_far_out_are_counted_at_the_ends() -> None:
    values = gaussian(100, 100)
    values[3, 4], values[5, 6], values[7, 8] = 1e6, 2e6, -1e6
    seen = overview(values)
    assert (seen.histogram.below, seen.histogram.above) == (1, 2)
    assert seen.histogram.counts.sum() == 10_000
    assert seen.histogram.edges[-1] < 10
    assert seen.limits.high < 3
    assert seen.maximum == 2e6


def test_colours_are_symmetric_where_both_signs_matter() -> None:
    both = overview(gaussian(100, 100)).limits
    assert both.diverging
    assert both.low == -both.high
    assert both.high == pytest.approx(2.576, abs=0.1)  # the 99.5 percentile of a normal law
    positive = overview(np.abs(gaussian(100, 100))).limits
    assert not positive.diverging
    assert 0 <= positive.low < 0.02
    hardly = overview(np.abs(gaussian(100, 100)) - 0.05).limits
    assert not hardly.diverging


def test_few_entries_are_all_within_the_colours() -> None:
    limits = overview(np.array([[0, 1, 2], [3, 4, 900]])).limits
    assert (limits.low, limits.high, limits.diverging) == (0, 900, False)


def test_nearly_constant_matrices_show_what_differs() -> None:
    limits = overview(np.eye(400)).limits
    assert (limits.low, limits.high) == (0, 1)
    assert (limits.fence_low, limits.fence_high) == (0, 0)


@pytest.mark.parametrize(
    ("value", "low", "high"), [(0.0, -1, 1), (3.0, 0, 3), (-2.0, -2, 0), (1.7e308, 0, 1.7e308)]
)
def test_constant_matrices_have_a_range(value: float, low: float, high: float) -> None:
    seen = overview(np.full((3, 4), value))
    assert (seen.limits.low, seen.limits.high) == (low, high)
    assert (seen.mean, seen.deviation) == (value, 0)
    assert seen.histogram.counts.sum() == 12
    assert np.all(np.diff(seen.histogram.edges) > 0)


@pytest.mark.parametrize("scale", [1e-310, 1e-300, 1e-150, 1e150, 1e300, 3e307])
def test_nothing_overflows_or_vanishes(scale: float) -> None:
    values = np.array([[3.0, 0.0, -1.0], [4.0, 2.5, 0.0]]) * scale
    seen, plain = overview(values), overview(values / scale)
    assert seen.row_norms == pytest.approx(plain.row_norms * scale, rel=1e-9)
    assert seen.column_norms[0] == pytest.approx(5 * scale, rel=1e-9)
    assert seen.mean == pytest.approx(8.5 / 6 * scale, rel=1e-9)
    assert seen.deviation == pytest.approx(plain.deviation * scale, rel=1e-9)
    assert seen.histogram.counts.tolist() == plain.histogram.counts.tolist()


def test_what_is_not_finite_is_counted_and_left_out() -> None:
    values = gaussian(600, 500).astype(np.float32)
    values[2, 3] = math.nan
    values[400, :2] = math.inf, -math.inf
    seen = overview(values)
    assert (seen.not_a_number, seen.infinite, seen.not_finite) == (1, 2, 3)
    assert seen.first_not_finite == (2, 3)
    finite = values[np.isfinite(values)].astype(np.float64)
    assert seen.mean == pytest.approx(finite.mean())
    assert seen.deviation == pytest.approx(finite.std())
    assert (seen.minimum, seen.maximum) == (finite.min(), finite.max())
    assert seen.histogram.counts.sum() == finite.size
    assert seen.row_norms[400] == pytest.approx(np.linalg.norm(values[400, 2:].astype(float)))


def test_nothing_finite_at_all() -> None:
    seen = overview(np.full((2, 3), math.nan))
    assert math.isnan(seen.mean)
    assert seen.not_finite == 6
    assert seen.histogram.counts.sum() == 0
    assert seen.row_norms.tolist() == [0, 0]


@pytest.mark.parametrize("bad", [np.zeros(3), np.zeros((0, 2)), np.zeros((2, 2, 2))])
def test_what_is_no_matrix_is_refused(bad: np.ndarray) -> None:
    with pytest.raises(ValueError, match="rows and columns"):
        overview(bad)


def test_a_sample_meets_every_column() -> None:
    values = np.broadcast_to(np.arange(1000.0), (4000, 1000))
    sample = even_sample(values, 40_000)
    assert 20_000 < len(sample) <= 40_000
    assert np.unique(sample).size == 1000


def test_a_loaded_matrix_keeps_its_overview() -> None:
    matrix = LoadedMatrix("small", np.eye(3), (3, 3))
    assert matrix.overview is matrix.overview
    assert matrix.overview.maximum == 1


# --- tiles ---------------------------------------------------------------------------------------

WIDE = (-math.inf, math.inf)


def test_ordinary_tiles_have_their_mean() -> None:
    values = np.arange(24.0).reshape(4, 6)
    shrunk = tiles(values, 2, 3, WIDE)
    assert shrunk.values.tolist() == values.reshape(2, 2, 3, 2).mean(axis=(1, 3)).tolist()
    assert shrunk.row_edges.tolist() == [0, 2, 4]
    assert shrunk.column_edges.tolist() == [0, 2, 4, 6]


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int16])
def test_uneven_tiles_cover_everything_once(dtype: type, order: str) -> None:
    values: np.ndarray = (gaussian(53, 31) * 50).astype(dtype)
    values = np.asfortranarray(values) if order == "F" else values
    shrunk = tiles(values, 10, 7, WIDE)
    assert shrunk.values.shape == (10, 7)
    for i in range(10):
        for j in range(7):
            rows = slice(shrunk.row_edges[i], shrunk.row_edges[i + 1])
            columns = slice(shrunk.column_edges[j], shrunk.column_edges[j + 1])
            part = values[rows, columns].astype(float)
            assert shrunk.values[i, j] == pytest.approx(part.mean(), abs=1e-4)
    assert (shrunk.row_edges[0], shrunk.row_edges[-1]) == (0, 53)
    assert set(np.diff(shrunk.row_edges)) == {5, 6}


def test_no_extreme_is_hidden() -> None:
    values = gaussian(1000, 1000)
    values[501, 77], values[502, 78] = 40.0, -60.0
    values[10, 10], values[20, 20], values[30, 30] = math.inf, -math.inf, math.nan
    limits = overview(values).limits
    shrunk = tiles(values, 10, 10, (limits.fence_low, limits.fence_high))
    assert shrunk.row_edges[5] <= 502 < shrunk.row_edges[6]
    assert shrunk.column_edges[0] <= 78 < shrunk.column_edges[1]
    assert shrunk.values[5, 0] == -60
    assert math.isnan(shrunk.values[0, 0])
    values[30, 30] = 0
    assert tiles(values, 10, 10).values[0, 0] == math.inf
    assert np.abs(np.delete(shrunk.values.ravel(), [0, 50])).max() < 0.1


def test_a_sparse_matrix_keeps_its_entries() -> None:
    assert tiles(np.eye(4096, dtype=bool), 64, 64).values.tolist() == np.eye(64).tolist()


def test_a_matrix_that_fits_is_left_alone() -> None:
    values = gaussian(5, 4)
    shrunk = tiles(values, 5, 9)
    assert shrunk.values.tolist() == values.tolist()
    assert shrunk.row_edges.tolist() == [0, 1, 2, 3, 4, 5]
    assert shrunk.column_edges.tolist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("scale", [1e-300, 1e38, 1e300])
def test_the_means_of_huge_and_tiny_entries(scale: float) -> None:
    dtype = np.float32 if scale == 1e38 else np.float64
    values = np.full((40, 40), scale, dtype=dtype)
    assert tiles(values, 4, 4).values == pytest.approx(np.full((4, 4), float(dtype(scale))))


def test_nothing_cannot_be_shrunk() -> None:
    with pytest.raises(ValueError, match="one tile"):
        tiles(np.zeros((2, 2)), 0, 3)
