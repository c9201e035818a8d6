"""The torch program that computes what is shown, for the code panel."""

from __future__ import annotations

from eigenscope.engine.optimise.curvature import curvature
from eigenscope.engine.optimise.landscapes import Landscape, Quadratic
from eigenscope.labs.descent.inputs import VARIABLES, Inputs, chosen
from eigenscope.labs.descent.landscape import quadratic_of
from eigenscope.labs.descent.solution import Solution
from eigenscope.language.definitions.formula import read_formula

_HEAD = """import torch

torch.set_default_dtype(torch.float64)

"""

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

_RUN = """
{method}_path = follow({method})
{method}_steps = len({method}_path) - 1
{method}_end = {method}_path[-1]
{method}_f = f({method}_end)
{method}_slope = torch.hypot(*gradient({method}_end))
"""

_HERE = """
hessian = torch.autograd.functional.hessian(f, {place})
eigenvalue_1, eigenvalue_2 = torch.linalg.eigvalsh(hessian)
largest_rate_here = 2 / eigenvalue_2
"""

_BOWL = """condition = eigenvalue_2 / eigenvalue_1
best_rate = 2 / (eigenvalue_1 + eigenvalue_2)
"""

_STATIONARY = "stationary = torch.linalg.solve(H, b)\n"

_LARGEST = {
    "descent": "2 / eigenvalue_2",
    "momentum": "2 * (1 + beta) / eigenvalue_2",
    "nesterov": "2 * (1 + beta) / ((1 + 2 * beta) * eigenvalue_2)",
}

_SPECTRAL = """

def spectral_radius(trace, determinant):  # of the step as a map of two successive points
    return torch.linalg.eigvals(torch.tensor([[trace, -determinant], [1.0, 0.0]])).abs().max()


"""

_FACTORS = {
    "descent": "abs(1 - eta * value)",
    "momentum": "spectral_radius(1 - eta * value + beta, beta)",
    "nesterov": "spectral_radius((1 + beta) * (1 - eta * value), beta * (1 - eta * value))",
}


def program(solution: Solution) -> str:
    """Return a complete program; what it calls f, start and …_path is what is shown."""
    inputs = solution.inputs
    methods = chosen(inputs)
    text = _HEAD + _function(inputs)
    start = solution.start.tolist()
    text += _FOLLOW.format(start=start, steps=inputs.steps) + _settings(inputs, methods)
    text += "".join(_RULES[method] for method in methods) + ("\n" if methods else "")
    text += "".join(_RUN.format(method=method) for method in methods)
    text += _HERE.format(place=f"{methods[0]}_end" if methods else "start")
    if inputs.function in ("quadratic", "curvatures"):
        text += _theory(solution.landscape, methods)
    names = [f'print("{method} ends at", {method}_end.tolist())' for method in methods]
    return (
        text + "\n" + "\n".join([*names, 'print("λ =", eigenvalue_1.item(), eigenvalue_2.item())'])
    )


def _function(inputs: Inputs) -> str:
    match inputs.function:
        case "quadratic":
            found = quadratic_of(inputs)
            return _QUADRATIC.format(matrix=found.H.tolist(), b=found.b.tolist())
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


def _theory(landscape: Landscape, methods: tuple[str, ...]) -> str:
    """Return what follows from the eigenvalues of a quadratic."""
    if not isinstance(landscape, Quadratic):
        return ""
    eigenvalues = curvature(landscape.H).eigenvalues
    text = _BOWL if landscape.kind == "bowl" else ""
    text += _STATIONARY if landscape.kind in ("bowl", "saddle") else ""
    known = [method for method in methods if method in _LARGEST]
    text += _SPECTRAL if {"momentum", "nesterov"} & set(known) else ""
    used = ", ".join(f"eigenvalue_{k + 1}" for k in range(2) if eigenvalues[k] != 0)
    for method in known:
        text += f"{method}_largest_rate = {_LARGEST[method]}\n"
        if used:
            text += f"{method}_factor = max({_FACTORS[method]} for value in ({used},))\n"
        else:
            text += f"{method}_factor = 0.0\n"
    return text
