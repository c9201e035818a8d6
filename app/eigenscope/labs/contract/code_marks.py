"""What an editor of code shows besides the code: the line that runs, values, a mistake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from eigenscope.wording.words import Text


@dataclass(frozen=True)
class CodeMistake:
    """Something wrong in a program.

    The line counts from 1, the column from 0, both in characters; ``length`` is that of the text
    that is wrong, at least 1.
    """

    line: int
    column: int
    length: int
    message: Text


@dataclass(frozen=True)
class CodeMarks:
    """What is shown beside the lines of a program, which count from 1.

    Attributes
    ----------
    running
        The line that runs at this moment; 0 if none does.
    values
        What stands at the ends of lines: the value that each has made, as short as it can be.
    mistake
        What is wrong in it, if anything is.
    """

    running: int = 0
    values: Mapping[int, str] = field(default_factory=dict)
    mistake: CodeMistake | None = None
