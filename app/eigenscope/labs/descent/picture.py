"""The frame at a moment: the landscape, and how far each method has come on it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.landscapes import Quadratic
from eigenscope.labs.contract.lab import View
from eigenscope.labs.descent import colours
from eigenscope.labs.descent.solution import EXTREMES, NAMES, Solution
from eigenscope.labs.kit.arrows import dot
from eigenscope.labs.kit.functions.ground import ground_in_view
from eigenscope.labs.kit.functions.terrain_draws import CONTOURS, terrain_draws
from eigenscope.labs.kit.grids import axis_numbers, standing_grid
from eigenscope.labs.kit.lines import LINE
from eigenscope.scene.frame import Draw, Frame, Label, Style, affine
from eigenscope.scene.geometry import place_of
from eigenscope.scene.slots import Slot
from eigenscope.scene.text_width import text_width
from eigenscope.wording.number_texts import tidy
from eigenscope.wording.words import Words, say

_HALF_AXIS = 0.22  # of the region's radius: half the length of a direction of curvature
_FAINT, _PLAIN = 0.3, 0.95  # opacities of the whole way, and of what has been gone
_FAINTEST = 0.05  # of a whole way that passes over itself again and again
_BESIDE = (0.0, 17.0)  # pixels: of a name from its point
_BELOW = (0.0, -19.0)
_NAME = 14  # pixels to the em of a method's name
_CORNER, _ROW = 20.0, 20.0  # pixels: of the legend from the corner, and between its names
_POINTS = {
    "minimum": Words("minimum", context="point"),
    "saddle": Words("saddle", context="point"),
    "maximum": Words("maximum", context="point"),
}
_START = Words("start", context="point")


def frame(solution: Solution, t: float, view: View) -> Frame:
    """Return the picture at ``t`` (0…1) for a view."""
    draws = [
        *standing_grid(view, 2),
        *terrain_draws(ground_in_view(solution.landscape, solution.terrain, view)),
        *_lowest(solution),
        *_curvature(solution, t),
        *_ways(solution, t),
    ]
    labels = [
        *axis_numbers(view, 2),
        *_names(solution, t, view),
        *_curvature_names(solution, t, view),
        *_height_name(solution),
        *_point_names(solution),
    ]
    return Frame(tuple(draws), tuple(labels), view.camera)


def stationary_points(solution: Solution) -> Iterator[tuple[str, Floats]]:
    """Yield the known places in sight that have no slope, and what they are."""
    for name, point in _stationary(solution):
        if solution.in_sight(point):
            yield name, point


def _stationary(solution: Solution) -> Iterator[tuple[str, Floats]]:
    for point in solution.landscape.minima:
        yield "minimum", point
    if solution.inputs.function == "saddle":
        yield "saddle", np.zeros(2)
    landscape = solution.landscape
    if isinstance(landscape, Quadratic) and landscape.stationary is not None:
        name = {"saddle": "saddle", "dome": "maximum"}.get(landscape.kind)
        if name is not None:
            yield name, landscape.stationary


def _lowest(solution: Solution) -> Iterator[Draw]:
    for name, point in stationary_points(solution):
        yield dot(f"stationary {name}", solution.place(point), Slot.INK, 7.0)


def _ways(solution: Solution, t: float) -> Iterator[Draw]:
    step = solution.step(t)
    for track in reversed(solution.tracks):  # the plainest on top
        name, slot = track.run.method, colours.METHODS[track.run.method]
        if track.line is not None:
            faint = max(_FAINT / track.layers, _FAINTEST)
            yield Draw(track.line, Style(slot, 1.4, faint), name=f"{name} whole")
            gone = min(step / track.drawn, 1.0)
            if gone > 0:
                yield Draw(track.line, Style(slot, 2.6, _PLAIN), portion=gone, name=f"{name} path")
        if solution.in_sight(track.point(step)):
            yield dot(f"{name} ball", solution.place(track.point(step)), slot, 11.0)


def _curvature(solution: Solution, t: float) -> Iterator[Draw]:
    for index, (place, vector, _) in enumerate(_axes(solution, t)):
        reach = _HALF_AXIS * solution.terrain.region.radius
        matrix = affine(vector[:, None] * reach, place)
        yield Draw(
            LINE, Style(colours.CURVATURES[index], 2.6), matrix, name=f"curvature {index + 1}"
        )


def _axes(solution: Solution, t: float) -> Iterator[tuple[Floats, Floats, float]]:
    """Yield the directions of curvature at the first ball: place (3,), unit vector (3,), λ."""
    if not solution.inputs.curvature:
        return
    step = solution.step(t)
    point, index = solution.start, 0
    if solution.tracks:
        track = solution.tracks[0]
        point, index = track.point(step), track.at(step)
    curvature = solution.curvatures[index]
    if curvature is None or not solution.in_sight(point):
        return
    place = solution.place(point)
    for value, vector in zip(curvature.eigenvalues, curvature.eigenvectors.T, strict=True):
        yield place, np.array([vector[0], vector[1], 0.0]), float(value)


def _curvature_names(solution: Solution, t: float, view: View) -> Iterator[Label]:
    reach = _HALF_AXIS * solution.terrain.region.radius
    for index, (place, vector, value) in enumerate(_axes(solution, t)):
        end = place + vector * reach
        ends = view.camera.project(np.array([place, end]), view.size)
        way = (ends[1, :2] - ends[0, :2]) * (1.0, -1.0)
        length = float(np.hypot(*way))
        across, up = (way / length) if np.isfinite(length) and length > 1e-9 else (0.0, 1.0)
        # Beyond the line's end, and to the side of what else goes along it.
        text = str(_curvature_name(EXTREMES[index], value))
        offset = (
            (10.0 + text_width(text, 13, bold=True) / 2) * across - 8.0 * up,
            14.0 * up + 11.0 * across,
        )
        yield Label(
            text, place_of(end), colours.CURVATURES[index], offset, 13, bold=True, priority=3
        )


def _curvature_name(name: str, value: float) -> Words:
    """Return an eigenvalue of the Hessian, with words for one that is no ordinary one."""
    values = {"name": name, "value": tidy(value, 3)}
    if value < 0:
        return Words("{name} = {value}, downward", values)
    if value == 0:
        return Words("{name} = {value}, flat", values)
    return Words("{name} = {value}", values)


def _names(solution: Solution, t: float, view: View) -> Iterator[Label]:
    """Yield the names of the methods as a legend, and at first of the place where all are.

    Most balls end at one place, which names beside them would cover; and a name beside a ball that
    goes to and fro would jump with every step.
    """
    tracks, step = solution.tracks, solution.step(t)
    if tracks:
        yield from _legend(solution, view)
    if tracks and step < 1 and solution.in_sight(solution.start):
        place = place_of(solution.place(tracks[0].point(step)))
        yield Label(str(_START), place, Slot.INK, _BESIDE, 14, bold=True, priority=6)


def _legend(solution: Solution, view: View) -> Iterator[Label]:
    """Yield the names in their colours below one another, in the upper right corner."""
    corner = view.camera.unproject((view.size[0], 0.0), view.size, view.camera.target)
    if corner is None:
        return
    methods = [track.run.method for track in solution.tracks]
    texts = [f"● {say(NAMES[method])}" for method in methods]
    widths = [text_width(text, _NAME, bold=True) for text in texts]
    begin = -_CORNER - max(widths)
    for row, (method, text, width) in enumerate(zip(methods, texts, widths, strict=True)):
        offset = (begin + width / 2, -_CORNER - _ROW * row)
        yield Label(
            text,
            place_of(corner),
            colours.METHODS[method],
            offset,
            _NAME,
            bold=True,
            priority=8,
            fixed=True,
        )


def _height_name(solution: Solution) -> Iterator[Label]:
    """Yield what the height is, at the far corner of the surface."""
    region, height = solution.terrain.region, solution.terrain.height
    if height is not None:
        corner = np.array([region.x - region.radius, region.y + region.radius])
        text = say("height: log f" if height.logarithmic else "height: f")
        place = place_of(solution.place(corner))
        yield Label(text, place, CONTOURS, (0.0, 12.0), 12, priority=-1)


def _point_names(solution: Solution) -> Iterator[Label]:
    for name, point in stationary_points(solution):
        place = place_of(solution.place(point))
        yield Label(str(_POINTS[name]), place, Slot.INK, _BELOW, 12, priority=0)
