"""What of a picture labels leave free.

No label covers an arrow's head or a mark, and as little as can be of lines, axes and clouds.
Grids, ghosts and contours are made to be written on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.render.traits import Traits, is_in_the_way, traits_of
from eigenscope.scene.camera import Camera, Size
from eigenscope.scene.frame import Draw
from eigenscope.scene.measures import HEAD_HALF_WIDTH
from eigenscope.scene.poses import share_of

Indices = npt.NDArray[np.intp]

_NUMBER_COST = 4.0  # of covering a number of an axis
_FREE, _SLIGHTLY = 20.0, 2.5  # what a label may cover of lines and clouds, and of anything
_AWAY = 1e9  # pixels: where what is not seen is put, so that nothing meets it
_NEAREST = 1e-6  # clip coordinates' w in front of the eye, where what goes behind it is cut off


class Pieces(NamedTuple):
    """Straight pieces of f pictures in pixels, y down, each as thick as a box drawn along it.

    Attributes
    ----------
    starts, inverses
        Where each begins, and one over the step to its end, (2, f, n): x and y.
    reaches
        Half the width and height of the box, in all pictures the same, (2, n).
    """

    starts: Floats
    inverses: Floats
    reaches: Floats

    def part(self, which: Indices) -> Pieces:
        """Return some of them."""
        return Pieces(*(each[..., which] for each in self))

    def covered(self, middles: Floats, halves: Floats, pictures: Indices) -> Floats:
        """Return which part, 0…1, of each piece lies under boxes. Method: slabs.

        Parameters
        ----------
        middles, halves
            Of boxes in r rows of k of the same size: (r, k, 2) and half the sizes (r, 2).
        pictures
            Which picture the boxes of each row are in, (r,).

        Returns
        -------
        (r, k, n) array
        """
        # Few pieces are looked at many times a second: what counts is how many steps there are.
        starts, inverses = self.starts[:, pictures, None], self.inverses[:, pictures, None]
        # In many pictures, it is how much memory they take.
        at = middles.transpose(2, 0, 1)[..., None] - starts
        at *= inverses
        half = (halves.T[:, :, None] + self.reaches[:, None])[:, :, None] * np.abs(inverses)
        (left, up), (right, down) = at - half, np.add(at, half, out=at)
        enters = np.maximum(left, up, out=left)
        np.maximum(enters, 0.0, out=enters)
        leaves = np.minimum(right, down, out=right)
        np.minimum(leaves, 1.0, out=leaves)
        leaves -= enters
        lengths: Floats = np.maximum(leaves, 0.0, out=leaves)
        return lengths


@dataclass(frozen=True, eq=False)
class Obstacles:
    """What labels of f pictures leave free, and what it costs if they don't.

    Attributes
    ----------
    pieces
        Of lines, and points and boxes that are no longer than a point, n of them.
    costs
        What it costs to cover the whole of each, (f, n).
    light
        The same of lines, clouds and numbers, which a label may cover a little, else 0; (f, n).
    axes
        Those of the pieces that are axes.
    marks
        The middles and half sizes of heads of arrows and of marks, which nothing covers,
        (f, m, 2, 2).
    """

    pieces: Pieces
    costs: Floats
    light: Floats
    axes: Pieces
    marks: Floats

    def cost(self, covered: Floats, pictures: Indices) -> Floats:
        """Return what it costs, (r, k), to cover such parts (r, k, n) of the pieces of pictures.

        A part of what lines and clouds cost is free: a label stays where it is while a line comes
        upon it, which its ground keeps legible. Heads, marks and axes it must leave.
        """
        light, costs = self.light[pictures][..., None], self.costs[pictures][..., None]
        free = np.minimum(covered @ light, _FREE)
        cost: Floats = np.maximum(covered @ costs - free - _SLIGHTLY, 0.0)[..., 0]
        return cost


def obstacles_of(
    pictures: Sequence[Sequence[Draw]], camera: Camera, size: Size, numbers: Floats
) -> Obstacles:
    """Return what labels leave free in a view of a size in logical pixels.

    ``pictures`` are the draws of f pictures with the same `traits_of`, ``numbers`` (m, 2, 2) the
    middles and half sizes of the numbers along their axes.
    """
    traits = traits_of(pictures[0])
    pixels = np.array([_pieces_in_pixels(traits, draws, camera, size) for draws in pictures])
    heads = _heads(pixels[:, traits.headed], traits.heads)
    spots = np.broadcast_to(np.repeat(numbers[:, :1], 2, axis=1), (len(pixels), len(numbers), 2, 2))
    ends = np.concatenate([pixels, heads, spots], axis=1)
    steps = (ends[:, :, 1] - ends[:, :, 0]).transpose(2, 0, 1)
    costs = np.tile(np.append(traits.costs, np.full(len(numbers), _NUMBER_COST)), (len(pixels), 1))
    lines = traits.lines
    costs[:, :lines] *= np.hypot(steps[0, :, :lines], steps[1, :, :lines])
    reaches = np.concatenate([traits.reaches, numbers[:, 1]])
    steps = np.where(np.abs(steps) < 1e-6, 1e-6, steps)
    pieces = Pieces(ends[:, :, 0].transpose(2, 0, 1).copy(), 1 / steps, reaches.T.copy())
    return Obstacles(
        pieces,
        costs,
        costs * np.append(traits.light, np.ones(len(numbers), dtype=bool)),
        pieces.part(traits.axes),
        _boxes(ends[:, traits.marks], reaches[traits.marks]),
    )


def _pieces_in_pixels(traits: Traits, draws: Sequence[Draw], camera: Camera, size: Size) -> Floats:
    """Return where the pieces of a picture are in pixels, (n, 2, 2)."""
    draws = [draw for draw in draws if is_in_the_way(draw)]
    if not len(traits.owners):
        return np.zeros((0, 2, 2))
    matrices = camera.matrix(size) @ np.array([draw.matrix for draw in draws])
    pieces = traits.pieces
    if traits.there is not None:
        shares = np.array([share_of(draw) for draw in draws])[traits.owners, None, None]
        pieces = pieces * (1.0 - shares) + traits.there * shares
    pixels = _pixels(pieces @ matrices.transpose(0, 2, 1)[traits.owners], size)
    pixels[~np.isfinite(pixels).all(axis=(1, 2))] = _AWAY
    portions = [draw.portion for draw in draws]
    if min(portions) < 1:
        pixels[traits.places >= np.array(portions)[traits.owners]] = _AWAY
    return pixels


def _boxes(ends: Floats, reaches: Floats) -> Floats:
    """Return the middles and half sizes of boxes round thick pieces (f, n, 2, 2), likewise."""
    halves = np.abs(ends[:, :, 1] - ends[:, :, 0]) / 2 + reaches
    return np.stack([ends.sum(axis=2) / 2, halves], axis=2)


def _pixels(clip: Floats, size: Size) -> Floats:
    """Return pieces in clip coordinates (n, 2, 4) in pixels (n, 2, 2); NaN behind the eye."""
    w = clip[:, :, 3]
    if w.min() < _NEAREST:
        start, step = clip[:, :1], clip[:, 1:] - clip[:, :1]
        with np.errstate(divide="ignore", invalid="ignore"):
            cut = (_NEAREST - w[:, 0]) / (w[:, 1] - w[:, 0])
            there = start + np.clip(np.nan_to_num(cut), 0.0, 1.0)[:, None, None] * step
        there[:, :, 3] = _NEAREST  # of huge pieces it is rounded to something else, such as 0
        behind = w < _NEAREST
        clip = np.where(behind[:, :, None], there, clip)
        clip[behind.all(axis=1)] = np.nan
    half = np.array([size[0] / 2, -size[1] / 2])
    pixels: Floats = clip[:, :, :2] / clip[:, :, 3:] * half + np.abs(half)
    return pixels


def _heads(arrows: Floats, lengths: Floats) -> Floats:
    """Return where boxes that cover the heads (n,) of arrows (f, n, 2, 2) begin and end."""
    tips = arrows[:, :, 1]
    back = arrows[:, :, 0] - tips
    part = np.minimum(lengths / np.maximum(np.hypot(back[..., 0], back[..., 1]), 1e-9), 1.0)
    back *= part[..., None]
    return np.stack([tips + back * HEAD_HALF_WIDTH, tips + back], axis=2)
