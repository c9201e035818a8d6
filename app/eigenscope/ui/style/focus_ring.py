"""A ring around what Tab has given the focus to, until the focus goes elsewhere; Enter presses it.

Style sheets mark fields and buttons; a picture, a plot, a row of numbers and a button in the accent
colour have no border that could change. Space plays, wherever the focus is, so that buttons need
another key.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QToolButton, QWidget

from eigenscope.ui.style.theme import current_theme

_RADIUS = 6.0


class FocusRing(QObject):
    """Draws the ring in the widget itself, so that it is scrolled and clipped with it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drawn: _Ring | None = None

    def mark(self, widget: QWidget) -> None:
        """Draw the ring around a widget that has just got the focus."""
        self.clear()
        self._drawn = _Ring(widget)
        widget.installEventFilter(self)

    def clear(self) -> None:
        """Take the ring away."""
        ring, self._drawn = self._drawn, None
        if ring is not None:
            ring.around.removeEventFilter(self)
            ring.hide()
            ring.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: follow the widget's size; go when its focus goes, or when it is clicked."""
        kind = event.type()
        if isinstance(watched, QAbstractButton) and _is_enter(event):
            _press(watched)
            return True
        if kind == QEvent.Type.Resize and self._drawn is not None:
            self._drawn.fit()
        elif kind in (QEvent.Type.FocusOut, QEvent.Type.MouseButtonPress, QEvent.Type.Hide):
            self.clear()
        elif kind == QEvent.Type.DeferredDelete:
            self._drawn = None
        return super().eventFilter(watched, event)


def _is_enter(event: QEvent) -> bool:
    if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
        return False
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _press(button: QAbstractButton) -> None:
    instant = QToolButton.ToolButtonPopupMode.InstantPopup
    if isinstance(button, QToolButton) and button.popupMode() == instant:
        button.showMenu()
    else:
        button.click()


class _Ring(QWidget):
    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self.around = around
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.fit()
        self.raise_()
        self.show()

    def fit(self) -> None:
        self.setGeometry(self.around.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: two lines, one of which stands out from whatever is below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = current_theme().interface
        for colour, width, inset in (("accent", 2.0, 1.0), ("panel", 1.0, 2.5)):
            painter.setPen(QPen(QColor(colours[colour]), width))
            edge = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(edge, _RADIUS - inset, _RADIUS - inset)
