"""The catalogue of translations: whole, in step with the program, and in the terms that are set."""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

import words  # noqa: E402
from words_in_code import Found, texts_in  # noqa: E402

TERMS = ROOT / "resources" / "wording" / "TERMS.md"
_HAN = "一-鿿"
_SPACED = re.compile(rf"[{_HAN}，。：；？！（）、] [\w{{]|[\w}}] [{_HAN}（，。：；]")
_ASCII_STOP = re.compile(rf"[{_HAN}][,;:?!.](?:\s|$|[{_HAN}])")


@cache
def found() -> Found:
    return texts_in(words.SOURCE)


@cache
def catalogue() -> Catalog:
    return words.read_catalogue()


def translations() -> list[tuple[str, str]]:
    """Return every text in English with its Chinese."""
    messages = [message for message in catalogue() if message.id]
    return [
        (words.forms(message.id)[-1], form)
        for message in messages
        for form in words.forms(message.string)
    ]


def test_no_text_is_glued_together() -> None:
    assert found().problems == []


def test_every_text_is_translated_and_no_other() -> None:
    """Call packaging/dev.py words, and fill in what it lists."""
    assert words.written(words.updated(catalogue(), found())) == words.FILE.read_bytes()
    assert list(words.faults(catalogue())) == []


def test_the_program_reads_what_the_catalogue_says() -> None:
    compiled = words.compiled(words.updated(catalogue(), found()))
    assert compiled == words.FILE.with_suffix(".mo").read_bytes()


def test_chinese_is_written_by_its_rules() -> None:
    spaced = [text for _, text in translations() if _SPACED.search(text)]
    stops = [text for _, text in translations() if _ASCII_STOP.search(text)]
    assert spaced == []
    assert stops == []
    assert not [text for _, text in translations() if "您" in text]


def terms() -> list[tuple[str, tuple[str, ...]]]:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|", TERMS.read_text(encoding="utf-8"), re.M)
    pairs = [(english.strip(), tuple(chinese.strip().split("、"))) for english, chinese in rows]
    return [pair for pair in pairs if pair[0] not in ("English", "---")]


def pattern(english: str) -> str:
    return rf"(?<![\w{{&;-]){re.escape(english)}(?:e?s)?(?![\w}}=-])"


@pytest.mark.parametrize(("english", "chinese"), terms())
def test_a_term_is_called_by_its_name(english: str, chinese: tuple[str, ...]) -> None:
    """A longer term that begins or ends with it is another one."""
    longer = [
        pattern(other)
        for other, _ in terms()
        if english.lower() in other.lower() and english != other
    ]
    without = re.compile("|".join(longer) or "(?!)", re.IGNORECASE)
    term = re.compile(pattern(english), re.IGNORECASE)
    wrong = [
        (text, translation)
        for text, translation in translations()
        if term.search(without.sub("", text)) and not any(name in translation for name in chinese)
    ]
    assert wrong == []
