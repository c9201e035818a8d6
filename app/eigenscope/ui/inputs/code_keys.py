"""What keys do to lines of code beyond typing: indenting, commenting, and going on below."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtGui import QTextBlock, QTextCursor

STEP = 4  # spaces
_END = QTextCursor.MoveOperation.EndOfBlock
_START = QTextCursor.MoveOperation.StartOfBlock
_KEEP = QTextCursor.MoveMode.KeepAnchor


def indent(cursor: QTextCursor) -> None:
    """Move the chosen lines in, or go on to the next step within a line."""
    if not cursor.hasSelection() or _blocks(cursor)[0] == _blocks(cursor)[-1]:
        column = cursor.positionInBlock() if not cursor.hasSelection() else _start(cursor)
        cursor.insertText(" " * (STEP - column % STEP))
        return
    _each(cursor, lambda line: f"{' ' * STEP}{line}" if line.strip() else line)


def dedent(cursor: QTextCursor) -> None:
    """Move the chosen lines out."""
    _each(cursor, lambda line: line[min(STEP, len(line) - len(line.lstrip(" "))) :])


def toggle_comment(cursor: QTextCursor) -> None:
    """Make the chosen lines comments, or lines again if all of them are comments."""
    lines = [block.text() for block in _blocks(cursor) if block.text().strip()]
    if not lines:
        return
    margin = min(len(line) - len(line.lstrip()) for line in lines)
    if all(line.lstrip().startswith("#") for line in lines):
        _each(cursor, _uncommented)
    else:
        _each(cursor, lambda line: f"{line[:margin]}# {line[margin:]}" if line.strip() else line)


def begin_line(cursor: QTextCursor) -> None:
    """Begin a line as far in as this one, and farther after a colon."""
    before = cursor.block().text()[: _start(cursor)]
    margin = before[: len(before) - len(before.lstrip(" "))]
    deeper = " " * STEP if before.rstrip().endswith(":") else ""
    cursor.insertText(f"\n{margin}{deeper}")


def rub_out_step(cursor: QTextCursor) -> bool:
    """Take a step of indentation back, and tell whether there was one before the cursor."""
    before = cursor.block().text()[: cursor.positionInBlock()]
    if cursor.hasSelection() or not before or before.strip(" "):
        return False
    count = len(before) % STEP or STEP
    cursor.movePosition(QTextCursor.MoveOperation.Left, _KEEP, count)
    cursor.removeSelectedText()
    return True


def _uncommented(line: str) -> str:
    before, mark, after = line.partition("#")
    return before + after.removeprefix(" ") if mark else line


def _start(cursor: QTextCursor) -> int:
    """Return the column where the selection begins."""
    start = cursor.selectionStart()
    return start - cursor.document().findBlock(start).position()


def _blocks(cursor: QTextCursor) -> list[QTextBlock]:
    """Return the lines that are chosen; of a line whose beginning alone is chosen, not that."""
    document = cursor.document()
    first, last = cursor.selectionStart(), cursor.selectionEnd()
    if last > first and document.findBlock(last).position() == last:
        last -= 1
    return list(_from_to(document.findBlock(first), document.findBlock(last)))


def _from_to(block: QTextBlock, last: QTextBlock) -> Iterator[QTextBlock]:
    while block.isValid() and block.blockNumber() <= last.blockNumber():
        yield block
        block = block.next()


def _each(cursor: QTextCursor, change: Callable[[str], str]) -> None:
    """Change what lines begin with, where they stand; what is chosen stays chosen."""
    cursor.beginEditBlock()
    for block in _blocks(cursor):
        before, after = block.text(), change(block.text())
        if after != before:
            _replace(QTextCursor(block), before, after)
    cursor.endEditBlock()


def _replace(cursor: QTextCursor, before: str, after: str) -> None:
    """Replace no more of a line than is different, so that other cursors stay in their places."""
    start, same_end = difference(before, after)
    cursor.setPosition(cursor.block().position() + start)
    cursor.setPosition(cursor.block().position() + len(before) - same_end, _KEEP)
    cursor.insertText(after[start : len(after) - same_end])


def difference(before: str, after: str) -> tuple[int, int]:
    """Return how many characters are the same at the beginnings of two texts, and at their ends."""
    most = min(len(before), len(after))
    start = next((k for k in range(most) if before[k] != after[k]), most)
    end = next((k for k in range(most - start) if before[-1 - k] != after[-1 - k]), most - start)
    return start, end
