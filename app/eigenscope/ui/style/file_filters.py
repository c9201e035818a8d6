"""What file dialogs offer: made from the one list of formats."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from eigenscope.readers.formats import ENDINGS, FORMATS, PICTURE


def matrix_filters() -> str:
    """Return the filters of a dialog that opens a matrix: all files that can be, then each kind."""
    everything = QCoreApplication.translate("file_filters", "All that can be opened")
    kinds = [(everything, ENDINGS)]
    kinds += [(each.title[:1].upper() + each.title[1:], each.endings) for each in FORMATS]
    return ";;".join(_filter(title, endings) for title, endings in kinds)


def picture_filter() -> str:
    """Return the filter of a dialog that opens a picture."""
    return _filter(QCoreApplication.translate("file_filters", "Pictures"), PICTURE.endings)


def _filter(title: str, endings: Iterable[str]) -> str:
    return f"{title} ({' '.join(f'*{ending}' for ending in endings)})"
