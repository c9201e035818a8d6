"""Regression as a picture: a line or plane turns until the sticks to the points are shortest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.engine.optimise.least_squares import Regression
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.data_axes import DataAxes, range_of
from eigenscope.labs.kit.faces import filled
from eigenscope.labs.kit.lines import LINE
from eigenscope.labs.kit.timeline import Stage, Timeline, even
from eigenscope.labs.systems import colours, legends
from eigenscope.labs.systems.inputs import ALL_COLUMNS, Inputs
from eigenscope.labs.systems.regression_data import RegressionTable, table_of
from eigenscope.labs.systems.regression_program import regression_lines
from eigenscope.labs.systems.regression_readouts import regression_readouts
from eigenscope.labs.systems.story import SystemStory
from eigenscope.plots.curves import Curve
from eigenscope.scene.frame import Draw, Frame, Label, Style, affine
from eigenscope.scene.geometry import Points, Segments
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import short
from eigenscope.wording.words import Text, Words, as_words, together

__all__ = ["RegressionPicture", "table_of"]
_MOST_DRAWN = 20_000  # points; of more an even sample is drawn, all are fitted
_MOST_STICKS = 64  # in space, where each needs a matrix of its own while the plane turns
_FLAT_HALF, _SPACE_HALF = (3.4, 2.2), (2.0, 2.0, 1.6)
_UPRIGHT = Segments([[(0.0, 0.0, 0.0), (0.0, 0.0, 1.0)]])


@dataclass(frozen=True, eq=False)
class RegressionPicture(SystemStory):
    """From the mean, which explains nothing, to the best fit; t is the share of its slope."""

    inputs: Inputs
    table: RegressionTable

    @property
    def overall(self) -> bool:
        """Whether predictions are drawn against the target, for want of so many axes."""
        return self.inputs.explanation == ALL_COLUMNS

    @property
    def dimensions(self) -> int:
        """3 for a plane, else 2."""
        return 3 if not self.overall and len(self.table.chosen) == 2 else 2

    @cached_property
    def _values(self) -> Floats:
        """What is drawn along each axis for the used rows, (M, 2 or 3)."""
        table = self.table
        if self.overall and table.fit is not None:
            return np.column_stack([table.fit.fitted, table.used[:, -1]])
        return table.used

    @cached_property
    def axes(self) -> DataAxes:
        """The axes of the data."""
        target = self.table.target_name
        names = (*self.table.names, target)
        if self.overall:
            names = (Words("{target}, predicted", {"target": target}), target)
        ranges = [range_of(column) for column in self._values.T]
        if self.overall:
            low, high = (
                end(pair)
                for end, pair in ((min, [r[0] for r in ranges]), (max, [r[1] for r in ranges]))
            )
            ranges = [(low, high)] * 2
        half = np.array(_SPACE_HALF if self.dimensions == 3 else _FLAT_HALF)
        return DataAxes(np.array(ranges), half, names)

    @cached_property
    def _drawn_rows(self) -> npt.NDArray[np.intp]:
        """Which of the used rows are drawn."""
        count = len(self._values)
        if count <= _MOST_DRAWN:
            return np.arange(count)
        return np.linspace(0, count - 1, _MOST_DRAWN).round().astype(np.intp)

    @cached_property
    def _places(self) -> Floats:
        return self.axes.places(self._values[self._drawn_rows])

    @cached_property
    def _mean(self) -> float:
        """The world height of the target's mean."""
        fit = self._fit()
        axes = self.axes
        return float((fit.mean - axes.middles[-1]) * axes.scales[-1])

    @cached_property
    def _rises(self) -> Floats:
        """How far, in the world, each drawn point's fitted value is above the mean, (M,)."""
        fit = self._fit()
        rises: Floats = (fit.fitted[self._drawn_rows] - fit.mean) * self.axes.scales[-1]
        return rises

    def _fit(self) -> Regression:
        assert self.table.fit is not None
        return self.table.fit

    @cached_property
    def _points(self) -> Points:
        places = self._places.copy()
        if self.overall:
            places[:, 0] = self._rises
        return Points(places)

    @cached_property
    def _sticks(self) -> Segments:
        """Sticks in the plane, whose free end's third coordinate is how far it goes with t."""
        places = self._points.positions.astype(np.float64)
        ends = places.copy()
        ends[:, 1], ends[:, 2] = self._mean, self._rises
        return Segments(np.stack([places, ends], axis=1))

    def frame(self, t: float, view: View) -> Frame:
        """Return the points, the line or plane at a time, and the sticks between them."""
        if self.table.fit is None:
            return Frame((), (), view.camera)
        axes = self.axes
        draws = [*axes.draws()]
        labels: list[Label] = [*axes.labels]
        if self.dimensions == 3:
            draws += self._in_space(t)
        elif self.overall:
            draws += self._overall(t)
        else:
            draws += self._in_plane(t)
        return Frame(tuple(draws), tuple(labels), view.camera)

    def _in_plane(self, t: float) -> Iterator[Draw]:
        slide = np.eye(3)
        slide[1, 2], slide[2, 2] = t, 0.0
        yield Draw(self._sticks, Style(colours.RESIDUAL, 1.6, 0.8), affine(slide), name="residuals")
        slope, middle = self._plane()
        half = float(self.axes.half[0])
        line = affine([[half], [t * slope[0] * half], [0.0]], (0.0, self._height(t, middle), 0.0))
        yield Draw(LINE, Style(colours.FIT, 3.4), line, name="fit")
        yield Draw(self._points, Style(colours.DATA, self._dot()), name="points")

    def _plane(self) -> tuple[Floats, float]:
        """Return the fit's slopes in the world, and its height at the middle of the box."""
        fit, axes = self._fit(), self.axes
        slopes = fit.coefficients * axes.scales[-1] / axes.scales[:-1]
        value = fit.intercept + float(fit.coefficients @ axes.middles[:-1])
        return slopes, float((value - axes.middles[-1]) * axes.scales[-1])

    def _height(self, t: float, middle: float) -> float:
        return self._mean + t * (middle - self._mean)

    def _in_space(self, t: float) -> Iterator[Draw]:
        slopes, middle = self._plane()
        half = self.axes.half
        columns = np.zeros((3, 2))
        columns[0, 0], columns[1, 1] = half[0], half[1]
        columns[2] = t * slopes * half[:2]
        matrix = affine(columns, (0.0, 0.0, self._height(t, middle)))
        yield from filled("fit", "square", matrix, colours.FIT, 0.22, 2.0)
        if len(self._places) <= _MOST_STICKS:
            heights = self._mean + t * self._rises
            for place, height in zip(self._places, heights.tolist(), strict=True):
                stick = np.eye(4)
                stick[:3, 3] = place
                stick[2, 2] = height - place[2]
                yield Draw(_UPRIGHT, Style(colours.RESIDUAL, 1.8), stick, name="residuals")
        yield Draw(self._points, Style(colours.DATA, self._dot()), name="points")

    def _overall(self, t: float) -> Iterator[Draw]:
        """Yield predictions on their way from the mean, and the line where they would be right."""
        axes = self.axes
        yield Draw(
            LINE,
            Style(colours.FIT, 3.0),
            affine([[axes.half[0]], [axes.half[1]], [0.0]]),
            name="fit",
        )
        # A prediction moves across as it moves up to the line: by the ratio of the two scales.
        across = float(axes.scales[0] / axes.scales[1])
        mean = (self._fit().mean - axes.middles[0]) * axes.scales[0]
        slide = np.eye(3)
        slide[0, 0] = t * across
        slide[1, 2], slide[2, 2] = t, 0.0
        matrix = affine(slide, (float(mean), 0.0, 0.0))
        yield Draw(self._sticks, Style(colours.RESIDUAL, 1.6, 0.8), matrix, name="residuals")
        yield Draw(self._points, Style(colours.DATA, self._dot()), matrix, name="points")

    def _dot(self) -> float:
        return 8.0 if len(self._places) <= 200 else 4.0 if len(self._places) <= 3000 else 2.0

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return how good the fit is at a time, and its coefficients."""
        return regression_readouts(self.table, t, self.overall)

    @cached_property
    def timeline(self) -> Timeline:
        """One stage: what the segments tell while the fit comes about, and then the fit."""
        table = self.table
        if table.fit is None:
            return even(1, as_words(table.problem))
        before = "The mean of {target} explains nothing; each segment is a residual."
        words = Words("The line tilts, and the sum of the squared residuals shrinks.")
        if self.overall:
            words = Words("The predictions move away from the mean, and the errors shrink.")
        elif self.dimensions == 3:
            words = Words("The plane tilts, and the sum of the squared residuals shrinks.")
        said = Words(before, {"target": table.target_name})
        return Timeline((Stage(words),), said, self._conclusion(table.fit))

    def _conclusion(self, fit: Regression) -> Words:
        target = self.table.target_name
        if fit.r_squared is None:
            return Words(
                "{target} is the same in all rows: there is nothing to predict.", {"target": target}
            )
        if fit.constant:
            names = together([self.table.names[k] for k in fit.constant])
            return Words("{names}: the same in all rows, so it explains nothing.", {"names": names})
        if fit.dependent:
            return Words("The columns are linearly dependent: other coefficients fit equally well.")
        return Words(
            "Least squares explains {part} % of the variance of {target}.",
            {"part": short(100 * fit.r_squared, 2), "target": target},
        )

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        return legends.REGRESSION

    def prepared(self) -> str:
        """Return the program's beginning."""
        return regression_lines(self.inputs, self.table)

    def extent(self) -> Floats:
        """Return the corners of the box."""
        if self.table.fit is None:
            return np.array([(x, y, 0.0) for x in (-3.0, 3.0) for y in (-3.0, 3.0)])
        return self.axes.corners()

    def curves(self) -> tuple[Curve, ...]:
        """Return the share of the variance that is explained, along the motion."""
        fit = self.table.fit
        if fit is None or fit.r_squared is None:
            return ()
        times = np.linspace(0.0, 1.0, 97)
        return (Curve("R²", times, fit.r_squared * times * (2 - times), colours.FIT),)
