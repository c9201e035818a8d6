"""Icons in the colours of a theme, drawn from SVG as sharp as the screen is."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from eigenscope.resources import read_text

_SIDES = (16, 22, 44)  # pixels: small and large icons, and both on high-density screens


@lru_cache(maxsize=512)
def coloured_icon(name: str, colour: str, disabled: str, checked: str) -> QIcon:
    """Return an icon by its file's name, with colours for its states as "#rrggbb"."""
    svg = read_text("icons", f"{name}.svg")
    icon = QIcon()
    states = (
        (QIcon.Mode.Normal, QIcon.State.Off, colour),
        (QIcon.Mode.Normal, QIcon.State.On, checked),
        (QIcon.Mode.Disabled, QIcon.State.Off, disabled),
    )
    for mode, state, wanted in states:
        renderer = QSvgRenderer(QByteArray(svg.replace("currentColor", wanted).encode()))
        for side in _SIDES:
            icon.addPixmap(_pixmap(renderer, side), mode, state)
    return icon


def _pixmap(renderer: QSvgRenderer, side: int) -> QPixmap:
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap
