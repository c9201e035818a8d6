"""Pixels to film files: what each format needs, and PyAV to write it in this process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from eigenscope.export.errors import FigureError
from eigenscope.export.gif_palette import GifPalette

Pixels = npt.NDArray[np.uint8]

_BT709 = 1  # of primaries, transfer and matrix: what players take HD to be
_THREADS = 2
_LIMITED = 1  # range of luminance, 16…235


@dataclass(frozen=True)
class FilmFormat:
    """What a kind of film file can hold.

    Attributes
    ----------
    ending, title
        Of the file's name, and what people call it.
    codec, container
        Names in FFmpeg.
    pixels
        Format of its pixels in FFmpeg.
    options
        For the codec.
    most_fps
        Frames a second that players show as fast as they say.
    even
        Whether its sides must be even numbers.
    """

    ending: str
    title: str
    codec: str
    container: str
    pixels: str
    options: dict[str, str] = field(default_factory=dict)
    most_fps: int = 120
    even: bool = False


FORMATS: tuple[FilmFormat, ...] = (
    FilmFormat(
        ".mp4", "MP4 (H.264)", "libx264", "mp4", "yuv420p",
        {"preset": "ultrafast", "qp": "25"}, even=True,
    ),
    FilmFormat(
        ".webm", "WebM (VP9)", "libvpx-vp9", "webm", "yuv420p",
        {"crf": "24", "b": "0", "deadline": "good", "cpu-used": "5", "row-mt": "1"}, even=True,
    ),
    FilmFormat(".gif", "GIF", "gif", "gif", "pal8", most_fps=50),
    FilmFormat(".apng", "Animated PNG", "apng", "apng", "rgb24"),
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
    for found in FORMATS:
        if found.ending == path.suffix.lower():
            return found
    endings = ", ".join(found.ending for found in FORMATS)
    raise FigureError(f"{path.name}: films end in {endings}, or are a folder without an ending.")


def check_size(kind: FilmFormat | None, width: int, height: int) -> None:
    """Raise FigureError if a format cannot have pictures of a size."""
    if kind is not None and kind.even and (width % 2 or height % 2):
        raise FigureError(f"{kind.title} needs an even width and height, not {width} × {height}.")


class Encoder(Protocol):
    """Takes a film's frames in their order."""

    def put(self, pixels: Pixels) -> None:
        """Append a frame: (h, w, 4) uint8, blue first."""

    def repeat(self) -> None:
        """Append the last frame once more."""


@contextmanager
def encoder(
    kind: FilmFormat, path: Path, size: tuple[int, int], fps: int, samples: list[Pixels]
) -> Iterator[Encoder]:
    """Give an encoder that writes a file; the file is whole once the block has ended.

    Parameters
    ----------
    kind, path, size, fps
        What is written where.
    samples
        Some of the film's frames, from which a format with few colours chooses them.
    """
    import av

    with av.open(str(path), "w", format=kind.container) as container:
        stream: Any = container.add_stream(kind.codec, rate=fps, options=dict(kind.options))
        stream.width, stream.height = size
        stream.pix_fmt = kind.pixels
        if kind.container == "gif":
            # A GIF counts hundredths of a second.
            stream.codec_context.time_base = Fraction(1, 100)
            yield _Gif(container, stream, fps, samples)
        else:
            context = stream.codec_context
            # Two, however many processors there are: the same film everywhere, byte by byte.
            context.thread_count, context.thread_type = _THREADS, "FRAME"
            if kind.pixels == "yuv420p":
                context.color_primaries = context.color_trc = context.colorspace = _BT709
                context.color_range = _LIMITED
            if kind.container == "apng":
                container.options["plays"] = "0"
            yield _Plain(container, stream, kind.pixels, fps)
        for packet in stream.encode(None):
            container.mux(packet)


class _Plain:
    """A film whose frames are converted one by one."""

    def __init__(self, container: Any, stream: Any, pixels: str, fps: int) -> None:
        import av

        self._container, self._stream, self._pixels = container, stream, pixels
        self._tick = Fraction(1, fps)
        stream.codec_context.time_base = self._tick
        # Frames come in several buffers in turn, each cold by the time it is read, and converting
        # reads them line by line. From one warm buffer it takes little more than half the time;
        # copying into that takes a tenth.
        self._warm = np.empty((stream.height, stream.width, 4), np.uint8)
        self._frame = av.VideoFrame.from_numpy_buffer(self._warm, format="bgra")
        self._last: Any = None
        self._count = 0

    def put(self, pixels: Pixels) -> None:
        np.copyto(self._warm, pixels)
        matrix = "ITU709" if self._pixels.startswith("yuv") else None
        self._last = self._frame.reformat(format=self._pixels, dst_colorspace=matrix, threads=1)
        self.repeat()

    def repeat(self) -> None:
        self._last.pts = self._count
        self._last.time_base = self._tick
        self._count += 1
        for packet in self._stream.encode(self._last):
            self._container.mux(packet)


class _Gif:
    def __init__(self, container: Any, stream: Any, fps: int, samples: list[Pixels]) -> None:
        self._container, self._stream, self._fps = container, stream, fps
        self._palette = GifPalette(samples)
        self._last: Any = None
        self._count = 0

    def put(self, pixels: Pixels) -> None:
        self._last = self._palette.apply(pixels)
        self.repeat()

    def repeat(self) -> None:
        self._last.pts = round(self._count * 100 / self._fps)
        self._last.time_base = Fraction(1, 100)
        self._count += 1
        for packet in self._stream.encode(self._last):
            self._container.mux(packet)
