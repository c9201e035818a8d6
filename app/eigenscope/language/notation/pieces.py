"""Pieces of a text turned to LaTeX, and how they join: which spaces stay, and where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

_COMMAND = re.compile(r"\\[A-Za-z]+$")


class PieceKind(Enum):
    """What a piece is for its neighbours."""

    SPACE = auto()
    TEXT = auto()
    COMMA = auto()
    OPERATOR = auto()
    FUNCTION = auto()
    OPERAND = auto()
    FACTOR = auto()
    GROUP = auto()
    SCRIPT = auto()

    @property
    def is_factor(self) -> bool:
        """Whether it can be part of a fraction's numerator."""
        return self in (PieceKind.FACTOR, PieceKind.GROUP, PieceKind.SCRIPT)


@dataclass(frozen=True)
class FormulaPiece:
    """Some LaTeX, or for TEXT the plain words; ``inner`` is a group's without its brackets."""

    kind: PieceKind
    tex: str
    inner: str = ""


def join(pieces: Sequence[FormulaPiece]) -> str:
    r"""Return the LaTeX of pieces in a row, with the words gathered into ``\text{…}``."""
    written = ""
    words = ""
    for index, piece in enumerate(pieces):
        if piece.kind is PieceKind.TEXT:
            words += piece.tex
            continue
        if piece.kind is PieceKind.SPACE:
            before = pieces[index - 1].kind if index else None
            after = pieces[index + 1].kind if index + 1 < len(pieces) else None
            if before is None or after is None:
                continue
            if PieceKind.TEXT in (before, after):
                beside = before if after is PieceKind.TEXT else after
                words += "" if beside is PieceKind.OPERATOR and index > 1 else " "
            elif not _spaces_itself(before, after):
                written = _append(_append(written, _text(words)), r"\ ")
                words = ""
            continue
        written = _append(_append(written, _text(words)), piece.tex)
        words = ""
    return _append(written, _text(words))


def _spaces_itself(before: PieceKind, after: PieceKind) -> bool:
    """Tell whether TeX sets a space between these two, or none is wanted."""
    if before is PieceKind.COMMA:
        return False
    return (
        PieceKind.OPERATOR in (before, after)
        or before is PieceKind.FUNCTION
        or after is PieceKind.COMMA
    )


def _text(words: str) -> str:
    if words.lstrip().startswith("-"):  # ziamath takes it for a number's sign
        words = words.replace("-", "\N{HYPHEN}", 1)
    return rf"\text{{{words}}}" if words else ""


def _append(written: str, tex: str) -> str:
    """Return both, parted where a command's name would run into a letter."""
    gap = " " if tex[:1].isalnum() and _COMMAND.search(written) else ""
    return f"{written}{gap}{tex}"
