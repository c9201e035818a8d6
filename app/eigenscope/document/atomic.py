"""Files written beside and renamed: whoever looks finds the old one or the new one, whole.

Everything that the program writes for the user goes through here: sessions, settings, figures,
films. A kill in the middle leaves at most a hidden ``.part`` file, never half a file under its
final name.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from eigenscope.wording.errors import WordedError
from eigenscope.wording.words import Words


class TakenError(WordedError, FileExistsError):
    """There is something where a folder is to be."""


class NoFolderError(WordedError, FileNotFoundError):
    """The folder that something is to be written to is not there."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a place to write to, and put what was written in the stead of ``path`` at the end.

    Parameters
    ----------
    path
        The file that is wanted. A link is followed; an existing file keeps its permissions.

    Yields
    ------
    Path
        An empty file in the same folder with the same ending. If the block raises, it is removed
        and ``path`` stays as it was.

    Raises
    ------
    OSError
        If there is no such folder, or it cannot be written to.
    """
    target = path.resolve()
    beside = _beside(target)
    try:  # around the making, too: an interruption may come as soon as the file is there
        with beside.open("xb"):
            pass
        yield beside
        _flush(beside)
        with suppress(OSError):
            beside.chmod(target.stat().st_mode)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """Give an empty folder to fill, and put it under its name at the end.

    Raises
    ------
    OSError
        If there is a file or a folder with something in it under that name, or no place to write.
    """
    target = path.resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        name = {"name": path.name}
        raise TakenError(Words("{name} is there already, and it is not an empty folder", name))
    _must_be_folder(target.parent)
    beside = _beside(target)
    try:
        beside.mkdir()
        yield beside
        with suppress(FileNotFoundError):
            target.rmdir()
        beside.replace(target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def write_text(path: Path, text: str) -> None:
    """Replace a file by a text; raise OSError if that fails, when the old one stays."""
    with replacing(path) as beside:
        beside.write_text(text, encoding="utf-8", newline="\n")


def _beside(target: Path) -> Path:
    _must_be_folder(target.parent)
    return target.with_name(f".{target.stem}-{os.urandom(4).hex()}.part{target.suffix}")


def _must_be_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise NoFolderError(Words("there is no folder {folder}", {"folder": str(folder)}))


def _flush(path: Path) -> None:
    """Have the system write a file down before it gets its name: a lost current keeps it whole."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
