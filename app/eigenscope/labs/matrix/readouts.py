"""The numbers beside a matrix: what it is, what its entries are, what its singular values say."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from eigenscope.engine.analysis.decomposition import zero_tolerance
from eigenscope.engine.large.truncated_svd import MatrixSpectrum
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.matrix_facts import condition_variable
from eigenscope.labs.kit.readout_makers import number_readout, text_readout
from eigenscope.labs.matrix import colours
from eigenscope.labs.matrix.solution import COMPUTING, Solution
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Words

MATRIX, ENTRIES, RANKS, NORMS = "The matrix", "Entries", "Rank", "Size"

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
    yield Readout("origin", MATRIX, Words("From"), Words("{name}", {"name": loaded.name}))
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
    seen = solution.overview
    for key, label, value, tip in (
        ("minimum", "Minimum", seen.minimum, "The smallest entry."),
        ("maximum", "Maximum", seen.maximum, "The largest entry."),
        ("mean", "Mean", seen.mean, "The average of all entries."),
        (
            "deviation",
            "Standard deviation",
            seen.deviation,
            "How far a typical entry is from the mean. Noise of this standard deviation "
            "sets the edge above which singular values are significant.",
        ),
    ):
        yield number_readout(key, ENTRIES, label, value, tip=tip, variable=key)
    yield Readout(
        "not_finite",
        ENTRIES,
        Words("Not finite"),
        Words(str(seen.not_finite))
        if not seen.not_finite
        else Words(
            "{count}: {nan} no numbers, {infinite} infinite",
            {
                "count": str(seen.not_finite),
                "nan": str(seen.not_a_number),
                "infinite": str(seen.infinite),
            },
        ),
        value=seen.not_finite,
        role=colours.NOT_FINITE if seen.not_finite else None,
        brief=bool(seen.not_finite),
        tip="Entries that are NaN or infinite, such as after a training run that diverged.",
    )


def _ranks(solution: Solution, spectrum: MatrixSpectrum) -> Iterator[Readout]:
    summary, few = spectrum.summary, min(solution.shape)
    words = Words("{rank} of {most}") if spectrum.exact else Words("at least {rank} of {most}")
    tolerance = zero_tolerance(solution.shape, float(spectrum.values[0]))
    seen = int(np.count_nonzero(spectrum.values > tolerance))
    if spectrum.exact and seen < summary.rank and solution.loaded is None:
        words = Words("{rank} of {most}; at float64's precision {other}")
    yield Readout(
        "rank",
        RANKS,
        Words("Rank"),
        Words(words.template, {"rank": str(summary.rank), "most": str(few), "other": str(seen)}),
        brief=True,
        tip="The number of singular values above rounding error: the dimension of the image.",
        variable="rank" if spectrum.exact else "",
        value=summary.rank,
    )
    if spectrum.exact:
        yield number_readout(
            "effective_rank",
            RANKS,
            "Effective rank",
            summary.effective_rank,
            tip="e to the power of the entropy of the singular values: how many of them matter, "
            "if small ones count less (Roy and Vetterli).",
            variable="effective_rank",
            brief=True,
        )
    yield number_readout(
        "stable_rank",
        RANKS,
        "Stable rank",
        _stable_rank(spectrum),
        tip="‖A‖F² / ‖A‖₂²: never above the rank, and barely affected by small changes to "
        "the matrix.",
        variable="stable_rank" if spectrum.exact else "",
    )
    if summary.above_noise is not None:
        yield number_readout(
            "above_noise",
            RANKS,
            "Above the noise",
            summary.above_noise,
            tip="How many singular values exceed the edge of the noise: the Marchenko–Pastur law, "
            "fitted to the bulk of the values.",
            variable="above_noise",
        )
    for share in SHARES:
        yield _energy(solution, share)
    rank = solution.inputs.rank
    if solution.errors is not None and rank < len(solution.errors.frobenius):
        yield Readout(
            "error",
            RANKS,
            Words("Error of rank {rank}", {"rank": str(rank)}),
            Words("{percent} %", {"percent": tidy(100 * float(solution.errors.frobenius[rank]))}),
            role=colours.MARK,
            brief=True,
            tip="‖A − Aₖ‖F / ‖A‖F for the best approximation of the chosen rank k.",
            variable="error" if spectrum.exact else "",
            value=float(solution.errors.frobenius[rank]),
        )


def _stable_rank(spectrum: MatrixSpectrum) -> float:
    largest = float(spectrum.values[0])
    return (spectrum.frobenius / largest) ** 2 if largest else 0.0


def _energy(solution: Solution, share: float) -> Readout:
    assert solution.errors is not None
    kept = solution.errors.energy
    enough = np.flatnonzero(kept >= share * (1 - 1e-12))
    least = int(enough[0]) if enough.size else None
    if not solution.overview.row_norms.any():
        least = 0
    text = str(least) if least is not None else f"> {len(kept) - 1}"
    percent = f"{share:.0%}"
    return Readout(
        f"energy.{percent.removesuffix('%')}",
        RANKS,
        Words("Rank for {share} of the energy", {"share": percent}),
        Words(text),
        tip="The smallest rank whose best approximation keeps this share of the sum of squares.",
        value=least,
    )


def _sizes(solution: Solution, spectrum: MatrixSpectrum) -> Iterator[Readout]:
    if spectrum.exact:
        yield number_readout(
            "condition",
            NORMS,
            "Condition number",
            spectrum.summary.condition_number,
            tip="The largest singular value divided by the smallest: by how much a relative error "
            "can be amplified. ∞ without full rank.",
            variable=condition_variable(spectrum.summary.condition_number),
        )
    yield number_readout(
        "spectral",
        NORMS,
        "‖A‖₂ spectral",
        float(spectrum.values[0]),
        tip="The largest singular value: the greatest length of the image of a unit vector.",
        variable="spectral" if spectrum.exact else "",
    )
    yield number_readout(
        "frobenius",
        NORMS,
        "‖A‖F Frobenius",
        spectrum.frobenius,
        tip="The square root of the sum of all squared entries.",
        variable="frobenius",
    )
    if spectrum.exact:
        with np.errstate(over="ignore"):
            nuclear = float(spectrum.values.sum())
        tip = "The sum of the singular values."
        yield number_readout("nuclear", NORMS, "‖A‖ nuclear", nuclear, tip=tip, variable="nuclear")
    if solution.eigenvalues is not None:
        yield number_readout(
            "spectral_radius",
            NORMS,
            "Spectral radius",
            float(np.abs(solution.eigenvalues).max()),
            tip="The largest modulus of an eigenvalue: Aᵏ decays if it is below 1 and grows if it "
            "is above.",
            variable="spectral_radius",
        )
