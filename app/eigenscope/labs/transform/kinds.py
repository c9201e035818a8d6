"""The engine's names for a matrix, in words a student reads."""

from __future__ import annotations

from eigenscope.engine.analysis.kind_words import kind_name, kind_phrase, parameter_words
from eigenscope.engine.analysis.results import Analysis, Kind
from eigenscope.wording.number_texts import degrees, direction, tidy
from eigenscope.wording.words import Words, as_it_is


def kind_words(analysis: Analysis) -> Words:
    """Return the kinds as one phrase, the most telling first, with what determines each."""
    if not analysis.kinds:
        return _plain(analysis)
    first, *others = (_phrase(kind) for kind in analysis.kinds[:4])
    for kind in others:
        first = Words("{kinds} · {kind}", {"kinds": first, "kind": kind})
    return first


def _plain(analysis: Analysis) -> Words:
    rows, columns = analysis.shape
    if rows != columns:
        sizes = {"rows": str(rows), "columns": str(columns)}
        return Words("map from {columns}D to {rows}D", sizes)
    return Words("invertible" if analysis.invertible else "singular")


def _phrase(kind: Kind) -> Words:
    details = [_detail(name, value) for name, value in kind.parameters.items() if value != ""]
    return kind_phrase(kind, details)


def _detail(name: str, value: float | tuple[float, ...] | str) -> Words:
    if isinstance(value, str):
        return parameter_words(name, kind_name(value) if name == "part" else value)
    if isinstance(value, tuple):
        # The length of a direction means nothing, that of factors does.
        text = f"({', '.join(map(tidy, value))})" if name == "factors" else direction(value)
        return parameter_words(name, text)
    return as_it_is(degrees(value)) if name == "angle" else parameter_words(name, tidy(value))
