"""The command line in Chinese: what it finds, and what it refuses, without a word of English."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from eigenscope.document.figures import COLUMN_WIDTHS
from eigenscope.labs.contract.registry import lab_names, load_lab
from eigenscope.labs.contract.specs import specs
from eigenscope.main.command_line import run
from eigenscope.readers.table_encoding import ENCODINGS
from eigenscope.wording import language

from ..latin import english_in

_QUOTED = re.compile(r"--?[a-z][\w-]*|'[^']*'|“[^”]*”")
_WORD = re.compile("[A-Za-z]{2,}")


@cache
def names() -> frozenset[str]:
    """Return what is typed: commands, labs, their inputs and choices, encodings and endings."""
    known = {
        "eigenscope",
        "analyse",
        "evaluate",
        "render",
        "prices",
        "curves",
        "all",
        "floor",
        "mp",
        "apng",
        "png",
    }
    known |= {"missing", "output", *lab_names(), *COLUMN_WIDTHS, *ENCODINGS}
    for name in lab_names():
        for field, spec in specs(load_lab(name).inputs_type).items():
            known |= {field, *(value for value, _ in getattr(spec, "options", ()))}
    return frozenset(word for name in known for word in _WORD.findall(name))


def english(text: str) -> list[str]:
    """Return the English words of a text that nobody types."""
    return [word for word in english_in(_QUOTED.sub(" ", text)) if word not in names()]


FOUND = (
    ("analyse", "[[2,1],[1,2]]"),
    ("analyse", "[[0,1],[0,0]]"),
    ("analyse", "[[0,-1],[1,0]]"),
    ("analyse", "[1 2 3; 4 5 6]"),
    ("analyse", "[1 1e-9; 1 1]"),
    ("analyse", "0 I + [0 0; 0 0]"),
    ("analyse", "rot(20)"),
    ("analyse", "[2 1 0; 0 2 1; 0 0 2]"),
    ("evaluate", "A^-1 B", "--define", "A=rot(30)", "--define", "B=[2 0; 0 1]", "--exact"),
    ("evaluate", "prices.csv"),
    ("analyse", "prices.csv"),
    *(("numbers", name, "--at", "0.5") for name in lab_names()),
    *(
        ("numbers", name, "--set", f"topic={topic.key}")
        for name in lab_names()
        for topic in load_lab(name).topics()
    ),
)
REFUSED = (
    ("evaluate", "A+"), ("evaluate", "1/0"), ("evaluate", "[1 2] [3 4 5]"),
    ("evaluate", "det([1 2 3])"), ("evaluate", "[1 2; 3]"), ("evaluate", "foo(2)"),
    ("evaluate", "2 +"), ("evaluate", "((1)"), ("evaluate", "missing.npz"),
    ("evaluate", "A", "--define", "A=B", "--define", "B=A"), ("analyse", "[1 2"),
    ("analyse",), ("render", "transform"), ("render", "transform", "-o", "a.xyz"),
    ("render", "nolab", "-o", "a.png"), ("numbers", "descent", "--at", "7"),
    ("render", "transform", "-o", "a.png", "--width", "wide"),
    ("render", "transform", "-o", "a.png", "--fps", "30"),
    ("render", "transform", "-o", "a.png", "--set", "nothing=1"),
    ("render", "transform", "-o", "a.png", "--set", "matrix=abc"),
    ("render", "transform", "-o", "a.png", "--set", "path=wrong"),
    ("render", "transform", "-o", "a.png", "--charts", "nothing"),
    ("evaluate", "prices.csv", "--comma", "klingon"),
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the commands run: beside a table with decimal commas."""
    (tmp_path / "prices.csv").write_text("甲;乙\n1,5;2\n3,25;4\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(language.VARIABLE, language.CHINESE)
    return tmp_path


@pytest.mark.parametrize("arguments", FOUND, ids=" ".join)
def test_what_is_found_is_said_in_chinese(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert run(list(arguments)) == 0
    said = capsys.readouterr()
    assert english(said.out + said.err) == []


@pytest.mark.parametrize("arguments", REFUSED, ids=" ".join)
def test_what_is_refused_is_said_in_chinese(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert run(list(arguments)) == 2
    said = capsys.readouterr()
    assert said.out == ""
    first = said.err.splitlines()[0]
    assert re.search("[一-鿿]", first)
    assert english(first) == []


def test_the_option_may_stand_anywhere(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(language.VARIABLE, "en")
    for words in (
        ["--language", "zh_CN", "analyse", "[[1]]"],
        ["analyse", "[1]", "--language=zh_CN"],
    ):
        assert run(words) == 0
        assert "行列式" in capsys.readouterr().out
    assert run(["analyse", "[1]"]) == 0
    assert "determinant" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["--language", "tlh", "info"], ["info", "--language"]])
def test_a_language_that_is_not_known_is_refused(
    capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert run(words) == 2
    assert capsys.readouterr().err == "eigenscope: --language takes one of en, zh_CN\n"
