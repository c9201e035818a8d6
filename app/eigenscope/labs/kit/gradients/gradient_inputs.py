"""What the user enters for the topic *gradient*."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eigenscope.labs.contract.specs import ChoiceSpec, FlagSpec, FormulaSpec, VectorsSpec, spec
from eigenscope.language.evaluating.entry import Matrix

if TYPE_CHECKING:
    from eigenscope.language.definitions.formula import Formula

GRADIENT_FIELDS = ("surface", "place", "direction", "surface_view", "slices", "compass", "bends")
CALLED = {"f": "surface", "point": "place", "view": "surface_view"}
"""What the command line calls fields of this topic, where another topic has one of that name."""

PLANE = (("plane", "Contours in the plane"), ("surface", "Surface in space"))
_MOST = 5
_FORMULA = FormulaSpec(
    "f",
    "Function",
    "A formula in x and y, such as sin(x) cos(y), which is drawn; or in x1, x2 … x5. Press Enter "
    "to apply it.",
    ("x", "y"),
    numbered=tuple(f"x{number + 1}" for number in range(_MOST)),
)


def column(*texts: str) -> tuple[Matrix, ...]:
    """Return one vector, as a field of vectors has it."""
    return (Matrix.from_texts(tuple((text,) for text in texts)),)


def formula_of(text: str) -> Formula:
    """Return the function of a text; raise LanguageError if it is none."""
    return _FORMULA.formulas(text)[0]


def count_of(inputs: GradientInputs) -> int:
    """Return how many variables the function has."""
    return len(formula_of(inputs.surface).variables)


def _with_variables(inputs: GradientInputs) -> Mapping[str, object]:
    """Return the point and the direction as another number of variables needs them."""
    count = count_of(inputs)
    return {
        name: column(*[*(row[0] for row in vector.texts()), *["1"] * count][:count])
        for name, (vector,) in (("place", inputs.place), ("direction", inputs.direction))
        if vector.shape[0] != count
    }


@dataclass(frozen=True)
class GradientInputs:
    """A function of several variables, where it is looked at, and in which direction."""

    surface: str = spec(
        FormulaSpec(
            _FORMULA.label,
            _FORMULA.group,
            _FORMULA.tip,
            _FORMULA.variables,
            numbered=_FORMULA.numbered,
            brings=_with_variables,
        ),
        "x^2/4 + x y/4 + y^2/2",
    )
    place: tuple[Matrix, ...] = spec(
        VectorsSpec(
            "Point",
            "Function",
            "Where the slopes are wanted; drag it in the view.",
            length=count_of,
            fewest=1,
            most=1,
            letters=("p",),
            longest=_MOST,
        ),
        column("1", "1"),
    )
    direction: tuple[Matrix, ...] = spec(
        VectorsSpec(
            "Direction",
            "Function",
            "The direction in which a slope is wanted, of any length; drag its tip in the view.",
            length=count_of,
            fewest=1,
            most=1,
            letters=("u",),
            longest=_MOST,
        ),
        column("1", "-1"),
    )
    surface_view: str = spec(
        ChoiceSpec(
            "View",
            "Show",
            "From above, or as a surface in space.",
            PLANE,
            relevant=lambda inputs: count_of(inputs) == 2,
        ),
        "plane",
    )
    slices: bool = spec(
        FlagSpec("Partial derivatives", "Show", "The slopes along x and along y alone.", "axis-3d"),
        True,
    )
    compass: bool = spec(
        FlagSpec(
            "Slope along u",
            "Show",
            "The directional derivative: u on a circle, and the projection of ∇f onto it.",
            "circle",
        ),
        True,
    )
    bends: bool = spec(
        FlagSpec(
            "Curvature", "Show", "The principal directions of the Hessian at the point.", "spline"
        ),
        True,
    )
