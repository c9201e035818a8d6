"""Blocks of cells in a view that is fitted to something else: they fill it as they fill their own.

Two pictures side by side have one camera. That of a motion would make the blocks beside it small
or large, and in space they would lie on the floor.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.scene.camera import FITTED, PLANE
from eigenscope.scene.frame import Draw, Frame, Label, affine
from eigenscope.scene.geometry import place_of

_FILLED = 0.9  # of the view, which is not refitted for every small change


@dataclass(frozen=True, eq=False)
class FlatView:
    """A view, and the one ``within`` in which blocks are laid out as if it were theirs alone."""

    view: View
    within: View
    matrix: Floats

    def frame(self, draws: Iterable[Draw], labels: Iterable[Label]) -> Frame:
        """Return what is drawn and written within, put where the view shows it."""
        if not self.view.camera.flat:
            return Frame(tuple(draws), tuple(labels), self.within.camera)
        linear, middle = self.matrix[:3, :3], self.matrix[:3, 3]
        return Frame(
            tuple(replace(draw, matrix=self.matrix @ draw.matrix) for draw in draws),
            tuple(
                replace(label, position=place_of(linear @ np.array(label.position) + middle))
                for label in labels
            ),
            self.view.camera,
        )


def flat_view(view: View, extent: Floats) -> FlatView:
    """Return how blocks stand in a view that is fitted to points (n, 3), or that looks at space.

    In space they have a camera of their own.
    """
    height = _height(view)
    if not view.camera.flat:
        return FlatView(view, face_on(view), np.eye(4))
    fitted = PLANE.fitted(extent, view.size, FITTED)
    scale, middle = _FILLED * fitted.height / height, np.array(fitted.target)
    target = place_of((np.array(view.camera.target) - middle) / scale)
    camera = replace(view.camera, target=target, height=view.camera.height / scale)
    return FlatView(view, replace(view, camera=camera), affine(scale * np.eye(3), middle))


def face_on(view: View) -> View:
    """Return a view in which the plane is seen face on: the same, unless it looks at space."""
    return view if view.camera.flat else replace(view, camera=replace(PLANE, height=_height(view)))


def _height(view: View) -> float:
    """Return how much of the plane a view shows that is fitted to a square."""
    return PLANE.height / min(view.size[0] / max(view.size[1], 1.0), 1.0)
