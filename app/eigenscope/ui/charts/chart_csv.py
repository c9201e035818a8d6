"""A chart's numbers as comma-separated values, for a spreadsheet; exact, as Python reads them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from itertools import zip_longest

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.engine.runtime.jobs import Cancellation
from eigenscope.plots.charts import BARS, Chart, Series
from eigenscope.wording.words import say


def matrix_csv(
    values: npt.NDArray[np.generic], names: Sequence[str], cancellation: Cancellation
) -> str:
    """Return a matrix (m, n) as m lines of n numbers, under its columns' names if it has any."""
    head = io.StringIO()
    csv.writer(head, lineterminator="").writerow(names)
    lines = [head.getvalue()] if names else []
    for row in values:
        cancellation.check()
        # numpy's own scalars print a float32 with no more digits than it has.
        lines.append(",".join(map(str, row)))
    return "\n".join(lines) + "\n"


def chart_csv(chart: Chart, cancellation: Cancellation) -> str:
    """Return a chart's series side by side, each with its columns under a head line.

    The x of bars is two columns, where a bar begins and where it ends.
    """
    heads: list[str] = []
    columns: list[list[str]] = []
    for series in chart.series:
        cancellation.check()
        heads += _heads(series, chart)
        if series.kind == BARS:
            columns += [_texts(series.x[:-1]), _texts(series.x[1:])]
        else:
            columns.append(_texts(series.x))
        columns.append(_texts(series.y))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(zip_longest(*columns, fillvalue=""))
    return out.getvalue()


def _heads(series: Series, chart: Chart) -> list[str]:
    name = say(chart.y_label if series.label is None else series.label)
    across = say(chart.x_label)
    return [f"{across} ≥", f"{across} <", name] if series.kind == BARS else [across, name]


def _texts(numbers: Floats) -> list[str]:
    return [str(number) for number in np.asarray(numbers)]
