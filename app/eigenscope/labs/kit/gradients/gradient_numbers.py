"""The numbers beside the topic *gradient*, each with its line of the program."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.colours import DIRECTIONS, OUTPUT
from eigenscope.labs.kit.gradients.gradient_slope import Slope
from eigenscope.labs.kit.readout_makers import matrix_readout, number_readout, text_readout
from eigenscope.labs.kit.typed_texts import typed_readout
from eigenscope.wording.words import Words, as_it_is

_POINT, _SLOPE, _BENDS = "At p", "Along u", "Curvature at p"
_JACOBIAN = "gradient = torch.autograd.functional.jacobian(f, p)"
_HESSIAN = "hessian = torch.autograd.functional.hessian(f, p)"
_UNIT = "unit = u / torch.linalg.norm(u)"

_PROGRAM = """def f(point):
    {names} = point
    return {text}


p = torch.tensor({point})
u = torch.tensor({direction})"""


def prepared(slope: Slope) -> str:
    """Return the beginning of the program: f, the point and the direction."""
    return _PROGRAM.format(
        names=", ".join(slope.formula.variables),
        text=slope.formula.program(),
        point=slope.point.tolist(),
        direction=slope.inputs.direction[0].to_array()[:, 0].tolist(),
    )


def readouts(slope: Slope) -> Iterator[Readout]:
    """Yield the value and the gradient, the slope along u, and the Hessian."""
    yield typed_readout("p", _POINT, "p", slope.inputs.place[0], slope.point, variable="p")
    if not np.isfinite(slope.value):
        yield number_readout("value", _POINT, "f(p)", math.nan)
        return
    yield number_readout("value", _POINT, "f(p)", slope.value, line="value = f(p)", brief=True)
    if not slope.local.is_differentiable:
        yield from _without_gradient(slope)
        return
    yield matrix_readout(
        "gradient", _POINT, "∇f(p)", slope.gradient, line=_JACOBIAN, slot=OUTPUT, brief=True,
        tip="The slopes along the axes; it points to where f rises fastest.",
    )  # fmt: skip
    yield number_readout(
        "length", _POINT, "‖∇f(p)‖", slope.length,
        line="gradient_length = torch.linalg.norm(gradient)",
        tip="The slope in the direction of the gradient: no other is steeper.",
    )  # fmt: skip
    yield from _along(slope)
    yield from _bends(slope)


def _without_gradient(slope: Slope) -> Iterator[Readout]:
    nothing = np.full(len(slope.point), np.nan)
    tip = "No plane is tangent to f there; torch has an answer all the same, by convention."
    yield text_readout("gradient", _POINT, "∇f(p)", Words("undefined"), nothing, tip=tip)
    if np.isfinite(slope.local.partials).any():
        numbers = [
            number_readout(f"partial {name}", _POINT, as_it_is(f"∂f/∂{name}"), float(partial))
            for name, partial in zip(slope.formula.variables, slope.local.partials[0], strict=True)
        ]
        yield from numbers


def _along(slope: Slope) -> Iterator[Readout]:
    yield matrix_readout(
        "unit", _SLOPE, "u/‖u‖", slope.unit, line=_UNIT, slot=DIRECTIONS[2],
        tip="The direction, made one unit long.",
    )  # fmt: skip
    yield number_readout(
        "directional", _SLOPE, "Slope ∇f·u/‖u‖", slope.directional,
        line="directional = gradient @ unit", slot=DIRECTIONS[2], brief=True,
        tip="The directional derivative: the projection of the gradient onto u.",
    )  # fmt: skip


def _bends(slope: Slope) -> Iterator[Readout]:
    if not slope.local.is_twice_differentiable:
        nothing = np.full((len(slope.point),) * 2, np.nan)
        yield text_readout("hessian", _BENDS, "Hessian", Words("undefined"), nothing)
        return
    yield matrix_readout(
        "hessian", _BENDS, "Hessian", slope.hessian, line=_HESSIAN, brief=True,
        tip="The second derivatives: how the gradient changes with the point.",
    )  # fmt: skip
    values = np.linalg.eigvalsh(slope.hessian) if slope.curvature is None else (
        slope.curvature.eigenvalues
    )  # fmt: skip
    yield matrix_readout(
        "curvatures", _BENDS, "Eigenvalues", values,
        line="curvatures = torch.linalg.eigvalsh(hessian)", needs=(_HESSIAN,),
        tip="The curvatures along the principal directions; negative: f curves down.",
    )  # fmt: skip
    if slope.curvature is not None:
        yield text_readout("kind", _BENDS, "Shape", slope.kind)
