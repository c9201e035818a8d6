"""Programs of products and norms, and of where the numbers lie in memory."""

from __future__ import annotations

from eigenscope.labs.kit.programs.example import Example
from eigenscope.labs.tensors.example import WRONG, lines

PRODUCTS = (
    Example(
        "matmul",
        "Matrix product",
        "Each cell is the dot product of a row of A and a column of B.",
        lines(
            "A = torch.tensor([[1, 2], [3, 4]])",
            "B = torch.tensor([[5, 6], [7, 8]])",
            "A @ B",
            "torch.mm(B, A)",
        ),
    ),
    Example(
        "vectors",
        "Products with vectors",
        "dot leaves a number, outer makes a table of all products, A @ x has a number a row.",
        lines(
            "x = torch.tensor([0.0, 1, 2])",
            "y = torch.tensor([4.0, 5, 6])",
            "torch.dot(x, y)",
            "(x * y).sum()",
            "torch.outer(x, y)",
            "A = torch.stack((x, y))",
            "A @ x",
            "torch.mv(A, y)",
        ),
    ),
    Example(
        "layer",
        "A linear layer",
        "A row of X is a sample, a row of W an output; b is added to every sample.",
        lines(
            "x = torch.arange(6.0)",
            "X = x.reshape(3, 2)",
            "W = torch.tensor([[1.0, -1], [2, 1]])",
            "b = torch.tensor([0.0, -1])",
            "H = X @ W.T + b",
            "torch.relu(H)",
            "F.linear(X, W, b)",
        ),
    ),
    Example(
        "batch",
        "A batch of products",
        "Axis 0 is the batch: each matrix of X meets the matrix of Y in its place.",
        lines(
            "x = torch.arange(12)",
            "X = x.reshape(2, 2, 3)",
            "Y = x.reshape(2, 3, 2)",
            "torch.bmm(X, Y)",
            "X[1] @ Y[1]",
        ),
    ),
    Example(
        "einsum",
        "einsum",
        "A letter that is missing after the arrow is summed over.",
        lines(
            "x = torch.arange(6)",
            "A = x.reshape(2, 3)",
            "B = x.reshape(3, 2)",
            'torch.einsum("ij,jk->ik", A, B)',
            'torch.einsum("ij->ji", A)',
            'torch.einsum("ij->i", A)',
            'torch.einsum("ij,ji->", A, B)',
        ),
    ),
    Example(
        "attention",
        "Attention",
        "Scores of each query with each key, a softmax of each row, a weighted mean of the values.",
        lines(
            "Q = torch.tensor([[1.0, 0], [0, 1], [1, 1]])",
            "K = Q",
            "V = 10 * Q",
            "S = Q @ K.T / 2 ** 0.5",
            "P = torch.softmax(S, dim=-1)",
            "P @ V",
        ),
    ),
    Example(
        WRONG,
        "Wrong: inner lengths",
        "(2, 3) @ (2, 3): a row of 3 cannot meet a column of 2; transposed it can.",
        lines("A = torch.ones(2, 3)", "B = torch.full((2, 3), 2.0)", "A @ B.T", "A @ B"),
    ),
)

NORMS = (
    Example(
        "three",
        "L1, L2, maximum norm",
        "Of (3, −4): the sum 7 and the largest 4 of the absolute values, and the length 5.",
        lines(
            "u = torch.tensor([3.0, -4])",
            "a = u.abs()",
            "a.sum()",
            "(u * u).sum().sqrt()",
            "torch.norm(u)",
            "a.max()",
        ),
    ),
    Example(
        "order",
        "Norms of any order",
        "The larger p, the more the largest entry counts: from 7 down towards 4.",
        lines(
            "u = torch.tensor([3.0, -4])",
            "torch.linalg.norm(u, ord=1)",
            "torch.linalg.norm(u, ord=2)",
            "torch.linalg.norm(u, ord=3)",
            "torch.linalg.norm(u, ord=torch.inf)",
        ),
    ),
    Example(
        "unit",
        "A unit vector",
        "Divided by its length, a vector keeps its direction and has the length 1.",
        lines("u = torch.tensor([3.0, -4])", "e = u / u.norm()", "e.norm()"),
    ),
    Example(
        "cosine",
        "Distance and cosine",
        "The distance depends on the lengths, the cosine on the direction alone.",
        lines(
            "a = torch.tensor([1.0, 2, 2])",
            "b = torch.tensor([2.0, 4, 4])",
            "torch.norm(a - b)",
            "n = a.norm() * b.norm()",
            "torch.dot(a, b) / n",
        ),
    ),
    Example(
        "matrix",
        "Norms of a matrix",
        "The Frobenius norm is the length of all entries in one row; ord=2 is the largest stretch.",
        lines(
            "A = torch.tensor([3.0, 4]).diag()",
            "torch.norm(A)",
            "A.flatten().norm()",
            "torch.linalg.norm(A, ord=2)",
        ),
    ),
    Example(
        "rows",
        "Normalise rows",
        "One norm for each row, kept as a column, so that it divides its own row.",
        lines(
            "X = torch.tensor([[3.0, 4], [0, 2], [1, 1]])",
            "n = X.norm(dim=1, keepdim=True)",
            "U = X / n",
            "U.norm(dim=1)",
        ),
    ),
    Example(
        WRONG,
        "Wrong: integers",
        "A norm has a root, so it takes floating-point numbers.",
        lines("u = torch.tensor([3, -4])", "u.float().norm()", "u.norm()"),
    ),
)

MEMORY = (
    Example(
        "view",
        "View or copy?",
        "Y shows the numbers of X, Z has its own: writing into Y changes X and not Z.",
        lines(
            "X = torch.arange(6)",
            "Y = X.view(2, 3)",
            "Z = X.clone()",
            "Y[0, 0] = 100",
            "X[0]",
            "Z[0]",
        ),
    ),
    Example(
        "strides",
        "Strides",
        "How far it is in memory to the next cell along each axis; the transpose swaps them.",
        lines(
            "A = torch.arange(6).reshape(2, 3)",
            "A.stride()",
            "A.T.stride()",
            "A[:, ::2].stride()",
        ),
    ),
    Example(
        "contiguous",
        "Contiguous",
        "The transpose is read in jumps; contiguous() copies it into the order of its rows.",
        lines(
            "A = torch.arange(6).reshape(2, 3)",
            "T = A.T",
            "T.is_contiguous()",
            "C = T.contiguous()",
            "T.stride()",
            "C.stride()",
        ),
    ),
    Example(
        "expand",
        "Copies that are none",
        "expand has the stride 0: four columns show the same three numbers. repeat stores twelve.",
        lines(
            "c = torch.arange(3).reshape(3, 1)",
            "E = c.expand(3, 4)",
            "E.stride()",
            "R = c.repeat(1, 4)",
            "R.stride()",
        ),
    ),
    Example(
        "in-place",
        "In place or new?",
        "X += 1 writes into the memory that Y shows too; X = X + 1 makes a new tensor.",
        lines("X = torch.zeros(3)", "Y = X", "X += 1", "Y == X", "X = X + 1", "X == Y"),
    ),
    Example(
        "indexing",
        "Which indexing copies?",
        "A slice is a view; a list of indices or a mask copies.",
        lines(
            "A = torch.arange(6).reshape(2, 3)",
            "row = A[0]",
            "copy = A[torch.tensor([1])]",
            "row[:] = 7",
            "copy[:] = 8",
            "A[0, 0]",
            "A[1, 0]",
        ),
    ),
    Example(
        WRONG,
        "Wrong: no such view",
        "No strides read the transpose in one row; reshape copies where view refuses.",
        lines("A = torch.arange(6).reshape(2, 3)", "T = A.T", "T.reshape(6)", "T.view(6)"),
    ),
)
