"""What is said of a matrix from a file or a table, each with its line of the torch program."""

from __future__ import annotations

from eigenscope.labs.kit import matrix_facts
from eigenscope.labs.kit.facts import Fact
from eigenscope.wording.words import Text, Words

ENTRIES: Text = "Entries"
RANKS: Text = "Rank"
NORMS: Text = "Size"

_FINITE = ("finite = A[torch.isfinite(A)]",)
MINIMUM = Fact(
    "minimum", ENTRIES, "Minimum", "The smallest entry.", "minimum = finite.min()", _FINITE
)
MAXIMUM = Fact(
    "maximum", ENTRIES, "Maximum", "The largest entry.", "maximum = finite.max()", _FINITE
)
MEAN = Fact("mean", ENTRIES, "Mean", "The average of all entries.", "mean = finite.mean()", _FINITE)
DEVIATION = Fact(
    "deviation",
    ENTRIES,
    "Standard deviation",
    "How far a typical entry is from the mean. Noise of this standard deviation sets the edge "
    "above which singular values are significant.",
    "deviation = finite.std(correction=0)",
    _FINITE,
)
NOT_FINITE = Fact(
    "not_finite",
    ENTRIES,
    "NaN or infinite entries",
    "Entries that are NaN or infinite, such as after a training run that diverged.",
    "not_finite = A.numel() - finite.numel()",
    _FINITE,
)
OF_ENTRIES = (MINIMUM, MAXIMUM, MEAN, DEVIATION, NOT_FINITE)

RANK = matrix_facts.RANK.under(RANKS, "rank = int((singular_values > rounding).sum())")
EFFECTIVE_RANK = Fact(
    "effective_rank",
    RANKS,
    "Effective rank",
    "e to the power of the entropy of the singular values: how many of them matter, if small ones "
    "count less (Roy and Vetterli).",
    "effective_rank = torch.exp(-(shares * shares.log()).sum())",
    ("shares = singular_values[:rank] / nuclear",),
    brief=True,
)
STABLE_RANK = Fact(
    "stable_rank",
    RANKS,
    "Stable rank",
    "‖A‖F² / ‖A‖₂²: never above the rank, and barely affected by small changes to the matrix.",
    "stable_rank = (frobenius / spectral) ** 2",
)
SINGULAR = Fact("singular", RANKS, "Singular values", assigned="singular_values")
ABOVE_NOISE = Fact(
    "above_noise",
    RANKS,
    "Above the noise",
    "How many singular values exceed the edge of the noise: the Marchenko–Pastur law, fitted to "
    "the bulk of the values.",
    assigned="above_noise",
)

CONDITION = matrix_facts.condition().under(NORMS)
SPECTRAL = matrix_facts.SPECTRAL.under(NORMS, "spectral = singular_values[0]")
FROBENIUS = matrix_facts.FROBENIUS.under(NORMS)
NUCLEAR = matrix_facts.NUCLEAR.under(NORMS, "nuclear = singular_values.sum()")
SPECTRAL_RADIUS = Fact(
    "spectral_radius",
    NORMS,
    "Spectral radius",
    "The largest modulus of an eigenvalue: Aᵏ decays if it is below 1 and grows if it is above.",
    "spectral_radius = eigenvalues.abs().max()",
    ("eigenvalues = torch.linalg.eigvals(A)",),
)


def error(rank: int, *, vectors: bool) -> Fact:
    """Return the error of the best approximation of a rank, made or told by singular values."""
    line = "error = (1 - (singular_values[:k] / frobenius).square().sum()).clamp(min=0).sqrt()"
    needs = [f"k = {rank}"]
    if vectors:
        line = "error = torch.linalg.norm(A - A_k) / frobenius"
        best = "A_k = U[:, :k] * singular_values[:k] @ Vh[:k]"
        needs.append(f"{best}  # the best approximation of rank k")
    return Fact(
        "error",
        RANKS,
        Words("Error of rank {rank}", {"rank": str(rank)}),
        "‖A − Aₖ‖F / ‖A‖F for the best approximation of the chosen rank k.",
        line,
        tuple(needs),
        brief=True,
    )
