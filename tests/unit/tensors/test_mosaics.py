"""Very many cells: one picture, one scale, and what is known of a single one of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.unit.tensors.drawn_steps import picture_of

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.tensors.cells.blocks import Block
from eigenscope.labs.kit.tensors.cells.grid import grid_of
from eigenscope.labs.kit.tensors.cells.mosaic import (
    as_mosaic,
    cell_colours,
    largest_of,
    mosaic,
    scale_of,
)
from eigenscope.labs.kit.tensors.numbers import cell_text
from eigenscope.scene.camera import PLANE
from eigenscope.scene.frame import Draw, Label
from eigenscope.scene.geometry import Picture

SIZE = (1280.0, 720.0)
VIEW = View(PLANE, SIZE)
SQUARE = "X = torch.arange(-5000, 5000).reshape(100, 100)\nX * 2"
MOVED = "X = torch.arange(10000).reshape(100, 100)\nX.T"


def mosaics(draws: list[Draw]) -> list[Picture]:
    return [
        draw.geometry
        for draw in draws
        if draw.name.endswith("mosaic") and isinstance(draw.geometry, Picture)
    ]


def numbers(labels: list[Label]) -> list[Label]:
    return [label for label in labels if label.priority < 0]


@pytest.mark.parametrize(
    "shape", [(60,), (60, 2), (7, 9), (3, 4, 5), (2, 3, 4, 5), (2, 1, 3, 2, 4)]
)
def test_each_pixel_is_the_colour_of_its_cell(shape: tuple[int, ...]) -> None:
    values = np.random.default_rng(3).normal(size=shape)
    block = as_mosaic(Block(shape, 2.5))
    pixels = mosaic(block, values, 2.0).pixels
    colours = cell_colours(values, 2.0)
    cells = np.full(pixels.shape[:2], -1)
    places = np.rint(block.corners() / (block.width, 1, 1)).astype(int)
    for cell, (x, y, _) in enumerate(places.tolist()):
        cells[-y, x] = cell
        assert grid_of(block).cell_at((x + 0.5) * block.width, 0.5 - y) == cell
    assert (pixels[cells >= 0] == colours[cells[cells >= 0]]).all()
    assert not pixels[cells < 0].any()


def test_a_few_huge_numbers_do_not_take_the_colour_of_all_others() -> None:
    values = np.abs(np.random.default_rng(3).normal(size=(200, 200)))
    assert scale_of(values) == values.max()
    values[0, 0] = 1e6
    assert values.max() > scale_of(values) > np.quantile(values, 0.99)
    assert scale_of(np.zeros((60, 60))) == 1


def test_colours_say_the_sign_and_the_size() -> None:
    values = np.array([-4.0, -2.0, 0.0, 2.0, 4.0, 8.0, np.nan, np.inf])
    colours = cell_colours(values, 4.0).astype(int)
    assert colours[0, 2] > colours[0, 0]
    assert colours[4, 0] > colours[4, 2]
    assert colours[0, 3] == colours[4, 3] == colours[5, 3] == 255
    assert 0 < colours[2, 3] < colours[1, 3] == colours[3, 3] < 255
    assert len(set(colours[2, :3].tolist())) == 1  # zero is on neither side
    assert (colours[6] == colours[7]).all()
    assert colours[6, 3] == 255
    assert not (colours[6, :3] == colours[4, :3]).all()
    assert (cell_colours(np.array([True, False]), 1.0)[:, 3] == [255, colours[2, 3]]).all()


def test_what_a_mask_hides_is_grey_and_no_mistake() -> None:
    colours = cell_colours(np.array([-np.inf, np.nan]), 4.0).astype(int)
    assert len(set(colours[0, :3].tolist())) == 1
    assert (colours[0] != colours[1]).any()
    masked = "X = torch.ones(100, 100)\nX.masked_fill(X.tril() == 0, -torch.inf)"
    item = picture_of(masked).items[-1]
    assert item.masked
    assert not item.odd
    assert not item.below_zero


@pytest.mark.parametrize(
    ("values", "largest"),
    [
        ([-3, 2], 3.0), ([0.0, 0.0], 1.0), ([], 1.0), ([np.nan, np.inf, -2.0], 2.0),
        ([np.nan], 1.0), ([True, False], 1.0), ([3 + 4j], 5.0), ([-(2**63)], 2.0**63),
    ],
)  # fmt: skip
def test_the_largest_size(values: list[float], largest: float) -> None:
    assert largest_of(np.array(values)) == largest


def test_the_mosaics_of_a_step_have_one_scale() -> None:
    picture = picture_of(SQUARE)
    before, _, after = (item for item in picture.items)
    assert before.largest == after.largest == 10_000
    assert before.pictures()[0].pixels[0, 0, 3] < after.pictures()[0].pixels[0, 0, 3] == 255
    _, labels = picture.parts(1.0, VIEW)
    assert {"−10000", "10000"} <= {label.text.replace(",", "") for label in labels}


def test_what_flies_into_a_mosaic_appears_as_it_arrives() -> None:
    picture = picture_of(MOVED)
    shares = []
    for part in (0.0, 0.3, 0.6, 1.0):
        draws, _ = picture.parts(part, VIEW)
        results = mosaics([draw for draw in draws if draw.name == "result mosaic"])
        shares.append(float((results[0].pixels[..., 3] > 0).mean()) if results else 0.0)
    assert shares == sorted(shares)
    assert shares[1] < shares[2] < shares[3] == 1.0


def test_numbers_appear_where_they_can_be_read() -> None:
    picture = picture_of(SQUARE)
    _, labels = picture.parts(1.0, VIEW)
    assert len(numbers(labels)) == 1  # that of the plain number
    placement, item = picture.layout(VIEW).placements[-1], picture.items[-1]
    pixel = tuple(PLANE.project([placement.place(50.5, -20.5)], SIZE)[0, :2].tolist())
    near = View(PLANE.zoomed(12.0, (pixel[0], pixel[1]), SIZE), SIZE)
    draws, labels = picture.parts(1.0, near)
    written = numbers(labels)
    doubled = 2 * np.arange(-5000, 5000)
    assert len(written) <= 2 * 700 + 1
    read = 0
    for label in written:
        x, y, _ = placement.units_of(np.array(label.position))
        cell = grid_of(item.block).cell_at(x, -y)
        if cell is not None:  # others are beside it, in the operand
            read += 1
            assert label.text == cell_text(doubled, cell)
    assert read > 20
    assert [draw for draw in draws if draw.name == "result cells"][1:]


def test_a_cell_under_the_mouse_is_marked_with_its_source() -> None:
    picture = picture_of("X = torch.arange(-250000., 250000.).reshape(500, 1000)\nY = X * 2")
    assert picture.step.sources is None
    cell = 123 * 1000 + 456
    placement = picture.layout(VIEW).placements[-1]
    middle = placement.place(*picture.items[-1].block.middles(np.array([cell]))[0].tolist())
    x, y = PLANE.project([middle], SIZE)[0, :2].tolist()
    view = replace(VIEW, pointer=(x, y))
    assert picture.result_cell(view) == cell
    draws, labels = picture.parts(1.0, view)
    assert {"result light", "operand 0 light"} <= {draw.name for draw in draws}
    assert "Y[123, 456] = (−126544)·2 = −253088" in [label.text for label in labels]


def test_all_that_takes_long_is_made_before_it_is_shown() -> None:
    picture = picture_of("X = torch.ones(1000, 1000)\nX * 2")
    picture.prepare()
    first, second = (mosaics(picture.parts(1.0, VIEW)[0]) for _ in range(2))
    assert [id(each) for each in first] == [id(each) for each in second]
    assert "letters" in vars(picture.items[-1])
