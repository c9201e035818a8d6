"""Pixels to film files: what each format needs, and PyAV to write it in this process."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any, Protocol

from eigenscope.arrays import Pixels
from eigenscope.document.figures import GOOD
from eigenscope.export.film_formats import PLANES, FilmFormat
from eigenscope.export.gif_palette import GifPalette

Make = Callable[[], Any]  # makes an FFmpeg frame

_GIF_TICK = Fraction(1, 100)  # a GIF counts hundredths of a second
# Frames painted and not yet encoded: enough for the codec while the next are planned, and few of
# large ones, so that memory stays the same however long a film is.
_AHEAD, _PIXELS_AHEAD = 8, 2**25
_TURN = 0.0005  # seconds
_BT709 = 1  # of primaries, transfer and matrix: what players take HD to be
_LIMITED = 1  # range of luminance, 16…235


class Encoder(Protocol):
    """Takes a film's frames in their order."""

    def put(self, pixels: Pixels) -> None:
        """Append a frame, as a painter for the format makes it.

        Blue, green and red may change once this has returned; planes are the film's own.
        """

    def repeat(self) -> None:
        """Append the last frame once more."""


@contextmanager
def encoder(
    kind: FilmFormat,
    path: Path,
    size: tuple[int, int],
    fps: int,
    samples: Iterable[Pixels] = (),
    *,
    quality: str = GOOD,
    transparent: bool = False,
) -> Iterator[Encoder]:
    """Give an encoder that writes a file; the file is whole once the block has ended.

    Frames are converted where they are put, while the processor has them at hand, and compressed
    in a thread of their own while the next are painted: codecs don't hold the interpreter's lock.

    Parameters
    ----------
    kind, path, size, fps
        What is written where.
    samples
        Some of the film's frames, from which a format with few colours chooses them.
    quality
        One of those that settings know; a format that has no choice has its own.
    transparent
        Whether frames have an opacity, in a format that knows it.
    """
    import av

    options = kind.options(quality, transparent=transparent)
    pixels = kind.clear_pixels if transparent else kind.pixels
    with av.open(str(path), "w", format=kind.container, options=dict(kind.muxing)) as container:
        stream: Any = container.add_stream(kind.codec, rate=fps, options=options)
        stream.width, stream.height = size
        stream.pix_fmt = pixels
        tick = _GIF_TICK if kind.pixels == "pal8" else Fraction(1, fps)
        context = stream.codec_context
        context.time_base = tick
        context.thread_count = kind.threads
        if kind.pixels in ("yuv420p", PLANES):  # with opacity or without
            context.color_primaries = context.color_trc = context.colorspace = _BT709
            context.color_range = _LIMITED
        if transparent:
            stream.metadata["alpha_mode"] = "1"
        prepare = _preparing(pixels, samples)
        ahead = min(_AHEAD, _PIXELS_AHEAD // (size[0] * size[1]))
        with _short_turns(), _Compressor.of(container, stream, ahead) as compressor:
            yield _Film(compressor, prepare, fps, tick)


@contextmanager
def _short_turns() -> Iterator[None]:
    """Let no thread keep another from the interpreter for longer than a moment.

    The codec's thread needs it between two frames, and would wait while pictures are planned.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


class _Compressor:
    """Encodes frames in a thread, so many at most behind the one that gives them."""

    def __init__(self, container: Any, stream: Any, most: int) -> None:
        self._container, self._stream, self._most = container, stream, most
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="codec")
        self._waiting: deque[Future[None]] = deque()

    @classmethod
    @contextmanager
    def of(cls, container: Any, stream: Any, most: int) -> Iterator[_Compressor]:
        """Lend one, which encodes all that was handed to it unless something fails."""
        compressor = cls(container, stream, most)
        try:
            yield compressor
            compressor.submit(lambda: None)  # the end: codecs hold some frames back until then
            while compressor._waiting:
                compressor._waiting.popleft().result()
        finally:
            compressor._thread.shutdown(cancel_futures=True)

    def submit(self, frame: Make) -> None:
        """Have a frame encoded; it is made in the thread."""
        while len(self._waiting) >= self._most:
            self._waiting.popleft().result()
        self._waiting.append(self._thread.submit(self._encode, frame))

    def _encode(self, frame: Make) -> None:
        for packet in self._stream.encode(frame()):
            self._container.mux(packet)


class _Film:
    """Numbers frames and hands them on.

    Parameters
    ----------
    prepare
        Takes pixels and returns what makes a frame of them, in the thread, where they may have
        changed meanwhile.
    tick
        The unit, in seconds, in which the format tells when a frame is shown.
    """

    def __init__(
        self, compressor: _Compressor, prepare: Callable[[Pixels], Make], fps: int, tick: Fraction
    ) -> None:
        self._compressor, self._prepare = compressor, prepare
        self._ticks, self._tick = 1 / (fps * tick), tick
        self._last: Any = None
        self._count = 0

    def put(self, pixels: Pixels) -> None:
        self._append(self._prepare(pixels))

    def repeat(self) -> None:
        self._append(lambda: self._last)

    def _append(self, make: Make) -> None:
        moment = round(self._count * self._ticks)
        self._count += 1

        def frame() -> Any:
            self._last = make()
            self._last.pts, self._last.time_base = moment, self._tick
            return self._last

        self._compressor.submit(frame)


def _preparing(pixels: str, samples: Iterable[Pixels]) -> Callable[[Pixels], Make]:
    """Return what takes a frame as it is painted, and returns what makes one for the codec."""
    if pixels == PLANES:
        return _planes
    return _reducing(samples) if pixels == "pal8" else _converting(pixels)


def _planes(pixels: Pixels) -> Make:
    """Hand on what was painted as the codec wants it: there is nothing to convert."""
    import av

    frame = av.VideoFrame.from_numpy_buffer(pixels, format=PLANES)
    return lambda: frame


def _converting(form: str) -> Callable[[Pixels], Make]:
    """Return what converts pixels where they are put: there, the processor has them at hand."""
    import av
    from av.video.reformatter import Colorspace, VideoReformatter

    matrix = Colorspace.ITU709 if form.startswith("yuv") else None
    reformatter = VideoReformatter()

    def prepare(pixels: Pixels) -> Make:
        source = av.VideoFrame.from_numpy_buffer(pixels, format="bgra")
        converted = reformatter.reformat(
            source,
            format=form,
            dst_colorspace=matrix,
            interpolation="AREA",
            threads=2,
        )
        return lambda: converted

    return prepare


def _reducing(samples: Iterable[Pixels]) -> Callable[[Pixels], Make]:
    """Return what gives pixels the colours of a palette, which takes long, in the thread."""
    palette = GifPalette(samples)

    def prepare(pixels: Pixels) -> Make:
        frozen = pixels.copy()
        return lambda: palette.apply(frozen)

    return prepare
