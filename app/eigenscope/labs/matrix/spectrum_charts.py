"""Charts of singular values and eigenvalues; empty before the engine has answered."""

from __future__ import annotations

import numpy as np

from eigenscope.engine.large.marchenko_pastur import MOST_ABOVE, NoiseFit
from eigenscope.labs.matrix import colours
from eigenscope.labs.matrix.solution import Solution
from eigenscope.plots.charts import BARS, LINE, POINTS, Chart, Mark, Series
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Words, sentences

_WIDE = 8.0  # between the largest and the smallest: from there on the axis is logarithmic
_FEW = 60  # up to so many are points rather than a line


def singular_values(solution: Solution) -> Chart:
    """Return the singular values, in order, with the edge of noise and the chosen rank."""
    series: tuple[Series, ...] = ()
    marks: tuple[Mark, ...] = ()
    note = None
    wide = True
    spectrum = solution.spectrum
    if spectrum is not None:
        sigmas = spectrum.values
        zeros = len(sigmas) - spectrum.summary.rank if spectrum.exact else 0
        kind = POINTS if len(sigmas) <= _FEW else LINE
        plotted = sigmas[: len(sigmas) - zeros]  # the rest is rounding, and shown as 0
        wide = bool(len(plotted)) and float(plotted[0]) > _WIDE * float(plotted[-1])
        if not wide:
            plotted = np.concatenate([plotted, np.zeros(zeros)])
        series = (Series(np.arange(1.0, len(plotted) + 1), plotted, colours.SPECTRUM, kind),)
        marks = (*_noise_marks(solution, upright=False), *_rank_marks(solution))
        if not spectrum.exact:
            note = Words(
                "An estimate of the leading {count} of {all}.",
                {"count": str(len(sigmas)), "all": str(min(solution.shape))},
            )
        elif zeros:
            values = {"zeros": str(zeros), "all": str(len(sigmas))}
            note = Words("{zeros} of {all} are zero up to rounding.", values)
            if wide:
                note = sentences([note, "A logarithmic axis cannot show them."])
        elif spectrum.single:
            note = Words("Computed in float32: values below 10⁻⁶ of the largest are rounding.")
        else:
            note = _misfit(spectrum.summary.noise)
    return Chart(
        key="singular",
        title=Words("Singular values"),
        x_label=Words("Index i"),
        y_label=Words("σᵢ"),
        series=series,
        marks=marks,
        log_y=wide,
        whole_x=True,
        note=note,
        tip="How much the matrix stretches each of its singular directions. Values above the "
        "edge of the noise cannot be explained by noise alone.",
    )


def _noise(solution: Solution) -> NoiseFit | None:
    """Return the noise whose law fits the bulk of the singular values, if there is one."""
    fit = solution.spectrum.summary.noise if solution.spectrum is not None else None
    return fit if fit is not None and fit.fits else None


def _noise_marks(solution: Solution, *, upright: bool) -> tuple[Mark, ...]:
    noise = _noise(solution)
    if noise is None:
        return ()
    return (Mark(noise.law.high, Words("edge of noise"), colours.NOISE, upright),)


def _misfit(noise: NoiseFit | None) -> Words | None:
    """Return that there is no edge of noise, and why, where one could be expected."""
    if noise is None or noise.fits:
        return None
    if noise.above > MOST_ABOVE * noise.count:
        return Words(
            "No edge of noise: {above} of {count} singular values lie above where it would be.",
            {"above": str(noise.above), "count": str(noise.count)},
        )
    return Words(
        "No edge of noise: the Marchenko–Pastur law does not fit (off by {off} %).",
        {"off": tidy(100 * noise.distance, 2)},
    )


def _rank_marks(solution: Solution) -> tuple[Mark, ...]:
    rank = solution.inputs.rank
    if not solution.inputs.rank_line:
        return ()
    return (Mark(float(rank), Words("rank {rank}", {"rank": str(rank)}), colours.MARK),)


def density(solution: Solution) -> Chart:
    """Return how the singular values are spread, beside the law of noise."""
    series: tuple[Series, ...] = ()
    marks: tuple[Mark, ...] = ()
    note = None
    spectrum, noise = solution.spectrum, _noise(solution)
    if spectrum is not None and not spectrum.exact:
        note = Words("Only the leading singular values are known.")
    elif spectrum is not None:
        sigmas = spectrum.values
        # A few values far out would leave no room for the rest.
        end = float(sigmas[0]) if noise is None else min(float(sigmas[0]), 1.5 * noise.law.high)
        bins = min(80, max(16, len(sigmas) // 4))
        edges = np.linspace(0.0, (end or 1.0) * (1 + 1e-9), bins + 1)
        counts = np.histogram(sigmas, edges)[0]
        share = counts / (len(sigmas) * np.diff(edges))
        series = (Series(edges, share, colours.SPECTRUM, BARS, Words("singular values")),)
        note = _misfit(spectrum.summary.noise)
        if noise is not None:
            curve = Words("noise (Marchenko–Pastur)")
            bulk = 1 - noise.above / len(sigmas)
            series += (Series(noise.law.x, bulk * noise.law.density, colours.NOISE, label=curve),)
            marks = _noise_marks(solution, upright=True)
            note = _fit_note(noise, len(sigmas) - int(counts.sum()), float(sigmas[0]))
    return Chart(
        key="density",
        title=Words("Density of the singular values"),
        x_label=Words("Singular value"),
        y_label=Words("Density"),
        series=series,
        marks=marks,
        note=note,
        tip="The curve is the Marchenko–Pastur law of pure noise, fitted to the bulk of the "
        "singular values. Bars to the right of its edge are structure. Where the law does not "
        "fit, there is no curve.",
    )


def _fit_note(noise: NoiseFit, beyond: int, largest: float) -> Words:
    """Return how well the law fits, and what lies to the right of the chart."""
    fit = Words(
        "Noise of standard deviation {deviation} fits the bulk, off by {off} % at most.",
        {"deviation": tidy(noise.deviation, 3), "off": tidy(100 * noise.distance, 2)},
    )
    if not beyond:
        return fit
    more = Words(
        "{count} more lies farther right, at {largest}.",
        {"count": beyond, "largest": tidy(largest)},
        plural="{count} more lie farther right, up to {largest}.",
    )
    return sentences([fit, more])


def energy(solution: Solution) -> Chart:
    """Return what each rank keeps and by how much its best approximation is wrong."""
    series: tuple[Series, ...] = ()
    marks: tuple[Mark, ...] = ()
    errors = solution.errors
    if errors is not None:
        ranks = np.arange(float(len(errors.energy)))
        series = (
            Series(ranks, 100 * errors.energy, colours.ENERGY, label=Words("energy kept")),
            Series(
                ranks,
                100 * errors.frobenius,
                colours.ERROR,
                label=Words("relative error"),
                dashed=True,
            ),
        )
        marks = _rank_marks(solution)
    return Chart(
        key="energy",
        title=Words("Energy and error of each rank"),
        x_label=Words("Rank"),
        y_label=Words("%"),
        series=series,
        marks=marks,
        whole_x=True,
        tip="Energy is the sum of the squared entries, and of the squared singular values. The "
        "best approximation of rank k keeps the k largest (Eckart and Young).",
    )


def eigenvalues(solution: Solution) -> Chart:
    """Return the eigenvalues in the complex plane."""
    series: tuple[Series, ...] = ()
    circles: tuple[float, ...] = ()
    values = solution.eigenvalues
    if values is not None:
        series = (Series(values.real, values.imag, colours.SPECTRUM, POINTS),)
        radius = float(np.abs(values).max())
        circles = (radius,) if radius else ()
    return Chart(
        key="eigenvalues",
        title=Words("Eigenvalues"),
        x_label=Words("Real part"),
        y_label=Words("Imaginary part"),
        series=series,
        equal=True,
        circles=circles,
        tip="The circle has the spectral radius. Applied again and again, the matrix grows beyond "
        "all bounds if the radius is above 1, and fades away if it is below.",
    )
