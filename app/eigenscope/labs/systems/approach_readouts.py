"""The numbers of a least-squares problem: where Ax is now, and apart from that where it ends."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from eigenscope.exact.closed_forms import short_root_text
from eigenscope.exact.matrices import dot
from eigenscope.exact.surd import ExactNumber, InexactError
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.colours import COLUMN_SPACE
from eigenscope.labs.kit.readout_makers import ProgramLines, matrix_readout, number_readout
from eigenscope.labs.systems import colours
from eigenscope.labs.systems.approach import Approach
from eigenscope.labs.systems.equations import entry_text
from eigenscope.labs.systems.readouts import (
    NEAREST,
    REACHED,
    nearest_words,
    rank_readouts,
    vector_readout,
)
from eigenscope.labs.systems.story import NOW
from eigenscope.labs.systems.system import System
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Text, Words

SOLUTION = "Solution x̂"
_DISTANCE = "distance = torch.linalg.norm(reached - b)"
_SQUARED = "squared_error = distance**2"
_LENGTH = "length = torch.linalg.norm(x)"
_LARGEST = 1e150  # gap that can still be squared


def approach_readouts(approach: Approach, t: float) -> tuple[Readout, ...]:
    """Return x, Ax and the gap at a time, then those of the end, then the ranks."""
    return (*_now(approach, t), *_solution(approach), *rank_readouts(approach.system))


def _now(approach: Approach, t: float) -> Iterator[Readout]:
    ends = approach.timeline.stops
    x, gap = approach.weights(t), approach.gap(t)
    gaps = [approach.gap(end) for end in ends]
    yield matrix_readout(
        "now.x",
        NOW,
        "x",
        x,
        [approach.weights(end) for end in ends],
        live=True,
        **_line(approach.system),
        tip="The coefficient of each column.",
    )
    yield matrix_readout(
        "now.reached",
        NOW,
        "Ax",
        approach.reached(t),
        [approach.reached(end) for end in ends],
        live=True,
        slot=COLUMN_SPACE,
        line=REACHED,
        tip="The combination of the columns with coefficients x.",
    )
    yield number_readout(
        "now.gap",
        NOW,
        "‖Ax − b‖",
        gap,
        gaps,
        live=True,
        slot=colours.RESIDUAL,
        needs=(REACHED,),
        line=_DISTANCE,
        tip="How far Ax is from b.",
    )
    if gap < _LARGEST:
        yield number_readout(
            "now.squared",
            NOW,
            "‖Ax − b‖²",
            gap**2,
            np.square(gaps, where=np.less(gaps, _LARGEST), out=np.zeros(len(gaps))),
            live=True,
            line=_SQUARED,
            tip="The sum of the squared errors.",
        )
    if approach.system.ridge:
        yield number_readout(
            "now.length",
            NOW,
            "‖x‖",
            math.hypot(*x),
            [math.hypot(*approach.weights(end)) for end in ends],
            live=True,
            line=_LENGTH,
            tip="The length that ridge regression penalises.",
        )


def _solution(approach: Approach) -> Iterator[Readout]:
    system = approach.system
    label: Text = "x̂"
    tip: Text = "The x for which Ax is nearest to b."
    if system.ridge:
        least = "The x with the least ‖Ax − b‖² + λ‖x‖², λ = {ridge}."
        tip = Words(least, {"ridge": tidy(system.ridge)})
    elif system.elimination.null_basis:
        label, tip = nearest_words(system)
    x = matrix_readout(
        "x", SOLUTION, label, approach.weights(1.0), brief=True, tip=tip, **_line(system)
    )
    yield vector_readout(x, approach.exact(system.ridge))
    gap, exact = approach.gap(1.0), _exact_squared(approach)
    root = "" if exact is None else short_root_text(exact)
    yield number_readout(
        "gap",
        SOLUTION,
        "‖Ax̂ − b‖",
        gap,
        exact=root,
        slot=colours.RESIDUAL,
        needs=(REACHED,),
        line=_DISTANCE,
        tip="How far Ax̂ is from b.",
    )
    if gap < _LARGEST:
        text = "" if exact is None else entry_text(exact, exact=True)
        yield number_readout(
            "squared",
            SOLUTION,
            "‖Ax̂ − b‖²",
            gap**2,
            brief=True,
            exact=text,
            line=_SQUARED,
            tip="The sum of the squared errors; without the ridge term, no x makes it smaller.",
        )
    if system.ridge:
        size = math.hypot(*approach.weights(1.0))
        yield number_readout("length", SOLUTION, "‖x̂‖", size, line=_LENGTH)


def _line(system: System) -> ProgramLines:
    """Return the program's lines for the nearest x, or for that of the ridge."""
    if not system.ridge:
        return {"line": f"{NEAREST}  # the least ‖Ax − b‖²"}
    needs = (f"ridge = {system.ridge!r}", f"I = torch.eye({system.shape[1]})")
    solved = "x = torch.linalg.solve(A.T @ A + ridge * I, A.T @ b)"
    return {"needs": needs, "line": f"{solved}  # the least ‖Ax − b‖² + λ‖x‖²"}


def _exact_squared(approach: Approach) -> ExactNumber | None:
    """Return the squared gap at the end, where it is known exactly."""
    exact, x = approach.system.exact, approach.exact(approach.system.ridge)
    if exact is None or x is None:
        return None
    try:
        rests = [dot(row[:-1], x) - row[-1] for row in exact]
        return dot(rests, rests)
    except InexactError:
        return None
