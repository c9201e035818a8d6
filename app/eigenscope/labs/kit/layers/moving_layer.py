"""A layer in motion: its sheet and its folds under W, then + b, then bent, at any time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.motion import paths
from eigenscope.engine.motion.trajectory import Path
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.arrows import dot
from eigenscope.labs.kit.layers import sheet
from eigenscope.labs.kit.layers.carried import Carried, Stance
from eigenscope.labs.kit.layers.colours import CORNER, FOLD
from eigenscope.labs.kit.layers.layer_map import LayerMap
from eigenscope.labs.kit.places import corners_of, in_space, vector_in_space
from eigenscope.labs.kit.timeline import Timeline
from eigenscope.labs.kit.tip_labels import tip_label
from eigenscope.scene.frame import Draw, Label, Style, affine
from eigenscope.scene.geometry import Segments
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import subscript

_FLATTENED = 4.5  # pixels: how wide a piece is once it is a line
_CORNER = 16.0  # pixels: the dot that a piece is once all of it is at 0
_MOMENTS = 13  # of the motion of W that the picture is fitted to


@dataclass(frozen=True, eq=False)
class MovingLayer:
    """What moves; geometry is made once, and a time only says where it is.

    Attributes
    ----------
    map
        The layer.
    batch
        Points (k, features) that the sheet holds.
    timeline
        Whose stages are W, then b, then one for each bend of the activation.
    """

    map: LayerMap
    batch: Floats
    timeline: Timeline

    @cached_property
    def _path(self) -> Path:
        return paths.path(self.map.weight, paths.natural_kind(self.map.weight))

    @cached_property
    def _reach(self) -> sheet.Reach:
        return sheet.reach_of(self.map, self.batch)

    @cached_property
    def _grid(self) -> tuple[Carried, ...]:
        return tuple(sheet.lines(self.map, self._reach))

    @cached_property
    def _pieces(self) -> tuple[tuple[str, Carried], ...]:
        return tuple(sheet.pieces(self.map, self._reach))

    @cached_property
    def _folds(self) -> tuple[sheet.Fold, ...]:
        return tuple(sheet.folds(self.map, self._reach))

    # --- where things are ----------------------------------------------------------------------

    def shares(self, t: float) -> tuple[float, float, float]:
        """Return how far W and b have come, and how many bends, the last one in part."""
        weights, shift = self.timeline.eased(0, t), self.timeline.eased(1, t)
        return weights, shift, sum(self.timeline.eased(2 + k, t) for k in range(self.map.bends))

    def stance(self, t: float) -> Stance:
        """Return how far things have come."""
        weights, shift, bends = self.shares(t)
        offset = shift * vector_in_space(self.map.bias)
        return Stance(affine(self._path.at(weights), offset), bends)

    def places(self, x: Floats, stance: Stance) -> Floats:
        """Return where points (k, features) are, (k, 3)."""
        stations = self.map.stations(x)
        if stance.bend <= 0:
            places: Floats = stations[0] @ stance.matrix[:3, :3].T + stance.matrix[:3, 3]
            return places
        before = min(int(stance.bend), self.map.bends - 1)
        mix = stance.bend - before
        bent: Floats = (1 - mix) * stations[1 + before] + mix * stations[2 + before]
        return bent

    def extent(self) -> Floats:
        """Return the corners of the sheet, the points and the columns, all along the motion."""
        far = self._reach.far
        square = np.meshgrid(*[[-far, far]] * self.map.features)
        corners = np.stack(square, axis=-1).reshape(-1, self.map.features)
        x = np.concatenate([corners, self.batch])
        ways = corners_of(self._path.sample(np.linspace(0.0, 1.0, _MOMENTS)), corners)
        tips = in_space(self.map.weight.T + self.map.bias)
        return np.concatenate([*self.map.stations(x), in_space(self.map.before(x)), ways, tips])

    # --- what is drawn -------------------------------------------------------------------------

    def draws(self, stance: Stance, *, pieces: bool, folds: bool) -> Iterator[Draw]:
        """Yield the grid, and the linear pieces and the folds where they are wanted."""
        yield from self._bound_draws(stance)
        if not pieces or self.map.features < 3:  # in space the pieces are the grid
            yield from (each.draw(stance) for each in self._grid)
        if pieces:
            yield from (piece.draw(stance) for _, piece in self._pieces)
        if folds:
            yield from (part.draw(stance) for fold in self._folds for part in fold.draws)
        if pieces:
            yield from self._flat_draws(stance)

    @cached_property
    def _bounds(self) -> Segments | None:
        """The edges of the square, or the cube, that all outputs lie in, if there is one."""
        if self.map.sigma.bounds is None or self.map.outputs == 1:
            return None
        corners = list(product(self.map.sigma.bounds, repeat=self.map.outputs))
        pairs = [
            pair for pair in combinations(corners, 2) if np.equal(*pair).sum() + 1 == len(pair[0])
        ]
        return Segments([in_space(np.array(pair)) for pair in pairs])

    def _bound_draws(self, stance: Stance) -> Iterator[Draw]:
        if self._bounds is not None and stance.bend > 0:
            share = min(stance.bend, 1.0)
            yield Draw(self._bounds, Style(Slot.AXIS, 1.4, share), name="bounds")

    def _flat_draws(self, stance: Stance) -> Iterator[Draw]:
        """Yield what is pressed flat once more: borders that grow into lines, and a dot at 0."""
        flat = stance.bend / max(self.map.bends, 1)
        if flat <= 0:
            return
        for kind, piece in self._pieces:
            if kind not in (sheet.SHEET, piece.name):
                yield piece.draw(stance, flat * _FLATTENED)
        if any(sheet.kind_of(self.map, piece) == sheet.CORNER for piece in self.map.pieces):
            yield dot("corner dot", np.zeros(3), CORNER, _CORNER, flat)

    def fold_labels(self, stance: Stance, t: float, view: View) -> Iterator[Label]:
        """Yield the names of the folds at rest, until something bends; without b, their equations.

        Each stands beyond the end where the other neurons are more positive.
        """
        mapped, shifted = self.shares(t)[:2]
        rests = stance.bend <= 0 and mapped in (0, 1) and shifted in (0, 1)
        for fold in self._folds if rests else ():
            number = subscript(fold.index + 1)
            text = f"z{number} = 0" if shifted >= 1 else f"w{number}·x + b{number} = 0"
            ends = np.array([fold.ends[0], fold.ends[-1]])
            others = np.delete(self.map.before(ends), fold.index, axis=1)
            best = int(others.min(axis=1, initial=0.0).argmax())
            start, tip = self.places(ends[[1 - best, best]], stance)
            yield tip_label(text, tip, FOLD, view, 4, start=start)
