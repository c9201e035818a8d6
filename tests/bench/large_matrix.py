"""From choosing 4096 × 4096 weights to their heat map, and how long the window is deaf meanwhile.

Also what a matrix of 10 GB costs: time and memory until its sample is seen.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from eigenscope.engine.runtime.jobs import Cancellation
from eigenscope.labs.contract.lab import Lab
from eigenscope.labs.contract.registry import load_lab
from eigenscope.main.application import Application
from eigenscope.ui.charts.chart_board import ChartBoard
from eigenscope.ui.charts.chart_tile import ChartTile
from eigenscope.ui.charts.heat_map_view import HeatMapView
from eigenscope.ui.shell.preparing import prepare_qt

SIDE = 4096
WIDE, LONG = 25_000, 100_000  # of a float32 matrix of 10 GB
MAP_LIMIT, DEAF_LIMIT, MEMORY_LIMIT = 1.0, 0.05, 1e9
_TICK = 4  # milliseconds
_SETTLED = 6.0  # seconds after which a started program rests


class Pulse:
    """Ticks in the event loop; the longest time between two ticks is how long it was deaf."""

    def __init__(self) -> None:
        self.longest = 0.0
        self.gaps: list[tuple[float, float]] = []  # when one ended, and how long it was
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self.gaps.append((now, now - self._last))
        self._last = now

    def begin(self) -> None:
        """Forget what was before."""
        self.longest, self._last = 0.0, time.perf_counter()
        self.gaps = []

    def longest_until(self, moment: float) -> float:
        """Return the longest of the waits that were over by then."""
        return max((length for end, length in self.gaps if end <= moment), default=0.0)


def wait_until(done: Callable[[], bool], seconds: float) -> bool:
    """Run the event loop until something holds, or so many seconds are over."""
    loop = QEventLoop()
    timer = QTimer()
    timer.setInterval(_TICK)
    timer.timeout.connect(lambda: loop.quit() if done() else None)
    timer.start()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()
    return done()


def seen(program: Application, name: str) -> bool:
    """Tell whether the heat map of a file's matrix is drawn."""
    board = program.window.board.charts
    matrix = getattr(program.workbench.inputs, "data", None)
    if not isinstance(board, ChartBoard) or getattr(matrix, "name", "") != name:
        return False
    views = board.findChildren(HeatMapView)
    return bool(views) and views[0].heat_map is not None and _of(views[0], matrix)


def _of(view: HeatMapView, matrix: object) -> bool:
    heat_map = view.heat_map
    same = heat_map is not None and heat_map.values is getattr(matrix, "values", None)
    return same and view.pictures[0] is not None and view.up_to_date


def choose(program: Application, pulse: Pulse, path: Path) -> float:
    """Choose a file with one tensor; return the seconds until its heat map is seen."""
    pulse.begin()
    began = time.perf_counter()
    program.window.file_commands.open_data(path)
    if not wait_until(lambda: seen(program, path.name), 60):
        raise RuntimeError(f"{path.name} is not seen after a minute")
    return time.perf_counter() - began


def make_files(folder: Path) -> tuple[Path, Path, Path]:
    """Write two matrices of weights, and one of 10 GB that takes no room on the disk."""
    from safetensors.numpy import save_file

    chance = np.random.default_rng(1)
    paths = folder / "first.safetensors", folder / "second.safetensors", folder / "large.npy"
    for path in paths[:2]:
        weights = chance.standard_normal((SIDE, SIDE), dtype=np.float32)
        save_file({"weight": weights}, path)
    np.lib.format.open_memmap(paths[2], "w+", np.float32, (LONG, WIDE)).flush()
    return paths


def when_solved(name: str) -> list[float]:
    """Return a list that gets the moments at which a lab has solved something."""
    lab = load_lab(name)
    kind, moments = type(lab), list[float]()
    plain = kind.solve

    def timed(self: Lab, inputs: Any, cancellation: Cancellation | None = None) -> Any:
        try:
            return plain(self, inputs, cancellation)
        finally:
            moments.append(time.perf_counter())

    kind.solve = timed  # type: ignore[method-assign]
    return moments


def main() -> int:
    """Measure and print; return whether a limit was passed."""
    prepare_qt()
    app = QApplication([])
    moments = when_solved("matrix")
    with tempfile.TemporaryDirectory() as folder:
        first, second, large = make_files(Path(folder))
        program = Application(Path(folder))
        program.window.resize(1600, 950)
        program.window.show()
        pulse = Pulse()
        wait_until(lambda: False, _SETTLED)
        cold, deaf_cold = choose(program, pulse, first), pulse.longest
        wait_until(lambda: not program.workbench.busy, 900)
        warm, deaf = choose(program, pulse, second), pulse.longest
        tiles = program.window.findChildren(ChartTile)
        wait_until(lambda: not any(tile.waiting for tile in tiles), 10)
        deaf_first = pulse.longest
        wait_until(lambda: False, 0.1)
        pulse.begin()
        began = time.perf_counter()
        moments.clear()
        solved = wait_until(lambda: not program.workbench.busy, 900)
        spectrum = time.perf_counter() - began
        deaf_spectrum = pulse.longest_until(moments[-1] if moments else began)
        pulse.begin()
        wait_until(lambda: False, 1.0)
        deaf_charts = pulse.longest
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        sampled = choose(program, pulse, large)
        program.window.close_now()
    print(f"{SIDE} x {SIDE} float32: heat map {warm:.2f} s after it is chosen (limit 1 s),")
    print(f"  {cold:.2f} s the first time, when the lab and its charts are made")
    print(f"  longest wait of the window {deaf * 1e3:.0f} ms, the first time {deaf_cold * 1e3:.0f}")
    words = f"{spectrum:.1f} s" if solved else "not ready in a quarter of an hour"
    print(f"  spectrum {words}, longest wait meanwhile {deaf_spectrum * 1e3:.0f} ms (limit 50 ms),")
    print(f"  {deaf_first * 1e3:.0f} ms and {deaf_charts * 1e3:.0f} ms while charts are drawn")
    print(f"10 GB: heat map of a sample {sampled:.2f} s after it is chosen")
    print(f"  most memory of the process before: {before / 1e6:.0f} MB")
    app.processEvents()
    return int(warm > MAP_LIMIT or deaf_spectrum > DEAF_LIMIT)


if __name__ == "__main__":
    sys.exit(main())
