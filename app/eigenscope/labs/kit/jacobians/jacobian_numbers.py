"""The numbers beside the topic *Jacobian*, each with its line of the program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.colours import OUTPUT
from eigenscope.labs.kit.jacobians.jacobian_zoom import Zoom
from eigenscope.labs.kit.readout_makers import matrix_readout, number_readout, text_readout
from eigenscope.labs.kit.typed_texts import typed_readout
from eigenscope.language.definitions.formula import Formula
from eigenscope.wording.words import Words

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


def readouts(zoom: Zoom) -> Iterator[Readout]:
    """Yield the value, J and its factor of area, and those of both maps."""
    yield typed_readout("p", _POINT, "p", zoom.inputs.spot[0], zoom.point, variable="p")
    if not zoom.first.has_value:
        yield text_readout("value", _POINT, "F(p)", Words("undefined"), zoom.first.value)
        return
    yield matrix_readout("value", _POINT, "F(p)", zoom.first.value, line="value = F(p)", brief=True)
    if not zoom.is_linear:
        yield text_readout("jacobian", _POINT, "J", Words("undefined"), 0 * zoom.jacobian + np.nan)
        return
    yield matrix_readout(
        "jacobian", _POINT, "J", zoom.jacobian, slot=OUTPUT, brief=True,
        line="jacobian = torch.autograd.functional.jacobian(F, p)",
        tip="One row for each formula, one column for each variable.",
    )  # fmt: skip
    yield _area(zoom)
    if zoom.after is None or not zoom.after.has_value:
        return
    yield matrix_readout(
        "outer value", _AFTER, "G(F(p))", zoom.after.value, line="outer_value = G(value)"
    )
    if not zoom.composes:
        nothing = np.full((2, 2), np.nan)
        yield text_readout("outer", _AFTER, "Jacobian of G", Words("undefined"), nothing)
        return
    yield matrix_readout(
        "outer", _AFTER, "Jacobian of G", zoom.after.jacobian,
        line="outer = torch.autograd.functional.jacobian(G, value)",
        tip="At F(p), not at p.",
    )  # fmt: skip
    yield matrix_readout(
        "product", _AFTER, "Jacobian of both", zoom.product, line="product = outer @ jacobian",
        tip="The chain rule: that of G at F(p), times that of F at p.",
    )  # fmt: skip


def _area(zoom: Zoom) -> Readout:
    if len(zoom.formulas) == 2:
        return number_readout(
            "area", _POINT, "det J", zoom.area, line="area = torch.linalg.det(jacobian)",
            tip="By how much areas grow near p; negative: they are turned over.",
        )  # fmt: skip
    return number_readout(
        "area", _POINT, "√det JᵀJ", zoom.area,
        line="area = torch.linalg.det(jacobian.T @ jacobian).sqrt()",
        tip="By how much areas grow near p.",
    )  # fmt: skip
