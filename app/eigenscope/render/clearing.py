"""Where a label moves that covers something: just off it, so that it moves aside as that comes."""

from __future__ import annotations

from typing import Final

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.render.obstacles import Indices, Pieces
from eigenscope.render.spots import within
from eigenscope.scene.camera import Size

_WORST: Final = 3  # of the pieces that a label covers are those that it is moved off
_CLEAR: Final = 0.5  # pixels between a label and what it is moved off
_ON_AXIS: Final = 0.75  # pixels: what is nearer to an axis is on it
_RIGHT_OF: Final = np.array([1.0, -1.2])  # every axis, but steep ones are not above themselves


def off_axes(
    axes: Pieces, named: Floats, middles: Floats, halves: Floats, pictures: Indices, size: Size
) -> Floats:
    """Return boxes (r, 2) moved off axes that they cover, each to where it names something.

    So a label changes sides once, when what it names (r, 2) does. What is on an axis has its label
    above it or, if the axis is upright, to its right. A box that would leave the view there goes
    to the other side, if that has room for it.
    """
    rows = np.arange(len(middles))
    for _ in range(2):  # a corner lies on two axes at most
        covered = axes.covered(middles[:, None], halves, pictures)[:, 0]
        if not covered.any():
            break
        worst = covered.argmax(axis=1)
        start = axes.starts[:, pictures, worst].T
        normal = _normals(1 / axes.inverses[:, pictures, worst].T)
        sides = np.where(((named - start) * normal).sum(axis=1) < -_ON_AXIS, -1.0, 1.0)
        reach = (np.abs(normal) * (halves + axes.reaches.T[worst])).sum(axis=1)
        away, covers = ((middles - start) * normal).sum(axis=1), covered[rows, worst] > 0
        moves = sides * (reach + _CLEAR) - away
        moved = middles + normal * (moves * covers)[:, None]
        out = covers & (within(moved, halves, size) != moved).any(axis=1)
        if out.any():
            other = middles - normal * (sides * (reach + _CLEAR) + away)[:, None]
            out &= (within(other, halves, size) == other).all(axis=1)
            moved = np.where(out[:, None], other, moved)
        middles = moved
    return middles


def _normals(steps: Floats) -> Floats:
    """Return unit vectors off axes (r, 2), to where labels of what is on these stand."""
    normals = np.stack([-steps[:, 1], steps[:, 0]], axis=1)
    normals /= np.hypot(normals[:, 0], normals[:, 1])[:, None]
    normals *= np.where(normals @ _RIGHT_OF < 0, -1.0, 1.0)[:, None]
    return normals


def beside(
    pieces: Pieces, middles: Floats, halves: Floats, costs: Floats, pictures: Indices
) -> Floats:
    """Return places next to boxes (r, 2) that are just off what they cover, (r, m, 2).

    To either side of those pieces that cost most, (r, n): so a label that a line comes upon
    moves aside with it, where it would otherwise jump.
    """
    worst = np.argsort(-costs, axis=1)[:, :_WORST]
    there = costs[np.arange(len(costs))[:, None], worst] > 0
    x, y = 1 / pieces.inverses[:, pictures[:, None], worst]
    normals = np.stack([-y, x], axis=2) / np.hypot(x, y)[:, :, None]
    starts = pieces.starts[:, pictures[:, None], worst].transpose(1, 2, 0)
    reaches = pieces.reaches[:, worst].transpose(1, 2, 0)
    away = ((middles[:, None] - starts) * normals).sum(axis=2)
    room = (np.abs(normals) * (halves[:, None] + reaches)).sum(axis=2) + _CLEAR
    moves = np.concatenate([(room - away) * there, (-room - away) * there], axis=1)
    sides = np.concatenate([normals, normals], axis=1)
    places: Floats = middles[:, None] + sides * moves[:, :, None]
    return places
