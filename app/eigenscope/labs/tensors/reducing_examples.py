"""Programs that reduce: sums, means and places of the largest, along an axis or of all cells."""

from __future__ import annotations

from eigenscope.labs.kit.programs.example import Example
from eigenscope.labs.tensors.example import WRONG, lines

REDUCING = (
    Example(
        "axes",
        "Along an axis",
        "The axis that is named is added up and gone; the other one is left.",
        lines(
            "x = torch.arange(6.0)",
            "A = x.reshape(2, 3)",
            "A.sum(dim=0)",
            "A.sum(dim=1)",
            "A.sum()",
            "A.mean(dim=0)",
        ),
    ),
    Example(
        "keepdim",
        "Keep the axis",
        "With keepdim the axis stays, with length 1, and the result can be broadcast.",
        lines(
            "x = torch.arange(6.0)",
            "A = x.reshape(2, 3)",
            "A.mean(dim=1)",
            "m = A.mean(dim=1, keepdim=True)",
            "A - m",
        ),
    ),
    Example(
        "cumsum",
        "Running sums",
        "Each cell is the sum of those up to it along the axis: the shape stays.",
        lines(
            "A = torch.arange(6).reshape(2, 3)",
            "A.cumsum(dim=0)",
            "A.cumsum(dim=1)",
        ),
    ),
    Example(
        "argmax",
        "Argmax and accuracy",
        "argmax gives the place of the largest score: the class that is predicted.",
        lines(
            "S = torch.tensor([[1, 3], [4, 0], [2, 5]])",
            "guess = S.argmax(dim=1)",
            "y = torch.tensor([1, 0, 0])",
            "right = guess == y",
            "right.float().mean()",
        ),
    ),
    Example(
        "softmax",
        "Softmax",
        "exp makes all scores positive, the division makes each row sum to 1.",
        lines(
            "x = torch.arange(6.0)",
            "Z = x.reshape(2, 3)",
            "E = Z.exp()",
            "E / E.sum(dim=1, keepdim=True)",
            "P = Z.softmax(dim=1)",
            "P.sum(dim=1)",
        ),
    ),
    Example(
        "three",
        "Three axes",
        "Of (2, 3, 4) the lengths of those axes are left that are not named.",
        lines(
            "x = torch.arange(24.0)",
            "V = x.reshape(2, 3, 4)",
            "V.sum(dim=0)",
            "V.sum(dim=(0, 2))",
            "V.mean(dim=-1, keepdim=True)",
        ),
    ),
    Example(
        WRONG,
        "Wrong: no such axis",
        "A matrix has the axes 0 and 1; −1 is the last one.",
        lines("A = torch.arange(6).reshape(2, 3)", "A.sum(dim=-1)", "A.sum(dim=2)"),
    ),
)
