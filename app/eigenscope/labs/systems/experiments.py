"""What to try, in the order of a lesson."""

from __future__ import annotations

from collections.abc import Sequence

from eigenscope.labs.contract.presets import Experiment
from eigenscope.labs.systems.inputs import (
    COLUMNS,
    ELIMINATION,
    LEAST_SQUARES,
    REGRESSION,
    ROWS,
    SUBSPACES,
    TWO_COLUMNS,
    Inputs,
    fit,
)
from eigenscope.language.evaluating.entry import Matrix, scalar


def _system(
    topic: str, rows: Sequence[Sequence[str]], right: Sequence[str], ridge: str = "0"
) -> Inputs:
    matrix = Matrix.from_texts(rows)
    beside = Matrix.from_texts([[text] for text in right])
    return fit(Inputs(topic=topic, matrix=matrix, right=beside, ridge=scalar(ridge)))


EXPERIMENTS: tuple[Experiment, ...] = (
    Experiment(
        "columns",
        "Columns reach b",
        "The system of the two lines again: x = 1 and y = 2 are now the coefficients of a₁ and a₂.",
        _system(COLUMNS, (("1", "1"), ("-1", "2")), ("3", "3")),
    ),
    Experiment(
        "parallel",
        "Parallel lines",
        "The left sides agree but the right sides do not: no point is on both lines.",
        _system(ROWS, (("1", "2"), ("2", "4")), ("2", "-2")),
    ),
    Experiment(
        "same",
        "The same line twice",
        "The rank is 1: adding any vector of the null space to a solution gives another solution.",
        _system(SUBSPACES, (("1", "2"), ("2", "4")), ("1", "2")),
    ),
    Experiment(
        "space",
        "Planes through one line",
        "Row operations turn the planes about the line of solutions; the third ends as 0 = 0.",
        _system(
            ELIMINATION,
            (("1", "1", "-1"), ("1", "-1", "2"), ("2", "0", "1")),
            ("1", "2", "3"),
        ),
    ),
    Experiment(
        "almost",
        "Nearly a solution",
        "Three equations, two unknowns: b is off the plane, and b − Ax̂ is perpendicular to it.",
        _system(LEAST_SQUARES, (("2", "2"), ("0", "2"), ("1", "1")), ("1", "1", "3")),
    ),
    Experiment(
        "ridge",
        "Ridge regression shrinks x",
        "Nearly parallel columns make x large; λ shrinks it. The caption says what that costs.",
        _system(LEAST_SQUARES, (("2", "2"), ("1", "1.2")), ("1", "2"), "0.1"),
    ),
    Experiment(
        "houses",
        "Prices of houses",
        "The plane tilts until the sum of the squared residuals is least; try other columns, and "
        "all of them.",
        fit(Inputs(topic=REGRESSION, explanation=TWO_COLUMNS, first=1, second=3)),
    ),
)
