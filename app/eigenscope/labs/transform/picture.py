"""The frame at a moment: what is drawn, in which order."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from eigenscope.labs import parts
from eigenscope.labs.base import View
from eigenscope.labs.numerals import degrees, steady, tidy
from eigenscope.labs.transform.solution import Floats, Solution
from eigenscope.scene import grid, shapes
from eigenscope.scene.frame import Draw, Frame, Label, Style, affine
from eigenscope.scene.geometry import Geometry, Picture, Points, Segments, Triangles, place_of
from eigenscope.scene.roles import EIGEN, Role

UNIT_NAMES = {1: "length", 2: "area", 3: "volume"}
_LATTICE = 2


def frame(solution: Solution, t: float, view: View) -> Frame:
    """Return the picture at ``t`` (0…1) for a view."""
    inputs = solution.inputs
    moved = solution.at(t)
    matrix = affine(moved)
    size = oriented_size(moved)
    draws: list[Draw] = []
    labels: list[Label] = []
    pictures = [g for g in solution.shape if isinstance(g, Picture)]
    draws += [Draw(g, Style(Role.SHAPE), matrix, name="shape") for g in pictures]
    if inputs.ghost:
        draws += parts.standing_grid(view, solution.dimensions)
    if inputs.grid:
        draws += _moving_lines(solution, view, matrix)
    draws += _unit(solution, matrix, size)
    if inputs.subspaces:
        draws += _subspaces(solution, view, labels)
    if inputs.eigen:
        draws += _eigen(solution, t, view, matrix, labels)
    draws += _shape(solution, matrix)
    if inputs.basis:
        draws += parts.basis_arrows(matrix, solution.domain)
    draws += _vectors(solution, t, matrix)
    if inputs.size_label and inputs.unit != "none":
        labels.append(_size_label(solution, moved, size))
    if inputs.numbers:
        if inputs.ghost:
            labels += parts.axis_numbers(view, solution.dimensions)
        if inputs.basis:
            labels += parts.basis_labels(matrix, solution.domain, view)
        for index, vector in enumerate(solution.vectors):
            tip = matrix[:3, :3] @ vector
            labels.append(parts.tip_label(_letter(index), tip, Role.OUTPUT, view))
    return Frame(tuple(draws), tuple(labels), view.camera)


def oriented_size(moved: Floats) -> float:
    """Return by how much a map scales length, area or volume, negative if it turns over.

    Not square, it is the unsigned size of the image of the unit shape; maps onto fewer
    dimensions give 0.
    """
    rows, columns = moved.shape
    if rows == columns:
        return float(np.linalg.det(moved))
    if rows < columns:
        return 0.0
    return float(np.prod(np.linalg.svd(moved, compute_uv=False)))


def area_role(size: float, scale: float = 1.0) -> Role:
    """Return the role that says whether a size is positive, negative, or nothing."""
    if abs(size) <= 1e-9 * max(scale, 1e-300):
        return Role.ZERO_AREA
    return Role.POSITIVE_AREA if size > 0 else Role.NEGATIVE_AREA


def _letter(index: int) -> str:
    return "uvwpqrs"[index] if index < 7 else f"v{index}"


def _moving_lines(solution: Solution, view: View, matrix: Floats) -> Iterator[Draw]:
    if solution.domain == 1:
        step, count = parts.grid_measures(view)
        line = grid.axis_lines(step, count, 1)
        yield Draw(line, Style(Role.GRID, 2.2, fade=step * count), matrix, name="grid")
        return
    yield from parts.moving_grid(view, matrix)
    if solution.inputs.lattice and solution.domain == 3:
        fade = 1.9 * _LATTICE
        yield Draw(grid.lattice(_LATTICE), Style(Role.GRID, 1.2, fade=fade), matrix, name="lattice")


def _unit(solution: Solution, matrix: Floats, size: float) -> Iterator[Draw]:
    kind, domain = solution.inputs.unit, solution.domain
    if kind == "none" or domain == 1:
        return
    role = area_role(size)
    face: Triangles
    border: Geometry
    if domain == 2:
        face, border = (
            (shapes.unit_square(), shapes.unit_square_outline())
            if kind == "box"
            else (shapes.disc(), shapes.circle())
        )
        opacity = 0.30
    else:
        face, border = (
            (shapes.unit_cube(), shapes.unit_cube_edges())
            if kind == "box"
            else (shapes.sphere(), shapes.sphere_lines())
        )
        opacity = 0.22
    yield Draw(face, Style(role, opacity=opacity, shaded=domain == 3), matrix, name="unit")
    width = 2.0 if kind == "box" or domain == 2 else 1.0
    yield Draw(border, Style(role, width), matrix, name="unit border")


def _size_label(solution: Solution, moved: Floats, size: float) -> Label:
    domain = solution.domain
    middle = np.full(domain, 0.5 if solution.inputs.unit == "box" else 0.0)
    place = parts.in_space((moved @ middle)[None])[0]
    # The unit square has the area 1, so its image has the factor itself; a disc has not.
    times = "× " if solution.inputs.unit == "ball" else ""
    text = f"{UNIT_NAMES[domain]} {times}{steady(abs(size))}"
    # What it is coloured by must also be said, for whoever cannot tell the colours apart.
    if size < 0 and steady(size) != "0.00":
        text = f"{text} · flipped"
    position = place_of(place)
    return Label(text, position, area_role(size), (0, 0), 14, bold=True, priority=8)


def _subspaces(solution: Solution, view: View, labels: list[Label]) -> Iterator[Draw]:
    wide = parts.stretch(view)
    for subspace in solution.subspaces:
        role = subspace.role
        if subspace.line is not None:
            yield Draw(subspace.line, Style(role, 2.6, 0.85), wide, name=subspace.name)
        elif solution.dimensions == 3:
            plane = affine(subspace.basis * view.camera.height * 0.5)
            yield Draw(shapes.disc(), Style(role, opacity=0.14), plane, name=subspace.name)
        place = subspace.basis[:, 0] * view.camera.height * 0.42
        labels.append(parts.line_label(subspace.label, place, role, view))


def _eigen(
    solution: Solution, t: float, view: View, matrix: Floats, labels: list[Label]
) -> Iterator[Draw]:
    wide = parts.stretch(view)
    for index, eigen in enumerate(solution.eigenlines):
        role = EIGEN[index % len(EIGEN)]
        yield Draw(eigen.line, Style(role, 1.8, 0.8), wide, name=f"eigenline {index}")
        yield Draw(eigen.arrow, Style(role, 3.2), matrix, name=f"eigenvector {index}")
        reach = view.camera.height * (0.36 if view.camera.flat else 0.3)
        labels.append(parts.line_label(eigen.label, eigen.vector * reach, role, view))
    if solution.turning is None:
        return
    turning = solution.turning
    if solution.dimensions == 3:
        face, rim = parts.disc_in(turning.columns)
        yield face
        yield rim
    else:
        yield parts.disc_in(turning.columns)[1]
    arc = Style(Role.INVARIANT, 4.0)
    yield Draw(turning.arc, arc, portion=t, name="turned angle")
    start = turning.columns[:, 0]
    text = f"θ = {degrees(turning.angle, 1)}, r = {tidy(turning.factor, 3)}"
    labels.append(parts.tip_label(text, start, Role.INVARIANT, view, priority=3))


def _shape(solution: Solution, matrix: Floats) -> Iterator[Draw]:
    for geometry in solution.shape:
        match geometry:
            case Triangles():
                style = Style(Role.SHAPE, opacity=0.35, shaded=geometry.convex)
            case Points():
                style = Style(Role.SHAPE, 2.6)
            case Picture():
                continue  # drawn first: it would hide the grid
            case _:
                style = Style(Role.SHAPE, 1.2 if isinstance(geometry, Segments) else 2.4)
        yield Draw(geometry, style, matrix, name="shape")


def _vectors(solution: Solution, t: float, matrix: Floats) -> Iterator[Draw]:
    for index, arrow in enumerate(solution.arrows):
        if solution.inputs.trails:
            yield Draw(
                solution.trails[index], Style(Role.PATH, 2.0, 0.9), portion=t, name=f"path {index}"
            )
        yield Draw(arrow, Style(Role.INPUT, 2.0, 0.55), name=f"input {index}")
        yield Draw(arrow, Style(Role.OUTPUT, 3.4), matrix, name=f"output {index}")
