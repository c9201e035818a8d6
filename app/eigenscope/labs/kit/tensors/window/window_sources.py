"""The cells that one cell of a convolution or a pooling is made from, where not all are stated."""

from __future__ import annotations

import numpy as np

from eigenscope.labs.kit.tensors.tensor_step import Indices, TensorStep
from eigenscope.labs.kit.tensors.window.windowed import SPREAD, Windowed, windowed


def windowed_row(step: TensorStep, operand: int, cell: int) -> list[int] | None:
    """Return the sources of a cell of the result in an operand, -1 in a border of zeros.

    None of a step that has no window, or several images.
    """
    each = windowed(step)
    if each is None:
        return None
    rows = (_spread if each.kind == SPREAD else _covered)(each, cell)
    return rows[operand].tolist() if operand < len(rows) else None


def _covered(each: Windowed, cell: int) -> tuple[Indices, ...]:
    sliding = each.sliding
    sheet, place = divmod(cell, sliding.count)
    size = sliding.size[0] * sliding.size[1]
    inside = sliding.inside(sliding.covered(place))
    firsts = np.array(each.channels(sheet), dtype=np.int64)[:, None] * size
    image = np.where(inside < 0, -1, firsts + inside).reshape(-1)
    weights = sheet * len(image) + np.arange(len(image), dtype=np.int64)
    return image, weights, np.array([sheet], dtype=np.int64)


def _spread(each: Windowed, cell: int) -> tuple[Indices, ...]:
    """Follow a transposed convolution: the cells that reach a cell, each by its own weight."""
    assert each.weights is not None
    sliding = each.sliding
    channel, within = divmod(cell, sliding.size[0] * sliding.size[1])
    row, column = divmod(within, sliding.size[1])
    (top, left), wide = sliding.before, sliding.padded[1]
    places, own = sliding.covering((row + top) * wide + column + left).T
    image, weights = [], []
    for sheet in range(len(each.small)):
        if channel in each.channels(sheet):
            number = channel - each.channels(sheet).start
            filters = sheet * each.weights.shape[1] + number
            image.append(sheet * sliding.count + places)
            weights.append(filters * sliding.kernel[0] * sliding.kernel[1] + own)
    return np.concatenate(image), np.concatenate(weights), np.array([channel], dtype=np.int64)
