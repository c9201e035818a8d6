"""The command line in another language: help, reports and mistakes, laid out by cells."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from tests.few_words import FewWords

from eigenscope.labs.contract.loaded_json import loaded_to_json
from eigenscope.main.command_line import run
from eigenscope.main.commands import make_parser
from eigenscope.main.terminal_text import cells_of, padded, wrapped
from eigenscope.readers.loading import load_matrix
from eigenscope.readers.tensor_file import ReaderError
from eigenscope.wording import language

CHINESE = {
    "usage: ": "用法：",
    "options": "选项",
    "NAME=EXPRESSION": "名称=表达式",
    "what a name stands for; can be given several times, in any order": "甲" * 80 + "。",
    "as JSON": "以JSON输出",
    "expression": "表达式",
    "expected one argument": "需要一个值",
    "argument %(argument_name)s: %(message)s": "参数%(argument_name)s：%(message)s",
    "{file} was not found. Was it moved or renamed?": "找不到{file}。",
    "The first row was taken for names of columns: {names}.": "第一行是列名：{names}。",
    "{names} and {count} more": "{names}等，另有{count}个",
    "minimum": "最小值",
    "{name} is from {low} to {high}, not {data}": "{name}应在{low}到{high}之间，而不是{data}",
}


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Speak Chinese, and English again afterwards, out of the catalogues that there were."""
    monkeypatch.setenv(language.VARIABLE, "zh_CN")
    monkeypatch.setitem(language._catalogues, "zh_CN", FewWords(CHINESE))
    language.speak("zh_CN")
    yield
    language.speak("en")


def help_of(command: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    with pytest.raises(SystemExit):
        make_parser().parse_args([command, "--help"])
    return capsys.readouterr().out.splitlines()


@pytest.mark.usefixtures("chinese")
def test_help_stands_in_columns_of_cells(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = help_of("evaluate", capsys)
    assert lines[0].startswith("用法：eigenscope evaluate [-h] [--define 名称=表达式]")
    assert lines[1].startswith(" " * cells_of("用法：eigenscope evaluate "))
    assert all(cells_of(line) <= 78 for line in lines)
    assert "\ue000" not in "".join(lines)
    starts = [cells_of(line.split("以JSON")[0]) for line in lines if "以JSON" in line]
    starts += [cells_of(line.split("甲")[0]) for line in lines if "甲" in line]
    assert len(starts) > 3
    assert set(starts) == {24}


@pytest.mark.usefixtures("chinese")
def test_what_argparse_finds_wrong_is_in_the_same_language(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["evaluate", "--define"]) == 2
    assert capsys.readouterr().err == "eigenscope: evaluate: 参数--define：需要一个值\n"
    assert run(["evaluate", "gone.npy", "--json"]) == 2
    printed = capsys.readouterr()
    assert json.loads(printed.out) == {"error": "找不到gone.npy。"}


def test_help_is_english_again(capsys: pytest.CaptureFixture[str], chinese: None) -> None:
    make_parser()
    language.speak("en")
    lines = help_of("evaluate", capsys)
    assert lines[0].startswith("usage: eigenscope evaluate [-h] [--define NAME=EXPRESSION]")
    assert "options:" in lines


@pytest.mark.usefixtures("chinese")
def test_a_setting_that_does_not_fit_is_called_as_its_option(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["render", "transform", "-o", "a.png", "--text-size", "1000"]) == 2
    assert capsys.readouterr().err == "eigenscope: --text-size应在0到200之间，而不是1000.0\n"


@pytest.mark.usefixtures("chinese")
def test_reports_on_files_are_translated_and_their_keys_are_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a,b,c,d,e\n1,2,3,4,5\n")
    assert run(["evaluate", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "notes             第一行是列名：a, b, c等，另有2个。" in lines
    assert "最小值            1" in lines
    assert run(["evaluate", str(path), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["notes"] == ["第一行是列名：a, b, c等，另有2个。"]
    assert data["minimum"] == 1


def test_a_mistake_is_said_in_the_language_that_is_spoken_then(
    tmp_path: Path, chinese: None
) -> None:
    with pytest.raises(ReaderError) as raised:
        load_matrix(tmp_path / "gone.npy")
    assert str(raised.value) == "找不到gone.npy。"
    language.speak("en")
    assert str(raised.value) == "gone.npy was not found. Was it moved or renamed?"


@pytest.mark.usefixtures("chinese")
def test_a_session_keeps_notes_as_they_were_said(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a,b\n1,2\n")
    tensors: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]] = {}
    assert loaded_to_json(load_matrix(path), tensors, "data")["notes"] == ["第一行是列名：a, b。"]


def test_wide_characters_take_two_cells() -> None:
    assert [cells_of(text) for text in ("", "abc", "λ₁", "矩阵", "（A）")] == [0, 3, 2, 4, 5]
    assert padded("矩阵", 6) == "矩阵  "
    assert padded("矩阵", 3) == "矩阵"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("一二三四五", ["一二三", "四五"]),
        ("一二三，四", ["一二", "三，四"]),  # no comma begins a line
        ("一二（三四）", ["一二", "（三", "四）"]),  # and no bracket ends one
        ("一 NAME=VALUE 二", ["一", "NAME=VALUE", "二"]),
        ("如a.csv和b", ["如", "a.csv", "和b"]),
    ],
)
def test_lines_end_where_chinese_may_be_parted(text: str, lines: list[str]) -> None:
    assert wrapped(text, 6) == lines
