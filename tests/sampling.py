"""How much of what is drawn at random a run looks at, and where the draws begin.

A plain run looks at a sample that follows from the sources: every change is judged by another one,
and the same sources are judged alike wherever they are. ``--deep`` looks at all that there is time
for in half an hour, and ``--seed`` chooses the sample.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Thing = TypeVar("Thing")


@dataclass
class _Run:
    seed: int = 0
    deep: bool = False


_run = _Run()


def seed_of_sources() -> int:
    """Return a seed, 0…999999, that follows from the program and its tests."""
    root = Path(__file__).parent.parent
    found = 0
    for path in sorted((*(root / "app").rglob("*.py"), *(root / "tests").rglob("*.py"))):
        found = zlib.crc32(path.read_text("utf-8").encode(), found)
    return found % 1_000_000


def begin(seed: int, *, deep: bool) -> None:
    """Say what this run looks at; called before any test is imported."""
    _run.seed, _run.deep = seed, deep


def count(quick: int, deep: int) -> int:
    """Return how many samples to take in this run."""
    return deep if _run.deep else quick


def some(what: str, things: Sequence[Thing], quick: int) -> list[Thing]:
    """Return so many things by this run's seed, in their order; with ``--deep`` all of them."""
    if _run.deep or quick >= len(things):
        return list(things)
    places = chance(what).sample(range(len(things)), quick)
    return [things[place] for place in sorted(places)]


def seed_of(what: str) -> int:
    """Return this run's seed for something, which is the same whatever ran before it."""
    return random.Random(f"{_run.seed} {what}").randrange(2**32)


def chance(what: str) -> random.Random:
    """Return this run's random numbers for something."""
    return random.Random(seed_of(what))
