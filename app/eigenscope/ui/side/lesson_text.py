"""A lab's explanation, whose symbols have the colours of what they name and light it up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QSizePolicy, QTextBrowser, QWidget

from eigenscope.labs.contract.lessons import PART
from eigenscope.scene.slots import Slot
from eigenscope.ui.style.theme import current_theme, interface_font, theme_notifier
from eigenscope.ui.style.wording import unbroken

_TEXT = 14  # pixels
_BOLD = 600  # the boldest weight of the interface's font
_LINE, _GAP = 125, 9  # percent of a line's height, and pixels below a paragraph


class LessonText(QTextBrowser):
    """Shows Markdown as tall as it is.

    Signals
    -------
    pointed
        The part whose symbol is under the mouse; empty once there is none.
    """

    pointed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lesson")
        self.setOpenLinks(False)
        self.setFont(interface_font(_TEXT))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self._slots: Mapping[str, Slot] = {}
        self._marked = ""
        self.highlighted.connect(lambda url: self.pointed.emit(part_of(url.toString())))
        theme_notifier().changed.connect(self._colour)

    def show_markdown(self, text: str) -> None:
        """Show another explanation."""
        self._marked = ""
        self.setMarkdown(unbroken(text))
        self._space()
        self._soften()
        self._colour()
        self._fit()

    def parts(self) -> tuple[str, ...]:
        """Return the parts that the text names, in its order."""
        names = (part_of(cursor.charFormat().anchorHref()) for cursor in self.links())
        return tuple(dict.fromkeys(part for part in names if part))

    def show_slots(self, slots: Mapping[str, Slot]) -> None:
        """Give symbols the colours of what they name; those that name nothing now are muted."""
        if slots != self._slots:
            self._slots = slots
            self._colour()

    def mark(self, part: str) -> None:
        """Mark the symbols of the part that is under the mouse in the picture."""
        if part != self._marked:
            self._marked = part
            self._colour()

    def event(self, event: QEvent) -> bool:
        """Qt: a mouse that has left the text points at nothing."""
        if event.type() == QEvent.Type.Leave:
            self.pointed.emit("")
        return bool(super().event(event))

    def sizeHint(self) -> QSize:
        """Qt: as tall as the text."""
        return QSize(260, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width breaks the lines elsewhere."""
        super().resizeEvent(event)
        self._fit()

    def _space(self) -> None:
        """Give lines and paragraphs room to be read."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        look = QTextBlockFormat()
        look.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        look.setTopMargin(0)
        look.setBottomMargin(_GAP)
        cursor.mergeBlockFormat(look)

    def _fit(self) -> None:
        self.setFixedHeight(self._height())

    def _height(self) -> int:
        self.document().setTextWidth(self.viewport().width())
        return round(self.document().size().height()) + 2 * self.frameWidth() + 2

    def links(self) -> Iterator[QTextCursor]:
        """Yield a selection for every piece of text that is a link."""
        return self._pieces(QTextCharFormat.isAnchor)

    def _soften(self) -> None:
        """Write what is bold in the boldest weight that the font has; Qt would smear it."""
        look = QTextCharFormat()
        look.setFontWeight(_BOLD)
        for cursor in list(self._pieces(lambda format_: format_.fontWeight() > _BOLD)):
            cursor.mergeCharFormat(look)

    def _pieces(self, wanted: Callable[[QTextCharFormat], bool]) -> Iterator[QTextCursor]:
        """Yield a selection for every piece of text with a wanted format."""
        document: QTextDocument = self.document()
        block = document.begin()
        while block.isValid():
            place = block.begin()
            while not place.atEnd():
                fragment = place.fragment()
                if wanted(fragment.charFormat()):
                    cursor = QTextCursor(document)
                    cursor.setPosition(fragment.position())
                    end = fragment.position() + fragment.length()
                    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                    yield cursor
                place += 1
            block = block.next()

    def _colour(self) -> None:
        theme = current_theme()
        for cursor in list(self.links()):
            part = part_of(cursor.charFormat().anchorHref())
            look = QTextCharFormat()
            look.setFontUnderline(False)
            slot = self._slots.get(part)
            muted = QColor(theme.interface["text_muted"])
            colour = muted
            if slot is not None:
                colour = QColor.fromRgbF(*theme.palette.lettering(slot)[:3], 1.0)
            look.setForeground(colour)
            look.setFontWeight(_BOLD)
            marked = bool(part) and part == self._marked
            ground = QColor(theme.interface["selection"]) if marked else QColor(0, 0, 0, 0)
            look.setBackground(ground)
            cursor.mergeCharFormat(look)


def part_of(address: str) -> str:
    """Return the part that a link names, or nothing for another link."""
    if not address.startswith(PART):
        return ""
    return QUrl.fromPercentEncoding(address.removeprefix(PART).encode())
