"""The line under the picture that says what its colours mean."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget

from eigenscope.scene.slots import Slot
from eigenscope.ui.style.theme import MONO, current_theme, theme_notifier
from eigenscope.wording.words import Text, Words, say

_WORD_JOINER = "\N{WORD JOINER}"
_STRIPED = f"font-family:{MONO};font-size:8px'>▌▌"
"""A square of a slot whose lines are dashed; the interface's letters have no such sign."""


class LegendStrip(QLabel):
    """A coloured square and a name for each thing in the picture, in as many rows as they need.

    Signals
    -------
    names_wanted
        It is about to be seen: whoever knows the names gives them, if there are others now.
    """

    names_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("legendStrip")
        self.setWordWrap(True)
        self.setContentsMargins(12, 4, 12, 4)
        self.setAccessibleName(self.tr("Legend"))
        self.setToolTip(self.tr("What the colours mean (K shows or hides it)"))
        self._names: Mapping[Slot, Text] = {}
        self._wanted, self._put_away = True, False
        theme_notifier().changed.connect(self._write)
        self.hide()

    @property
    def wanted(self) -> bool:
        """Whether the user wants to see it."""
        return self._wanted

    @property
    def in_use(self) -> bool:
        """Whether it is to be seen now: wanted, and not put away for a presentation."""
        return self._wanted and not self._put_away

    def set_wanted(self, wanted: bool) -> None:
        """Show or hide it; without names there is nothing to be shown."""
        self._wanted = wanted
        self.put_away(self._put_away and not wanted)

    def set_pixels(self, pixels: float | None) -> None:
        """Write in letters of a height, or as the interface does."""
        self.setStyleSheet("" if pixels is None else f"font-size: {round(pixels)}px")

    def put_away(self, away: bool) -> None:
        """Hide it for a while, or bring it back if it is still wanted."""
        self._put_away = away
        if self.in_use:
            self.names_wanted.emit()
        self._show_or_hide()

    def show_names(self, names: Mapping[Slot, Text]) -> None:
        """Show what colours are called now; the text is made anew only where they changed."""
        if list(names.items()) != list(self._names.items()):
            self._names = dict(names)
            self._write()
        self._show_or_hide()

    def _show_or_hide(self) -> None:
        self.setVisible(self.in_use and bool(self._names))

    def _write(self) -> None:
        palette = current_theme().palette
        names = [say(name) for name in self._names.values()]
        self.setText(
            " &nbsp; ".join(
                f"<span style='color:{QColor.fromRgbF(*palette[slot]).name()};"
                + (_STRIPED if slot in palette.dashes else "'>■")
                + "</span>&nbsp;"
                + _unbroken(name)
                for slot, name in zip(self._names, shortened(names), strict=True)
            )
        )


def _unbroken(name: str) -> str:
    """Return a name as HTML that stays on one line; Chinese could break between any two signs."""
    joined = name if name.isascii() else _WORD_JOINER.join(name)
    return html.escape(joined).replace(" ", "&nbsp;")


def shortened(names: Sequence[str]) -> list[str]:
    """Return names, of those that go on from one before them only what they add.

    "image of the unit square" and "image of the unit square, collapsed" take a row less so.
    """
    names_shown: list[str] = []
    whole = ""
    for name in names:
        begin = say(Words("{name}, {addition}", {"name": whole, "addition": ""}, "legend"))
        goes_on = bool(whole) and name.startswith(begin)
        names_shown.append(name.removeprefix(begin) if goes_on else name)
        whole = whole if goes_on else name
    return names_shown
