"""The torch program that computes what is shown, for the code panel."""

from __future__ import annotations

from dataclasses import replace

from eigenscope.labs.components.data import SEED
from eigenscope.labs.components.inputs import (
    DRAWN,
    LOW_RANK,
    MOST_COLUMNS,
    PCA,
    PLANE,
    POLAR,
    SPACE,
    Inputs,
    standardised,
    width,
)
from eigenscope.labs.kit.data_program import reading
from eigenscope.labs.kit.tensor_text import number, typed
from eigenscope.language.evaluating.entry import Matrix

_HEAD = """import torch

torch.set_default_dtype(torch.float64)

"""

_SVD = """
U, sigma, Vh = torch.linalg.svd(A)
sigma[sigma <= max(A.shape) * torch.finfo(A.dtype).eps * sigma[0]] = 0.0
rank = int((sigma > 0).sum())


def begins_negative(v):
    return v[v.abs() > 1e-6 * v.abs().max()][0] < 0


# The signs of uᵢ and vᵢ are free together: vᵢ begins with a positive entry,
V = Vh.T.clone()
for i in range(max(A.shape)):
    if i < V.shape[1] and begins_negative(V[:, i]):
        V[:, i] *= -1
        if i < rank:
            U[:, i] *= -1
    if rank <= i < U.shape[1] and begins_negative(U[:, i]):
        U[:, i] *= -1
# but for the last, which makes V a rotation, and U as well if that can be.
if torch.linalg.det(V) < 0:
    V[:, -1] *= -1
    if V.shape[1] <= rank:
        U[:, V.shape[1] - 1] *= -1
if torch.linalg.det(U) < 0 and max(A.shape) > rank:
    U[:, -1] *= -1
    if U.shape[1] == rank:
        V[:, [rank - 1, -1]] *= -1
Vh = V.T
Sigma = torch.zeros(A.shape)
Sigma.diagonal().copy_(sigma)

frobenius = torch.linalg.norm(A)
condition_number = sigma[0] / sigma[-1] if rank == len(sigma) else float("inf")
"""

_POLAR = """
q = len(sigma)
Q = U[:, :q] @ V[:, :q].T  # A = Q P
P = V[:, :q] * sigma @ V[:, :q].T
"""

_LOW_RANK = """
k = {rank}
A_k = U[:, :k] * sigma[:k] @ V[:, :k].T  # the best approximation of rank k
spectral_error = sigma[k] if k < len(sigma) else torch.tensor(0.0)
frobenius_error = torch.linalg.norm(sigma[k:])
"""

_MADE = """import numpy as np

chance = np.random.default_rng({seed})
angle = np.radians({angle})
along, across = [np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]
{axes}
X = chance.standard_normal(({number}, 2)) @ axes
X += {noise} * chance.standard_normal(X.shape)
X = torch.from_numpy(X)
"""
_PLANE_AXES = "axes = np.array([{long} * np.array(along), {short} * np.array(across)])"
_SPACE_AXES = """rising = np.array([*along, 0.5]) / np.sqrt(1.25)
axes = np.array([{long} * rising, {short} * np.array([*across, 0.0])])"""

_CENTRE = """
X = X[torch.isfinite(X).all(dim=1)]  # rows with missing numbers are left out
count = len(X)
mean = X.mean(dim=0)
Z = X - mean
"""
_DIVIDE = """deviation = Z.std(dim=0)
Z = Z / torch.where(deviation > 0, deviation, torch.tensor(1.0))
"""
_COMPONENTS = """
covariance = Z.T @ Z / (count - 1)
variances, axes = torch.linalg.eigh(covariance)
variances, axes = variances.flip(0), axes.flip(1)  # the largest first
rounding = 8 * len(variances) * torch.finfo(Z.dtype).eps * variances[0]
variances[variances <= rounding] = 0.0
rank = int((variances > 0).sum())
for axis in axes.T:  # the sign of an axis is free: its first entry is made positive
    if axis[axis.abs() > 1e-6 * axis.abs().max()][0] < 0:
        axis *= -1

k = {kept}
Y = Z @ axes[:, :k]  # the points along the axes that are kept
error = torch.linalg.norm(Z - Y @ axes[:, :k].T) / torch.linalg.norm(Z)
kept = variances[:k].sum() / variances.sum()
{deviations} = variances.sqrt()[:{listed}]
"""


def program(inputs: Inputs) -> str:
    """Return a complete program; its names are those of the readouts."""
    if inputs.view == PCA:
        return _HEAD + _points(inputs) + _components(inputs)
    text = f"{_HEAD}A = {typed(inputs.matrix)}\n{_SVD}"
    if inputs.view == POLAR:
        text += _POLAR
    elif inputs.view == LOW_RANK:
        text += _LOW_RANK.format(rank=inputs.rank)
    names = [f"sigma_{k + 1}" for k in range(min(inputs.matrix.shape))]
    return text + f"\n{', '.join(names)}{',' * (len(names) == 1)} = sigma\nprint(sigma)\n"


def _points(inputs: Inputs) -> str:
    """Return the lines that make X."""
    if inputs.source in (PLANE, SPACE):
        axes = (_PLANE_AXES if inputs.source == PLANE else _SPACE_AXES).format(
            long=_value(inputs.long), short=_value(inputs.short)
        )
        return _MADE.format(
            seed=SEED,
            angle=_value(inputs.angle),
            axes=axes,
            number=inputs.number,
            noise=_value(inputs.noise),
        )
    if inputs.source == DRAWN:
        rows = ", ".join(f"[{number(x)}, {number(y)}]" for x, y in inputs.drawn)
        return f"X = torch.tensor([{rows}]).reshape(-1, 2)\n"
    data = inputs.data
    if isinstance(data, Matrix):
        return f"X = {typed(data)}\n"
    if data.origin is not None and data.origin.there():
        data = replace(data, row_numbers=None)  # all rows are used, not the sample in memory
    text = reading(data, "X")
    columns = data.values.shape[1]
    if columns > MOST_COLUMNS:
        text += f"X = X[:, torch.linspace(0, {columns - 1}, {MOST_COLUMNS}).round().long()]\n"
    return text


def _components(inputs: Inputs) -> str:
    columns = width(inputs)
    listed = min(6, columns)
    names = ", ".join(f"deviation_{k + 1}" for k in range(listed))
    text = _CENTRE + (_DIVIDE if standardised(inputs) else "")
    text += _COMPONENTS.format(
        kept=min(inputs.components, columns),
        deviations=names + "," * (listed == 1),
        listed=listed,
    )
    return text + '\nprint("variance kept:", float(kept))\nprint(axes[:, :k])\n'


def _value(matrix: Matrix) -> str:
    return number(matrix.scalar.value)
