"""The lessons in Chinese: one for each in English, of its present text, with the same links."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest

from eigenscope.labs.contract.lessons import all_lessons, lesson_text
from eigenscope.resources import resource
from eigenscope.wording import language

ENGLISH = resource("lessons")
CHINESE = ENGLISH / language.CHINESE
_LINK = re.compile(r"\]\(part:[^)]*\)")
_SPACED = re.compile(r"[一-鿿] +[A-Za-z0-9]|[A-Za-z0-9] +[一-鿿]")


def names(folder: Path) -> set[str]:
    paths = (path.relative_to(folder) for path in folder.rglob("*.md"))
    return {path.as_posix() for path in paths if path.parts[0] not in language.LANGUAGES}


def test_every_lesson_is_there_in_chinese_and_no_other() -> None:
    assert names(CHINESE) == names(ENGLISH)


@pytest.mark.parametrize("name", sorted(names(ENGLISH)))
def test_a_lesson_is_a_translation_of_the_present_english_with_its_links(name: str) -> None:
    english = (ENGLISH / name).read_bytes()
    chinese = (CHINESE / name).read_text(encoding="utf-8")
    digest = hashlib.sha256(english).hexdigest()[:16]
    assert chinese.startswith(f"<!-- {digest} of the English -->\n"), f"translate {name} anew"
    assert Counter(_LINK.findall(chinese)) == Counter(_LINK.findall(english.decode()))
    assert not _SPACED.search(chinese)
    assert "您" not in chinese


def test_a_lesson_is_said_in_the_language_that_is_spoken() -> None:
    english = lesson_text("systems", "rows")
    with language.speaking(language.CHINESE):
        assert "方程" in lesson_text("systems", "rows")
        assert "<!--" not in all_lessons("systems")
        assert "特征值" in all_lessons("transform")
    assert lesson_text("systems", "rows") == english
    assert "equation" in english
