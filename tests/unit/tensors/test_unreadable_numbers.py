"""Tensors whose numbers a view has no room for: their cells are coloured, their names stay."""

from __future__ import annotations

import numpy as np
from tests.unit.tensors.drawn_steps import picture_of

from eigenscope.labs.attention.inputs import Inputs
from eigenscope.labs.attention.lab import LAB
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.tensors.cells.mosaic import cell_colours
from eigenscope.labs.kit.tensors.step_picture import StepPicture
from eigenscope.scene.camera import PLANE
from eigenscope.scene.frame import Label
from eigenscope.scene.geometry import Picture

LARGE, COLUMN = View(PLANE, (1280.0, 720.0)), View(PLANE, (321.0, 214.0))
WORDS = "the quick brown fox jumps over the lazy dog near the river"
PRODUCT = "A = torch.arange(144).reshape(12, 12)\nB = torch.arange(96).reshape(12, 8)\nA @ B"


def mosaics(picture: StepPicture, view: View) -> dict[str, list[Picture]]:
    pictures: dict[str, list[Picture]] = {}
    for draw in picture.parts(1.0, view)[0]:
        if draw.name.endswith(" mosaic") and isinstance(draw.geometry, Picture):
            pictures.setdefault(draw.name.removesuffix(" mosaic"), []).append(draw.geometry)
    return pictures


def numbers(labels: list[Label]) -> list[Label]:
    return [label for label in labels if label.priority < 0]


def test_cells_have_numbers_where_these_can_be_read_and_colours_elsewhere() -> None:
    picture = picture_of(PRODUCT)
    assert numbers(picture.parts(1.0, LARGE)[1])
    assert not mosaics(picture, LARGE)
    assert not numbers(picture.parts(1.0, COLUMN)[1])
    assert set(mosaics(picture, COLUMN)) == {"operand 0", "operand 1", "result"}


def test_each_sheet_has_the_colours_of_its_own_numbers() -> None:
    picture = picture_of("A = torch.arange(288).reshape(2, 12, 12) - 100\nA * 2")
    sheets = mosaics(picture, COLUMN)["operand 0"]
    assert len(sheets) == 2
    values = np.arange(288).reshape(2, 12, 12) - 100
    for sheet, own in zip(sheets, values, strict=True):
        colours = cell_colours(own, picture.items[0].largest).reshape(12, 12, 4)
        assert np.array_equal(sheet.pixels, colours)


def test_beside_a_mosaic_cells_are_as_small_as_its_own() -> None:
    program = "A = torch.ones(60, 60)\nB = torch.arange(960).reshape(60, 16) * 1.0\nA @ B"
    picture = picture_of(program)
    assert all(item.many for item in picture.items)
    assert len({item.factor * item.block.size[1] / 60 for item in picture.items}) == 1


def test_every_token_is_named_whole_beside_the_weights() -> None:
    inputs = LAB.check(Inputs(source="text", text=WORDS, width=8))
    solution = LAB.solve(inputs)
    labels = LAB.frame(solution, 0.8, View(PLANE, (661.0, 464.0))).labels
    texts = [label.text for label in labels]
    for word in WORDS.split():  # beside rows and below columns
        assert texts.count(word) >= 2
    assert not any("…" in text for text in texts if not text.startswith("Z["))
