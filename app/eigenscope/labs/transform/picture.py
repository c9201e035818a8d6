"""The frame at a moment: what is drawn, in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.arrows import ORIGIN, arrow, basis_arrows
from eigenscope.labs.kit.colours import BASIS, INPUT, OUTPUT
from eigenscope.labs.kit.faces import Shape, filled
from eigenscope.labs.kit.grids import axis_numbers, moving_axes, moving_grid, standing_grid
from eigenscope.labs.kit.lines import line
from eigenscope.labs.kit.places import vector_in_space
from eigenscope.labs.kit.tip_labels import end_label, line_label, tip_label
from eigenscope.labs.transform import colours, eigenpicture
from eigenscope.labs.transform.solution import Solution
from eigenscope.scene import grid
from eigenscope.scene.frame import Draw, Frame, Label, Style, affine
from eigenscope.scene.geometry import (
    Picture,
    Place,
    Points,
    Segments,
    Triangles,
    place_of,
)
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import subscript
from eigenscope.wording.words import Text, Words, say, together

_SIZES: Mapping[int, str] = {1: "length {size}", 2: "area {size}", 3: "volume {size}"}
_FLIPPED: Mapping[int, str] = {
    1: "length {size}, flipped",
    2: "area {size}, flipped",
    3: "volume {size}, flipped",
}
_TIMES: Mapping[int, str] = {1: "length × {size}", 2: "area × {size}", 3: "volume × {size}"}
_TIMES_FLIPPED: Mapping[int, str] = {
    1: "length × {size}, flipped",
    2: "area × {size}, flipped",
    3: "volume × {size}, flipped",
}
"""What the image of the unit shape measures, by the dimension of what the map acts on."""

_LATTICE = 2
_HALVES = (np.array([1.0, -1.0]) / 6, np.array([-1.0, 1.0]) / 6)
_SAME = 1e-9  # how far apart two places are that nobody can tell apart


def frame(solution: Solution, t: float, view: View) -> Frame:
    """Return the picture at ``t`` (0…1) for a view."""
    inputs = solution.inputs
    moved = solution.at(t)
    matrix = affine(moved)
    draws: list[Draw] = []
    labels: list[Label] = []
    pictures = [g for g in solution.shape if isinstance(g, Picture)]
    draws += [Draw(g, Style(colours.SHAPE), matrix, name="shape") for g in pictures]
    if inputs.ghost:
        draws += standing_grid(view, solution.dimensions)
    if inputs.grid:
        draws += _moving_lines(solution, view, matrix)
    size = solution.measures.size(t, moved)
    slot = solution.measures.slot(t, size)
    draws += _unit(solution, matrix, slot)
    if inputs.subspaces:
        draws += _subspaces(solution, view, labels)
    if inputs.eigen:
        draws += eigenpicture.draws(solution, t, view, matrix)
        labels += eigenpicture.labels(solution, t, view, matrix)
    draws += _shape(solution, matrix)
    left = _left(solution, matrix)
    if inputs.basis:
        draws += _starts(left)
        draws += basis_arrows(matrix, solution.domain)
    draws += _vectors(solution, t, matrix)
    if inputs.size_label and inputs.unit != "none" and size is not None:
        labels.append(_size_label(solution, moved, solution.measures.size_text(t, size), slot))
    if inputs.numbers:
        if inputs.ghost:
            labels += axis_numbers(view, solution.dimensions)
        if inputs.basis:
            labels += _basis_labels(solution, t, view, matrix, left)
        labels += _vector_labels(solution, t, view, matrix)
    return Frame(tuple(draws), tuple(labels), view.camera)


def _starts(left: list[int]) -> Iterator[Draw]:
    """Yield e₁ … as ghosts where the motion has carried them off."""
    for axis in left:
        name = f"basis {axis} start"
        yield from arrow(name, np.eye(3)[axis], BASIS[axis], width=1.6, opacity=0.5)


def _left(solution: Solution, matrix: Floats) -> list[int]:
    """Return which basis vectors are not where they started."""
    moved = np.abs(matrix[:3, :3] - np.eye(3)).max(axis=0) > _SAME
    return [axis for axis in range(solution.domain) if moved[axis]]


@lru_cache(maxsize=24)
def _start_label(axis: int, view: View) -> Label:
    """Return the name of a basis vector where it starts; kept, for a view lasts a whole play."""
    text, tip = f"e{subscript(axis + 1)}", np.eye(3)[axis]
    return tip_label(text, tip, BASIS[axis], view, priority=2)


def _basis_labels(
    solution: Solution, t: float, view: View, matrix: Floats, left: list[int]
) -> Iterator[Label]:
    """Yield the names of e₁ … where they start, and of their images where those are."""
    for axis in range(solution.domain):
        vector, tip = f"e{subscript(axis + 1)}", matrix[:3, axis]
        image = solution.image(t, vector)
        if axis in left:
            yield _start_label(axis, view)
            text = image if tip.any() else f"{image} = 0"
        else:
            text = image if image == vector else f"{image} = {vector}"
        yield tip_label(text, tip, BASIS[axis], view)


def _vector_labels(solution: Solution, t: float, view: View, matrix: Floats) -> Iterator[Label]:
    for index, vector in enumerate(solution.vectors):
        letter = _letter(index)
        with np.errstate(over="ignore"):  # what is beyond all numbers is out of sight
            tip = matrix[:3, :3] @ vector
        image = solution.image(t, letter)
        if np.abs(tip - vector).max() > _SAME * max(1.0, float(np.abs(vector).max())):
            yield tip_label(letter, vector, INPUT, view, priority=2)
        elif image != letter:
            image = f"{image} = {letter}"
        yield tip_label(image, tip, OUTPUT, view)


def _letter(index: int) -> str:
    return "uvwpqrs"[index] if index < 7 else f"v{index}"


def _moving_lines(solution: Solution, view: View, matrix: Floats) -> Iterator[Draw]:
    if solution.domain == 1:
        yield from moving_axes(view, matrix, 1)
        return
    yield from moving_grid(view, matrix)
    if solution.inputs.lattice and solution.domain == 3:
        fade = 1.9 * _LATTICE
        yield Draw(grid.lattice(_LATTICE), Style(Slot.GRID, 1.2, fade=fade), matrix, name="lattice")


def _unit(solution: Solution, matrix: Floats, slot: Slot) -> Iterator[Draw]:
    kind, domain = solution.inputs.unit, solution.domain
    if kind == "none" or domain == 1:
        return
    if domain == 2:
        shape: Shape = "unit square" if kind == "box" else "disc"
        yield from filled("unit", shape, matrix, slot, 0.3, 2.0)
    elif kind == "box":
        yield from filled("unit", "unit cube", matrix, slot, 0.22, 2.0)
    else:
        yield from filled("unit", "ball", matrix, slot, 0.22, 1.0)


def _size_label(solution: Solution, moved: Floats, size: str, slot: Slot) -> Label:
    """Return the signed size of the unit shape's image, at its middle."""
    domain = solution.domain
    middle = np.full(domain, 0.5 if solution.inputs.unit == "box" else 0.0)
    place = vector_in_space(moved @ middle)
    # What it is coloured by must also be said, for whoever cannot tell the colours apart.
    words = _size_words(solution, size, flipped=slot is Slot.NEGATIVE)
    spot, halves = place_of(place), list[Place]()
    if domain == 2:  # where a line runs through the middle, there is room to both sides of it
        halves = [place_of(moved @ (middle + off)) for off in _HALVES]
    return Label(say(words), spot, slot, (0, 0), 14, True, 8, elsewhere=tuple(halves))


def _size_words(solution: Solution, size: str, *, flipped: bool) -> Words:
    domain, values = solution.domain, {"size": size}
    # The unit square has the area 1, so its image has the factor itself; a disc has not.
    if solution.inputs.unit == "ball":
        return Words(_TIMES_FLIPPED[domain] if flipped else _TIMES[domain], values)
    return Words(_FLIPPED[domain] if flipped else _SIZES[domain], values)


def _subspaces(solution: Solution, view: View, labels: list[Label]) -> Iterator[Draw]:
    for subspace in solution.subspaces:
        slot, names = subspace.slot, list[Text]([subspace.label])
        along = subspace.basis[:, 0]
        if solution.inputs.eigen:
            spaces = solution.eigenspaces
            same = [x for x in spaces if eigenpicture.shared(solution, x) is subspace]
            names += map(eigenpicture.space_name, same)
        if subspace.is_line:
            # With an eigenline on it, a band on both sides of that.
            width, opacity = (7.0, 0.4) if len(names) > 1 else (2.6, 0.85)
            yield from line(subspace.name, along, view, slot, ORIGIN, width, opacity)
        elif solution.dimensions == 3:
            plane = affine(subspace.basis * view.camera.height * 0.5)
            yield from filled(subspace.name, "disc", plane, slot, 0.14)
        text = say(together(names))
        if subspace.is_line:
            labels.append(end_label(text, along, slot, view))
        else:
            labels.append(line_label(text, along * view.camera.height * 0.42, slot, view))


def _shape(solution: Solution, matrix: Floats) -> Iterator[Draw]:
    for geometry in solution.shape:
        match geometry:
            case Triangles():
                style = Style(colours.SHAPE, opacity=0.35, shaded=geometry.convex)
            case Points():
                style = Style(colours.SHAPE, 2.6)
            case Picture():
                continue  # drawn first: it would hide the grid
            case _:
                style = Style(colours.SHAPE, 1.2 if isinstance(geometry, Segments) else 2.4)
        yield Draw(geometry, style, matrix, name="shape")


def _vectors(solution: Solution, t: float, matrix: Floats) -> Iterator[Draw]:
    for index, vector in enumerate(solution.arrows):
        if solution.inputs.trails:
            yield Draw(
                solution.trails[index],
                Style(colours.PATH, 2.0, 0.9),
                portion=t,
                name=f"path {index}",
            )
        yield Draw(vector, Style(INPUT, 2.0, 0.55), name=f"input {index}")
        yield Draw(vector, Style(OUTPUT, 3.4), matrix, name=f"output {index}")
