"""The picture of a step: numbers in their cells, flights from cell to cell, what lights up."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from tests import sampling

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.tensors.cells.block_draws import numbers_readable
from eigenscope.labs.kit.tensors.moving.telling import telling_cell
from eigenscope.labs.kit.tensors.moving.waves import goes_to, made_of
from eigenscope.labs.kit.tensors.numbers import cell_texts
from eigenscope.labs.kit.tensors.saying.formulas import formula
from eigenscope.labs.kit.tensors.sources.step_cells import index_text
from eigenscope.labs.kit.tensors.step_picture import StepPicture
from eigenscope.scene.camera import PLANE, SPACE
from eigenscope.scene.frame import Draw
from eigenscope.scene.geometry import Triangles

from .drawn_steps import drawn_steps, picture_of

SIZE = (1600.0, 1000.0)
VIEW = View(PLANE, SIZE)
SMALL = "A = torch.tensor([[1., 2, 3], [4, 5, 6]])\n"

Place = tuple[float, ...]


def rounded(places: np.ndarray) -> list[Place]:
    return [tuple(np.round(place, 6) + 0.0) for place in places.tolist()]


def cells(picture: StepPicture, number: int, view: View = VIEW) -> list[Place]:
    """Return where the middles of an item's cells are, by their flat indices."""
    placement = picture.layout(view).placements[number]
    return rounded(placement.places(picture.items[number].block.middles()))


def faces(draw: Draw, *, towards: bool = False) -> list[Place]:
    """Return the middles of the cells that a draw fills; each is two triangles."""
    geometry = draw.towards if towards else draw.geometry
    assert isinstance(geometry, Triangles)
    middles = geometry.points.astype(float).reshape(-1, 6, 3).mean(axis=1)
    world = middles @ draw.matrix[:3, :3].T + draw.matrix[:3, 3]
    return rounded(world)


def near(first: list[Place], second: list[Place]) -> bool:
    """Tell whether the same places are in both, in any order."""
    return len(first) == len(second) and np.allclose(
        np.array(sorted(first)), np.array(sorted(second)), atol=1e-4
    )


def draws(
    picture: StepPicture, name: str, part: float, view: View = VIEW, chosen: int | None = None
) -> list[Draw]:
    return [draw for draw in picture.parts(part, view, chosen=chosen)[0] if draw.name == name]


def over(picture: StepPicture, number: int, cell: int, view: View = VIEW) -> View:
    """Return the view with the mouse on the middle of a cell."""
    place = np.array([cells(picture, number, view)[cell]])
    x, y, _ = view.camera.project(place, view.size)[0].tolist()
    return replace(view, pointer=(x, y))


def numbers_of_result(picture: StepPicture, part: float) -> Counter[tuple[str, Place]]:
    """Return the numbers of the result that have come, not those that still grow, and where."""
    there = set(cells(picture, len(picture.items) - 1))
    labels = [label for label in picture.parts(part, VIEW)[1] if label.bold]
    places = rounded(np.array([label.position for label in labels]).reshape(-1, 3))
    return Counter(
        (label.text, place) for label, place in zip(labels, places, strict=True) if place in there
    )


def test_at_the_end_all_numbers_stand_in_their_cells_and_at_the_beginning_none() -> None:
    looked_at = 0
    for source, step, axes in drawn_steps(sampling.count(30, 1000)):
        picture = StepPicture(step, axes)
        placement, count = picture.layout(VIEW).placements[-1], picture.items[-1].block.count
        if step.result is None or count > 700 or not numbers_readable(placement, VIEW):
            continue
        texts = cell_texts(step.result.numbers)
        expected = Counter(zip(texts, cells(picture, len(picture.items) - 1), strict=True))
        assert numbers_of_result(picture, 1.0) == expected, (source, step.text)
        before = numbers_of_result(picture, 0.0)
        places = cells(picture, len(picture.items) - 1)
        still = picture.waves.still.tolist() if step.operands else range(len(texts))
        assert before == Counter((texts[cell], places[cell]) for cell in still), (source, step.text)
        looked_at += 1
    assert looked_at > 60


def test_numbers_that_have_come_stay() -> None:
    for source, step, axes in drawn_steps(sampling.count(10, 300)):
        picture = StepPicture(step, axes)
        if step.result is None or picture.items[-1].many:
            continue
        texts = cell_texts(step.result.numbers)
        right = set(zip(texts, cells(picture, len(picture.items) - 1), strict=True))
        there = [right & set(numbers_of_result(picture, part)) for part in (0.3, 0.55, 0.8, 1.0)]
        assert all(before <= after for before, after in pairwise(there)), (source, step.text)


def test_flights_start_at_the_sources_and_end_at_what_they_become() -> None:
    flown = 0
    for source, step, axes in drawn_steps(sampling.count(30, 1000)):
        picture = StepPicture(step, axes)
        for part in (0.4, 0.7):
            for number, item in enumerate(picture.items[:-1]):
                for draw in draws(picture, f"operand {number} flight", part):
                    starts, ends = faces(draw), faces(draw, towards=True)
                    targets = cells(picture, len(picture.items) - 1)
                    own = picture.layout(VIEW).placements[number]
                    origins = rounded(own.places(item.whole.middles()))
                    for start, end in zip(starts, ends, strict=True):
                        target = int(np.abs(np.array(targets) - end).sum(axis=1).argmin())
                        assert np.allclose(targets[target], end, atol=1e-4), (source, step.text)
                        allowed = (
                            [target] if item.stretched else made_of(step, target)[number].tolist()
                        )
                        places = np.array([origins[k] for k in allowed])
                        assert np.abs(places - start).sum(axis=1).min() < 1e-3, (source, step.text)
                        flown += 1
    assert flown > 300


@pytest.mark.parametrize(
    ("line", "copies"),
    [
        ("x + y", (4, 3)),  # (3, 1) and (1, 2): six cells each, of which 3 and 2 are there
        ("x * 10", (0, 2)),
        ("torch.ones(2, 2) + 1", (0, 3)),
        ("x + x", (0, 0)),
    ],
)
def test_what_is_broadcast_is_copied_along_the_stretched_axis(
    line: str, copies: tuple[int, int]
) -> None:
    source = "x = torch.tensor([[1.], [2], [3]])\ny = torch.tensor([[10., 20]])\n"
    picture = picture_of(source + line)
    wanted = (3, 4) if line == "x + y" else copies
    for number, count in enumerate(wanted):
        found = draws(picture, f"operand {number} copies", 0.3)
        assert sum(len(faces(draw)) for draw in found) == count
        placement = picture.layout(VIEW).placements[number]
        item = picture.items[number]
        for draw in found:
            own, whole = cells(picture, number), rounded(placement.places(item.whole.middles()))
            assert near([*faces(draw, towards=True), *own], whole)
            assert all(min(math.dist(start, cell) for cell in own) < 1e-4 for start in faces(draw))


def lit(
    picture: StepPicture, view: View, part: float = 1.0, chosen: int | None = None
) -> list[list[int]]:
    """Return which cells of each item are lit up."""
    found: list[list[int]] = []
    for number, item in enumerate(picture.items):
        places = cells(picture, number, view)
        mine = [
            int(np.abs(np.array(places) - face).sum(axis=1).argmin())
            for draw in draws(picture, f"{item.name} light", part, view, chosen)
            for face in faces(draw)
        ]
        found.append(sorted(mine))
    return found


@pytest.mark.parametrize(
    ("line", "cell", "sources"),
    [
        ("A @ A.T", 1, [[0, 1, 2], [1, 3, 5]]),
        ("A.sum(dim=0)", 2, [[2, 5]]),
        ("A.sum(dim=1)", 1, [[3, 4, 5]]),
        ("A.T", 1, [[3]]),
        ("A.reshape(3, 2)", 3, [[3]]),
        ("torch.cat((A, A), dim=1)", 5, [[], [2]]),
        ("A + torch.tensor([10., 20, 30])", 4, [[4], [1]]),
        ("A[:, [2, 0]]", 3, [[3]]),
        ("A.softmax(dim=1)", 4, [[3, 4, 5]]),
    ],
)
def test_a_cell_under_the_mouse_lights_up_with_what_it_is_made_of(
    line: str, cell: int, sources: list[list[int]]
) -> None:
    picture = picture_of(SMALL + line)
    last = len(picture.items) - 1
    assert lit(picture, over(picture, last, cell))[: len(sources)] == sources
    assert lit(picture, over(picture, last, cell))[last] == [cell]
    assert lit(picture, VIEW, chosen=cell) == lit(picture, over(picture, last, cell))
    assert lit(picture, VIEW) == lit(
        picture, VIEW, chosen=telling_cell(picture.step)
    )  # that of the formula


def test_every_cell_of_random_steps_lights_up_what_belongs_to_it() -> None:
    looked_at = 0
    for source, step, axes in drawn_steps(sampling.count(12, 400)):
        picture = StepPicture(step, axes)
        if step.result is None or not step.result.numbers.size:
            continue
        shown = picture.seen_items(picture.layout(VIEW), VIEW)
        if any(item.many for item in shown):  # whose cells have borders instead
            continue
        last = len(picture.items) - 1
        cell = (7 * len(source)) % step.result.numbers.size
        wanted = [sorted(set(each.tolist())) for each in made_of(step, cell)]
        assert lit(picture, over(picture, last, cell)) == [*wanted, [cell]], (source, step.text)
        for number, operand in enumerate(step.operands):
            if operand.numbers.size:
                own = (5 * len(source)) % operand.numbers.size
                there = lit(picture, over(picture, number, own))
                assert there[number] == [own], (source, step.text)
                assert there[last] == goes_to(step, number, own).tolist(), (source, step.text)
        looked_at += 1
    assert looked_at > 30


def test_the_formula_is_that_of_the_cell_under_the_mouse() -> None:
    picture = picture_of(SMALL + "A @ A.T")
    for cell in range(4):
        texts = [label.text for label in picture.parts(1.0, over(picture, 2, cell))[1]]
        assert f"{index_text((2, 2), cell)} = {formula(picture.step, cell)}" in texts
    of_operand = [label.text for label in picture.parts(1.0, over(picture, 0, 4))[1]]
    assert f"[1, 0] = {formula(picture.step, 2)}" in of_operand  # the first cell that it goes into


def test_the_mouse_beside_the_cells_changes_nothing() -> None:
    picture = picture_of(SMALL + "A @ A.T")
    for pointer in ((1.0, 1.0), (-40.0, 2000.0), (SIZE[0] / 2, SIZE[1] - 2)):
        assert lit(picture, replace(VIEW, pointer=pointer)) == lit(picture, VIEW)
        assert lit(picture, replace(VIEW, pointer=pointer), 0.0) == [[], [], []]


def test_sheets_in_space_are_pointed_at_where_they_are_seen() -> None:
    picture = picture_of("torch.arange(24.).reshape(2, 3, 4) * 2", deep=True)
    view = View(SPACE, SIZE)
    last = len(picture.items) - 1
    seen = view.camera.project(np.array(cells(picture, last, view)), view.size)
    for cell in range(24):
        there = lit(picture, over(picture, last, cell, view))[last]
        assert len(there) == 1
        assert np.abs(seen[there[0], :2] - seen[cell, :2]).max() < 40
        assert seen[there[0], 2] <= seen[cell, 2] + 1e-9  # the cell itself, or one before it


def test_a_chosen_cell_beyond_the_picture_of_another_step_says_nothing() -> None:
    picture = picture_of(SMALL + "A.shape")
    assert lit(picture, VIEW) == [[], []]
    assert [label.text for label in picture.parts(1.0, VIEW)[1]].count("torch.Size([2, 3])") == 1


@pytest.mark.parametrize(
    ("line", "signs"),
    [
        ("A + A", ("+", "=")),
        ("A[:, 1]", ("[:, 1] →",)),
        ("A[0, 0] = 7", ("←", "→")),
        ("A += 1", ("+=", "→")),
        ("A.max(dim=1)", ("max.indices →",)),
        ("torch.linalg.eigh(A.T @ A)", ("eigh.eigenvectors →",)),
        ("torch.cat((A, A), dim=0)", (",", "cat →")),
    ],
)
def test_signs_between_tensors_are_those_of_the_code(line: str, signs: tuple[str, ...]) -> None:
    assert picture_of(SMALL + line).signs == signs


def test_a_cell_on_its_way_has_its_number_until_it_is_there() -> None:
    picture = picture_of("A = torch.arange(12).reshape(3, 4)\nA[0:2, 1:3]")
    late = [k / 200 for k in range(200) if 0.96 < picture.waves.waves[0].part(k / 200) < 1]
    assert late
    for part in late:
        labels = picture.parts(part, VIEW)[1]
        assert sum(label.text == "1" and label.priority == 2 for label in labels) == 1
