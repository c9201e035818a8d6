"""Runs the benchmarks and prints their figures as ratios: ``packaging/dev.py bench [NAME …]``.

Each compares two things in one run, so that the machine's speed cancels out, and has a process of
its own, so that none meets what another left behind.
"""

from __future__ import annotations

import subprocess
import sys

BENCHMARKS = (
    "startup",
    "frames",
    "labs",
    "points",
    "definitions",
    "large_matrix",
    "principal_components",
    "films",
    "fills",
    "poses",
    "tensors",
    "training",
    "graphs",
)


def main(names: list[str]) -> int:
    """Run the benchmarks so named, or all of them."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are: {', '.join(BENCHMARKS)}")
        return 2
    failed = 0
    for name in names or BENCHMARKS:
        print(f"\n== {name}", flush=True)
        command = [sys.executable, "-m", f"tests.bench.{name}"]
        failed |= subprocess.run(command, check=False).returncode != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
