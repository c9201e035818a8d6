"""What labs say of a matrix in the same words; each adds its group, and the lines that it needs."""

from __future__ import annotations

import math

from eigenscope.labs.kit.facts import Fact

RANK = Fact(
    "rank",
    "",
    "Rank",
    "The dimension of the image: the number of nonzero singular values.",
    "rank = torch.linalg.matrix_rank(A)",
)
TRACE = Fact(
    "trace",
    "",
    "Trace",
    "The sum of the diagonal, and of the eigenvalues.",
    "trace = torch.trace(A)",
)
FROBENIUS = Fact(
    "frobenius",
    "",
    "‖A‖ Frobenius",
    "The square root of the sum of all squared entries, and of all squared singular values.",
    "frobenius = torch.linalg.norm(A)",
)
SPECTRAL = Fact(
    "spectral",
    "",
    "‖A‖₂ spectral",
    "The largest singular value: the greatest length of the image of a unit vector.",
    "spectral = torch.linalg.matrix_norm(A, 2)",
)
ONE = Fact(
    "norm.1",
    "",
    "‖A‖₁",
    "The largest column sum of absolute values.",
    "norm_1 = torch.linalg.matrix_norm(A, 1)",
)
INFINITY = Fact(
    "norm.inf",
    "",
    "‖A‖∞",
    "The largest row sum of absolute values.",
    'norm_inf = torch.linalg.matrix_norm(A, float("inf"))',
)
NUCLEAR = Fact(
    "nuclear",
    "",
    "‖A‖ nuclear",
    "The sum of the singular values.",
    'nuclear = torch.linalg.matrix_norm(A, "nuc")',
)

_WELL_KNOWN = 1e9  # condition numbers up to which float64 finds the smallest singular value
_SQUARED = (1e-150, 1e150)  # sizes whose squares torch can add up


def condition(values: str = "singular_values") -> Fact:
    """Return the condition number, which the program makes from singular values and the rank."""
    return Fact(
        "condition",
        "",
        "Condition number",
        "The largest singular value divided by the smallest: by how much relative errors can grow "
        "when A is inverted. ∞ without full rank.",
        f"condition_number = {values}[0] / {values}[-1] if rank == min(A.shape) else torch.inf",
    )


def condition_variable(condition_number: float) -> str:
    """Return the program's name of a condition number, where float64 finds it to six digits."""
    return "" if _WELL_KNOWN < condition_number < math.inf else "condition_number"


def frobenius_variable(norm: float) -> str:
    """Return the program's name of a Frobenius norm, where its square is within float64."""
    return FROBENIUS.variable if norm == 0 or _SQUARED[0] < norm < _SQUARED[1] else ""
