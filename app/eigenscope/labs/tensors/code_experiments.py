"""Programs to try, in the order of a course, and what is asked of them."""

from __future__ import annotations

from eigenscope.labs.tensors.example import CodeExperiment, lines

EXPERIMENTS = (
    CodeExperiment(
        "tenths",
        "Is 0.1 + 0.2 equal to 0.3?",
        "On paper it is. The last line subtracts: what is left over?",
        "scalars",
        lines(
            "x = torch.tensor(0.1, dtype=torch.float64)",
            "y = torch.tensor(0.2, dtype=torch.float64)",
            "s = x + y",
            "s == 0.3",
            "s - 0.3",
        ),
    ),
    CodeExperiment(
        "precedence",
        "What is evaluated first?",
        "The same numbers and signs, without brackets and with. Which operation comes first in "
        "each line?",
        "scalars",
        lines("a = torch.tensor(2.0)", "1 + 3 * a ** 2", "(1 + 3 * a) ** 2"),
    ),
    CodeExperiment(
        "brackets",
        "One number, four tensors",
        "Each time the only number is 7. How many axes does it get, and from what?",
        "making",
        lines(
            "torch.tensor(7)",
            "torch.tensor([7])",
            "torch.tensor([[7]])",
            "torch.tensor([[[7]]])",
        ),
    ),
    CodeExperiment(
        "dice",
        "Four times six throws",
        "Each row has six throws of a die. How far are the means of rows from 3.5, and how far "
        "is that of all? Change the seed.",
        "making",
        lines(
            "dice = torch.randint(1, 7, (4, 6))",
            "x = dice.float()",
            "x.mean(dim=1)",
            "x.mean()",
        ),
    ),
    CodeExperiment(
        "order-of-memory",
        "Transposed is not reshaped",
        "Both results have the shape (3, 2). In which of them do 0, 1, 2 … still follow each "
        "other row by row?",
        "shape",
        lines("A = torch.arange(6).reshape(2, 3)", "B = A.T", "C = A.reshape(3, 2)", "B == C"),
    ),
    CodeExperiment(
        "pixel",
        "Where is the pixel?",
        "Three channels of 2 × 2. Which three numbers are the pixel at the top left, and where "
        "are they once the channels are last?",
        "shape",
        lines(
            "x = torch.arange(12)",
            "image = x.reshape(3, 2, 2)",
            "image[:, 0, 0]",
            "last = image.permute(1, 2, 0)",
            "last[0, 0]",
        ),
    ),
    CodeExperiment(
        "lookup",
        "A lookup is a product",
        "Both ways give the same rows of the table. How many of the products in the second are "
        "with 0?",
        "index",
        lines(
            "x = torch.arange(12.0)",
            "table = x.reshape(4, 3)",
            "words = torch.tensor([2, 0])",
            "table[words]",
            "rows = F.one_hot(words, 4).float()",
            "rows @ table",
        ),
    ),
    CodeExperiment(
        "stack-by-hand",
        "stack, made with cat",
        "S and C are equal. Which axis does None put in, and what would cat give without it?",
        "joining",
        lines(
            "x = torch.arange(3)",
            "y = torch.arange(3, 6)",
            "S = torch.stack((x, y))",
            "C = torch.cat((x[None], y[None]))",
            "S == C",
        ),
    ),
    CodeExperiment(
        "silent",
        "A loss that is silently wrong",
        "Three predictions are all correct, and the loss is not 0. How many differences are "
        "there, and along which axis was each of the two copied?",
        "broadcasting",
        lines(
            "target = torch.tensor([1.0, 2, 3])",
            "guess = target.reshape(3, 1)",
            "d = guess - target",
            "(d ** 2).mean()",
            "g = guess.squeeze(1)",
            "(g - target).square().mean()",
        ),
    ),
    CodeExperiment(
        "axis-kept",
        "Why keepdim?",
        "The rows of P should sum to 1, and they do not: along which axis were the sums copied? "
        "Compare Q.",
        "broadcasting",
        lines(
            "A = torch.tensor([[1.0, 3], [2, 6]])",
            "P = A / A.sum(dim=1)",
            "P.sum(dim=1)",
            "Q = A / A.sum(dim=1, keepdim=True)",
            "Q.sum(dim=1)",
        ),
    ),
    CodeExperiment(
        "undone",
        "What can be undone?",
        "The last line gets z back from sigmoid. Why can nothing get it back from relu?",
        "elementwise",
        lines(
            "z = torch.arange(-2.0, 3)",
            "torch.relu(z)",
            "s = torch.sigmoid(z)",
            "q = s / (1 - s)",
            "torch.log(q)",
        ),
    ),
    CodeExperiment(
        "which-axis",
        "Which axis is gone?",
        "Of the shape (2, 3, 4), which lengths are left, and how many cells does each sum add?",
        "reducing",
        lines(
            "T = torch.ones(2, 3, 4)",
            "T.sum(dim=0)",
            "T.sum(dim=1)",
            "T.sum(dim=2)",
            "T.sum(dim=(0, 2))",
        ),
    ),
    CodeExperiment(
        "shifted",
        "Softmax of shifted scores",
        "With 100 added to every score, exp is too large for float32: inf. Why does softmax "
        "give the same as before?",
        "reducing",
        lines(
            "z = torch.tensor([1.0, 2, 3])",
            "z.softmax(dim=0)",
            "big = z + 100",
            "torch.exp(big)",
            "big.softmax(dim=0)",
            "e = torch.exp(big - big.max())",
            "e / e.sum()",
        ),
    ),
    CodeExperiment(
        "causal",
        "Attention that cannot look ahead",
        "exp(−∞) is 0. How many tokens does each row of weights still see, and what is the sum "
        "of a row?",
        "products",
        lines(
            "S = torch.eye(3)",
            "ones = torch.ones(3, 3)",
            "future = ones.triu(1) == 1",
            "M = S.masked_fill(future, -torch.inf)",
            "P = M.softmax(dim=1)",
            "P.sum(dim=1)",
        ),
    ),
    CodeExperiment(
        "cosines",
        "All cosines at once",
        "The rows of U have the length 1. Which cells of U @ U.T say that two rows have the same "
        "direction, which that they are perpendicular?",
        "norms",
        lines(
            "X = torch.tensor([[2.0, 0], [0, 3], [5, 0]])",
            "n = X.norm(dim=1, keepdim=True)",
            "U = X / n",
            "U @ U.T",
        ),
    ),
    CodeExperiment(
        "who-changes",
        "Who else changes?",
        "X[0] is written to. Which of Y, Z and W change with it?",
        "memory",
        lines(
            "X = torch.arange(4)",
            "Y = X.view(2, 2)",
            "Z = X.clone()",
            "W = X[::2]",
            "X[0] = 100",
            "Y[0, 0]",
            "Z[0]",
            "W[0]",
        ),
    ),
)
