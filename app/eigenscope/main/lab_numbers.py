"""``eigenscope numbers``: what stands beside a lab's picture, with every digit."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from eigenscope.document.codec import to_json
from eigenscope.document.session import Session
from eigenscope.engine.analysis.plain_text import plain_exact
from eigenscope.engine.analysis.report import plain
from eigenscope.export.texts.values import by_group, numbers_in
from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.contract.specs import entered
from eigenscope.main.errors import UserError
from eigenscope.main.session_argument import solved
from eigenscope.main.terminal_text import cells_of, padded
from eigenscope.main.tracing import wrong_at
from eigenscope.wording.words import Words, as_words, say

MOST_CELLS = 10_000  # of one readout: what has more is cut
_NOISE = 1e-14  # of a number


def time_of(text: str) -> float:
    """Return a time from 0 to 1; raise UserError if the text is none."""
    try:
        time = float(text)
    except ValueError:
        time = -1.0
    if not 0.0 <= time <= 1.0:
        raise UserError(
            Words("--at takes a number from 0 to 1, such as 0.5, not {text}", {"text": repr(text)})
        )
    return time


def numbers(session: Session, time: float, *, as_json: bool) -> tuple[str, Words | None]:
    """Return all readouts at a time, and the caption, as JSON or for a person.

    The second is what is wrong with a program that is an input, and where: it then has the numbers
    of the lines before.

    Raises
    ------
    UserError
        If the inputs have no solution.
    """
    lab, solution = session.lab, solved(session)
    readouts = lab.readouts(solution, time)
    caption = say(lab.caption(solution, time))
    mistakes = (marks.mistake for marks in lab.marks(solution, time).values())
    mistake = next((each for each in mistakes if each is not None), None)
    wrong = None if mistake is None else wrong_at(mistake.line, mistake.column, mistake.message)
    if not as_json:
        head = Words("{title} at t = {time}", {"title": as_words(lab.title), "time": f"{time:g}"})
        lines = [str(head), *([caption] if caption else [])]
        for group, members in by_group(readouts):
            wide = max(cells_of(say(readout.label)) for readout in members)
            lines += ["", say(group), *(f"  {_line(readout, wide)}" for readout in members)]
        return "\n".join(lines), wrong
    data = {
        "lab": lab.name,
        "topic": session.inputs.topic if lab.topics() else None,
        "at": time,
        "inputs": typed_inputs(session.inputs),
        "readouts": [_as_json(readout) for readout in readouts],
        "caption": caption,
    }
    if mistake is not None:
        place = {"line": mistake.line, "column": mistake.column}
        data["error"] = {**place, "message": say(mistake.message)}
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False), wrong


def typed_inputs(inputs: Inputs) -> dict[str, object]:
    """Return inputs as they were typed; of a file, its name and the shape of what it holds."""
    written = to_json(inputs, {})
    return {name: spec.typed(written[name]) for name, spec in entered(type(inputs)).items()}


def _as_json(readout: Readout) -> dict[str, object]:
    value, cut = _value(readout)
    return {
        "key": readout.key,
        "group": say(readout.group),
        "label": say(readout.label),
        "text": say(readout.text),
        "exact": plain_exact(readout.exact) or None,
        "value": value,
        **({"cut": cut} if cut else {}),
        "variable": readout.variable or None,
    }


def _value(readout: Readout) -> tuple[Any, list[int] | None]:
    """Return a readout's value as JSON has it, and the shape of what is too large for that."""
    if readout.value is None:
        return None, None
    array = np.asarray(readout.value)
    if array.size > MOST_CELLS:
        return None, list(array.shape)
    return plain(array), None


def _line(readout: Readout, wide: int) -> str:
    value, cut = _value(readout)
    if cut:
        text = str(Words("({shape} numbers)", {"shape": " × ".join(map(str, cut))}))
    elif value is None or isinstance(value, bool) or _tells_all(readout):
        text = say(readout.text)
    else:
        text = _written(value)
    exact = plain_exact(readout.exact)
    beside = f" = {exact}" if exact and exact != plain_exact(text) else ""
    return f"{padded(say(readout.label), wide)}  {text}{beside}"


def _tells_all(readout: Readout) -> bool:
    """Tell whether the text has every digit of a value, apart from the noise of the last ones.

    Of numbers that are all infinite or none, the text says which, or why.
    """
    array = np.asarray(readout.value)
    if array.dtype.kind in "fc" and not np.isfinite(array).any():
        return True
    if readout.matrix:
        return False
    shown, value = numbers_in(say(readout.text)), np.ravel(array)
    if shown is None or len(shown) != len(value):
        return False
    return bool(np.allclose(np.array(shown), value, rtol=_NOISE, atol=0.0))


def _written(value: Any) -> str:
    """Return numbers with every digit, as the language reads them."""
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, dict) and not value["im"]:
        return _written(value["re"])
    if isinstance(value, dict):
        imaginary = _written(value["im"])
        sign = "-" if imaginary.startswith("-") else "+"
        return f"{_written(value['re'])} {sign} {imaginary.removeprefix('-')}i"
    return str(value).removesuffix(".0")
