"""The torch program that computes what is shown: f, the methods, and the lines of the facts."""

from __future__ import annotations

from collections.abc import Iterator

from eigenscope.engine.optimise.curvature import curvature
from eigenscope.engine.optimise.landscapes import Quadratic
from eigenscope.engine.optimise.verdicts import THEORY
from eigenscope.labs.descent import facts
from eigenscope.labs.descent.inputs import VARIABLES, Inputs, chosen
from eigenscope.labs.descent.landscape import quadratic_of
from eigenscope.labs.descent.solution import Solution
from eigenscope.labs.kit.facts import Fact, composed_program
from eigenscope.language.definitions.formula import read_formula

_QUADRATIC = """H = torch.tensor({matrix})
b = torch.tensor({b})


def f(point):
    return point @ H @ point / 2 - b @ point
"""

_CURVATURES = """angle = torch.deg2rad(torch.tensor({angle}))
Q = torch.stack([torch.stack([angle.cos(), -angle.sin()]), torch.stack([angle.sin(), angle.cos()])])
H = Q @ torch.diag(torch.tensor({values})) @ Q.T
H = (H + H.T) / 2
b = torch.zeros(2)


def f(point):
    return point @ H @ point / 2
"""

_FUNCTION = """def f(point):
    x, y = point
    return {text}
"""

_KNOWN = {
    "rosenbrock": "(1 - x) ** 2 + 100 * (y - x**2) ** 2",
    "himmelblau": "(x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2",
    "saddle": "x**2 / 2 - y**2 / 2 + y**4 / 4",
}

_FOLLOW = """

def gradient(point):
    point = point.clone().requires_grad_()
    return torch.autograd.grad(f(point), point)[0]


def follow(method):  # until the last step, or until it is lost
    path, memory = [start], {{}}
    for k in range(1, steps + 1):
        point = method(path[-1], memory, k)
        if not (point.abs().max() <= 1e12 and f(point).abs() <= 1e30):
            break
        path.append(point)
    return torch.stack(path)


start = torch.tensor({start})
steps = {steps}
"""

_RULES = {
    "descent": """

def descent(point, memory, k):  # torch.optim.SGD(lr=eta)
    return point - eta * gradient(point)
""",
    "momentum": """

def momentum(point, memory, k):  # torch.optim.SGD(lr=eta, momentum=beta)
    memory["v"] = beta * memory.get("v", 0.0) - eta * gradient(point)
    return point + memory["v"]
""",
    "nesterov": """

def nesterov(point, memory, k):
    v = memory.get("v", torch.zeros(2))
    memory["v"] = beta * v - eta * gradient(point + beta * v)
    return point + memory["v"]
""",
    "rmsprop": """

def rmsprop(point, memory, k):  # torch.optim.RMSprop(lr=eta_adaptive, alpha=0.9)
    g = gradient(point)
    memory["s"] = 0.9 * memory.get("s", 0.0) + (1 - 0.9) * g**2
    return point - eta_adaptive * g / (memory["s"].sqrt() + 1e-8)
""",
    "adam": """

def adam(point, memory, k):  # torch.optim.Adam(lr=eta_adaptive)
    g = gradient(point)
    memory["m"] = 0.9 * memory.get("m", 0.0) + (1 - 0.9) * g
    memory["s"] = 0.999 * memory.get("s", 0.0) + (1 - 0.999) * g**2
    m, s = memory["m"] / (1 - 0.9**k), memory["s"] / (1 - 0.999**k)
    return point - eta_adaptive * m / (s.sqrt() + 1e-8)
""",
}

_SPECTRAL = """
def spectral_radius(trace, determinant):  # of the step as a map of two successive points
    return torch.linalg.eigvals(torch.tensor([[trace, -determinant], [1.0, 0.0]])).abs().max()
"""


def program(solution: Solution) -> str:
    """Return a complete program; what it calls f, start and …_path is what is shown."""
    inputs = solution.inputs
    methods = chosen(inputs)
    text = _function(inputs)
    text += _FOLLOW.format(start=solution.start.tolist(), steps=inputs.steps)
    text += _settings(inputs, methods) + "".join(_RULES[method] for method in methods)
    runs = [_run(method) for method in methods]
    here = [facts.eigenvalue(index, inputs) for index in range(2)]
    return composed_program(
        text,
        *runs,
        [*here, facts.LARGEST_HERE],
        *_theory(solution, methods),
        printed=[*map(facts.end, methods), *here],
    )


def _run(method: str) -> list[Fact]:
    return [fact(method) for fact in (facts.steps, facts.end, facts.loss, facts.slope)]


def _function(inputs: Inputs) -> str:
    match inputs.function:
        case "quadratic":
            quadratic = quadratic_of(inputs)
            return _QUADRATIC.format(matrix=quadratic.H.tolist(), b=quadratic.b.tolist())
        case "curvatures":
            values = (inputs.first.scalar.value, inputs.second.scalar.value)
            return _CURVATURES.format(angle=float(inputs.angle.scalar.value), values=list(values))
        case "formula":
            return _FUNCTION.format(text=read_formula(inputs.formula, VARIABLES).program())
    return _FUNCTION.format(text=_KNOWN[inputs.function])


def _settings(inputs: Inputs, methods: tuple[str, ...]) -> str:
    lines = []
    if {"descent", "momentum", "nesterov"} & set(methods):
        lines.append(f"eta = {inputs.rate.scalar.value!r}")
    if {"rmsprop", "adam"} & set(methods):
        lines.append(f"eta_adaptive = {inputs.adaptive_rate.scalar.value!r}")
    if {"momentum", "nesterov"} & set(methods):
        lines.append(f"beta = {inputs.beta.scalar.value!r}")
    return "".join(f"{line}\n" for line in lines)


def _theory(solution: Solution, methods: tuple[str, ...]) -> Iterator[str | list[Fact]]:
    """Yield what follows from the eigenvalues of a quadratic."""
    landscape = solution.landscape
    known_form = solution.inputs.function in ("quadratic", "curvatures")
    if not (known_form and isinstance(landscape, Quadratic)):
        return
    eigenvalues = curvature(landscape.H).eigenvalues
    surface = [facts.CONDITION, facts.BEST] if landscape.kind == "bowl" else []
    if landscape.kind in ("bowl", "saddle"):
        surface.append(facts.stationary(landscape.kind))
    yield surface
    known = [method for method in methods if method in THEORY]
    if {"momentum", "nesterov"} & set(known):
        yield _SPECTRAL
    yield [
        fact
        for method in known
        for fact in (facts.largest(method), facts.factor(method, eigenvalues))
    ]
