"""A change at the head of a chain of a thousand definitions, beside the same sums in numpy."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np

from eigenscope.language.definitions.definitions import Definitions

LENGTH = 1000
LIMIT = 0.05  # seconds, besides what the arithmetic itself takes
_STEP = np.array([[0.0, 1.0], [0.0, 0.0]])


def middle(work: Callable[[], object]) -> float:
    """Return the median time of a piece of work, in seconds."""
    taken = []
    for _ in range(15):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def main() -> None:
    """Print both, for exact matrices and for rounded ones."""
    last = f"x{LENGTH - 1}"
    for kind, first in (("exact", "[[1,2],[3,4]]"), ("rounded", "randn(2,2,1)")):
        links = {f"x{k}": f"x{k - 1} + [[0,1],[0,0]]" for k in range(1, LENGTH)}
        definitions = Definitions.from_texts({"x0": first, **links})
        definitions.value(last)

        def change(definitions: Definitions = definitions, first: str = first) -> None:
            definitions.define("x0", first)
            definitions.value(last)

        def sums() -> None:
            total = np.eye(2)
            for _ in range(LENGTH):
                total = total + _STEP

        ours, plain = middle(change), middle(sums)
        more = f"(must be ≤ {LIMIT * 1e3:.0f} ms more)"
        print(f"{kind:<8} a change {ours * 1e3:6.1f} ms")
        print(f"  the sums alone in numpy {plain * 1e3:4.1f} ms   {more}")


if __name__ == "__main__":
    main()
