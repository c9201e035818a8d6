"""What may stand where somebody writes in a program: for editors, which must not wait for torch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from eigenscope.trace import known, signatures

_WORD = re.compile(r"\w*\Z")
_BEFORE = re.compile(r"(?:^|[^\w.)\]])((?:[A-Za-z_]\w*\.)+)\Z")
_CODE = re.compile(r"#.*|\"[^\"\n]*\"?|'[^'\n]*'?")
_NAMES = re.compile(
    r"^ *(?:for +(\w+) +in\b|([A-Za-z_]\w*(?: *[,=] *[A-Za-z_]\w*)*) *=(?!=))", re.MULTILINE
)
_STATEMENTS = ("for", "from", "import", "in", "with", "pass", "True", "False", "None")
_DTYPES = dict.fromkeys(sorted(known.DTYPES), "")
_CONSTANTS = {name: f"{value:.5g}" for name, value in known.CONSTANTS.items()}
_FUNCTIONAL = {"functional": ""}
_TORCH = {
    **_DTYPES, **_CONSTANTS, **signatures.TORCH, "linalg": "", "nn": "",
    "no_grad": "no_grad()",
}  # fmt: skip
_NUMPY = {
    **_CONSTANTS, **signatures.NUMPY, "linalg": "", "random": "", "newaxis": "",
}  # fmt: skip
_MODULES: Mapping[str, Mapping[str, str]] = {
    "torch": _TORCH,
    "torch.linalg": signatures.LINALG,
    "torch.nn": _FUNCTIONAL,
    "nn": _FUNCTIONAL,
    **dict.fromkeys(("torch.nn.functional", "nn.functional", "F"), signatures.FUNCTIONAL),
    **dict.fromkeys(("np", "numpy"), _NUMPY),
    **dict.fromkeys(("np.linalg", "numpy.linalg"), signatures.NUMPY_LINALG),
    **dict.fromkeys(("np.random", "numpy.random"), signatures.NUMPY_RANDOM),
    "math": {**_CONSTANTS, **signatures.MATH},
}
_ROOTS = {
    "torch": "", "np": "numpy", "F": "torch.nn.functional", "nn": "torch.nn", "math": ""
}  # fmt: skip


@dataclass(frozen=True)
class Completion:
    """A name that may stand somewhere, and how it is called, or what it is; maybe nothing."""

    name: str
    hint: str = ""

    @property
    def callable(self) -> bool:
        """Whether arguments follow it."""
        return self.hint.startswith(f"{self.name}(")


@dataclass(frozen=True)
class Completions:
    """What may stand where a word was begun.

    Attributes
    ----------
    word
        What is written of it.
    choices
        The names that begin so, in any case; those with the same case first.
    after_dot
        Whether it belongs to what stands before a dot.
    """

    word: str
    choices: tuple[Completion, ...] = ()
    after_dot: bool = False


def completions(text: str, place: int) -> Completions:
    """Return what may stand at a place of a program, counted in characters."""
    line = text[:place].rpartition("\n")[2]
    match = _WORD.search(line)
    word = match[0] if match else ""
    before = line[: len(line) - len(word)]
    if _within_words(line) or word[:1].isdigit():
        return Completions(word)
    if not before.endswith("."):
        return Completions(word, _beginning(word, _roots(text, place - len(word))))
    if not before[-2:-1].strip() or _ends_in_number(before):
        return Completions(word)
    return Completions(word, _beginning(word, _members(text, before)), after_dot=True)


def _within_words(line: str) -> bool:
    """Tell whether a line ends in a comment or within quotes."""
    for match in _CODE.finditer(line):
        if match.end() == len(line):
            quote = match[0][0]
            return quote == "#" or len(match[0]) == 1 or match[0][-1] != quote
    return False


def _ends_in_number(before: str) -> bool:
    """Tell whether a point belongs to a number, as in 2., and not to a name, as in x2."""
    return bool(re.search(r"(?<![\w.\])])\d+\.\Z", before))


def _members(text: str, before: str) -> Mapping[str, str]:
    """Return what a module, a tensor or an array has."""
    path = _BEFORE.search(before)
    if path is not None and path[1].rstrip(".") in _MODULES:
        return _MODULES[path[1].rstrip(".")]
    torch = {**dict.fromkeys(known.ATTRIBUTES, ""), **signatures.METHODS}
    numpy = {**dict.fromkeys(known.NUMPY_ATTRIBUTES, ""), **signatures.NUMPY_METHODS}
    return numpy if "torch" not in text and re.search(r"\b(np|numpy)\b", text) else torch


def _roots(text: str, start: int) -> Mapping[str, str]:
    """Return the names that a program gives, and what it has without."""
    own = dict.fromkeys(_names_given(text[:start] + "\n" + text[start:]), "")
    return {**dict.fromkeys(_STATEMENTS, ""), **signatures.BUILTINS, **_ROOTS, **own}


def _names_given(text: str) -> Iterator[str]:
    for turns, targets in _NAMES.findall(text):
        yield from re.findall(r"\w+", turns or targets)


def _beginning(word: str, names: Mapping[str, str]) -> tuple[Completion, ...]:
    chosen: Iterable[str] = (each for each in names if each.lower().startswith(word.lower()))
    chosen = sorted(chosen, key=lambda n: (not n.startswith(word), n.startswith("_"), n.lower(), n))
    return tuple(Completion(each, names[each]) for each in chosen)
