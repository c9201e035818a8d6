"""What the torch programs of a system begin with: elimination as it is shown, and reduction."""

from __future__ import annotations

from eigenscope.exact.elimination import ADD, SCALE, Elimination, RowOperation
from eigenscope.exact.rounding import as_float
from eigenscope.exact.surd import magnitude, nearby
from eigenscope.labs.kit.tensor_text import tensor
from eigenscope.labs.systems.equations import operation_text
from eigenscope.labs.systems.system import System

PIVOTS_OF_BOTH = "R, pivots = reduced(torch.cat([A, b[:, None]], dim=1))"
PIVOTS_OF_A = "R, pivots = reduced(A)"

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

'''


def system_lines(system: System) -> str:
    """Return the lines that write A and b."""
    return f"A = {tensor(system.matrix)}\nb = {tensor(system.right)}\n"


def elimination(system: System) -> str:
    """Return the lines that eliminate as it is shown; ``R`` is the reduced form."""
    steps = "".join(_step(step.operation, system.elimination) for step in system.elimination.steps)
    return (
        f"{system_lines(system)}\n# Gauss–Jordan elimination, one row operation at a time\n"
        f"R = torch.cat([A, b[:, None]], dim=1)\n{steps}"
    )


def reduction(system: System) -> str:
    """Return the lines that the bases of the four subspaces need."""
    return f"{system_lines(system)}\n{_SPACES}"


def pivot_columns(system: System) -> str:
    """Return the line that tells which unknowns have pivots, and which are free."""
    pivots = list(system.elimination.pivots)
    free = [j for j in range(system.elimination.unknowns) if j not in pivots]
    return f"pivots, free = {pivots}, {free}"


def _step(operation: RowOperation, elimination: Elimination) -> str:
    """Return the line of one row operation, with its name as people write it."""
    row, other = operation.row, operation.other
    name = operation_text(operation, elimination.exact)
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
