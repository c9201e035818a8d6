"""The one list of the files that can be opened, from which dialogs, messages and commands are made.

Also what other files are called, so that they are refused by their name and with a way out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from eigenscope.wording.words import Text, Words, as_it_is, together


@dataclass(frozen=True)
class Format:
    """A kind of files.

    Attributes
    ----------
    title
        What it is called, to stand after "a" or "an".
    endings
        How its files end, in small letters.
    module
        The module of this package whose ``open_file`` opens them.
    """

    title: Text
    endings: tuple[str, ...]
    module: str


TABLE = Format("table", (".csv", ".tsv", ".txt", ".dat"), "table")
PICTURE = Format(
    "picture", (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff"), "pictures"
)
FORMATS = (
    Format("NumPy array", (".npy",), "npy"),
    Format("NumPy archive", (".npz",), "npz"),
    Format("safetensors file", (".safetensors",), "safetensors_file"),
    Format("PyTorch file", (".pt", ".pth", ".bin", ".ckpt"), "torch_file"),
    Format("GGUF model", (".gguf",), "gguf_file"),
    Format("ONNX model", (".onnx",), "onnx_file"),
    Format("sharded model", (".index.json",), "sharded"),
    TABLE,
    Format("Matrix Market file", (".mtx",), "matrix_market"),
    PICTURE,
)
"""The order is that of dialogs and messages."""

ENDINGS = tuple(ending for each in FORMATS for ending in each.endings)
"""How the files end that can be opened, in small letters."""

_SHEET = "{file} is a spreadsheet. Save its sheet as CSV there."
_R = "{file} is a file of R. Save the matrix there: write.csv(A, 'A.csv')."
_HDF5 = "{file} is an HDF5 file. Save its array: np.save('a.npy', h5py.File(path)[name][:])."
_PICKLED = (
    "{file} is a pickle of Python, and opening it could run a program hidden in it. "
    "Save its numbers: np.save('a.npy', array)."
)
_OTHERS: Mapping[str, Text] = {
    ".eigen": "{file} is a session of this program, and no matrix. Open it in the window.",
    ".xlsx": _SHEET,
    ".xls": _SHEET,
    ".ods": _SHEET,
    ".numbers": _SHEET,
    ".mat": "{file} is a file of MATLAB. Save the matrix there: writematrix(A, 'A.csv').",
    ".rds": _R,
    ".rdata": _R,
    ".h5": _HDF5,
    ".hdf5": _HDF5,
    ".keras": "{file} is a model of Keras. "
    "Save its weights: np.savez('a.npz', *model.get_weights()).",
    ".pkl": _PICKLED,
    ".pickle": _PICKLED,
    ".joblib": _PICKLED,
    ".parquet": "{file} is a Parquet file. "
    "Save it as CSV: pandas.read_parquet(path).to_csv('a.csv').",
    ".feather": "{file} is a Feather file. "
    "Save it as CSV: pandas.read_feather(path).to_csv('a.csv').",
    ".arrow": "{file} is an Arrow file. Save it as CSV: pandas.read_feather(path).to_csv('a.csv').",
    ".tflite": "{file} is a model of TensorFlow Lite. Save its weights as .npz.",
    ".pb": "{file} is a model of TensorFlow. Save its weights as .npz.",
    ".json": "{file} is JSON. "
    "Only the index of a sharded model is opened: a file that ends in .index.json.",
    ".zip": "{file} is a zip archive. Unpack it and open a file in it.",
    ".gz": "{file} is packed. Unpack it and open a file in it.",
    ".tar": "{file} is an archive. Unpack it and open a file in it.",
    ".pdf": "{file} is a PDF. Save its table as CSV.",
    ".docx": "{file} is a document of Word. Save its table as CSV.",
    ".svg": "{file} is a drawing. Save it as .png.",
}
"""What is said of files that cannot be opened, by their endings."""


_PATH = re.compile(r"(?:[\w.~ -]*[/\\])+[^\W\d][\w. -]*\.[A-Za-z]\w+|[A-Za-z]:\\[\w. \\-]+")


def format_of(path: Path) -> Format | None:
    """Return the kind of a file by its ending, or None if it is none of `FORMATS`."""
    name = path.name.lower()
    return next((each for each in FORMATS if name.endswith(each.endings)), None)


def not_opened(path: Path) -> Words:
    """Return what a file is that cannot be opened, and what to do."""
    known = _OTHERS.get(path.suffix.lower())
    if known is not None:
        return Words(str(known), {"file": path.name})
    return Words(
        "{file} has an ending that cannot be opened. These can: {endings}.",
        {"file": path.name, "endings": together([*map(as_it_is, ENDINGS)])},
    )


def file_and_tensor(text: str) -> tuple[Path, str] | None:
    """Return the file and the tensor's name that FILE[:tensor] gives, or None if it is no file.

    A text is a file if it ends as one does, whether it is there or not: who types ``weigths.npz``
    wants to know that it is not there, not that a point does not belong in an expression.
    """
    parted = _parted(text, (*ENDINGS, *_OTHERS))
    if parted is None and (_PATH.fullmatch(text) or _exists(text)):
        return Path(text), ""
    return parted


def _parted(text: str, endings: tuple[str, ...]) -> tuple[Path, str] | None:
    if text.lower().endswith(endings):
        return Path(text), ""
    name, colon, _ = text.rpartition(":")
    while colon:
        if name.lower().endswith(endings):
            return Path(name), text[len(name) + 1 :]
        name, colon, _ = name.rpartition(":")
    return None


def _exists(text: str) -> bool:
    """Tell whether a text that has an ending is the path of a file."""
    try:
        path = Path(text)
        return bool(path.suffix) and path.is_file()
    except (OSError, ValueError):
        return False
