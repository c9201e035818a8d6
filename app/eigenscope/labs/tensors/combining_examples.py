"""Programs that combine cells: joining, broadcasting, elementwise operations."""

from __future__ import annotations

from eigenscope.labs.kit.programs.example import Example
from eigenscope.labs.tensors.example import WRONG, lines

JOINING = (
    Example(
        "cat",
        "Concatenate",
        "cat makes an axis longer: below one another along axis 0, side by side along axis 1.",
        lines(
            "X = torch.arange(6).reshape(2, 3)",
            "Y = X + 6",
            "torch.cat((X, Y), dim=0)",
            "torch.cat((X, Y), dim=1)",
        ),
    ),
    Example(
        "stack",
        "Stack",
        "stack makes a new axis, whose length is the number of tensors; cat makes none.",
        lines(
            "x = torch.arange(3)",
            "y = torch.arange(3, 6)",
            "torch.stack((x, y))",
            "torch.stack((x, y), dim=1)",
            "torch.cat((x, y))",
        ),
    ),
    Example(
        "numpy",
        "hstack and vstack",
        "NumPy: hstack joins vectors end to end, vstack as rows; axis=1 joins side by side.",
        lines(
            "a = np.array([1, 2, 3])",
            "b = np.array([4, 5, 6])",
            "np.hstack((a, b))",
            "np.vstack((a, b))",
            "A = np.array([[2, 1], [1, 2]])",
            "np.concatenate((A, A), axis=1)",
        ),
    ),
    Example(
        "bias",
        "A column of ones",
        "With a column of ones in X, the last weight is the bias.",
        lines(
            "x = torch.arange(6.0)",
            "X = x.reshape(3, 2)",
            "one = torch.ones(3, 1)",
            "X1 = torch.cat((X, one), dim=1)",
            "w = torch.tensor([1.0, 2, 10])",
            "X1 @ w",
        ),
    ),
    Example(
        "images",
        "A batch of images",
        "Two images of shape (C, H, W), stacked to (N, C, H, W).",
        lines(
            "x = torch.arange(12)",
            "a = x.reshape(3, 2, 2)",
            "b = a + 100",
            "batch = torch.stack((a, b))",
            "batch.shape",
        ),
    ),
    Example(
        "split",
        "Take apart",
        "chunk takes apart what cat has joined, unbind what stack has.",
        lines(
            "X = torch.arange(12).reshape(3, 4)",
            "left, right = X.chunk(2, dim=1)",
            "torch.cat((right, left), dim=1)",
            "a, b, c = X.unbind(0)",
        ),
    ),
    Example(
        WRONG,
        "Wrong: widths differ",
        "All axes except the one that is joined must agree.",
        lines(
            "X = torch.ones(2, 3)",
            "Y = torch.zeros(3, 2)",
            "torch.cat((X, Y.T), dim=0)",
            "torch.cat((X, Y), dim=0)",
        ),
    ),
)

BROADCASTING = (
    Example(
        "column-row",
        "A column plus a row",
        "(3, 1) + (1, 2): each is copied along its axis of length 1, and the sum is (3, 2).",
        lines(
            "a = torch.arange(3).reshape(3, 1)",
            "b = torch.arange(2).reshape(1, 2)",
            "a + b",
        ),
    ),
    Example(
        "bias",
        "Add a row to each",
        "(3, 4) + (4,): shapes are aligned at the right, the missing axis is put in front.",
        lines(
            "X = torch.arange(12).reshape(3, 4)",
            "b = torch.tensor([10, 20, 30, 40])",
            "X + b",
        ),
    ),
    Example(
        "rows",
        "Divide by row sums",
        "keepdim leaves a column (2, 1), which is copied along the rows: each row then sums to 1.",
        lines(
            "x = torch.arange(1.0, 7)",
            "A = x.reshape(2, 3)",
            "s = A.sum(dim=1, keepdim=True)",
            "P = A / s",
            "P.sum(dim=1)",
        ),
    ),
    Example(
        "standardise",
        "Standardise columns",
        "Each feature loses its mean and is divided by its standard deviation.",
        lines(
            "X = torch.tensor([[1.0, 20], [2, 40], [3, 60]])",
            "centred = X - X.mean(dim=0)",
            "centred / X.std(dim=0)",
        ),
    ),
    Example(
        "differences",
        "All differences",
        "A column minus a row of the same numbers: every pair meets once.",
        lines(
            "x = torch.tensor([0, 1, 4])",
            "d = x[:, None] - x[None, :]",
            "d.abs()",
        ),
    ),
    Example(
        "three",
        "Three axes",
        "(2, 1, 4) + (3, 1): aligned at the right, they make (2, 3, 4).",
        lines(
            "x = torch.arange(8)",
            "a = x.reshape(2, 1, 4)",
            "b = torch.arange(3).reshape(3, 1)",
            "a + 100 * b",
        ),
    ),
    Example(
        WRONG,
        "Wrong: one per row",
        "(3, 4) + (3,): aligned at the right, 4 meets 3; as a column (3, 1) it fits.",
        lines(
            "X = torch.arange(12).reshape(3, 4)",
            "b = torch.tensor([10, 20, 30])",
            "X + b[:, None]",
            "X + b",
        ),
    ),
)

ELEMENTWISE = (
    Example(
        "arithmetic",
        "Arithmetic",
        "Cells in the same place meet; the shape stays.",
        lines(
            "x = torch.tensor([1.0, 2, 4, 8])",
            "y = torch.tensor([2, 2, 2, 2])",
            "x + y",
            "x - y",
            "x * y",
            "x / y",
            "x ** y",
        ),
    ),
    Example(
        "functions",
        "Functions",
        "A function is applied to each cell alone; log undoes exp.",
        lines(
            "x = torch.tensor([0.0, 1, 2, 3])",
            "y = torch.exp(x)",
            "torch.log(y)",
            "torch.sqrt(x)",
        ),
    ),
    Example(
        "activations",
        "Activations",
        "relu sets what is negative to 0; sigmoid leads into (0, 1), tanh into (−1, 1).",
        lines(
            "z = torch.arange(-2.0, 3)",
            "torch.relu(z)",
            "torch.sigmoid(z)",
            "torch.tanh(z)",
        ),
    ),
    Example(
        "compare",
        "Comparisons",
        "Each pair of cells answers True or False; a sum counts the True ones.",
        lines(
            "x = torch.tensor([1, 2, 3, 4])",
            "y = torch.tensor([1, 3, 2, 4])",
            "x < y",
            "E = x == y",
            "E.sum()",
        ),
    ),
    Example(
        "where",
        "Where",
        "The condition decides in each place from which of two the cell comes.",
        lines(
            "x = torch.tensor([3.0, -1, -2, 5])",
            "torch.where(x > 0, x, 0.0)",
            "x.clamp(min=0)",
            "torch.relu(x)",
        ),
    ),
    Example(
        "hadamard",
        "A * B or A @ B?",
        "A * B, the Hadamard product, multiplies cells in the same place, A @ B rows with columns.",
        lines(
            "A = torch.tensor([[1, 2], [3, 4]])",
            "B = torch.tensor([[5, 6], [7, 8]])",
            "A * B",
            "A @ B",
        ),
    ),
    Example(
        WRONG,
        "Wrong: 3 cells and 2",
        "Three cells and two: the third has nothing to meet.",
        lines(
            "x = torch.tensor([1.0, 2, 3])", "y = torch.tensor([10.0, 20])", "x[:2] * y", "x * y"
        ),
    ),
)
