"""What a file is by its first bytes, for those whose ending says something else."""

from __future__ import annotations

import struct
from pathlib import Path

from eigenscope.readers.formats import format_of
from eigenscope.readers.tensor_file import ReaderError
from eigenscope.readers.zip_checks import close_zip, open_zip
from eigenscope.wording.words import Text, Value, Words, as_words

_START = 64  # bytes
_MARKS: tuple[tuple[bytes, Text, str], ...] = (
    (b"\x93NUMPY", "a NumPy array", ".npy"),
    (b"GGUF", "a GGUF model", ".gguf"),
    (b"%%MatrixMarket", "a Matrix Market file", ".mtx"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture", ".png"),
    (b"\xff\xd8\xff", "a JPEG picture", ".jpg"),
    (b"GIF8", "a GIF picture", ".gif"),
    (b"II*\0", "a TIFF picture", ".tif"),
    (b"MM\0*", "a TIFF picture", ".tif"),
    (b"\x89HDF\r\n\x1a\n", "an HDF5 file", ".h5"),
    (b"MATLAB 5.0 MAT-file", "a file of MATLAB", ".mat"),
    (b"PAR1", "a Parquet file", ".parquet"),
    (b"ARROW1", "an Arrow file", ".arrow"),
    (b"%PDF", "a PDF", ".pdf"),
    (b"\x1f\x8b", "a gzip archive", ".gz"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old document of Office", ".xls"),
    (b"<!DOCTYPE", "a web page", ".html"),
    (b"<html", "a web page", ".html"),
    (b"version https://git-lfs", "a Git LFS pointer", ".lfs"),
)
_MEMBERS: tuple[tuple[str, Text, str], ...] = (
    ("data.pkl", "a PyTorch file", ".pt"),
    ("xl/workbook.xml", "an Excel spreadsheet", ".xlsx"),
    ("word/document.xml", "a Word document", ".docx"),
    ("content.xml", "an OpenDocument file", ".ods"),
    (".npy", "a NumPy archive", ".npz"),
)


def told_by_contents(path: Path) -> Words | None:
    """Return what a file is by its contents and what to do, or None.

    Nothing is said of a file whose ending agrees, nor of one whose contents tell nothing.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_START)
    except OSError:
        return None
    what, ending = _format_of(path, start)
    kind, true_kind = format_of(path), format_of(Path(f"x{ending}"))
    if not what or kind is None or ending in kind.endings:
        return None
    said: dict[str, Value] = {
        "file": path.name,
        "what": as_words(what),
        "kind": as_words(kind.title),
    }
    if true_kind is not None:
        return Words(
            "{file} is {what} by its contents, not a {kind}. Give it the ending {ending}.",
            {**said, "ending": ending},
        )
    return Words("{file} is {what} by its contents, not a {kind}.", said)


def _format_of(path: Path, start: bytes) -> tuple[Text, str]:
    for mark, what, ending in _MARKS:
        if start.startswith(mark):
            return what, ending
    if start.startswith(b"PK\x03\x04"):
        return _in_zip(path)
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "a WebP picture", ".webp"
    if len(start) > 9:
        (length,) = struct.unpack_from("<Q", start)
        if start[8:9] == b"{" and 2 <= length < 100_000_000:
            return "a safetensors file", ".safetensors"
    return "", ""


def _in_zip(path: Path) -> tuple[Text, str]:
    try:
        archive = open_zip(path)
    except ReaderError:
        return "", ""
    names = [info.filename for info in archive.infolist()[:1000]]
    close_zip(archive)
    for member, what, ending in _MEMBERS:
        if any(name.endswith(member) for name in names):
            return what, ending
    return "a zip archive", ".zip"
