"""How much of what is drawn at random a run looks at, and where the draws begin.

A plain run looks at a sample, and at another one each time; ``--deep`` looks at all that there is
time for in half an hour, and ``--seed`` repeats a run's samples.
"""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass
class _Run:
    seed: int = 0
    deep: bool = False


_run = _Run()


def begin(seed: int, *, deep: bool) -> None:
    """Say what this run looks at; called before any test is imported."""
    _run.seed, _run.deep = seed, deep


def count(quick: int, deep: int) -> int:
    """Return how many samples to take in this run."""
    return deep if _run.deep else quick


def seed_of(what: str) -> int:
    """Return this run's seed for something, which is the same whatever ran before it."""
    return random.Random(f"{_run.seed} {what}").randrange(2**32)


def chance(what: str) -> random.Random:
    """Return this run's random numbers for something."""
    return random.Random(seed_of(what))
