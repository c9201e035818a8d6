"""What stands beside the lines of a traced program."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from eigenscope.labs.contract.code_marks import CodeMarks, CodeMistake
from eigenscope.labs.kit.tensors.numbers import value_text
from eigenscope.labs.kit.tensors.tensor_step import TensorProgram


def program_marks(program: TensorProgram, running: int) -> CodeMarks:
    """Return the line that runs, what each line has made, and what is wrong."""
    values = dict(_values(program))
    mistake = None
    problem = program.problem
    if problem is not None:
        length = max(len(problem.text.partition("\n")[0]), 1)
        mistake = CodeMistake(problem.line, problem.column, length, problem.message)
        values.pop(problem.line, None)
    return CodeMarks(running, values, mistake)


@lru_cache(maxsize=4)
def _values(program: TensorProgram) -> Mapping[int, str]:
    """Return what each line has made last; kept, because every frame asks for it."""
    texts = (
        (step.line, value_text(step.result if step.result is not None else step.answer))
        for step in program.steps
    )
    return {line: text for line, text in texts if text}
