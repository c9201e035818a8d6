"""What the user enters to see a derivative."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eigenscope.labs.contract.specs import ChoiceSpec, FormulaSpec, ScalarSpec, WholeSpec, spec
from eigenscope.language.evaluating.entry import Matrix, scalar
from eigenscope.wording.words import Text

DERIVATIVE_FIELDS = ("show", "f", "rule", "u", "v", "power", "point", "h", "order")
VARIABLES = ("x",)
SECANT, ZOOM, SLOPES, TAYLOR, RULES = "secant", "zoom", "slopes", "taylor", "rules"
SUM, PRODUCT, QUOTIENT, POWER, CHAIN = "sum", "product", "quotient", "power", "chain"
MOST_TERMS = 20
_HIGHEST = 6  # power that is drawn

_SHOWN = (
    (SECANT, "Secant and tangent"),
    (ZOOM, "Zoom into the curve"),
    (SLOPES, "f′ and f″ along the curve"),
    (TAYLOR, "Taylor polynomials"),
    (RULES, "Rules as pictures"),
)
_RULES = (
    (SUM, "Sum u + v"),
    (PRODUCT, "Product u·v"),
    (QUOTIENT, "Quotient u/v"),
    (POWER, "Power xⁿ"),
    (CHAIN, "Chain u(v(x))"),
)


def _of_rules(inputs: Any) -> bool:
    return bool(inputs.show == RULES)


def _part_of_rule(label: Text, tip: Text) -> FormulaSpec:
    """Return the input of a function that a rule joins with another one."""
    return FormulaSpec(
        label,
        "Function",
        tip,
        VARIABLES,
        relevant=lambda inputs: _of_rules(inputs) and inputs.rule != POWER,
    )


@dataclass(frozen=True)
class DerivativeInputs:
    """A function of x, where it is looked at, and how far from there the secant goes."""

    show: str = spec(
        ChoiceSpec("Shown as", "Function", "What is shown of the derivative.", _SHOWN), SECANT
    )
    f: str = spec(
        FormulaSpec(
            "f(x)",
            "Function",
            "A formula in x, such as 3x^2 - 4x, abs(x) or where(x < 0, 0, x^2); press Enter to "
            "apply it.",
            VARIABLES,
            relevant=lambda inputs: not _of_rules(inputs),
        ),
        "3x^2 - 4x",
    )
    rule: str = spec(
        ChoiceSpec("Rule", "Function", "Which rule is shown.", _RULES, relevant=_of_rules), PRODUCT
    )
    u: str = spec(_part_of_rule("u(x)", "The first function; press Enter to apply it."), "x^2")
    v: str = spec(
        _part_of_rule(
            "v(x)", "The second function, the inner one of a chain; press Enter to apply it."
        ),
        "1 + x/2",
    )
    power: int = spec(
        WholeSpec(
            "n",
            "Function",
            "The exponent of xⁿ.",
            2,
            lambda _inputs: _HIGHEST,
            _HIGHEST,
            relevant=lambda inputs: _of_rules(inputs) and inputs.rule == POWER,
        ),
        2,
    )
    point: Matrix = spec(
        ScalarSpec("x", "Point", "Where the slope is wanted; drag it in the view.", -5.0, 5.0),
        scalar("1"),
    )
    h: Matrix = spec(
        ScalarSpec(
            "h",
            "Point",
            "From the point to the other end of the secant; negative to the left. Drag it in the "
            "view.",
            -2.0,
            2.0,
        ),
        scalar("1"),
    )
    order: int = spec(
        WholeSpec(
            "Degree",
            "Point",
            "The highest power of the Taylor polynomial.",
            0,
            lambda _inputs: MOST_TERMS,
            MOST_TERMS,
            relevant=lambda inputs: inputs.show == TAYLOR,
        ),
        5,
    )
