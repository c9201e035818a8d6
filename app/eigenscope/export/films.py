"""Films: frames painted one by one, and encoded in a thread while the next are painted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage

from eigenscope.arrays import Pixels
from eigenscope.document.atomic import replacing, replacing_folder
from eigenscope.document.figures import FilmSettings
from eigenscope.export.encoders import encoder
from eigenscope.export.errors import UnwrittenError
from eigenscope.export.film_formats import PLANES, check_film, film_format
from eigenscope.export.film_painter import FilmPainter
from eigenscope.export.film_pairs import PairPainter, film_painter
from eigenscope.export.second_painter import painted_by_two, pays, second_painter
from eigenscope.export.subject import Subject
from eigenscope.export.timeline import Moment, moments
from eigenscope.scene.palette import Palette
from eigenscope.wording.language import speaking

Progress = Callable[[float, str], None]

_SAMPLES = 24  # frames from which a palette is chosen


def save_film(
    subject: Subject,
    settings: FilmSettings,
    palette: Palette,
    ease: str,
    path: Path,
    progress: Progress = lambda _part, _words: None,
) -> int:
    """Make a film in the format that the file's name says; without an ending, a folder of PNGs.

    Parameters
    ----------
    subject, settings, palette, ease, path
        What is shown, how, and where it goes.
    progress
        Called with the part that is done and words after each frame. What it raises stops the
        film, and nothing is left under its name but what was there.

    Returns
    -------
    int
        The number of frames.

    Raises
    ------
    FigureError
        If no such format is known, or it cannot have this size.
    OSError
        If the file cannot be written.
    """
    with speaking(settings.language):
        return _save_film(subject, settings, palette, ease, path, progress)


def _save_film(
    subject: Subject,
    settings: FilmSettings,
    palette: Palette,
    ease: str,
    path: Path,
    progress: Progress,
) -> int:
    kind = film_format(path)
    if kind is None:
        return _save_pictures(subject, settings, palette, ease, path, progress)
    check_film(kind, settings)
    fps = min(settings.fps, kind.most_fps)
    shown = moments(settings, ease, fps)
    luma = kind.pixels == PLANES
    painter = film_painter(subject, settings, palette, luma=luma)
    samples = painter.paint_all(_samples(shown))
    size = (settings.width, settings.height)
    different = [moment for moment, _ in groupby(shown)]
    with (
        _pictures(painter, subject, settings, palette, different, luma=luma) as pictures,
        replacing(path) as beside,
        encoder(
            kind,
            beside,
            size,
            fps,
            samples,
            quality=settings.quality,
            transparent=settings.transparent,
        ) as film,
    ):
        before: Moment | None = None
        for count, moment in enumerate(shown, start=1):
            if moment == before:
                film.repeat()
            else:
                film.put(next(pictures))
            before = moment
            progress(count / len(shown), f"{count} / {len(shown)}")
    return len(shown)


@contextmanager
def _pictures(
    painter: FilmPainter | PairPainter,
    subject: Subject,
    settings: FilmSettings,
    palette: Palette,
    different: Sequence[Moment],
    *,
    luma: bool,
) -> Iterator[Iterator[Pixels]]:
    if isinstance(painter, FilmPainter) and luma and pays(len(different)):
        with second_painter(subject, settings, palette) as second:
            yield painted_by_two(painter, second, different)
    else:
        yield painter.paint_all(different)


def _samples(shown: Sequence[Moment]) -> list[Moment]:
    """Return moments from which a palette is chosen."""
    different = list(dict.fromkeys(shown))
    places = np.linspace(0, len(different) - 1, min(_SAMPLES, len(different)))
    return [different[round(place)] for place in places]


def _save_pictures(
    subject: Subject,
    settings: FilmSettings,
    palette: Palette,
    ease: str,
    path: Path,
    progress: Progress,
) -> int:
    shown = moments(settings, ease)
    painter = film_painter(subject, settings, palette)
    width, height = settings.width, settings.height
    kinds = QImage.Format
    form = kinds.Format_ARGB32 if settings.transparent else kinds.Format_RGB32
    with replacing_folder(path) as folder:
        for number, pixels in enumerate(painter.paint_all(shown)):
            image = QImage(pixels.data, width, height, 4 * width, form)
            name = f"{path.name}-{number:0{len(str(len(shown) - 1))}d}.png"
            if not image.save(str(folder / name), quality=_PNG_QUALITY):
                raise UnwrittenError(name)
            progress((number + 1) / len(shown), f"{number + 1} / {len(shown)}")
    return len(shown)


_PNG_QUALITY = 70  # compresses quickly; the pixels are the same
