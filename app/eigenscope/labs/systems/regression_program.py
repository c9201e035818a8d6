"""The lines of the torch program that fit a regression."""

from __future__ import annotations

import numpy as np

from eigenscope.labs.kit.data_program import matrix_lines
from eigenscope.labs.systems.inputs import HOUSES, Inputs
from eigenscope.labs.systems.regression_data import RegressionTable, houses
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.readers.loaded_matrix import LoadedMatrix

_FIT = """
X, y = A[:, {columns}], A[:, {target}]
known = torch.isfinite(X).all(dim=1) & torch.isfinite(y)
X, y = X[known], y[known]
mean = y.mean()
w = torch.linalg.lstsq(X - X.mean(dim=0), (y - mean)[:, None], driver="gelsd").solution[:, 0]
intercept = mean - X.mean(dim=0) @ w
residuals = y - (X @ w + intercept)
{names} = w
"""
ERROR = "error = residuals.square().mean().sqrt()"
R_SQUARED = "r_squared = 1 - residuals.square().sum() / (y - mean).square().sum()"


def regression_lines(inputs: Inputs, table: RegressionTable) -> str:
    """Return the lines whose ``w``, ``intercept`` and ``residuals`` are those of the picture."""
    head = ""
    if inputs.source == HOUSES:
        head += f"# {', '.join(houses().column_names)}\n"
        head += matrix_lines(_written(houses()), "A")
    else:
        head += matrix_lines(inputs.table, "A")
    if table.problem:  # in English, like all comments
        return f"{head}\n# {table.problem}\n"
    return head + _FIT.format(
        columns=list(table.chosen), target=table.target_index, names=_names(table)
    )


def _written(data: LoadedMatrix) -> Matrix:
    """Return a table from resources as numbers, which stand in the program itself."""
    return Matrix.from_array(np.asarray(data.values, dtype=np.float64))


def _names(table: RegressionTable) -> str:
    names = ", ".join(f"w{k + 1}" for k in range(len(table.chosen)))
    return f"({names},)" if len(table.chosen) == 1 else names
