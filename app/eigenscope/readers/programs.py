"""Files of lines of Python, read as text and never run."""

from __future__ import annotations

from pathlib import Path

from eigenscope.readers.file_errors import file_errors
from eigenscope.readers.tensor_file import ReaderError
from eigenscope.wording.words import Words

ENDING = ".py"
_MOST_BYTES = 1_000_000  # more is a mistake, not a program that anybody reads


def is_program_file(text: str) -> bool:
    """Tell whether a text is the path of a program, whether it is there or not."""
    return text.lower().endswith(ENDING) and "\n" not in text


def read_program(path: str | Path) -> str:
    """Return the lines of a file in UTF-8, however they end.

    Raises
    ------
    ReaderError
        If there is no such file, or it is no text, or far too long.
    """
    path = Path(path)
    said = {"file": path.name or str(path)}
    with file_errors(said):
        if path.is_dir():
            raise ReaderError(Words("{file} is a folder. Choose a file in it.", said))
        try:
            with path.open(encoding="utf-8-sig") as lines:
                text = lines.read(_MOST_BYTES + 1)
        except UnicodeDecodeError:
            words = Words("{file} is not text in UTF-8. Save it as that.", said)
            raise ReaderError(words) from None
    if len(text) > _MOST_BYTES:
        raise ReaderError(Words("{file} is too long to be a program for this.", said))
    return text
