"""The rank of a layer on each of its linear pieces, beside the picture."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.layers.layer_map import LayerMap, Pattern
from eigenscope.labs.kit.layers.sheet import SLOTS, kind_of
from eigenscope.labs.kit.readout_makers import number_readout
from eigenscope.wording.number_texts import subscript
from eigenscope.wording.words import Text, Words, as_it_is, together


def piece_readouts(layer: LayerMap, group: Text) -> Iterator[Readout]:
    """Yield the rank on each linear piece; an activation that bends everywhere has none."""
    if layer.pieces:
        tip: Text = "Parts of the input space on each of which the layer is linear."
        yield number_readout("pieces", group, Words("How many"), len(layer.pieces), tip=tip)
    for number, piece in enumerate(layer.pieces, 1):
        slopes = layer.slopes(np.where(piece.pattern, 1.0, -1.0))
        name, label = f"rank_{number}", {"signs": signs(piece.pattern)}
        yield number_readout(
            f"piece.{number}", group, Words("Rank where {signs}", label),
            piece.rank, slot=SLOTS[kind_of(layer, piece)],
            line=f"{name} = torch.linalg.matrix_rank("
            f"torch.diag(torch.tensor({slopes.tolist()})) @ W)",
            variable=rank_variable(name, slopes[:, None] * layer.weight, piece.rank),
            tip="There the layer is linear: its matrix is W with the rows of negative z set to 0 "
            "(times 0.01 for leaky ReLU).",
        )  # fmt: skip


def rank_variable(name: str, matrix: Floats, rank: int) -> str:
    """Return the program's name of a rank, where floats find the same."""
    return name if np.linalg.matrix_rank(matrix) == rank else ""


def signs(pattern: Pattern) -> Words:
    """Return the signs of z on a piece."""
    return together(
        [
            as_it_is(f"z{subscript(k + 1)} {'>' if positive else '<'} 0")
            for k, positive in enumerate(pattern)
        ]
    )
