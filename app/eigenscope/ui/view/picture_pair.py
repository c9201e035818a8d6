"""Two pictures side by side: the one that is worked on, and one that keeps step with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QAction, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from eigenscope.scene.frame import Frame
from eigenscope.scene.legibility import ORDINARY
from eigenscope.scene.palette import Palette
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.style.theme import icon, theme_notifier
from eigenscope.ui.view.canvas import Canvas
from eigenscope.ui.view.viewport import Viewport
from eigenscope.wording.words import say

_GAP = 6  # pixels between the pictures


class PicturePair(QWidget):
    """Holds the viewport and, while there is a companion, its picture at the same moment.

    Both are seen by the viewport's camera; wheel and drags in the second picture move it too.

    Parameters
    ----------
    workbench, viewport
        What is shown, and the first picture.
    actions
        What swaps the pictures, and what leaves the first alone.
    """

    def __init__(
        self, workbench: Workbench, viewport: Viewport, actions: tuple[QAction, QAction]
    ) -> None:
        super().__init__()
        self._bench, self._viewport = workbench, viewport
        self._companion = workbench.companion
        self.second: Canvas | None = None
        self._last: QPointF | None = None
        self.here, self.there = _heading("pictureHeading"), _heading("companionHeading")
        self._buttons = (
            _button("arrow-left-right", self.tr("Swap the pictures"), actions[0]),
            _button("x", self.tr("One picture"), actions[1]),
        )
        self._beside = QWidget()
        self._column = QVBoxLayout(self._beside)
        bar = QHBoxLayout()
        bar.addWidget(self.there, 1)
        for button in self._buttons:
            bar.addWidget(button)
        self._column.addLayout(bar)
        first = QVBoxLayout()
        first.addWidget(self.here)
        first.addWidget(viewport, 1)
        layout = QHBoxLayout(self)
        layout.addLayout(first, 1)
        layout.addWidget(self._beside, 1)
        for each in (layout, first, self._column, bar):
            each.setContentsMargins(0, 0, 0, 0)
            each.setSpacing(0)
        layout.setSpacing(_GAP)
        self._beside.hide()
        self.here.hide()
        self.setFocusProxy(viewport)
        self._companion.changed.connect(self._show_pair)
        viewport.refreshed.connect(self._refresh)
        workbench.player.playing_changed.connect(self._played)
        theme_notifier().changed.connect(self._themed)

    def set_magnification(self, factor: float) -> None:
        """Draw everything in both pictures larger."""
        if self.second is not None:
            self.second.set_magnification(factor)
        size = f"font-size: {round(ORDINARY * factor)}px" if factor > 1 else ""
        for label in (self.here, self.there):
            label.setStyleSheet(size)
        self._level()
        self._viewport.set_magnification(factor)

    def set_palette(self, palette: Palette) -> None:
        """Colour both pictures by another palette."""
        for canvas in (self._viewport.canvas, self.second):
            if canvas is not None:
                canvas.set_palette(palette)

    def release(self) -> None:
        """Give back what the renderers hold, once nothing more is to be shown."""
        for canvas in (self._viewport.canvas, self.second):
            if canvas is not None:
                canvas.release()

    def _show_pair(self) -> None:
        active = self._companion.active
        if active and self.second is None:
            self.second = Canvas(self._viewport.canvas.palette_shown, self._beside)
            self.second.set_magnification(self._viewport.canvas.magnification)
            self.second.setMinimumSize(self._viewport.minimumSize())
            self._column.addWidget(self.second, 1)
            self._watch()
            self.second.renderer_changed.connect(lambda *_: self._watch())
        for label, words in zip((self.here, self.there), self._companion.headings(), strict=True):
            label.setText(say(words) or self.tr("The same"))
        self._level()
        self.here.setVisible(active)
        self._beside.setVisible(active)
        self._viewport.framing.solved()
        self._viewport.refresh()

    def _level(self) -> None:
        """Let both pictures begin at the same height."""
        height = max(self._buttons[0].sizeHint().height(), self.here.sizeHint().height())
        for label in (self.here, self.there):
            label.setFixedHeight(height)

    def _refresh(self) -> None:
        if self.second is not None and self._companion.active:
            self.second.show_frame_of(partial(self._make_frame, self.second))

    def _make_frame(self, canvas: Canvas) -> Frame:
        """Return the companion's picture of this moment."""
        t, solution = self._bench.player.eased, self._companion.solution
        frame = self._bench.lab.frame(solution, t, self._viewport.view_of(canvas, solution))
        return self._viewport.shown(frame)

    def resizeEvent(self, event: QEvent) -> None:
        """Qt: the second picture follows the new size too."""
        self._refresh()

    def _played(self, playing: bool) -> None:
        if self.second is not None:
            self.second.set_moving(playing)

    def _themed(self) -> None:
        for button in self._buttons:
            button.setIcon(icon(button.objectName()))

    # --- the camera ----------------------------------------------------------------------------

    def _watch(self) -> None:
        if self.second is not None:
            self.second.view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: move the camera of both by the second picture."""
        if self.second is None or watched is not self.second.view:
            return False
        match event:
            case QWheelEvent():
                self._viewport.steering.turn_wheel(event)
            case QMouseEvent() if event.type() == QEvent.Type.MouseButtonPress:
                self._last = self.second.place_of(event)
            case QMouseEvent() if event.type() == QEvent.Type.MouseMove:
                self._move(self.second, event)
            case QMouseEvent() if event.type() == QEvent.Type.MouseButtonRelease:
                self._last = None
                self._viewport.framing.let_go()
            case QMouseEvent() if event.type() == QEvent.Type.MouseButtonDblClick:
                self._viewport.fit()
            case _ if event.type() == QEvent.Type.Resize:
                self._refresh()
                return False
            case _ if event.type() == QEvent.Type.Leave:
                if self._viewport.pointing.leave(self.second, self._companion.solution):
                    self._refresh()
                return False
            case _:
                return False
        return True

    def _move(self, second: Canvas, event: QMouseEvent) -> None:
        place, solution = second.place_of(event), self._companion.solution
        pixel = second.pixel_of(event)
        cares = self._viewport.pointing.move(second, solution, pixel)
        if self._last is not None:
            self._viewport.steering.drag(event, place - self._last)
            self._last = place
        elif cares:
            self._refresh()


def _heading(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("class", "heading")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


def _button(name: str, tip: str, action: QAction) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setIcon(icon(name))
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setAutoRaise(True)
    button.clicked.connect(action.trigger)
    return button
