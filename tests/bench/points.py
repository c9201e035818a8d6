"""Moving points beside pyqtgraph's GLScatterPlotItem with setData each frame."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np
import pyqtgraph.opengl as pg
from PySide6.QtCore import QEventLoop
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtWidgets import QApplication

from eigenscope.render.gl.view import GLView
from eigenscope.resources import read_text
from eigenscope.scene.camera import SPACE
from eigenscope.scene.frame import Draw, Frame, Style, affine
from eigenscope.scene.geometry import Points
from eigenscope.scene.palette import palette_from_json
from eigenscope.scene.slots import Slot
from eigenscope.ui.shell.preparing import prepare_qt
from eigenscope.ui.view.canvas import MOVING_BUDGET

SIZE = (1065, 700)
_STEPS = 24


def _matrices() -> list[np.ndarray]:
    return [np.diag([1.0 + k / _STEPS, 1.0, 1.0 - 0.5 * k / _STEPS]) for k in range(_STEPS)]


def _measured(
    app: QApplication, widget: QOpenGLWidget, show: Callable[[np.ndarray], None]
) -> float:
    """Return the median milliseconds of a frame, each painted before the next begins."""
    widget.resize(*SIZE)
    widget.show()
    for _ in range(20):
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    times = []
    for matrix in _matrices():
        began = time.perf_counter()
        show(matrix)
        widget.grabFramebuffer()  # paints once, and waits for the picture
        times.append((time.perf_counter() - began) * 1e3)
    widget.close()
    return statistics.median(times)


def ours(app: QApplication, places: np.ndarray, budget: int | None) -> float:
    """Return the milliseconds a frame in which only the matrix changes takes."""
    view = GLView()
    view.set_palette(palette_from_json(read_text("themes", "dark.json")))
    view.set_point_budget(budget)
    cloud, style = Points(places), Style(Slot.ACCENT_9, 2.0)

    def show(matrix: np.ndarray) -> None:
        view.show_frame(Frame((Draw(cloud, style, affine(matrix)),), (), SPACE))

    return _measured(app, view, show)


def pyqtgraphs(app: QApplication, places: np.ndarray) -> float:
    """Return the milliseconds a frame of pyqtgraph's takes, given the moved points each time."""
    view = pg.GLViewWidget()
    item = pg.GLScatterPlotItem(pos=places, size=2.0, color=(0.4, 0.7, 1.0, 1.0), pxMode=True)
    view.addItem(item)
    view.setCameraPosition(distance=6)

    def show(matrix: np.ndarray) -> None:
        item.setData(pos=(places @ matrix.T).astype(np.float32))

    return _measured(app, view, show)


def main() -> None:
    """Print both for 100,000 and a million points, in motion and at rest."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        prepare_qt()
        app = QApplication([])
    for count in (100_000, 1_000_000):
        places = np.random.default_rng(3).normal(size=(count, 3)).astype(np.float32)
        mine, theirs = ours(app, places, MOVING_BUDGET), pyqtgraphs(app, places)
        limit = "(must be ≤ 0.50)" if count == 100_000 else ""
        print(
            f"{count:>9,} points, {MOVING_BUDGET:,} drawn in motion: {mine:8.1f} ms, "
            f"pyqtgraph {theirs:8.1f} ms, ratio {mine / theirs:.2f} {limit}"
        )
        rest = ours(app, places, None)
        print(f"{count:>9,} points at rest: {rest:8.1f} ms, ratio {rest / theirs:.2f}")


if __name__ == "__main__":
    main()
