"""What a lab offers to begin with: presets to choose from, experiments to try."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from eigenscope.wording.words import Text


def _always(_inputs: Any) -> bool:
    return True


@dataclass(frozen=True)
class Preset:
    """Ready-made inputs. ``make`` takes the present inputs and the parameter's value.

    ``parameter`` is (label, default text, unit) where the preset has one: an angle, a factor. One
    without an ``icon`` is a line of text. It is offered beside inputs to which it is ``relevant``.
    """

    key: str
    label: Text
    icon: str
    make: Callable[[Any, float], Any]
    parameter: tuple[Text, str, str] | None = None
    tip: Text = ""
    relevant: Callable[[Any], bool] = field(default=_always, compare=False)


@dataclass(frozen=True)
class Experiment:
    """Something to try: inputs, and what is to be watched once they are there."""

    key: str
    title: Text
    watch: Text
    inputs: Any


@dataclass(frozen=True)
class Counterpart:
    """Inputs whose picture says more beside that of others: B A beside A B.

    ``here`` is what the present picture is called then, ``title`` what the other one is. One that
    ``follows`` is another look at the same inputs: as they change, it becomes the counterpart of
    the same key of what they are then.
    """

    key: str
    here: Text
    title: Text
    inputs: Any
    follows: bool = False
