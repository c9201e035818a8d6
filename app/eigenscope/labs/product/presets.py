"""Ready-made inputs, and what to try with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from eigenscope.labs.contract.presets import Experiment, Preset
from eigenscope.labs.product.inputs import Inputs, fit
from eigenscope.language.evaluating.entry import Matrix, matrix
from eigenscope.wording.words import Text


def _preset(
    key: str, label: Text, icon: str, change: Callable[[Inputs], Inputs], tip: Text
) -> Preset:
    return Preset(key, label, icon, lambda inputs, _value: fit(change(inputs)), None, tip)


def _identity(inputs: Inputs) -> Inputs:
    width = inputs.a.shape[1]
    return replace(inputs, b=_unit_rows(range(width)))


def _permutation(inputs: Inputs) -> Inputs:
    width = inputs.a.shape[1]
    return replace(inputs, b=_unit_rows([*range(1, width), 0]))


def _unit_rows(order: range | list[int]) -> Matrix:
    """Return the matrix whose row k has its 1 in column ``order[k]``."""
    count = len(order)
    return Matrix.from_texts(
        [["1" if j == place else "0" for j in range(count)] for place in order]
    )


PRESETS = (
    _preset(
        "swap",
        "Swap A and B",
        "arrow-left-right",
        lambda inputs: replace(inputs, a=inputs.b, b=inputs.a),
        "The other order: usually another result, or none at all.",
    ),
    _preset(
        "transpose-a",
        "Transpose A",
        "flip-horizontal-2",
        lambda inputs: replace(inputs, a=inputs.a.transposed()),
        "Rows become columns.",
    ),
    _preset(
        "transpose-b",
        "Transpose B",
        "flip-horizontal-2",
        lambda inputs: replace(inputs, b=inputs.b.transposed()),
        "Rows become columns.",
    ),
    _preset("identity", "B = identity", "square", _identity, "A I = A: nothing changes."),
    _preset(
        "permutation",
        "B = permutation",
        "refresh-cw",
        _permutation,
        "One 1 in each row and column: B puts A's columns in another order.",
    ),
)


@cache
def experiments() -> tuple[Experiment, ...]:
    """Return what to try; made when first asked for, because 1/2 wakes the grammar."""
    return (
        Experiment(
            "vector",
            "A matrix times a vector",
            "Each row of A times the one column of B; then view it as columns combined.",
            Inputs(
                a=matrix("0 1 2 3", "4 5 6 7", "8 9 10 11", "12 13 14 15", "16 17 18 19"),
                b=matrix("0", "1", "2", "3"),
            ),
        ),
        Experiment(
            "mixed",
            "Columns combined",
            "B's column holds the coefficients with which A's columns combine into C's column.",
            Inputs(
                reading="columns",
                a=matrix("1 2 0", "0 1 3"),
                b=matrix("2 0 1", "0 1 0", "1 -1 1/2"),
            ),
        ),
        Experiment(
            "layers",
            "Outer products added",
            "A column of A times a row of B has rank 1; the sum of them is the whole product.",
            Inputs(reading="outer", a=matrix("1 2", "3 4", "5 6"), b=matrix("1 0 2", "0 1 1")),
        ),
        Experiment(
            "order",
            "A B is not B A",
            "B turns, then A shears; swap A and B and the arrows end elsewhere.",
            Inputs(reading="maps", a=matrix("1 1", "0 1"), b=matrix("0 -1", "1 0")),
        ),
        Experiment(
            "box",
            "Three faces of a box",
            "Point at a number of C: its row of A and its column of B meet inside the box. Turn "
            "it.",
            Inputs(reading="box", a=matrix("1 2", "3 4", "5 6"), b=matrix("1 0 2", "0 1 1")),
        ),
        Experiment(
            "misfit",
            "Sizes that do not fit",
            "A's third column has no matching row of B; transpose A and it works.",
            Inputs(a=matrix("1 2 3", "4 5 6"), b=matrix("1 0", "0 1")),
        ),
        Experiment(
            "hadamard",
            "Hadamard beside product",
            "Entry by entry: compare each number with the note on the matrix product.",
            Inputs(topic="entrywise", a=matrix("1 2", "3 4"), b=matrix("5 6", "7 8")),
        ),
        Experiment(
            "broadcasting",
            "Broadcasting",
            "A column plus a row: dashed cells are copies that are never stored.",
            Inputs(topic="entrywise", operator="+", a=matrix("0", "1", "2"), b=matrix("10 20")),
        ),
        Experiment(
            "layer",
            "A layer of a network",
            "Two samples (rows of A), three features, four outputs: b is added to every row of A "
            "B.",
            Inputs(
                topic="layer",
                a=matrix("1 2 0", "0 1 -1"),
                b=matrix("1 0 2 -1", "0 1 1 1", "3 0 -1 2"),
                bias=matrix("1 0 -1 2"),
            ),
        ),
        Experiment(
            "means",
            "The mean of a batch",
            "Axis 0 runs down the rows: of each column one mean is left. Then choose axis 1.",
            Inputs(topic="reduction", fold="mean", a=matrix("1 2 6", "3 4 0", "5 0 3")),
        ),
    )
