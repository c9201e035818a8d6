"""What the user enters: the system, the way it is looked at, and the table of a regression."""

from __future__ import annotations

from dataclasses import dataclass, replace

from eigenscope.labs.contract.specs import (
    ChoiceSpec,
    DataSpec,
    MatrixSpec,
    ScalarSpec,
    WholeSpec,
    spec,
    topic_choice,
)
from eigenscope.labs.contract.topics import TOPIC, Topic
from eigenscope.labs.systems import colours
from eigenscope.language.evaluating.entry import Matrix, scalar
from eigenscope.readers.loaded_matrix import LoadedMatrix

Data = Matrix | LoadedMatrix

ROWS, COLUMNS, ELIMINATION = "rows", "columns", "elimination"
SUBSPACES, LEAST_SQUARES, REGRESSION = "subspaces", "least squares", "regression"
_SYSTEM = ("matrix", "right")
TOPICS = (
    Topic(ROWS, "Rows", _SYSTEM),
    Topic(COLUMNS, "Columns", _SYSTEM),
    Topic(ELIMINATION, "Elimination", _SYSTEM),
    Topic(SUBSPACES, "Four subspaces", _SYSTEM),
    Topic(LEAST_SQUARES, "Least squares", (*_SYSTEM, "ridge")),
    Topic(
        REGRESSION, "Regression", ("source", "table", "explanation", "target", "first", "second")
    ),
)

HOUSES, OWN = "houses", "own"
_SOURCES = ((HOUSES, "House prices"), (OWN, "Your own"))
ONE_COLUMN, TWO_COLUMNS, ALL_COLUMNS = "one", "two", "all"
_EXPLANATIONS = (
    (ONE_COLUMN, "One column"),
    (TWO_COLUMNS, "Two columns"),
    (ALL_COLUMNS, "All other columns"),
)
HOUSE_COLUMNS = 4

MOST_EQUATIONS, MOST_UNKNOWNS = 5, 3

_A = Matrix.from_texts((("1", "1"), ("-1", "2")))
_B = Matrix.from_texts((("3",), ("3",)))
_TABLE = Matrix.from_texts((("1", "2"), ("2", "3"), ("3", "5"), ("4", "6"), ("5", "8")))


def column_count(inputs: Inputs) -> int:
    """Return how many columns the chosen table has."""
    if inputs.source == HOUSES:
        return HOUSE_COLUMNS
    table = inputs.table
    return int(table.shape[1] if isinstance(table, Matrix) else table.values.shape[1])


@dataclass(frozen=True)
class Inputs:
    """The inputs of the lab *Linear systems*."""

    topic: str = topic_choice(
        "View",
        "View",
        "Rows intersect, columns combine, elimination solves, least squares comes nearest.",
        TOPICS,
        formerly=("view",),
    )
    matrix: Matrix = spec(
        MatrixSpec(
            "A",
            "System Ax = b",
            "One row for each equation, one column for each unknown.",
            largest=(MOST_EQUATIONS, MOST_UNKNOWNS),
        ),
        _A,
    )
    right: Matrix = spec(
        MatrixSpec(
            "b",
            "System Ax = b",
            "The right-hand sides, one for each equation.",
            largest=(MOST_EQUATIONS, 1),
            heads=(colours.RIGHT,),
        ),
        _B,
    )
    ridge: Matrix = spec(
        ScalarSpec(
            "Ridge λ",
            "Least squares",
            "Minimises ‖Ax − b‖² + λ‖x‖², which also keeps x short; with 0, ‖Ax − b‖ alone.",
            low=0.0,
            high=4.0,
            least=0.0,
            most=1e12,
        ),
        scalar("0"),
    )
    source: str = spec(
        ChoiceSpec(
            "Table",
            "Regression",
            "Where the points come from.",
            _SOURCES,
        ),
        HOUSES,
    )
    table: Data = spec(
        DataSpec(
            "Your table",
            "Regression",
            "One row per point: typed, or from a file such as CSV.",
            selects=((TOPIC, REGRESSION), ("source", OWN)),
            relevant=lambda inputs: inputs.source == OWN,
        ),
        _TABLE,
    )
    explanation: str = spec(
        ChoiceSpec(
            "Predictors",
            "Regression",
            "One column gives a line, two give a plane; for all columns, the predictions are "
            "shown.",
            _EXPLANATIONS,
        ),
        ONE_COLUMN,
    )
    target: int = spec(
        WholeSpec(
            "Target: column",
            "Regression",
            "The column to be predicted.",
            low=1,
            high=column_count,
        ),
        HOUSE_COLUMNS,
    )
    first: int = spec(
        WholeSpec(
            "By column",
            "Regression",
            "The column that predicts it.",
            low=1,
            high=column_count,
            relevant=lambda inputs: inputs.explanation != ALL_COLUMNS,
        ),
        1,
    )
    second: int = spec(
        WholeSpec(
            "And by column",
            "Regression",
            "The second column that predicts it.",
            low=1,
            high=column_count,
            relevant=lambda inputs: inputs.explanation == TWO_COLUMNS,
        ),
        2,
    )


def fit(inputs: Inputs) -> Inputs:
    """Return the inputs with as many right-hand sides as equations, and columns that are there."""
    rows = inputs.matrix.shape[0]
    count = column_count(inputs)
    target, first, second = (
        min(max(number, 1), count) for number in (inputs.target, inputs.first, inputs.second)
    )
    return replace(
        inputs, right=inputs.right.resized(rows, 1), target=target, first=first, second=second
    )
