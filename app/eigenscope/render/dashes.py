"""Lines broken into dashes, so that things differ where their colours do not, as in grey print.

A frame is broken up before it is drawn, so all renderers show the same dashes. They are measured
in pixels of the view, begin where the line does and, on an arrow, at its tip, whose head is whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.render.clipping import Projector
from eigenscope.render.lines import Lines, between, lines_of
from eigenscope.scene.camera import Size
from eigenscope.scene.frame import Draw, Frame
from eigenscope.scene.geometry import Arrows, Polyline, Segments
from eigenscope.scene.measures import head_length
from eigenscope.scene.palette import Palette
from eigenscope.scene.poses import mixed

_THIN = 2.5  # pixels: of wider lines, dashes and gaps are longer in proportion
_NONE = 1e-9  # pixels


def dashed(frame: Frame, palette: Palette, size: Size, *, round_ends: bool = False) -> Frame:
    """Return a frame with the lines and arrows of dashed slots in pieces.

    Without any it is the same frame, whose geometry a renderer may have uploaded. A renderer whose
    lines have round ends, which go beyond them, is given dashes that are shorter by these.
    """
    if not any(draw.style.slot in palette.dashes for draw in frame.draws):
        return frame
    look = Projector(frame.camera, size)
    draws: list[Draw] = []
    for draw in frame.draws:
        pattern = palette.dashes.get(draw.style.slot)
        lined = isinstance(draw.geometry, Segments | Polyline | Arrows)
        draws += _broken(mixed(draw), pattern, look, round_ends) if pattern and lined else [draw]
    return replace(frame, draws=tuple(draws))


def _broken(
    draw: Draw, pattern: Sequence[float], look: Projector, round_ends: bool
) -> Iterator[Draw]:
    """Yield a draw's dashes, and the heads of arrows with the dashes that end in them."""
    style, lines = draw.style, lines_of(draw)
    headed = isinstance(draw.geometry, Arrows)
    head = head_length(style.width) if headed else 0.0
    if headed:  # from the tip
        lines = Lines(draw, lines.world[:, ::-1], lines.source[:, ::-1])
    clip = look.clip(lines.world)
    enters, leaves = look.visible_parts(clip, np.full(len(clip), head + style.width))
    shown = np.flatnonzero(enters < leaves)
    if not len(shown):
        return
    own, parts = clip[shown], np.stack([enters[shown], leaves[shown]], axis=1)
    visible = between(own, parts)
    low = _begins(clip, visible, shown, look, joined=isinstance(draw.geometry, Polyline)) - head
    high = low + np.linalg.norm(np.diff(look.pixels(visible), axis=1)[:, 0], axis=1)
    scale = max(1.0, style.width / _THIN)
    rows, starts, stops = _dashes(low, high, scale * np.asarray(pattern), headed=headed)
    if round_ends:
        trim = np.minimum(style.width, stops - starts) / 2
        starts, stops = np.where(starts > low[rows], starts + trim, starts), stops - trim
    way = np.maximum(high - low, _NONE)[rows, None]
    along = (np.stack([starts, stops], axis=1) - low[rows, None]) / way
    first, last = visible[rows, 0, 3:], visible[rows, 1, 3:]  # how far away: perspective shortens
    along = along * first / (last * (1 - along) + along * first)
    cuts = parts[rows, :1] + (parts[rows, 1:] - parts[rows, :1]) * along
    pieces = lines.part(shown[rows], cuts[:, 0], cuts[:, 1]).source
    at_tip = (cuts[:, 0] == 0) & (starts <= 0) if headed else np.zeros(len(rows), dtype=bool)
    for chosen, kind in ((~at_tip, Segments), (at_tip, Arrows)):
        if chosen.any():
            geometry = kind(pieces[chosen, ::-1] if headed else pieces[chosen])
            yield replace(draw, geometry=geometry, portion=1.0)


def _begins(
    clip: Floats, visible: Floats, shown: npt.NDArray[np.intp], look: Projector, *, joined: bool
) -> Floats:
    """Return how many pixels of line there are before each piece comes into view."""
    with np.errstate(all="ignore"):
        ends = look.pixels(clip)
        before = np.linalg.norm(look.pixels(visible)[:, 0] - ends[shown, 0], axis=1)
        before = np.where(clip[shown, 0, 3] > 0, before, 0.0)
        if joined:
            lengths = np.linalg.norm(ends[:, 1] - ends[:, 0], axis=1)
            lengths = np.where((clip[..., 3] > 0).all(axis=1), lengths, 0.0)
            before += (np.cumsum(lengths) - lengths)[shown]
    distances: Floats = before
    return distances


def _dashes(
    low: Floats, high: Floats, pattern: Floats, *, headed: bool
) -> tuple[npt.NDArray[np.intp], Floats, Floats]:
    """Return the dashes of ways from ``low`` to ``high`` (n,): whose each is, its start and end.

    ``pattern`` has lengths of dashes and gaps in turn. What is below 0 is a head, and so whole.
    """
    period, edges = float(pattern.sum()), np.concatenate([[0.0], np.cumsum(pattern)])
    first = np.floor(low / period)
    if headed:
        first = np.maximum(first, 0.0)
    counts = np.maximum(np.floor(high / period) - first + 1, 1).astype(np.intp)
    rows = np.repeat(np.arange(len(low)), counts)
    turn = first[rows] + np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    begins = (turn[:, None] * period + edges[:-1:2]).ravel()
    ends = (turn[:, None] * period + edges[1::2]).ravel()
    rows = np.repeat(rows, len(pattern) // 2)
    if headed:
        begins = np.where(begins <= 0, -np.inf, begins)
    begins, ends = np.maximum(begins, low[rows]), np.minimum(ends, high[rows])
    visible = begins < ends
    if headed:
        visible |= begins == low[rows]  # an arrow of no length is a dot
    return rows[visible], begins[visible], np.maximum(begins, ends)[visible]
