"""The last state, kept between two runs: a small JSON file, written beside and renamed.

A file that is missing, broken or from another version never stops the start: it is as if there
were none.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

VERSION = 1
_LARGEST = 4_000_000  # bytes: no honest state comes near


class Memory:
    """Reads and writes one JSON table in a folder.

    Parameters
    ----------
    folder
        Where the file lives; made when first written.
    name
        The file's name without its ending.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.path = folder / f"{name}.json"

    def load(self) -> dict[str, object]:
        """Return what was saved, or an empty table if that cannot be had."""
        try:
            if self.path.stat().st_size > _LARGEST:
                return {}
            data = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(data, dict) or data.get("version") != VERSION:
            return {}
        return data

    def save(self, data: Mapping[str, object]) -> None:
        """Replace what was saved; the old file stays whole until the new one is.

        Raises
        ------
        OSError
            If the folder cannot be written to.
        """
        text = json.dumps({"version": VERSION, **data}, indent=1, ensure_ascii=False)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=self.path.parent, prefix=self.path.stem)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            Path(beside).replace(self.path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
