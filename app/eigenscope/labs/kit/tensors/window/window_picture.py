"""The picture of a window that slides over sheets: convolution, pooling, transposed convolution.

At each place the cells under the window meet the weights, their products fly into one sum, and the
sum into its cell of the result. A cell under the mouse shows what it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.colours import RESULT
from eigenscope.labs.kit.tensors.arrangement import ABOVE, BELOW, ROW
from eigenscope.labs.kit.tensors.cells.headings import short
from eigenscope.labs.kit.tensors.cells.item_draws import lights
from eigenscope.labs.kit.tensors.cells.mosaic_scale import ROOM, scale_parts
from eigenscope.labs.kit.tensors.pointing import cell_under
from eigenscope.labs.kit.tensors.step_layout import StepLayout, block_corners, step_layout
from eigenscope.labs.kit.tensors.tensor_step import TensorStep
from eigenscope.labs.kit.tensors.window.flights import WindowFlights
from eigenscope.labs.kit.tensors.window.schedule import GATHER, GLIDE, SUM, Moment, Schedule
from eigenscope.labs.kit.tensors.window.window_draws import WindowDraws
from eigenscope.labs.kit.tensors.window.window_items import SMALL, WIDE, WindowItems
from eigenscope.labs.kit.tensors.window.window_numbers import WindowNumbers
from eigenscope.labs.kit.tensors.window.window_speech import WindowSpeech, stages_of
from eigenscope.labs.kit.tensors.window.windowed import LARGEST, MEAN, SPREAD, Windowed, windowed
from eigenscope.labs.kit.timeline import Stage
from eigenscope.scene.frame import Draw, Label

_CODE, _FORMULA = 0.34, 0.36  # sizes of letters, in world units
_LONGEST_CODE = 90
_SIGNS = {LARGEST: ("→", "max →"), MEAN: ("→", "mean →"), SPREAD: ("·", "=", "+ →")}
_KINDS = (ROW, BELOW, ABOVE)
_SUM_OF_PRODUCTS = ("∘", "=", "Σ →")


@dataclass(frozen=True, eq=False)
class WindowPicture:
    """The picture of one step whose window slides.

    Attributes
    ----------
    windowed
        The step.
    deep
        Whether sheets stand behind each other in space.
    """

    windowed: Windowed
    deep: bool = False
    _items: dict[int, WindowItems] = field(default_factory=dict)
    _parts: dict[tuple[StepLayout, int], tuple[WindowNumbers, WindowFlights]] = field(
        default_factory=dict
    )

    @cached_property
    def schedule(self) -> Schedule:
        """When the window is at which of its places."""
        return Schedule(self.windowed.sliding.count)

    @property
    def length(self) -> float:
        """How long it plays, in lengths of a simple step."""
        return 0.5 + 0.3 * self.schedule.length

    def items(self, sheet: int = 0) -> WindowItems:
        """Return what stands side by side while a small sheet's products are shown."""
        if sheet not in self._items:
            self._items[sheet] = WindowItems(self.windowed, self.deep, sheet)
        return self._items[sheet]

    def prepare(self) -> None:
        """Make what takes long, before it is shown."""
        for item in self.items().all:
            item.prepare()
        _ = self.windowed.sliding.missed, self.items().product_format

    @property
    def signs(self) -> tuple[str, ...]:
        """What stands between the items."""
        return _SIGNS.get(self.windowed.kind, _SUM_OF_PRODUCTS)

    def layout(self, view: View, memory: float = 0.0) -> StepLayout:
        """Return where all stands in a view; ``memory`` world units below are left free."""
        items = self.items().all
        return step_layout(items, self.signs, view, kinds=_KINDS, standing=self.deep, memory=memory)

    def extent(self, view: View) -> Floats:
        """Return the corners (n, 3) of all blocks in the world, with room around for headings."""
        return block_corners(self.items().all, self.layout(view))

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """What is said: of each slow place, and of all that are passed fast."""
        return stages_of(self.schedule, self.speech.words, self.length)

    def part_in(self, stage: int, part: float) -> float:
        """Return the part of the motion at a part (0…1) of one of the stages."""
        return self.schedule.spans[stage].part(part)

    def moment(self, part: float) -> Moment:
        """Return where the window is at a part (0…1) of the motion."""
        return self.schedule.at(part)

    # --- what is spoken of ---------------------------------------------------------------------

    def pointed(self, view: View, memory: float = 0.0) -> tuple[str, int] | None:
        """Return the item under the pointer by its name, and the cell."""
        pointed = cell_under(self.items().all, self.layout(view, memory), view)
        return None if pointed is None else (self.items().all[pointed[0]].name, pointed[1])

    def result_cell(self, view: View, memory: float = 0.0) -> int | None:
        """Return the cell of the result under the pointer, or None."""
        pointed = self.pointed(view, memory)
        if pointed is None or pointed[0] != self._result:
            return None
        return self._result_of(pointed[1])

    @property
    def _result(self) -> str:
        return WIDE if self.windowed.kind == SPREAD else SMALL

    def _result_of(self, cell: int) -> int | None:
        """Return the cell of the result that a cell of the item is that shows it."""
        if self.windowed.kind != SPREAD:
            return cell
        channel, within = divmod(cell, self.windowed.sliding.border.size)
        inside = int(self.windowed.sliding.inside(np.array(within)))
        rows, columns = self.windowed.sliding.size
        return None if inside < 0 else channel * rows * columns + inside

    @cached_property
    def speech(self) -> WindowSpeech:
        """What is said of it."""
        return WindowSpeech(self.windowed, self.items())

    # --- the picture ---------------------------------------------------------------------------

    def parts(
        self, part: float, view: View, memory: float = 0.0, chosen: int | None = None
    ) -> tuple[list[Draw], list[Label]]:
        """Return the draws and labels at a part (0…1) of the motion.

        ``memory`` world units below are left free; ``chosen`` is a cell of the result that is
        spoken of unless the mouse is on another.
        """
        layout, moment = self.layout(view, memory), self.moment(part)
        pointed = self.pointed(view, memory)
        if pointed is None and chosen is not None and self.windowed.kind != SPREAD:
            pointed = SMALL, chosen
        sheet, place = self._spoken(pointed, moment)
        done = moment.done if part > 0 else 0
        numbers, flights = self._drawn(layout, sheet)
        draws = [*numbers.draws.still(view, done)]
        labels = [*numbers.labels(view, done)]
        draws += numbers.draws.own_weights()
        if pointed is not None and pointed[0] == WIDE:
            draws += self._belonging(numbers.draws, pointed[1])
        else:
            draws += self._window(numbers.draws, moment, place, moves=pointed is None)
            draws += numbers.draws.small_cell(place)
        if pointed is None and 0 < part < 1 and moment.slow:
            more_draws, more_labels = self._flying(flights, moment, view)
            draws += more_draws
            labels += more_labels
        elif pointed is None or pointed[0] == SMALL:
            labels += flights.product_labels(place, view)
        more_draws, more_labels = self._texts(layout, moment, pointed, part, view)
        return [*draws, *more_draws], [*labels, *more_labels]

    def _drawn(self, layout: StepLayout, sheet: int) -> tuple[WindowNumbers, WindowFlights]:
        key = layout, sheet
        if key not in self._parts:
            items = self.items(sheet)
            numbers = WindowNumbers(WindowDraws(items, layout))
            self._parts[key] = numbers, WindowFlights(items, layout)
        return self._parts[key]

    def _spoken(self, pointed: tuple[str, int] | None, moment: Moment) -> tuple[int, int]:
        """Return the small sheet and the place that are spoken of."""
        if pointed is not None and pointed[0] == SMALL:
            return divmod(pointed[1], self.windowed.sliding.count)
        return 0, moment.place

    def _window(
        self, draws: WindowDraws, moment: Moment, place: int, *, moves: bool
    ) -> Iterator[Draw]:
        row, column = self.windowed.sliding.corner(place)
        if moves and place:
            before = self.windowed.sliding.corner(place - 1)
            left = 1 - moment.part(GLIDE)
            yield from draws.window(
                row + (before[0] - row) * left, column + (before[1] - column) * left
            )
            return
        yield from draws.window(row, column)

    def _belonging(self, draws: WindowDraws, cell: int) -> Iterator[Draw]:
        """Yield a wide cell lit, the cell that it repeats, and the small cells it belongs to."""
        item, placement = draws.of(WIDE)
        size = self.windowed.sliding.border.size
        channel, within = divmod(cell, size)
        origin = int(self.windowed.origins[within])
        cells = {cell}
        if self.windowed.kind != SPREAD and origin >= 0:
            row, column = divmod(origin, self.windowed.sliding.size[1])
            (top, left), wide = self.windowed.sliding.before, self.windowed.sliding.padded[1]
            cells.add(channel * size + (row + top) * wide + column + left)
        yield from lights(item, placement, tuple(sorted(cells)))
        small, placement = draws.of(SMALL)
        reached = tuple(self.windowed.covering(cell).tolist())
        if reached:
            yield from lights(small, placement, reached)

    def _flying(
        self, flights: WindowFlights, moment: Moment, view: View
    ) -> tuple[list[Draw], list[Label]]:
        place, gather, summed = moment.place, moment.part(GATHER), moment.part(SUM)
        if gather <= 0 or summed >= 1:
            return [], [] if gather <= 0 else [*flights.product_labels(place, view)]
        if gather < 1:
            draws = [*flights.gathering(place, gather)]
            return draws, [*flights.gathering_labels(place, gather, view)]
        if summed <= 0:
            return [], [*flights.product_labels(place, view)]
        labels = [*flights.summing_labels(place, summed, view)]
        if self.windowed.kind == LARGEST:  # all others stay behind
            labels += flights.product_labels(place, view, largest=False)
        return [*flights.summing(place, summed)], labels

    # --- texts ---------------------------------------------------------------------------------

    def _texts(
        self,
        layout: StepLayout,
        moment: Moment,
        pointed: tuple[str, int] | None,
        part: float,
        view: View,
    ) -> tuple[list[Draw], list[Label]]:
        items = self.items().all
        many = any(item.many for item in items)
        code = short(self.windowed.step.text, _LONGEST_CODE)
        room = layout.room - (2 * ROOM if many else 0.0)
        labels = [layout.line(code, layout.code, view, _CODE, room=room, bold=True)]
        labels += layout.sign_labels(self.signs, view)
        said = self._said(moment, pointed, part)
        if said:
            labels.append(layout.line(said, layout.formula, view, _FORMULA, slot=RESULT))
        scale = ([], []) if self.deep else scale_parts(items, layout.room / 2, layout.code[1], view)
        return scale[0], [*labels, *scale[1]]

    def _said(self, moment: Moment, pointed: tuple[str, int] | None, part: float) -> str:
        """Return the formula of the cell that is spoken of."""
        if pointed is not None:
            name, cell = pointed
            if name == self._result:
                own = self._result_of(cell)
                return "" if own is None else self.speech.formula(own)
            if name == WIDE:
                reached = self.windowed.covering(cell)
                return self.speech.formula(int(reached[0])) if len(reached) else ""
            return ""
        slow = moment.slow and moment.part(GATHER) > 0
        if self.windowed.kind == SPREAD or not (slow or part >= 1):
            return ""
        return self.speech.formula(moment.place)


def window_picture(
    step: TensorStep, pad: TensorStep | None = None, *, deep: bool = False
) -> WindowPicture | None:
    """Return the picture of a step whose window slides; None of any other step.

    ``pad`` is the step that gave the image its border, if one did.
    """
    each = windowed(step, pad)
    return None if each is None else WindowPicture(each, deep)
