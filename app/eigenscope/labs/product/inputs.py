"""What the user enters: two matrices, what is done with them, and how that is read."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from eigenscope.labs.contract.specs import ChoiceSpec, FlagSpec, MatrixSpec, spec, topic_choice
from eigenscope.labs.contract.topics import Topic
from eigenscope.labs.kit.colours import OPERAND_A, OPERAND_B
from eigenscope.labs.product import colours
from eigenscope.language.evaluating.entry import Matrix, matrix

LARGEST = 6
_MOST_IN_SPACE = 3
_LARGEST_COORDINATE = 1e9  # of a map that is drawn: farther away nothing can be seen

PRODUCT, ENTRYWISE, LAYER, REDUCTION = "product", "entrywise", "layer", "reduction"
TOPICS = (
    Topic(PRODUCT, "Matrix product", ("reading", "a", "b")),
    Topic(ENTRYWISE, "Entry by entry", ("operator", "a", "b")),
    Topic(LAYER, "Layer  A B + b", ("a", "b", "bias")),
    Topic(REDUCTION, "Reduction", ("axis", "fold", "keepdims", "a")),
)
READINGS = (
    ("dots", "Dot products"),
    ("columns", "Columns combined"),
    ("outer", "Outer products"),
    ("maps", "Maps composed"),
    ("box", "Faces of a box"),
    ("sheets", "Sheets in a box"),
)
OPERATORS = (("+", "A + B"), ("-", "A − B"), ("*", "A ∘ B"), ("/", "A ÷ B"), ("^", "A ^ B"))
AXES = (("0", "0: down the rows"), ("1", "1: across"))
FOLDS = (("sum", "Sum"), ("mean", "Mean"), ("cumsum", "Running sum"))


_LEFT, _RIGHT = (OPERAND_A,) * LARGEST, (OPERAND_B,) * LARGEST  # colours of columns


@dataclass(frozen=True)
class Inputs:
    """The inputs of the lab *Matrix product*."""

    topic: str = topic_choice(
        "Operation",
        "Operation",
        "What is done with the matrices. Entry by entry: the Hadamard product, sums and the like.",
        TOPICS,
        formerly=("operation",),
    )
    reading: str = spec(
        ChoiceSpec(
            "Read as",
            "Operation",
            "Six ways to see the same product. Maps need compatible sizes of at most 3.",
            READINGS,
        ),
        "dots",
    )
    operator: str = spec(
        ChoiceSpec(
            "Operator",
            "Operation",
            "What is done with each pair of entries.",
            OPERATORS,
        ),
        "*",
    )
    axis: str = spec(
        ChoiceSpec(
            "Axis",
            "Operation",
            "The axis along which entries are combined: 0 runs down the rows, 1 across the "
            "columns.",
            AXES,
        ),
        "0",
    )
    fold: str = spec(
        ChoiceSpec(
            "Reduction",
            "Operation",
            "How the numbers along the axis are combined.",
            FOLDS,
        ),
        "sum",
    )
    keepdims: bool = spec(
        FlagSpec(
            "Keep the axis",
            "Operation",
            "keepdim=True: the reduced axis is kept with length 1, so that broadcasting works.",
            "layers",
            relevant=lambda inputs: inputs.fold != "cumsum",
        ),
        False,
    )
    a: Matrix = spec(
        MatrixSpec("A", "A", "The table on the left.", (LARGEST, LARGEST), heads=_LEFT),
        matrix("1 2 3", "4 5 6"),
    )
    b: Matrix = spec(
        MatrixSpec("B", "B", "The table on the right.", (LARGEST, LARGEST), heads=_RIGHT),
        matrix("1 0", "2 -1", "0 3"),
    )
    bias: Matrix = spec(
        MatrixSpec(
            "b",
            "b",
            "One number for each column of A B; it is added to every row.",
            (1, LARGEST),
            heads=(colours.ADDED,) * LARGEST,
        ),
        matrix("1 -1"),
    )


def sign_of(inputs: Inputs) -> str:
    """Return the operator's sign as the blackboard has it."""
    return {"-": "−", "*": "×", "/": "÷"}.get(inputs.operator, inputs.operator)


def fits(inputs: Inputs) -> bool:
    """Tell whether A has as many columns as B has rows."""
    return inputs.a.shape[1] == inputs.b.shape[0]


def shown_as_maps(inputs: Inputs) -> bool:
    """Tell whether the product is shown as B, then A, moving the plane or space."""
    return (inputs.topic, inputs.reading) == ("product", "maps") and composable(inputs)


def shown_as_box(inputs: Inputs) -> bool:
    """Tell whether the product is shown as a box in space."""
    return inputs.topic == PRODUCT and inputs.reading in ("box", "sheets") and fits(inputs)


def composable(inputs: Inputs) -> bool:
    """Tell whether A and B can be drawn as maps of the line, the plane or space."""
    if not fits(inputs) or max(*inputs.a.shape, *inputs.b.shape) > _MOST_IN_SPACE:
        return False
    a, b = inputs.a.to_array(), inputs.b.to_array()
    return bool(max(np.abs(a).max(), np.abs(b).max()) <= _LARGEST_COORDINATE)


def fit(inputs: Inputs) -> Inputs:
    """Return the inputs with a bias as long as B is wide, and a reading that is possible."""
    reading = inputs.reading
    if reading == "maps" and not composable(inputs):
        reading = "dots"
    width = inputs.b.shape[1]
    bias = inputs.bias
    if inputs.topic == "layer" and bias.shape != (1, width):
        texts = [*bias.texts()[0], *["0"] * width][:width]
        bias = Matrix.from_texts([texts])
    if (reading, bias) == (inputs.reading, inputs.bias):
        return inputs
    return replace(inputs, reading=reading, bias=bias)
