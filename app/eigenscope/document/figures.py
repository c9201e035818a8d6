"""How a figure or a film is to be made: a part of what the user has made, so it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from eigenscope.labs.contract.schema import (
    Choice,
    Flag,
    InputError,
    NumberRange,
    Record,
    Several,
    Text,
    checked,
)
from eigenscope.wording.language import LANGUAGES

PIXELS, MILLIMETRES, INCHES = "px", "mm", "in"
COLUMN_WIDTHS = {"single": 85.0, "double": 175.0}
"""Widths of a paper's columns in millimetres, as most journals have them within a few."""

PALETTES = ("dark", "light", "print", "colourblind")
OUTLINES, TEXT = "outlines", "text"
QUALITIES = (SMALL, GOOD, BEST) = ("small", "good", "best")
MOST_MOMENTS = 12
MOST_CHARTS = 24
LARGEST_SIDE = 16_384  # pixels: what image formats and memory take without trouble


_FARTHEST = 1e152  # of an axis: numbers are drawn up to 1e150


@dataclass(frozen=True)
class Zoom:
    """A part of a chart, in the coordinates of its plot: logarithms where an axis has them.

    Of a map they are the numbers of columns and rows, from 1; its ``bottom`` is the row on top.

    Raises
    ------
    InputError
        If there is nothing between its ends.
    """

    chart: str = checked("", Text(60))
    left: float = checked(0.0, NumberRange(-_FARTHEST, _FARTHEST))
    right: float = checked(1.0, NumberRange(-_FARTHEST, _FARTHEST))
    bottom: float = checked(0.0, NumberRange(-_FARTHEST, _FARTHEST))
    top: float = checked(1.0, NumberRange(-_FARTHEST, _FARTHEST))

    def __post_init__(self) -> None:
        if not (self.left < self.right and self.bottom < self.top):
            raise InputError("a zoom goes from left to right and from bottom to top")

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """Left, right, bottom and top."""
        return self.left, self.right, self.bottom, self.top


@dataclass(frozen=True)
class FigureSettings:
    """What a figure looks like, apart from what it shows.

    Attributes
    ----------
    width, height
        In ``unit``; a height of 0 follows from the contents.
    unit
        "px", "mm", "in", or a paper's column, "single" or "double", which sets the width.
    dpi
        Dots per inch of a PNG whose size is not in pixels.
    palette
        Name of the theme whose colours it has; "" for those of the window.
    language
        Code of the language that it speaks; "" for that of the window.
    text_size
        In points, of an ordinary label; 0 chooses one that suits the size.
    line_width
        Factor for the width of all lines, which otherwise go with the text.
    moments
        Times 0…1, one picture each; none for the time at which the window stands.
    columns
        Pictures beside each other; 0 chooses.
    title, matrix, readouts, legend
        What is written around the pictures.
    picture
        Whether the lab's picture is there; without it there are charts alone.
    charts
        Keys of the charts that stand beside it; those that the lab does not have are left out.
    zooms
        What is shown of charts of which not all is.
    letters
        Whether SVG and PDF hold outlines, which look the same everywhere, or text, which can be
        searched and edited.
    fragment
        Whether TikZ is a picture that documents can input rather than a whole document.
    """

    width: float = checked(160.0, NumberRange(1, LARGEST_SIDE))
    height: float = checked(0.0, NumberRange(0, LARGEST_SIDE))
    unit: str = checked(MILLIMETRES, Choice((PIXELS, MILLIMETRES, INCHES, *COLUMN_WIDTHS)))
    dpi: float = checked(300.0, NumberRange(20, 2400))
    palette: str = checked("", Choice(("", *PALETTES)))
    language: str = checked("", Choice(("", *LANGUAGES)))
    transparent: bool = checked(False, Flag())
    text_size: float = checked(0.0, NumberRange(0, 200))
    line_width: float = checked(1.0, NumberRange(0.1, 10))
    moments: tuple[float, ...] = checked((), Several(NumberRange(0, 1), MOST_MOMENTS))
    columns: int = checked(0, NumberRange(0, MOST_MOMENTS, whole=True))
    title: str = checked("", Text(200))
    matrix: bool = checked(False, Flag())
    readouts: bool = checked(False, Flag())
    legend: bool = checked(False, Flag())
    picture: bool = checked(True, Flag())
    charts: tuple[str, ...] = checked((), Several(Text(60), MOST_CHARTS))
    zooms: tuple[Zoom, ...] = checked((), Several(Record(Zoom), MOST_CHARTS))
    letters: str = checked(OUTLINES, Choice((OUTLINES, TEXT)))
    fragment: bool = checked(False, Flag())


@dataclass(frozen=True)
class FilmSettings:
    """How a film runs and how large it is.

    Attributes
    ----------
    seconds
        Its whole length, holds included.
    hold_start, hold_end
        Seconds that it stands still on the first and the last picture of the motion.
    back
        Whether it runs back to the beginning, so that it can be looped without a jump.
    orbit
        Degrees by which the camera goes round, in space.
    language
        As in a figure.
    matrix, readouts, legend, charts
        What stands around the picture, as in a figure.
    transparent
        Whether there is no ground, in formats that can be without.
    quality
        Of MP4 and WebM: how much is kept, and so how large files are.
    """

    seconds: float = checked(4.0, NumberRange(0.1, 600))
    fps: int = checked(60, NumberRange(1, 120, whole=True))
    width: int = checked(1920, NumberRange(16, 4096, whole=True))
    height: int = checked(1080, NumberRange(16, 4096, whole=True))
    hold_start: float = checked(0.5, NumberRange(0, 60))
    hold_end: float = checked(0.5, NumberRange(0, 60))
    back: bool = checked(False, Flag())
    orbit: float = checked(0.0, NumberRange(-3600, 3600))
    palette: str = checked("", Choice(("", *PALETTES)))
    language: str = checked("", Choice(("", *LANGUAGES)))
    text_size: float = checked(1.0, NumberRange(0.3, 4))
    matrix: bool = checked(False, Flag())
    readouts: bool = checked(False, Flag())
    legend: bool = checked(False, Flag())
    charts: tuple[str, ...] = checked((), Several(Text(60), MOST_CHARTS))
    transparent: bool = checked(False, Flag())
    quality: str = checked(GOOD, Choice(QUALITIES))
