"""The torch program of a lab, made of what its facts carry: each is said once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from eigenscope.wording.words import Words, literally

HEAD = "import torch\n\ntorch.set_default_dtype(torch.float64)"


class Stated(Protocol):
    """What a program needs of a fact; `Readout` says what each is."""

    @property
    def group(self) -> str:
        """Return the heading under which it stands."""

    @property
    def label(self) -> Words:
        """Return what it is."""

    @property
    def variable(self) -> str:
        """Return its name in the program, or nothing."""

    @property
    def line(self) -> str:
        """Return the statement, or nothing."""

    @property
    def needs(self) -> tuple[str, ...]:
        """Return the statements that come before it."""

    @property
    def brief(self) -> bool:
        """Return whether the program prints it."""


def program(*parts: str | Iterable[Stated]) -> str:
    """Return a complete program, which computes facts and prints those that are brief.

    Parameters
    ----------
    *parts
        Between blank lines: texts, written as they stand, and groups of facts, each of whose lines
        is written once, after those that it needs.
    """
    blocks, written, printed = [HEAD], set[str](), dict[str, Stated]()
    for part in parts:
        if isinstance(part, str):
            blocks.append(part.removesuffix("\n"))
            continue
        facts = tuple(part)
        blocks.append("\n".join(_new_lines(facts, written)))
        printed |= {f.variable: f for f in facts if f.brief and f.variable}
    blocks.append("\n".join(_prints(tuple(printed.values()))))
    return "\n\n".join(filter(None, blocks)) + "\n"


def target(line: str) -> str:
    """Return the name to which a statement assigns, or nothing if it assigns to several."""
    name = line.partition(" = ")[0]
    return name if name.isidentifier() else ""


def _new_lines(facts: Iterable[Stated], written: set[str]) -> Iterator[str]:
    for fact in facts:
        for line in (*fact.needs, fact.line):
            if line and line not in written:
                written.add(line)
                yield line


def _prints(facts: Sequence[Stated]) -> Iterator[str]:
    """Yield the lines that print, with the groups of those whose labels would be the same."""
    labels = Counter(str(fact.label) for fact in facts)
    for fact in facts:
        label = str(fact.label)
        text = label if labels[label] == 1 else f"{fact.group}: {label}"
        literal = json.dumps(f"{literally(text)} = {{{fact.variable}}}", ensure_ascii=False)
        yield f"print(f{literal})"
