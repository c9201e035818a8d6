"""Fills in what surrounds the programs among inputs: definitions' values, and files' folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from eigenscope.document.contents import Contents, Named
from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.specs import specs
from eigenscope.labs.contract.surroundings import NamedArray, Surroundings
from eigenscope.language.texts.messages import LanguageError

if TYPE_CHECKING:
    from eigenscope.labs.contract.specs.surroundings import SurroundingsSpec
    from eigenscope.language.definitions.definitions import Definitions

Contained = TypeVar("Contained", bound=Contents)


@dataclass(frozen=True)
class FileAccess:
    """Which files programs may read.

    Attributes
    ----------
    folder
        That of the session, which names are relative to; None for the current directory.
    allowed
        Whether they may read any at all.
    """

    folder: Path | None = None
    allowed: bool = False


NO_FILES = FileAccess()
"""What programs have until somebody lets them read."""


def surrounded(
    contents: Contained, access: FileAccess, definitions: Callable[[Named], Definitions]
) -> Contained:
    """Return contents whose programs have the definitions that they mention, and their files.

    ``definitions`` makes definitions of texts; it is called only if some are mentioned.
    """
    if not any(_field(inputs) for inputs in contents.all_inputs()):
        return contents
    named = contents.definitions

    def change(inputs: Inputs) -> Inputs:
        field = _field(inputs)
        if field is None:
            return inputs
        name, spec = field
        mentioned = spec.names(inputs) & dict(named).keys() if named else ()
        names = _values(mentioned, definitions(named)) if mentioned else ()
        value = Surroundings(names)
        if spec.files(inputs):
            folder = "" if access.folder is None else str(access.folder)
            value = replace(value, folder=folder, reads=access.allowed)
        return inputs if getattr(inputs, name) == value else replace(inputs, **{name: value})

    return cast(Contained, contents.mapped(lambda _, inputs: change(inputs)))


def wants_files(contents: Contents) -> bool:
    """Tell whether any program may want to read files."""
    fields = ((_field(inputs), inputs) for inputs in contents.all_inputs())
    return any(field is not None and field[1].files(inputs) for field, inputs in fields)


def mentioned_names(inputs: Inputs) -> set[str]:
    """Return the names of the definitions that a program among the inputs mentions."""
    field = _field(inputs)
    return set() if field is None else {each.name for each in getattr(inputs, field[0]).names}


def with_renamed_definition(inputs: Inputs, old: str, new: str) -> Inputs:
    """Return inputs whose program calls a definition by another name."""
    field = _field(inputs)
    return inputs if field is None else field[1].renamed(inputs, old, new)


def _values(names: frozenset[str], definitions: Definitions) -> tuple[NamedArray, ...]:
    """Return the values of definitions; one that has none is left for the program to miss."""
    values = []
    for name in sorted(names):
        try:
            values.append(NamedArray.of(name, definitions.value(name).array))
        except LanguageError:
            continue
    return tuple(values)


def _field(inputs: Inputs) -> tuple[str, SurroundingsSpec] | None:
    """Return the input of a lab that holds what surrounds its program, if it has one."""
    for name, of in specs(type(inputs)).items():
        if of.kind == "surroundings":  # so that the kind itself need not be imported
            return name, cast("SurroundingsSpec", of)
    return None
