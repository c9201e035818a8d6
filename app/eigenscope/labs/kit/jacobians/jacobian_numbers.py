"""The numbers beside the topic *Jacobian*, each with its line of the program."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Unpack

from eigenscope.engine.calculus.local_map import LocalMap
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.beside_torch import beside_torch, is_lost
from eigenscope.labs.kit.functions.partial_formulas import PartialFormulas, partial_readouts
from eigenscope.labs.kit.jacobians.jacobian_words import LINEAR_MAP
from eigenscope.labs.kit.jacobians.jacobian_zoom import Zoom
from eigenscope.labs.kit.readout_makers import (
    Details,
    huge_readout,
    matrix_readout,
    number_readout,
    text_readout,
    undefined_readout,
)
from eigenscope.labs.kit.typed_texts import typed_readout
from eigenscope.language.definitions.formula import Formula
from eigenscope.wording.words import Text, Words

_POINT, _AFTER = "At p", "G after F"
_FUNCTION = """def {name}(point):
    x, y = point
    return torch.stack([{parts}])
"""


def prepared(zoom: Zoom) -> str:
    """Return the beginning of the program: the maps and the point."""
    text = _function("F", zoom.formulas)
    if zoom.after is not None:
        text += "\n\n" + _function("G", zoom.second)
    return f"{text}\n\np = torch.tensor({zoom.point.tolist()})"


def _function(name: str, formulas: Sequence[Formula]) -> str:
    return _FUNCTION.format(name=name, parts=", ".join(each.program() for each in formulas))


def readouts(zoom: Zoom, partials: PartialFormulas) -> Iterator[Readout]:
    """Yield the value, J, its factor of area and formulas, and what there is of both maps."""
    yield typed_readout("p", _POINT, "p", zoom.inputs.spot[0], zoom.point, variable="p")
    if not zoom.first.has_value:
        yield undefined_readout("value", _POINT, "F(p)", zoom.first.value.shape, brief=True)
        return
    torch = None if zoom.torch is None else zoom.torch[0]
    yield from beside_torch(
        "value", _POINT, "F(p)", zoom.first.value, None if torch is None else torch.value,
        line="value = F(p)", brief=True,
    )  # fmt: skip
    if not zoom.is_linear:
        yield _without_derivative("jacobian", _POINT, "J", zoom.first, brief=True)
        return
    computed = None if torch is None else torch.jacobian
    yield from beside_torch(
        "jacobian", _POINT, "J", zoom.jacobian, computed, slot=LINEAR_MAP, brief=True,
        line="jacobian = torch.autograd.functional.jacobian(F, p)",
        tip="One row for each formula, one column for each variable.",
    )  # fmt: skip
    lost = is_lost(zoom.jacobian, computed)
    yield _area(zoom, lost)
    yield from partial_readouts("F", partials)
    if zoom.after is not None and zoom.after.has_value:
        yield from _of_both(zoom, zoom.after, lost)


def _of_both(zoom: Zoom, after: LocalMap, lost: bool) -> Iterator[Readout]:
    """Yield the numbers of G, and of both maps; torch may have lost the Jacobian of F."""
    torch = None if zoom.torch is None else zoom.torch[1]
    yield from beside_torch(
        "outer value", _AFTER, "G(F(p))", after.value, None if torch is None else torch.value,
        line="outer_value = G(value)",
    )  # fmt: skip
    if not zoom.composes:
        yield _without_derivative("outer", _AFTER, "Jacobian of G", after)
        return
    computed = None if torch is None else torch.jacobian
    yield from beside_torch(
        "outer", _AFTER, "Jacobian of G", after.jacobian, computed,
        line="outer = torch.autograd.functional.jacobian(G, value)",
        tip="At F(p), not at p.",
    )  # fmt: skip
    outer_lost = is_lost(after.jacobian, computed)
    outer, both = zoom.areas
    yield _factor(
        "outer area", _AFTER, "det J of G", outer,
        line="" if outer_lost else "outer_area = torch.linalg.det(outer)",
    )  # fmt: skip
    lost = lost or outer_lost
    yield matrix_readout(
        "product", _AFTER, "Jacobian of both", zoom.product, brief=True,
        line="" if lost else "product = outer @ jacobian",
        tip="The chain rule: that of G at F(p), times that of F at p.",
    )  # fmt: skip
    yield _factor(
        "product area", _AFTER, "det J of both", both, brief=True,
        line="" if lost else "product_area = torch.linalg.det(product)",
        tip="The area factors of two maps, one after the other, multiply.",
    )  # fmt: skip


def _without_derivative(
    key: str, group: Text, label: Text, of: LocalMap, brief: bool = False
) -> Readout:
    """Return that there is no Jacobian, or none that float64 can hold."""
    if of.is_steep:
        return text_readout(key, group, label, Words("beyond float64"), of.jacobian, brief=brief)
    return undefined_readout(key, group, label, of.jacobian.shape, brief=brief)


def _area(zoom: Zoom, lost: bool) -> Readout:
    if len(zoom.formulas) == 2:
        return _factor(
            "area", _POINT, "det J", zoom.area, brief=True,
            line="" if lost else "area = torch.linalg.det(jacobian)",
            tip="The factor of areas near p; negative: they are turned over.",
        )  # fmt: skip
    return _factor(
        "area", _POINT, "√det JᵀJ", zoom.area, brief=True,
        line="" if lost else "area = torch.linalg.det(jacobian.T @ jacobian).sqrt()",
        tip="The factor of areas near p.",
    )  # fmt: skip


def _factor(key: str, group: Text, label: Text, area: float, **details: Unpack[Details]) -> Readout:
    """Return a factor of areas, which may be beyond float64."""
    maker = huge_readout if math.isinf(area) else number_readout
    return maker(key, group, label, area, **details)
