"""What happens, in plain sentences."""

from __future__ import annotations

from eigenscope.engine.optimise import curvature as curves
from eigenscope.engine.optimise.landscapes import Quadratic
from eigenscope.engine.optimise.verdicts import Verdict
from eigenscope.labs.descent.solution import NAMES, Solution, Track
from eigenscope.labs.descent.terrain import WIDE
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Words

KINDS = {
    "bowl": "a bowl: λₘᵢₙ and λₘₐₓ are positive",
    "valley": "a valley: λₘᵢₙ = 0, a whole line of minima",
    "slope": "unbounded below: f decreases for ever along one direction, no minimum",
    "saddle": "a saddle: λₘᵢₙ is negative, no minimum",
    "dome": "a dome: it curves down everywhere, no minimum",
    "flat": "constant",
}
_CLOSE = 1e-9  # relative: two rates that are as good as equal

_OUTCOMES = {
    Verdict.CANNOT_START: "cannot start: f has no value there",
    Verdict.UNDEFINED: "ends where f has no value",
    Verdict.STAYS: "stays at the start: the gradient is 0",
    Verdict.DIVERGES: "diverges",
    Verdict.UNBOUNDED: "goes down without end: f is unbounded below",
    Verdict.OSCILLATES: "oscillates and does not converge",
    Verdict.CONVERGED: "has converged",
    Verdict.SADDLE: "has reached a saddle point, not a minimum",
    Verdict.STATIONARY: "has reached a stationary point that is not a minimum",
    Verdict.STALLED: "has hardly moved: η is too small",
    Verdict.NOT_YET: "has not converged yet",
}

_STEPS = {
    "descent": "each goes along −∇f, perpendicular to the contour.",
    "momentum": "each keeps the fraction β of the one before and adds −η∇f.",
    "nesterov": "each adds −η∇f, taken at the look-ahead point.",
    "rmsprop": "each divides every coordinate of ∇f by its recent size.",
    "adam": "each is a mean of recent gradients, divided by their size in every coordinate.",
}


def promise(solution: Solution, method: str) -> str:
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


def outcome(solution: Solution, track: Track) -> str:
    """Return what became of a run, as it follows its method's name."""
    end = track.run.points[-1:]
    if track.verdict is Verdict.NOT_YET and not solution.terrain.region.holds(end, WIDE)[0]:
        return "has left the picture and has not converged yet"
    return _OUTCOMES[track.verdict]


def _way(solution: Solution) -> str:
    """Return how the methods that are shown step, which is true for each of them."""
    methods = [track.run.method for track in solution.tracks]
    if len(methods) == 1:
        return _STEPS[methods[0]]
    if methods[0] == "descent":
        return "gradient descent goes along −∇f; the others use earlier gradients too."
    return "each method uses ∇f and earlier gradients."


def caption(solution: Solution, t: float) -> Words:
    """Return one sentence on what is happening at ``t``."""
    if solution.problem and not (solution.tracks and solution.problem.startswith("Where")):
        return Words("{words}", {"words": solution.problem})
    if not solution.tracks:
        return Words("Choose a method to see its path.")
    first = solution.tracks[0]
    values = {
        "method": NAMES[first.run.method],
        "point": f"({tidy(float(solution.start[0]), 3)}, {tidy(float(solution.start[1]), 3)})",
        "step": str(solution.timeline.done(t)),
        "steps": str(solution.steps),
        "after": "1 step" if solution.steps == 1 else f"{solution.steps} steps",
    }
    if t <= 0:
        return Words(
            "The start is {point}; −∇f points in the direction of steepest descent.", values
        )
    if t < 1:
        return Words("{step} of {steps} steps taken: " + _way(solution), values)
    outcomes = [
        f"{NAMES[track.run.method]} {outcome(solution, track)}" for track in solution.tracks
    ]
    values["outcomes"] = "; ".join(outcomes)
    return Words("After {after}: {outcomes}.", values)
