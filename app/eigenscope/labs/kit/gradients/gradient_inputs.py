"""What the user enters for the topic *gradient*."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eigenscope.labs.contract.specs import ChoiceSpec, FlagSpec, FormulaSpec, spec
from eigenscope.labs.kit.one_vector import one_vector
from eigenscope.language.evaluating.entry import Matrix, column

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


def formula_of(text: str) -> Formula:
    """Return the function of a text; raise LanguageError if it is none."""
    return _FORMULA.formulas(text)[0]


def count_of(inputs: GradientInputs) -> int:
    """Return how many variables the function has."""
    return len(formula_of(inputs.surface).variables)


def _is_drawn(inputs: GradientInputs) -> bool:
    """Tell whether the function has a picture; one of more variables has bars."""
    return count_of(inputs) == 2


def _with_variables(inputs: GradientInputs) -> Mapping[str, object]:
    """Return the point and the direction as another number of variables needs them."""
    count = count_of(inputs)
    return {
        name: (column(*[*(row[0] for row in vector.texts()), *["1"] * count][:count]),)
        for name, (vector,) in (("place", inputs.place), ("direction", inputs.direction))
        if vector.shape[0] != count
    }


@dataclass(frozen=True)
class GradientInputs:
    """A function of several variables, where it is looked at, and in which direction."""

    surface: str = spec(replace(_FORMULA, brings=_with_variables), "x^2/4 + x y/4 + y^2/2")
    place: tuple[Matrix, ...] = spec(
        one_vector(
            "Point",
            "Function",
            "Where the slopes are wanted; drag it in the view.",
            "p",
            length=count_of,
            longest=_MOST,
        ),
        (column("1", "1"),),
    )
    direction: tuple[Matrix, ...] = spec(
        one_vector(
            "Direction",
            "Function",
            "The direction in which a slope is wanted, of any length; drag its tip in the view.",
            "u",
            length=count_of,
            longest=_MOST,
        ),
        (column("1", "-1"),),
    )
    surface_view: str = spec(
        ChoiceSpec(
            "View",
            "Show",
            "From above, or as a surface in space.",
            PLANE,
            relevant=_is_drawn,
        ),
        "plane",
    )
    slices: bool = spec(
        FlagSpec(
            "Partial derivatives",
            "Show",
            "The slopes along x and along y alone.",
            "axis-3d",
            relevant=_is_drawn,
        ),
        True,
    )
    compass: bool = spec(
        FlagSpec(
            "Slope along u",
            "Show",
            "The directional derivative: u on a circle, and the projection of ∇f onto it.",
            "circle",
            relevant=_is_drawn,
        ),
        True,
    )
    bends: bool = spec(
        FlagSpec(
            "Curvature",
            "Show",
            "The principal directions of the Hessian at the point.",
            "spline",
            relevant=_is_drawn,
        ),
        True,
    )
