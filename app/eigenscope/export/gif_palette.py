"""A GIF's 256 colours: chosen once from samples of the whole film, so that nothing flickers."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import chain
from typing import Any

from eigenscope.arrays import Pixels

_TICK = Fraction(1, 100)  # a GIF counts hundredths of a second


class GifPalette:
    """Turns frames into palette images, all with the colours that suit the samples best.

    The filters are FFmpeg's ``palettegen`` and ``paletteuse``; without dithering, because flat
    colours and thin lines are what our pictures are made of.
    """

    def __init__(self, samples: Iterable[Pixels]) -> None:
        from av.filter import Graph

        frames = (_frame(pixels, number) for number, pixels in enumerate(samples))
        first = next(frames)
        width, height = first.width, first.height
        palette = _colours(chain([first], frames), width, height)
        graph = Graph()
        self._source: Any = graph.add_buffer(
            width=width, height=height, format=_layout(), time_base=_TICK
        )
        colours: Any = graph.add_buffer(
            width=palette.width, height=palette.height, format=_layout(), time_base=_TICK
        )
        using = graph.add("paletteuse", args="dither=none")
        self._sink: Any = graph.add("buffersink")
        self._source.link_to(using, 0, 0)
        colours.link_to(using, 0, 1)
        using.link_to(self._sink)
        graph.configure()
        self._graph = graph
        palette.pts, palette.time_base = 0, _TICK
        colours.push(palette)
        colours.push(None)
        self._count = 0

    def apply(self, pixels: Pixels) -> Any:
        """Return an FFmpeg frame in the palette's colours."""
        self._source.push(_frame(pixels, self._count))
        self._count += 1
        return self._sink.pull()


def _colours(frames: Iterable[Any], width: int, height: int) -> Any:
    from av.filter import Graph

    graph = Graph()
    source: Any = graph.add_buffer(width=width, height=height, format=_layout(), time_base=_TICK)
    making = graph.add("palettegen", args="stats_mode=full:reserve_transparent=0")
    sink: Any = graph.add("buffersink")
    source.link_to(making)
    making.link_to(sink)
    graph.configure()
    for frame in frames:
        source.push(frame)
    source.push(None)
    return sink.pull()


def _layout() -> Any:
    import av

    return av.VideoFormat("bgra")


def _frame(pixels: Pixels, number: int) -> Any:
    import av

    frame = av.VideoFrame.from_ndarray(pixels, format="bgra")
    frame.pts, frame.time_base = number, _TICK
    return frame
