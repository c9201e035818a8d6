"""The torch program that computes what is shown, for the code panel."""

from __future__ import annotations

import numpy as np

from eigenscope.engine.motion.paths import natural_kind
from eigenscope.labs.kit.facts import Fact, composed_program
from eigenscope.labs.kit.tensor_text import tensor
from eigenscope.labs.transform.eigen_readouts import EIGENVALUES
from eigenscope.labs.transform.facts import (
    CONDITION,
    DETERMINANT,
    FROBENIUS,
    INVERSE,
    NORMS,
    RANK,
    SINGULAR,
    TRACE,
    inverted,
    size_fact,
)
from eigenscope.labs.transform.inputs import Inputs, factors_of, played
from eigenscope.language.evaluating.entry import Matrix

_LINEAR = """I = torch.eye({rows}, {columns})
end = torch.zeros({rows}, {columns})
end[: A.shape[0]] = A


def M(t):  # every entry moves in a straight line from the identity to A
    return I + t * (end - I)
"""

_POLAR = """\
# A = R P: R turns by its angle while the stretch P grows, so nothing collapses on the way.
U, s, Vh = torch.linalg.svd(A)
R, P = U @ Vh, Vh.T @ torch.diag(s) @ Vh
"""

_PLANE_TURN = """angle = torch.atan2(R[1, 0], R[0, 0])
K = torch.tensor([[0.0, -1.0], [1.0, 0.0]])
"""

_SPACE_TURN = """angle = torch.acos(((torch.trace(R) - 1) / 2).clamp(-1, 1))
axis = torch.linalg.eigh(R + R.T).eigenvectors[:, -1]
skew = torch.stack([R[2, 1] - R[1, 2], R[0, 2] - R[2, 0], R[1, 0] - R[0, 1]])
if skew @ axis < 0:
    axis = -axis
K = torch.linalg.cross(axis.expand(3, 3), torch.eye(3), dim=1).T
"""

_TURN = """

def M(t):
    return torch.matrix_exp(t * angle * K) @ (torch.eye({size}) + t * (P - torch.eye({size})))
"""


def program(inputs: Inputs) -> str:
    """Return a complete program; ``A``, ``determinant``, ``y`` and ``M`` are what is shown."""
    rows, columns = inputs.matrix.shape
    square = rows == columns
    about: list[Fact] = [DETERMINANT, TRACE, RANK] if square else [RANK]
    if square and inverted(inputs.matrix.to_array()):
        about.append(INVERSE)
    if rows > columns:
        about.insert(0, size_fact(columns))
    eigenvalues = [EIGENVALUES] if square else []
    printed = [about[0], *eigenvalues, RANK, SINGULAR]
    return composed_program(
        _matrix(inputs.matrix),
        about,
        eigenvalues,
        [SINGULAR, CONDITION, FROBENIUS, *NORMS],
        _vectors(inputs),
        _motion(inputs),
        printed=[fact for k, fact in enumerate(printed) if fact not in printed[:k]],
    )


def _matrix(matrix: Matrix) -> str:
    """Return the lines that make A, as a product if it was typed as one."""
    factors = factors_of(matrix)
    if not factors or matrix.source is None:
        return f"A = {tensor(matrix.to_array())}"
    lines = [f"    {tensor(f.matrix.to_array())},  # {f.text}" for f in factors]
    text = matrix.source.text.replace("\n", " ")
    return "\n".join(
        [
            f"# {text}: the rightmost factor acts first",
            "factors = [",
            *lines,
            "]",
            "A = torch.linalg.multi_dot(factors)",
        ]
    )


def _vectors(inputs: Inputs) -> str:
    """Return the lines for the user's vectors, if there are any."""
    if not inputs.vectors:
        return ""
    stacked = np.stack([v.to_array()[:, 0] for v in inputs.vectors], axis=1)
    return f"x = {tensor(stacked)}  # your vectors, as columns\ny = A @ x"


def _motion(inputs: Inputs) -> str:
    """Return the program's M(t), or nothing for paths that take a page to write down."""
    matrix = inputs.matrix.to_array()
    rows, columns = matrix.shape
    kind = natural_kind(matrix) if inputs.path == "natural" else inputs.path
    if inputs.start != "identity" or played(inputs):
        return ""
    if kind == "linear":
        return _LINEAR.format(rows=max(rows, columns), columns=columns)
    if kind == "turning" and rows == columns > 1 and float(np.linalg.det(matrix)) > 0:
        turn = _PLANE_TURN if rows == 2 else _SPACE_TURN
        return _POLAR + turn + _TURN.format(size=rows)
    return ""
