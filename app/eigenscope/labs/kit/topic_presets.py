"""Presets of a lab with topics."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from eigenscope.labs.contract.presets import Preset
from eigenscope.wording.words import Text


def topic_preset(topic: str, key: str, label: Text, tip: Text = "", **values: object) -> Preset:
    """Return a line of text that is offered in one topic, and puts values into some fields."""

    def make(inputs: Any, _value: float) -> Any:
        return replace(inputs, topic=topic, **values)

    return Preset(key, label, "", make, tip=tip, relevant=lambda inputs: inputs.topic == topic)
