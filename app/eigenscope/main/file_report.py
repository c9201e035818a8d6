"""``eigenscope evaluate FILE[:tensor]``: what lies in a file, and what a matrix in it is like."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from eigenscope.main.errors import UserError
from eigenscope.readers.tensor_file import ReaderError, TensorEntry, open_tensors

_WHOLE_ANALYSIS = 64  # rows and columns up to which bases and eigenvalues are told too


def report(path: Path, tensor: str, *, as_json: bool) -> str:
    """Return what the command prints about a file, or about one tensor in it.

    Raises
    ------
    UserError
        If the file cannot be read, or has no such tensor.
    """
    try:
        with open_tensors(path) as file:
            if not tensor and len(file.entries) != 1:
                return _listed(path, file.entries, as_json=as_json)
            entry = _entry(path, file.entries, tensor)
            table = {"file": path.name, **_described(entry), "notes": list(file.notes)}
            table |= _analysed(file.read(entry.name))
    except ReaderError as error:
        raise UserError(str(error)) from error
    if as_json:
        return json.dumps(table, ensure_ascii=False, allow_nan=False)
    shown = [(name.replace("_", " "), value) for name, value in table.items() if value != []]
    return "\n".join(f"{name:<18}{_short(value)}" for name, value in shown)


def _entry(path: Path, entries: tuple[TensorEntry, ...], tensor: str) -> TensorEntry:
    for entry in entries:
        if tensor in ("", entry.name):
            return entry
    names = ", ".join(entry.name for entry in entries[:10])
    more = ", …" if len(entries) > 10 else ""
    raise UserError(f"{path.name} has no tensor “{tensor}”; it has: {names}{more}")


def _described(entry: TensorEntry) -> dict[str, Any]:
    return {"tensor": entry.name, "shape": list(entry.shape), "dtype": entry.dtype}


def _listed(path: Path, entries: tuple[TensorEntry, ...], *, as_json: bool) -> str:
    if as_json:
        tensors = [_described(entry) for entry in entries]
        return json.dumps({"file": path.name, "tensors": tensors}, ensure_ascii=False)
    width = max((len(entry.name) for entry in entries), default=0)
    rows = [
        f"{entry.name:<{width}}  {'×'.join(map(str, entry.shape)) or 'scalar':<16}{entry.dtype}"
        for entry in entries
    ]
    return "\n".join(rows) or f"{path.name} holds no tensors."


def _analysed(array: np.ndarray[Any, Any]) -> dict[str, Any]:
    """Return numbers about the entries, and of a matrix those about its singular values."""
    if array.dtype.kind not in "biuf" or not array.size:
        return {}
    values = array.astype(np.float64)
    finite = values[np.isfinite(values)]
    table: dict[str, Any] = {"not_finite": int(values.size - finite.size)}
    if finite.size:
        table |= {
            "minimum": float(finite.min()),
            "maximum": float(finite.max()),
            "mean": float(finite.mean()),
            "deviation": float(finite.std()),
        }
    if values.ndim == 2 and finite.size == values.size:
        table |= _of_matrix(values)
    return table


def _of_matrix(values: np.ndarray[Any, Any]) -> dict[str, Any]:
    from eigenscope.engine.singular_spectrum import singular_spectrum

    found = singular_spectrum(values)
    condition = found.condition_number
    table: dict[str, Any] = {
        "rank": found.rank,
        "effective_rank": found.effective_rank,
        "stable_rank": found.stable_rank,
        "energy_ranks": list(found.energy_ranks),
        "frobenius_norm": found.frobenius,
        "spectral_norm": float(found.values[0]),
        "condition_number": condition if np.isfinite(condition) else "inf",
        "above_noise": found.above_noise,
        "singular_values": found.values.tolist(),
    }
    if max(values.shape) <= _WHOLE_ANALYSIS:
        from eigenscope.engine.analysis import analyse
        from eigenscope.engine.report import as_json

        table["analysis"] = as_json(analyse(values))
    return table


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return "(with --json)"
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        return " ".join(value)
    if isinstance(value, list):
        shown = ", ".join(f"{each:.6g}" for each in value[:8])
        return shown + (", …" if len(value) > 8 else "")
    return f"{value:.6g}" if isinstance(value, float) else str(value)
