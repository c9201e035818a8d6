"""Films: frames painted here, and encoded on a thread of their own while the next ones are made."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

from eigenscope.document.atomic import replacing, replacing_folder
from eigenscope.document.figures import FilmSettings
from eigenscope.export.composing import FigureError
from eigenscope.export.encoders import Encoder, encoder, film_format
from eigenscope.export.film_painter import FilmPainter
from eigenscope.export.subject import Subject
from eigenscope.export.timeline import Moment, moments
from eigenscope.scene.palette import Palette

Pixels = npt.NDArray[np.uint8]
Progress = Callable[[float, str], None]

_AHEAD = 4  # frames painted and not yet encoded: memory stays the same however long a film is
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
    kind = film_format(path)
    if kind is None:
        return _save_pictures(subject, settings, palette, ease, path, progress)
    if kind.even and (settings.width % 2 or settings.height % 2):
        raise FigureError(
            f"{kind.title} needs an even width and height, not {settings.width} × "
            f"{settings.height}."
        )
    fps = min(settings.fps, kind.most_fps)
    shown = moments(settings, ease, fps)
    painter = FilmPainter(subject, settings, palette)
    size = (settings.width, settings.height)
    samples = list(_samples(painter, shown, size)) if kind.pixels == "pal8" else []
    with (
        replacing(path) as beside,
        encoder(kind, beside, size, fps, samples) as film,
        _Belt(film, size) as belt,
    ):
        before: Moment | None = None
        for number, moment in enumerate(shown):
            if moment == before:
                belt.repeat()
            else:
                pixels = belt.free()
                painter.paint(moment, pixels)
                belt.put(pixels)
            before = moment
            progress((number + 1) / len(shown), f"{number + 1} / {len(shown)}")
    return len(shown)


def _samples(
    painter: FilmPainter, shown: Sequence[Moment], size: tuple[int, int]
) -> Iterator[Pixels]:
    different = list(dict.fromkeys(shown))
    for place in np.linspace(0, len(different) - 1, min(_SAMPLES, len(different))):
        pixels = np.empty((size[1], size[0], 4), np.uint8)
        painter.paint(different[round(place)], pixels)
        yield pixels


def _save_pictures(
    subject: Subject,
    settings: FilmSettings,
    palette: Palette,
    ease: str,
    path: Path,
    progress: Progress,
) -> int:
    shown = moments(settings, ease)
    painter = FilmPainter(subject, settings, palette)
    width, height = settings.width, settings.height
    pixels = np.empty((height, width, 4), np.uint8)
    with replacing_folder(path) as folder:
        for number, moment in enumerate(shown):
            painter.paint(moment, pixels)
            image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
            name = f"{path.name}-{number:0{len(str(len(shown) - 1))}d}.png"
            if not image.save(str(folder / name), "PNG", _PNG_QUALITY):
                raise OSError(f"{name} cannot be written")
            progress((number + 1) / len(shown), f"{number + 1} / {len(shown)}")
    return len(shown)


_PNG_QUALITY = 70  # compresses quickly; the pixels are the same


@dataclass(frozen=True)
class _End:
    """Tells the encoding thread that all is said."""


class _Belt:
    """Carries frames to a thread that encodes them; a few at a time, in buffers used again."""

    def __init__(self, film: Encoder, size: tuple[int, int]) -> None:
        self._film = film
        self._work: queue.Queue[Pixels | _End | None] = queue.Queue(_AHEAD)
        self._free: queue.Queue[Pixels] = queue.Queue()
        for _ in range(_AHEAD):
            self._free.put(np.empty((size[1], size[0], 4), np.uint8))
        self._error: BaseException | None = None
        self._given_up = threading.Event()
        self._thread = threading.Thread(target=self._encode, name="film")

    def __enter__(self) -> _Belt:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._given_up.set()
        self._work.put(_End())
        self._thread.join()
        if kind is None:
            self._check()

    def free(self) -> Pixels:
        """Return a buffer to paint into, as soon as there is one."""
        self._check()
        return self._free.get()

    def put(self, pixels: Pixels) -> None:
        """Send a painted frame off."""
        self._work.put(pixels)

    def repeat(self) -> None:
        """Have the last frame shown once more."""
        self._check()
        self._work.put(None)

    def _check(self) -> None:
        if self._error is not None:
            raise self._error

    def _encode(self) -> None:
        while not isinstance(work := self._work.get(), _End):
            if self._error is None and not self._given_up.is_set():
                try:
                    if work is None:
                        self._film.repeat()
                    else:
                        self._film.put(work)
                except BaseException as error:  # it is raised again where the frames are made
                    self._error = error
            if work is not None:
                self._free.put(work)
