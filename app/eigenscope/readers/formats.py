"""The one list of the files that can be opened, from which dialogs, messages and commands are made.

Also what other files are called, so that they are refused by their name and with a way out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path


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

    title: str
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

_SHEET = "a spreadsheet. Save its sheet as CSV there."
_PICKLED = "a pickle of Python, and opening it could run a program hidden in it. Save its numbers: "
_OTHERS = {
    ".eigen": "a session of this program, and no matrix. Open it in the window.",
    ".xlsx": _SHEET,
    ".xls": _SHEET,
    ".ods": _SHEET,
    ".numbers": _SHEET,
    ".mat": "a file of MATLAB. Save the matrix there: writematrix(A, 'A.csv').",
    ".rds": "a file of R. Save the matrix there: write.csv(A, 'A.csv').",
    ".rdata": "a file of R. Save the matrix there: write.csv(A, 'A.csv').",
    ".h5": "an HDF5 file. Save its array: np.save('a.npy', h5py.File(path)[name][:]).",
    ".hdf5": "an HDF5 file. Save its array: np.save('a.npy', h5py.File(path)[name][:]).",
    ".keras": "a model of Keras. Save its weights: np.savez('a.npz', *model.get_weights()).",
    ".pkl": f"{_PICKLED}np.save('a.npy', array).",
    ".pickle": f"{_PICKLED}np.save('a.npy', array).",
    ".joblib": f"{_PICKLED}np.save('a.npy', array).",
    ".parquet": "a Parquet file. Save it as CSV: pandas.read_parquet(path).to_csv('a.csv').",
    ".feather": "a Feather file. Save it as CSV: pandas.read_feather(path).to_csv('a.csv').",
    ".arrow": "an Arrow file. Save it as CSV: pandas.read_feather(path).to_csv('a.csv').",
    ".tflite": "a model of TensorFlow Lite. Save its weights as .npz.",
    ".pb": "a model of TensorFlow. Save its weights as .npz.",
    ".json": "JSON. Only the index of a sharded model is opened: a file that ends in .index.json.",
    ".zip": "a zip archive. Unpack it and open a file in it.",
    ".gz": "packed. Unpack it and open a file in it.",
    ".tar": "an archive. Unpack it and open a file in it.",
    ".pdf": "a PDF. Save its table as CSV.",
    ".docx": "a document of Word. Save its table as CSV.",
    ".svg": "a drawing. Save it as .png.",
}


_PATH = re.compile(r"(?:[\w.~ -]*[/\\])+[^\W\d][\w. -]*\.[A-Za-z]\w+|[A-Za-z]:\\[\w. \\-]+")


def format_of(path: Path) -> Format | None:
    """Return the kind of a file by its ending, or None if it is none of `FORMATS`."""
    name = path.name.lower()
    return next((each for each in FORMATS if name.endswith(each.endings)), None)


def why_not_opened(path: Path) -> str:
    """Return what a file is that cannot be opened, and what to do, to follow its name."""
    known = _OTHERS.get(path.suffix.lower())
    if known is not None:
        return f"is {known}"
    return f"has an ending that cannot be opened. These can: {', '.join(ENDINGS)}."


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
