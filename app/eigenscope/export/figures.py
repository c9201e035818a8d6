"""Frames as files: PNG and true vectors as SVG, written beside and renamed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from eigenscope.render.paint.painting import paint_frame
from eigenscope.resources import resource
from eigenscope.scene.camera import Size
from eigenscope.scene.frame import Frame
from eigenscope.scene.palette import Palette


def ensure_gui_application() -> QGuiApplication:
    """Return the application, or make one that needs no display; fonts need one to exist."""
    present = QGuiApplication.instance()
    if isinstance(present, QGuiApplication):
        return present
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    for path in sorted(resource("fonts").glob("*.?tf")):
        QFontDatabase.addApplicationFont(str(path))
    return application


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
    painter = QPainter(image)
    painter.scale(pixel_ratio, pixel_ratio)
    paint_frame(painter, frame, palette, size, background=not transparent)
    painter.end()
    return image


def save_png(frame: Frame, palette: Palette, path: Path, size: Size) -> None:
    """Write a PNG; raise OSError if that fails."""
    if not frame_image(frame, palette, size).save(str(path)):
        raise OSError(f"{path.name} cannot be written")


def save_svg(frame: Frame, palette: Palette, path: Path, size: Size) -> None:
    """Write an SVG 1.1, whose text is outlines; raise OSError if that fails."""
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setFileName(str(path))
    whole = QSize(round(size[0]), round(size[1]))
    generator.setSize(whole)
    generator.setViewBox(QRect(0, 0, whole.width(), whole.height()))
    generator.setTitle("Eigenscope")
    generator.setDescription("Drawn by Eigenscope")
    painter = QPainter()
    if not painter.begin(generator):
        raise OSError(f"{path.name} cannot be written")
    paint_frame(painter, frame, palette, size)
    painter.end()


_WRITERS: Mapping[str, Callable[[Frame, Palette, Path, Size], None]] = {
    ".png": save_png,
    ".svg": save_svg,
}


def save_figure(frame: Frame, palette: Palette, path: str | Path, size: Size) -> None:
    """Write a frame in the format that the file's name says.

    Raises
    ------
    ValueError
        If no such format is known.
    OSError
        If the file cannot be written; then nothing is left under its name but what was there.
    """
    target = Path(path)
    writer = _WRITERS.get(target.suffix.lower())
    if writer is None:
        raise ValueError(f"{target.name}: figures end in {' or '.join(_WRITERS)}")
    if not target.parent.is_dir():
        raise OSError(f"there is no folder {target.parent}")
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=target.suffix)
    os.close(handle)
    beside = Path(name)
    try:
        writer(frame, palette, beside, size)
        beside.chmod(0o644)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
