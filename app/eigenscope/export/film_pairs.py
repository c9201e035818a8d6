"""Films of two pictures side by side: each half is painted as a film of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from eigenscope.arrays import Pixels
from eigenscope.document.figures import FilmSettings
from eigenscope.export.film_painter import FilmPainter
from eigenscope.export.subject import Subject
from eigenscope.export.timeline import Moment
from eigenscope.scene.palette import Palette


def film_painter(
    subject: Subject, settings: FilmSettings, palette: Palette, *, luma: bool = False
) -> FilmPainter | PairPainter:
    """Return what paints a film of one picture, or of two."""
    if subject.companion is None:
        return FilmPainter(subject, settings, palette, luma=luma)
    return PairPainter(subject, settings, palette, luma=luma)


class PairPainter:
    """Paints both pictures of a pair and puts them side by side; see `FilmPainter`."""

    def __init__(
        self, subject: Subject, settings: FilmSettings, palette: Palette, *, luma: bool
    ) -> None:
        left = settings.width // 4 * 2  # even, as the colours of films go by pairs of pixels
        widths = left, settings.width - left
        self._painters = [
            FilmPainter(one, replace(settings, width=width), palette, luma=luma)
            for one, width in zip(subject.pictures(), widths, strict=True)
        ]

    def paint(self, moment: Moment) -> Pixels:
        """Return the picture of a moment."""
        return next(self.paint_all([moment]))

    def paint_all(self, moments: Iterable[Moment]) -> Iterator[Pixels]:
        """Give the pictures of moments, one after the other; they are the caller's own."""
        listed = list(moments)
        halves = [painter.paint_all(listed) for painter in self._painters]
        for left, right in zip(*halves, strict=True):
            yield np.hstack((left, right))
