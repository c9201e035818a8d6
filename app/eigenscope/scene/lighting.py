"""Lights up a part of a picture, and finds the part that is under the mouse.

A part is every draw whose name is the part's, or begins with it and a space: "sum", "sum trail".
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.scene.camera import Size
from eigenscope.scene.frame import Draw, Frame
from eigenscope.scene.geometry import Arrows, Points, Polyline, Segments, Triangles, vertices
from eigenscope.scene.poses import mixed

_DIMMED, _WIDENED = 0.22, 1.5  # opacity of the rest, and width of what is lit
_NEAR = 7.0  # pixels: how near to a line or a point is on it
_MOST = 3000  # points or lines of a draw that are looked at


def belongs(draw: Draw, part: str) -> bool:
    """Tell whether a draw is a part or a piece of it."""
    return draw.name == part or draw.name.startswith(f"{part} ")


def lit(frame: Frame, part: str) -> Frame:
    """Return the picture with one part lit up; unchanged if it has no such part."""
    if not any(belongs(draw, part) for draw in frame.draws):
        return frame
    return replace(frame, draws=tuple(_lit(draw, part) for draw in frame.draws))


def _lit(draw: Draw, part: str) -> Draw:
    style = draw.style
    if not belongs(draw, part):
        return replace(draw, style=replace(style, opacity=style.opacity * _DIMMED))
    stronger = 1.6 if isinstance(draw.geometry, Triangles) else 2.0  # a faint line stays fainter
    opacity = min(1.0, stronger * style.opacity)
    return replace(draw, style=replace(style, opacity=opacity, width=style.width * _WIDENED))


def part_at(
    frame: Frame, size: Size, pixel: tuple[float, float], parts: Collection[str]
) -> str | None:
    """Return which of the parts is under a pixel: what is thin before what is wide."""
    best, nearest = np.inf, None
    for draw in reversed(frame.draws):
        part = next((part for part in parts if belongs(draw, part)), None)
        if part is None or draw.style.opacity <= 0:
            continue
        away = _distance(draw, frame, size, np.array(pixel))
        if away < best - 1e-9:
            best, nearest = away, part
    return nearest if best <= _NEAR else None


def _distance(draw: Draw, frame: Frame, size: Size, pixel: Floats) -> float:
    """Return how many pixels a draw is away; inside a face as far as is just on it."""
    points = vertices(mixed(draw).geometry).astype(np.float64)
    world = points @ draw.matrix[:3, :3].T + draw.matrix[:3, 3]
    places = frame.camera.project(world, size)[:, :2] - pixel
    match draw.geometry:
        case Segments() | Arrows():
            return _from_lines(places[0::2][:_MOST], places[1::2][:_MOST])
        case Polyline(closed=closed):
            ends = np.roll(places, -1, axis=0) if closed else places[1:]
            shown = int(np.ceil(len(ends) * draw.portion))
            return _from_lines(places[: len(ends)][:shown], ends[:shown])
        case Points():
            return _least(np.hypot(*places[:: 1 + len(places) // _MOST].T))
        case Triangles():
            return _NEAR if _inside(places[: 3 * _MOST].reshape(-1, 3, 2)) else np.inf
    return np.inf


def _from_lines(starts: Floats, ends: Floats) -> float:
    along = ends - starts
    length = np.maximum((along**2).sum(axis=1), 1e-12)
    share = np.clip(-(starts * along).sum(axis=1) / length, 0.0, 1.0)
    return _least(np.hypot(*(starts + share[:, None] * along).T))


def _inside(corners: Floats) -> bool:
    """Tell whether the origin is in any of (n, 3, 2) triangles."""
    following = np.roll(corners, -1, axis=1)
    turns = corners[..., 0] * following[..., 1] - corners[..., 1] * following[..., 0]
    return bool(((turns >= 0).all(axis=1) | (turns <= 0).all(axis=1)).any())


def _least(values: Floats) -> float:
    values = values[np.isfinite(values)]
    return float(values.min()) if len(values) else np.inf
