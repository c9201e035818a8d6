"""The torch program of a lab, made of what its facts carry: each is said once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Protocol, Unpack

import numpy.typing as npt

from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.readout_makers import (
    Details,
    Rests,
    matrix_readout,
    number_readout,
    target,
    text_readout,
)
from eigenscope.wording.words import Text, Words, as_words, literally

HEAD = "import torch\n\ntorch.set_default_dtype(torch.float64)"


class Stated(Protocol):
    """What a program needs of a fact; `Readout` says what each is."""

    @property
    def group(self) -> Text:
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


@dataclass(frozen=True)
class Fact:
    """What is said of a number whatever it is, for programs that are written before it is known.

    Attributes
    ----------
    key, group, name, tip, brief, line, needs
        Those of its readouts; the name is the label.
    assigned
        The variable, if the line does not tell it.
    """

    key: str
    group: Text
    name: Text
    tip: Text = ""
    line: str = ""
    needs: tuple[str, ...] = ()
    brief: bool = False
    assigned: str = ""

    @property
    def label(self) -> Words:
        """The name, as a readout has it."""
        return as_words(self.name)

    @property
    def variable(self) -> str:
        """What the program calls the number."""
        return self.assigned or target(self.line)

    def under(self, group: Text, line: str = "") -> Fact:
        """Return the same under a heading, with another line of the program if there is one."""
        return replace(self, group=group, line=line or self.line)

    def number(
        self, value: float, rests: Rests | None = None, **details: Unpack[Details]
    ) -> Readout:
        """Return the readout of a number."""
        return number_readout(
            self.key, self.group, self.name, value, rests, **self._details(details)
        )

    def matrix(
        self, value: npt.ArrayLike, rests: Rests | None = None, **details: Unpack[Details]
    ) -> Readout:
        """Return the readout of a matrix or vector."""
        return matrix_readout(
            self.key, self.group, self.name, value, rests, **self._details(details)
        )

    def text(
        self, text: Text, value: npt.ArrayLike | None = None, **details: Unpack[Details]
    ) -> Readout:
        """Return the readout of what is said in words or symbols."""
        return text_readout(self.key, self.group, self.name, text, value, **self._details(details))

    def _details(self, details: Details) -> Details:
        own = Details(tip=self.tip, line=self.line, needs=self.needs, brief=self.brief)
        own["variable"] = self.variable
        own.update(details)
        return own


def composed_program(
    *parts: str | Iterable[Stated], printed: Iterable[Stated] | None = None
) -> str:
    """Return a complete program, which computes facts and prints some of them.

    Parameters
    ----------
    *parts
        Between blank lines: texts, written as they stand, and groups of facts, each of whose lines
        is written once, after those that it needs.
    printed
        The facts that are printed; if not given, those that are brief.
    """
    blocks, written, brief = [HEAD], set[str](), dict[str, Stated]()
    for part in parts:
        if isinstance(part, str):
            blocks.append(part.removesuffix("\n"))
            continue
        facts = tuple(part)
        blocks.append("\n".join(_new_lines(facts, written)))
        brief |= {fact.variable: fact for fact in facts if fact.brief and fact.variable}
    last = tuple(brief.values() if printed is None else printed)
    blocks.append("\n".join(_prints(last)))
    return "\n\n".join(map(_ended, filter(None, blocks))).rstrip("\n") + "\n"


def grouped(facts: Iterable[Readout]) -> Iterator[tuple[Readout, ...]]:
    """Yield readouts that follow each other under one heading, as parts of a program."""
    for _, members in groupby(facts, lambda fact: fact.group):
        yield tuple(members)


def _ended(block: str) -> str:
    """Return a block with the second blank line that stands after a function."""
    outer = [line for line in block.splitlines() if line and not line.startswith(" ")]
    return f"{block}\n" if outer[-1].startswith("def ") else block


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
        label = fact.label
        if labels[str(label)] > 1:
            label = Words("{group}: {label}", {"group": as_words(fact.group), "label": label})
        shown = f"{literally(str(label))} = {{{fact.variable}}}"
        literal = json.dumps(shown, ensure_ascii=False)
        yield f"print(f{literal})"
