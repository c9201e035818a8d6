"""The window of a convolution or of pooling, alone or beside its matrix, and the numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.convolution.choices import IM2COL, MATRIX, TOEPLITZ
from eigenscope.labs.convolution.inputs import Inputs
from eigenscope.labs.convolution.readouts import program_of, readouts_of
from eigenscope.labs.convolution.solving import Slide
from eigenscope.labs.kit.convolution.output_size import size_words
from eigenscope.labs.kit.convolution.sliding_story import SlidingStory
from eigenscope.labs.kit.tensors.tensor_step import TensorProgram
from eigenscope.labs.kit.tensors.window.matrix_picture import MatrixPicture, matrix_picture
from eigenscope.wording.words import Text, Words

_TOO_LARGE: Text = "The matrix is too large to be drawn: choose a smaller image or fewer kernels."


@dataclass(frozen=True, eq=False, kw_only=True)
class WindowStory(SlidingStory):
    """A window that slides, as it was entered; with a ``reason`` it is not seen."""

    slide: Slide
    reason: Text = ""

    @property
    def unseen(self) -> Text:
        """Why nothing is seen, if so."""
        return self.reason

    @cached_property
    def _readouts(self) -> tuple[Readout, ...]:
        return tuple(readouts_of(self.slide, self.window.windowed))

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the output, its size, and the matrices."""
        return self._readouts

    def code(self) -> str:
        """Return the program."""
        return program_of(self.slide)


@dataclass(frozen=True, eq=False, kw_only=True)
class MatrixStory(WindowStory):
    """The same window, and beside it the matrix that it is."""

    matrix: MatrixPicture

    @property
    def picture(self) -> MatrixPicture:
        """The image, the kernel and the matrix."""
        return self.matrix

    def sliding_words(self) -> Words:
        """Return what the rows of the matrix are."""
        if self.slide.convolution is not None and self.slide.convolution.transposed:
            return Words(
                "Each cell of the image has a column of W: the kernel's weights where it stamps "
                "them. All columns, times the cells, are added up."
            )
        if self.matrix.form == IM2COL:
            return Words(
                "Each place of the window becomes a row: the cells that it covers. The row times "
                "the kernel as a column is one cell of the output."
            )
        return Words(
            "Each cell of the output has a row of W: the kernel's weights where its window lies, "
            "zeros elsewhere. The row times the image as a vector is the cell."
        )


def window_story(inputs: Inputs, slide: Slide, program: TensorProgram) -> WindowStory:
    """Return the story of what was traced, with all that takes long made."""
    words = size_words(slide.sizes)
    deep = inputs.deep and inputs.topic != MATRIX
    story = WindowStory(program, words, deep, inputs.cell, slide=slide)
    if inputs.topic == MATRIX:
        form = TOEPLITZ if inputs.transposed else inputs.reading
        matrix = matrix_picture(story.window.windowed, form)
        if matrix is None:
            story = replace(story, reason=_TOO_LARGE)
        else:
            story = MatrixStory(program, words, deep, inputs.cell, slide=slide, matrix=matrix)
    story.prepare()
    _ = story.readouts(1.0)
    return story
