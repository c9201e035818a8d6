"""The numbers beside the topic *gradient*, each with its line of the program."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.beside_torch import beside_torch, is_lost
from eigenscope.labs.kit.colours import DIRECTIONS, OUTPUT
from eigenscope.labs.kit.functions.partial_formulas import PartialFormulas, partial_readouts
from eigenscope.labs.kit.gradients.gradient_slope import Slope
from eigenscope.labs.kit.one_vector import numbers_of
from eigenscope.labs.kit.readout_makers import (
    huge_readout,
    matrix_readout,
    number_readout,
    text_readout,
    undefined_readout,
)
from eigenscope.labs.kit.typed_texts import typed_readout
from eigenscope.wording.words import Text, Words, as_it_is

_POINT, _SLOPE, _BENDS = "At p", "Along u", "Curvature at p"
_JACOBIAN = "gradient = torch.autograd.functional.jacobian(f, p)"
_HESSIAN = "hessian = torch.autograd.functional.hessian(f, p)"

_PROGRAM = """def f(point):
    {names} = point
    return {text}


p = torch.tensor({point})
u = torch.tensor({direction})"""


def prepared(slope: Slope) -> str:
    """Return the beginning of the program: f, the point and the direction."""
    first, *others = slope.formula.variables
    return _PROGRAM.format(
        names=", ".join((first, *others)) if others else f"{first},",
        text=slope.formula.program(),
        point=slope.point.tolist(),
        direction=numbers_of(slope.inputs.direction).tolist(),
    )


def readouts(slope: Slope, partials: PartialFormulas) -> Iterator[Readout]:
    """Yield the value and the gradient, its formulas, the slope along u, and the Hessian."""
    yield typed_readout("p", _POINT, "p", slope.inputs.place[0], slope.point, variable="p")
    if not np.isfinite(slope.value):
        yield number_readout("value", _POINT, "f(p)", math.nan, brief=True)
        yield text_readout("gradient", _POINT, "∇f(p)", slope.lacks, slope.gradient, brief=True)
        return
    torch = slope.torch
    yield from beside_torch(
        "value", _POINT, "f(p)", slope.value, None if torch is None else torch.value[0],
        line="value = f(p)", brief=True,
    )  # fmt: skip
    if not slope.local.is_differentiable:
        yield from _without_gradient(slope)
        return
    computed = None if torch is None else torch.jacobian[0]
    yield from beside_torch(
        "gradient", _POINT, "∇f(p)", slope.gradient, computed, line=_JACOBIAN, slot=OUTPUT,
        brief=True, tip="The slopes along the axes; it points to where f rises fastest.",
    )  # fmt: skip
    lost = is_lost(slope.gradient, computed)
    yield number_readout(
        "length", _POINT, "‖∇f(p)‖", slope.length,
        line="" if lost else f"gradient_length = {_length('gradient', slope.gradient)}",
        tip="The slope in the direction of the gradient: no other is steeper.",
    )  # fmt: skip
    yield from partial_readouts("f", partials)
    yield from _along(slope, lost)
    yield from _bends(slope)


def _without_gradient(slope: Slope) -> Iterator[Readout]:
    steep, partials = slope.local.is_steep, slope.local.partials[0]
    if steep:
        tip: Text = "Beyond ±1.8×10³⁰⁸, which float64 cannot hold; torch gives inf."
        text = Words("beyond float64")
        yield text_readout("gradient", _POINT, "∇f(p)", text, slope.gradient, tip=tip, brief=True)
    else:
        tip = "No plane is tangent to f there; torch has an answer all the same, by convention."
        yield undefined_readout("gradient", _POINT, "∇f(p)", slope.point.shape, tip, brief=True)
    if np.isnan(partials).all():
        return
    for name, partial in zip(slope.formula.variables, partials.tolist(), strict=True):
        maker = huge_readout if steep and math.isinf(partial) else number_readout
        yield maker(f"partial {name}", _POINT, as_it_is(f"∂f/∂{name}"), partial)


def _length(name: str, vector: Floats) -> str:
    """Return the program's text of a length: of a vector whose squares are no floats, by parts."""
    with np.errstate(all="ignore"):
        plain = math.isclose(np.linalg.norm(vector), math.hypot(*vector.tolist()))
    if plain:
        return f"torch.linalg.norm({name})"
    size = f"{name}.abs().max()"
    return f"{size} * torch.linalg.norm({name} / {size})"


def _along(slope: Slope, lost: bool) -> Iterator[Readout]:
    direction = numbers_of(slope.inputs.direction)
    length = _length("u", direction)
    length = f"({length})" if "*" in length else length
    yield matrix_readout(
        "unit", _SLOPE, "u/‖u‖", slope.unit, line=f"unit = u / {length}", slot=DIRECTIONS[2],
        tip="The direction, made one unit long.",
    )  # fmt: skip
    yield number_readout(
        "directional", _SLOPE, "Slope ∇f·u/‖u‖", slope.directional,
        line="" if lost else "directional = gradient @ unit", slot=DIRECTIONS[2], brief=True,
        tip="The directional derivative: the projection of the gradient onto u.",
    )  # fmt: skip


def _bends(slope: Slope) -> Iterator[Readout]:
    if not slope.local.is_twice_differentiable:
        if slope.local.is_bent:
            text = Words("beyond float64")
            yield text_readout("hessian", _BENDS, "Hessian", text, slope.hessian)
            return
        yield undefined_readout("hessian", _BENDS, "Hessian", 2 * slope.point.shape)
        return
    computed = None if slope.torch is None else slope.torch.hessians[0]
    yield from beside_torch(
        "hessian", _BENDS, "Hessian", slope.hessian, computed, line=_HESSIAN, brief=True,
        tip="The second derivatives: how the gradient changes with the point.",
    )  # fmt: skip
    values = np.linalg.eigvalsh(slope.hessian) if slope.curvature is None else (
        slope.curvature.eigenvalues
    )  # fmt: skip
    lost = is_lost(slope.hessian, computed)
    yield matrix_readout(
        "curvatures", _BENDS, "Eigenvalues", values,
        line="" if lost else "curvatures = torch.linalg.eigvalsh(hessian)",
        needs=() if lost else (_HESSIAN,),
        tip="The curvatures along the principal directions; negative: f curves down.",
    )  # fmt: skip
    if slope.curvature is not None:
        yield text_readout("kind", _BENDS, "Shape", slope.kind)
