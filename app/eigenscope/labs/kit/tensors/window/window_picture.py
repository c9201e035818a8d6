"""The picture of a window that slides over sheets: convolution, pooling, transposed convolution.

At each place the cells under the window meet the weights, their products fly into one sum, and the
sum into its cell of the result. A cell under the mouse shows what it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.colours import RESULT
from eigenscope.labs.kit.tensors.arrangement import ABOVE, BELOW, ROW
from eigenscope.labs.kit.tensors.cells.item_draws import lights
from eigenscope.labs.kit.tensors.cells.items import TensorItem
from eigenscope.labs.kit.tensors.cells.mosaic_scale import ROOM, scale_parts
from eigenscope.labs.kit.tensors.step_layout import StepLayout, block_corners, step_layout
from eigenscope.labs.kit.tensors.tensor_step import TensorStep
from eigenscope.labs.kit.tensors.window.flights import WindowFlights
from eigenscope.labs.kit.tensors.window.schedule import GATHER, SUM, Moment, Span
from eigenscope.labs.kit.tensors.window.sliding_picture import FORMULA_SIZE, SlidingPicture
from eigenscope.labs.kit.tensors.window.window_draws import WindowDraws
from eigenscope.labs.kit.tensors.window.window_items import SMALL, WIDE, WindowItems
from eigenscope.labs.kit.tensors.window.window_numbers import WindowNumbers
from eigenscope.labs.kit.tensors.window.windowed import LARGEST, MEAN, SPREAD, windowed
from eigenscope.scene.frame import Draw, Label
from eigenscope.wording.words import Words

_SIGNS = {LARGEST: ("→", "max →"), MEAN: ("→", "mean →"), SPREAD: ("·", "=", "+ →")}
_KINDS = (ROW, BELOW, ABOVE)
_SUM_OF_PRODUCTS = ("∘", "=", "Σ →")


@dataclass(frozen=True, eq=False)
class WindowPicture(SlidingPicture):
    """The picture of one step whose window slides.

    Attributes
    ----------
    deep
        Whether sheets stand behind each other in space.
    """

    deep: bool = False
    _items: dict[int, WindowItems] = field(default_factory=dict)
    _parts: dict[tuple[StepLayout, int], tuple[WindowNumbers, WindowFlights]] = field(
        default_factory=dict
    )

    def items(self, sheet: int = 0) -> WindowItems:
        """Return what stands side by side while a small sheet's products are shown."""
        if sheet not in self._items:
            self._items[sheet] = WindowItems(self.windowed, self.deep, sheet)
        return self._items[sheet]

    @property
    def window_items(self) -> WindowItems:
        """What stands side by side while the first small sheet's products are shown."""
        return self.items()

    @property
    def shown(self) -> tuple[TensorItem, ...]:
        """The same, one by one."""
        return self.items().all

    def prepare(self) -> None:
        """Make what takes long, before it is shown."""
        for item in self.items().all:
            item.prepare()
        _ = self.windowed.sliding.missed, self.items().product_format

    @property
    def signs(self) -> tuple[str, ...]:
        """What stands between the items."""
        return _SIGNS.get(self.windowed.kind, _SUM_OF_PRODUCTS)

    def layout(self, view: View) -> StepLayout:
        """Return where all stands in a view."""
        items = self.items().all
        return step_layout(items, self.signs, view, kinds=_KINDS, standing=self.deep)

    def extent(self, view: View) -> Floats:
        """Return the corners (n, 3) of all blocks in the world, with room around for headings."""
        return block_corners(self.items().all, self.layout(view))

    def words(self, span: Span) -> Words:
        """Return what is said of places of the window."""
        return self.speech.words(span)

    # --- what is spoken of ---------------------------------------------------------------------

    def result_cell(self, view: View) -> int | None:
        """Return the cell of the result under the pointer, or None."""
        pointed = self.pointed(view)
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

    # --- the picture ---------------------------------------------------------------------------

    def parts(
        self, part: float, view: View, chosen: int | None = None
    ) -> tuple[list[Draw], list[Label]]:
        """Return the draws and labels at a part (0…1) of the motion.

        ``chosen`` is a cell of the result that is spoken of unless the mouse is on another.
        """
        layout, moment = self.layout(view), self.moment(part)
        pointed = self.pointed(view)
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
            corner = self.corner(place, moment, moves=pointed is None)
            draws += numbers.draws.window(*corner)
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
        labels = [self.code_label(layout, view, ROOM if many else 0.0)]
        labels += layout.sign_labels(self.signs, view)
        said = self._said(moment, pointed, part)
        if said:
            labels += layout.lines(said, layout.formula, view, FORMULA_SIZE, slot=RESULT)
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
