"""What is said of methods and of the Hessian, each with its line of the torch program."""

from __future__ import annotations

from eigenscope.arrays import Floats
from eigenscope.labs.descent.inputs import Inputs, chosen
from eigenscope.labs.descent.solution import EXTREMES, NAMES
from eigenscope.labs.kit.facts import Fact
from eigenscope.wording.words import Text, Value, Words, as_words

NOW: Text = "Now: after the steps so far"
RATE: Text = "The step size"
HERE: Text = "Curvature at the point"

_LARGEST = {
    "descent": "2 / eigenvalue_2",
    "momentum": "2 * (1 + beta) / eigenvalue_2",
    "nesterov": "2 * (1 + beta) / ((1 + 2 * beta) * eigenvalue_2)",
}
_FACTORS = {
    "descent": "abs(1 - eta * value)",
    "momentum": "spectral_radius(1 - eta * value + beta, beta)",
    "nesterov": "spectral_radius((1 + beta) * (1 - eta * value), beta * (1 - eta * value))",
}

LARGEST_HERE = Fact(
    "here.largest",
    HERE,
    "2/λₘₐₓ here",
    "With a larger η, plain gradient descent cannot converge to a minimum of this curvature.",
    "largest_rate_here = 2 / eigenvalue_2",
)
CONDITION = Fact(
    "rate.condition",
    RATE,
    "κ = λₘₐₓ/λₘᵢₙ",
    "How elongated the contours are: 1 is round; large means slow convergence.",
    "condition = eigenvalue_2 / eigenvalue_1",
    brief=True,
)
BEST = Fact(
    "rate.best",
    RATE,
    "Best η",
    "2/(λₘᵢₙ + λₘₐₓ): plain gradient descent converges fastest.",
    "best_rate = 2 / (eigenvalue_1 + eigenvalue_2)",
)


def result_group(method: str) -> Words:
    """Return the heading of what came of a method."""
    return Words("Result: {method}", _of(method))


def _of(method: str) -> dict[str, Value]:
    return {"method": as_words(NAMES[method])}


def steps(method: str) -> Fact:
    """Return how many steps a method took."""
    return Fact(
        f"end.{method}.steps",
        result_group(method),
        "Steps",
        "Steps taken, until the last or until it diverged.",
        f"{method}_steps = len({method}_path) - 1",
        (f"{method}_path = follow({method})",),
    )


def end(method: str) -> Fact:
    """Return where a method ended."""
    line = f"{method}_end = {method}_path[-1]"
    return Fact(f"end.{method}.point", result_group(method), "x at the end", line=line)


def loss(method: str) -> Fact:
    """Return the value of f where a method is."""
    return Fact(
        f"now.{method}.f",
        NOW,
        Words("f, {method}", _of(method)),
        "The value of f at the method's current point.",
        f"{method}_f = f({method}_end)",
    )


def slope(method: str) -> Fact:
    """Return the length of the gradient where a method is."""
    return Fact(
        f"now.{method}.slope",
        NOW,
        Words("‖∇f‖, {method}", _of(method)),
        "The length of the gradient there; 0 at a stationary point.",
        f"{method}_slope = torch.hypot(*gradient({method}_end))",
    )


def eigenvalue(index: int, inputs: Inputs) -> Fact:
    """Return one of the two eigenvalues of the Hessian, where the first method is."""
    methods = chosen(inputs)
    place = f"{methods[0]}_end" if methods else "start"
    return Fact(
        f"here.{index}",
        HERE,
        Words("Eigenvalue {name}", {"name": EXTREMES[index]}),
        "The curvature of f along this eigenvector of the Hessian; negative: f curves down.",
        f"eigenvalue_{index + 1} = eigenvalues[{index}]",
        (
            f"hessian = torch.autograd.functional.hessian(f, {place})",
            "eigenvalues = torch.linalg.eigvalsh(hessian)",
        ),
    )


def stationary(kind: str) -> Fact:
    """Return where the gradient of a quadratic is 0, by what kind of surface it is."""
    return Fact(
        "rate.minimum",
        RATE,
        {"saddle": "Saddle at", "dome": "Highest at"}.get(kind, "Lowest at"),
        "Where Hx = b, so that the gradient is 0.",
        "stationary = torch.linalg.solve(H, b)",
    )


def largest(method: str) -> Fact:
    """Return the step size up to which a method converges."""
    return Fact(
        f"rate.{method}.largest",
        RATE,
        "2/λₘₐₓ" if method == "descent" else Words("Largest η, {method}", _of(method)),
        "With a larger η, every step ends farther away along the steepest axis.",
        f"{method}_largest_rate = {_LARGEST[method]}",
    )


def factor(method: str, eigenvalues: Floats) -> Fact:
    """Return by how much a method's gradient shrinks at each step, from (2,) eigenvalues."""
    used = ", ".join(f"eigenvalue_{k + 1}" for k in range(2) if eigenvalues[k] != 0)
    value = f"max({_FACTORS[method]} for value in [{used}])" if used else "0.0"
    return Fact(
        f"rate.{method}.predicted",
        RATE,
        Words("Factor per step, {method}", _of(method)),
        "The factor by which ‖∇f‖ is eventually multiplied at each step: max |1 − ηλ| without "
        "momentum.",
        f"{method}_factor = {value}",
    )
