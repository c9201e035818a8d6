"""What the user enters for the topic *Jacobian*."""

from __future__ import annotations

from dataclasses import dataclass

from eigenscope.labs.contract.specs import FormulaSpec, ScalarSpec, spec
from eigenscope.labs.kit.one_vector import one_vector
from eigenscope.language.definitions.formula import Formula
from eigenscope.language.definitions.formula_lists import read_formulas
from eigenscope.language.evaluating.entry import Matrix, column, scalar

JACOBIAN_FIELDS = ("map", "then", "spot", "window")
CALLED = {"point": "spot"}
"""What the command line calls fields of this topic, where another topic has one of that name."""

VARIABLES = ("x", "y")


def formulas_of(inputs: JacobianInputs) -> tuple[Formula, ...]:
    """Return the two or three functions of the map."""
    return read_formulas(inputs.map, VARIABLES, 2, 3)


def second_of(inputs: JacobianInputs) -> tuple[Formula, ...]:
    """Return the functions of the second map; none if there is none."""
    if len(formulas_of(inputs)) != 2:
        return ()
    return read_formulas(inputs.then, VARIABLES, 0, 2)


@dataclass(frozen=True)
class JacobianInputs:
    """A map of the plane, a second one after it, and where both are looked at."""

    map: str = spec(
        FormulaSpec(
            "F(x, y)",
            "Map",
            "Two formulas in x and y with a comma between, or three for a surface in space; press "
            "Enter to apply them.",
            VARIABLES,
            fewest=2,
            most=3,
        ),
        "x^2/2 - y^2/2, x y",
    )
    then: str = spec(
        FormulaSpec(
            "then G",
            "Map",
            "A second map, of what F gives: two formulas in x and y, or nothing.",
            VARIABLES,
            fewest=0,
            most=2,
            relevant=lambda inputs: len(formulas_of(inputs)) == 2,
        ),
        "",
    )
    spot: tuple[Matrix, ...] = spec(
        one_vector("Point", "Map", "Where the map is looked at closely; drag it in the view.", "p"),
        (column("1.5", "0.5"),),
    )
    window: Matrix = spec(
        ScalarSpec(
            "Half side",
            "Map",
            "How far the grid goes from the point before the zoom begins.",
            0.1,
            3.0,
            least=1e-6,
            most=1e6,
        ),
        scalar("1"),
    )
