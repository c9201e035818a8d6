"""Where points and the grid stand after each step of a network: W and b, then the activation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.training.network import Dense, NetworkShape, Parameters, carried
from eigenscope.labs.kit.grid_pieces import segments_of
from eigenscope.labs.kit.layers.activations import ACTIVATIONS
from eigenscope.labs.kit.networks.input_plane import InputPlane
from eigenscope.labs.kit.networks.learning import Learning
from eigenscope.labs.kit.places import in_space

_SPACE = 3
_SMALL, _LARGE, _FITTED = 0.7, 3.0, 2.2  # reaches that are drawn as they are, else as the last
_FARTHEST = 1e250  # what sums and quotients of coordinates can still hold
_GRID, _PARTS = 12, 60  # cells of the grid from bottom to top; parts of each of its lines


@dataclass(frozen=True, eq=False)
class LayerSpace:
    """How the coordinates of a layer (w,) become those of the picture: scale · (a − mean) · axes.

    For up to three they are the coordinates themselves, else the data's first principal axes.
    """

    mean: Floats
    axes: Floats
    scale: float = 1.0

    def places(self, values: Floats) -> Floats:
        """Return the places (n, 3) of values (n, w)."""
        return in_space(self.scale * (values - self.mean) @ self.axes)

    @property
    def whole(self) -> bool:
        """Whether no coordinate is lost."""
        return len(self.mean) <= _SPACE


@dataclass(frozen=True, eq=False)
class LayerPose:
    """Places of the data (n, 3) and of the grid's segments (k, 2, 3) at one moment.

    ``layer`` is from 0, −1 at the input; its activation has acted on so many coordinates as
    ``bent`` says.
    """

    layer: int
    bent: int
    space: LayerSpace
    data: Floats
    grid: Floats


def layer_poses(
    shape: NetworkShape, parameters: Parameters, plane: InputPlane, data: Floats
) -> tuple[LayerPose, ...]:
    """Return the poses from the input to the output; an activation that does nothing has none.

    One that folds does so along one axis after the other, where the picture shows all of them.
    """
    grid = _grid_lines(plane)
    lines = plane.inputs(grid.reshape(-1, 2))
    plain = LayerSpace(np.zeros(2), np.eye(2))
    poses = [
        LayerPose(-1, 0, plain, plane.places(data), in_space(grid.reshape(-1, 2)).reshape(-1, 2, 3))
    ]
    steps = zip(carried(shape, parameters, data), carried(shape, parameters, lines), strict=True)
    for layer, (of_data, of_grid) in enumerate(steps):
        space = _space(of_data.after, poses[-1].data)
        for bent in _bends(shape, layer):
            values, lines = (
                np.concatenate([after[:, :bent], before[:, bent:]], axis=1)
                for before, after in (of_data, of_grid)
            )
            fitted = _fitted(space, of_data.after if bent else values)
            places = fitted.places(lines).reshape(-1, 2, 3)
            poses.append(LayerPose(layer, bent, fitted, fitted.places(values), places))
    return tuple(poses)


def can_be_drawn(learning: Learning) -> bool:
    """Tell whether no layer carries the data or the plane so far that floats cannot follow."""
    corners = learning.plane.inputs(_grid_ends(learning.plane))
    points = np.concatenate([learning.data.inputs, corners])
    with np.errstate(over="ignore", invalid="ignore"):
        steps = carried(learning.setup.shape, learning.run.parameters(-1), points)
        return all(float(np.abs(step.before).max()) < _FARTHEST for step in steps)


def _grid_ends(plane: InputPlane) -> Floats:
    """Return where the lines of the grid cross, (k, 2)."""
    return np.stack(np.meshgrid(*plane.lines(_GRID)), axis=-1).reshape(-1, 2)


def _bends(shape: NetworkShape, layer: int) -> tuple[int, ...]:
    """Return on how many coordinates the activation has acted in each pose of a layer."""
    width, activation = shape.widths[layer + 1], shape.activations[layer]
    if activation == "none":
        return (0,)
    if ACTIVATIONS[activation].folds and width <= _SPACE:
        return tuple(range(width + 1))
    return 0, width


def _grid_lines(plane: InputPlane) -> Floats:
    """Return the segments (k, 2, 2) of the grid."""
    across, up = plane.lines(_GRID)
    segments = []
    for axis, (fixed, along) in enumerate(((across, up), (up, across))):
        fine = np.linspace(along[0], along[-1], _PARTS + 1)
        line = np.zeros((len(fixed), len(fine), 2))
        line[..., axis], line[..., 1 - axis] = fixed[:, None], fine
        segments.append(segments_of(line))
    return np.concatenate(segments)


def _space(values: Floats, before: Floats) -> LayerSpace:
    """Return the picture's axes for values (n, w), with signs that turn nothing over needlessly."""
    width = values.shape[1]
    if width <= _SPACE:
        return LayerSpace(np.zeros(width), np.eye(width))
    mean = values.mean(axis=0)
    _, _, rows = np.linalg.svd(values - mean, full_matrices=True)
    axes = rows[:_SPACE].T
    agreement = ((values - mean) @ axes * (before - before.mean(axis=0))).sum(axis=0)
    return LayerSpace(mean, axes * np.where(agreement < 0, -1.0, 1.0))


def _fitted(space: LayerSpace, values: Floats) -> LayerSpace:
    """Return the space scaled so that the data fill the picture, where they are not right as is."""
    reach = float(np.quantile(np.abs(space.places(values)).max(axis=1), 0.98))
    scale = 1.0 if _SMALL <= reach <= _LARGE or reach == 0 else _FITTED / reach
    return LayerSpace(space.mean, space.axes, scale)


@dataclass(frozen=True, eq=False)
class Separator:
    """Where the output is at its threshold: normal · place + offset = 0 in the picture."""

    normal: Floats
    offset: float

    @property
    def along(self) -> Floats:
        """Its direction in the plane z = 0, (3,)."""
        return np.cross(self.normal, (0.0, 0.0, 1.0))

    def carrier(self, size: float) -> Floats:
        """Return the columns (3, 3) that carry a square of ±1 onto it, and its normal."""
        normal = self.normal / np.linalg.norm(self.normal)
        first = np.cross(normal, np.eye(3)[int(np.argmin(np.abs(normal)))])
        first /= np.linalg.norm(first)
        return size * np.stack([first, np.cross(normal, first), normal], axis=1)

    @property
    def foot(self) -> Floats:
        """The place on it that is nearest to the origin, (3,)."""
        return np.asarray(-self.offset * self.normal / float(self.normal @ self.normal))


def separator(last: Dense, threshold: float, space: LayerSpace) -> Separator | None:
    """Return where the last layer decides between two classes, if there is such a place."""
    weight, bias = last
    if len(weight) > 2:
        return None
    row, level = (
        (weight[0], bias[0] - threshold)
        if len(weight) == 1
        else (weight[1] - weight[0], bias[1] - bias[0])
    )
    normal = in_space((row @ space.axes / space.scale)[None])[0]
    if not np.abs(normal).max() > 1e-9:
        return None
    return Separator(normal, float(level + row @ space.mean))
