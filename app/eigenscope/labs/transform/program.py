"""The torch program that computes what is shown, for the code panel."""

from __future__ import annotations

import numpy as np

from eigenscope.engine.motion.paths import natural_kind
from eigenscope.labs.kit.tensor_text import tensor
from eigenscope.labs.transform.inputs import Inputs, factors_of, played
from eigenscope.language.evaluating.entry import Matrix

_HEAD = """import torch

torch.set_default_dtype(torch.float64)

A = {matrix}
"""

_PRODUCT = """import torch

torch.set_default_dtype(torch.float64)

# {text}: the rightmost factor acts first
factors = [
{factors}
]
A = torch.linalg.multi_dot(factors)
"""

_SQUARE = """
determinant = torch.linalg.det(A)  # by how much length, area or volume is scaled
eigenvalues, eigenvectors = torch.linalg.eig(A)
"""

_TALL = """
size = torch.linalg.svdvals(A).prod()  # √det(AᵀA): of the image of the unit shape
"""

_ALWAYS = """rank = torch.linalg.matrix_rank(A)
singular_values = torch.linalg.svdvals(A)
"""

_VECTORS = """
x = {vectors}  # your vectors, as columns
y = A @ x
"""

_LINEAR = """
I = torch.eye({rows}, {columns})
end = torch.zeros({rows}, {columns})
end[: A.shape[0]] = A


def M(t):  # every entry moves in a straight line from the identity to A
    return I + t * (end - I)
"""

_POLAR = """
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

_PRINT_SQUARE = """
print("det A =", determinant.item())
print("eigenvalues:", eigenvalues.tolist())
"""

_PRINT = """print("rank =", rank.item())
print("singular values:", singular_values.tolist())
"""


def program(inputs: Inputs) -> str:
    """Return a complete program; ``A``, ``determinant``, ``y`` and ``M`` are what is shown."""
    rows, columns = inputs.matrix.shape
    square = rows == columns
    text = _head(inputs.matrix)
    text += (_SQUARE if square else _TALL if rows > columns else "\n") + _ALWAYS
    if inputs.vectors:
        stacked = np.stack([v.to_array()[:, 0] for v in inputs.vectors], axis=1)
        text += _VECTORS.format(vectors=tensor(stacked))
    text += _motion(inputs) + (_PRINT_SQUARE if square else "\n") + _PRINT
    return text


def _head(matrix: Matrix) -> str:
    factors = factors_of(matrix)
    if not factors or matrix.source is None:
        return _HEAD.format(matrix=tensor(matrix.to_array()))
    lines = [f"    {tensor(f.matrix.to_array())},  # {f.text}" for f in factors]
    return _PRODUCT.format(text=matrix.source.text.replace("\n", " "), factors="\n".join(lines))


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
