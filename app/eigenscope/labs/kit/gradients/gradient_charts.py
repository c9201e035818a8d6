"""The charts of the topic *gradient*: its slices, and the slope in every direction."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.kit.colours import BASIS, DIRECTIONS, OUTPUT
from eigenscope.labs.kit.functions.breaks import values_along
from eigenscope.labs.kit.functions.formula_landscape import landscape_of_formula
from eigenscope.labs.kit.functions.height import Relief, height_of
from eigenscope.labs.kit.functions.square import Square
from eigenscope.labs.kit.gradients.gradient_slope import Slope
from eigenscope.plots.charts import Chart, Mark, Series
from eigenscope.wording.words import Words, as_it_is

SLICES, TURN = "slices", "turn"
_PARTS = 240


def slices_chart(slope: Slope, reach: float) -> Chart:
    """Return f along both axes and u through the point, up to a ``reach`` both ways."""
    steps = np.linspace(-reach, reach, _PARTS + 1)
    ways = list(zip(slope.names, np.eye(2), BASIS[:2], strict=True))
    ways += [("u", slope.unit, DIRECTIONS[2])] if slope.inputs.compass else []
    f, series, tangents = landscape_of_formula(slope.formula).value, [], []
    for name, way, slot in ways:
        label = Words("along {axis}", {"axis": name})
        places = slope.point + steps[:, None] * way
        series.append(Series(steps, values_along(f, places), slot, label=label))
        rise = float(slope.gradient @ way)
        if math.isfinite(rise):
            tangents.append(Series(steps, slope.value + steps * rise, slot, dashed=True))
    series = _without_tails([*series, *tangents], series, slope.value)
    return Chart(
        key=SLICES,
        title=Words("Slices through p"),
        x_label=Words("Distance from p"),
        y_label=as_it_is("f"),
        series=tuple(series),
        tip="f along lines through p, and their tangents there: the slope along x is ∂f/∂x.",
    )


def _without_tails(lines: list[Series], slices: list[Series], value: float) -> list[Series]:
    """Return lines without what is so far out, as at a pole, that nothing else would be seen."""
    values = np.concatenate([one.y for one in slices])
    height = height_of(values, Square(0.0, 0.0, 1.0), Relief(cut=True))
    if np.nanmin(values) >= height.low and np.nanmax(values) <= height.high:
        return lines
    height = replace(height, low=min(height.low, value), high=max(height.high, value))
    return [replace(one, y=np.where(np.isfinite(height.of(one.y)), one.y, np.nan)) for one in lines]


def turn_chart(slope: Slope) -> Chart:
    """Return the slope over the angle of the direction."""
    angles = np.linspace(-180.0, 180.0, 361)
    turns = np.radians(angles)
    slopes = slope.gradient[0] * np.cos(turns) + slope.gradient[1] * np.sin(turns)
    return Chart(
        key=TURN,
        title=Words("Slope in every direction"),
        x_label=Words("Angle of u in °"),
        y_label=as_it_is("∇f·u"),
        series=(Series(angles, slopes, OUTPUT),),
        marks=tuple(_marks(slope)),
        ground=True,
        turns_x=True,
        tip="A cosine: largest along ∇f, 0 across it, and as negative the other way.",
    )


def _marks(slope: Slope) -> Iterator[Mark]:
    yield Mark(_angle(slope.unit), as_it_is("u"), DIRECTIONS[2])
    if slope.gradient.any():
        yield Mark(_angle(slope.gradient), as_it_is("∇f"), OUTPUT)


def _angle(vector: Floats) -> float:
    return math.degrees(math.atan2(vector[1], vector[0]))
