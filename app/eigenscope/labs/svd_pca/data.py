"""The points that the inputs stand for, and what has been found of them."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from eigenscope.arrays import Floats
from eigenscope.engine.large.streaming_covariance import Blocks, Moments, blocks_of, moments
from eigenscope.labs.kit.data_cache import Recent, alone
from eigenscope.labs.svd_pca.inputs import DRAWN, MOST_COLUMNS, PLANE, SPACE, Data, Inputs
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.readers.tensor_file import ReaderError, flat_shape
from eigenscope.wording.words import Text, Words

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation


SEED = 7  # of the made clouds; the program of the code panel has it too
_FIRST_LOOK, _FIRST_ENTRIES = 1000, 200_000  # rows that are looked at before all are, at most
_HEAVY = 1_000_000  # entries: looking at them takes a tenth of a second
_WIDE = 300  # columns: the eigenvectors of more take as long


@dataclass(frozen=True, eq=False)
class DataSummary:
    """Moments of some data, and what is to be told about them.

    Attributes
    ----------
    moments
        Of all rows, or of those looked at first.
    rows
        How many the data have in all.
    names
        Of the columns; empty if they have none.
    notes
        Sentences for the user.
    whole
        Whether this is not just a first look.
    """

    moments: Moments
    rows: int
    names: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()
    whole: bool = True


def random_points(inputs: Inputs) -> Floats:
    """Return the points of a random cloud, (number, 2) or (number, 3)."""
    chance = np.random.default_rng(SEED)
    angle = np.radians(inputs.angle.scalar.value)
    along, across = (np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))
    long, short = inputs.long.scalar.value, inputs.short.scalar.value
    if inputs.source == PLANE:
        axes = np.array([long * np.array(along), short * np.array(across)])
    else:  # the long axis rises out of the plane; the third direction has noise alone
        rising = np.array([*along, 0.5]) / np.sqrt(1.25)
        axes = np.array([long * rising, short * np.array([*across, 0.0])])
    points: Floats = chance.standard_normal((inputs.number, 2)) @ axes
    points += inputs.noise.scalar.value * chance.standard_normal(points.shape)
    return points


class TableAnalysis:
    """A table with what has been found of it; all its rows are looked at once."""

    def __init__(self, data: Data) -> None:
        self._data = data
        self._lock = threading.Lock()
        self._first: DataSummary | None = None
        self.summary: DataSummary | None = None

    def first_look(self) -> DataSummary:
        """Return what some rows tell, or all if they have been looked at."""
        if self.summary is None and self._first is None:
            values = _values(self._data)
            most = max(2, min(_FIRST_LOOK, _FIRST_ENTRIES // values.shape[1]))
            few = values[:: max(1, len(values) // most)]
            counts = {"few": f"{len(few):,}", "rows": f"{_all_rows(self._data):,}"}
            note = Words("A preview from {few} of {rows} rows.", counts)
            first = self._of(blocks_of(few), len(few), None, (note,))
            self._first = replace(first, whole=False)
        summary = self.summary or self._first
        assert summary is not None
        return summary

    def solve(self, cancellation: Cancellation | None) -> DataSummary:
        """Return what all rows tell."""
        with alone(self._lock, cancellation):
            if self.summary is None:
                self.summary = self._look(cancellation)
        return self.summary

    def _look(self, cancellation: Cancellation | None) -> DataSummary:
        data = self._data
        values = _values(data)
        notes: tuple[Text, ...] = ()
        if isinstance(data, LoadedMatrix) and not data.whole:
            if data.origin is not None and data.origin.there():
                blocks = data.origin.blocks
                if data.column_numbers is not None:
                    blocks = _with_columns(blocks, data.column_numbers)
                try:
                    return self._of(blocks, _all_rows(data), cancellation)
                except ReaderError as error:
                    notes = (error.reason,)
            if data.row_numbers is not None:
                counts = {"few": f"{len(values):,}", "rows": f"{_all_rows(data):,}"}
                notes += (Words("These are {few} of {rows} rows, evenly sampled.", counts),)
        return self._of(blocks_of(values), len(values), cancellation, notes)

    def _of(
        self,
        blocks: Blocks,
        rows: int,
        cancellation: Cancellation | None,
        notes: tuple[Text, ...] = (),
    ) -> DataSummary:
        """Return the moments of some rows, which have as many columns as the data in memory."""
        data = self._data
        columns = _values(data).shape[1]
        names = () if isinstance(data, Matrix) else data.column_names
        all_columns = _all_columns(data)
        if columns > MOST_COLUMNS:
            chosen = np.linspace(0, columns - 1, MOST_COLUMNS).round().astype(np.intp)
            blocks, columns = _with_columns(blocks, chosen), MOST_COLUMNS
            names = tuple(names[k] for k in chosen) if names else ()
        if columns < all_columns:
            counts = {"some": f"{columns:,}", "all": f"{all_columns:,}"}
            notes += (Words("{some} of {all} columns are used, evenly sampled.", counts),)
        covariance = moments(blocks, (rows, columns), cancellation)
        own = () if isinstance(data, Matrix) else data.notes
        return DataSummary(covariance, _all_rows(data), names, (*own, *notes))


_recent: Recent[Data, TableAnalysis] = Recent(TableAnalysis)


def analysis_of(data: Data) -> TableAnalysis:
    """Return what is kept of a table."""
    return _recent.of(data)


def heavy(inputs: Inputs) -> bool:
    """Tell whether looking at all rows takes a while."""
    data = inputs.data
    if inputs.source in (PLANE, SPACE, DRAWN) or isinstance(data, Matrix):
        return False
    return data.values.size > _HEAVY or data.values.shape[1] > _WIDE or not data.whole


def look(inputs: Inputs, cancellation: Cancellation | None, *, at_once: bool) -> DataSummary:
    """Return what the chosen data tell; ``at_once`` a first look will do if there are many."""
    if inputs.source in (PLANE, SPACE):
        points = random_points(inputs)
    elif inputs.source == DRAWN:
        points = np.array(inputs.drawn, dtype=np.float64).reshape(-1, 2)
    else:
        known = analysis_of(inputs.data)
        if at_once and heavy(inputs):
            return known.first_look()
        return known.solve(cancellation)
    columns = points.shape[1]
    covariance = moments(blocks_of(points), (len(points), columns))
    return DataSummary(covariance, len(points), ("x", "y", "z")[:columns])


def _values(data: Data) -> npt.NDArray[np.generic]:
    return data.to_array() if isinstance(data, Matrix) else data.values


def _all_rows(data: Data) -> int:
    if isinstance(data, Matrix):
        return data.shape[0]
    return flat_shape(data.shape)[0]


def _all_columns(data: Data) -> int:
    return data.shape[1] if isinstance(data, Matrix) else flat_shape(data.shape)[1]


def _with_columns(blocks: Blocks, chosen: npt.NDArray[np.intp]) -> Blocks:
    return lambda: (block[:, chosen] for block in blocks())
