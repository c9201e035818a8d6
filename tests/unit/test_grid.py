"""The grid fills the view at readable steps, wherever one pans and zooms and whatever maps it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.registry import load_lab
from eigenscope.labs.kit.grids import moving_grid
from eigenscope.scene import grid
from eigenscope.scene.camera import PLANE, SPACE, Camera
from eigenscope.scene.frame import Frame, affine
from eigenscope.scene.lighting import part_at
from eigenscope.wording.number_texts import tick

Floats = npt.NDArray[np.float64]
SIZE = (1280.0, 720.0)
WIDEST = 320.0  # pixels between the lines of a kind that are strong or, at least, faint
LOOKS = {
    "home": PLANE,
    "four screens away": replace(PLANE, target=(40.0, -30.0, 0.0)),
    "far out": replace(PLANE, height=7e5),
    "deep": replace(PLANE, target=(3.3333, -7.77, 0.0), height=3e-5),
    "off the unit": replace(PLANE, height=37.0),
}
MAPS = {
    "identity": np.eye(2),
    "a tenth": np.eye(2) / 10,
    "a thousandth": np.eye(2) / 1000,
    "fifty times": np.eye(2) * 50,
    "one way": np.diag([0.1, 3.0]),
    "shear": np.array([[1.0, 20.0], [0.0, 1.0]]),
    "flip and turn": np.array([[0.3, 1.1], [1.0, -0.2]]),
    "nearly flat": np.array([[1.0, 2.0], [2.0, 4.05]]),
}


def ends_of(view: View, lines: grid.GridLines) -> Floats:
    """Return the ends of lines in pixels, (n, 2, 2)."""
    points = lines.geometry.points.astype(float).reshape(-1, 3)
    world = points @ lines.matrix[:3, :3].T + lines.matrix[:3, 3]
    return view.camera.project(world, view.size)[:, :2].reshape(-1, 2, 2)


def families(view: View, matrix: Floats) -> Iterator[list[tuple[Floats, float]]]:
    """Yield for both kinds of lines: their ends in pixels (n, 2, 2), and their strength."""
    found = list(grid.plane_lines(view.camera, view.size, matrix))
    for axis in (0, 1):
        # A line of a kind goes along the image of the other basis vector.
        way = matrix[:2, 1 - axis]
        kind = []
        for lines in found:
            along = lines.matrix[:2, 1]
            if abs(along[0] * way[1] - along[1] * way[0]) > 1e-9 * math.hypot(*along) * math.hypot(
                *way
            ):
                continue
            kind.append((ends_of(view, lines), lines.strength))
        yield kind


def across(way: Floats, points: Floats) -> Floats:
    """Return how far points (…, 2) are beside a line through the origin, in lengths of ``way``."""
    beside: Floats = way[0] * points[..., 1] - way[1] * points[..., 0]
    return beside


def distances(ends: Floats, pixels: Floats) -> Floats:
    """Return how far pixels (m, 2) are from the nearest of some lines (n, 2, 2)."""
    start, way = ends[:, 0], ends[:, 1] - ends[:, 0]
    rest = pixels[:, None] - start
    part = np.clip((rest * way).sum(-1) / (way * way).sum(-1), 0.0, 1.0)
    away: Floats = np.linalg.norm(rest - part[..., None] * way, axis=-1).min(axis=1)
    return away


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", MAPS)
def test_lines_of_both_kinds_are_near_every_pixel(look: str, name: str) -> None:
    view = View(LOOKS[look], SIZE)
    pixels = np.stack(np.meshgrid(np.linspace(0, 1280, 9), np.linspace(0, 720, 7)), -1).reshape(
        -1, 2
    )
    for kind in families(view, affine(MAPS[name])):
        seen = np.concatenate([ends for ends, strength in kind if strength > 0.3])
        assert distances(seen, pixels).max() <= WIDEST / 2
        for ends, strength in kind:
            along = ends[0, 1] - ends[0, 0]
            beside = across(along, ends[:, 0] - ends[0, 0]) / np.linalg.norm(along)
            assert np.abs(np.diff(beside)).min() > 12 * 0.99
            assert 0 < strength <= 1


@pytest.mark.parametrize("look", LOOKS)
def test_the_still_grid_is_that_of_a_map_that_moves_nothing(look: str) -> None:
    """Which is made of two kinds of lines, while the still one has them together."""
    view = View(LOOKS[look], SIZE)

    def seen(found: Iterator[grid.GridLines]) -> set[tuple[float, ...]]:
        shown: set[tuple[float, ...]] = set()
        for lines in found:
            for (x1, y1), (x2, y2) in ends_of(view, lines).tolist():
                upright = abs(x1 - x2) < 1e-3
                place, size = (x1, SIZE[0]) if upright else (y1, SIZE[1])
                other = sorted((y1, y2) if upright else (x1, x2))
                if 0.5 <= place <= size - 0.5:
                    assert other[0] <= 0
                    assert other[1] >= SIZE[1 if upright else 0]
                    shown.add((upright, round(place, 2), round(lines.strength, 6)))
        return shown

    still = seen(grid.still_lines(view.camera, SIZE))
    moved = seen(grid.plane_lines(view.camera, SIZE, np.eye(4)))
    assert len(still) > 10
    assert still == moved


def test_unit_lines_are_strong_and_subdivisions_faint() -> None:
    kind = next(iter(families(View(PLANE, SIZE), np.eye(4))))
    strengths: dict[int, float] = {}  # by how many pixels from the line through the origin
    for ends, strength in kind:
        for x in ends[:, 0, 0]:
            strengths[round(x - 640)] = max(strength, strengths.get(round(x - 640), 0.0))
    assert strengths[0] == strengths[90] == strengths[-360] == 1.0
    assert 0 < strengths[45] < 0.5
    assert 0 < strengths[-135] < 0.5


def test_nothing_jumps_as_the_spacing_changes() -> None:
    """Whatever lines come and go, they do so while they are next to invisible."""
    spacings = np.geomspace(0.9, 110.0, 4000)
    before: dict[float, float] = {}
    for spacing in spacings:
        now: dict[float, float] = {}
        for level in grid.levels(float(spacing)):
            key = round(math.log10(level.step), 6) + 1000 * level.shift
            now[key] = level.strength
        # A line of ten steps is among those of one step: the stronger of both is seen.
        for key in set(now) | set(before):
            if key < 400 and max(now.get(key, 0.0), now.get(key - 1, 0.0)) < 1:
                assert abs(now.get(key, 0.0) - before.get(key, 0.0)) < 0.05
        before = now


def test_a_plane_that_has_collapsed_has_its_line_alone() -> None:
    view = View(PLANE, SIZE)
    singular = affine([[1.0, 2.0], [2.0, 4.0]])
    assert list(grid.plane_lines(PLANE, SIZE, singular)) == []
    assert [draw.name for draw in moving_grid(view, singular)] == ["grid axes"] * 2
    assert list(moving_grid(view, affine(np.zeros((2, 2))))) == []
    almost = affine([[1.0, 2.0], [2.0, 4.0 + 2e-3]])
    strengths = [lines.strength for lines in grid.plane_lines(PLANE, SIZE, almost)]
    assert max(strengths) < 0.8
    for size in (1e-300, 1e300):
        for camera in (PLANE, SPACE):
            for lines in grid.plane_lines(camera, SIZE, affine(np.eye(3) * size)):
                assert np.isfinite(lines.matrix).all()


@pytest.mark.parametrize("target", [(0.0, 0.0, 0.0), (300.0, 200.0, 0.0)])
@pytest.mark.parametrize("scale", [1.0, 0.01])
def test_the_ground_of_space_reaches_to_the_sides_of_the_view(
    target: tuple[float, float, float], scale: float
) -> None:
    camera = replace(SPACE, target=target)
    found = list(grid.plane_lines(camera, SIZE, affine(np.eye(3) * scale)))
    strong = [lines for lines in found if lines.strength > 0.3]
    half_width = camera.height / 2 * SIZE[0] / SIZE[1]
    for lines in strong:
        middle = lines.matrix[:3, 3]
        apart = float(np.linalg.norm(lines.matrix[:3, 0]))
        assert np.linalg.norm(middle - np.array(target)) <= apart
        assert lines.fade * apart > 1.1 * half_width  # where lines end
        assert 30 < apart / camera.height * SIZE[1] < 640
        assert np.abs(lines.geometry.points).max() >= lines.fade


@pytest.mark.parametrize("name", ["transform", "svd_pca", "vectors"])
def test_neither_motion_nor_camera_makes_new_lines(name: str) -> None:
    lab = load_lab(name)
    solution = lab.solve(lab.defaults())

    def lines(frame: Frame) -> set[int]:
        names = ("ghost", "grid", "subdivisions", "axes", "grid axes")
        return {id(draw.geometry) for draw in frame.draws if draw.name in names}

    before = lines(lab.frame(solution, 0.0, View(PLANE, SIZE)))
    assert 0 < len(before) <= 3
    for camera in LOOKS.values():
        for t in (0.0, 0.3, 0.9, 1.0):
            assert lines(lab.frame(solution, t, View(camera, SIZE))) <= before


def test_no_subdivision_is_under_the_mouse() -> None:
    """One of them is near every pixel, and would light the grid up wherever one points."""
    frame = Frame(tuple(moving_grid(View(PLANE, SIZE), np.eye(4))), (), PLANE)
    assert part_at(frame, SIZE, (640 + 90, 330), ("grid",)) == "grid"
    assert part_at(frame, SIZE, (640 + 45, 315), ("grid",)) is None


@pytest.mark.parametrize(
    ("least", "step"),
    [(0.7, 1), (1.0, 1), (1.1, 2), (2.1, 5), (5.1, 10), (0.013, 0.02), (3e7, 5e7)],
)
def test_steps_are_one_two_five(least: float, step: float) -> None:
    assert grid.nice_step(least) == pytest.approx(step)


@pytest.mark.parametrize("height", [1e-9, 0.01, 1.0, 8.0, 123.0, 1e6, 1e12])
def test_numbers_are_far_enough_apart_to_be_read(height: float) -> None:
    step = grid.grid_step(Camera(height=height), SIZE)
    assert SIZE[1] / (height / step) >= grid.LEAST_SPACING * 0.999


def test_the_grid_has_no_line_through_the_origin() -> None:
    lines = grid.plane_grid(1.0, 3)
    assert len(lines.points) == 12
    assert (np.abs(lines.points).max(axis=(1, 2)) == 3).all()
    assert not (lines.points[:, :, :2] == 0).all(axis=1).any()


def test_ticks_are_those_in_sight() -> None:
    size = (800.0, 400.0)
    assert grid.visible_ticks(PLANE, size, 2.0, 0) == [-8, -6, -4, -2, 2, 4, 6, 8]
    assert grid.visible_ticks(PLANE, size, 2.0, 1) == [-4, -2, 2, 4]


@pytest.mark.parametrize(
    ("value", "step", "text"),
    [
        (3.33335, 5e-5, "3.33335"),
        (-7.7701, 5e-5, "−7.7701"),
        (20.0, 5.0, "20"),
        (1000001.0, 1.0, "1.000001×10⁶"),
        (-2e7, 1e7, "−2×10⁷"),
        (1.25e-6, 5e-8, "1.25×10⁻⁶"),
        (5e-5, 5e-5, "0.00005"),  # beside 0.0001
        (2e-5, 1e-5, "0.00002"),
        (8e-6, 2e-6, "8×10⁻⁶"),
        (0.0, 0.1, "0"),
    ],
)
def test_numbers_of_an_axis_tell_neighbours_apart(value: float, step: float, text: str) -> None:
    assert tick(value, step) == text
