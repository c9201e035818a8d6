"""Products as boxes: faces meet at their shared axes, and what lights up is what is multiplied."""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
import pytest
from tests import sampling

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.tensors.box.box_layout import FLOOR, LEFT, RIGHT, TOP, WALL
from eigenscope.labs.kit.tensors.box.box_look import BoxLook
from eigenscope.labs.kit.tensors.box.box_picture import BoxPicture
from eigenscope.labs.kit.tensors.box.box_steps import BoxSteps, Rectangle
from eigenscope.labs.kit.tensors.box.product_step import product_step
from eigenscope.labs.kit.tensors.box.turns import Turns
from eigenscope.labs.kit.tensors.saying.formulas import formula
from eigenscope.labs.kit.tensors.tracing import traced_program
from eigenscope.scene.camera import PLANE, SPACE
from eigenscope.scene.frame import Label
from eigenscope.scene.geometry import Segments
from eigenscope.scene.text_width import text_width
from eigenscope.trace.access import ProgramAccess

SIZE = (1280.0, 720.0)
PROGRAM = """scores = Q @ K.mT
masked = scores.masked_fill(mask == 0, -torch.inf)
weights = torch.softmax(masked, dim=-1)
output = weights @ V
"""
Shape = tuple[int, int, int, int]


@cache
def steps_of(
    shape: Shape, heads: int = 0, number: int = 0, reading: str = "cells", seed: int = 0
) -> BoxSteps:
    """Return attention of n queries and m keys with d and e channels, causal, as torch has it."""
    n, m, d, e = shape
    batch = (heads,) if heads else ()
    numbers = np.random.default_rng(seed)
    names = {
        "Q": numbers.normal(size=(*batch, n, d)),
        "K": numbers.normal(size=(*batch, m, d)),
        "V": numbers.normal(size=(*batch, m, e)),
        "mask": np.tril(np.ones((n, m))),
    }
    program = traced_program(PROGRAM, access=ProgramAccess(names=names))
    assert program.problem is None
    steps = {step.result.label: step for step in program.steps if step.result is not None}
    between = (steps["masked"], steps["weights"])
    return BoxSteps(
        steps["scores"],
        between,
        steps["output"],
        number,
        "outer" if reading == "outer" else "cells",
    )


def view_of(picture: BoxPicture, size: tuple[float, float] = SIZE) -> View:
    camera = PLANE if picture.flat else SPACE
    return View(camera.fitted(picture.extent(), size, 1.35), size)


def edge(picture: BoxPicture, face: int, start: tuple[int, int], end: tuple[int, int]) -> Floats:
    """Return two corners of cells of a face, by rows and columns, as places."""
    placement = picture.layout(view_of(picture))[0].faces[face]
    return np.array([placement.place(column, -row) for row, column in (start, end)])


@pytest.mark.parametrize("shape", [(3, 3, 2, 2), (1, 4, 3, 1), (5, 2, 1, 4), (40, 30, 4, 4)])
def test_faces_share_the_edges_of_their_shared_axes(shape: Shape) -> None:
    n, m, d, e = shape
    picture = BoxPicture(steps_of(shape))
    shared = [
        ((LEFT, (0, 0), (0, d)), (TOP, (0, 0), (d, 0))),  # what is added up first
        ((LEFT, (0, d), (n, d)), (WALL, (0, 0), (n, 0))),  # queries
        ((TOP, (d, 0), (d, m)), (WALL, (0, 0), (0, m))),  # keys
        ((WALL, (n, 0), (n, m)), (FLOOR, (0, 0), (m, 0))),  # keys, which are added up next
        ((WALL, (0, m), (n, m)), (RIGHT, (0, 0), (n, 0))),  # queries
        ((FLOOR, (m, 0), (m, e)), (RIGHT, (n, 0), (n, e))),  # channels of values
    ]
    for one, other in shared:
        assert np.allclose(edge(picture, *one), edge(picture, *other), atol=1e-9), (one, other)


def test_a_row_and_a_column_meet_at_their_cell() -> None:
    picture = BoxPicture(steps_of((3, 4, 2, 2)))
    faces = picture.layout(view_of(picture))[0].faces
    for i, j, p in product(range(3), range(4), range(2)):
        a, b, c = (
            np.array(faces[face].place(column + 0.5, -row - 0.5))
            for face, row, column in ((LEFT, i, p), (TOP, p, j), (WALL, i, j))
        )
        # from A along the columns of B, and from B down the rows of A, to the same fibre of C
        across, down = np.array(faces[TOP].rightward), np.array(faces[LEFT].upward)
        meets = a + across * (j + 0.5)
        assert np.allclose(meets, b - down * (i + 0.5))
        away = meets - c
        assert abs(away @ across) < 1e-9
        assert abs(away @ down) < 1e-9


def cells_in(rectangle: Rectangle, columns: int) -> set[int]:
    (top, low), (left, right) = rectangle
    rows = range(int(top), int(low))
    return {row * columns + column for row in rows for column in range(int(left), int(right))}


def test_what_lights_up_is_what_a_cell_is_made_of() -> None:
    chance = sampling.chance("boxes")
    for round_ in range(sampling.count(10, 50)):
        n, m, d, e = (chance.randint(1, 6) for _ in range(4))
        heads = chance.choice([0, 0, 3])
        steps = steps_of((n, m, d, e), heads, chance.randrange(max(heads, 1)), seed=round_)
        for _ in range(10):
            stage = chance.randrange(4)
            step, sheet = steps.all[stage], steps.result(stage)
            cell = chance.randrange(sheet.numbers.size)
            (face, own_cell), *made_of = steps.belonging(stage, steps.target(stage), cell)
            assert face == steps.target(stage)
            assert cells_in(own_cell, sheet.shape[1]) == {cell}
            assert step.sources is not None
            assert [each for each, _ in made_of] == list(steps.operands(stage))
            for number, (_, lit) in enumerate(made_of):
                sources = step.sources[number]
                assert sources is not None
                own = steps.sheet(step.operands[number])
                there = {index + own.first for index in cells_in(lit, own.shape[1])}
                assert there == set(sources[cell + sheet.first].tolist())


def test_a_cell_of_an_operand_lights_up_what_it_goes_into() -> None:
    steps = steps_of((3, 4, 2, 2))
    query = steps.belonging(0, LEFT, 2)
    assert query == ((LEFT, ((1, 2), (0, 1))), (WALL, ((1, 2), (0, 4))))  # Q[1, 0]: row 1
    key = steps.belonging(0, TOP, 6)
    assert key == ((TOP, ((1, 2), (2, 3))), (WALL, ((0, 3), (2, 3))))  # K.mT[1, 2]: column 2
    score = steps.belonging(2, WALL, 5)  # of softmax: a result, made of its row
    assert score == ((WALL, ((1, 2), (1, 2))), (WALL, ((1, 2), (0, 4))))
    weight = steps.belonging(3, WALL, 5)
    assert weight == ((WALL, ((1, 2), (1, 2))), (RIGHT, ((1, 2), (0, 2))))
    assert steps.belonging(3, LEFT, 0) == ()


@pytest.mark.parametrize("flat", [False, True])
def test_every_cell_is_where_the_mouse_finds_it(flat: bool) -> None:
    picture = BoxPicture(steps_of((3, 4, 2, 2)), flat=flat)
    view = view_of(picture)
    layout, _ = picture.layout(view)
    for face, (rows, columns) in enumerate(layout.shapes):
        for row, column in product(range(rows), range(columns)):
            place = layout.faces[face].place(column + 0.5, -row - 0.5)
            x, y, _ = view.camera.project(place, view.size)[0].tolist()
            under = picture.cell_under(3, View(view.camera, view.size, (x, y)))
            assert under == (face, row * columns + column)


def test_the_cell_under_the_mouse_has_its_formula() -> None:
    steps = steps_of((3, 4, 2, 2))
    picture = BoxPicture(steps)
    view = view_of(picture)
    place = picture.layout(view)[0].faces[RIGHT].place(1.5, -2.5)
    x, y, _ = view.camera.project(place, view.size)[0].tolist()
    _, labels = picture.parts(3, 0.5, View(view.camera, view.size, (x, y)))
    assert steps.second is not None
    assert formula(steps.second, 5) in [label.text for label in labels]


def test_a_product_without_a_program_has_the_sources_of_a_traced_one() -> None:
    numbers = np.random.default_rng(3)
    for n, k, m in ((1, 1, 1), (2, 3, 4), (5, 1, 2)):
        a, b = numbers.normal(size=(n, k)), numbers.normal(size=(k, m))
        program = traced_program("C = A @ B", access=ProgramAccess(names={"A": a, "B": b}))
        traced, own = program.steps[-1], product_step(a, b)
        assert traced.result is not None
        assert own.result is not None
        assert traced.sources is not None
        assert own.sources is not None
        assert np.allclose(own.result.numbers, traced.result.numbers)
        for one, other in zip(own.sources, traced.sources, strict=True):
            assert one is not None
            assert other is not None
            assert np.array_equal(one, other)
        assert [formula(own, cell) for cell in range(n * m)] == [
            formula(traced, cell) for cell in range(n * m)
        ]


def on_face(picture: BoxPicture, labels: list[Label], face: int) -> list[str]:
    """Return the numbers in a face's cells, in their order, "" where there is none."""
    layout, _ = picture.layout(view_of(picture))
    rows, columns = layout.shapes[face]
    texts = []
    for row, column in product(range(rows), range(columns)):
        place = np.array(layout.faces[face].place(column + 0.5, -row - 0.5))
        near = [each.text for each in labels if np.allclose(each.position, place, atol=1e-6)]
        texts.append(near[0] if near else "")
    return texts


def test_numbers_appear_as_cells_are_done() -> None:
    steps = steps_of((2, 3, 2, 2))
    picture = BoxPicture(steps)
    step = steps.all[0]
    assert step.result is not None
    whole = [f"{value:.2f}".replace("-", "−") for value in step.result.numbers.flat]
    for done in range(7):
        _, labels = picture.parts(0, done / 6, view_of(picture))
        assert on_face(picture, labels, WALL) == whole[:done] + [""] * (6 - done)


def test_outer_products_add_up_on_the_wall() -> None:
    steps = steps_of((2, 3, 4, 2), reading="outer")
    picture = BoxPicture(steps)
    a, b = (operand.numbers for operand in steps.first.operands[:2])
    for terms in range(1, 5):
        _, labels = picture.parts(0, terms / 4, view_of(picture))
        shown = [float(text.replace("−", "-")) for text in on_face(picture, labels, WALL)]
        expected = sum(np.outer(a[:, p], b[p]) for p in range(terms))
        assert np.allclose(shown, np.ravel(expected), atol=0.0051)


@pytest.mark.parametrize("reading", ["cells", "outer"])
@pytest.mark.parametrize(("n", "k", "m"), [(1, 1, 1), (3, 2, 3), (9, 5, 7), (300, 64, 200)])
def test_turns_make_every_cell_of_every_term_once(n: int, k: int, m: int, reading: str) -> None:
    turns = Turns(n, k, m, "outer" if reading == "outer" else "cells")
    times = np.zeros((n, k, m), dtype=int)
    for turn in turns.all:
        times[slice(*turn.rows), slice(*turn.shared), slice(*turn.columns)] += 1
    assert (times == 1).all()
    assert len(turns.all) <= 16
    counts = [turns.count(part) for part in np.linspace(0, 1, 101)]
    assert (counts[0], counts[-1]) == (0, n * m)
    assert counts == sorted(counts)


@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize("shape", [(3, 3, 2, 2), (30, 30, 4, 3)])
def test_playing_uploads_nothing(shape: Shape, flat: bool) -> None:
    steps = steps_of(shape)
    picture = BoxPicture(steps, flat=flat)
    view = view_of(picture)
    for stage in range(len(steps.all)):
        shapes: dict[str, set[int]] = {}
        draws = []  # so that no identity is used again
        for part in np.linspace(0.0, 1.0, 41):
            now, _ = picture.parts(stage, float(part), view)
            draws += now
            for draw in now:
                shapes.setdefault(draw.name, set()).add(id(draw.geometry))
                assert np.isfinite(draw.matrix).all()
        # the colours of the step before, and of this one
        assert all(len(each) <= 1 + name.endswith("mosaic") for name, each in shapes.items())


def test_what_a_mask_leaves_out_is_marked_from_then_on() -> None:
    steps = steps_of((3, 4, 2, 2))
    picture = BoxPicture(steps)
    marks = []
    for stage in range(4):
        draws, _ = picture.parts(stage, 1.0, view_of(picture))
        marks.append([draw for draw in draws if draw.name == "C hidden"])
    assert [len(each) for each in marks] == [0, 1, 1, 1]
    geometry = marks[3][0].geometry
    assert isinstance(geometry, Segments)
    cells = {tuple(np.floor(ends.mean(axis=0)[:2]).astype(int)) for ends in geometry.points}
    hidden = ~np.tril(np.ones((3, 4), dtype=bool))
    assert cells == {(column, -row - 1) for row, column in np.argwhere(hidden).tolist()}


@pytest.mark.parametrize("size", [(1280.0, 720.0), (700.0, 900.0), (1920.0, 400.0)])
@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize("shape", [(3, 3, 2, 2), (1, 6, 4, 1), (12, 2, 1, 8), (200, 3, 2, 2)])
def test_all_faces_are_in_the_first_view(
    shape: Shape, flat: bool, size: tuple[float, float]
) -> None:
    picture = BoxPicture(steps_of(shape), flat=flat)
    view = view_of(picture, size)
    seen = view.camera.project(picture.layout(view)[0].corners, size)[:, :2]
    assert (seen > 0).all()
    assert (seen < np.array(size)).all()
    assert (np.ptp(seen, axis=0) / np.array(size)).max() > 0.45


def _extent(label: Label, view: View) -> Floats:
    """Return left, top, right and bottom of a label in pixels."""
    x, y = view.camera.project(np.array([label.position]), view.size)[0, :2]
    x, y = x + label.offset[0], y - label.offset[1]
    wide, high = text_width(label.text, label.size, bold=label.bold) / 2, 0.6 * label.size
    return np.array([x - wide, y - high, x + wide, y + high])


def _overlap(one: Floats, other: Floats) -> bool:
    return bool((one[:2] < other[2:]).all() and (other[:2] < one[2:]).all())


@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize(
    ("shape", "size"),
    [
        *product(
            [(5, 5, 2, 2), (5, 5, 8, 8), (3, 3, 2, 2), (18, 18, 8, 8)],
            [(655.0, 484.0), (375.0, 484.0), (1295.0, 844.0)],
        ),
        ((5, 5, 2, 2), (321.0, 214.0)),  # 85 mm on paper
    ],
)
def test_names_of_faces_are_whole_and_in_the_way_of_nothing(
    shape: Shape, flat: bool, size: tuple[float, float]
) -> None:
    tokens = tuple(["the", "cat", "saw", "a", "dog"][place % 5] for place in range(shape[0]))
    picture = BoxPicture(steps_of(shape), BoxLook(rows=tokens, columns=tokens), flat)
    view = view_of(picture, size)
    layout, _ = picture.layout(view)
    for stage in range(4):
        labels = picture.parts(stage, 1.0, view)[1]
        names = ("Q", "K.mT", "scores", "masked", "weights", "V", "output", "weights @ V")
        boxes = {
            each.text: _extent(each, view)
            for each in labels
            if each.text in names or (each.text.endswith(")") and len(each.text) < 4)
        }
        assert len(boxes) >= 4
        for box in boxes.values():
            assert box.min() >= 0
            assert (box[2:] <= np.array(size)).all()
        pairs = [(a, b) for a in boxes for b in boxes if a < b and _overlap(boxes[a], boxes[b])]
        assert not pairs
        corners = view.camera.project(layout.corners, size)[:, :2].reshape(-1, 4, 2)
        for face in corners if flat else ():
            area = np.concatenate([face.min(axis=0), face.max(axis=0)])
            assert not [name for name, box in boxes.items() if _overlap(box, area)]


@pytest.mark.parametrize("wide", [375.0, 655.0])
def test_a_long_formula_is_written_in_two_lines(wide: float) -> None:
    steps = steps_of((3, 3, 6, 2))
    picture = BoxPicture(steps)
    labels = picture.parts(0, 1.0, view_of(picture, (wide, 484.0)), (WALL, 4))[1]
    lines = [each for each in labels if "·" in each.text]
    lines.sort(key=lambda each: -each.offset[1])
    assert " ".join(each.text for each in lines) == formula(steps.first, 4)
    assert len(lines) == 2
    assert min(each.size for each in lines) >= 9
