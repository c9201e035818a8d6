"""Lines of a program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.schema import Text
from eigenscope.labs.contract.specs.base import Spec

if TYPE_CHECKING:
    from eigenscope.labs.contract.files_read import FilesRead

LONGEST_PROGRAM = 100_000  # characters


@dataclass(frozen=True)
class CodeSpec(Spec):
    """A str: lines of torch or NumPy, which are traced and never executed.

    Whatever is wrong in it is no matter of the input: the lab says so, where it is.
    """

    kind = "code"

    def limits(self, inputs: Inputs) -> list[Any]:
        """Return the most characters."""
        return [LONGEST_PROGRAM]

    def alternatives(self, value: object) -> list[Any]:
        """Return a program that draws numbers."""
        return ["torch.rand(2)"]

    def check(self, name: str, value: object) -> None:
        """Raise InputError unless it is a text that is not too long."""
        Text(LONGEST_PROGRAM).read(name, value)

    def from_text(self, name: str, text: str, files: FilesRead) -> str:
        """Return the lines themselves, or those of FILE.py."""
        from eigenscope.readers.programs import is_program_file, read_program

        program = read_program(text) if is_program_file(text) else text
        self.check(name, program)
        return program

    def text(self, value: str) -> str:
        """Return it, if it is one line."""
        return "" if "\n" in value else value
