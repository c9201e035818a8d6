"""Finds labs by their entry points, so that any installed package can add one."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points

from eigenscope.labs.contract.lab import Lab

GROUP = "eigenscope.labs"
GROUPS = ("Vectors", "Matrices", "Maps", "Systems", "Data", "Optimisation")
"""Where labs stand on the shelf; a lab with another group stands below these."""

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
        lab, problem = try_lab(name)
        if lab is not None:
            labs.append(lab)
        else:
            problems.append(problem)
    labs.sort(key=lambda lab: (_group_place(lab), lab.title))
    return tuple(labs), tuple(problems)


@cache
def try_lab(name: str) -> tuple[Lab | None, str]:
    """Return a lab, or None and what is wrong with it."""
    try:
        lab = load_lab(name)
        _check(name, lab)
    except Exception as error:  # another package's fault must not stop the program
        return None, f"{name}: {error or type(error).__name__}"
    return lab, ""


def _check(name: str, lab: Lab) -> None:
    """Raise ValueError unless a lab says what the shell asks of it before it is opened."""
    if not isinstance(lab, Lab):
        raise ValueError("it is no Lab")
    for attribute in ("name", "title", "summary", "group", "inputs_type"):
        if not hasattr(lab, attribute):
            raise ValueError(f"it has no {attribute}")
    if lab.name != name:
        raise ValueError(f"its entry point is called {name!r}, but the lab {lab.name!r}")
    lab.defaults()


def _group_place(lab: Lab) -> tuple[int, str]:
    known = lab.group in GROUPS
    return (GROUPS.index(lab.group), "") if known else (len(GROUPS), lab.group)
