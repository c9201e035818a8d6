"""Principal components of 1,000,000 × 64 numbers of a file, beside numpy's of the same in memory.

From choosing the file to its components in the window, how long the window is deaf meanwhile, and
the most memory that the whole process takes. What numpy takes is measured in a process of its
own, which needs more memory than all of that.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QApplication

from eigenscope.labs.contract.registry import load_lab
from eigenscope.main.application import Application
from eigenscope.ui.shell.preparing import prepare_qt

from .large_matrix import Pulse, wait_until, when_solved

ROWS, COLUMNS = 1_000_000, 64
RATIO_LIMIT, MEMORY_LIMIT, DEAF_LIMIT = 2.0, 1e9, 0.05
_SETTLED = 6.0  # seconds after which a started program rests
_NUMPY = """
import sys, time
import numpy as np
values = np.load(sys.argv[1])
began = time.perf_counter()
np.linalg.eigh(np.cov(values, rowvar=False))
print(time.perf_counter() - began)
"""
_STREAMED = """
import sys, time
from eigenscope.engine.large.streaming_covariance import moments
from eigenscope.engine.large.principal_components import principal_components
from eigenscope.readers.origin import Origin
from eigenscope.readers.opening import open_tensors
with open_tensors(sys.argv[1]) as file:
    entry = file.entries[0]
    origin = Origin.of(file, entry.name)
began = time.perf_counter()
principal_components(moments(origin.blocks, entry.shape))
print(time.perf_counter() - began)
"""


def make_file(folder: Path) -> Path:
    """Write columns of different deviations and large offsets, some rows at a time."""
    path = folder / "data.npy"
    chance = np.random.default_rng(1)
    deviations = np.linspace(3, 0.1, COLUMNS, dtype=np.float32)
    header = {"descr": "<f4", "fortran_order": False, "shape": (ROWS, COLUMNS)}
    with path.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, header)
        for _ in range(0, ROWS, 50_000):
            block = chance.standard_normal((50_000, COLUMNS), dtype=np.float32)
            file.write((block * deviations + 100).tobytes())
    return path


def seconds(program: str, path: Path) -> float:
    """Return the least time that a program in a process of its own tells, of three runs."""
    command = [sys.executable, "-c", program, str(path)]
    return min(
        float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    )


@dataclass(frozen=True)
class Seen:
    """Seconds in the window: from choosing the file to its components, and how long it was deaf.

    ``deaf`` is the longest wait while the components are being found, ``deaf_opening`` that while
    the file is chosen and read, ``deaf_drawing`` that while picture and charts are drawn, first
    those of some rows and then those of all.
    """

    took: float
    deaf_opening: float
    deaf: float
    deaf_drawing: float
    rows: int


def in_window(folder: Path, path: Path) -> Seen:
    """Choose the file in a real window."""
    prepare_qt()
    app = QApplication([])
    program = Application(folder)
    bench = program.workbench
    program.window.resize(1600, 950)
    program.window.show()
    bench.open_lab(load_lab("svd_pca"))
    bench.replace_inputs(replace(bench.inputs, topic="components"), "Open")
    moments = when_solved("components")
    told: list[float] = []
    bench.solving.progressed.connect(lambda part, _: told.append(part))
    pulse = Pulse()
    wait_until(lambda: False, _SETTLED)
    pulse.begin()
    began = time.perf_counter()
    program.window.file_commands.open_data(path)
    if not wait_until(lambda: getattr(bench.inputs.data, "name", "") == path.name, 60):
        raise RuntimeError(f"{path.name} is not read after a minute")
    deaf_opening = pulse.longest
    pulse.begin()
    moments.clear()
    if not wait_until(lambda: bool(told), 60):
        raise RuntimeError(f"nothing has been found of {path.name} after a minute")
    deaf_drawing = pulse.longest
    pulse.begin()
    if not wait_until(lambda: not bench.busy, 60):
        raise RuntimeError(f"the components of {path.name} are not ready after a minute")
    took, deaf = time.perf_counter() - began, pulse.longest_until(moments[-1])
    pulse.begin()
    wait_until(lambda: False, 1.0)
    deaf_drawing = max(deaf_drawing, pulse.longest)
    rows = int(bench.solution.summary.moments.count)
    program.window.close_now()
    app.processEvents()
    return Seen(took, deaf_opening, deaf, deaf_drawing, rows)


def main() -> int:
    """Measure and print; return whether a limit was passed."""
    with tempfile.TemporaryDirectory() as folder:
        path = make_file(Path(folder))
        alone, streamed = seconds(_NUMPY, path), seconds(_STREAMED, path)
        seen = in_window(Path(folder), path)
    # Of this process alone: those that were started counted for themselves.
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f"{ROWS:,} x {COLUMNS} float32 from .npy, numpy.cov and eigh in memory: {alone:.2f} s")
    print(f"  all rows from the file: {streamed:.2f} s, {streamed / alone:.2f} x (limit 2 x)")
    print(f"  in the window, from choosing the file: {seen.took:.2f} s")
    print(f"  longest wait of the window meanwhile: {seen.deaf * 1e3:.0f} ms (limit 50 ms),")
    print(f"  {seen.deaf_opening * 1e3:.0f} ms while the file is chosen and read,")
    print(f"  {seen.deaf_drawing * 1e3:.0f} ms while picture and charts change")
    print(f"  most memory of the whole process: {memory / 1e6:.0f} MB (limit 1000 MB)")
    passed = streamed > RATIO_LIMIT * alone or memory > MEMORY_LIMIT or seen.deaf > DEAF_LIMIT
    return int(passed or seen.rows != ROWS)


if __name__ == "__main__":
    sys.exit(main())
