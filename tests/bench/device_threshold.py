"""Measure from which size on an accelerator beats the CPU, for `ACCELERATOR_THRESHOLD`.

Run as ``python tests/bench/device_threshold.py [SECONDS]``; it needs torch alone. SECONDS, 1 unless
given, is the longest that one call may take before larger sizes of it are left out.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import torch

SIZES = tuple(2**exponent for exponent in range(1, 13))
OPERATIONS: dict[str, Callable[[torch.Tensor], object]] = {
    "svdvals": torch.linalg.svdvals,
    "eigh": lambda matrix: torch.linalg.eigh(matrix + matrix.mT),
    "matmul": lambda matrix: matrix @ matrix,
}


def measure(operation: Callable[[torch.Tensor], object], matrix: torch.Tensor) -> float:
    """Return the median time of a call in seconds, up to the moment the result is there."""

    def once() -> float:
        begin = time.perf_counter()
        operation(matrix)
        if matrix.is_cuda:
            torch.cuda.synchronize()
        return time.perf_counter() - begin

    # The first call of a size loads kernels and plans the work.
    warm = min(once(), once())
    return statistics.median(once() for _ in range(max(1, min(50, int(0.5 / warm)))))


def main() -> None:
    """Print a table for each operation, and the element count at which the devices cross."""
    longest = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    devices = ["cpu", *(["cuda"] if torch.cuda.is_available() else [])]
    print(f"torch {torch.__version__}, {torch.get_num_threads()} CPU threads")
    if "cuda" in devices:
        print(torch.cuda.get_device_name())
    for name, operation in OPERATIONS.items():
        print(f"\n{name:>8} {'elements':>10}", *(f"{device + ' ms':>12}" for device in devices))
        running = set(devices)
        crossing: int | None = None
        for size in SIZES:
            matrix = torch.randn(size, size, dtype=torch.float64)
            times: dict[str, float] = {}
            for device in devices:
                if device in running:
                    times[device] = measure(operation, matrix.to(device))
                    if times[device] > longest:
                        running.remove(device)
            cells = (f"{times[d] * 1e3:12.3f}" if d in times else f"{'–':>12}" for d in devices)
            print(f"{size:>8} {size * size:>10}", *cells)
            if "cuda" in times and times["cuda"] < times.get("cpu", float("inf")):
                crossing = crossing or size * size
            else:
                crossing = None
            if not running:
                break
        if "cuda" in devices:
            print(f"{name}: CUDA is faster from {crossing or 'no measured number of'} elements on")


if __name__ == "__main__":
    main()
