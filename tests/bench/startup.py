"""From the start of the process to the first painted frame, beside importing torch."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

_ROUNDS = 5
_WINDOW = """
import sys, time
from eigenscope.main.application import Application
from eigenscope.ui.shell.preparing import prepare_qt
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pathlib import Path
import tempfile
prepare_qt()
app = QApplication(sys.argv[:1])
program = Application(Path(tempfile.mkdtemp()))
def painted():
    print("torch" in sys.modules, time.time(), flush=True)
    import os
    os._exit(0)
program.window.viewport.canvas.painted.connect(painted)
program.window.show()
app.exec()
"""


def first_frame() -> tuple[float, bool]:
    """Return the seconds to the first painted frame, and whether torch was imported by then."""
    began = time.time()
    command = [sys.executable, "-c", _WINDOW]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    torch, painted = found.stdout.split()
    return float(painted) - began, torch == "True"


def import_torch() -> float:
    """Return the seconds that ``python -c "import torch"`` takes."""
    began = time.time()
    subprocess.run([sys.executable, "-c", "import torch"], check=True)
    return time.time() - began


def main() -> None:
    """Print both, alternating so that neither is favoured by a warm disk."""
    first_frame()
    import_torch()
    windows, torches, early = [], [], False
    for _ in range(_ROUNDS):
        seconds, imported = first_frame()
        windows.append(seconds)
        early |= imported
        torches.append(import_torch())
    window, torch = statistics.median(windows), statistics.median(torches)
    print(f"first painted frame   {window:6.2f} s")
    print(f"import torch          {torch:6.2f} s")
    print(f"ratio                 {window / torch:6.2f}   (must be ≤ 0.50)")
    print(f"torch imported before the first frame: {'YES, a defect' if early else 'no'}")


if __name__ == "__main__":
    main()
