"""How the bytes of a table became characters: nothing in it says so, and countries differ.

UTF-8 is told for certain, for hardly another text is valid UTF-8; else charset-normalizer guesses
among the encodings that tables come in. A guess from a few letters is often wrong, so whoever
shows the table says that it is one and lets another be chosen.
"""

from __future__ import annotations

import codecs
import locale
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from eigenscope.readers.tensor_file import ReaderError
from eigenscope.wording.words import Text, Words, as_it_is, together

DELIMITERS = (";", "\t", ",", "|")  # first the ones that numbers never have in them
_CHUNK = 1_000_000
_MOST_LETTERS = 200_000  # bytes of lines with letters beyond ASCII, from which a guess is made
_NO_TEXT = bytes({*range(9), *range(14, 32)} - {26, 27})  # bytes that no text has

ENCODINGS: Mapping[str, Text] = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Western European (Windows 1252)",
    "gb18030": "Chinese, simplified (GBK, GB 18030)",
    "big5": "Chinese, traditional (Big5)",
    "cp932": "Japanese (Shift-JIS)",
    "euc_jp": "Japanese (EUC-JP)",
    "cp949": "Korean (EUC-KR)",
    "cp1250": "Central European (Windows 1250)",
    "cp1251": "Cyrillic (Windows 1251)",
    "koi8_r": "Cyrillic (KOI8-R)",
    "cp1253": "Greek (Windows 1253)",
    "cp1254": "Turkish (Windows 1254)",
    "cp1255": "Hebrew (Windows 1255)",
    "cp1256": "Arabic (Windows 1256)",
    "cp1257": "Baltic (Windows 1257)",
    "cp850": "Western European (DOS 850)",
    "mac_roman": "Western European (Macintosh)",
    "latin-1": "Western European (ISO 8859-1)",
}
"""Encodings that are offered, by the names that Python has for them; likelier ones first."""

_UNICODE = ("utf-8", "utf-16")
_NEVER_GUESSED = (*_UNICODE, "cp850", "mac_roman", "latin-1")  # any bytes are these


@dataclass(frozen=True)
class Writing:
    """How a text is encoded, and how often each delimiter and the ends of lines are in it.

    ``guessed`` says whether the encoding is a guess.
    """

    encoding: str
    counts: Counter[str]
    guessed: bool = False


def encoding_called(name: str) -> str:
    """Return Python's name of an encoding that a person named.

    Raises
    ------
    ReaderError
        If there is no such encoding of text.
    """
    try:
        codec = codecs.lookup(name.strip())
        (b" " * 4).decode(codec.name)  # base64 and the like are codecs too, but not of text
    except (LookupError, ValueError):
        some = ("utf-8", "gbk", "big5", "shift_jis", "euc_kr", "windows-1252")
        raise ReaderError(
            Words(
                "There is no encoding {name}. Some are: {names}.",
                {"name": repr(name), "names": together([*map(as_it_is, some)])},
            )
        ) from None
    known = {codecs.lookup(each).name: each for each in ENCODINGS}
    wider = {"gbk": "gb18030", "gb2312": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949"}
    return wider.get(codec.name) or known.get(codec.name, codec.name)


def writing_of(path: Path, encoding: str | None = None) -> Writing:
    """Return how a file is encoded, after a look at every byte of it.

    ``encoding`` is what a person has said; None if it is to be found out.

    Raises
    ------
    ReaderError
        If it is no text.
    """
    counts: Counter[str] = Counter()
    letters = b""
    utf8 = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        chunk = _some_lines(file)
        guessed = encoding or _by_first_bytes(path, chunk)
        is_utf8 = guessed == "utf-8"
        while chunk:
            for mark in (*DELIMITERS, " ", "\n", "\r", '"'):
                counts[mark] += chunk.count(mark.encode())
            if guessed == "utf-8" and encoding is None:
                letters = _more_letters(letters, chunk)
                try:
                    utf8.decode(chunk)
                except UnicodeDecodeError:
                    is_utf8 = False
            chunk = _some_lines(file)
    if encoding is not None or guessed != "utf-8":
        return Writing(guessed, counts)
    if is_utf8 and not utf8.getstate()[0]:  # else it would end in half a character
        return Writing("utf-8", counts)
    return Writing(_guessed(letters), counts, guessed=True)


def _some_lines(file: BinaryIO) -> bytes:
    """Read on up to the end of a line, so that no character is cut in two."""
    return file.read(_CHUNK) + file.readline(_CHUNK)


def _by_first_bytes(path: Path, start: bytes) -> str:
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = start[:4096]
    zeros = head[::2].count(0), head[1::2].count(0)
    if max(zeros) > len(head) // 4 and not min(zeros):  # half of every plain letter
        return "utf-16-le" if zeros[1] else "utf-16-be"
    if len(head.translate(None, _NO_TEXT)) < len(head):
        raise ReaderError(
            Words(
                "{file} is not a table but of another kind. Save it as CSV where it was made.",
                {"file": path.name},
            )
        )
    return "utf-8"


def _more_letters(letters: bytes, chunk: bytes) -> bytes:
    """Add the lines of a chunk that have letters beyond ASCII, until there are enough."""
    if len(letters) >= _MOST_LETTERS or chunk.isascii():
        return letters
    lines = [line for line in chunk.splitlines(keepends=True) if not line.isascii()]
    for line in lines:
        if len(letters) >= _MOST_LETTERS:
            break
        letters += line
    return letters


def _guessed(letters: bytes) -> str:
    """Return the likeliest encoding; of those that are as likely, the one of this computer."""
    from charset_normalizer import from_bytes

    likely = [name for name in ENCODINGS if name not in _NEVER_GUESSED]
    own = codecs.lookup(locale.getpreferredencoding(do_setlocale=False)).name
    order = {name: place for place, name in enumerate([own, *likely])}
    scores: dict[str, tuple[float, float, int]] = {}
    for match in from_bytes(letters, cp_isolation=likely, enable_fallback=False):
        for each in (match, *match.submatch):
            place = order.get(each.encoding, len(order))
            scores[each.encoding] = (round(match.chaos, 2), -round(match.coherence, 2), place)
    return min(scores, key=scores.__getitem__) if scores else "latin-1"
