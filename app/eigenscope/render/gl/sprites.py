"""Labels as small images, each drawn once.

Without multisampling Qt's painter on OpenGL fills paths with hard edges. So a label's outlines are
filled by the raster painter, once for each text and colour, and put on the picture as an image,
which Qt keeps as a texture.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from eigenscope.render.text import Outline, place_labels
from eigenscope.scene.frame import Frame
from eigenscope.scene.palette import Colour, Palette
from eigenscope.scene.roles import Role

_MARGIN = 1.0  # logical pixels around the halo


class Sprites:
    """Paints labels on OpenGL."""

    def __init__(self) -> None:
        self._sprite = lru_cache(maxsize=512)(_sprite)

    def paint(
        self,
        painter: QPainter,
        frame: Frame,
        palette: Palette,
        size: tuple[float, float],
        pixel_ratio: float,
    ) -> None:
        """Write a frame's labels, where `place_labels` puts them.

        Parameters
        ----------
        painter
            In logical pixels, the origin at the view's top left.
        frame, palette
            What is written, and the colours.
        size
            Of the view in logical pixels.
        pixel_ratio
            Device pixels to a logical one.
        """
        placed = place_labels(frame, size)
        clear = (0.0, 0.0, 0.0, 0.0)
        # All halos first: where two labels are close, neither's halo eats the other's letters.
        for halos in (True, False):
            for item in placed:
                letters = clear if halos else palette[item.label.role]
                halo = palette[Role.HALO] if halos else clear
                image, corner = self._sprite(item.outline, letters, halo, pixel_ratio)
                where = (item.middle + corner) * pixel_ratio
                # On whole device pixels: between them, the letters would be blurred.
                painter.drawImage(
                    QPointF(round(where.x()) / pixel_ratio, round(where.y()) / pixel_ratio), image
                )


def _sprite(
    outline: Outline, letters: Colour, halo: Colour, pixel_ratio: float
) -> tuple[QImage, QPointF]:
    """Return a label's image, and where its top left is, seen from the middle of the text."""
    box = outline.halo.boundingRect().adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
    image = QImage(
        int(box.width() * pixel_ratio) + 2,
        int(box.height() * pixel_ratio) + 2,
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.setDevicePixelRatio(pixel_ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-box.topLeft())
    for path, colour in ((outline.halo, halo), (outline.letters, letters)):
        if colour[3] > 0:
            painter.fillPath(path, QColor.fromRgbF(*colour))
    painter.end()
    return image, box.topLeft()
