"""What a lab hands over to another one: labs don't know each other, but by names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from eigenscope.wording.words import Text


@dataclass(frozen=True)
class Handover:
    """Inputs for another lab.

    Attributes
    ----------
    lab
        The name of the lab that takes them.
    label
        What is done, as a button says it.
    texts
        Its inputs as texts, by their names, as the command line takes them; others stay as they
        are there.
    """

    lab: str
    label: Text
    texts: Mapping[str, str] = field(default_factory=dict)
