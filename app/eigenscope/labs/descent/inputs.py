"""What the user enters: the function, the start, the steps, the methods, and what is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from eigenscope.arrays import Floats
from eigenscope.labs.contract.specs import (
    ChoiceSpec,
    FlagSpec,
    FormulaSpec,
    MatrixSpec,
    ScalarSpec,
    WholeSpec,
    spec,
)
from eigenscope.labs.kit.one_vector import numbers_of, one_vector
from eigenscope.language.evaluating.entry import Matrix, column, scalar
from eigenscope.wording.words import Text, Words

VARIABLES = ("x", "y")
MOST_STEPS = 500
FLAGS = ("descent", "momentum", "nesterov", "rmsprop", "adam")
"""The fields that choose methods, by the engine's names."""

_FUNCTIONS = (
    ("quadratic", "Quadratic ½xᵀHx − bᵀx"),
    ("curvatures", "Quadratic with λ₁, λ₂"),
    ("rosenbrock", "Rosenbrock's bent valley"),
    ("himmelblau", "Himmelblau's four minima"),
    ("saddle", "Saddle ½x² − ½y² + ¼y⁴"),
    ("formula", "Your own formula"),
)
_STEPS = Words("Steps", context="heading")
_VIEWS = (("plane", "Contours in the plane"), ("surface", "Surface in space"))
_HEIGHTS = (("even", "f"), ("logarithmic", "log f, for steep functions"))


def _of_curvatures(label: Text, tip: Text, most: float) -> ScalarSpec:
    """Return the input of a number that the quadratic with λ₁, λ₂ is made of."""
    return ScalarSpec(
        label,
        "Function",
        tip,
        -most,
        most,
        relevant=lambda inputs: inputs.function == "curvatures",
    )


def _rate(label: Text, tip: Text, relevant: Callable[[Any], bool]) -> ScalarSpec:
    """Return the input of a learning rate."""
    return ScalarSpec(
        label,
        _STEPS,
        tip,
        1e-4,
        10.0,
        logarithmic=True,
        least=1e-12,
        most=1e6,
        relevant=relevant,
    )


@dataclass(frozen=True)
class Inputs:
    """The inputs of the lab *Gradient descent*."""

    function: str = spec(
        ChoiceSpec("Function", "Function", "The function f to be minimised.", _FUNCTIONS),
        "quadratic",
    )
    matrix: Matrix = spec(
        MatrixSpec(
            "H",
            "Function",
            "The Hessian of the quadratic; if the matrix isn't symmetric, (H + Hᵀ)/2 is used.",
            (2, 2),
            relevant=lambda inputs: inputs.function == "quadratic",
        ),
        Matrix.from_texts((("6", "2"), ("2", "3"))),
    )
    b: tuple[Matrix, ...] = spec(
        one_vector(
            "b",
            "Function",
            "Moves the minimum: there Hx = b.",
            "b",
            relevant=lambda inputs: inputs.function == "quadratic",
        ),
        (column("0", "0"),),
    )
    first: Matrix = spec(
        _of_curvatures(
            "Eigenvalue λ₁",
            "The curvature along the first axis; where it is negative, f falls that way.",
            10.0,
        ),
        scalar("10"),
    )
    second: Matrix = spec(
        _of_curvatures("Eigenvalue λ₂", "The curvature perpendicular to the first axis.", 10.0),
        scalar("1"),
    )
    angle: Matrix = spec(
        _of_curvatures("Angle in °", "From the x axis to the first axis.", 90.0),
        scalar("20"),
    )
    formula: str = spec(
        FormulaSpec(
            "f(x, y)",
            "Function",
            "A formula in x and y, such as sin(x) cos(y) + x^2/8; press Enter to apply it.",
            VARIABLES,
            relevant=lambda inputs: inputs.function == "formula",
        ),
        "sin(2x) cos(2y) + (x^2 + y^2)/4",
    )
    start: tuple[Matrix, ...] = spec(
        one_vector(
            "Start", "Start", "Where all methods start; drag it in the view.", "x₀ = (x, y)"
        ),
        (column("3", "-1"),),
    )
    rate: Matrix = spec(
        _rate(
            "η",
            "The learning rate of gradient descent, momentum and Nesterov.",
            lambda inputs: inputs.descent or inputs.momentum or inputs.nesterov,
        ),
        scalar("0.25"),
    )
    adaptive_rate: Matrix = spec(
        _rate(
            "η adaptive",
            "The learning rate of RMSProp and Adam: about the length of their first steps.",
            lambda inputs: inputs.rmsprop or inputs.adam,
        ),
        scalar("0.2"),
    )
    beta: Matrix = spec(
        ScalarSpec(
            "β",
            _STEPS,
            "The fraction of its velocity that a step with momentum keeps.",
            0.0,
            0.99,
            least=0.0,
            most=0.9999,
            relevant=lambda inputs: inputs.momentum or inputs.nesterov,
        ),
        scalar("0.7"),
    )
    steps: int = spec(
        WholeSpec("Steps", _STEPS, "The number of steps.", 1, lambda _inputs: MOST_STEPS), 40
    )
    descent: bool = spec(
        FlagSpec("Gradient descent", "Methods", "x ← x − η∇f.", "chevron-down"), True
    )
    momentum: bool = spec(
        FlagSpec("Momentum", "Methods", "A heavy ball: v ← βv − η∇f, x ← x + v.", "circle"), True
    )
    nesterov: bool = spec(
        FlagSpec(
            "Nesterov",
            "Methods",
            "Momentum with ∇f evaluated at the look-ahead point x + βv.",
            "step-forward",
        ),
        False,
    )
    rmsprop: bool = spec(
        FlagSpec(
            "RMSProp",
            "Methods",
            "Each coordinate's gradient divided by its recent root mean square.",
            "gauge",
        ),
        False,
    )
    adam: bool = spec(
        FlagSpec("Adam", "Methods", "RMSProp with momentum and bias correction.", "sigma"),
        False,
    )
    view: str = spec(
        ChoiceSpec("View", "Show", "From above, or as a surface in space.", _VIEWS), "plane"
    )
    height: str = spec(
        ChoiceSpec(
            "Height",
            "Show",
            "What the height of the surface shows, scaled to fit the picture.",
            _HEIGHTS,
            relevant=lambda inputs: inputs.view == "surface",
        ),
        "even",
    )
    field: bool = spec(
        FlagSpec(
            "Field −∇f",
            "Show",
            "The direction of steepest descent at every point.",
            "arrow-up-right",
        ),
        False,
    )
    curvature: bool = spec(
        FlagSpec(
            "Curvature", "Show", "The eigenvectors of the Hessian at the current point.", "axis-3d"
        ),
        True,
    )
    convergence: bool = spec(
        FlagSpec("Charts over steps", "Show", "f and ‖∇f‖ after each step k.", "chart-line"), False
    )


def fit(inputs: Inputs) -> Inputs:
    """Return the inputs with a 2×2 matrix, one start, one b, and a number of steps there can be."""
    return replace(
        inputs,
        matrix=inputs.matrix.resized(2, 2),
        b=_single(inputs.b),
        start=_single(inputs.start),
        steps=min(max(inputs.steps, 1), MOST_STEPS),
    )


def _single(vectors: tuple[Matrix, ...]) -> tuple[Matrix, ...]:
    return (vectors[0].resized(2, 1) if vectors else column("0", "0"),)


def chosen(inputs: Inputs) -> tuple[str, ...]:
    """Return the methods that are run."""
    return tuple(name for name in FLAGS if getattr(inputs, name))


def start_of(inputs: Inputs) -> Floats:
    """Return the start, (2,)."""
    return numbers_of(inputs.start)
