"""Marks beside lines that are being edited: they stay with their lines until there are newer ones.

The line that is written in loses its value and its mistake, which are those of what stood there.
"""

from __future__ import annotations

from dataclasses import replace

from eigenscope.labs.contract.code_marks import CodeMarks


def moved(marks: CodeMarks, first: int, last: int, more: int) -> CodeMarks:
    """Return marks once the lines from first to last have changed, and became more, or fewer."""

    def line_now(line: int) -> int:
        if line < first:
            return line
        return line + more if line > last else 0

    mistake = marks.mistake
    if mistake is not None:
        line = line_now(mistake.line)
        mistake = replace(mistake, line=line) if line else None
    values = {line_now(line): value for line, value in marks.values.items() if line_now(line)}
    running = marks.running if first <= marks.running <= last else line_now(marks.running)
    return CodeMarks(running, values, mistake)
