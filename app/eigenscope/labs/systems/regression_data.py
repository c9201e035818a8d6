"""The table of a regression: which columns, what they are called, and where points stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.least_squares import Regression, regress
from eigenscope.labs.systems.inputs import ALL_COLUMNS, HOUSES, TWO_COLUMNS, Inputs
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.resources import resource
from eigenscope.wording.words import Text, Words, as_it_is, as_words

_HOUSE_COLUMNS: tuple[Text, ...] = ("area (m²)", "rooms", "location (1–10)", "price (1000 €)")
"""What the columns of the sample are called; in its file they have the same names."""
_MOST_COLUMNS = 200  # that explain; a problem's words say so


@cache
def houses() -> LoadedMatrix:
    """Return the sample: 40 houses with area, rooms, location and price."""
    from eigenscope.readers.loading import load_matrix

    return load_matrix(resource("samples", "houses.csv"))


@dataclass(frozen=True, eq=False)
class RegressionTable:
    """What is explained, by what, and how well.

    Attributes
    ----------
    explaining, target
        Shapes (N, k) and (N,), as they stand in the table.
    names
        Of the k explaining columns; ``target_name`` is the target's.
    chosen, target_index
        Where those columns stand in the table, from 0.
    fit
        The regression, or None if there is none; ``problem`` then says why, in a text of the code.
    """

    explaining: Floats
    target: Floats
    names: tuple[Words, ...]
    target_name: Words
    chosen: tuple[int, ...]
    target_index: int
    fit: Regression | None
    problem: Text

    @cached_property
    def used(self) -> Floats:
        """The rows that can be used: explaining columns and the target, (M, k + 1)."""
        assert self.fit is not None
        both = np.column_stack([self.explaining, self.target])
        rows: Floats = both[self.fit.used]
        return rows


def table_of(inputs: Inputs) -> RegressionTable:
    """Return the chosen columns of the chosen table, fitted."""
    data = houses() if inputs.source == HOUSES else inputs.table
    if isinstance(data, Matrix):
        values: Floats = data.to_array()
        named: tuple[str, ...] = ()
    else:
        values = np.asarray(data.values, dtype=np.float64)
        named = data.column_names
    names = [_name(named, k) for k in range(values.shape[1])]
    if inputs.source == HOUSES:
        names = [as_words(name) for name in _HOUSE_COLUMNS]
    target = inputs.target - 1
    chosen = _chosen(inputs, values.shape[1], target)
    problem = _problem(chosen, target, values.shape[1])
    explaining = values[:, list(chosen)]
    fit = None if problem else regress(explaining, values[:, target])
    if fit is None and not problem:
        problem = "A regression needs at least two rows of finite numbers."
    return RegressionTable(
        explaining,
        values[:, target],
        tuple(names[k] for k in chosen),
        names[target],
        chosen,
        target,
        fit,
        problem,
    )


def _name(named: Sequence[str], column: int) -> Words:
    """Return what a column, from 0, is called: by its own name, or by its number."""
    if column < len(named):
        return as_it_is(named[column])
    return Words("column {number}", {"number": str(column + 1)})


def _chosen(inputs: Inputs, count: int, target: int) -> tuple[int, ...]:
    if inputs.explanation == ALL_COLUMNS:
        return tuple(k for k in range(count) if k != target)
    if inputs.explanation == TWO_COLUMNS:
        return inputs.first - 1, inputs.second - 1
    return (inputs.first - 1,)


def _problem(chosen: tuple[int, ...], target: int, count: int) -> Text:
    if count < 2:
        return "The table has only one column: a regression needs another to predict it from."
    if target in chosen:
        return "A column predicts itself: choose another column to predict the target from."
    if len(chosen) == 2 and chosen[0] == chosen[1]:
        return "The two predictors are the same column: choose two different ones."
    if len(chosen) > _MOST_COLUMNS:
        return "More than 200 predictors are too many: choose one or two."
    return ""
