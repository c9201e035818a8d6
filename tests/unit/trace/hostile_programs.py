"""Texts drawn at random from everything that may be named, and from what may not be."""

from __future__ import annotations

from random import Random

from eigenscope.trace import known

FUNCTIONS = (
    *(f"torch.{name}" for name in known.TORCH), *(f"torch.linalg.{name}" for name in known.LINALG),
    *(f"F.{name}" for name in known.FUNCTIONAL), *(f"np.{name}" for name in known.NUMPY),
    *(f"np.linalg.{name}" for name in known.NUMPY_LINALG),
    *(f"np.random.{name}" for name in known.NUMPY_RANDOM), *(f"math.{name}" for name in known.MATH),
    *known.BUILTINS, "open", "eval", "__import__", "getattr", "type", "torch.load", "torch.save",
)  # fmt: skip
METHODS = (
    *known.METHODS,
    *known.NUMPY_METHODS,
    "__class__",
    "data_ptr",
    "tofile",
    "map_",
    "apply_",
)
ATTRIBUTES = (*known.ATTRIBUTES, *known.NUMPY_ATTRIBUTES, "__dict__", "real", "_version", "names")
ATOMS = (
    "0", "1", "-1", "2", "3", "10**9", "2**63", "-2**64", "1e308", "1e999", "0.5", "1j", "True",
    "None", "...", "'ij,jk->ik'", "'i...->i'", "''", "'\\u200b'", "()", "[]", "[[], []]",
    "[1, [2]]",
    "x", "y", "z", "m", "a", "s", "x", "y", "a", "torch", "np", "x.shape", "float('nan')",
    "math.inf", "torch.float16", "np.int8", "range(3)", "range(10**12)", "y[0]", "x[..., None]",
    "(1, 2)", "[0, 1]", "(2, -1)", "b'1'", "slice(1)", "lambda: 1", "[i for i in y]", "{1: 2}",
)  # fmt: skip
PLAIN = ("x", "y", "z", "a", "m", "x[0]", "s[0]", "0", "1", "2", "-1", "0.5", "(1, 2)", "[0, 1]")
SIGNS = (
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "**",
    "@",
    "&",
    "|",
    "^",
    "<",
    "==",
    ">=",
    "<<",
    "and",
    "is",
)
NAMES = ("axis", "dim", "keepdim", "dtype", "size", "out", "requires_grad", "p", "device", "n", "k")
FIRST = """x = torch.arange(6.).reshape(2, 3)
y = torch.tensor([1, 0, 2])
z = torch.tensor(3.)
m = torch.zeros(0, 3) > 0
a = np.arange(4).reshape(2, 2)
s = x.max(dim=0)
"""


def hostile(chance: Random) -> str:
    """Return a program of three lines that is wrong in some way, most of the time."""
    return FIRST + "\n".join(_line(chance) for _ in range(3))


def _line(chance: Random) -> str:
    what = chance.random()
    if what < 0.6:
        return f"v = {_expression(chance, 3)}"
    if what < 0.75:
        return f"{chance.choice(ATOMS)}[{_index(chance)}] = {_expression(chance, 2)}"
    if what < 0.9:
        sign = chance.choice(SIGNS[:11])
        target = chance.choice(("x", "y", "a", "s", "v", "x[0]", "a[:, 1]"))
        return f"{target} {sign}= {_expression(chance, 2)}"
    if what < 0.95:
        return f"for i in {_expression(chance, 1)}:\n    v = i"
    return f"p, q = {_expression(chance, 2)}"


def _expression(chance: Random, depth: int) -> str:
    what = chance.random() if depth else 1.0
    if what < 0.35:
        return f"{chance.choice(FUNCTIONS)}({_arguments(chance, depth)})"
    if what < 0.6:
        base = _expression(chance, depth - 1)
        return f"({base}).{chance.choice(METHODS)}({_arguments(chance, depth)})"
    if what < 0.65:
        return f"({_expression(chance, depth - 1)}).{chance.choice(ATTRIBUTES)}"
    if what < 0.75:
        return f"({_expression(chance, depth - 1)})[{_index(chance)}]"
    if what < 0.9:
        left, right = (_expression(chance, depth - 1) for _ in range(2))
        return f"({left} {chance.choice(SIGNS)} {right})"
    return chance.choice(PLAIN if chance.random() < 0.8 else ATOMS)


def _arguments(chance: Random, depth: int) -> str:
    count = chance.choice((0, 1, 1, 1, 2, 2, 3))
    listed = [_expression(chance, depth - 1) for _ in range(count)]
    if chance.random() < 0.1:
        listed.append(f"*{chance.choice(ATOMS)}")
    if chance.random() < 0.25:
        listed.append(f"{chance.choice(NAMES)}={chance.choice(ATOMS)}")
    return ", ".join(listed)


def _index(chance: Random) -> str:
    return chance.choice(("0", "-1", "1:", "::2", "::-1", ":, 0", "...", "None", "y", "m", "x > 1",
                          "9", "'a'", "1.5", "[0, 1]", "y, y", "0:10**20", "x", "::0"))  # fmt: skip
