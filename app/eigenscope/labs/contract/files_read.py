"""What texts of the command line stand for: expressions, and files with tensors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from eigenscope.language.entering.pasted import read_pasted
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.language.texts.digit_signs import Comma
from eigenscope.language.values.limits import exceeds
from eigenscope.language.values.value import written_shape
from eigenscope.readers.formats import file_and_tensor
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.readers.table_reading import TableChoices
from eigenscope.readers.tensor_file import ReaderError
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.language.evaluating.typed_tensor import TypedTensor
    from eigenscope.readers.loaded_tensor import LoadedTensor

Loaded = TypeVar("Loaded", "LoadedMatrix", "LoadedTensor")
LARGEST_TYPED = 100  # rows and columns of a matrix from a file that becomes a typed one


@dataclass
class FilesRead:
    """Files that texts of the command line named.

    Attributes
    ----------
    choices
        How tables are to be read; None if nothing was chosen.
    loaded
        What they hold, in the order in which they were read.
    commas
        How the commas of texts were read that could be read in another way.
    """

    choices: TableChoices | None = None
    loaded: list[LoadedMatrix | LoadedTensor] = field(default_factory=list)
    commas: list[Comma] = field(default_factory=list)

    @property
    def comma(self) -> Comma | None:
        """What a comma was chosen to mean."""
        return None if self.choices is None else self.choices.comma

    def take_text(self, text: str, maximum: tuple[int, int] | None) -> Matrix:
        """Return the matrix of a text; remember how its commas were read if that is a question."""
        read = read_pasted(text, maximum=maximum, comma=self.comma)
        if read.comma is not None:
            self.commas.append(read.comma)
        return read.matrix

    def data(self, text: str) -> Matrix | LoadedMatrix:
        """Return what a text stands for: FILE[:tensor], or an expression.

        Raises
        ------
        ReaderError, LanguageError
            If it stands for nothing.
        """
        named = file_and_tensor(text)
        if named is None:
            return self.take_text(text, None)
        from eigenscope.readers.loading import load_matrix

        return self._opened(load_matrix, named)

    def tensor(self, text: str) -> TypedTensor | LoadedTensor:
        """Return what a text stands for with all its axes: FILE[:tensor], lists or an expression.

        Raises
        ------
        ReaderError, LanguageError
            If it stands for nothing.
        """
        # Late, here and below: few inputs are tensors.
        named = file_and_tensor(text)
        if named is None:
            from eigenscope.language.entering.tensor_entry import read_tensor

            return read_tensor(text, comma=self.comma)
        from eigenscope.readers.loaded_tensor import load_tensor

        return self._opened(load_tensor, named)

    def _opened(self, load: Callable[..., Loaded], named: tuple[Path, str]) -> Loaded:
        """Return what a reader makes of a file and the tensor named in it; remember it."""
        loaded = load(*named, choices=self.choices)
        self.loaded.append(loaded)
        return loaded

    def small(self, text: str, maximum: tuple[int, int] | None) -> Matrix:
        """Return what a text stands for as a matrix whose entries are typed.

        Raises
        ------
        ReaderError, LanguageError
            If it stands for none, or has more than ``maximum`` rows or columns.
        """
        if file_and_tensor(text) is None:
            return self.take_text(text, maximum)
        loaded = self.data(text)
        if isinstance(loaded, Matrix):
            return loaded
        shape, most = loaded.values.shape, maximum or (LARGEST_TYPED, LARGEST_TYPED)
        if exceeds(shape, most):
            sizes = {"size": written_shape(shape), "most": written_shape(most)}
            raise ReaderError(
                Words("{name} is {size}: up to {most} fit here.", {"name": loaded.name, **sizes})
            )
        wrong = np.argwhere(~np.isfinite(loaded.values))
        if len(wrong):
            row, column = wrong[0] + 1
            what = loaded.values[row - 1, column - 1]
            raise ReaderError(
                Words(
                    "{name}: row {row}, column {column} holds {what}, no number.",
                    {
                        "name": loaded.name,
                        "row": int(row),
                        "column": int(column),
                        "what": str(what),
                    },
                )
            )
        return Matrix.from_array(loaded.values)
