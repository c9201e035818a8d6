"""What the status bar tells: where the mouse is, and who computes and draws."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from eigenscope.ui.style.theme import icon, theme_notifier
from eigenscope.wording.words import Text, Words, as_words, say

_SOON = 150  # milliseconds: what is computed by then is not worth a word
_LONG = 8000  # milliseconds that a failure is told, unless it is mended before
_WIDTH = 90  # pixels of the progress bar
_MOST_DECIMALS = 12


class StatusLine(QObject):
    """Fills a status bar; ``cancel_wanted`` tells that what is computed is not waited for."""

    cancel_wanted = Signal()

    def __init__(self, bar: QStatusBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self.place = QLabel()
        self.place.setObjectName("placeLabel")
        self.engine = QLabel()
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(_WIDTH)
        self.progress.hide()
        self.cancel = QToolButton()
        self.cancel.setToolTip(self.tr("Stop computing"))
        self.cancel.setAccessibleName(self.tr("Stop computing"))
        self.cancel.clicked.connect(self.cancel_wanted)
        self.cancel.hide()
        _keep_room(self.progress)
        _keep_room(self.cancel)
        self.renderer = QLabel()
        self._state: tuple[float | None, Text] = (None, "")
        self._failure = ""
        self._failed = False  # since something was last computed
        # Whatever changes makes Qt put the whole window together anew, so it is not done at once.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._show_state)
        for part in (self.place, self.engine, self.progress, self.cancel, self.renderer):
            bar.addPermanentWidget(part)
        theme_notifier().changed.connect(self._themed)
        self._themed()

    def tell(self, words: Text, milliseconds: int = 5000) -> None:
        """Say something for a while; for 0 milliseconds until it is cleared."""
        self._bar.showMessage(say(words), milliseconds)

    def tell_failure(self, words: Text) -> None:
        """Say why nothing could be computed, until something is."""
        self._failure, self._failed = say(words), True
        self.tell(words, _LONG)

    def clear(self) -> None:
        """Say no longer what was told."""
        self._bar.clearMessage()

    def show_busy(self, busy: bool) -> None:
        """Show whether something is computed; what is over without a failure has mended the last.

        A failure is told before what has failed is over.
        """
        if not busy:
            if not self._failed and self._bar.currentMessage() == self._failure:
                self.clear()
            self._failed = False
        self._state = (None, self.tr("Computing…") if busy else "")
        self._soon.start()

    def show_progress(self, share: float, words: Text) -> None:
        """Show how far a long computation has come."""
        self._state = (share, words or self.tr("Computing…"))
        if not self._soon.isActive():
            self._soon.start()

    def _show_state(self) -> None:
        share, words = self._state
        self._bar.setUpdatesEnabled(False)  # all of it in one go
        self.engine.setText(say(words))
        self.progress.setValue(round(100 * (share or 0.0)))
        self.progress.setVisible(share is not None)
        self.cancel.setVisible(share is not None)
        self._bar.setUpdatesEnabled(True)

    def show_place(self, place: object) -> None:
        """Show where in the plane the mouse is, as (x, y, size of a pixel), or nothing."""
        words = ""
        if isinstance(place, tuple):
            x, y, size = place
            decimals = min(max(math.ceil(-math.log10(size)), 0), _MOST_DECIMALS)
            words = f"x {x:z.{decimals}f}   y {y:z.{decimals}f}".replace("-", "−")
        self.place.setText(words)

    def show_renderer(self, renderer: str, reason: Text) -> None:
        """Show what draws the picture, and why if it is not OpenGL."""
        if renderer == "gl":
            self.renderer.setText("OpenGL")
            self.renderer.setToolTip(self.tr("The picture is drawn with OpenGL."))
            return
        self.renderer.setText(self.tr("Painter"))
        why = {"reason": as_words(reason)}
        words = Words("The picture is drawn without OpenGL ({reason}). Only speed is lost.", why)
        self.renderer.setToolTip(say(words))

    def _themed(self) -> None:
        self.cancel.setIcon(icon("x"))


def _keep_room(part: QWidget) -> None:
    """Keep a part's place while it is hidden, so that the bar is not laid out anew."""
    policy = part.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    part.setSizePolicy(policy)
