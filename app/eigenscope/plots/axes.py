"""The numbers along the axes of charts and heat maps, for a screen and a figure alike."""

from __future__ import annotations

from eigenscope.plots.charts import Chart, HeatMap
from eigenscope.plots.ticks import Tick, axis_ticks, counting_ticks, turning_ticks


def x_ticks(chart: Chart, low: float, high: float, length: float) -> list[Tick]:
    """Return the numbers across a chart between two places, over so many logical pixels."""
    if chart.turns_x:
        return turning_ticks(low, high, length)
    return axis_ticks(
        low, high, length, upright=False, logarithmic=chart.log_x, whole=chart.whole_x
    )


def y_ticks(chart: Chart, low: float, high: float, length: float) -> list[Tick]:
    """Return the numbers up a chart between two places, over so many logical pixels."""
    return axis_ticks(low, high, length, upright=True, logarithmic=chart.log_y)


def column_ticks(heat_map: HeatMap, low: float, high: float, length: float) -> list[Tick]:
    """Return the numbers of columns between two places, over so many logical pixels."""
    count, numbers = heat_map.values.shape[1], heat_map.column_numbers
    return counting_ticks(low, high, length, upright=False, count=count, numbers=numbers)


def row_ticks(heat_map: HeatMap, low: float, high: float, length: float) -> list[Tick]:
    """Return the numbers of rows between two places, over so many logical pixels."""
    count, numbers = heat_map.values.shape[0], heat_map.row_numbers
    return counting_ticks(low, high, length, upright=True, count=count, numbers=numbers)
