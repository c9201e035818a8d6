"""What to try, in the order of a lesson."""

from __future__ import annotations

from collections.abc import Sequence

from eigenscope.labs.base import Experiment
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
from eigenscope.language.entry import Matrix, scalar


def _system(
    view: str, rows: Sequence[Sequence[str]], right: Sequence[str], ridge: str = "0"
) -> Inputs:
    matrix = Matrix.from_texts(rows)
    beside = Matrix.from_texts([[text] for text in right])
    return fit(Inputs(view=view, matrix=matrix, right=beside, ridge=scalar(ridge)))


EXPERIMENTS: tuple[Experiment, ...] = (
    Experiment(
        "combining",
        "Columns reach b",
        "The system is that of the two lines, but now the columns are put tip to tail.",
        _system(COLUMNS, (("1", "1"), ("-1", "2")), ("3", "3")),
    ),
    Experiment(
        "elimination",
        "Rows are combined",
        "The planes turn, but the point in which they meet stays where it is.",
        _system(
            ELIMINATION,
            (("1", "1", "1"), ("1", "-1", "1"), ("-1", "1", "2")),
            ("3", "1", "2"),
        ),
    ),
    Experiment(
        "parallel",
        "Parallel lines: nothing",
        "The left sides agree, the right sides do not: no point is on both lines.",
        _system(ROWS, (("1", "2"), ("2", "4")), ("2", "-2")),
    ),
    Experiment(
        "space",
        "A line of solutions",
        "Two planes leave a line; the null space is its direction.",
        _system(ROWS, (("1", "1", "1"), ("1", "-1", "2")), ("2", "1")),
    ),
    Experiment(
        "subspaces",
        "Four subspaces",
        "The rank is 1: what A keeps is one line, what it loses another.",
        _system(SUBSPACES, (("1", "2"), ("2", "4")), ("3", "1")),
    ),
    Experiment(
        "almost",
        "Nearly, by least squares",
        "Three equations for two unknowns: the gap ends at a right angle to the plane.",
        _system(LEAST_SQUARES, (("1", "0"), ("1", "1"), ("1", "2")), ("2", "0", "3")),
    ),
    Experiment(
        "ridge",
        "A ridge calms x",
        "The columns are nearly parallel, so x is large; λ shortens it for a little more gap.",
        _system(LEAST_SQUARES, (("2", "2"), ("1", "1.2")), ("1", "2"), "0.1"),
    ),
    Experiment(
        "houses",
        "Prices of houses",
        "The plane turns until the sticks are shortest; then explain by all columns.",
        fit(Inputs(view=REGRESSION, explanation=TWO_COLUMNS, first=1, second=3)),
    ),
)
