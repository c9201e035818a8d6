"""The numbers and sentences beside the picture."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from eigenscope.engine.optimise import curvature as curves
from eigenscope.engine.optimise.landscapes import Quadratic
from eigenscope.engine.optimise.verdicts import THEORY
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.descent import colours, exact, words
from eigenscope.labs.descent.solution import EXTREMES, NAMES, Solution, Track
from eigenscope.labs.kit.readout_makers import matrix_readout, number_readout, text_readout
from eigenscope.wording.number_texts import direction, rounded, tidy
from eigenscope.wording.words import Words

NOW, RATE, HERE = "Now", "The step size", "Curvature at the point"


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
    taken = f"{int(step + 1e-9)} of {solution.steps}"
    yield text_readout(
        "now.step",
        NOW,
        "Step",
        taken,
        int(step + 1e-9),
        live=True,
        tip="Steps taken so far; points, numbers and plot are at whole steps.",
    )
    for track in solution.tracks:
        method, index = track.run.method, track.at(step)
        loss, norm = float(track.run.losses[index]), float(track.run.gradient_norms[index])
        yield _finite(
            f"now.{method}.f",
            NOW,
            f"f, {NAMES[method]}",
            loss,
            variable=f"{method}_f",
            track=track,
            tip="The value of f at the method's current point.",
        )
        yield _finite(
            f"now.{method}.slope",
            NOW,
            f"‖∇f‖, {NAMES[method]}",
            norm,
            variable=f"{method}_slope",
            track=track,
            tip="The length of the gradient there; 0 at a stationary point.",
        )


def _finite(
    key: str, group: str, label: str, value: float, *, variable: str, track: Track, tip: str
) -> Readout:
    """Return a running number in the colour of its method, or that there is none."""
    role = colours.METHODS[track.run.method]
    if not math.isfinite(value):
        return text_readout(key, group, label, "undefined", role=role, live=True, tip=tip)
    found = number_readout(
        key, group, label, value, 1.0, role=role, live=True, tip=tip, variable=variable
    )
    if 0 < abs(value) < 0.1:  # three decimals would tell too little of it
        return replace(found, text=Words("{text}", {"text": rounded(value)}))
    return found


def _rates(solution: Solution) -> Iterator[Readout]:
    landscape = solution.landscape
    if not isinstance(landscape, Quadratic):
        return
    found = curves.curvature(landscape.H)
    forms = exact.forms(solution.inputs)
    yield text_readout(
        "rate.shape", RATE, "f is", words.KINDS[landscape.kind], brief=True, tip="Judged by its λ."
    )
    largest = float(found.eigenvalues[1])
    for method in (track.run.method for track in solution.tracks):
        if method in THEORY:
            yield from _promise(solution, landscape, method)
    if largest > 0 and landscape.kind in ("bowl", "valley"):
        yield number_readout(
            "rate.best",
            RATE,
            "Best η",
            curves.best_rate(found.eigenvalues),
            exact=forms.get("best", ""),
            variable="best_rate" if landscape.kind == "bowl" else "",
            tip="2/(λₘᵢₙ + λₘₐₓ): plain gradient descent converges fastest.",
        )
    if landscape.kind == "bowl":
        yield number_readout(
            "rate.condition",
            RATE,
            "κ = λₘₐₓ/λₘᵢₙ",
            found.condition_number,
            exact=forms.get("condition", ""),
            brief=True,
            variable="condition",
            tip="How elongated the contours are: 1 is round; large means slow convergence.",
        )
    if landscape.stationary is not None:
        yield matrix_readout(
            "rate.minimum",
            RATE,
            {"saddle": "Saddle at", "dome": "Highest at"}.get(landscape.kind, "Lowest at"),
            landscape.stationary,
            variable="stationary" if landscape.kind in ("bowl", "saddle") else "",
            tip="Where Hx = b, so that the gradient is 0.",
        )


def _promise(solution: Solution, landscape: Quadratic, method: str) -> Iterator[Readout]:
    inputs, role = solution.inputs, colours.METHODS[method]
    eigenvalues = curves.curvature(landscape.H).eigenvalues
    rate, beta = inputs.rate.scalar.value, inputs.beta.scalar.value
    largest = curves.largest_rate(method, float(eigenvalues[1]), beta)
    name = NAMES[method]
    yield text_readout(
        f"rate.{method}.verdict",
        RATE,
        f"{name[:1].upper()}{name[1:]}",
        words.promise(solution, method),
        role=role,
        brief=True,
        tip="What follows from these eigenvalues λ and this η.",
    )
    limit = "2/λₘₐₓ" if method == "descent" else f"Largest η, {name}"
    if math.isfinite(largest):
        yield number_readout(
            f"rate.{method}.largest",
            RATE,
            limit,
            largest,
            exact=exact.forms(inputs).get("largest", "") if method == "descent" else "",
            role=role,
            variable=f"{method}_largest_rate",
            tip="With a larger η, every step ends farther away along the steepest axis.",
        )
    yield number_readout(
        f"rate.{method}.predicted",
        RATE,
        f"Factor per step, {name}",
        curves.predicted_factor(method, eigenvalues, rate, beta),
        role=role,
        variable=f"{method}_factor",
        tip="The factor by which ‖∇f‖ is eventually multiplied at each step: max |1 − ηλ| without "
        "momentum.",
    )


def _curvature(solution: Solution, t: float) -> Iterator[Readout]:
    index = solution.tracks[0].at(solution.step(t)) if solution.tracks else 0
    found = solution.curvatures[index]
    if found is None:
        return
    for k, (value, vector) in enumerate(zip(found.eigenvalues, found.eigenvectors.T, strict=True)):
        yield number_readout(
            f"here.{k}",
            HERE,
            f"Eigenvalue {EXTREMES[k]}",
            float(value),
            role=colours.CURVATURES[k],
            exact=exact.forms(solution.inputs).get(f"value {k}", ""),
            variable=f"eigenvalue_{k + 1}",
            tip="The curvature of f along this eigenvector of the Hessian; negative: f curves "
            "down.",
        )
        yield text_readout(
            f"here.{k}.vector",
            HERE,
            f"Eigenvector of {EXTREMES[k]}",
            direction(tuple(float(x) for x in vector)),
            role=colours.CURVATURES[k],
            tip="The direction in which f curves by that eigenvalue of its Hessian.",
        )
    if not isinstance(solution.landscape, Quadratic) and float(found.eigenvalues[1]) > 0:
        yield number_readout(
            "here.largest",
            HERE,
            "2/λₘₐₓ here",
            curves.largest_rate("descent", float(found.eigenvalues[1]), 0.0),
            variable="largest_rate_here",
            tip="With a larger η, plain gradient descent cannot converge to a minimum of this "
            "curvature.",
        )


def _result(solution: Solution, track: Track) -> Iterator[Readout]:
    run = track.run
    method, name = run.method, NAMES[run.method]
    group = f"Result: {name}"
    role = colours.METHODS[method]
    yield text_readout(
        f"end.{method}",
        group,
        f"{name[:1].upper()}{name[1:]} in the end",
        words.outcome(solution, track),
        role=role,
        brief=True,
    )
    yield number_readout(
        f"end.{method}.steps",
        group,
        "Steps",
        float(len(run.points) - 1),
        variable=f"{method}_steps",
        tip="Steps taken, until the last or until it diverged.",
    )
    yield matrix_readout(
        f"end.{method}.point",
        group,
        "x at the end",
        run.points[-1],
        role=role,
        variable=f"{method}_end",
    )
    minima = solution.landscape.minima
    if len(minima):
        away = float(np.min(np.hypot(*(minima - run.points[-1]).T)))
        yield number_readout(
            f"end.{method}.distance", group, "To the nearest minimum", away, tip="Distance."
        )
    seen = curves.seen_factor(run.gradient_norms) if method in THEORY else None
    if seen is not None:
        yield text_readout(
            f"end.{method}.seen",
            group,
            "Factor per step, measured",
            tidy(seen),
            seen,
            role=role,
            tip="The factor by which ‖∇f‖ was multiplied per step, fitted to the last steps.",
        )
