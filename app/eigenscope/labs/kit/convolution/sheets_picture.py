"""A picture and the sheets that kernels make of it, with a window that sweeps over all rows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats, Pixels
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.cells import line_of_text
from eigenscope.labs.kit.colours import OPERAND_A, OPERAND_B, RESULT
from eigenscope.labs.kit.tensors.cells.block_draws import number_labels
from eigenscope.labs.kit.tensors.cells.blocks import Block
from eigenscope.labs.kit.tensors.cells.items import TensorItem
from eigenscope.labs.kit.tensors.cells.mosaic import as_mosaic, largest_of
from eigenscope.labs.kit.tensors.cells.mosaic_scale import ROOM, scale_parts
from eigenscope.labs.kit.tensors.cells.placement import Placement
from eigenscope.labs.kit.tensors.cells.seen_cells import seen_lines
from eigenscope.labs.kit.tensors.step_layout import StepLayout, step_layout
from eigenscope.labs.kit.tensors.tensor_step import ShownTensor
from eigenscope.scene import shapes
from eigenscope.scene.frame import Draw, Label, Style
from eigenscope.scene.geometry import Picture
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import short

_CODE, _NAME = 0.34, 0.28  # letters of code and of names, in world units
_ABOVE = 0.9  # how far names are above, in their letters
_THREE = 0.13  # letters of three numbers in a cell
_WIDE, _MOST_TEXTS = 1.5, 300  # letters of a number by how many it has; weights that are written
_SIDE, _FINE = 9.0, 10  # of a sheet; cells of the room for sheets
_APART, _BELOW = 1.1, 1.26  # from a sheet to the next, and to the one below, in their sizes
_KERNEL, _BESIDE = 0.28, 0.34  # sizes of a kernel, and of the room for it, in those of its sheet
_LARGEST = 1.2  # of all sheets together, in sides of the picture


@dataclass(frozen=True, eq=False)
class PictureSheet:
    """A sheet of cells, seen as a picture or by a colour for each number.

    Attributes
    ----------
    item
        Its cells.
    title
        What stands above it.
    channels
        Its numbers (channels, rows, columns).
    picture
        What is seen of it.
    natural
        Whether that is a picture, of numbers from 0 to 1.
    texts
        What stands in its cells; empty for as many digits as all of its numbers need.
    """

    item: TensorItem
    title: str
    channels: Floats
    picture: Picture
    natural: bool
    texts: tuple[str, ...] = ()

    def draws(self, placement: Placement, view: View) -> Iterator[Draw]:
        """Yield the picture, and lines between its cells where they are large."""
        name = self.item.name
        yield Draw(self.picture, Style(self.item.slot), placement.matrix(), name=f"{name} picture")
        yield from seen_lines(self.item.block, placement, view, name)

    def labels(self, placement: Placement, view: View) -> Iterator[Label]:
        """Yield what it is called, and its numbers."""
        wide, high, _ = self.item.block.size
        x, y, _ = placement.place(wide / 2, 0.0)
        room, slot = _APART * wide * placement.scale, self.item.slot
        letters = min(_NAME, (_BELOW - 1) * high * placement.scale / 2)
        place = (x, y + _ABOVE * letters)
        yield line_of_text(self.title, place, view, letters, slot=slot, room=room, bold=True)
        yield from self.numbers(placement, view)

    def numbers(self, placement: Placement, view: View) -> Iterator[Label]:
        """Yield its numbers where they can be read."""
        letters = self.item.letters if len(self.channels) == 1 else _THREE
        letters = min([letters, *(_WIDE / len(text) for text in self.texts)])
        numbers = number_labels(self.item.block, placement, self._text, view, letters=letters)
        yield from (replace(label, ground=self.natural) for label in numbers)

    def _text(self, cell: int) -> str:
        if self.texts:
            return self.texts[cell]
        if len(self.channels) == 1:
            return self.item.text(cell)
        flat = self.channels.reshape(len(self.channels), -1)
        return "  ".join(f"{value:.2f}" for value in flat[:, cell])


def sheet_of(
    name: str,
    channels: Floats,
    slot: Slot,
    title: str = "",
    *,
    largest: float = 1.0,
    natural: bool = False,
) -> PictureSheet:
    """Return a sheet of numbers (channels, rows, columns): one channel, or three of a picture.

    ``largest`` is the size of a number that has the full colour, where it is no ``natural`` one.
    """
    shape = channels.shape[1:]
    block = as_mosaic(Block(shape))
    tensor = ShownTensor(name, channels[0], "float64")
    item = TensorItem(
        name, tensor, block, block, _SIDE / max(shape), slot, largest=largest
    )  # a mosaic however small
    title = title or f"{name}  {' × '.join(map(str, channels.shape))}"
    if not natural:
        return PictureSheet(item, title, channels, item.pictures()[0], natural)
    wide, high, _ = block.size
    corners = [(0.0, -high, 0.0), (wide, -high, 0.0), (0.0, 0.0, 0.0)]
    return PictureSheet(
        item, title, channels, Picture(_pixels(channels), corners, cells=True), natural
    )


def _pixels(channels: Floats) -> Pixels:
    """Return numbers (1 or 3, rows, columns) from 0 to 1 as colours, what is beyond cut off."""
    pixels = np.full((*channels.shape[1:], 4), 255, dtype=np.uint8)
    shades = np.rint(255 * np.clip(channels, 0.0, 1.0)).astype(np.uint8)
    pixels[..., :3] = np.moveaxis(shades, 0, -1)
    return pixels


@dataclass(frozen=True, eq=False)
class SheetsPicture:
    """The picture that goes in at the left, and at the right what comes out.

    Attributes
    ----------
    image, output
        (channels, rows, columns); the image's numbers are from 0 to 1.
    kernel
        (outputs, channels of a group, rows, columns), as it is laid over the image.
    natural
        Whether the output is a picture as well; else each of its sheets has colours by its numbers.
    reach
        How many rows the window reaches over.
    code
        What stands above.
    """

    image: Floats
    output: Floats
    kernel: Floats
    natural: bool
    reach: int
    code: str

    @cached_property
    def sheets(self) -> tuple[PictureSheet, ...]:
        """The picture and, after it, what comes out."""
        first = sheet_of("image", self.image, OPERAND_A, natural=True)
        if self.natural:
            return first, sheet_of("output", self.output, RESULT, natural=True)
        largest = largest_of(self.output)
        if len(self.output) == 1:
            return first, sheet_of("output", self.output, RESULT, largest=largest)
        sheets = (
            sheet_of(f"output {number}", each[None], RESULT, f"output[{number}]", largest=largest)
            for number, each in enumerate(self.output)
        )
        return first, *sheets

    @cached_property
    def kernels(self) -> tuple[PictureSheet, ...]:
        """The kernel of each sheet that comes out, the weights of its channels below each other.

        A picture that comes out has one kernel if those of its channels are the same, else all.
        """
        largest, kernels = largest_of(self.kernel), self.kernel
        if self.natural:
            same = bool((kernels == kernels[0]).all())
            kernels = kernels[:1] if same else kernels.reshape(1, -1, *kernels.shape[2:])
        sheets = []
        for number, each in enumerate(kernels):
            weights = each.reshape(1, -1, kernels.shape[-1])
            sheet = sheet_of(f"kernel {number}", weights, OPERAND_B, largest=largest)
            texts = tuple(short(weight, 3) for weight in weights.ravel().tolist())
            sheets.append(replace(sheet, texts=texts if len(texts) <= _MOST_TEXTS else ()))
        return tuple(sheets)

    def prepare(self) -> None:
        """Make what takes long, before it is shown."""
        for sheet in (*self.sheets, *self.kernels):
            sheet.item.prepare()

    @property
    def _grid(self) -> tuple[int, int]:
        """Rows and columns of the sheets that come out."""
        count = len(self.sheets) - 1
        rows = round(math.sqrt(count))
        return rows, math.ceil(count / rows)

    def _layout(self, view: View) -> StepLayout:
        """Return where the picture stands, and the room for what comes out."""
        first, second = (sheet.item for sheet in self.sheets[:2])
        pairs = zip(self._grid, reversed(second.size), strict=True)
        apart = zip((_BELOW, _BESIDE + _APART), pairs, strict=True)
        cells = tuple(round(by * count * size * _FINE) for by, (count, size) in apart)
        rows, columns = self._grid
        share = min(1.0, _LARGEST / max(rows, columns * (_BESIDE + _APART) / _APART)) / _FINE
        empty = ShownTensor("", np.broadcast_to(0.0, cells))
        block = Block(cells)
        return step_layout(
            (first, TensorItem("room", empty, block, block, share, second.slot)), ("→",), view
        )

    def _placements(self, layout: StepLayout) -> Iterator[Placement]:
        yield layout.placements[0]
        room, item = layout.placements[1], self.sheets[1].item
        unit = room.scale * _FINE
        wide = item.size[0] * unit * (_BESIDE + _APART)
        high = item.size[1] * unit * _BELOW
        left, above = wide - item.size[0] * unit, high - item.size[1] * unit
        if self._grid[0] == 1:  # level with the picture
            above /= 2
        for number in range(len(self.sheets) - 1):
            row, column = divmod(number, self._grid[1])
            across = room.across + column * wide + left
            yield Placement(unit * item.factor, across, room.up - row * high - above)

    def _kernel_parts(
        self, placements: Sequence[Placement], view: View
    ) -> tuple[list[Draw], list[Label]]:
        """Return the kernels, each at the left of what it makes, with a frame for each channel."""
        draws: list[Draw] = []
        labels: list[Label] = []
        rows = self.kernel.shape[2]
        for sheet, kernel, placement in zip(
            self.sheets[1:], self.kernels, placements[1:], strict=True
        ):
            (wide, high, _), (columns, cells, _) = sheet.item.block.size, kernel.item.block.size
            unit = placement.scale * min(_KERNEL * wide / columns, high / cells)
            left = placement.across - (_BESIDE - _KERNEL) * wide * placement.scale
            own = Placement(unit, left - columns * unit, placement.up)
            draws += kernel.draws(own, view)
            for first in range(0, round(cells), rows):
                matrix = own.matrix(0.0, -first) @ np.diag([columns, -rows, 1.0, 1.0])
                style, name = Style(OPERAND_B, 1.6), f"{kernel.item.name} frame"
                draws.append(Draw(shapes.unit_square_outline(), style, matrix, name=name))
            labels += kernel.numbers(own, view)
        return draws, labels

    def parts(self, part: float, view: View) -> tuple[list[Draw], list[Label]]:
        """Return the draws and labels once a part (0…1) of the rows has come out."""
        layout = self._layout(view)
        placements = [*self._placements(layout)]
        draws, labels = self._kernel_parts(placements, view)
        for number, (sheet, placement) in enumerate(zip(self.sheets, placements, strict=True)):
            if not number or part > 0:
                draws += sheet.draws(placement, view)
            if not number or part >= 1:
                labels += sheet.labels(placement, view)
            elif part > 0:
                draws.append(_cover(sheet.item, placement, part))
        draws += self._window(placements[0], part) if 0 < part < 1 else ()
        labels += layout.sign_labels(("→",), view)
        coloured: Sequence[TensorItem] = [s.item for s in self.sheets if not s.natural]
        free = layout.room - (2 * ROOM if coloured else 0.0)
        labels.append(layout.line(self.code, layout.code, view, _CODE, room=free, bold=True))
        scale = scale_parts(coloured, layout.room / 2, layout.code[1], view)
        return [*draws, *scale[0]], [*labels, *scale[1]]

    def _window(self, placement: Placement, part: float) -> Iterator[Draw]:
        """Yield the rows of the picture that the window is over."""
        rows, columns = self.image.shape[1:]
        high = min(self.reach, rows)
        matrix = placement.matrix(0.0, -part * (rows - high)) @ np.diag([columns, -high, 1.0, 1.0])
        yield Draw(shapes.unit_square(), Style(Slot.INK, opacity=0.18), matrix, name="window face")
        yield Draw(shapes.unit_square_outline(), Style(Slot.INK, 2.0), matrix, name="window")


def _cover(item: TensorItem, placement: Placement, part: float) -> Draw:
    """Return what hides the rows that have not come out yet."""
    wide, high, _ = item.block.size
    matrix = placement.matrix(0.0, -part * high) @ np.diag([wide, -(1 - part) * high, 1.0, 1.0])
    return Draw(shapes.unit_square(), Style(Slot.BACKGROUND), matrix, name=f"{item.name} hidden")
