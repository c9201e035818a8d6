"""The OpenGL widget in real windows: paints, contexts that come and go, and failure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from eigenscope.render.gl import api as gl
from eigenscope.render.gl.offscreen import default_format, shortcoming
from eigenscope.render.gl.renderer import Renderer
from eigenscope.render.gl.view import GLView
from eigenscope.scene.camera import PLANE
from eigenscope.scene.frame import Draw, Frame, Label, Style
from eigenscope.scene.geometry import Points, Segments
from eigenscope.scene.palette import Palette
from eigenscope.scene.slots import Slot

PALETTE = Palette(
    "test",
    True,
    dict.fromkeys(Slot, (1.0, 1.0, 1.0, 1.0))
    | {Slot.BACKGROUND: (0.0, 0.0, 0.4, 1.0), Slot.ACCENT_1: (1.0, 0.0, 0.0, 1.0)},
)
LINE = Segments([[(-3, 0, 0), (3, 0, 0)]])
FRAME = Frame((Draw(LINE, Style(Slot.ACCENT_1, 6.0)),), (), PLANE)


def shown(qtbot: QtBot, view: GLView) -> GLView:
    """Show a view 200 × 100 and wait for its first painted frame."""
    qtbot.addWidget(view)
    view.resize(200, 100)
    view.set_palette(PALETTE)
    view.show_frame(FRAME)
    with qtbot.waitSignal(view.painted):
        view.show()
    return view


def middle(view: GLView) -> QColor:
    image = view.frame_image()
    return image.pixelColor(image.width() // 2, image.height() // 2)


def uploads(view: GLView) -> int:
    assert view.renderer is not None
    return view.renderer.uploads


def test_shows_a_frame_and_keeps_what_it_uploaded(qtbot: QtBot) -> None:
    view = shown(qtbot, GLView())
    assert middle(view) == QColor(255, 0, 0)
    assert view.frame_image().pixelColor(3, 3) == QColor(0, 0, 102)
    for _ in range(5):
        with qtbot.waitSignal(view.painted):
            view.show_frame(FRAME)
    assert uploads(view) == 1


def test_labels_are_written_over_the_picture(qtbot: QtBot) -> None:
    view = shown(qtbot, GLView())
    bare = view.frame_image()
    label = Label("█", (0, 0, 0), Slot.INK, size=40.0)
    with qtbot.waitSignal(view.painted):
        view.show_frame(Frame(FRAME.draws, (label,), PLANE))
    assert middle(view) == QColor(255, 255, 255)
    # The painter leaves nothing behind that spoils the next frame.
    with qtbot.waitSignal(view.painted):
        view.show_frame(FRAME)
    assert view.frame_image() == bare


def test_another_palette_colours_anew(qtbot: QtBot) -> None:
    view = shown(qtbot, GLView())
    green = Palette("g", True, {**PALETTE.colours, Slot.ACCENT_1: (0.0, 1.0, 0.0, 1.0)})
    with qtbot.waitSignal(view.painted):
        view.set_palette(green)
    assert middle(view) == QColor(0, 255, 0)
    assert uploads(view) == 1


@pytest.fixture(params=[True, False], ids=["shared", "unshared"])
def sharing(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Let contexts be shared by all windows, or have each window need its own."""
    attribute = Qt.ApplicationAttribute.AA_ShareOpenGLContexts
    before = QCoreApplication.testAttribute(attribute)
    QCoreApplication.setAttribute(attribute, request.param)
    yield request.param
    QCoreApplication.setAttribute(attribute, before)


def test_a_view_survives_another_window_and_context(qtbot: QtBot, sharing: bool) -> None:
    view = shown(qtbot, GLView())
    before: QImage = view.frame_image()
    first = view.renderer
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(200, 100)
    window.setCentralWidget(view)
    with qtbot.waitSignal(view.painted):
        window.show()
    view.resize(200, 100)
    assert (view.renderer is first) is sharing
    assert view.frame_image() == before
    assert uploads(view) == 1
    view.setParent(None)  # and out again, as when a dock is torn off
    view.resize(200, 100)
    with qtbot.waitSignal(view.painted):
        view.show()
    assert view.frame_image() == before


def test_a_view_that_is_destroyed_takes_its_buffers_along(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(200, 100)
    layout = QVBoxLayout(holder)
    view = GLView(holder)
    layout.addWidget(view)
    view.set_palette(PALETTE)
    view.show_frame(FRAME)
    with qtbot.waitSignal(view.painted):
        holder.show()
    gone: list[bool] = []
    view.destroyed.connect(lambda: gone.append(True))
    view.deleteLater()
    qtbot.waitUntil(lambda: bool(gone))
    replacement = GLView(holder)
    layout.addWidget(replacement)
    replacement.set_palette(PALETTE)
    with qtbot.waitSignal(replacement.painted):
        replacement.show_frame(FRAME)
    assert middle(replacement) == QColor(255, 0, 0)


def test_a_budget_repaints_with_fewer_points(qtbot: QtBot) -> None:
    view = shown(qtbot, GLView())
    x, y = np.meshgrid(np.arange(200), np.arange(100))
    unit = 8.0 / 100
    places = np.stack([(x - 99.5) * unit, (y - 49.5) * unit, 0 * x], -1).reshape(-1, 3)
    with qtbot.waitSignal(view.painted):
        view.show_frame(Frame((Draw(Points(places[:5000]), Style(Slot.ACCENT_1, 1.0)),), (), PLANE))
    with qtbot.waitSignal(view.painted):
        view.set_point_budget(1000)
    image = view.frame_image()
    red = sum(image.pixelColor(a, b).red() > 127 for a in range(200) for b in range(100))
    assert red == 1000
    view.set_point_budget(None)
    assert view.point_budget is None


def refusing(reason: str) -> Callable[[], Renderer]:
    def make() -> Renderer:
        raise gl.OpenGLError(reason)

    return make


def test_failing_to_start_is_said_and_not_raised(qtbot: QtBot) -> None:
    view = GLView(make_renderer=refusing("no luck today"))
    qtbot.addWidget(view)
    view.set_palette(PALETTE)
    view.show_frame(FRAME)
    with qtbot.waitSignal(view.failed) as caught:
        view.show()
    assert caught.args == ["no luck today"]


def test_failing_while_painting_is_said_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    view = shown(qtbot, GLView())
    heard: list[str] = []
    view.failed.connect(heard.append)

    def break_down(*_: object, **__: object) -> None:
        raise gl.OpenGLError("the shader is ill")

    monkeypatch.setattr(view.renderer, "draw", break_down)
    with qtbot.waitSignal(view.failed):
        view.show_frame(FRAME)
    view.repaint()
    qtbot.wait(20)
    assert heard == ["the shader is ill"]


def test_a_failed_view_may_be_deleted_by_whoever_hears_of_it(qtbot: QtBot) -> None:
    view = GLView(make_renderer=refusing("gone"))
    view.failed.connect(view.deleteLater)
    view.set_palette(PALETTE)
    view.show_frame(FRAME)
    gone: list[bool] = []
    view.destroyed.connect(lambda: gone.append(True))
    view.show()
    qtbot.waitUntil(lambda: bool(gone))


def test_an_older_opengl_will_not_do(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eigenscope.render.gl.offscreen.NEEDED", (9, 9))
    view = GLView()
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.failed) as caught:
        view.show()
    assert "is older than OpenGL 9.9" in caught.args[0]


def test_no_context_will_not_do() -> None:
    assert shortcoming(None) == "OpenGL gives no context"


def test_no_multisampling_is_asked_for() -> None:
    wanted = default_format()
    assert wanted.version() == (3, 3)
    assert wanted.samples() <= 0
    assert wanted.depthBufferSize() == 24
    assert wanted.swapInterval() == 1
