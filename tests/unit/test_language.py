"""Texts in another language: looked up when they are shown, whole, with their values."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from eigenscope.labs.contract import registry
from eigenscope.wording import language
from eigenscope.wording.translations import Translations
from eigenscope.wording.words import Words, say

_HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n"


def write(folder: Path, entries: Mapping[str, str]) -> None:
    """Write a catalogue of Chinese as gettext has it: sorted texts, then what they are called."""
    pairs = sorted((a.encode(), b.encode()) for a, b in {"": _HEADER, **entries}.items())
    texts = [text for column in zip(*pairs, strict=True) for text in column]
    start = 28 + 8 * len(texts)
    places, body = b"", b""
    for text in texts:
        places += struct.pack("<II", len(text), start + len(body))
        body += text + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    file = folder / "zh_CN" / "LC_MESSAGES" / "eigenscope.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(head + places + body)


@pytest.fixture
def chinese(tmp_path: Path) -> Iterator[None]:
    """Speak Chinese out of a small catalogue, and English again afterwards."""
    entries = {
        "Rotation by {angle}": "旋转 {angle}",
        "{name} of {shape}": "{shape}的{name}",
        "the determinant": "行列式",
        "of a matrix\4order": "阶",
        "order": "顺序",
        "{count} step\0{count} steps": "{count} 步",
    }
    write(tmp_path, entries)
    language.speak("zh_CN", Translations((tmp_path,), "zh_CN"))
    yield
    language.speak("en")


def test_words_are_in_the_language_that_is_spoken_when_they_are_shown(chinese: None) -> None:
    words = Words("Rotation by {angle}", {"angle": "30°"})
    assert str(words) == "旋转 30°"
    language.speak("en")
    assert str(words) == "Rotation by 30°"


def test_words_within_words_are_translated_and_may_stand_elsewhere(chinese: None) -> None:
    words = Words("{name} of {shape}", {"name": Words("the determinant"), "shape": "2×2"})
    assert str(words) == "2×2的行列式"


def test_one_english_word_may_be_two(chinese: None) -> None:
    assert str(Words("order")) == "顺序"
    assert str(Words("order", context="of a matrix")) == "阶"
    assert str(Words("order", context="of a tensor")) == "order"


@pytest.mark.parametrize(("count", "english"), [(0, "0 steps"), (1, "1 step"), (2, "2 steps")])
def test_numbers_of_things(chinese: None, count: int, english: str) -> None:
    words = Words("{count} step", {"count": count}, plural="{count} steps")
    assert str(words) == f"{count} 步"
    language.speak("en")
    assert str(words) == english


def test_a_text_without_translation_is_said_as_it_is(chinese: None) -> None:
    assert str(Words("Nobody translated this {thing}.", {"thing": "yet"})).endswith("this yet.")
    assert str(Words("")) == ""


def test_another_package_says_its_own_words_and_those_of_the_program(tmp_path: Path) -> None:
    write(tmp_path / "a", {"cat": "猫"})
    write(tmp_path / "b", {"dog": "狗", "cat": "老猫"})
    both = Translations((tmp_path / "a", tmp_path / "b", tmp_path / "none"), "zh_CN")
    assert [both.text(word) for word in ("cat", "dog", "bird")] == ["猫", "狗", "bird"]


def test_who_shows_words_hears_of_another_language(chinese: None) -> None:
    heard = []
    stop = language.listen(lambda: heard.append(language.spoken()))
    language.speak("zh_CN")
    language.speak("en")
    stop()
    language.speak("zh_CN")
    assert heard == ["en"]


def test_a_language_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="no language 'tlh'; there are: en"):
        language.speak("tlh")
    assert language.spoken() == "en"


def test_a_package_with_labs_brings_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "power_maps"
    package.mkdir()
    (package / "__init__.py").write_text("")
    write(package / "wording", {"Power of a map": "映射的幂"})
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(language, "_others", [])
    registry._add_catalogues("power_maps")
    registry._add_catalogues("no_such_package")
    language.speak(language.CHINESE)
    assert say("Power of a map") == "映射的幂"
    assert say("Gradient descent") == "梯度下降"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("zh_CN", "zh_CN"),
        ("zh_CN.UTF-8", "zh_CN"),
        ("zh-Hans-CN", "zh_CN"),
        ("zh_Hans_SG", "zh_CN"),
        ("zh", "zh_CN"),
        ("zh_TW", ""),
        ("zh_Hant_HK", ""),
        ("en_GB.utf8", "en"),
        ("C", "en"),
        ("de_DE", ""),
        ("", ""),
    ],
)
def test_systems_call_languages_by_many_names(name: str, code: str) -> None:
    assert language.code_of(name) == code


def test_a_terminal_has_the_language_of_its_variables() -> None:
    assert language.of_environment({}) == "en"
    assert language.of_environment({"LANG": "zh_CN.UTF-8"}) == "zh_CN"
    assert language.of_environment({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}) == "en"
    assert language.of_environment({"LANGUAGE": "de:zh_CN:en", "LANG": "en_GB"}) == "zh_CN"
    assert language.of_environment({"LANG": "de_DE"}) == "en"


def test_the_environment_may_ask_for_a_language() -> None:
    assert language.asked_for({}) == ""
    assert language.asked_for({language.VARIABLE: "zh"}) == "zh_CN"
    with pytest.raises(ValueError, match="no language 'de'; there are: en, zh_CN"):
        language.asked_for({language.VARIABLE: "de"})


def test_a_language_may_be_spoken_for_a_while(chinese: None) -> None:
    spoken = language.spoken()
    with language.speaking("en"):
        assert language.spoken() == "en"
    assert language.spoken() == spoken
