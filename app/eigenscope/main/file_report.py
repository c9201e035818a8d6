"""``eigenscope evaluate FILE[:tensor]``: what lies in a file, and what a matrix in it is like."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from eigenscope.engine.analysis.report import plain
from eigenscope.engine.analysis.table import number_text
from eigenscope.engine.large.overview import overview
from eigenscope.main.errors import UserError
from eigenscope.main.table_options import check_table, tell
from eigenscope.main.terminal_text import cells_of, padded
from eigenscope.readers.loading import entry_named, matrix_of, not_shown
from eigenscope.readers.opening import open_tensors
from eigenscope.readers.table_reading import TableChoices
from eigenscope.readers.tensor_file import ReaderError, TensorEntry, TensorFile
from eigenscope.wording.words import Text, Words, as_it_is, say, sentences

_LABELS: Mapping[str, Text] = {
    "file": Words("file", {}, "line of a report"),
    "tensor": Words("tensor", {}, "line of a report"),
    "shape": Words("shape", {}, "line of a report"),
    "dtype": Words("dtype", {}, "line of a report"),
    "notes": Words("notes", {}, "line of a report"),
    "matrix": Words("matrix", {}, "line of a report"),
    "not_finite": Words("not finite", {}, "line of a report"),
    "minimum": Words("minimum", {}, "line of a report"),
    "maximum": Words("maximum", {}, "line of a report"),
    "mean": Words("mean", {}, "line of a report"),
    "deviation": Words("deviation", {}, "line of a report"),
    "rank": Words("rank", {}, "line of a report"),
    "effective_rank": Words("effective rank", {}, "line of a report"),
    "stable_rank": Words("stable rank", {}, "line of a report"),
    "energy_ranks": Words("energy ranks", {}, "line of a report"),
    "frobenius_norm": Words("frobenius norm", {}, "line of a report"),
    "spectral_norm": Words("spectral norm", {}, "line of a report"),
    "condition_number": Words("condition number", {}, "line of a report"),
    "above_noise": Words("above noise", {}, "line of a report"),
    "singular_values": Words("singular values", {}, "line of a report"),
    "analysis": Words("analysis", {}, "line of a report"),
}
"""What people are told of the keys of the JSON, those apart that they are told nothing of."""

_WHOLE_ANALYSIS = 64  # rows and columns up to which bases and eigenvalues are told too


def report(path: Path, tensor: str, *, as_json: bool, choices: TableChoices | None = None) -> str:
    """Return what the command prints about a file, or about one tensor in it.

    A tensor of several axes is taken for the matrix that the window shows: the first axis down, all
    others across. ``choices`` say how a table is to be read.

    Raises
    ------
    UserError
        If the file cannot be read, or has no such tensor.
    """
    try:
        with open_tensors(path, choices) as file:
            check_table(file, choices)
            if not tensor and len(file.entries) != 1:
                return _listed(path, file.entries, file.notes, as_json=as_json)
            entry = entry_named(file, tensor)
            table = {"file": path.name, **_described(entry)}
            table |= _shown(file, entry)
            tell(path.name, (), file.table)
    except ReaderError as error:
        raise UserError(error.reason) from error
    if as_json:
        return json.dumps(plain(table), ensure_ascii=False, allow_nan=False)
    shown = [(say(label), table[key]) for key, label in _LABELS.items() if table.get(key, []) != []]
    return "\n".join(f"{padded(name, 18)}{_short(value)}" for name, value in shown)


def _described(entry: TensorEntry) -> dict[str, Any]:
    return {"tensor": entry.name, "shape": list(entry.shape), "dtype": entry.dtype}


def _shown(file: TensorFile, entry: TensorEntry) -> dict[str, Any]:
    """Return the matrix that a tensor is shown as, in numbers; complex ones have none."""
    reason = not_shown(entry)
    if reason is not None:
        return {"notes": [*map(say, file.notes), say(reason)]}
    loaded = matrix_of(file, entry.name)
    report: dict[str, Any] = {"notes": [*map(say, loaded.notes)]}
    if file.table is not None:
        report["table"] = file.table.to_json()
    if len(entry.shape) > 2 or not loaded.whole:
        report["matrix"] = list(loaded.values.shape)
    return report | _analysed(loaded.values)


def _listed(
    path: Path, entries: tuple[TensorEntry, ...], notes: tuple[Text, ...], *, as_json: bool
) -> str:
    tell(path.name, notes, None)
    if as_json:
        tensors = [_described(entry) for entry in entries]
        data = {"file": path.name, "tensors": tensors, "notes": [*map(say, notes)]}
        return json.dumps(data, ensure_ascii=False)
    width = max((cells_of(entry.name) for entry in entries), default=0)
    rows = []
    for entry in entries:
        shape = "×".join(map(str, entry.shape)) or say("scalar")
        rows.append(f"{padded(entry.name, width)}  {padded(shape, 16)}{entry.dtype}")
    return "\n".join(rows) or str(Words("{file} holds no tensors.", {"file": path.name}))


def _analysed(array: np.ndarray[Any, Any]) -> dict[str, Any]:
    """Return numbers about the entries, and of a matrix those about its singular values."""
    if array.dtype.kind not in "biuf" or not array.size:
        return {}
    values = array.astype(np.float64)
    finite = values[np.isfinite(values)]
    table: dict[str, Any] = {"not_finite": int(values.size - finite.size)}
    if finite.size:
        summary = overview(values.reshape(len(values), -1) if values.ndim > 1 else values[None])
        table |= {
            "minimum": summary.minimum,
            "maximum": summary.maximum,
            "mean": summary.mean,
            "deviation": summary.deviation,
        }
    if values.ndim == 2 and finite.size == values.size:
        table |= _of_matrix(values)
    return table


def _of_matrix(values: np.ndarray[Any, Any]) -> dict[str, Any]:
    from eigenscope.engine.large.singular_spectrum import singular_spectrum

    spectrum = singular_spectrum(values)
    table: dict[str, Any] = {
        "rank": spectrum.rank,
        "effective_rank": spectrum.effective_rank,
        "stable_rank": spectrum.stable_rank,
        "energy_ranks": list(spectrum.energy_ranks),
        "frobenius_norm": spectrum.frobenius,
        "spectral_norm": float(spectrum.values[0]),
        "condition_number": spectrum.condition_number,
        "above_noise": spectrum.above_noise,
        "singular_values": spectrum.values.tolist(),
    }
    if max(values.shape) <= _WHOLE_ANALYSIS:
        from eigenscope.engine.analysis.analyse import analyse
        from eigenscope.engine.analysis.report import as_json

        table["analysis"] = as_json(analyse(values))
    return table


def _short(value: Any) -> str:
    if value is None:
        return say("None")
    if isinstance(value, dict):
        return say("(with --json)")
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        return str(sentences([*map(as_it_is, value)]))
    if isinstance(value, list):
        shown = ", ".join(map(number_text, value[:8]))
        return shown + (", …" if len(value) > 8 else "")
    return number_text(value) if isinstance(value, float) else str(value)
