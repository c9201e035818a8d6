"""A lab whose input is code, for tests: its lines run one after the other, and line 3 may fail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eigenscope.labs.contract.code_marks import CodeMarks, CodeMistake
from eigenscope.labs.contract.description import LabDescription
from eigenscope.labs.contract.lab import Solution
from eigenscope.labs.contract.specs import CodeSpec, FlagSpec, spec

from .bare_lab import BareLab

PROGRAM = "import torch\nx = torch.arange(6.0)\ny = x.reshape(2, 3)\nz = y.sum(dim=1)\n"


@dataclass(frozen=True)
class CodeInputs:
    code: str = spec(CodeSpec("Program", "Program", "Lines of torch, which are traced"), PROGRAM)
    names: bool = spec(FlagSpec("Names", "Shown"), True)


class CodeLab(BareLab):
    """A line is wrong that holds the word "wrong"; each assignment's value is its length."""

    description = LabDescription("coded", "Coded", "Vectors", "For this test.", "none:LAB")
    inputs_type = CodeInputs

    def code(self, inputs: Solution) -> str:
        return str(inputs.code)

    def stops(self, solution: Solution) -> tuple[float, ...]:
        count = len(solution.code.splitlines())
        return tuple(k / count for k in range(count + 1)) if count else (0.0, 1.0)

    def time_of(self, solution: Solution, field: str, line: int) -> float | None:
        count = len(solution.code.splitlines())
        return (line - 0.5) / count if field == "code" and line <= count else None

    def marks(self, solution: Solution, t: float) -> Mapping[str, CodeMarks]:
        lines = solution.code.splitlines()
        values = {k: f"({len(line)},)" for k, line in enumerate(lines, 1) if "=" in line}
        wrong = next((k for k, line in enumerate(lines, 1) if "wrong" in line), 0)
        mistake = None
        if wrong:
            column = lines[wrong - 1].index("wrong")
            mistake = CodeMistake(wrong, column, 5, "The shapes do not fit.")
        running = min(int(t * len(lines)) + 1, len(lines)) if lines else 0
        return {"code": CodeMarks(running, values, mistake)}


LAB = CodeLab()
