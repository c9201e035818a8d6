"""What a frame of every lab costs at 1280 × 720, and which part of it: making, drawing, labels."""

from __future__ import annotations

import itertools
import statistics
import time

from PySide6.QtWidgets import QApplication

from eigenscope.export.pictures import load_palette
from eigenscope.export.subject import Subject
from eigenscope.labs.contract.lab import View
from eigenscope.render.gl.offscreen import Offscreen, offscreen
from eigenscope.ui.shell.preparing import prepare_qt

from ..labs import CASES, solved

SIZE = (1280, 720)
FRAMES = 24
LIMIT = 1000 / 30  # milliseconds
_PARTS = ("made", "drawn", "labels")


def costs(screen: Offscreen, name: str, key: str) -> tuple[float, dict[str, float]]:
    """Return the milliseconds of a frame until its pixels can be read, and of its parts."""
    palette = load_palette("dark")
    lab, inputs, solution = solved(name, key)
    view = View(Subject(lab, inputs, solution).camera(SIZE), SIZE)
    parts: dict[str, list[float]] = {part: [] for part in _PARTS}
    for k in range(FRAMES):
        stamps = [time.perf_counter()]
        frame = lab.frame(solution, k / (FRAMES - 1), view)
        stamps.append(time.perf_counter())
        screen.image(frame, palette, SIZE)
        stamps.append(time.perf_counter())
        screen.image(frame, palette, SIZE, labels=True)
        stamps.append(time.perf_counter())
        made, drawn, both = (1e3 * (b - a) for a, b in itertools.pairwise(stamps))
        for part, taken in zip(_PARTS, (made, drawn, both - drawn), strict=True):
            parts[part].append(taken)
    found = {part: statistics.median(taken[4:]) for part, taken in parts.items()}
    return sum(found.values()), found


def main() -> None:
    """Print the cost of every lab's slowest picture, and what is dear in those beyond the limit."""
    if QApplication.instance() is None:
        prepare_qt()
        QApplication([])
    slowest: dict[str, tuple[float, str, dict[str, float]]] = {}
    with offscreen() as screen:
        for name, key in CASES:
            whole, parts = costs(screen, name, key)
            if whole > slowest.get(name, (0.0, "", {}))[0]:
                slowest[name] = (whole, key, parts)
    for name, (whole, key, parts) in slowest.items():
        told = ", ".join(f"{part} {taken:.1f}" for part, taken in parts.items())
        dearest = max(parts, key=parts.__getitem__)
        verdict = "" if whole <= LIMIT else f"   over {LIMIT:.0f} ms: {dearest} costs most"
        print(f"{name:<12} {key:<18} {whole:6.1f} ms a frame ({told}){verdict}")


if __name__ == "__main__":
    main()
