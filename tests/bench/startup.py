"""From the start of the process to the first painted frame, beside an empty window and torch.

The three take turns, so that none is favoured by a warm disk or an idle moment. Processor time is
printed beside the time that passes, for on a busy machine only that says much. What is imported
has been compiled before, as it is for a user.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

_ROUNDS = 7
_DONE = """
def done():
    print("torch" in sys.modules, time.time(), time.process_time(), flush=True)
    os._exit(0)
"""
_WINDOW = f"""
import os, sys, tempfile, time
from pathlib import Path
from eigenscope.main.application import Application
from eigenscope.ui.shell.preparing import prepare_qt, start_qt
{_DONE}
prepare_qt()
app = start_qt(sys.argv[:1])
program = Application(Path(tempfile.mkdtemp()))
program.window.viewport.canvas.painted.connect(done)
program.window.show()
app.exec()
"""
_EMPTY = f"""
import os, sys, time
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtWidgets import QApplication, QMainWindow
{_DONE}
class View(QOpenGLWidget):
    def paintGL(self):
        done()
app = QApplication(sys.argv[:1])
window = QMainWindow()
window.setCentralWidget(View())
window.resize(1280, 800)
window.show()
app.exec()
"""
_TORCH = f"import os, sys, time, torch\n{_DONE}\ndone()"


def run(program: str) -> tuple[float, float, bool]:
    """Return the seconds until a program is done, the processor's, and whether it has torch."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    began = time.time()
    found = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    torch, ended, busy = found.stdout.split()
    return float(ended) - began, float(busy), torch == "True"


def main() -> None:
    """Print medians and their ratios."""
    programs = {"first painted frame": _WINDOW, "empty window": _EMPTY, "import torch": _TORCH}
    for program in programs.values():
        run(program)
    rounds = [{name: run(program) for name, program in programs.items()} for _ in range(_ROUNDS)]

    def median(name: str, what: int) -> float:
        return statistics.median(each[name][what] for each in rounds)

    print("                          passing   processor")
    for name in programs:
        print(f"{name:22} {median(name, 0):8.2f} s {median(name, 1):8.2f} s")
    for name, most in (("empty window", 2.5), ("import torch", 0.5)):
        ratios = [median("first painted frame", k) / median(name, k) for k in (0, 1)]
        shares = "   ".join(f"{ratio:8.2f}" for ratio in ratios)
        print(f"{'by ' + name:22} {shares}     (must be ≤ {most:.2f})")
    early = any(each["first painted frame"][2] for each in rounds)
    print(f"torch imported before the first frame: {'YES, a defect' if early else 'no'}")


if __name__ == "__main__":
    main()
