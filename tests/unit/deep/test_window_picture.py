"""Pictures of a window that slides, and of its matrix: what is lit, flies and is written."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import torch
from torch.nn import functional

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.tensors.tracing import traced_program
from eigenscope.labs.kit.tensors.window.matrix_items import IM2COL, MATRIX, OUTPUT, TOEPLITZ
from eigenscope.labs.kit.tensors.window.matrix_links import MatrixLinks
from eigenscope.labs.kit.tensors.window.matrix_picture import MatrixPicture, matrix_picture
from eigenscope.labs.kit.tensors.window.schedule import GATHER, SUM, Schedule
from eigenscope.labs.kit.tensors.window.window_items import SMALL, WEIGHTS, WIDE
from eigenscope.labs.kit.tensors.window.window_picture import WindowPicture, window_picture
from eigenscope.scene.camera import PLANE, SPACE
from eigenscope.scene.frame import Draw, Label
from eigenscope.scene.geometry import vertices

VIEW = View(PLANE, (1280.0, 720.0))
GRID = (
    "image = torch.arange({0}.).reshape(1, {1}, {2}, {3})\nkernel = torch.arange({4}.).reshape{5}\n"
)
SMALL_ONE = GRID.format(9, 1, 3, 3, 4, (1, 1, 2, 2)) + "output = F.conv2d(image, kernel, padding=1)"
CHANNELS = (
    GRID.format(96, 3, 4, 8, 36, (2, 3, 2, 3))
    + "output = F.conv2d(image, kernel, stride=(1, 2), dilation=(2, 1))"
)
PADDED = (
    GRID.format(25, 1, 5, 5, 4, (1, 1, 2, 2))
    + "padded = F.pad(image, (1, 1, 1, 1), mode='reflect')\n"
    + "output = F.conv2d(padded, kernel, stride=2)"
)
SPREAD_ONE = (
    GRID.format(4, 1, 2, 2, 4, (1, 1, 2, 2))
    + "output = F.conv_transpose2d(image, kernel, stride=2)"
)
LARGEST_ONE = GRID.format(16, 1, 4, 4, 4, (4,)) + "output = F.max_pool2d(image, 3, 2, 1)"
ROW_ONE = (
    "image = torch.arange(20.).reshape(1, 2, 10)\nkernel = torch.arange(6.).reshape(1, 2, 3)\n"
    "output = F.conv1d(image, kernel, padding=1, stride=2)"
)
MANY = GRID.format(900, 1, 30, 30, 9, (1, 1, 3, 3)) + "output = F.conv2d(image, kernel, padding=1)"
ALL = (SMALL_ONE, CHANNELS, PADDED, SPREAD_ONE, LARGEST_ONE, ROW_ONE, MANY)


def picture_of(source: str, *, deep: bool = False) -> WindowPicture:
    """Return the picture of a program's last step."""
    program = traced_program(source)
    assert program.problem is None
    pad = next((step for step in program.steps if step.operation == "pad"), None)
    picture = window_picture(program.steps[-1], pad, deep=deep)
    assert picture is not None
    picture.prepare()
    return picture


def matrix_of(source: str, form: str) -> MatrixPicture:
    """Return the picture of a program's last step as a product of matrices."""
    picture = matrix_picture(picture_of(source).windowed, form)
    assert picture is not None
    return picture


def rest_of(schedule: Schedule, place: int) -> float:
    """Return the part of the motion at the end of a slow place's time."""
    span = next(span for span in schedule.spans if span.first == place and span.slow)
    return span.part(0.999)


def in_the_world(draw: Draw) -> np.ndarray:
    """Return the vertices of a draw where they are seen."""
    points = vertices(draw.geometry).astype(float)
    if draw.towards is not None:
        points = points + (vertices(draw.towards) - points) * draw.mix
    homogeneous = np.column_stack([points, np.ones(len(points))])
    return np.asarray((homogeneous @ draw.matrix.T)[:, :3])


def cells_in(
    draws: list[Draw], name: str, picture: WindowPicture, item: str, view: View
) -> set[int]:
    """Return the cells of an item that the faces of a draw lie on."""
    number = picture.items().number(item)
    block = picture.items().all[number].block
    middles = picture.layout(view).placements[number].places(block.middles())
    cells = set()
    for draw in draws:
        if draw.name == name:
            for face in in_the_world(draw).reshape(-1, 6, 3):
                middle = (face.min(axis=0) + face.max(axis=0)) / 2
                cells.add(int(np.abs(middles - middle).sum(axis=1).argmin()))
    return cells


@pytest.mark.parametrize("deep", [False, True])
@pytest.mark.parametrize("source", [SMALL_ONE, CHANNELS, PADDED])
def test_cells_under_the_window_are_those_that_unfold_cuts_out(source: str, deep: bool) -> None:
    picture = picture_of(source, deep=deep)
    view = View(SPACE, VIEW.size) if deep else VIEW
    windowed, sliding = picture.windowed, picture.windowed.sliding
    numbered = np.arange(windowed.wide.size, dtype=float).reshape(1, *windowed.wide.shape)
    cut = functional.unfold(
        torch.tensor(numbered), sliding.kernel, stride=sliding.stride, dilation=sliding.dilation
    )
    expected = cut[0].numpy().T.astype(int)
    slow = [span.first for span in picture.schedule.spans if span.slow]
    assert len(slow) > 3
    for place in slow:
        draws, _ = picture.parts(rest_of(picture.schedule, place), view)
        assert cells_in(draws, "window cells", picture, WIDE, view) == set(expected[place])
        assert cells_in(draws, "small light", picture, SMALL, view) == {place}


@pytest.mark.parametrize("source", ALL)
def test_playing_uploads_nothing_after_the_first_place(source: str) -> None:
    picture = picture_of(source)
    begin = picture.schedule.spans[0]
    known, alive = set(), []
    for part in np.linspace(0.0, 1.0, 40)[:-1]:
        draws, _ = picture.parts(begin.part(float(part)), VIEW)
        alive += draws
        known |= {id(shape) for draw in draws for shape in (draw.geometry, draw.towards)}
    for part in np.linspace(begin.end, 1.0, 80):
        draws, _ = picture.parts(float(part), VIEW)
        new = {
            draw.name
            for draw in draws
            for shape in (draw.geometry, draw.towards)
            if id(shape) not in known
        }
        assert new <= {"result row cover"}  # of which there is one, once rows are parted
        alive += draws


def test_numbers_fly_from_the_window_to_products_and_their_sum() -> None:
    picture = picture_of(SMALL_ONE)
    span = picture.schedule.spans[1]  # its first row lies in the border
    middles = {
        name: picture.layout(VIEW).placements[number].places(item.block.middles())
        for number, (name, item) in enumerate((each.name, each) for each in picture.items().all)
    }
    for moment, name, ends in ((GATHER[0], "wide flight", "wide"), (SUM[1], "sum flight", SMALL)):
        part = span.part(moment + (0.01 if ends == "wide" else -0.01))
        (flight,) = (draw for draw in picture.parts(part, VIEW)[0] if draw.name == name)
        faces = in_the_world(flight).reshape(-1, 6, 3)
        at = (faces.min(axis=1) + faces.max(axis=1)) / 2
        cells = picture.windowed.covered(0, 1) if ends == "wide" else [1] * 4
        assert np.allclose(at, middles[ends][cells], atol=0.05)
    labels = [label.text for label in picture.parts(span.part(0.6), VIEW)[1]]
    assert labels.count("3") == 3  # in the image, in the kernel, and the product 1·3


def texts_of(labels: list[Label]) -> set[str]:
    """Return all that is written."""
    return {label.text for label in labels}


@pytest.mark.parametrize(
    ("source", "place", "said"),
    [
        (SMALL_ONE, 15, "output[3, 3] = 8·0 = 0"),
        (SMALL_ONE, 1, "output[0, 1] = 0·2 + 1·3 = 3"),
        (LARGEST_ONE, 1, "output[0, 1] = max(1, 2, 3, 5, 6, 7) = 7"),
        (ROW_ONE, 0, "output[0] = 0·1 + 1·2 + 10·4 + 11·5 = 97"),
    ],
)
def test_the_formula_has_the_numbers_of_the_place(source: str, place: int, said: str) -> None:
    picture = picture_of(source)
    _, labels = picture.parts(rest_of(picture.schedule, place), VIEW)
    assert said in texts_of(labels)


def pointing(picture: WindowPicture | MatrixPicture, name: str, cell: int) -> View:
    """Return the view with the mouse in the middle of a cell."""
    items = picture.items.all if isinstance(picture, MatrixPicture) else picture.items().all
    number = next(k for k, item in enumerate(items) if item.name == name)
    placement = picture.layout(VIEW).placements[number]
    middle = placement.places(items[number].block.middles(np.array([cell])))
    x, y = VIEW.camera.project(middle, VIEW.size)[0, :2].tolist()
    return View(VIEW.camera, VIEW.size, (x, y))


def test_a_cell_of_the_output_under_the_mouse_shows_its_receptive_field() -> None:
    picture = picture_of(CHANNELS)
    windowed = picture.windowed
    for cell in (0, 4, windowed.small.size - 1):
        view = pointing(picture, SMALL, cell)
        assert picture.result_cell(view) == cell
        draws, labels = picture.parts(0.0, view)
        sheet, place = divmod(cell, windowed.sliding.count)
        lit = cells_in(draws, "window cells", picture, WIDE, VIEW)
        assert lit == set(windowed.covered(sheet, place).tolist())
        row, column = windowed.sliding.place_at(place)
        assert any(
            text.startswith(f"output[{sheet}, {row}, {column}] = ") for text in texts_of(labels)
        )


def test_a_cell_of_the_image_under_the_mouse_shows_the_outputs_it_goes_into() -> None:
    picture = picture_of(PADDED)
    windowed = picture.windowed
    cell = windowed.sliding.padded[1] * 3 + 3
    draws, _ = picture.parts(1.0, pointing(picture, WIDE, cell))
    assert cells_in(draws, "small light", picture, SMALL, VIEW) == {
        place for place in range(windowed.sliding.count) if cell in windowed.sliding.covered(place)
    }
    draws, _ = picture.parts(1.0, pointing(picture, WIDE, 0))  # a reflected corner
    assert cells_in(draws, "wide light", picture, WIDE, VIEW) == {0, 2 * 7 + 2}


def test_sums_of_a_transposed_convolution_grow() -> None:
    picture = picture_of(SPREAD_ONE)
    windowed = picture.windowed
    assert windowed.so_far(0).sum() == 0
    assert np.array_equal(windowed.so_far(2)[0, :2], windowed.result.numbers[0, 0, :2])
    assert windowed.so_far(2)[0, 2:].sum() == 0
    assert np.array_equal(windowed.so_far(4), windowed.result.numbers[0])


# --- the schedule --------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 5, 12, 13, 16, 784, 250_000])
def test_a_schedule_comes_to_all_its_places_in_order(count: int) -> None:
    schedule = Schedule(count)
    moments = [schedule.at(part) for part in np.linspace(0.0, 1.0, 4 * min(count, 100) + 1)]
    places = [moment.place for moment in moments]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, count - 1)
    assert moments[0].done == 0
    assert moments[-1].done == count
    assert sum(span.count for span in schedule.spans) == count
    assert schedule.spans[-1].end == pytest.approx(1.0)
    assert schedule.length < 15


# --- the matrix ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "form"),
    [
        (SMALL_ONE, IM2COL),
        (SMALL_ONE, TOEPLITZ),
        (CHANNELS, TOEPLITZ),
        (ROW_ONE, IM2COL),
        (PADDED, TOEPLITZ),
        (SPREAD_ONE, TOEPLITZ),
    ],
)
def test_a_row_is_written_when_its_place_has_come(source: str, form: str) -> None:
    picture = matrix_of(source, form)
    first = next(iter(picture.schedule.spans))
    assert not number_cells(picture, first.part(0.1))
    written = number_cells(picture, first.part(0.99))
    line = 0
    rows = picture.items.matrix.shape[0]
    if picture.items.many:
        assert not written
    elif picture.items.spread:
        assert written == {(row, line) for row in range(rows)}
    else:
        sheets = 1 if form == IM2COL else len(picture.windowed.small)
        count = picture.windowed.sliding.count
        assert {row for row, _ in written} == {sheet * count for sheet in range(sheets)}


def number_cells(picture: MatrixPicture, part: float) -> set[tuple[int, int]]:
    """Return the cells of the matrix that have a number."""
    number = picture.items.number(MATRIX)
    block = picture.items.all[number].block
    middles = picture.layout(VIEW).placements[number].places(block.middles())
    _, labels = picture.parts(part, VIEW)
    places = {tuple(np.round(label.position, 6)) for label in labels if label.priority < 0}
    return {
        divmod(cell, block.columns)
        for cell, middle in enumerate(middles)
        if tuple(np.round(middle, 6)) in places
    }


def test_a_cell_of_the_kernel_is_linked_with_its_place_in_every_row() -> None:
    picture = matrix_of(SMALL_ONE, TOEPLITZ)
    draws, _ = picture.parts(1.0, pointing(picture, "weights", 3))
    (light,) = (draw for draw in draws if draw.name == "matrix light")
    lit = len(vertices(light.geometry)) // 8
    assert lit == np.count_nonzero(picture.items.matrix == 3) == 9


def test_a_cell_of_the_image_is_linked_with_its_column() -> None:
    picture = matrix_of(SMALL_ONE, TOEPLITZ)
    middle = 2 * 5 + 2  # the fourth number of nine, with the border
    draws, _ = picture.parts(1.0, pointing(picture, WIDE, middle))
    (light,) = (draw for draw in draws if draw.name == "matrix light")
    assert len(vertices(light.geometry)) // 8 == picture.windowed.sliding.offsets.size


@pytest.mark.parametrize("form", [IM2COL, TOEPLITZ])
def test_a_row_under_the_mouse_moves_the_window_to_its_place(form: str) -> None:
    picture = matrix_of(SMALL_ONE, form)
    columns = picture.items.matrix.shape[1]
    view = pointing(picture, MATRIX, 6 * columns + 1)
    assert picture.result_cell(view) == 6
    assert picture.result_cell(pointing(picture, OUTPUT, 6)) == 6
    draws, labels = picture.parts(0.0, view)
    assert "output[1, 2] = 1·0 + 2·1 + 4·2 + 5·3 = 25" in texts_of(labels)
    (window,) = (draw for draw in draws if draw.name == "window")
    corner = in_the_world(window)
    placement = picture.layout(VIEW).placements[0]
    block = picture.items.all[0].block
    expected = placement.places(block.corners(np.array([1 * 5 + 2])))[0]
    assert np.allclose([corner[:, 0].min(), corner[:, 1].max()], expected[:2])


@pytest.mark.parametrize(
    ("source", "form"), [(SMALL_ONE, IM2COL), (PADDED, TOEPLITZ), (MANY, TOEPLITZ), (MANY, IM2COL)]
)
def test_playing_a_matrix_again_uploads_nothing(source: str, form: str) -> None:
    picture = matrix_of(source, form)
    known: set[int] = set()
    alive: list[Draw] = []
    for again in (False, True):
        for part in np.linspace(0.0, 1.0, 60):
            draws, _ = picture.parts(float(part), VIEW)
            shapes = set(shapes_of(draws))
            assert not again or shapes <= known
            known |= shapes
            alive += draws


def shapes_of(draws: list[Draw]) -> Iterator[int]:
    """Yield what tells the shapes of draws apart."""
    for draw in draws:
        yield id(draw.geometry)
        yield id(draw.towards)


def test_pooling_and_what_is_too_large_have_no_matrix() -> None:
    assert matrix_picture(picture_of(LARGEST_ONE).windowed, TOEPLITZ) is None
    assert matrix_picture(picture_of(SPREAD_ONE).windowed, IM2COL) is None
    large = GRID.format(1600, 1, 40, 40, 4, (1, 1, 2, 2)) + "output = F.conv2d(image, kernel)"
    assert matrix_picture(picture_of(large).windowed, TOEPLITZ) is None


@pytest.mark.parametrize("form", [IM2COL, TOEPLITZ])
def test_weights_of_groups_are_linked_with_their_own_channels_alone(form: str) -> None:
    source = (
        GRID.format(18, 2, 3, 3, 8, (2, 1, 2, 2)) + "output = F.conv2d(image, kernel + 1, groups=2)"
    )
    picture = matrix_of(source, form)
    for cell in range(8):
        entries = MatrixLinks(picture.items).entries_of((WEIGHTS, cell))
        rows, columns = np.divmod(entries, picture.items.matrix.shape[1])
        if form == TOEPLITZ:
            assert np.all(picture.items.matrix[rows, columns] == cell + 1)
            assert len(entries) == np.count_nonzero(picture.items.matrix == cell + 1)
        else:  # torch has a channel's cells one after another
            assert set(columns.tolist()) == {cell}
