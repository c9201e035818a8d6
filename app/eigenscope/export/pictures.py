"""One frame as pixels or as vectors: what the clipboard, films and tests need."""

from __future__ import annotations

import os

from PySide6.QtCore import QBuffer, QRectF, QSize, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from eigenscope.render.paint.painting import paint_frame
from eigenscope.render.paint.rasters import RasterPainter
from eigenscope.render.spans import prepare_painting
from eigenscope.resources import resource
from eigenscope.scene.camera import Size
from eigenscope.scene.frame import Frame
from eigenscope.scene.palette import Palette, palette_from_json
from eigenscope.wording.words import say


def ensure_gui_application() -> QGuiApplication:
    """Return the application, or make one that needs no display; fonts need one to exist."""
    present = QGuiApplication.instance()
    if isinstance(present, QGuiApplication):
        return present
    prepare_painting()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # whatever the environment asks of windows
    application = QGuiApplication([])
    for path in sorted(resource("fonts").glob("*.?tf")):
        QFontDatabase.addApplicationFont(str(path))
    return application


def load_palette(name: str) -> Palette:
    """Return a theme's palette; raise FileNotFoundError if there is no such theme."""
    return palette_from_json((resource("themes") / f"{name}.json").read_text(encoding="utf-8"))


def frame_image(
    frame: Frame,
    palette: Palette,
    size: Size,
    *,
    pixel_ratio: float = 1.0,
    transparent: bool = False,
) -> QImage:
    """Return a frame as an image of ``size`` logical pixels, ``pixel_ratio`` dots to each."""
    image = QImage(
        round(size[0] * pixel_ratio),
        round(size[1] * pixel_ratio),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.fill(Qt.GlobalColor.transparent)
    painter = RasterPainter(image)
    painter.scale(pixel_ratio, pixel_ratio)
    paint_frame(painter, frame, palette, size, background=not transparent)
    painter.end()
    return image


def svg_bytes(frame: Frame, palette: Palette, size: Size) -> bytes:
    """Return a frame as an SVG 1.1, whose text is outlines."""
    buffer = QBuffer()
    generator = svg_generator(QSize(round(size[0]), round(size[1])), size)
    generator.setOutputDevice(buffer)
    painter = QPainter(generator)
    paint_frame(painter, frame, palette, size)
    painter.end()
    return bytes(buffer.data().data())


def svg_generator(whole: QSize, size: Size, resolution: int = 96) -> QSvgGenerator:
    """Return a generator for a picture of ``size`` user units; ``whole`` dots at a resolution.

    It writes SVG 1.1: the Tiny mode drops clipping.
    """
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setResolution(resolution)
    generator.setSize(whole)
    generator.setViewBox(QRectF(0, 0, *size))
    generator.setTitle("Eigenscope")
    generator.setDescription(say("Made with Eigenscope"))
    return generator
