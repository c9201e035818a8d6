"""Programs of what comes first: scalars, making tensors, their shape, picking cells out."""

from __future__ import annotations

from eigenscope.labs.kit.programs.example import Example
from eigenscope.labs.tensors.example import WRONG, lines

SCALARS = (
    Example(
        "arithmetic",
        "Arithmetic",
        "Two tensors without axes: sum, product, quotient, power.",
        lines(
            "x = torch.tensor(3.0)",
            "y = torch.tensor(2.0)",
            "x + y",
            "x * y",
            "x / y",
            "x ** y",
        ),
    ),
    Example(
        "celsius",
        "°F to °C",
        "A formula step by step, and back again.",
        lines("f = torch.tensor(52.0)", "c = 5 / 9 * (f - 32)", "c * 9 / 5 + 32"),
    ),
    Example(
        "asking",
        "Shape of a scalar",
        "A scalar has no axes, and one cell.",
        lines("x = torch.tensor(3.0)", "x.shape", "x.dim()", "x.numel()", "x.item()"),
    ),
    Example(
        "one-cell",
        "Scalar or vector?",
        "The same number in the shapes () and (1,); their sum has the shape (1,).",
        lines("s = torch.tensor(3.0)", "v = torch.tensor([3.0])", "s.shape", "v.shape", "s + v"),
    ),
    Example(
        "from-vector",
        "Scalars from a vector",
        "An index, a maximum and a sum take the only axis away.",
        lines("v = torch.tensor([2.0, 5, 1])", "v[1]", "v.max()", "v.sum()"),
    ),
    Example(
        "numpy",
        "Scalars in NumPy",
        "A number is a scalar, an array of one number is none.",
        lines("n = np.float64(5)", "n / 2", "np.isscalar(n)", "np.isscalar(np.array([5.0]))"),
    ),
    Example(
        WRONG,
        "Wrong: v.item()",
        "item() gives the number of a tensor that has just one.",
        lines("v = torch.tensor([2.0, 5, 1])", "v.sum().item()", "v.item()"),
    ),
)

MAKING = (
    Example(
        "range",
        "A range",
        "Twelve numbers in order, then the same numbers in a shape.",
        lines("x = torch.arange(12)", "x.shape", "x.numel()", "X = x.reshape(3, 4)"),
    ),
    Example(
        "lists",
        "From lists",
        "As deep as the brackets are nested, so many axes there are.",
        lines(
            "torch.tensor([1, 2, 3])",
            "torch.tensor([[2, 1], [4, 3]])",
            "torch.tensor([[[1, 2]], [[3, 4]]])",
        ),
    ),
    Example(
        "constant",
        "Zeros, ones, identity",
        "The shape says how many cells there are, the name what is in them.",
        lines(
            "torch.zeros(2, 3, 4)",
            "A = torch.ones(2, 3)",
            "torch.full((2, 3), 7)",
            "torch.eye(3)",
            "torch.zeros_like(A)",
        ),
    ),
    Example(
        "random",
        "Random numbers",
        "Uniform in [0, 1), standard normal, integers; the seed makes them the same every time.",
        lines(
            "torch.manual_seed(0)",
            "torch.rand(2, 3)",
            "torch.randn(2, 3)",
            "torch.randint(0, 10, (2, 3))",
        ),
    ),
    Example(
        "steps",
        "Step or count",
        "arange takes a step and leaves the end out, linspace takes a count and has the end.",
        lines("torch.arange(2, 10, 2)", "torch.arange(0, 1, 0.25)", "torch.linspace(0, 1, 5)"),
    ),
    Example(
        "one-hot",
        "One-hot",
        "Each class becomes a row of the identity matrix.",
        lines(
            "classes = torch.tensor([0, 2, 1])", "F.one_hot(classes, 3)", "torch.eye(3)[classes]"
        ),
    ),
    Example(
        WRONG,
        "Wrong: ragged rows",
        "A tensor has no holes: all rows have one length.",
        lines("torch.tensor([[1, 2], [3, 4]])", "torch.tensor([[1, 2], [3]])"),
    ),
)

SHAPE = (
    Example(
        "reshape",
        "Reshape",
        "The order of the cells stays; −1 stands for the length that fits.",
        lines(
            "x = torch.arange(12)",
            "A = x.reshape(3, 4)",
            "B = A.reshape(2, 6)",
            "C = A.reshape(-1, 2)",
            "A.flatten()",
        ),
    ),
    Example(
        "transpose",
        "Transpose or reshape?",
        "Both have the shape (3, 2), and the cells lie elsewhere.",
        lines("A = torch.arange(6).reshape(2, 3)", "A.T", "A.reshape(3, 2)"),
    ),
    Example(
        "permute",
        "Permute three axes",
        "transpose swaps two axes, permute puts all of them in an order.",
        lines(
            "x = torch.arange(24)",
            "T = x.reshape(2, 3, 4)",
            "T.transpose(1, 2)",
            "T.permute(2, 0, 1)",
        ),
    ),
    Example(
        "squeeze",
        "Axes of length 1",
        "unsqueeze and None put one in, squeeze takes it out; the numbers stay the same.",
        lines(
            "v = torch.arange(3)",
            "row = v.unsqueeze(0)",
            "column = v[:, None]",
            "column.squeeze(1)",
        ),
    ),
    Example(
        "expand",
        "Expand and repeat",
        "Both show the column four times; repeat stores the copies, expand does not.",
        lines(
            "c = torch.arange(3).reshape(3, 1)",
            "c.expand(3, 4)",
            "c.repeat(1, 4)",
        ),
    ),
    Example(
        "image",
        "A batch of images",
        "(N, C, H, W): two images of three channels; flattened to rows, or with channels last.",
        lines(
            "x = torch.arange(24)",
            "batch = x.reshape(2, 3, 2, 2)",
            "batch.flatten(1)",
            "batch[0].permute(1, 2, 0)",
        ),
    ),
    Example(
        WRONG,
        "Wrong: 12 in 5 rows",
        "The lengths of a shape multiply to the number of cells.",
        lines("x = torch.arange(12)", "x.reshape(4, -1)", "x.reshape(5, -1)"),
    ),
)

INDEX = (
    Example(
        "basic",
        "Rows, columns, blocks",
        "An integer takes its axis away, a slice keeps it; the end of a slice is left out.",
        lines(
            "A = torch.arange(12).reshape(3, 4)",
            "A[1]",
            "A[:, 1]",
            "A[1, 2]",
            "A[-1]",
            "A[0:2, 1:3]",
            "A[:, ::2]",
        ),
    ),
    Example(
        "three",
        "Three axes",
        "One index for each axis; three dots stand for all axes that are not mentioned.",
        lines(
            "x = torch.arange(24)",
            "T = x.reshape(2, 3, 4)",
            "T[1]",
            "T[1, 2]",
            "T[:, 0, :]",
            "T[..., -1]",
            "T[0, :, ::2]",
        ),
    ),
    Example(
        "mask",
        "A mask",
        "Where the mask is True, the cell is picked out: the result has one axis.",
        lines(
            "A = torch.arange(6).reshape(2, 3)",
            "mask = A % 2 == 0",
            "A[mask]",
            "A[~mask]",
        ),
    ),
    Example(
        "lookup",
        "Look up rows",
        "Word numbers pick rows of a table, in any order and repeatedly: an embedding.",
        lines(
            "x = torch.arange(12)",
            "table = x.reshape(4, 3)",
            "words = torch.tensor([2, 0, 2])",
            "table[words]",
        ),
    ),
    Example(
        "classes",
        "One cell of each row",
        "Two lists of indices go in pairs: of each sample the probability of its class.",
        lines(
            "P = torch.tensor([[0.2, 0.8], [0.7, 0.3]])",
            "y = torch.tensor([1, 0])",
            "P[torch.arange(2), y]",
        ),
    ),
    Example(
        "write",
        "Write into a tensor",
        "An index on the left of = says which cells get new values.",
        lines(
            "X = torch.zeros(3, 4)",
            "X[1, 2] = 17",
            "X[0:2, :] = 12",
            "X[:, 0] = torch.arange(3.0)",
        ),
    ),
    Example(
        WRONG,
        "Wrong: no such row",
        "Three rows have the indices 0, 1 and 2.",
        lines("A = torch.arange(12).reshape(3, 4)", "A[2]", "A[-3]", "A[3]"),
    ),
)
