"""What a search of the window can find, and which of it fits what was typed.

Whoever looks for "rotate" or "determinant" knows the word of a course, not the name of a button:
words of the same matter count as each other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property

from eigenscope.resources import read_text

_LEAST_PREFIX = 3  # letters after which the beginning of a word stands for the word
_LEAST_HAN = 2  # of a Chinese word, of which each letter says more
_STEM = 4  # letters that "rotate" and "rotation" share at least
_EACH_WORD = 0.2  # what each word of a title adds: the short one is meant
_HAN = re.compile("[\u3400-\u9fff]+")
_WORD = re.compile(f"{_HAN.pattern}|(?:(?!{_HAN.pattern})[\\w-])+")
_TITLE, _FORM, _LIKE_TITLE, _PLACE, _TEXT, _LIKE_TEXT, _LETTERS = 0, 0.3, 3, 4, 6, 9, 20


@dataclass(frozen=True)
class Finding:
    """Something that the search leads to.

    Attributes
    ----------
    title, where, hint
        What it is, what it belongs to, and its kind or its key; as the user reads them.
    run
        What choosing it does.
    icon
        A file's name in resources/icons, or empty.
    text
        More words that it is found by.
    tip
        What choosing it means.
    enabled
        Whether it can be chosen now.
    """

    title: str
    where: str
    hint: str
    run: Callable[[], object] = field(compare=False)
    icon: str = ""
    text: str = ""
    tip: str = ""
    enabled: bool = True

    @cached_property
    def _words(self) -> tuple[list[str], list[str], list[str]]:
        return _begun(self.title), _begun(self.where), _begun(f"{self.text} {self.tip}")

    def cost(self, query: str) -> float | None:
        """Return how well this fits what is typed (less is better), or None if it does not."""
        costs = [self._word_cost(word) for word in words_of(query)]
        if costs and None not in costs:
            title = _EACH_WORD * sum(map(_share, words_of(self.title)))
            return sum(cost for cost in costs if cost is not None) + title
        letters = letters_cost(query, f"{self.title} {self.where}")
        return None if letters is None else _LETTERS + letters

    def _word_cost(self, query: str) -> float | None:
        title, where, text = self._words
        alike = similar(query)
        forms = {word for word in alike if word[:_STEM] == query[:_STEM]}
        for cost, words, accepted in (
            (_TITLE, title, {query}), (_FORM, title, forms), (_LIKE_TITLE, title, alike),
            (_PLACE, where, {query}), (_TEXT, text, {query}), (_LIKE_TEXT, text, alike),
        ):  # fmt: skip
            if any(word in accepted for word in words):
                return cost
            if any(word.startswith(one) for word in words for one in accepted):
                return cost + 1
        return None


def best(query: str, findings: Iterable[Finding]) -> list[Finding]:
    """Return what fits, the best first; of equals the earlier first."""
    costs = ((finding.cost(query), place, finding) for place, finding in enumerate(findings))
    fitting = [(cost, place, finding) for cost, place, finding in costs if cost is not None]
    return [finding for _, _, finding in sorted(fitting, key=lambda row: row[:2])]


def letters_cost(query: str, text: str) -> int | None:
    """Return how well letters fit a text in which they come in order, or None if they do not.

    Those at the beginnings of words count most.
    """
    place, cost = -1, 0
    lower = text.lower()
    for letter in query.lower():
        if letter.isspace():
            continue
        next_place = lower.find(letter, place + 1)
        if next_place < 0:
            return None
        gap = next_place - place - 1
        begins = next_place == 0 or not lower[next_place - 1].isalnum()
        cost += 0 if gap == 0 else (1 if begins else 3 + gap)
        place = next_place
    return cost


def words_of(text: str) -> list[str]:
    """Return the words of a text without their case; Chinese as far as it is written in one."""
    return _WORD.findall(text.casefold())


def _begun(text: str) -> list[str]:
    """Return the words of a text, and what begins within Chinese, which no space parts."""
    words = words_of(text)
    return words + [word[k:] for word in words if _HAN.match(word) for k in range(1, len(word))]


def _share(word: str) -> float:
    """Return how many words something counts as: two Chinese letters as one."""
    return len(word) / 2 if _HAN.match(word) else 1


@cache
def similar(word: str) -> frozenset[str]:
    """Return the words of the same matter, without the word itself."""
    return frozenset(
        other
        for group in _groups()
        if any(_means(word, one) for one in group)
        for other in group
        if other != word
    )


def _means(typed: str, word: str) -> bool:
    least = _LEAST_HAN if _HAN.match(typed) else _LEAST_PREFIX
    return typed == word or (len(typed) >= least and word.startswith(typed))


@cache
def _groups() -> tuple[tuple[str, ...], ...]:
    languages = json.loads(read_text("synonyms.json"))
    return tuple(tuple(group) for groups in languages.values() for group in groups)
