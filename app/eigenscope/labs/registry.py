"""Finds labs by their entry points, so that any installed package can add one."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points

from eigenscope.labs.base import Lab

GROUP = "eigenscope.labs"
FIRST = "transform"  # what a new user meets


@cache
def lab_names() -> tuple[str, ...]:
    """Return the names of all installed labs, in order, without importing them."""
    return tuple(sorted({point.name for point in entry_points(group=GROUP)}))


@cache
def load_lab(name: str) -> Lab:
    """Import and return a lab; raise KeyError, naming those there are, if it is none of them."""
    for point in entry_points(group=GROUP):
        if point.name == name:
            lab: Lab = point.load()
            return lab
    raise KeyError(f"no lab is called {name!r}; there are: {', '.join(lab_names())}")


@cache
def installed_labs() -> tuple[tuple[Lab, ...], tuple[str, ...]]:
    """Return the labs that can be opened, and words on each that cannot."""
    labs: list[Lab] = []
    problems: list[str] = []
    for name in lab_names():
        try:
            labs.append(load_lab(name))
        except Exception as error:  # another package's fault must not stop the program
            problems.append(f"{name}: {error}")
    labs.sort(key=lambda lab: (lab.name != FIRST, lab.title))
    return tuple(labs), tuple(problems)
