"""Icons in the colours of a theme, drawn from SVG when they are seen, as sharp as the screen is."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from eigenscope.resources import read_text

_SIZES = tuple(QSize(side, side) for side in (16, 22, 44))
"""What Qt is told that there is: small and large icons, and both on high-density screens."""


@lru_cache(maxsize=512)
def coloured_icon(name: str, colour: str, disabled: str, checked: str) -> QIcon:
    """Return an icon by its file's name, with colours for its states as "#rrggbb"."""
    return QIcon(_Drawing(name, colour, disabled, checked))


class _Drawing(QIconEngine):
    """Draws an icon at the size that is asked for.

    Most icons of a window stand in menus and are seen late or never; drawing each for every size
    and state took a twentieth of the time to the first picture.
    """

    def __init__(self, name: str, colour: str, disabled: str, checked: str) -> None:
        super().__init__()
        self._name = name
        self._colours = (colour, disabled, checked)

    def clone(self) -> QIconEngine:
        """Qt: return the same once more, for an icon that is changed."""
        _clones.append(_Drawing(self._name, *self._colours))  # PySide would free it too early
        return _clones[-1]

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Qt: draw it."""
        _draw(painter, QRectF(rect), self._name, self._colour(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Qt: return it as a picture of its own; one without room is empty."""
        if size.isEmpty():
            return QPixmap()
        return _pixmap(self._name, self._colour(mode, state), size.width(), size.height())

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        colour, disabled, checked = self._colours
        if mode == QIcon.Mode.Disabled:
            return disabled
        return checked if state == QIcon.State.On else colour

    def availableSizes(
        self, mode: QIcon.Mode = QIcon.Mode.Normal, state: QIcon.State = QIcon.State.Off
    ) -> list[QSize]:
        """Qt: return the sizes in which it is usually wanted."""
        return list(_SIZES)


_clones: list[_Drawing] = []


@lru_cache(maxsize=512)
def _pixmap(name: str, colour: str, width: int, height: int) -> QPixmap:
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _draw(painter, QRectF(0, 0, width, height), name, colour)
    painter.end()
    return pixmap


def _draw(painter: QPainter, where: QRectF, name: str, colour: str) -> None:
    svg = read_text("icons", f"{name}.svg").replace("currentColor", colour)
    side = min(where.width(), where.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(where.center())
    QSvgRenderer(QByteArray(svg.encode())).render(painter, square)
