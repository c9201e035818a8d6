"""The numbers and sentences beside the picture, and how they run along the motion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.readout_makers import (
    MOTION,
    matrix_readout,
    number_readout,
)
from eigenscope.labs.kit.running import cleared
from eigenscope.labs.transform.facts import facts
from eigenscope.labs.transform.inputs import played
from eigenscope.labs.transform.solution import Solution
from eigenscope.language.texts.typography import pretty
from eigenscope.wording.words import Words

_SIGNED = (
    "By how much M(t) scales length, area or volume: the size of the image of the unit interval, "
    "square or cube. Negative once the orientation is reversed."
)


def readouts(solution: Solution, t: float) -> tuple[Readout, ...]:
    """Return the live numbers at ``t``, then what holds for the matrix at all times."""
    live = tuple(_live(solution, t))
    if solution.analysis is None:
        return live
    return live + facts(solution.analysis)


def _live(solution: Solution, t: float) -> Iterator[Readout]:
    moved, measures = solution.at(t), solution.measures
    size, acting = measures.size(t, moved), solution.acting(t)
    if acting is not None:
        number, factor = acting
        place = {"number": str(number), "count": str(len(played(solution.inputs)))}
        yield Readout(
            "now.factor",
            MOTION,
            Words("Factor {number} of {count}", place),
            Words("{factor}", {"factor": pretty(factor.text)}),
            live=True,
            tip="The factor of the product that is applied now: the rightmost comes first.",
        )
    yield matrix_readout(
        "now.matrix",
        MOTION,
        "M(t)",
        moved if t >= 1 else cleared(moved),
        measures.entries,
        live=True,
        tip="M(t) is the matrix reached at time t; its columns are the images of the basis "
        "vectors.",
    )
    if size is None:
        return
    key = "now.determinant" if measures.square and len(moved) == solution.domain else "now.size"
    readout = number_readout(
        key,
        MOTION,
        measures.size_name(moved),
        size,
        measures.sizes,
        slot=measures.slot(t, size),
        live=True,
        tip=_SIGNED if measures.square else "The size of the image of the unit square or interval.",
    )
    yield replace(readout, text=Words("{text}", {"text": measures.size_text(t, size)}))
    if measures.square and len(moved) == solution.domain > 1 and np.isfinite(moved).all():
        values = measures.eigenvalues(t, moved)
        text = ",  ".join(measures.spectrum.complex(complex(value)) for value in values)
        yield Readout(
            "now.eigenvalues",
            MOTION,
            Words("Eigenvalues of M(t)"),
            Words("{values}", {"values": text}),
            live=True,
            tip="Each λ with M(t)v = λv for some vector v other than 0, at this moment.",
            value=values,
        )
