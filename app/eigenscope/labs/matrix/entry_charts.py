"""Charts that need no decomposition: the histogram of the entries, and norms of rows and columns.

What they show is known at once, so they are complete before the engine has answered.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.matrix import colours
from eigenscope.labs.matrix.solution import Solution
from eigenscope.plots.charts import BARS, Chart, Mark, Series
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Text, Words, as_words

_FEW = 60  # up to so many norms are bars
_MOST = 8192  # points of a line: more would be closer than pixels


def entries(solution: Solution) -> Chart:
    """Return the histogram of the entries."""
    overview = solution.overview
    histogram = overview.histogram
    finite = np.isfinite(overview.mean)
    marks = (Mark(overview.mean, Words("mean"), colours.MARK),) if finite else ()
    note = None
    if histogram.below or histogram.above:
        note = Words(
            "{below} entries below and {above} above the range are counted in its last bars.",
            {"below": str(histogram.below), "above": str(histogram.above)},
        )
    bars = Series(histogram.edges, histogram.counts.astype(np.float64), colours.ENTRIES, BARS)
    return Chart(
        key="entries",
        title=Words("Histogram of the entries"),
        x_label=Words("Value"),
        y_label=Words("Entries", context="how many"),
        series=(bars,),
        marks=marks,
        note=note,
        tip="How often each value occurs. Freshly initialised weights are normally or "
        "uniformly distributed; training makes a few of them grow.",
    )


def norms(solution: Solution) -> Iterator[Chart]:
    """Yield the norms of the rows and of the columns."""
    sample = solution.sampled
    overview = solution.overview
    yield _norms(
        "rows",
        ("Norms of the rows", "Row"),
        overview.row_norms,
        sample.row_numbers if sample else None,
        "The length of each row. In a layer that computes Ax, each row belongs to one output; a "
        "row of length 0 is a dead output.",
    )
    yield _norms(
        "columns",
        ("Norms of the columns", "Column"),
        overview.column_norms,
        sample.column_numbers if sample else None,
        "The length of each column. In a layer that computes Ax, each column belongs to one "
        "input; a long column means a strong influence.",
    )


def _norms(
    key: str, words: tuple[Text, Text], lengths: Floats, numbers: np.ndarray | None, tip: Text
) -> Chart:
    counted = np.arange(len(lengths)) if numbers is None else numbers
    places: Floats = np.add(
        counted, 1, dtype=np.float64
    )  # people count from 1, as the map and the entries do
    note = None
    if len(lengths) > _MOST:
        starts = np.arange(_MOST) * len(lengths) // _MOST
        places = places[starts]
        lengths = np.asarray(np.maximum.reduceat(lengths, starts), dtype=np.float64)
        note = Words("Each point shows the largest of its neighbours.")
    if len(lengths) <= _FEW and numbers is None:
        edges = np.arange(0.5, len(lengths) + 1)
        series = Series(edges, lengths, colours.LENGTHS, BARS)
    else:
        series = Series(places, lengths, colours.LENGTHS)
    title, axis = words
    middle = Mark(
        float(np.median(lengths)),
        Words("median {value}", {"value": tidy(float(np.median(lengths)), 3)}),
        Slot.AXIS,
        upright=False,
    )
    return Chart(
        key,
        as_words(title),
        as_words(axis),
        Words("Norm"),
        (series,),
        (middle,),
        whole_x=True,
        note=note,
        tip=tip,
    )
