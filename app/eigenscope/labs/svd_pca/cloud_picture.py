"""The frame of principal components: a cloud, its ellipse and axes, and its projection."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.arrows import arrow, dot
from eigenscope.labs.kit.colours import DIRECTIONS
from eigenscope.labs.kit.faces import filled, unit_ball
from eigenscope.labs.kit.grids import axis_numbers, axis_reach, standing_grid
from eigenscope.labs.kit.lines import line
from eigenscope.labs.kit.tip_labels import line_label
from eigenscope.labs.svd_pca import colours
from eigenscope.labs.svd_pca.cloud import CloudSolution
from eigenscope.labs.svd_pca.cloud_words import component_name
from eigenscope.labs.svd_pca.inputs import DRAWN
from eigenscope.scene.frame import Draw, Frame, Label, Style, affine
from eigenscope.scene.geometry import place_of
from eigenscope.scene.slots import Slot
from eigenscope.scene.text_width import text_width
from eigenscope.wording.words import Words, say

_SIZES = ((60, 8.0), (400, 5.5), (3000, 3.6))  # up to so many points are so many pixels wide
_ELLIPSES = {2: (0.14, 2.2, 1.0), 3: (0.1, 0.7, 0.6)}
"""By dimensions: the opacity of the ellipse, and its border's width and opacity."""
_PLANE = 1.35  # of the ellipse's reach: how far the plane of the projection is drawn


def frame(solution: CloudSolution, t: float, view: View) -> Frame:
    """Return the picture at ``t`` (0…1)."""
    draws = [*standing_grid(view, solution.dimensions)]
    labels: list[Label] = []
    if solution.components is not None and solution.cloud is not None:
        labels += _axes_labels(solution, view)
        if solution.components.rank:
            draws += _target(solution, t, view)
            draws += _spread(solution, t)
        draws += _feet(solution, t)
        draws += _points(solution, t)
        if solution.components.rank:
            draws += _axes(solution, t)
            labels += _names(solution, t, view)
    if solution.dimensions == 2 and solution.parts(t).divided in (0.0, 1.0):
        unit = solution.unit if solution.parts(t).divided == 0 or not solution.standardises else 1.0
        labels += axis_numbers(view, 2, unit)
    return Frame(tuple(draws), tuple(labels), view.camera)


# --- where it is drawn ----------------------------------------------------------------------------


def placing(solution: CloudSolution, t: float) -> tuple[Floats, Floats]:
    """Return the map (3, 3) of the geometry at ``t`` and where the mean lies, (3,)."""
    part = solution.parts(t).divided
    scale = np.diag(1 + part * (solution.divided - 1))
    offset = solution.offset * (1 - part) if solution.standardises else solution.offset
    return projection(solution, t) @ scale, offset


def projection(solution: CloudSolution, t: float) -> Floats:
    """Return the projection (3, 3) as far as it has come: what is lost shrinks to nothing."""
    left = np.ones(3)
    left[solution.kept_count :] = 1 - solution.parts(t).slid
    return (solution.axes * left) @ solution.axes.T


# --- what is drawn --------------------------------------------------------------------------------


def _points(solution: CloudSolution, t: float) -> Iterator[Draw]:
    if solution.cloud is None:
        return
    count = len(solution.places)
    size = next((width for most, width in _SIZES if count <= most), 2.4)
    linear, offset = placing(solution, t)
    yield Draw(
        solution.cloud, Style(colours.DATA, size, 0.85), affine(linear, offset), name="cloud"
    )
    yield dot("mean", offset, colours.MEAN, 7.0)


def _spread(solution: CloudSolution, t: float) -> Iterator[Draw]:
    grown = solution.parts(t).grown
    if not solution.inputs.spread or grown == 0:
        return
    _, offset = placing(solution, t)
    linear = projection(solution, t) @ (solution.axes * (solution.reaches * grown))
    matrix = affine(linear, offset)
    looks = _ELLIPSES[solution.dimensions]
    yield from unit_ball("ellipse", solution.dimensions, matrix, colours.SPREAD, *looks)


def _axes(solution: CloudSolution, t: float) -> Iterator[Draw]:
    grown = solution.parts(t).grown
    if grown == 0:
        return
    _, offset = placing(solution, t)
    for index in _drawn_axes(solution, t):
        column = solution.axes[:, index] * solution.reaches[index] * grown
        axis = projection(solution, t) @ column
        yield from arrow(f"axis {index + 1}", axis, DIRECTIONS[index], offset, 4.0)


def _drawn_axes(solution: CloudSolution, t: float) -> list[int]:
    """Return which axes have a length; those that are lost go when the points have slid."""
    gone = solution.parts(t).slid >= 1
    return [
        index
        for index in range(min(3, solution.columns))
        if solution.reaches[index] > 0 and not (gone and index >= solution.kept_count)
    ]


def _target(solution: CloudSolution, t: float, view: View) -> Iterator[Draw]:
    """Yield the line or plane that the points slide onto."""
    part = solution.parts(t).slid
    if part == 0:
        return
    _, offset = placing(solution, t)
    shown = min(1.0, 5 * part)
    turned = affine(solution.axes, offset)
    if solution.kept_count == 1:
        along, slot = solution.axes[:, 0], DIRECTIONS[0]
        yield from line("target", along, view, slot, offset, 2.0, 0.7 * shown)
    elif solution.kept_count == 2 and solution.dimensions == 3:
        size = np.diag([*(_PLANE * solution.reaches[:2]), 1.0])
        plane = turned @ affine(size)
        yield from filled("target", "disc", plane, colours.PLANE, 0.16 * shown)


def _feet(solution: CloudSolution, t: float) -> Iterator[Draw]:
    part = solution.parts(t).slid
    if solution.feet is None or not solution.inputs.perpendiculars or part == 0:
        return
    _, offset = placing(solution, t)
    style = Style(colours.LOST, 1.4, 0.75 * min(1.0, 5 * part))
    yield Draw(solution.feet, style, affine(np.eye(3), offset), name="error")


# --- what is written ------------------------------------------------------------------------------


def _names(solution: CloudSolution, t: float, view: View) -> Iterator[Label]:
    """Yield the names of the principal axes with what each tells of the variance."""
    if solution.parts(t).grown < 0.3 or solution.components is None:
        return
    _, offset = placing(solution, t)
    mean = place_of(offset)
    for index in _drawn_axes(solution, t):
        if solution.parts(t).slid > 0.6 and index >= solution.kept_count:
            continue
        share = 100 * float(solution.components.shares[index])
        column = solution.axes[:, index] * solution.reaches[index] * solution.parts(t).grown
        tip = offset + projection(solution, t) @ column
        values = {"component": component_name(index), "share": f"{share:.{int(share < 10)}f}"}
        text = Words("{component} {share} %", values)
        yield line_label(say(text), tip, DIRECTIONS[index], view, 7 - index, mean)


def _axes_labels(solution: CloudSolution, view: View) -> Iterator[Label]:
    """Yield what the coordinate axes stand for, at their ends."""
    columns = solution.columns
    for axis in range(min(3, columns)):
        place = np.zeros(3)
        if solution.dimensions == 3:
            place[axis] = axis_reach(axis, view)
        else:
            place[axis] = view.camera.target[axis] + view.half[axis] * 0.9
        offset = (0.0, 14.0) if axis == 0 else (0.0, 0.0)
        if solution.dimensions == 2 and axis == 1:
            wide = text_width(_axis_name(solution, axis), 13, bold=True)
            offset = (6.0 + wide / 2, 0.0)
        position = place_of(place)
        yield Label(_axis_name(solution, axis), position, Slot.AXIS, offset, 13, True, -1)


def _axis_name(solution: CloudSolution, axis: int) -> str:
    """Return a column's name, or that of a principal axis where those are the coordinates."""
    if solution.columns > 3:
        return component_name(axis)
    names = solution.summary.names
    if names:
        return names[axis][:24]
    return say(Words("column {number}", {"number": str(axis + 1)}))


def draggable(solution: CloudSolution) -> bool:
    """Return whether single points can be dragged: if they are the user's own and not too many."""
    return solution.inputs.source == DRAWN and len(solution.inputs.drawn) <= _SIZES[0][0]


def extent(solution: CloudSolution) -> Floats:
    """Return the corners (k, 3) of the cloud and the ellipse, before and after standardising."""
    corners = [np.array([(x, y, 0.0) for x in (-1.5, 1.5) for y in (-1.0, 1.0)])]
    if len(solution.places):
        low, high = np.quantile(solution.places, (0.005, 0.995), axis=0)
        some = np.clip(solution.places[:: max(1, len(solution.places) // 500)], low, high)
        reach = 1.1 * (solution.axes * solution.reaches).T
        for t in solution.timeline.stops[:2]:
            linear, offset = placing(solution, t)
            corners.append(some @ linear.T + offset)
        corners += [offset + reach, offset - reach]
        if not solution.offset.any():
            corners = corners[1:]
    return np.concatenate(corners)
