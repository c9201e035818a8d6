"""Files on the command line: found or not, tables as they are chosen, tensors as matrices."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from eigenscope.main.command_line import run
from eigenscope.readers.formats import file_and_tensor


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    np.savez("w.npz", kernel=np.arange(24.0).reshape(2, 3, 2, 2), small=[[2, 1], [1, 2]])
    Path("nan.csv").write_text("1,2\n3,\n", encoding="utf-8")
    Path("de.csv").write_text("Land;2019;2020\nA;1,5;2\nB;3;4,25\n", encoding="utf-8")
    Path("gbk.csv").write_bytes("城市,人口\n北京,2154\n".encode("gbk"))
    Path("broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        *(("analyse", "{}"), ("analyse", "{}", "--json"), ("evaluate", "{}"), ("evaluate", "{}:a")),
        ("evaluate", "A", "--define", "A={}"),
        ("render", "matrix", "--set", "data={}", "-o", "x.png"),
        ("render", "matrix", "--set", "data={}:a", "-o", "x.png"),
        ("render", "transform", "--set", "matrix={}", "-o", "x.png"),
        ("render", "transform", "--set", "vectors={}", "-o", "x.png"),
        ("render", "vectors", "--set", "vectors={}", "-o", "x.png"),
        ("render", "product", "--set", "a={}", "-o", "x.png"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["none.npy", "none.CSV", "./some/none.xlsx"])
def test_a_missing_file_is_not_found_in_every_command(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], name: str
) -> None:
    assert run([word.replace("{}", name) for word in arguments]) == 2
    out, error = capsys.readouterr()
    assert f"{Path(name).name} was not found" in error
    assert len(error.splitlines()) == 1
    assert ("was not found" in out) == ("--json" in arguments)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("analyse", "broken.png"), "broken.png is not a picture"),
        (("render", "transform", "--set", "picture=broken.png", "-o", "x.png"), "broken.png is"),
        (("render", "transform", "--set", "picture=none.png", "-o", "x.png"), "was not found"),
        (("render", "transform", "--set", "matrix=w.npz:kernel", "-o", "x.png"), "2×12: up to 3×3"),
        (("render", "transform", "--set", "matrix=nan.csv", "-o", "x.png"), "row 2, column 2"),
        (("analyse", "w.npz"), "Name one of these: kernel, small"),
        (("evaluate", "w.npz:small", "--comma", "decimal"), "are for tables in files"),
        (("evaluate", "1+1", "--names", "rows"), "are for tables in files"),
        (("evaluate", "de.csv", "--exact"), "are for expressions, not for files"),
        (("evaluate", "de.csv", "--define", "A=2"), "are for expressions, not for files"),
        (("analyse", "[1]", "--encoding", "gbk"), "are for tables in files"),
        (("evaluate", "de.csv", "--encoding", "klingon"), "no encoding 'klingon'"),
        (("evaluate", "de.csv", "--separator", "dash"), "comma, semicolon, tab, bar, space"),
        (("evaluate", "de.csv", "--names", "some"), "--names takes"),
        (("render", "none.eigen", "-o", "x.png"), "none.eigen was not found"),
    ],
)
def test_the_message_comes_from_the_right_reader(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    assert run(arguments) == 2
    out, error = capsys.readouterr()
    assert words in error
    assert (out, len(error.splitlines())) == ("", 1)
    assert not (folder / "x.png").exists()


def test_tensors_of_several_axes_are_the_matrices_that_the_window_shows(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evaluate", "w.npz:kernel", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    wanted = np.linalg.svd(np.arange(24.0).reshape(2, 12), compute_uv=False)
    assert (data["shape"], data["matrix"]) == ([2, 3, 2, 2], [2, 12])
    assert data["singular_values"] == pytest.approx(wanted, rel=1e-12)
    assert "first axis down" in data["notes"][0]
    assert run(["analyse", "w.npz:kernel", "--json"]) == 0
    out, error = capsys.readouterr()
    assert json.loads(out)["singular_values"] == pytest.approx(wanted, rel=1e-12)
    assert "first axis down" in error


def test_files_stand_for_small_matrices(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", "A^-1 A", "--define", "A=w.npz:small", "--exact"]) == 0
    assert capsys.readouterr().out == "[[1, 0], [0, 1]]\n"
    assert run(["analyse", "w.npz:small", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["determinant"] == 3
    Path("tenth.csv").write_text("0.1,0.2\n0.3,0.6\n", encoding="utf-8")
    assert run(["analyse", "tenth.csv", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rank"] == 1


def test_what_was_assumed_about_a_table_is_said_and_can_be_chosen(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evaluate", "de.csv", "--json"]) == 0
    out, error = capsys.readouterr()
    data = json.loads(out)
    assert data["table"] == {
        **{"encoding": "utf-8", "separator": ";", "comma": "decimal"},
        **{"column_names": True, "row_names": True, "guessed": ["column_names"]},
    }
    assert data["maximum"] == 4.25
    assert any("names of columns: 2019, 2020" in note for note in data["notes"])
    assert error == "eigenscope: de.csv: choose otherwise with --names\n"
    assert run(["evaluate", "de.csv", "--json", "--names", "rows"]) == 0
    out, error = capsys.readouterr()
    assert (json.loads(out)["maximum"], error) == (2020, "")
    assert run(["analyse", "de.csv", "--json"]) == 0
    out, error = capsys.readouterr()
    assert json.loads(out)["exact"]["determinant"] == "3/8"
    assert "the decimal sign: 1,5 is 1.5" in error
    assert run(["evaluate", "gbk.csv", "--json", "--encoding", "KOI8-R"]) == 0
    out, error = capsys.readouterr()
    assert (json.loads(out)["table"]["encoding"], error) == ("koi8_r", "")


@pytest.mark.parametrize(
    ("text", "file", "tensor"),
    [
        *(("a.npz", "a.npz", ""), ("a.NPZ:b:c", "a.NPZ", "b:c"), ("C:\\a b.pt", "C:\\a b.pt", "")),
        *(("./none.foo", "./none.foo", ""), ("data/x.mat", "data/x.mat", "")),
    ],
)
def test_texts_that_are_files(text: str, file: str, tensor: str) -> None:
    assert file_and_tensor(text) == (Path(file), tensor)


@pytest.mark.parametrize(
    "text", ["", "A.T", "1/2.5", "[1.5, 2]", "A/2.5", "rot(30)/2", "1.e5/3.5", "[[1,2],[3,4]]", "x"]
)
def test_texts_that_are_none(text: str) -> None:
    assert file_and_tensor(text) is None
