"""The torch program of a regression, for the code panel."""

from __future__ import annotations

import numpy as np

from eigenscope.labs.kit.data_program import matrix_lines
from eigenscope.labs.systems.inputs import HOUSES, Inputs
from eigenscope.labs.systems.regression_data import Table, houses
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
error = residuals.square().mean().sqrt()
r_squared = 1 - residuals.square().sum() / (y - mean).square().sum()
{names} = w
print("coefficients:", w.tolist(), " intercept:", intercept.item())
print("R² =", r_squared.item())
"""


def program(inputs: Inputs, table: Table) -> str:
    """Return a program whose ``w``, ``intercept`` and ``r_squared`` are those of the picture."""
    head = "import torch\n\ntorch.set_default_dtype(torch.float64)\n\n"
    if inputs.source == HOUSES:
        head += f"# {', '.join(houses().column_names)}\n"
        head += matrix_lines(_written(houses()), "A")
    else:
        head += matrix_lines(inputs.table, "A")
    if table.problem:
        return f"{head}\n# {table.problem}\n"
    return head + _FIT.format(
        columns=list(table.chosen), target=table.target_index, names=_names(table)
    )


def _written(data: LoadedMatrix) -> Matrix:
    """Return a table from resources as numbers, which stand in the program itself."""
    return Matrix.from_array(np.asarray(data.values, dtype=np.float64))


def _names(table: Table) -> str:
    names = ", ".join(f"w{k + 1}" for k in range(len(table.chosen)))
    return f"({names},)" if len(table.chosen) == 1 else names
