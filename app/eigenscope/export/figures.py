"""Figures as files: PNG, SVG, PDF and TikZ, all of the same page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QBuffer, QMarginsF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter

from eigenscope.document.atomic import replacing, write_text
from eigenscope.document.figures import LARGEST_SIDE, PIXELS, TEXT, FigureSettings
from eigenscope.export.errors import FigureError, UnwrittenError
from eigenscope.export.page import Page, Panel, TextLine
from eigenscope.export.painting import paint_page
from eigenscope.export.pictures import svg_generator
from eigenscope.export.subject import Subject
from eigenscope.render.paint.rasters import RasterPainter
from eigenscope.render.text import label_family
from eigenscope.render.writing import CHINESE_FAMILY, TextPainter, can_be_written
from eigenscope.scene.palette import Palette
from eigenscope.wording.words import Text, Words, as_it_is, say, together

MOST_PIXELS = 150_000_000  # of one image: 600 MB
_PDF_DOTS = 7200  # to the inch, in which Qt's PDF writer rounds
_SVG_DOTS = 7200
_LEAST_LETTERS = 5.0  # points, below which a journal's letters are not read


def pixel_size(page: Page, settings: FigureSettings) -> tuple[int, int]:
    """Return the width and height of a page's PNG.

    Raises
    ------
    FigureError
        If it would be too large.
    """
    inches = [side * page.unit / 72 for side in page.size]
    dots = 96.0 if settings.unit == PIXELS else settings.dpi
    wide, high = (max(1, round(side * dots)) for side in inches)
    if max(wide, high) > LARGEST_SIDE or wide * high > MOST_PIXELS:
        words = (
            "{width} × {height} pixels are too many: choose a smaller size or fewer dots per inch."
        )
        raise FigureError(Words(words, {"width": wide, "height": high}))
    return wide, high


def page_image(
    page: Page, palette: Palette, size: tuple[int, int], *, transparent: bool = False
) -> QImage:
    """Return a page as an image of so many pixels."""
    image = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
    if image.isNull():
        raise FigureError("There is not enough memory for so large a picture.")
    image.fill(Qt.GlobalColor.transparent)
    painter = RasterPainter(image)
    painter.scale(size[0] / page.size[0], size[1] / page.size[1])
    paint_page(painter, page, palette, background=not transparent)
    painter.end()
    return image


def save_figure(page: Page, settings: FigureSettings, palette: Palette, path: Path) -> None:
    """Write a page in the format that the file's name says.

    Raises
    ------
    FigureError
        If no such format is known, or the figure is too large.
    OSError
        If the file cannot be written; then nothing is left under its name but what was there.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        endings = together([as_it_is(ending) for ending in WRITERS])
        words = Words("{file}: figures end in {endings}.", {"file": path.name, "endings": endings})
        raise FigureError(words)
    writer(page, settings, palette, path)


def left_out(subject: Subject, page: Page, path: Path) -> tuple[str, ...]:
    """Return sentences on what a figure in a file lacks, or lacks room for; mostly none."""
    from eigenscope.export.tikz import thinned

    notes = (
        subject.lab.sampled(subject.solution),
        thinned(page) if path.suffix == ".tex" else "",
        _unwritten(page),
        _too_small(page),
    )
    return tuple(filter(None, map(say, notes)))


def _unwritten(page: Page) -> Text:
    """Return which characters no font here has, as a sentence; nothing if each has one."""
    lines = [item.text for item in page.items if isinstance(item, TextLine)]
    frames = [item.frame for item in page.items if isinstance(item, Panel)]
    lines += [label.text for frame in frames for label in frame.labels]
    family = label_family()
    lacking = sorted(c for c in set("".join(lines)) if not can_be_written(c, family))
    if not lacking:
        return ""
    return Words("No font here has {signs}: a box stands there.", {"signs": " ".join(lacking)})


def _too_small(page: Page) -> Text:
    """Return how small letters in pictures on paper are, as a sentence, if they are hardly read."""
    frames = [item.frame for item in page.items if isinstance(item, Panel)]
    sizes = [label.size * page.unit for frame in frames for label in frame.labels if label.text]
    smallest = min(sizes, default=_LEAST_LETTERS)
    if smallest >= _LEAST_LETTERS:
        return ""
    words = "The smallest letters are {points} points high: they grow with the figure's width."
    return Words(words, {"points": f"{smallest:.1f}"})


def _save_png(page: Page, settings: FigureSettings, palette: Palette, path: Path) -> None:
    size = pixel_size(page, settings)
    image = page_image(page, palette, size, transparent=settings.transparent)
    dots = 96.0 if settings.unit == PIXELS else settings.dpi
    image.setDotsPerMeterX(round(dots / 0.0254))
    image.setDotsPerMeterY(round(dots / 0.0254))
    with replacing(path) as beside:
        if not image.save(str(beside)):
            raise UnwrittenError(path.name)


_ELSEWHERE = (
    f"'{CHINESE_FAMILY}', 'PingFang SC', 'Microsoft YaHei', 'Helvetica Neue', Arial, sans-serif"
)
"""Families for letters in SVG, where those of labels are not installed."""


def page_svg(page: Page, settings: FigureSettings, palette: Palette) -> bytes:
    """Return a page as SVG 1.1 whose size is that on paper."""
    dots = 96 if settings.unit == PIXELS else _SVG_DOTS
    wide, high = (round(side * page.unit / 72 * dots) for side in page.size)
    buffer = QBuffer()
    generator = svg_generator(QSize(wide, high), page.size, dots)
    generator.setOutputDevice(buffer)
    painter = _painter(settings)
    painter.begin(generator)
    paint_page(painter, page, palette, background=not settings.transparent)
    painter.end()
    family = label_family()
    named = f'font-family="{family}'.encode()
    return bytes(buffer.data().data()).replace(named, f"{named.decode()}, {_ELSEWHERE}".encode())


def _painter(settings: FigureSettings) -> QPainter:
    """Return a painter of vectors, whose letters are outlines or text."""
    return TextPainter() if settings.letters == TEXT else QPainter()


def _save_svg(page: Page, settings: FigureSettings, palette: Palette, path: Path) -> None:
    with replacing(path) as beside:
        beside.write_bytes(page_svg(page, settings, palette))


def _save_pdf(page: Page, settings: FigureSettings, palette: Palette, path: Path) -> None:
    with replacing(path) as beside:
        writer = QPdfWriter(str(beside))
        points = QSizeF(page.size[0] * page.unit, page.size[1] * page.unit)
        exact = QPageSize.SizeMatchPolicy.ExactMatch
        writer.setPageSize(QPageSize(points, QPageSize.Unit.Point, "", exact))
        writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        writer.setResolution(_PDF_DOTS)
        writer.setTitle(settings.title or "Eigenscope")
        writer.setCreator("Eigenscope")
        painter = _painter(settings)
        if not painter.begin(writer):
            raise UnwrittenError(path.name)
        scale = page.unit * _PDF_DOTS / 72
        painter.scale(scale, scale)
        paint_page(painter, page, palette, background=not settings.transparent)
        painter.end()


def _save_tikz(page: Page, settings: FigureSettings, palette: Palette, path: Path) -> None:
    from eigenscope.export.tikz import tikz_page

    clear, fragment = settings.transparent, settings.fragment
    write_text(path, tikz_page(page, palette, background=not clear, fragment=fragment))


WRITERS: Mapping[str, Callable[[Page, FigureSettings, Palette, Path], None]] = {
    ".png": _save_png,
    ".svg": _save_svg,
    ".pdf": _save_pdf,
    ".tex": _save_tikz,
}
