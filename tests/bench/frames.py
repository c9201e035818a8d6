"""What a frame of the default scene costs: Python's part, and from one swap to the next."""

from __future__ import annotations

import itertools
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from eigenscope.labs.contract.lab import View
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.main.application import Application
from eigenscope.render.gl.offscreen import offscreen
from eigenscope.render.text import stamps
from eigenscope.scene.camera import Camera
from eigenscope.ui.shell.preparing import prepare_qt
from eigenscope.ui.style.theme import current_theme

SIZE = (1065, 700)
FRAMES = 200


def open_program() -> tuple[QApplication, Application]:
    """Open the window with a picture of 1065 × 700 and wait for the first solution."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        prepare_qt()
        app = QApplication([])
    program = Application(Path(tempfile.mkdtemp()))
    program.window.show()
    extra = program.window.size() - program.window.viewport.size()
    program.window.resize(extra.width() + SIZE[0], extra.height() + SIZE[1])
    while program.workbench.busy or program.window.viewport.cameraman.flying:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
    return app, program


def python_times(program: Application) -> list[float]:
    """Return the milliseconds that Python takes for each frame: made, drawn, labels and all."""
    bench = program.workbench
    palette = current_theme().palette
    view = View(program.window.viewport.cameraman.camera, SIZE)
    times = []
    with offscreen() as screen:
        for k in range(FRAMES):
            screen.make_current()
            began = time.perf_counter()
            frame = bench.lab.frame(bench.solution, k / FRAMES, view)
            screen.renderer.draw(frame, palette, SIZE, 1.0)
            screen.renderer.write(stamps([frame], palette, SIZE, 1.0)[0], SIZE)
            times.append((time.perf_counter() - began) * 1e3)
            if k % 20 == 0:
                screen.image(frame, palette, SIZE)  # let OpenGL catch up, outside the clock
    return times[5:]


def swap_times(app: QApplication, program: Application) -> list[float]:
    """Return the milliseconds from one painted frame to the next while all of time is shown."""
    bench, viewport = program.workbench, program.window.viewport
    stamps: list[float] = []
    count = 0

    def painted() -> None:
        nonlocal count
        stamps.append(time.perf_counter())
        count += 1

    viewport.canvas.painted.connect(painted)
    for k in range(FRAMES):
        wanted = count + 1
        bench.player.seek((k + 1) / (FRAMES + 1))
        while count < wanted:
            app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
    viewport.canvas.painted.disconnect(painted)
    bench.player.seek(0.0)
    return [(b - a) * 1e3 for a, b in itertools.pairwise(stamps)]


def draw_times(program: Application, cameras: list[Camera]) -> list[float]:
    """Return the milliseconds that OpenGL takes for a frame, until its pixels can be read."""
    bench = program.workbench
    palette = current_theme().palette
    times = []
    with offscreen() as screen:
        for k in range(60):
            frame = bench.lab.frame(bench.solution, k / 60, View(cameras[k % len(cameras)], SIZE))
            began = time.perf_counter()
            screen.image(frame, palette, SIZE)
            times.append((time.perf_counter() - began) * 1e3)
    return times[5:]


def report(name: str, times: list[float], limit: str) -> None:
    """Print the median and the slowest twentieth."""
    slow = sorted(times)[int(len(times) * 0.95)]
    print(f"{name:<34} median {statistics.median(times):7.2f} ms   95 % {slow:7.2f} ms   {limit}")


def main() -> None:
    """Measure the default scene in the plane and in space, and the plane zoomed far out."""
    app, program = open_program()
    bench = program.workbench
    print(f"renderer: {program.window.viewport.canvas.renderer}")
    report("2D, Python for a frame", python_times(program), "(must be < 1 ms)")
    report("2D, swap to swap in the window", swap_times(app, program), "")
    far = replace(program.window.viewport.cameraman.camera, height=5000.0)
    near = program.window.viewport.cameraman.camera
    report("2D, drawn and read back", draw_times(program, [near]), "")
    report("2D, 10,000 unit lines in sight", draw_times(program, [far]), "(must be < 16 ms)")
    space = Matrix.from_texts((("2", "1", "0"), ("0", "1", "0"), ("0", "0", "1")))
    bench.edit(replace(bench.inputs, matrix=space), "3D")
    while bench.busy or program.window.viewport.cameraman.flying:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
    report("3D, Python for a frame", python_times(program), "")
    report("3D, swap to swap in the window", swap_times(app, program), "")
    program.window.close()


if __name__ == "__main__":
    main()
