"""The engine's names for a matrix, in words a student reads."""

from __future__ import annotations

from eigenscope.engine.analysis.results import Analysis, Kind
from eigenscope.wording.number_texts import degrees, direction, tidy
from eigenscope.wording.words import Words

_FORMATS = {"angle": degrees}


def kind_words(analysis: Analysis) -> Words:
    """Return the kinds as one phrase, the most telling first, with what determines each."""
    phrases = [_phrase(kind) for kind in analysis.kinds[:4]]
    return Words("{kinds}", {"kinds": " · ".join(phrases) if phrases else _plain(analysis)})


def _plain(analysis: Analysis) -> str:
    if analysis.shape[0] != analysis.shape[1]:
        return f"map from {analysis.shape[1]}D to {analysis.shape[0]}D"
    return "invertible" if analysis.invertible else "singular"


def _phrase(kind: Kind) -> str:
    details = [_detail(name, value) for name, value in kind.parameters.items()]
    known = [detail for detail in details if detail]
    named = f"{kind.name} ({', '.join(known)})" if known else kind.name
    return named if kind.digits is None else f"{named}, to {kind.digits} digits"


def _detail(name: str, value: float | tuple[float, ...] | str) -> str:
    if isinstance(value, str):
        return f"{name} {value}" if value else ""
    if isinstance(value, tuple):
        # The length of a direction means nothing, that of factors does.
        text = f"({', '.join(map(tidy, value))})" if name == "factors" else direction(value)
        return f"{name} {text}"
    return degrees(value) if name == "angle" else f"{name} {tidy(value)}"
