"""The numbers beside the pictures: the layer, the batch, the linear pieces, the chosen point."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from eigenscope.exact.matrices import determinant
from eigenscope.exact.rounding import as_float
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.colours import INPUT, OUTPUT
from eigenscope.labs.kit.layers.piece_readouts import piece_readouts, rank_variable
from eigenscope.labs.kit.matrix_facts import RANK
from eigenscope.labs.kit.readout_makers import matrix_readout, number_readout, text_readout
from eigenscope.labs.kit.typed_texts import typed_readout
from eigenscope.labs.layer import colours
from eigenscope.labs.layer.layer import Layer
from eigenscope.labs.layer.program import Z_LINE, y_line
from eigenscope.wording.number_texts import subscript
from eigenscope.wording.words import Text, Words, as_it_is, together

_LAYER, _BATCH, _PIECES, _POINT = "Layer", "Batch", "Linear pieces", "Chosen point"


def readouts(layer: Layer) -> tuple[Readout, ...]:
    """Return all of them."""
    return (
        *_layer(layer),
        *_batch(layer),
        *piece_readouts(layer.map, _PIECES),
        *_point(layer),
    )


def _layer(layer: Layer) -> Iterator[Readout]:
    inputs, of = layer.inputs, layer.map
    yield text_readout(
        "sizes", _LAYER, "Sizes", as_it_is(f"{of.features} → {of.outputs}"), brief=True,
        tip="How many numbers go in and come out, for each point.",
    )  # fmt: skip
    yield typed_readout("W", _LAYER, "W", inputs.weight, of.weight, variable="W")
    yield typed_readout(
        "b", _LAYER, "b", inputs.bias.transposed(), of.bias, variable="b", slot=colours.BIAS
    )
    yield number_readout(
        "parameters", _LAYER, "Parameters", layer.parameters,
        line="parameters = W.numel() + b.numel()",
        tip="The numbers that training changes: those of W and of b.",
    )  # fmt: skip
    variable = rank_variable("rank", of.weight, of.rank)
    yield RANK.under(_LAYER, "rank = torch.linalg.matrix_rank(W)").number(
        of.rank, variable=variable
    )
    if of.outputs == of.features:
        yield number_readout(
            "determinant", _LAYER, "Determinant", _determinant(layer),
            line="determinant = torch.linalg.det(W)",
            tip="By how much W scales areas or volumes, before the activation.",
        )  # fmt: skip


def _determinant(layer: Layer) -> float:
    exact = layer.map.exact
    return float(np.linalg.det(layer.map.weight)) if exact is None else as_float(determinant(exact))


def _batch(layer: Layer) -> Iterator[Readout]:
    inputs = layer.inputs
    yield typed_readout(
        "X", _BATCH, "X", inputs.points, layer.points, variable="X", slot=INPUT,
        tip="The batch: one point for each row.",
    )  # fmt: skip
    yield matrix_readout(
        "Z", _BATCH, "Z = XWᵀ + b", layer.z, line=Z_LINE,
        tip="The neurons before the activation, one row for each point.",
    )  # fmt: skip
    yield matrix_readout(
        "Y", _BATCH, "Y = σ(Z)", layer.y, line=y_line(inputs), slot=OUTPUT, brief=True,
        tip="The output of the layer, one row for each point.",
    )  # fmt: skip
    if inputs.activation == "relu":
        dead = np.flatnonzero((layer.z <= 0).all(axis=0))
        names = [Words("neuron {number}", {"number": str(each + 1)}) for each in dead]
        yield text_readout(
            "dead", _BATCH, "Dead on this batch", together(names) if names else Words("none"),
            tip="Neurons that are 0 for every point: no gradient reaches their weights.",
        )  # fmt: skip


def _point(layer: Layer) -> Iterator[Readout]:
    row = layer.chosen
    if row is None:
        return
    inputs, z = layer.inputs, layer.z[row]
    yield matrix_readout(
        "point.x", _POINT, "x", layer.points[row], slot=INPUT, line=f"x = X[{row}]"
    )
    yield matrix_readout("point.z", _POINT, "z = Wx + b", z, line=f"z = Z[{row}]", needs=(Z_LINE,))
    yield matrix_readout(
        "point.y", _POINT, "y = σ(z)", layer.y[row], slot=OUTPUT,
        line=f"y = Y[{row}]", needs=(Z_LINE, y_line(inputs)),
    )  # fmt: skip
    call = inputs.sigma.applied("v")
    kinks = np.flatnonzero((z == 0) & inputs.sigma.folds).tolist()
    tip: Text = "How steep the activation is at each z: what gradients are multiplied by."
    yield matrix_readout(
        "point.slope", _POINT, "σ′(z)", layer.map.slopes(z), needs=(Z_LINE, f"z = Z[{row}]"),
        line=f"slope = torch.autograd.functional.jacobian(lambda v: {call}, z).diagonal()", tip=tip,
    )  # fmt: skip
    if kinks:
        names = together([as_it_is(f"z{subscript(k + 1)} = 0") for k in kinks])
        words = Words("{names}: no derivative; torch takes that of z < 0", {"names": names})
        yield text_readout("point.kink", _POINT, "At the kink", words)
    yield matrix_readout(
        "point.jacobian", _POINT, "Jacobian diag(σ′(z)) W", layer.map.jacobian(z),
        line="jacobian = slope[:, None] * W",
        tip="How y changes when x changes a little: the linear map at this point.",
    )  # fmt: skip
