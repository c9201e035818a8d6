"""What is happening, in a sentence over the picture."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QWidget

from eigenscope.wording.words import Text, as_it_is, say, sentences

_PIXELS = 15  # height of letters in a window
_HELD = 100  # milliseconds after which it is seen whether a hand still drags something
_TELLING = 2500  # milliseconds that something else is said
_INDENT, _ABOVE = 12, 5  # pixels beside and above the text
_TYPICAL = "as long as most captions are " * 3 + "in a window"
"""What there is always room for: else the picture would jump from one matrix to the next."""


class CaptionStrip(QLabel):
    """Shows a caption, in as many lines as the longest of a motion needs, and most others do.

    So the picture beneath keeps its place while the motion plays. Without captions, or if nobody
    wants it, it takes no room.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("captionStrip")
        self.setAccessibleDescription(self.tr("What is happening"))  # its name is what it says
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setIndent(_INDENT)
        self.setContentsMargins(0, 0, _INDENT, 0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._caption, self._hint = "", ""
        self._captions: tuple[str, ...] = ()
        self._common = 0  # height of the longest of them, or of what most captions need
        self._wanted = True
        self._pixels = _PIXELS
        self._telling = QTimer(self, singleShot=True, interval=_TELLING)
        self._telling.timeout.connect(self._write)
        self._released = QTimer(self, singleShot=True, interval=_HELD)
        self._released.timeout.connect(self._reserve)
        self.set_pixels(None)
        self.hide()

    @property
    def wanted(self) -> bool:
        """Whether the user wants to see it."""
        return self._wanted

    def set_wanted(self, wanted: bool) -> None:
        """Show or hide it."""
        self._wanted = wanted
        self._show_or_hide()

    def set_pixels(self, pixels: float | None) -> None:
        """Write in letters of a height, or as in a window."""
        self._pixels = _PIXELS if pixels is None else round(pixels)
        self.setStyleSheet(f"font-size: {self._pixels}px")
        self._measure()

    def expect(self, captions: Sequence[str]) -> None:
        """Keep room for any of the captions of a motion."""
        if tuple(captions) != self._captions:
            self._captions = tuple(captions)
            self._measure()

    def show_caption(self, caption: str, hint: str = "") -> None:
        """Say what is happening, and a hint at what to do where there is room for both."""
        if (caption, hint) != (self._caption, self._hint):
            self._caption, self._hint = caption, hint
            self._telling.stop()
            self._write()
            self._reserve()

    def tell(self, words: Text) -> None:
        """Say something else for a moment."""
        self.setText(say(words))
        self._telling.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width may need another number of lines."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._measure()

    def minimumSizeHint(self) -> QSize:
        """Qt: any width will do."""
        return QSize(0, 0)

    def _measure(self) -> None:
        """Make room for what is expected; measured once, and not at each caption of a motion."""
        self.ensurePolished()
        self._common = max(map(self._fitted, (_TYPICAL, *self._captions)))
        if not self._telling.isActive():
            self._write()
        self._reserve()

    def _write(self) -> None:
        both = self._caption
        if self._hint:
            both = str(sentences([as_it_is(self._caption), as_it_is(self._hint)]))
        text = both if self._fitted(both) <= self._needed() else self._caption
        if self.text() != text:
            self.setText(text)

    def _fitted(self, text: str) -> int:
        """Return the height of a text in the strip's width."""
        width = max(self.width() - 2 * _INDENT, 1)
        metrics = QFontMetrics(self.font())
        return metrics.boundingRect(0, 0, width, 10_000, Qt.TextFlag.TextWordWrap, text).height()

    def _needed(self) -> int:
        """Return the height of what is said and of all that may be said."""
        return max(self._common, self._fitted(self._caption))

    def _reserve(self) -> None:
        """Take the height that is needed; not while a hand drags what would move with it."""
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._released.start()
            return
        self.ensurePolished()
        self.setFixedHeight(self._needed() + 2 * _ABOVE)
        self._show_or_hide()

    def _show_or_hide(self) -> None:
        self.setVisible(self._wanted and bool(self._caption or any(self._captions)))
