"""What each format of films can hold, and how its files are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from eigenscope.document.figures import BEST, GOOD, SMALL, FilmSettings
from eigenscope.export.errors import FigureError
from eigenscope.wording.words import Text, Words, as_it_is, as_words, together

PLANES: Final = "nv12"
"""The format of pixels in which luminance comes first, and every fourth pixel's colour after it."""


@dataclass(frozen=True)
class FilmFormat:
    """What a kind of film file can hold.

    Attributes
    ----------
    ending, title
        Of the file's name, and what people call it.
    codec, container
        Names in FFmpeg.
    pixels, clear_pixels
        Formats of its pixels in FFmpeg, without opacity and with it ("" where it knows none). For
        `PLANES` frames are painted as they are encoded, and colour is that of one pixel in four:
        of what the mean of four would be better by, a tenth is left once a film is compressed.
    qualities
        Options for the codec by quality; none where there is no choice.
    muxing
        Options for the container.
    threads
        Of the codec, however many processors there are: the same film everywhere, byte by byte.
    most_fps
        Frames a second that players show as fast as they say.
    even
        Whether its sides must be even numbers.
    """

    ending: str
    title: Text
    codec: str
    container: str
    pixels: str
    clear_pixels: str = ""
    qualities: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    muxing: Mapping[str, str] = field(default_factory=dict)
    threads: int = 1
    most_fps: int = 120
    even: bool = False

    def options(self, quality: str, *, transparent: bool) -> dict[str, str]:
        """Return the codec's options."""
        options = dict(self.qualities.get(quality, {}))
        # libvpx keeps no opacity in the frames that it reorders.
        return options | {"auto-alt-ref": "0"} if transparent and self.qualities else options


_VP9 = {"b": "0", "deadline": "good", "cpu-used": "5", "row-mt": "1"}

FORMATS: tuple[FilmFormat, ...] = (
    FilmFormat(
        ".mp4", "MP4 (H.264)", "libx264", "mp4", PLANES,
        qualities={
            SMALL: {"preset": "fast", "crf": "28"},
            # The quickest settings are High profile with this alone, which costs nothing.
            GOOD: {"preset": "ultrafast", "qp": "25", "x264-params": "8x8dct=1"},
            BEST: {"preset": "fast", "crf": "14"},
        },
        muxing={"movflags": "+faststart"},  # players can begin before they have all of it
        even=True,
    ),
    FilmFormat(
        ".webm", "WebM (VP9)", "libvpx-vp9", "webm", "yuv420p", "yuva420p",
        qualities={
            SMALL: _VP9 | {"crf": "36"},
            GOOD: _VP9 | {"crf": "24"},
            BEST: _VP9 | {"crf": "12", "cpu-used": "2"},
        },
        threads=2, even=True,
    ),
    FilmFormat(".gif", "GIF", "gif", "gif", "pal8", most_fps=50),
    FilmFormat(
        ".apng", "Animated PNG", "apng", "apng", "rgb24", "rgba", muxing={"plays": "0"}
    ),
)  # fmt: skip


def film_format(path: Path) -> FilmFormat | None:
    """Return the format that a file's name says; None for a folder of pictures.

    Raises
    ------
    FigureError
        If no such format is known.
    """
    if not path.suffix:
        return None
    for known in FORMATS:
        if known.ending == path.suffix.lower():
            return known
    endings = together([as_it_is(known.ending) for known in FORMATS])
    words = "{file}: the extension must be one of {endings}, or left out for a folder."
    raise FigureError(Words(words, {"file": path.name, "endings": endings}))


def check_film(kind: FilmFormat | None, settings: FilmSettings) -> None:
    """Raise FigureError if a format, or a folder of pictures, cannot be what settings ask for."""
    if kind is None:
        return
    title = as_words(kind.title)
    width, height = settings.width, settings.height
    if kind.even and (width % 2 or height % 2):
        words = "{format} needs an even width and height, not {width} × {height}."
        raise FigureError(Words(words, {"format": title, "width": width, "height": height}))
    if settings.transparent and not kind.clear_pixels:
        words = "{format} cannot be transparent; {others} and a folder of pictures can."
        raise FigureError(Words(words, {"format": title, "others": transparent_formats()}))


def transparent_formats() -> Words:
    """Return the names of the formats that know opacity."""
    return together([each.title for each in FORMATS if each.clear_pixels])
