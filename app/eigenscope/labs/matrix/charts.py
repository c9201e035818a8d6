"""The charts of a matrix: its map first, then its spectrum, then its entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from eigenscope.engine.large.eigenvalues import MOST_ROWS
from eigenscope.engine.large.marchenko_pastur import LEAST_VALUES
from eigenscope.labs.matrix import entry_charts, spectrum_charts
from eigenscope.labs.matrix.inputs import APPROXIMATION, ENTRIES
from eigenscope.labs.matrix.solution import Solution
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.plots.charts import Chart, HeatMap, Plotted
from eigenscope.wording.words import Text, Words

_MAP_TIP = (
    "Each entry as a colour; the few most extreme entries share the last colours. Stripes are "
    "rows or "
    "columns that differ from the rest, and a grid of stripes is low rank."
)


def charts(solution: Solution) -> tuple[Plotted, ...]:
    """Return all charts; those that wait for the engine are empty and say so."""
    return (heat_map(solution), *(_noted(chart, solution) for chart in _plots(solution)))


def heat_map(solution: Solution) -> HeatMap:
    """Return the map of the entries, or of the approximation if that is chosen and known."""
    sample, data = solution.sampled, solution.inputs.data
    shown = solution.values if solution.shown is None else solution.shown
    note = _sample_note(solution)
    if solution.shown is None:
        note = solution.missing or Words(
            "The matrix is too large for this approximation; its entries are shown."
        )
    return HeatMap(
        key="map",
        title=_map_title(solution),
        values=shown,
        low=solution.limits.low,
        high=solution.limits.high,
        diverging=solution.limits.diverging,
        fences=(solution.limits.fence_low, solution.limits.fence_high),
        beyond=_beyond(solution) if solution.shown is solution.values else (False, False),
        row_numbers=sample.row_numbers if sample else None,
        column_numbers=sample.column_numbers if sample else None,
        column_names=() if isinstance(data, Matrix) else data.column_names,
        note=note,
        tip=_MAP_TIP,
    )


def _map_title(solution: Solution) -> Words:
    chosen, rank = solution.inputs.map, {"rank": str(solution.inputs.rank)}
    if solution.shown is None or chosen == ENTRIES:
        return Words("Entries")
    if chosen == APPROXIMATION:
        return Words("Best approximation of rank {rank}", rank)
    return Words("What rank {rank} leaves out", rank)


def _beyond(solution: Solution) -> tuple[bool, bool]:
    overview, limits = solution.overview, solution.limits
    return overview.minimum < limits.low, overview.maximum > limits.high


def _plots(solution: Solution) -> Iterator[Chart]:
    yield spectrum_charts.singular_values(solution)
    if min(solution.shape) >= LEAST_VALUES:
        yield spectrum_charts.density(solution)
    yield spectrum_charts.energy(solution)
    yield entry_charts.entries(solution)
    yield from entry_charts.norms(solution)
    rows, columns = solution.shape
    if rows == columns <= MOST_ROWS:
        yield spectrum_charts.eigenvalues(solution)


def missing(solution: Solution) -> dict[str, Text]:
    """Return why charts are not there for this matrix, by their keys."""
    rows, columns = solution.shape
    reasons: dict[str, Text] = {}
    if rows != columns:
        reasons["eigenvalues"] = Words(
            "a matrix of {rows} × {columns} is not square: no eigenvalues",
            {"rows": str(rows), "columns": str(columns)},
        )
    elif rows > MOST_ROWS:
        reasons["eigenvalues"] = Words(
            "eigenvalues are found up to {most} rows, not of {rows}",
            {"most": str(MOST_ROWS), "rows": str(rows)},
        )
    if min(rows, columns) < LEAST_VALUES:
        reasons["density"] = Words(
            "a density needs {least} singular values, not {count}",
            {"least": str(LEAST_VALUES), "count": str(min(rows, columns))},
        )
    return reasons


def _noted(chart: Chart, solution: Solution) -> Chart:
    """Return a chart with why it is empty, or that it is a sample's, if it says nothing itself."""
    if chart.note is not None:
        return chart
    return replace(chart, note=_sample_note(solution) if chart.series else solution.missing)


def _sample_note(solution: Solution) -> Words | None:
    if solution.sampled is None:
        return None
    rows, columns = solution.shape
    return Words(
        "From a sample of {rows} × {columns} entries.",
        {"rows": str(rows), "columns": str(columns)},
    )
