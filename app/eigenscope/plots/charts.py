"""Charts as values: what a lab plots beside its picture, without a word about who draws it.

A chart says what its numbers are; the window draws it with its plotting library, and a figure can
draw the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.plots.curves import Curve
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words, as_words

LINE, POINTS, BARS = "line", "points", "bars"


@dataclass(frozen=True, eq=False)
class Series:
    """Numbers ``y`` (n,) over ``x`` (n,), as a line, points or bars.

    For bars ``x`` has n + 1 edges. ``label`` stands in the legend; without one there is none.
    """

    x: Floats
    y: Floats
    slot: Slot
    kind: str = LINE
    label: Words | None = None
    dashed: bool = False


@dataclass(frozen=True)
class Mark:
    """A value on an axis that deserves a line across the chart, with words beside it."""

    place: float
    label: Words
    slot: Slot
    upright: bool = True


@dataclass(frozen=True, eq=False)
class Chart:
    """A plot.

    Attributes
    ----------
    key
        Stable name, for tests and for keeping its place.
    title, x_label, y_label
        What it shows and what its axes mean.
    series, marks
        What is drawn.
    log_x, log_y
        Whether an axis is logarithmic; values that are not positive are left out then.
    ground
        Whether 0 is in view however far the values are from it.
    whole_x
        Whether x counts something, so that its axis has whole numbers alone.
    turns_x
        Whether x is an angle in degrees, so that its axis has parts of a turn.
    equal
        Whether a unit is as long across as it is up, as in the complex plane.
    circles
        Radii of circles about the origin, as the spectral radius in the complex plane.
    note
        What must be known to read it rightly: that it is a sample, say.
    tip
        What it tells, for a student.
    """

    key: str
    title: Words
    x_label: Words
    y_label: Words
    series: tuple[Series, ...]
    marks: tuple[Mark, ...] = ()
    log_x: bool = False
    log_y: bool = False
    ground: bool = False
    whole_x: bool = False
    turns_x: bool = False
    equal: bool = False
    circles: tuple[float, ...] = ()
    note: Words | None = None
    tip: Text = ""


@dataclass(frozen=True, eq=False)
class HeatMap:
    """A matrix whose entries are colours.

    Attributes
    ----------
    values
        (m, n), of whatever real type; entries that are not finite are drawn as such.
    low, high
        Values of the ends of the colour scale; entries beyond are drawn in its last colours.
    diverging
        Whether the scale has a neutral middle, at 0: then low is −high.
    fences
        Beyond these values an entry is far out: where several entries share a pixel, it is the
        one that is seen. None finds them from the values.
    beyond
        Whether there are entries below low, and above high.
    row_numbers, column_numbers
        Where the rows and columns stand in the whole of which this is a sample, from 0; None if
        it is the whole.
    column_names
        What the columns are called, (n,); none if they have no names.
    """

    key: str
    title: Words
    values: npt.NDArray[np.generic]
    low: float
    high: float
    diverging: bool
    fences: tuple[float, float] | None = None
    beyond: tuple[bool, bool] = (False, False)
    row_numbers: npt.NDArray[np.intp] | None = None
    column_numbers: npt.NDArray[np.intp] | None = None
    column_names: tuple[str, ...] = ()
    note: Words | None = None
    tip: Text = ""


Plotted = Chart | HeatMap

CURVES = "curves"
"""The key of the chart of a lab's curves, which the window draws as its plot."""


def curve_chart(curves: Sequence[Curve]) -> Chart:
    """Return the curves along the motion as a chart."""
    alone = curves[0].label if len(curves) == 1 else ""
    series = tuple(
        Series(
            curve.times, curve.values, curve.slot, label=None if alone else as_words(curve.label)
        )
        for curve in curves
    )
    return Chart(
        key=CURVES,
        title=as_words(alone or "Over time"),
        x_label=Words("t"),
        y_label=Words(""),
        series=series,
        log_y=any(curve.logarithmic for curve in curves),
        ground=True,
        tip="How it changes from the beginning of the motion to its end.",
    )
