"""What a lab computes as lines of torch that another lab can show step by step."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TraceableCode:
    """Lines of a program, for a lab that shows programs.

    Attributes
    ----------
    lines
        The program, whose last line makes what the lab computes.
    topic
        What it is about, by the key of a topic of the lab that shows it.
    """

    lines: str
    topic: str
