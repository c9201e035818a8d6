"""Random texts, valued in a process of their own: which take too long, and how much memory grows.

A program, not a test: what other tests' threads and objects take would count as the texts'. Its
arguments are how many texts there are to be, and the seed of the random numbers.
"""

from __future__ import annotations

import itertools
import json
import random
import resource
import sys
import time

import numpy as np

from eigenscope.language.definitions.definitions import Definitions
from eigenscope.language.functions import FUNCTIONS
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.values.value import Value

DEFINED = {"A": "[[2,1],[1,2]]", "B": "[[0,-1],[1,0]]", "v": "[3,4]", "w": "[1,2]", "a": "3"}

_PIECES = [
    *"ABvwaΣ", *"0123456789", *"+-*/^\\.,;:()[]{}|'°%=_ \n", "rot(", "det(", "inv(", "sqrt(",
    "^-1", "^T", "‖", "₁", "I", "pi", "e", "i", "sum(", "eig(", "norm(", "reshape(",
    "[[1,2],[3,4]]",

    "[1 2; 3 4]", "1e300", "1e-300", "9^9^9", "I(1000000)", "zeros(3,3)", ".*", "./", ".^", "√",
    "½",
    "²", "⁻¹", "axis=", "inf", "softmax(", "expm(", "kron(", "arange(", "²²²",
    "\u200b", "\x00", "𝐀",
]  # fmt: skip


_ATOMS = ["A", "B", "v", "w", "a", "I", "pi", "e", "i", "0", "1", "2", "-3", "1/2", "0.1", "1e200",
          "[1 2 3; 4 5 6]", "[[1,2],[2,4]]", "zeros(2,2)", "[[0,1],[0,0]]", "30°", "arange(24)",
          "randn(3,3)", "[1,2,3]", "inf", "1e-200", "[[1e150,0],[0,1e-150]]", "I(50)", "sqrt(2)",
          "2.718281828459045", "reshape(arange(8),2,2,2)", "[5]", "[[7]]"]  # fmt: skip
_BINARY = [" ", "*", "+", "-", "/", "\\", "^", ".*", "./", ".^", ".+"]


def sensible(chance: random.Random, depth: int = 4) -> str:
    """Return an expression that can be read, whether it has a value or not."""
    kind = chance.randint(0, 9) if depth else 0
    if kind <= 1:
        return chance.choice(_ATOMS)
    inner = sensible(chance, depth - 1)
    if kind <= 4:
        return f"({inner}){chance.choice(_BINARY)}({sensible(chance, depth - 1)})"
    if kind <= 7:
        name, count = chance.choice(list(FUNCTIONS)), chance.choice([1, 1, 1, 2, 2, 3])
        parts = [
            inner,
            *(sensible(chance, depth - 2 if depth > 1 else 0) for _ in range(count - 1)),
        ]
        return f"{name}({', '.join(parts)})"
    ends = ["^T", "^-1", "^2", "^0.5", "^+", "^H", "[0]", "[0,1]", "[:,0]", "[1:]", "%", "°"]
    around = ["|{}|", "‖{}‖_1", "-{}", "[{0}, {0}]", "[{0}; {0}]", "({})" + chance.choice(ends)]
    return chance.choice(around).format(inner)


def outcome(definitions: Definitions, text: str) -> tuple[Value | LanguageError, float]:
    """Return a value or the error, and the seconds; what else is raised fails the test."""
    began = time.thread_time()
    try:
        found: Value | LanguageError = definitions.evaluate(text)
    except LanguageError as error:
        found = error
    return found, time.thread_time() - began


def typed_at_random(count: int, seed: int) -> tuple[list[tuple[float, str]], int]:
    """Return which texts took too long, with their seconds, and by how much memory has grown."""
    chance = random.Random(seed)
    definitions = Definitions.from_texts(DEFINED)
    for function in FUNCTIONS.values():  # what is imported at first use takes its time
        definitions.evaluate(function.example)
    definitions.evaluate("svd([1 2 3; 4 5 6])")
    slow: list[tuple[float, str]] = []
    texts = (
        "".join(chance.choices(_PIECES, k=chance.randint(1, 12))) for _ in range(count * 3 // 5)
    )
    trees = (sensible(chance) for _ in range(count * 2 // 5))
    before = 0
    for number, text in enumerate(itertools.chain(texts, trees)):
        if number == count // 4:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        found, taken = outcome(definitions, text)
        if isinstance(found, LanguageError):
            assert str(found).strip()
            assert 0 <= found.start <= found.end <= len(found.text)
        else:
            assert np.isfinite(found.array).all()
        if taken > 0.05 and min(outcome(definitions, text)[1] for _ in range(3)) > 0.05:
            # not the machine, but the text
            slow.append((taken, text))
    return slow, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before


if __name__ == "__main__":
    slow, grown = typed_at_random(int(sys.argv[1]), int(sys.argv[2]))
    json.dump({"slow": slow, "grown": grown}, sys.stdout)
