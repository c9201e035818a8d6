"""What the torch programs begin with: a matrix taken apart, or points and their axes."""

from __future__ import annotations

from dataclasses import replace

from eigenscope.labs.kit.data_program import reading
from eigenscope.labs.kit.tensor_text import number, typed
from eigenscope.labs.svd_pca.data import SEED
from eigenscope.labs.svd_pca.inputs import (
    DRAWN,
    MOST_COLUMNS,
    PLANE,
    SPACE,
    Inputs,
    standardised,
)
from eigenscope.language.evaluating.entry import Matrix

_SVD = """U, sigma, Vh = torch.linalg.svd(A)
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
"""

_RANDOM_POINTS = """import numpy as np

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
"""


def decomposed(inputs: Inputs) -> str:
    """Return the lines that take A apart: U, sigma, V, Vh and Sigma, with signs as shown."""
    return f"A = {typed(inputs.matrix)}\n{_SVD}"


def components(inputs: Inputs) -> str:
    """Return the lines that find the axes of the points X."""
    divide = _DIVIDE if standardised(inputs) else ""
    return f"{_points(inputs)}{_CENTRE}{divide}{_COMPONENTS}"


def _points(inputs: Inputs) -> str:
    """Return the lines that make X."""
    if inputs.source in (PLANE, SPACE):
        axes = (_PLANE_AXES if inputs.source == PLANE else _SPACE_AXES).format(
            long=_value(inputs.long), short=_value(inputs.short)
        )
        return _RANDOM_POINTS.format(
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


def _value(matrix: Matrix) -> str:
    return number(matrix.scalar.value)
