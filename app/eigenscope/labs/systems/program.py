"""The torch programs of a system, for the code panel: elimination, and projections."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from eigenscope.exact.elimination import ADD, SCALE, Elimination, RowOperation
from eigenscope.exact.rounding import as_float
from eigenscope.exact.surd import magnitude, nearby
from eigenscope.labs.kit.tensor_text import tensor
from eigenscope.labs.systems.equations import operation_text
from eigenscope.labs.systems.system import System

Floats = npt.NDArray[np.float64]

_HEAD = """import torch

torch.set_default_dtype(torch.float64)

A = {matrix}
b = {right}
"""

_ELIMINATION = """
# Gauss–Jordan elimination, one row operation at a time
R = torch.cat([A, b[:, None]], dim=1)
{steps}"""

_RANKS = """
rank = torch.linalg.matrix_rank(A)
rank_augmented = torch.linalg.matrix_rank(torch.cat([A, b[:, None]], dim=1))
"""

_PIVOTS = """
pivots, free = {pivots}, {free}
x = torch.zeros({unknowns})
x[pivots] = R[: len(pivots), -1]  # the free unknowns stay 0
"""

_NULL = """
null_space = torch.zeros({unknowns}, len(free))  # its columns solve Ax = 0
null_space[free] = torch.eye(len(free))
null_space[pivots] = -R[: len(pivots), free]
"""

_NEAREST = """
# There is no solution: x brings Ax as near to b as possible
x = torch.linalg.lstsq(A, b[:, None], driver="gelsd").solution[:, 0]
distance = torch.linalg.norm(A @ x - b)
"""

_REACHED = """
reached = A @ x  # the combination of A's columns with coefficients x
print("x =", x.tolist())
print("Ax =", reached.tolist())
"""

_RIDGE = """
ridge = {ridge}
I = torch.eye({unknowns})
x = torch.linalg.solve(A.T @ A + ridge * I, A.T @ b)  # the least ‖Ax − b‖² + λ‖x‖²
length = torch.linalg.norm(x)
"""

_SQUARES = """
x = torch.linalg.lstsq(A, b[:, None], driver="gelsd").solution[:, 0]  # the least ‖Ax − b‖²
"""

_GAP = """
reached = A @ x
distance = torch.linalg.norm(reached - b)
squared_error = distance**2
print("x =", x.tolist())
print("‖Ax − b‖² =", squared_error.item())
"""

_SPACES = '''
def reduced(M):
    """Return the reduced row echelon form of M and its pivots' columns."""
    M, pivots = M.clone(), []
    for column in range(M.shape[1]):
        row = len(pivots)
        if row == len(M):
            break
        best = row + int(M[row:, column].abs().argmax())
        if M[best, column].abs() < 1e-12 * M.abs().max():
            continue
        M[[row, best]] = M[[best, row]]
        M[row] /= M[row, column].clone()
        for other in range(len(M)):
            if other != row:
                M[other] -= M[other, column].clone() * M[row]
        pivots.append(column)
    return M, pivots


def kernel(M):
    """Return the special solutions of Mx = 0 as columns."""
    R, pivots = reduced(M)
    free = [j for j in range(M.shape[1]) if j not in pivots]
    N = torch.zeros(M.shape[1], len(free))
    N[free] = torch.eye(len(free))
    N[pivots] = -R[: len(pivots), free]
    return N


R, pivots = reduced(A)
row_space = R[: len(pivots)].T
null_space = kernel(A)
column_space = A[:, pivots]
left_null_space = kernel(A.T)
'''


def elimination_program(system: System) -> str:
    """Return a program that eliminates as it is shown; ``R`` is the reduced form."""
    found = system.elimination
    steps = "".join(_step(step.operation, found) for step in found.steps)
    text = _head(system) + _ELIMINATION.format(steps=steps) + _RANKS
    free = [j for j in range(found.unknowns) if j not in found.pivots]
    if found.particular is None:
        text += _NEAREST
        if found.null_basis:
            text += f"\npivots, free = {list(found.pivots)}, {free}\n"
    else:
        text += _PIVOTS.format(pivots=list(found.pivots), free=free, unknowns=found.unknowns)
    if found.null_basis:
        text += _NULL.format(unknowns=found.unknowns)
    return text + _REACHED


def subspaces_program(system: System) -> str:
    """Return a program for the four subspaces."""
    text = _head(system) + "\n" + _SPACES + _RANKS
    if not system.solvable:
        return text + _NEAREST + _REACHED
    right = "R, pivots = reduced(torch.cat([A, b[:, None]], dim=1))"
    start = f"\n{right}\nx = torch.zeros({system.shape[1]})\n"
    return text + start + "x[pivots] = R[: len(pivots), -1]\n" + _REACHED


def least_squares_program(system: System) -> str:
    """Return a program for the x that brings Ax nearest to b."""
    text = _head(system)
    if system.ridge:
        text += _RIDGE.format(ridge=repr(system.ridge), unknowns=system.shape[1])
    else:
        text += _SQUARES
    return text + _GAP + _RANKS


def _head(system: System) -> str:
    return _HEAD.format(matrix=tensor(system.matrix), right=tensor(system.right))


def _step(operation: RowOperation, found: Elimination) -> str:
    """Return the line of one row operation, with its name as people write it."""
    row, other = operation.row, operation.other
    name = operation_text(operation, found.exact)
    if operation.kind == ADD:
        factor = as_float(magnitude(operation.factor))
        sign = "-" if operation.factor < 0 else "+"
        times = "" if factor == 1 else f"{factor!r} * "
        line = f"R[{row}] {sign}= {times}R[{other}]"
    elif operation.kind == SCALE:
        line = f"R[{row}] /= {as_float(1 / nearby(operation.factor))!r}"
    else:
        line = f"R[[{row}, {other}]] = R[[{other}, {row}]]"
    return f"{line}  # {name}\n"
