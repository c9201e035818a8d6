"""A convolution as a product of matrices, in two ways.

*im2col*: each place of the window is a row with the cells that it covers, in the kernel's order;
times the weights, one column for each filter, that is the result. *Toeplitz*: the image is one
vector, and each cell of the result a row with the weights where its window lies, else 0. The matrix
of a transposed convolution is the transpose of such a one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.tensors.tensor_step import Indices
from eigenscope.labs.kit.tensors.window.windowed import SPREAD, Windowed


@dataclass(frozen=True, eq=False)
class SparseWeights:
    """The entries of a Toeplitz matrix that weights stand in; two in one place are added up.

    ``rows``, ``columns`` say where, ``weights`` (flat indices into all of them) which.
    """

    rows: Indices
    columns: Indices
    weights: Indices


def im2col_of(windowed: Windowed) -> Floats:
    """Return the cells under the window, (places, channels·kh·kw), those of the border too."""
    sheets = windowed.wide.reshape(len(windowed.wide), -1)
    cells = _covered(windowed)
    rows = sheets[:, cells].transpose(1, 0, 2).reshape(len(cells), -1)
    return np.asarray(rows, dtype=np.float64)


def weight_columns_of(windowed: Windowed) -> Floats:
    """Return the weights (channels·kh·kw, filters): 0 for channels of other groups."""
    weights = windowed.weights
    assert weights is not None
    filters, inside = weights.shape[:2]
    columns = np.zeros((len(windowed.wide), *windowed.sliding.kernel, filters))
    for sheet in range(filters):
        first = windowed.channels(sheet).start
        columns[first : first + inside, ..., sheet] = weights[sheet]
    return columns.reshape(-1, filters)


def toeplitz_shape(windowed: Windowed) -> tuple[int, int]:
    """Return how many cells the result has, and the image."""
    return windowed.result.numbers.size, windowed.image.numbers.size


def toeplitz_of(windowed: Windowed) -> Floats:
    """Return the matrix (cells of the result, cells of the image) that is the convolution."""
    assert windowed.weights is not None
    entries = toeplitz_entries(windowed)
    matrix = np.zeros(toeplitz_shape(windowed))
    values = windowed.weights.reshape(-1)[entries.weights]
    np.add.at(matrix, (entries.rows, entries.columns), values)
    return matrix


def toeplitz_entries(windowed: Windowed) -> SparseWeights:
    """Return which weights stand where in the Toeplitz matrix."""
    assert windowed.weights is not None
    sliding, inside = windowed.sliding, windowed.weights.shape[1]
    size, count = sliding.size[0] * sliding.size[1], sliding.count
    cells = windowed.origins[_covered(windowed)]  # (places, kh·kw)
    place, own = np.nonzero(cells >= 0)
    reached = cells[place, own]
    small, wide, weights = [], [], []
    for sheet in range(len(windowed.small)):
        for number, channel in enumerate(windowed.channels(sheet)):
            small.append(sheet * count + place)
            wide.append(channel * size + reached)
            weights.append((sheet * inside + number) * cells.shape[1] + own)
    ends = np.concatenate(small), np.concatenate(wide)
    rows, columns = ends[::-1] if windowed.kind == SPREAD else ends
    return SparseWeights(rows, columns, np.concatenate(weights))


def _covered(windowed: Windowed) -> Indices:
    """Return the cells (places, kh·kw) that the window covers at each of its places."""
    sliding = windowed.sliding
    rows, columns = np.divmod(np.arange(sliding.count, dtype=np.int64), sliding.places[1])
    firsts = rows * sliding.stride[0] * sliding.padded[1] + columns * sliding.stride[1]
    return np.asarray(firsts[:, None] + sliding.offsets)
