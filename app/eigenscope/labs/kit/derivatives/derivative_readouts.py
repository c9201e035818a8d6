"""The numbers of a function at a point, and the torch program that computes them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Unpack

import numpy as np

from eigenscope.engine.calculus.one_sided import OneSide
from eigenscope.engine.calculus.slopes import SlopeKind
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.beside_torch import ROUNDED, is_lost
from eigenscope.labs.kit.derivatives import colours
from eigenscope.labs.kit.derivatives.derivative_inputs import SECANT, TAYLOR
from eigenscope.labs.kit.derivatives.local_function import Derivative
from eigenscope.labs.kit.readout_makers import (
    Details,
    huge_readout,
    matrix_readout,
    number_readout,
    text_readout,
)
from eigenscope.labs.kit.typed_texts import typeset
from eigenscope.language.evaluating.entry import number_text
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Text, Words, as_it_is

FUNCTION, SLOPE, SERIES = "Function", "Slope", "Taylor series"
KINDS: Mapping[SlopeKind, Text] = {
    SlopeKind.KINK: "A kink: the slopes from the left and the right differ.",
    SlopeKind.STEEP: "|f′| is above 1.8×10³⁰⁸ here, more than float64 can hold.",
    SlopeKind.VERTICAL: "The tangent is vertical: the slope is infinite.",
    SlopeKind.CUSP: "A cusp: the slope goes to −∞ on one side and to ∞ on the other.",
    SlopeKind.JUMP: "A jump: f is not continuous here, and has no derivative.",
    SlopeKind.POLE: "f goes to infinity here.",
    SlopeKind.HUGE: "|f| is above 1.8×10³⁰⁸ here, more than float64 can hold.",
    SlopeKind.HOLE: "A hole: f has a limit here, but it is not the value of f.",
    SlopeKind.EDGE: "An end of the domain: there is a slope from one side only.",
    SlopeKind.ISOLATED: "f has a value here, but none nearby.",
    SlopeKind.UNSETTLED: "The slopes of the secants have no limit as h goes to 0.",
    SlopeKind.NO_VALUE: "f has no real value here.",
}
"""What is said of a point without a slope."""

_VALUE = "value = f(x)"
_GRADIENT = "derivative = torch.func.grad(f)(x)"
_SECOND_TIP: Text = "How fast the slope changes: positive where the curve bends upwards."
_SECOND = "second = torch.func.grad(torch.func.grad(f))(x)"


def _by_torch(of: Derivative) -> bool:
    """Tell whether torch computes the derivative at a smooth point, as far as that is known."""
    return of.slow is None or math.isclose(
        of.slow.autograd, of.here.derivative, rel_tol=1e-6, abs_tol=1e-12
    )


def prepared(of: Derivative) -> str:
    """Return the lines that make f, x and h, and what torch takes where there is no slope."""
    lines = (
        f"def f(x):\n    return {of.f.program()}\n\n\n"
        f"x, h = torch.tensor({of.x!r}), {number_text(of.h)}"
    )
    taken = not of.smooth and math.isfinite(of.here.value)
    return f"{lines}\nautograd = torch.func.grad(f)(x)" if taken else lines


def readouts(of: Derivative) -> Iterator[Readout]:
    """Yield all of them."""
    here, slow = of.here, of.slow
    exact = slow.symbolic.exact if slow is not None else ("", "", "")
    computed = of.value(of.x)
    lost = is_lost(here.value, computed)
    yield _number(
        "value", FUNCTION, "f(x)", here.value if math.isfinite(here.value) else math.nan,
        line="" if lost else _VALUE, exact=typeset(exact[0]), slot=colours.CURVE, brief=True,
    )  # fmt: skip
    if lost and math.isfinite(here.value):
        yield _number("computed", FUNCTION, "float64 computes", computed, line=_VALUE, tip=ROUNDED)
    if slow is not None and slow.symbolic.first:
        yield text_readout(
            "first", FUNCTION, "f′(x)", as_it_is(typeset(slow.symbolic.first)),
            tip="The derivative as a formula.",
        )  # fmt: skip
        yield text_readout(
            "then", FUNCTION, "f″(x)", as_it_is(typeset(slow.symbolic.second)),
            tip="The derivative of the derivative as a formula.",
        )  # fmt: skip
    elif slow is not None:
        words: Text = "none that is short enough to be shown"
        yield text_readout("first", FUNCTION, "f′(x)", words)
    yield from _slopes(of, exact)
    yield from _changes(of)
    if of.inputs.show == TAYLOR:
        yield from _series(of)


def _slopes(of: Derivative, exact: tuple[str, str, str]) -> Iterator[Readout]:
    here = of.here
    point = typeset(of.inputs.point.texts()[0][0])
    label = Words("f′({x})", {"x": point})
    if of.smooth:
        line, twice = (_GRADIENT, _SECOND) if _by_torch(of) else ("", "")
        yield _number(
            "derivative", SLOPE, label, here.derivative, line=line, exact=typeset(exact[1]),
            slot=colours.TANGENT, brief=True, tip="The slope of the tangent.",
        )  # fmt: skip
        bent = huge_readout if here.is_bent else _number
        yield bent(
            "second", SLOPE, Words("f″({x})", {"x": point}), here.second,
            line=twice if math.isfinite(here.second) else "", exact=typeset(exact[2]),
            tip=_SECOND_TIP,
        )  # fmt: skip
        if not _by_torch(of) and of.slow is not None:
            yield _number(
                "autograd", SLOPE, "torch takes", of.slow.autograd, line=_GRADIENT,
                tip=ROUNDED,
            )  # fmt: skip
        return
    steep = huge_readout if here.kind is SlopeKind.STEEP else _number
    yield steep("derivative", SLOPE, label, here.derivative, brief=True)
    yield text_readout("kind", SLOPE, "At this point", KINDS.get(here.kind, ""))
    sides: tuple[tuple[str, Text, OneSide], ...] = (
        ("left", "Slope from the left", here.left),
        ("right", "Slope from the right", here.right),
    )
    for key, name, side in sides:
        yield _number(
            f"slope.{key}", SLOPE, name, side.slope, slot=colours.TANGENT,
            tip="Where the slopes of secants on this side go.",
        )  # fmt: skip
    if of.slow is not None and math.isfinite(here.value):
        yield _number(
            "autograd", SLOPE, "torch takes", of.slow.autograd,
            variable="autograd",
            tip="What automatic differentiation gives here: it takes the slope of one branch, or a "
            "mean, and says nothing of it.",
        )  # fmt: skip


def _changes(of: Derivative) -> Iterator[Readout]:
    other = of.value(of.x + of.h)
    yield _number(
        "rise", "Step h", "Δy = f(x + h) − f(x)", other - of.value(of.x), slot=colours.RISE,
        line="rise = f(x + h) - f(x)",
    )  # fmt: skip
    yield _number(
        "secant", "Step h", "Slope of the secant Δy/h", of.secant, slot=colours.SECANT,
        brief=of.inputs.show == SECANT,
        line="secant = (f(x + h) - f(x)) / h" if of.h else "",
        tip="The difference quotient, as float64 computes it.",
    )  # fmt: skip
    if of.smooth:
        yield _number(
            "differential", "Step h", "dy = f′(x)·h", of.here.derivative * of.h,
            slot=colours.TANGENT, line="differential = derivative * h" if _by_torch(of) else "",
            needs=(_GRADIENT,) if _by_torch(of) else (),
            tip="By how much y changes along the tangent.",
        )  # fmt: skip


def _series(of: Derivative) -> Iterator[Readout]:
    terms = of.here.series
    if not of.smooth:
        return
    yield matrix_readout(
        "taylor", SERIES, "Coefficients c₀, c₁, …", terms,
        tip="The polynomial is c₀ + c₁(x − a) + c₂(x − a)² + …, with cₖ the k-th derivative "
        "divided by k!.",
    )  # fmt: skip
    radius = of.slow.radius if of.slow is not None else None
    if radius is None:
        return
    tip: Text = "Within it of the point the series converges to f."
    if math.isinf(radius.value):
        text: Text = "infinite"
        yield text_readout("radius", SERIES, "Radius of convergence", text, tip=tip)
        return
    text = Words("{number}, estimated from the coefficients", {"number": tidy(radius.value)})
    yield text_readout(
        "radius", SERIES, "Radius of convergence",
        text if radius.estimated else as_it_is(tidy(radius.value)), np.float64(radius.value),
        slot=colours.SECOND, tip=tip,
    )  # fmt: skip
    if radius.nearest is not None:
        yield text_readout(
            "nearest", SERIES, "Nearest singular point", as_it_is(_complex(radius.nearest)),
            tip="In the complex plane: there the function has a pole, a branch point or no value.",
        )  # fmt: skip


def _number(
    key: str, group: Text, label: Text, value: float, **details: Unpack[Details]
) -> Readout:
    """Return a number, or that there is none: then no line computes it, and it is nothing exact."""
    if math.isnan(value):
        details |= {"line": "", "needs": (), "exact": ""}
    return number_readout(key, group, label, value, **details)


def _complex(value: complex) -> str:
    from eigenscope.wording.number_texts import tidy_complex

    size = abs(value)
    real, imaginary = (0.0 if abs(x) < 1e-7 * size else x for x in (value.real, value.imag))
    return tidy_complex(complex(real, abs(imaginary)))
