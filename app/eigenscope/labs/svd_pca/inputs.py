"""What the user chooses: a view, a matrix to be taken apart, or data and what is done with them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from eigenscope.labs.contract.specs import (
    ChoiceSpec,
    DataSpec,
    FlagSpec,
    MatrixSpec,
    OutlineSpec,
    ScalarSpec,
    WholeSpec,
    spec,
    topic_choice,
)
from eigenscope.labs.contract.topics import TOPIC, Topic
from eigenscope.language.evaluating.entry import Matrix, scalar
from eigenscope.readers.loaded_matrix import LoadedMatrix

Data = Matrix | LoadedMatrix

SVD, POLAR, LOW_RANK, PCA = "svd", "polar", "low_rank", "components"
MOST_COLUMNS = 2048  # of a table that are used: the eigenvectors of more would take a minute
PLANE, SPACE, DRAWN, TABLE = "plane", "space", "drawn", "table"

_MAP = ("matrix", "grid")
TOPICS = (
    Topic(SVD, "SVD: U Σ Vᵀ", _MAP),
    Topic(POLAR, "Polar form: Q P", _MAP),
    Topic(LOW_RANK, "Low rank", (*_MAP, "rank")),
    Topic(
        PCA,
        "PCA of points",
        (
            *("source", "number", "long", "short", "angle", "noise", "drawn", "data"),
            *("standardise", "components", "colour", "spread", "perpendiculars"),
        ),
    ),
)
_SOURCES = (
    (PLANE, "Cloud in the plane"),
    (SPACE, "Cloud in space"),
    (DRAWN, "Your own points"),
    (TABLE, "Table or file"),
)

# Singular values 3√5/2 and √5/2, with v₁ along (1, 1) and u₁ along (1, 3).
FIRST = Matrix.from_texts((("3/2", "0"), ("2", "5/2")))
_ROWS = """172 68 43 7.5;165 59 39 8;181 80 45 7;158 52 37 8.5;190 91 47 6.5;169 63 40 7.5
176 75 43 6;162 55 38 9;185 82 46 7.5;174 70 42 8;168 66 40 6.5;179 73 44 7"""
MEASURES = Matrix.from_texts(row.split() for row in _ROWS.replace("\n", ";").split(";"))


def _is_random(inputs: Inputs) -> bool:
    return inputs.source in (PLANE, SPACE)


def width(inputs: Inputs) -> int:
    """Return how many columns the data have, of those that are used."""
    if inputs.source in (PLANE, DRAWN):
        return 2
    if inputs.source == SPACE:
        return 3
    data = inputs.data
    columns = data.shape[1] if isinstance(data, Matrix) else int(data.values.shape[1])
    return min(columns, MOST_COLUMNS)


@dataclass(frozen=True)
class Inputs:
    """The inputs of the lab *SVD and PCA*."""

    topic: str = topic_choice(
        "View", "View", "What is decomposed, and how.", TOPICS, formerly=("view",)
    )
    matrix: Matrix = spec(MatrixSpec("Matrix", "Matrix", "Up to 3 × 3, square or not."), FIRST)
    rank: int = spec(
        WholeSpec(
            "Rank",
            "Matrix",
            "How many singular values are kept.",
            low=1,
            high=lambda inputs: min(inputs.matrix.shape),
        ),
        1,
    )
    source: str = spec(
        ChoiceSpec("Data", "Data", "Where the points come from.", _SOURCES),
        PLANE,
    )
    number: int = spec(
        WholeSpec(
            "Points",
            "Data",
            "The number of points.",
            low=2,
            high=lambda _: 5000,
            relevant=_is_random,
        ),
        300,
    )
    long: Matrix = spec(
        ScalarSpec(
            "Long",
            "Data",
            "Standard deviation along the long axis.",
            0.0,
            4.0,
            least=0.0,
            relevant=_is_random,
        ),
        scalar("2"),
    )
    short: Matrix = spec(
        ScalarSpec(
            "Short",
            "Data",
            "Standard deviation along the short axis.",
            0.0,
            4.0,
            least=0.0,
            relevant=_is_random,
        ),
        scalar("0.7"),
    )
    angle: Matrix = spec(
        ScalarSpec(
            "Angle",
            "Data",
            "From the x axis to the long axis, in degrees.",
            -90,
            90,
            relevant=_is_random,
        ),
        scalar("30"),
    )
    noise: Matrix = spec(
        ScalarSpec(
            "Noise",
            "Data",
            "Standard deviation of the noise, in all directions.",
            0,
            2,
            least=0,
            relevant=_is_random,
        ),
        scalar("0.2"),
    )
    drawn: tuple[tuple[float, float], ...] = spec(
        OutlineSpec(
            "Your own points",
            "Data",
            "Click points in the view.",
            selects=((TOPIC, PCA), ("source", DRAWN)),
            relevant=lambda inputs: inputs.source == DRAWN,
        ),
        (),
    )
    data: Data = spec(
        DataSpec(
            "Table",
            "Data",
            "One row per point; typed, or from a file of up to millions of rows.",
            selects=((TOPIC, PCA), ("source", TABLE)),
            relevant=lambda inputs: inputs.source == TABLE,
        ),
        MEASURES,
    )
    standardise: bool = spec(
        FlagSpec(
            "Standardise",
            "Components",
            "Divide every column by its standard deviation, so that its unit does not matter.",
            "gauge",
            relevant=lambda inputs: inputs.source != DRAWN,
        ),
        False,
    )
    components: int = spec(
        WholeSpec(
            "Kept",
            "Components",
            "How many principal axes the points are projected onto.",
            low=1,
            high=lambda inputs: max(1, width(inputs) - 1),
            relevant=lambda inputs: width(inputs) > 2,
        ),
        2,
    )
    colour: int = spec(
        WholeSpec(
            "Colour by",
            "Components",
            "The number of the column whose values colour the points, blue the low and orange the "
            "high ones; 0 colours all alike. “Coloured by” beside the picture names the column.",
            low=0,
            high=width,
        ),
        0,
    )
    grid: bool = spec(
        FlagSpec(
            "Moving grid",
            "Show",
            "The grid as the matrix transforms it.",
            "grid-3x3",
        ),
        True,
    )
    spread: bool = spec(
        FlagSpec(
            "Ellipse",
            "Show",
            "The covariance as an ellipse or ellipsoid of two standard deviations.",
            "circle",
        ),
        True,
    )
    perpendiculars: bool = spec(
        FlagSpec(
            "Perpendiculars",
            "Show",
            "From some of the points to their projections.",
            "arrow-left-right",
        ),
        True,
    )


def standardised(inputs: Inputs) -> bool:
    """Return whether columns are divided; drawn points have the same unit both ways."""
    return inputs.standardise and inputs.source != DRAWN


def fit(inputs: Inputs) -> Inputs:
    """Return the inputs with numbers that matrix and data can have."""
    columns = width(inputs)
    return replace(
        inputs,
        rank=min(max(inputs.rank, 1), *inputs.matrix.shape),
        number=min(max(inputs.number, 2), 5000),
        components=min(max(inputs.components, 1), max(1, columns - 1)),
        colour=min(max(inputs.colour, 0), columns),
    )
