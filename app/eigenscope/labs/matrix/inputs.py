"""What the user chooses: the matrix, a rank to approximate it with, and what the map shows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from eigenscope.labs.contract.specs import ChoiceSpec, DataSpec, FlagSpec, WholeSpec, spec
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.readers.loaded_matrix import LoadedMatrix

Data = Matrix | LoadedMatrix

# The sum of three products of a column and a row, the first by far the largest: of six possible
# dimensions it has three and hardly needs two.
_FIRST = Matrix.from_texts(
    (
        ("3", "3", "2", "2", "-1", "-1"),
        ("4", "2", "4", "4", "2", "0"),
        ("5", "4", "6", "6", "2", "1"),
        ("1", "2", "6", "6", "4", "5"),
        ("0", "2", "4", "4", "2", "4"),
        ("-1", "-1", "2", "2", "3", "3"),
    )
)

ENTRIES, APPROXIMATION, REST = "entries", "approximation", "rest"
_MAPS = (
    (ENTRIES, "Entries"),
    (APPROXIMATION, "Approximation of the chosen rank"),
    (REST, "What the approximation leaves out"),
)


@dataclass(frozen=True)
class Inputs:
    """The inputs of the lab *Matrix*."""

    data: Data = spec(
        DataSpec("Matrix", "Matrix", "A matrix of any size, typed or from a file."), _FIRST
    )
    rank: int = spec(
        WholeSpec(
            "Rank",
            "Low rank",
            "How many singular values the approximation keeps.",
            low=1,
            high=lambda inputs: min(size(inputs.data)),
        ),
        2,
    )
    map: str = spec(
        ChoiceSpec("Map", "Low rank", "What the colours of the heat map show.", _MAPS), ENTRIES
    )
    rows: bool = spec(
        FlagSpec(
            "Rows as points",
            "Show",
            "The rows of the matrix, seen along v₁ v₂ v₃ and scaled to fit the ball.",
            "shapes",
        ),
        False,
    )
    rank_line: bool = spec(
        FlagSpec("Rank line", "Show", "A line at the chosen rank in the charts.", "spline"), True
    )


def size(data: Data) -> tuple[int, int]:
    """Return rows and columns of what is shown, which may be a sample."""
    if isinstance(data, Matrix):
        return data.shape
    return data.values.shape[0], data.values.shape[1]


def fit(inputs: Inputs) -> Inputs:
    """Return the inputs with a rank that the matrix can have."""
    return replace(inputs, rank=min(max(inputs.rank, 1), *size(inputs.data)))
