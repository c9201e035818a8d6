"""One picture of any traced step: operands, result, and how the one becomes the other.

Whatever a step does, the picture follows from what its result's cells are made of: which cells
fly, which copies they need, what lights up under the mouse, the formula.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.tensors.arrangement import BELOW, BLACKBOARD, ROW
from eigenscope.labs.kit.tensors.cells.block_draws import numbers_written
from eigenscope.labs.kit.tensors.cells.headings import short
from eigenscope.labs.kit.tensors.cells.item_draws import copy_light, item_draws, item_labels, lights
from eigenscope.labs.kit.tensors.cells.items import TensorItem
from eigenscope.labs.kit.tensors.cells.mosaic_scale import ROOM, scale_parts
from eigenscope.labs.kit.tensors.cells.name_labels import AxisNames
from eigenscope.labs.kit.tensors.cells.placement import Placement
from eigenscope.labs.kit.tensors.cells.step_items import items_of
from eigenscope.labs.kit.tensors.moving.arrival import Arrival
from eigenscope.labs.kit.tensors.moving.flying import Flying
from eigenscope.labs.kit.tensors.moving.partial import partial_texts
from eigenscope.labs.kit.tensors.moving.waves import Waves, waves_of
from eigenscope.labs.kit.tensors.pointing import Cell, cell_under
from eigenscope.labs.kit.tensors.signs import signs_of, title_of
from eigenscope.labs.kit.tensors.sources.axes import StepAxes
from eigenscope.labs.kit.tensors.speech import StepSpeech
from eigenscope.labs.kit.tensors.step_layout import StepLayout, block_corners, moved, step_layout
from eigenscope.labs.kit.tensors.tensor_step import Indices, TensorStep
from eigenscope.labs.kit.timeline import smooth
from eigenscope.scene.frame import Draw, Label
from eigenscope.scene.slots import Slot

_SPREAD = 0.35  # of the motion, in which copies come out
_CODE, _FORMULA = 0.34, 0.36  # sizes of letters, in world units
_BLACKBOARD = frozenset(["@", "matmul", "mm"])
_NOTE = 0.28
_BACK = "   ←   "
_LONGEST_CODE = 90


@dataclass(frozen=True, eq=False)
class StepPicture:
    """The picture of one step.

    Attributes
    ----------
    step, axes
        What is shown, and the colours of its axes.
    deep
        Whether sheets stand behind each other in space.
    names
        What stands along axes, such as tokens, by the axes' colours.
    slots
        The colours of tensors by their labels, where they have their own.
    """

    step: TensorStep
    axes: StepAxes
    deep: bool = False
    names: AxisNames = field(default_factory=dict)
    slots: Mapping[str, Slot] = field(default_factory=dict)
    _flying: dict[StepLayout, Flying] = field(default_factory=dict)
    _partials: dict[int, dict[int, str]] = field(default_factory=dict)

    @cached_property
    def items(self) -> tuple[TensorItem, ...]:
        """The operands and, last, the result."""
        return items_of(self.step, self.axes, deep=self.deep, names=self.names, slots=self.slots)

    def seen_items(self, layout: StepLayout, view: View) -> tuple[TensorItem, ...]:
        """Return the items as a view shows them: in colours where numbers cannot be read."""
        return tuple(
            item if numbers_written(item.block, placement, view) else item.coloured
            for item, placement in zip(self.items, layout.placements, strict=True)
        )

    @cached_property
    def waves(self) -> Waves:
        """Which cells move together."""
        return waves_of(self.step)

    @cached_property
    def _speech(self) -> StepSpeech:
        return StepSpeech(self.step, self.items, self.waves)

    @cached_property
    def signs(self) -> tuple[str, ...]:
        """What stands between the items: the operator, commas, and the way to the result."""
        return signs_of(self.step)

    def prepare(self) -> None:
        """Make what takes long, before the step is shown."""
        _ = self.waves
        for item in self.items:
            item.prepare()

    @property
    def length(self) -> float:
        """How long it plays, in lengths of a simple step."""
        count = len(self.waves.waves)
        return 1.0 + (0.12 * count if self.waves.kind in ("turn", "fold") else 0.0)

    def layout(self, view: View, memory: float = 0.0) -> StepLayout:
        """Return where all stands in a view."""
        flat_sizes = all(len(item.block.shape) == 2 for item in self.items)
        blackboard = self.step.operation in _BLACKBOARD and len(self.items) == 3 and flat_sizes
        kinds = (ROW, BELOW, BLACKBOARD) if blackboard else (ROW, BELOW)
        return step_layout(
            self.items, self.signs, view, kinds=kinds, standing=self.deep, memory=memory
        )

    def extent(self, view: View) -> Floats:
        """Return the corners (n, 3) of all blocks in the world, with room around for headings."""
        return block_corners(self.items, self.layout(view))

    def parts(
        self,
        part: float,
        view: View,
        memory: float = 0.0,
        chosen: int | None = None,
        arrival: Arrival | None = None,
        before: Callable[[int], Sequence[str]] = lambda _cell: (),
    ) -> tuple[list[Draw], list[Label]]:
        """Return the draws and labels at a part (0…1) of the step's motion.

        ``memory`` is how high the room below is that is left free, in world units; ``chosen`` a
        cell of the result that is spoken of unless the mouse is on another. With an ``arrival``
        blocks are still on their way to their places, and nothing else moves. ``before`` returns
        how the cells are made that a cell of the result comes from, in steps before this one.
        """
        layout = self.layout(view, memory)
        if arrival is not None:
            return self._arriving(layout, view, arrival)
        flying = self._flying.setdefault(layout, Flying(self.items, layout))
        pointed = cell_under(self.items, layout, view)
        if pointed is None and chosen is not None:
            pointed = len(self.items) - 1, chosen
        items = self.seen_items(layout, view)
        draws: list[Draw] = []
        labels: list[Label] = []
        for item, placement in zip(items, layout.placements, strict=True):
            last = item is items[-1]
            draws += self._item_draws(item, placement, view, part, last=last)
            labels += self._item_labels(item, placement, view, part, last=last)
        draws += self._lights(items, layout, part, pointed)
        moving_draws, moving_labels = self._moving(flying, part, view)
        draws += moving_draws
        labels += moving_labels
        labels += self._texts(items, layout, part, pointed, view)
        scale_draws, scale_labels = self._scale(items, layout, view)
        draws += scale_draws
        labels += scale_labels
        if pointed is not None and pointed[0] == len(self.items) - 1:
            said = _BACK.join(before(pointed[1]))
            labels.append(layout.line(said, layout.note, view, _NOTE, slot=Slot.AXIS))
        return draws, labels

    def _arriving(
        self, layout: StepLayout, view: View, arrival: Arrival
    ) -> tuple[list[Draw], list[Label]]:
        items = self.seen_items(layout, view)
        draws: list[Draw] = []
        labels: list[Label] = []
        for item, end in zip(items, layout.placements, strict=True):
            last = item is items[-1]
            start = None if item.tensor is None or last else arrival.start_of(item.tensor)
            placement = end if start is None else moved(start, end, smooth(arrival.part))
            own = self._item_draws(item, placement, view, 0.0, last=last)
            draws += own if start is not None else (arrival.faded(draw) for draw in own)
            if start is not None or arrival.part >= 0.5:
                labels += self._item_labels(item, placement, view, 0.0, last=last)
        scale_draws, scale_labels = self._scale(items, layout, view)
        texts = self._texts(items, layout, 0.0, None, view)
        return [*draws, *scale_draws], [*labels, *texts, *scale_labels]

    def _scale(
        self, items: Sequence[TensorItem], layout: StepLayout, view: View
    ) -> tuple[list[Draw], list[Label]]:
        """Return what the colours of mosaics mean, in the plane."""
        if self.deep:
            return [], []
        return scale_parts(items, layout.room / 2, layout.code[1], view)

    def result_cell(self, view: View, memory: float = 0.0) -> int | None:
        """Return the cell of the result under the pointer, or None."""
        pointed = cell_under(self.items, self.layout(view, memory), view)
        return pointed[1] if pointed is not None and pointed[0] == len(self.items) - 1 else None

    # --- the blocks ----------------------------------------------------------------------------

    def _item_draws(
        self, item: TensorItem, placement: Placement, view: View, part: float, *, last: bool
    ) -> Iterator[Draw]:
        ghost = last and part <= 0
        last = last and bool(self.step.operands)
        fades = self.waves.kind == "fade"
        strength = 1.0 if not last else smooth(part) if fades else float(part > 0)
        cells = self._done(part) if last and not fades else None
        yield from item_draws(item, placement, view, ghost=ghost, strength=strength, cells=cells)

    def _item_labels(
        self, item: TensorItem, placement: Placement, view: View, part: float, *, last: bool
    ) -> Iterator[Label]:
        if item.tensor is None:
            if item.answer and (part >= 0.5 or not self.step.operands):
                yield from item_labels(item, placement, view, "")
            return
        name = item.tensor.label
        if (last and name == self.step.text) or (not item.tensor.dtype and name == item.text(0)):
            name = ""  # it is written already: above all, or in the cell
        cells = self._done(part) if last else None
        yield from item_labels(item, placement, view, name, cells=cells, bold=last)

    # --- the motion ----------------------------------------------------------------------------

    @cached_property
    def _stretched(self) -> tuple[int, ...]:
        return tuple(k for k, item in enumerate(self.items) if item.stretched)

    def _flight(self, part: float) -> float:
        """Return how far the flight is, after copies have come out."""
        return max(part - _SPREAD, 0.0) / (1 - _SPREAD) if self._stretched else part

    def _done(self, part: float) -> Indices | None:
        """Return the cells of the result that are there; None of all."""
        if not self.step.operands or part >= 1:
            return None
        if self.waves.kind == "fade":
            return None if part >= 0.5 else np.zeros(0, dtype=np.int64)
        return self.waves.done(self._flight(part))

    def _moving(self, flying: Flying, part: float, view: View) -> tuple[list[Draw], list[Label]]:
        draws: list[Draw] = []
        labels: list[Label] = []
        out = smooth(min(part / _SPREAD, 1.0))
        for number in self._stretched:
            if out > 0:
                draws += flying.copy_draws(number, out)
                labels += flying.copy_labels(number, out, view)
        flight = self._flight(part)
        for number, wave in enumerate(self.waves.waves):
            along = wave.part(flight)
            if 0 < along < 1:
                draws += flying.wave_draws(number, wave, along)
                labels += flying.wave_labels(wave, along, view)
        if self.waves.kind == "fold" and 0 < part < 1:
            labels += flying.partial_labels(self._partial(flight), self._done(part), view)
        return draws, labels

    def _partial(self, flight: float) -> dict[int, str]:
        """Return what cells of a reduction have come to."""
        count = sum(flight >= wave.end - 1e-9 for wave in self.waves.waves)
        if count not in self._partials:
            self._partials[count] = partial_texts(self.step, self.waves.waves[:count])
        return self._partials[count]

    # --- lights and texts ----------------------------------------------------------------------

    def _lights(
        self,
        items: Sequence[TensorItem],
        layout: StepLayout,
        part: float,
        pointed: Cell | None,
    ) -> Iterator[Draw]:
        """Yield what is lit: what is taken of an operand, where cells come from, what belongs."""
        for number, cells in self._speech.taken.items() if part > 0 else ():
            yield from lights(items[number], layout.placements[number], cells, taken=True)
        for number, cell in self._speech.copies(part, pointed).items():
            yield copy_light(self.items[number], layout.placements[number], cell)
        for number, cells in self._speech.lit(part, self._flight(part), pointed).items():
            if cells:
                yield from lights(items[number], layout.placements[number], cells)

    def _texts(
        self,
        items: Sequence[TensorItem],
        layout: StepLayout,
        part: float,
        pointed: Cell | None,
        view: View,
    ) -> Iterator[Label]:
        code = short(title_of(self.step), _LONGEST_CODE)
        scale = ROOM if any(item.many for item in items) else 0.0
        yield layout.title(code, view, _CODE, scale)
        yield from layout.sign_labels(self.signs, view)
        cell = self._speech.spoken_of(part, self._flight(part), pointed)
        if cell is not None:
            said = self._speech.formula(cell)
            yield from layout.lines(said, layout.formula, view, _FORMULA, slot=self.items[-1].slot)
