"""The numbers and sentences beside the picture."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from eigenscope.engine.optimise import curvature as curves
from eigenscope.engine.optimise.landscapes import Quadratic
from eigenscope.engine.optimise.verdicts import THEORY, Verdict
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.descent import colours, exact, facts, words
from eigenscope.labs.descent.facts import HERE, NOW, RATE
from eigenscope.labs.descent.solution import EXTREMES, TITLES, Solution, Track
from eigenscope.labs.kit.facts import Fact
from eigenscope.labs.kit.readout_makers import number_readout, text_readout
from eigenscope.wording.number_texts import direction, rounded, tidy
from eigenscope.wording.words import Words, as_it_is, as_words


def readouts(solution: Solution, t: float) -> tuple[Readout, ...]:
    """Return what is at ``t``, then what the steps promise and what came of them."""
    return (
        *_now(solution, t),
        *_rates(solution),
        *_curvature(solution, t),
        *(r for track in solution.tracks for r in _result(solution, track)),
    )


def _now(solution: Solution, t: float) -> Iterator[Readout]:
    step = solution.step(t)
    taken = int(step + 1e-9)
    yield text_readout(
        "now.step",
        NOW,
        "Step",
        Words("{step} of {steps}", {"step": str(taken), "steps": str(solution.steps)}),
        taken,
        live=True,
        tip="Steps taken so far; points, numbers and plot are at whole steps.",
    )
    for track in solution.tracks:
        method, index = track.run.method, track.at(step)
        loss, norm = float(track.run.losses[index]), float(track.run.gradient_norms[index])
        yield _finite(facts.loss(method), loss, track)
        if track.verdict is Verdict.NO_GRADIENT:
            norm = math.nan
        yield _finite(facts.slope(method), norm, track)


def _finite(fact: Fact, value: float, track: Track) -> Readout:
    """Return a running number in the colour of its method, or that there is none."""
    slot = colours.METHODS[track.run.method]
    if not math.isfinite(value):
        return fact.text("undefined", slot=slot, live=True, variable="")
    readout = fact.number(value, 1.0, slot=slot, live=True)
    if 0 < abs(value) < 0.1:  # three decimals would tell too little of it
        return replace(readout, text=as_it_is(rounded(value)))
    return readout


def _rates(solution: Solution) -> Iterator[Readout]:
    landscape = solution.landscape
    if not isinstance(landscape, Quadratic):
        return
    curvature = curves.curvature(landscape.H)
    forms = exact.forms(solution.inputs)
    yield text_readout(
        "rate.shape", RATE, "f is", words.KINDS[landscape.kind], brief=True, tip="Judged by its λ."
    )
    largest = float(curvature.eigenvalues[1])
    for method in (track.run.method for track in solution.tracks):
        if method in THEORY:
            yield from _promise(solution, landscape, method)
    if largest > 0 and landscape.kind in ("bowl", "valley"):
        best = curves.best_rate(curvature.eigenvalues)
        variable = facts.BEST.variable if landscape.kind == "bowl" else ""
        yield facts.BEST.number(best, exact=forms.get("best", ""), variable=variable)
    if landscape.kind == "bowl":
        yield facts.CONDITION.number(curvature.condition_number, exact=forms.get("condition", ""))
    if landscape.stationary is not None:
        fact = facts.stationary(landscape.kind)
        variable = fact.variable if landscape.kind in ("bowl", "saddle") else ""
        yield fact.matrix(landscape.stationary, variable=variable)


def _promise(solution: Solution, landscape: Quadratic, method: str) -> Iterator[Readout]:
    inputs, slot = solution.inputs, colours.METHODS[method]
    eigenvalues = curves.curvature(landscape.H).eigenvalues
    rate, beta = inputs.rate.scalar.value, inputs.beta.scalar.value
    largest = curves.largest_rate(method, float(eigenvalues[1]), beta)
    yield text_readout(
        f"rate.{method}.verdict",
        RATE,
        TITLES[method],
        words.promise(solution, method),
        slot=slot,
        brief=True,
        tip="What follows from these eigenvalues λ and this η.",
    )
    if math.isfinite(largest):
        form = exact.forms(inputs).get("largest", "") if method == "descent" else ""
        yield facts.largest(method).number(largest, exact=form, slot=slot)
    predicted = curves.predicted_factor(method, eigenvalues, rate, beta)
    yield facts.factor(method, eigenvalues).number(predicted, slot=slot)


def _curvature(solution: Solution, t: float) -> Iterator[Readout]:
    index = solution.tracks[0].at(solution.step(t)) if solution.tracks else 0
    curvature = solution.curvatures[index]
    if curvature is None:
        return
    pairs = zip(curvature.eigenvalues, curvature.eigenvectors.T, strict=True)
    for k, (value, vector) in enumerate(pairs):
        form = exact.forms(solution.inputs).get(f"value {k}", "")
        fact = facts.eigenvalue(k, solution.inputs)
        yield fact.number(float(value), slot=colours.CURVATURES[k], exact=form)
        yield text_readout(
            f"here.{k}.vector",
            HERE,
            Words("Eigenvector of {name}", {"name": EXTREMES[k]}),
            direction(tuple(float(x) for x in vector)),
            slot=colours.CURVATURES[k],
            tip="The direction in which f curves by that eigenvalue of its Hessian.",
        )
    if not isinstance(solution.landscape, Quadratic) and float(curvature.eigenvalues[1]) > 0:
        largest = curves.largest_rate("descent", float(curvature.eigenvalues[1]), 0.0)
        yield facts.LARGEST_HERE.number(largest)


def _result(solution: Solution, track: Track) -> Iterator[Readout]:
    run = track.run
    method = run.method
    group = facts.result_group(method)
    slot = colours.METHODS[method]
    yield text_readout(
        f"end.{method}",
        group,
        Words("{method} in the end", {"method": as_words(TITLES[method])}),
        words.outcome(solution, track),
        slot=slot,
        brief=True,
    )
    yield facts.steps(method).number(float(len(run.points) - 1))
    yield facts.end(method).matrix(run.points[-1], slot=slot)
    minima = solution.landscape.minima
    if len(minima):
        away = float(np.min(np.hypot(*(minima - run.points[-1]).T)))
        yield number_readout(
            f"end.{method}.distance", group, "To the nearest minimum", away, tip="Distance."
        )
    factor = curves.seen_factor(run.gradient_norms) if method in THEORY else None
    if factor is not None:
        yield text_readout(
            f"end.{method}.seen",
            group,
            "Factor per step, measured",
            tidy(factor),
            factor,
            slot=slot,
            tip="The factor by which ‖∇f‖ was multiplied per step, fitted to the last steps.",
        )
