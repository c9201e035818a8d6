"""Axes that count the rows and columns of a matrix from 1, by their numbers in the whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from eigenscope.plots.ranges import number_in_whole
from eigenscope.ui.charts.plotting import keep_whole


def count_from_one(axis: Any, length: int, numbers: npt.NDArray[np.intp] | None) -> None:
    """Let an axis of pyqtgraph count entries.

    Parameters
    ----------
    axis
        A pyqtgraph AxisItem over places 1 … ``length``.
    length
        How many rows or columns there are.
    numbers
        (length,): where they stand in the whole, from 0; None if this is the whole.
    """
    plain = type(axis).tickValues
    keep_whole(axis, True)

    def places(low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        return [
            (spacing, [v for v in values if 1 <= round(v) <= length])
            for spacing, values in plain(axis, low, high, size)
        ]

    def texts(values: Sequence[float], *_: float) -> list[str]:
        return [str(number_in_whole(round(value) - 1, numbers)) for value in values]

    axis.tickValues = places
    axis.tickStrings = texts
    axis.picture = None  # what was drawn with other numbers
    axis.update()
