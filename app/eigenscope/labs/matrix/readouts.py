"""The numbers beside a matrix: what it is, what its entries are, what its singular values say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from eigenscope.engine.analysis.decomposition import zero_tolerance
from eigenscope.engine.large.truncated_svd import MatrixSpectrum
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.facts import Fact
from eigenscope.labs.kit.matrix_facts import condition_variable, frobenius_variable
from eigenscope.labs.kit.readout_makers import text_readout
from eigenscope.labs.matrix import colours, facts
from eigenscope.labs.matrix.facts import RANKS
from eigenscope.labs.matrix.presets import title_of
from eigenscope.labs.matrix.program import has_vectors
from eigenscope.labs.matrix.solution import COMPUTING, Solution
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Text, Words, as_it_is

MATRIX: Text = "The matrix"

SHARES = (0.5, 0.9, 0.99)
"""Of the energy, for which the needed rank is told."""


def readouts(solution: Solution) -> tuple[Readout, ...]:
    """Return what is known; without a spectrum, why there is none."""
    first = (*_matrix(solution), *_entries(solution))
    if solution.spectrum is None:
        why = solution.missing or COMPUTING
        tip = "Singular values need every entry to be finite."
        return (*first, Readout("missing", RANKS, Words("Singular values"), why, tip=tip))
    spectrum = solution.spectrum
    return (*first, *_ranks(solution, spectrum), *_sizes(solution, spectrum))


def _matrix(solution: Solution) -> Iterator[Readout]:
    shape = " × ".join(map(str, solution.shape))
    tip = "Rows × columns."
    yield text_readout("shape", MATRIX, "Shape", shape, solution.shape, brief=True, tip=tip)
    loaded = solution.loaded
    if loaded is None:
        return
    yield Readout("origin", MATRIX, Words("From"), title_of(loaded))
    yield text_readout(
        "dtype",
        MATRIX,
        "Type",
        str(solution.values.dtype),
        tip="How the entries are stored here. 16-bit and 8-bit types in a file become float32.",
    )
    if len(loaded.shape) != 2 or solution.sampled:
        yield text_readout(
            "tensor",
            MATRIX,
            "Tensor",
            " × ".join(map(str, loaded.shape)),
            loaded.shape,
            tip="The shape in the file. All axes but the first are combined into the columns.",
        )
    if solution.sampled:
        yield Readout(
            "sample",
            MATRIX,
            Words("Sample"),
            Words(
                "{shape} entries, evenly spaced. Every number here describes this sample, the "
                "singular values included.",
                {"shape": shape},
            ),
            brief=True,
            tip="The whole matrix is too large to analyse. Its singular values are larger than "
            "these, and its rank may be higher.",
        )


def _entries(solution: Solution) -> Iterator[Readout]:
    overview = solution.overview
    yield facts.MINIMUM.number(overview.minimum)
    yield facts.MAXIMUM.number(overview.maximum)
    yield facts.MEAN.number(overview.mean)
    yield facts.DEVIATION.number(overview.deviation)
    if not overview.not_finite:
        yield replace(facts.NOT_FINITE.number(0), text=Words("none"))
        return
    counts = {"nan": str(overview.not_a_number), "infinite": str(overview.infinite)}
    words = Words(
        "{count}: {nan} NaN, {infinite} infinite",
        {"count": str(overview.not_finite), **counts},
    )
    readout = facts.NOT_FINITE.number(overview.not_finite, slot=colours.NOT_FINITE, brief=True)
    yield replace(readout, text=words)


def _ranks(solution: Solution, spectrum: MatrixSpectrum) -> Iterator[Readout]:
    summary, few = spectrum.summary, min(solution.shape)
    words = Words("{rank} of {most}") if spectrum.exact else Words("at least {rank} of {most}")
    tolerance = zero_tolerance(solution.shape, float(spectrum.values[0]))
    above = int(np.count_nonzero(spectrum.values > tolerance))
    if spectrum.exact and above < summary.rank and solution.loaded is None:
        words = Words("{rank} of {most}; at float64's precision {other}")
    values = {"rank": str(summary.rank), "most": str(few), "other": str(above)}
    rank = facts.RANK.number(summary.rank, brief=True, variable=_variable(facts.RANK, spectrum))
    yield replace(rank, text=Words(words.template, values))
    if spectrum.exact:
        yield facts.EFFECTIVE_RANK.number(summary.effective_rank)
    variable = _variable(facts.STABLE_RANK, spectrum)
    yield facts.STABLE_RANK.number(_stable_rank(spectrum), variable=variable)
    if summary.above_noise is not None:
        yield facts.ABOVE_NOISE.number(summary.above_noise)
    for share in SHARES:
        yield _energy(solution, share)
    chosen = solution.inputs.rank
    if solution.errors is not None and chosen < len(solution.errors.frobenius):
        fact = facts.error(chosen, vectors=has_vectors(solution.inputs))
        size = float(solution.errors.frobenius[chosen])
        readout = fact.number(size, slot=colours.MARK, variable=_variable(fact, spectrum))
        yield replace(readout, text=Words("{percent} %", {"percent": tidy(100 * size)}))


def _variable(fact: Fact, spectrum: MatrixSpectrum) -> str:
    """Return what the program calls a fact; an estimate is not what it finds to all digits."""
    return fact.variable if spectrum.exact else ""


def _stable_rank(spectrum: MatrixSpectrum) -> float:
    largest = float(spectrum.values[0])
    return (spectrum.frobenius / largest) ** 2 if largest else 0.0


def _energy(solution: Solution, share: float) -> Readout:
    assert solution.errors is not None
    energy = solution.errors.energy
    enough = np.flatnonzero(energy >= share * (1 - 1e-12))
    least = int(enough[0]) if enough.size else None
    if not solution.overview.row_norms.any():
        least = 0
    text = str(least) if least is not None else f"> {len(energy) - 1}"
    percent = f"{share:.0%}"
    return Readout(
        f"energy.{percent.removesuffix('%')}",
        RANKS,
        Words("Rank for {share} of the energy", {"share": percent}),
        as_it_is(text),
        tip="The smallest rank whose best approximation keeps this share of the sum of squares.",
        value=least,
    )


def _sizes(solution: Solution, spectrum: MatrixSpectrum) -> Iterator[Readout]:
    if spectrum.exact:
        condition = spectrum.summary.condition_number
        yield facts.CONDITION.number(condition, variable=condition_variable(condition))
    variable = _variable(facts.SPECTRAL, spectrum)
    yield facts.SPECTRAL.number(float(spectrum.values[0]), variable=variable)
    norm = spectrum.frobenius
    yield facts.FROBENIUS.number(norm, variable=frobenius_variable(norm))
    if spectrum.exact:
        with np.errstate(over="ignore"):
            yield facts.NUCLEAR.number(float(spectrum.values.sum()))
    if solution.eigenvalues is not None:
        yield facts.SPECTRAL_RADIUS.number(float(np.abs(solution.eigenvalues).max()))
