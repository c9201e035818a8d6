"""What happens, in plain sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eigenscope.engine.optimise import curvature as curves
from eigenscope.engine.optimise.landscapes import Quadratic
from eigenscope.engine.optimise.verdicts import Verdict
from eigenscope.labs.descent.solution import NAMES, Solution, Track
from eigenscope.labs.kit.functions.square import WIDE
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Text, Words, as_words

KINDS: Mapping[str, Text] = {
    "bowl": "a bowl: λₘᵢₙ and λₘₐₓ are positive",
    "valley": "a valley: λₘᵢₙ = 0, a whole line of minima",
    "slope": "unbounded below: f decreases for ever along one direction, no minimum",
    "saddle": "a saddle: λₘᵢₙ is negative, no minimum",
    "dome": "a dome: it curves down everywhere, no minimum",
    "flat": Words("constant", context="function"),
}
_CLOSE = 1e-9  # relative: two rates that are as good as equal

_OUTCOMES: Mapping[Verdict, Text] = {
    Verdict.CANNOT_START: "cannot start: f has no value there",
    Verdict.UNDEFINED: "ends where f has no value",
    Verdict.STAYS: "stays at the start: the gradient is 0",
    Verdict.NO_GRADIENT: "stays at the start: f has no gradient there",
    Verdict.DIVERGES: "diverges",
    Verdict.UNBOUNDED: "goes down without end: f is unbounded below",
    Verdict.OSCILLATES: "oscillates and does not converge",
    Verdict.CONVERGED: "has converged",
    Verdict.SADDLE: "has reached a saddle point, not a minimum",
    Verdict.STATIONARY: "has reached a stationary point that is not a minimum",
    Verdict.STALLED: "has hardly moved: η is too small",
    Verdict.NOT_YET: "has not converged yet",
}
_CLAUSES = {
    Verdict.CANNOT_START: "{method} cannot start: f has no value there",
    Verdict.UNDEFINED: "{method} ends where f has no value",
    Verdict.STAYS: "{method} stays at the start: the gradient is 0",
    Verdict.NO_GRADIENT: "{method} stays at the start: f has no gradient there",
    Verdict.DIVERGES: "{method} diverges",
    Verdict.UNBOUNDED: "{method} goes down without end: f is unbounded below",
    Verdict.OSCILLATES: "{method} oscillates and does not converge",
    Verdict.CONVERGED: "{method} has converged",
    Verdict.SADDLE: "{method} has reached a saddle point, not a minimum",
    Verdict.STATIONARY: "{method} has reached a stationary point that is not a minimum",
    Verdict.STALLED: "{method} has hardly moved: η is too small",
    Verdict.NOT_YET: "{method} has not converged yet",
}

_STEPS = {
    "descent": "{step} of {steps} steps taken: each goes along −∇f, perpendicular to the contour.",
    "momentum": "{step} of {steps} steps taken: each keeps the fraction β of the one before and "
    "adds −η∇f.",
    "nesterov": "{step} of {steps} steps taken: each adds −η∇f, taken at the look-ahead point.",
    "rmsprop": "{step} of {steps} steps taken: each divides every coordinate of ∇f by its recent "
    "size.",
    "adam": "{step} of {steps} steps taken: each is a mean of recent gradients, divided by their "
    "size in every coordinate.",
}


def promise(solution: Solution, method: str) -> Text:
    """Return what theory says a method with a constant η does on a quadratic."""
    landscape = solution.landscape
    if not isinstance(landscape, Quadratic):
        return ""
    if landscape.kind == "flat":
        return "stays where it is"
    if landscape.kind not in ("bowl", "valley"):
        return "has no minimum to go to"
    rate = solution.inputs.rate.scalar.value
    largest = float(curves.curvature(landscape.H).eigenvalues[1])
    limit = curves.largest_rate(method, largest, solution.inputs.beta.scalar.value)
    if abs(rate - limit) <= _CLOSE * limit:
        return "oscillates for ever: η is at the limit"
    if rate > limit:
        return "diverges: η is too large"
    if method == "descent" and rate * largest > 1 + _CLOSE:
        return "converges in a zigzag: η > 1/λₘₐₓ"
    return "converges"


def outcome(solution: Solution, track: Track) -> Text:
    """Return what became of a run, as it follows its method's name."""
    if _left(solution, track):
        return "has left the picture and has not converged yet"
    return _OUTCOMES[track.verdict]


def _clause(solution: Solution, track: Track) -> Words:
    """Return what became of a run, with its method's name."""
    method = {"method": as_words(NAMES[track.run.method])}
    if _left(solution, track):
        return Words("{method} has left the picture and has not converged yet", method)
    return Words(_CLAUSES[track.verdict], method)


def _left(solution: Solution, track: Track) -> bool:
    """Tell whether a run that could still converge has left the picture."""
    end = track.run.points[-1:]
    in_view = bool(solution.terrain.region.holds(end, WIDE)[0])
    return track.verdict is Verdict.NOT_YET and not in_view


def _clauses(parts: Sequence[Words]) -> Words:
    first, *others = parts
    for part in others:
        first = Words("{first}; {next}", {"first": first, "next": part}, "list")
    return first


def _under_way(solution: Solution, t: float) -> Words:
    """Return how far it is, and how the methods that are shown step: what is true for each."""
    counts = {"step": str(solution.timeline.done(t)), "steps": str(solution.steps)}
    methods = [track.run.method for track in solution.tracks]
    if len(methods) == 1:
        return Words(_STEPS[methods[0]], counts)
    if methods[0] == "descent":
        return Words(
            "{step} of {steps} steps taken: gradient descent goes along −∇f; the others use "
            "earlier gradients too.",
            counts,
        )
    return Words(
        "{step} of {steps} steps taken: each method uses ∇f and earlier gradients.", counts
    )


def caption(solution: Solution, t: float) -> Words:
    """Return one sentence on what is happening at ``t``."""
    if solution.problem and not (solution.tracks and solution.partial):
        return as_words(solution.problem)
    if not solution.tracks:
        return Words("Choose a method to see its path.")
    if t <= 0:
        x, y = (tidy(float(part), 3) for part in solution.start)
        return Words(
            "The start is {point}; −∇f points in the direction of steepest descent.",
            {"point": f"({x}, {y})"},
        )
    if t < 1:
        return _under_way(solution, t)
    outcomes = _clauses([_clause(solution, track) for track in solution.tracks])
    return Words(
        "After {count} step: {outcomes}.",
        {"count": solution.steps, "outcomes": outcomes},
        plural="After {count} steps: {outcomes}.",
    )
