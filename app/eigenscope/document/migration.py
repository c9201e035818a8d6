"""Sessions of earlier versions, brought up to the present one step by step.

Version 1 is what the program wrote down between two runs before it had session files: one lab's
inputs and how it played. Version 2 keeps inputs by lab, and adds the view and what is exported.
Version 3 adds definitions, and matrices that are the value of an expression. Version 4 adds the
inputs of second pictures, beside the first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from eigenscope.labs.contract.schema import InputError, shown
from eigenscope.wording.words import Words

VERSION = 4

Data = dict[str, object]


def migrated(data: Data) -> Data:
    """Return a session's JSON as the present version has it.

    Raises
    ------
    InputError
        If it has no version, or a newer one.
    """
    version = data.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        values = {"version": shown(version)}
        raise InputError(Words("it has no version that is known: {version}", values))
    if version > VERSION:
        raise InputError(
            Words(
                "it was made by a newer version of Eigenscope (format {version}; this one reads "
                "up to {known}). Update Eigenscope to open it",
                {"version": shown(version), "known": str(VERSION)},
            )
        )
    for step in range(version, VERSION):
        data = _STEPS[step](data)
    return data


def _from_1(data: Data) -> Data:
    player = data.get("player")
    known = player if isinstance(player, dict) else {}
    playback = {key: known[key] for key in ("speed", "loop", "ease") if key in known}
    name = data.get("lab")
    inputs = data.get("inputs", {})
    if isinstance(inputs, dict) and isinstance(inputs.get("picture"), str):
        # A path alone is not kept any more: the picture itself belongs to a session.
        inputs = {key: value for key, value in inputs.items() if key != "picture"}
    by_lab = {name: inputs} if isinstance(name, str) else {}
    return {"version": 2, "lab": name, "inputs": by_lab, "playback": playback}


def _from_2(data: Data) -> Data:
    return {**data, "version": 3, "definitions": {}}


def _from_3(data: Data) -> Data:
    return {**data, "version": 4, "beside": {}}


_STEPS: Mapping[int, Callable[[Data], Data]] = {1: _from_1, 2: _from_2, 3: _from_3}
