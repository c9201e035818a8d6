"""Icons are drawn when they are seen: in the colour of their state, at every size."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from eigenscope.ui.style.icons import coloured_icon

RED, GREY, GREEN = "#ff0000", "#808080", "#00ff00"


def colour_of(image: QImage) -> str:
    """Return the colour where an image is least transparent."""
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    densest = max(pixels, key=QColor.alpha)
    assert densest.alpha() > 150
    return densest.name()


@pytest.mark.parametrize("side", [16, 18, 22, 44])
def test_each_state_has_its_colour_at_each_size(qapp: QApplication, side: int) -> None:
    icon = coloured_icon("square", RED, GREY, GREEN)
    size = QSize(side, side)
    for mode, state, colour in (
        (QIcon.Mode.Normal, QIcon.State.Off, RED),
        (QIcon.Mode.Normal, QIcon.State.On, GREEN),
        (QIcon.Mode.Disabled, QIcon.State.Off, GREY),
        (QIcon.Mode.Disabled, QIcon.State.On, GREY),
    ):
        pixmap = icon.pixmap(size, mode, state)
        assert pixmap.size() == size
        assert colour_of(pixmap.toImage()) == colour
    assert icon.pixmap(size, 2.0).size() == QSize(
        2 * side, 2 * side
    )  # as many dots as the screen has
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    icon.paint(painter, QRect(QPoint(), size))
    painter.end()
    assert colour_of(image) == RED


def test_an_icon_without_room_is_empty(qapp: QApplication) -> None:
    """Qt asks for such in a window that is too narrow; to paint on them is worth a warning."""
    icon = coloured_icon("square", RED, GREY, GREEN)
    assert icon.pixmap(QSize(0, 16)).isNull()


def test_an_icon_outlives_what_made_it(qapp: QApplication) -> None:
    """Qt owns the drawing; a copy that is changed has one of its own."""
    icon = QIcon(coloured_icon("square", RED, GREY, GREEN))
    coloured_icon.cache_clear()
    icon.addPixmap(QPixmap(8, 8))
    gc.collect()
    assert not icon.isNull()
    assert colour_of(icon.pixmap(QSize(22, 22)).toImage()) == RED
