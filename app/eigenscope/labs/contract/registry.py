"""Finds labs by their entry points, so that any installed package can add one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING

from eigenscope.labs.contract.description import LabDescription
from eigenscope.labs.contract.lab import Lab
from eigenscope.labs.contract.specs import Spec, shown, specs
from eigenscope.wording import language
from eigenscope.wording.errors import WordedError, reason_of
from eigenscope.wording.words import Text, Words, as_it_is, together

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_OWN = "eigenscope"
GROUP = f"{_OWN}.labs"
GROUPS = (
    "Tensors",
    "Vectors",
    "Matrices",
    "Maps",
    "Systems",
    "Data",
    "Calculus and optimisation",
    "Deep learning",
)
"""Where labs stand on the shelf; a lab with another group stands below these."""

FIRST = "transform"  # what a new user meets
_FIRST_DESCRIPTION = f"eigenscope.labs.{FIRST}.description:DESCRIPTION"


class LabError(WordedError):
    """A lab is not there, or cannot be opened; the text says why, in words for the user."""


@cache
def _points() -> Mapping[str, EntryPoint]:
    # Late: to look through all that is installed takes longer than to import the first lab.
    from importlib.metadata import entry_points

    points = {point.name: point for point in entry_points(group=GROUP)}
    for package in {point.module.partition(".")[0] for point in points.values()} - {_OWN}:
        _add_catalogues(package)
    return points


def _add_catalogues(package: str) -> None:
    """Let a package that brings labs say their words in other languages as well."""
    from importlib.util import find_spec

    known = find_spec(package)
    for folder in (known.submodule_search_locations or ()) if known is not None else ():
        language.add_catalogues(Path(folder) / "wording")


@cache
def lab_names() -> tuple[str, ...]:
    """Return the names of all installed labs, in order, without importing anything of them."""
    return tuple(sorted(_points()))


@cache
def described_labs() -> tuple[tuple[LabDescription, ...], tuple[Text, ...]]:
    """Return who the labs are, in the shelf's order, and words on each that does not say it.

    Whether a lab itself can be opened is not known before `load_lab`.
    """
    labs: list[LabDescription] = []
    problems: list[Text] = []
    for name in lab_names():
        try:
            labs.append(_description(name))
        except LabError as error:
            problems.append(error.reason)
    labs.sort(key=lambda lab: (*_group_place(lab.group), lab.place, str(lab.title)))
    return tuple(labs), tuple(problems)


def present_name(name: str) -> str:
    """Return what the lab that has, or once had, this name is called now.

    A name that no lab here has or had stays as it is.
    """
    if name == FIRST or name in lab_names():
        return name
    return next((lab.name for lab in described_labs()[0] if name in lab.formerly), name)


@cache
def load_lab(name: str) -> Lab:
    """Import, check and return a lab, which may be called by a name of an earlier version.

    Raises
    ------
    LabError
        If there is none of this name (then it names those there are), or it cannot be opened.
    """
    description = _description(present_name(name))
    try:
        lab = resolve_name(description.load)
        _check(lab, description)
    except Exception as error:  # another package's fault must not stop the program
        raise _unopened(name, error) from error
    return lab  # type: ignore[no-any-return]


def loadable_labs() -> Iterator[Lab]:
    """Yield the labs that can be opened, in the shelf's order, importing one after the other."""
    for description in described_labs()[0]:
        with suppress(LabError):
            yield load_lab(description.name)


@cache
def _description(name: str) -> LabDescription:
    """Return what a lab says of itself; raise LabError if there is none that holds.

    An entry point may also name a lab, which knows its description: a lab of one file gains
    nothing from a module that imports less.
    """
    if name != FIRST and name not in lab_names():
        raise LabError(
            Words(
                "no lab is called {name}; there are: {names}",
                {"name": repr(name), "names": together([*map(as_it_is, lab_names())])},
            )
        )
    try:
        entry = resolve_name(_FIRST_DESCRIPTION) if name == FIRST else _points()[name].load()
        description = entry.description if isinstance(entry, Lab) else entry
    except Exception as error:  # as above
        raise _unopened(name, error) from error
    if not isinstance(description, LabDescription):
        raise LabError(
            Words(
                "{name}: its entry point gives neither a LabDescription nor a Lab", {"name": name}
            )
        )
    if description.name != name:
        raise LabError(
            Words(
                "{name}: its entry point is called {called}, but the lab {other}",
                {"name": name, "called": repr(name), "other": repr(description.name)},
            )
        )
    return description


def _unopened(name: str, error: Exception) -> LabError:
    reason = reason_of(error) if str(error) else type(error).__name__
    return LabError(Words("{name}: {reason}", {"name": name, "reason": reason}))


def _check(lab: object, description: LabDescription) -> None:
    """Raise LabError unless a lab is what the rest of the program takes it for."""
    if not isinstance(lab, Lab):
        raise LabError(Words("{name} is no Lab", {"name": description.load}))
    if lab.description != description:
        raise LabError("the lab has another description than its entry point")
    kind = lab.inputs_type
    if not (is_dataclass(kind) and kind.__dataclass_params__.frozen):  # type: ignore[attr-defined]
        raise LabError(
            Words("its inputs, {name}, are no frozen dataclass", {"name": kind.__name__})
        )
    bare = [f.name for f in fields(kind) if not isinstance(f.metadata.get("spec"), Spec)]
    if bare:
        raise LabError(
            Words(
                "these of its inputs have no spec: {names}",
                {"names": together([*map(as_it_is, bare)])},
            )
        )
    defaults = lab.defaults()
    checked = lab.check(defaults)
    for name, spec in specs(kind).items():
        value = getattr(defaults, name)
        spec.check(name, value)
        if name in shown(defaults) and getattr(checked, name) != value:
            raise LabError(
                Words(
                    "the default of {name} does not fit the others: check() changes it",
                    {"name": name},
                )
            )


def _group_place(group: Text) -> tuple[int, str]:
    return (GROUPS.index(group), "") if group in GROUPS else (len(GROUPS), str(group))
