"""What file dialogs offer: made from the one list of formats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from eigenscope.readers.formats import ENDINGS, FORMATS, PICTURE
from eigenscope.wording.words import Text, Words, say

_TITLES: Mapping[str, Text] = {
    "npy": "NumPy array",
    "npz": "NumPy archive",
    "safetensors_file": "Safetensors file",
    "torch_file": "PyTorch file",
    "gguf_file": "GGUF model",
    "onnx_file": "ONNX model",
    "sharded": "Sharded model",
    "table": "Table",
    "matrix_market": "Matrix Market file",
    "pictures": Words("Picture", context="file"),
}
"""What a format's files are called alone, by the module that opens them."""


def matrix_filters() -> str:
    """Return the filters of a dialog that opens a matrix: all files that can be, then each kind."""
    kinds = [_filter("All that can be opened", ENDINGS)]
    kinds += [_filter(_TITLES[each.module], each.endings) for each in FORMATS]
    return ";;".join(kinds)


def picture_filter() -> str:
    """Return the filter of a dialog that opens a picture."""
    return _filter("Pictures", PICTURE.endings)


def _filter(title: Text, endings: Iterable[str]) -> str:
    return f"{say(title)} ({' '.join(f'*{ending}' for ending in endings)})"
