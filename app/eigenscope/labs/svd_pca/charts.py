"""The scree plot, and what is lost with each number of components."""

from __future__ import annotations

import numpy as np

from eigenscope.engine.large.low_rank import approximation_errors
from eigenscope.labs.svd_pca import colours
from eigenscope.labs.svd_pca.cloud import CloudSolution
from eigenscope.plots.charts import BARS, LINE, POINTS, Chart, Series
from eigenscope.wording.words import Words

_FEW = 40  # components up to which single ones are marked


def charts(solution: CloudSolution) -> tuple[Chart, ...]:
    """Return the charts; empty ones where nothing varies."""
    return _scree(solution), _error(solution)


def _scree(solution: CloudSolution) -> Chart:
    series: tuple[Series, ...] = ()
    components = solution.components
    if components is not None and components.rank:
        numbers = np.arange(1.0, solution.columns + 1)
        edges = np.arange(0.5, solution.columns + 1)
        shares = 100 * components.shares
        summed = 100 * approximation_errors(components.deviations).energy[1:]
        series = (
            Series(edges, shares, colours.VARIANCE, BARS, Words("each")),
            Series(numbers, summed, colours.CUMULATIVE, LINE, Words("cumulative")),
        )
        if solution.columns <= _FEW:
            series += (Series(numbers, summed, colours.CUMULATIVE, POINTS),)
        series += (_end_of_kept(solution),)
    return Chart(
        key="scree",
        title=Words("Explained variance"),
        x_label=Words("Component"),
        y_label=Words("%"),
        series=series,
        whole_x=True,
        tip="The share of the variance along each principal axis (a scree plot). Beyond the "
        "elbow, where the bars level off, the rest is often noise.",
    )


def _error(solution: CloudSolution) -> Chart:
    series: tuple[Series, ...] = ()
    components = solution.components
    if components is not None and components.rank:
        errors = 100 * approximation_errors(components.deviations).frobenius
        numbers = np.arange(float(len(errors)))
        series = (Series(numbers, errors, colours.LOST, LINE),)
        if solution.columns <= _FEW:
            series += (Series(numbers, errors, colours.LOST, POINTS),)
        series += (_end_of_kept(solution),)
    return Chart(
        key="error",
        title=Words("Reconstruction error"),
        x_label=Words("Components kept"),
        y_label=Words("% of ‖Z‖F"),
        series=series,
        whole_x=True,
        tip="The distance between the data and their reconstruction from the first components.",
    )


def _end_of_kept(solution: CloudSolution) -> Series:
    """Return a line upright where components end to be kept; its words stand in the legend.

    Beside the line they would lie on the curve, or on a bar.
    """
    at = float(solution.kept_count)
    words = Words("kept: {count}", {"count": str(solution.kept_count)})
    return Series(
        np.array([at, at]), np.array([0.0, 100.0]), colours.CHOSEN, LINE, words, dashed=True
    )
