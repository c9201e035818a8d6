"""Runs the benchmarks and prints their figures as ratios: ``packaging/dev.py bench [NAME …]``.

Each compares two things in one run, so that the machine's speed cancels out.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from tests.bench import frames, points, startup

BENCHMARKS: dict[str, Callable[[], None]] = {
    "startup": startup.main,
    "frames": frames.main,
    "points": points.main,
}


def main(names: list[str]) -> int:
    """Run the benchmarks so named, or all of them."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are: {', '.join(BENCHMARKS)}")
        return 2
    for name in names or BENCHMARKS:
        print(f"\n== {name}")
        BENCHMARKS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
