"""The commands numbers, code and labs: what a lab shows, for programs."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eigenscope.document.eigen_file import save_session
from eigenscope.document.session import Session
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.contract.registry import lab_names, load_lab
from eigenscope.labs.contract.specs import entered
from eigenscope.language.definitions.definitions import Definitions
from eigenscope.main.command_line import run
from eigenscope.main.lab_numbers import _as_json
from eigenscope.wording.words import Words

KEYS = ["key", "group", "label", "text", "exact", "value", "variable"]


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command that succeeds and return what it prints."""

    def call(*arguments: str) -> str:
        assert run(arguments) == 0
        found = capsys.readouterr()
        assert found.err == ""
        return found.out

    return call


def by_key(text: str) -> dict[str, Any]:
    return {each["key"]: each for each in json.loads(text)["readouts"]}


def array(value: Any) -> np.ndarray:
    """Return an array of what JSON holds."""
    if isinstance(value, list):
        return np.array([array(each) for each in value])
    if isinstance(value, dict):
        return np.array(complex(value["re"], value["im"]))
    return np.array(float(value))  # "inf" too


@pytest.mark.parametrize("name", lab_names())
def test_the_program_computes_the_numbers_of_every_lab(name: str, printed: Any) -> None:
    data = json.loads(printed("numbers", name, "--json"))
    assert list(data) == ["lab", "topic", "at", "inputs", "readouts", "caption"]
    assert (data["lab"], data["at"]) == (name, 1.0)
    assert list(data["inputs"]) == list(entered(load_lab(name).inputs_type))
    assert data["caption"]
    computed: dict[str, Any] = {}
    exec(printed("code", name), computed)
    computed["torch"].set_default_dtype(computed["torch"].float32)  # as it was
    compared = 0
    for readout in data["readouts"]:
        assert list(readout) == KEYS
        if readout["exact"] is not None:
            assert readout["exact"].isascii()
            exact = Definitions().evaluate(readout["exact"]).array
            np.testing.assert_allclose(exact, array(readout["value"]), rtol=1e-14, atol=1e-15)
        if readout["variable"]:
            value = computed[readout["variable"]]
            value = value.tolist() if hasattr(value, "tolist") else value
            np.testing.assert_allclose(value, array(readout["value"]), rtol=1e-6, atol=1e-8)
            compared += 1
    assert compared


def test_numbers_are_exact_and_in_full_precision(printed: Any) -> None:
    third = by_key(printed("numbers", "transform", "--set", "matrix=[1/3 0; 0 1]", "--json"))
    assert third["determinant"]["exact"] == "1/3"
    assert third["determinant"]["value"] == 1 / 3
    turn = "matrix=[0 -1 0; 0 0 -1; -1 0 0]"
    found = by_key(printed("numbers", "transform", "--set", turn, "--json"))
    roots = {found[f"eigenvalue.{k}"]["exact"] for k in range(3)}
    assert roots == {"-1", "(1 + i*sqrt(3))/2", "(1 - i*sqrt(3))/2"}
    complex_one = next(e for e in found.values() if e["exact"] == "(1 + i*sqrt(3))/2")
    assert complex_one["value"] == pytest.approx({"re": 0.5, "im": math.sqrt(3) / 2}, rel=1e-15)


def test_what_json_lacks_is_said_in_words(printed: Any) -> None:
    found = by_key(printed("numbers", "transform", "--set", "matrix=[1 2; 2 4]", "--json"))
    assert found["condition"]["value"] == "inf"
    assert found["determinant"]["exact"] == "0"
    assert found["kinds"]["value"] is None


def test_a_time_is_chosen_and_the_end_is_the_default(printed: Any) -> None:
    at_half = ("numbers", "transform", "--set", "matrix=[3 0; 0 1]", "--at", "0.5", "--json")
    assert by_key(printed(*at_half))["now.matrix"]["value"] == [[2.0, 0.0], [0.0, 1.0]]
    at_end = by_key(printed("numbers", "transform", "--set", "matrix=[3 0; 0 1]", "--json"))
    assert at_end["now.matrix"]["value"] == [[3.0, 0.0], [0.0, 1.0]]


def test_a_person_reads_every_digit_but_no_noise(printed: Any) -> None:
    lines = printed("numbers", "transform", "--set", "matrix=[2 1; 1 2]").splitlines()
    assert lines[0] == "Linear transformation at t = 1"
    pairs = [line.strip().split("  ", 1) for line in lines if line.startswith("  ")]
    values = {label: text.strip() for label, text in pairs}
    assert values["Condition number"] == "3"
    assert values["‖A‖ Frobenius"] == repr(math.sqrt(10))
    shadow = printed("numbers", "vectors", "--set", "vectors=[[1, 1], [1, 0]]")
    assert f"{math.sqrt(2)!r} = sqrt(2)" in shadow


@pytest.mark.parametrize(
    ("lab", "topic", "formerly"),
    [
        ("systems", "elimination", "view"),
        ("svd_pca", "svd", "view"),
        ("product", "layer", "operation"),
        ("vectors", "cross", "topic"),
    ],
)
def test_topic_chooses_in_every_lab(lab: str, topic: str, formerly: str, printed: Any) -> None:
    data = json.loads(printed("numbers", lab, "--set", f"topic={topic}", "--json"))
    assert data["topic"] == data["inputs"]["topic"] == topic
    assert json.loads(printed("numbers", lab, "--set", f"{formerly}={topic}", "--json")) == data
    twice = ("numbers", lab, "--set", f"{formerly}={topic}", "--set", f"topic={topic}", "--json")
    assert json.loads(printed(*twice)) == data


def test_a_lab_is_known_by_its_former_name_too(printed: Any) -> None:
    for command in ("numbers", "code", "labs"):
        assert printed(command, "components") == printed(command, "svd_pca")
    assert json.loads(printed("labs", "components", "--json"))["lab"] == "svd_pca"


def test_inputs_are_what_was_typed(printed: Any) -> None:
    command = ("numbers", "vectors", "--set", "topic=combination", "--set", "alpha=1/3", "--json")
    assert json.loads(printed(*command))["inputs"]["alpha"] == "1/3"


def test_files_and_sessions_have_numbers_and_programs(
    printed: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    np.save("m.npy", np.diag([3.0, 2.0, 1.0]))
    data = json.loads(printed("numbers", "matrix", "--set", "data=m.npy", "--json"))
    assert data["inputs"]["data"] == {"name": "m.npy", "shape": [3, 3]}
    lab = load_lab("systems")
    save_session(Session(lab, lab.check(lab.defaults())), Path("s.eigen"))
    assert printed("code", "s.eigen") == printed("code", "systems")
    assert printed("numbers", "s.eigen") == printed("numbers", "systems")


def test_what_is_too_large_is_cut() -> None:
    large = Readout("k", "g", Words("A"), Words("large"), value=np.zeros((200, 100)))
    assert (_as_json(large)["value"], _as_json(large)["cut"]) == (None, [200, 100])
    fits = Readout("k", "g", Words("A"), Words("as large"), value=np.zeros((100, 100)))
    assert "cut" not in _as_json(fits)


@pytest.mark.parametrize("name", lab_names())
def test_labs_tells_what_a_lab_takes(name: str, printed: Any) -> None:
    data = json.loads(printed("labs", name, "--json"))
    assert list(data) == ["lab", "title", "group", "inputs", "topics", "presets", "experiments"]
    lab = load_lab(name)
    assert [each["name"] for each in data["inputs"]] == list(entered(lab.inputs_type))
    assert [each["key"] for each in data["experiments"]] == [e.key for e in lab.experiments()]
    topics = [each["name"] for each in data["topics"]]
    for each in data["inputs"]:
        assert list(each) == ["name", "kind", "default", "range", "topics"]
        if topics:
            assert each["topics"]  # every input has a part in some topic
            assert set(each["topics"]) <= set(topics)
        else:
            assert each["topics"] is None
    read = printed("labs", name)
    assert read.startswith(f"{lab.title} ({name}, {lab.description.group})\n")


def test_an_input_says_its_range_and_its_topics(printed: Any) -> None:
    inputs = {e["name"]: e for e in json.loads(printed("labs", "vectors", "--json"))["inputs"]}
    assert inputs["gamma"]["topics"] == ["combination"]  # with a third vector
    assert (inputs["power"]["kind"], inputs["power"]["range"]) == ("scalar", [0.1, 1000])
    assert inputs["alpha"]["range"] == ["-inf", "inf"]
    assert inputs["matrix"]["range"] == [[1, 1], [2, 2]]
    assert inputs["norm"]["range"] == ["1", "2", "inf", "p"]


def test_all_labs_as_json(printed: Any) -> None:
    listed = json.loads(printed("labs", "--json"))
    assert [each["lab"] for each in listed] == list(lab_names())
    assert all(each["title"] and each["group"] and each["summary"] for each in listed)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("numbers", "nope"), "no lab is called 'nope'; there are: attention"),
        (("code", "nope"), "no lab is called 'nope'"),
        (("labs", "nope"), "no lab is called 'nope'"),
        (("numbers", "transform", "--at", "2"), "--at takes a number from 0 to 1"),
        (("numbers", "transform", "--at", "nan"), "--at takes a number from 0 to 1"),
        (("numbers", "systems", "--set", "topic=sum"), "topic is one of rows, columns"),
        (("numbers", "transform", "--set", "topic=sum"), "transform has no input 'topic'"),
        (("numbers", "systems", "--set", "topic=rows", "--set", "view=columns"), "topic twice"),
        (("numbers", "product", "--set", "operation=sum"), "operation is one of product, entry"),
        (("code", "systems", "--set", "ridge=1"), "--set ridge is not used with topic=rows"),
        (("code", "transform", "--json"), "unrecognized arguments: --json"),
    ],
)
def test_mistakes_are_said_in_one_line(
    arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    found = capsys.readouterr()
    assert words in found.err
    assert found.err.count("\n") == 1
    if "code" not in arguments:
        assert run((*arguments, "--json")) == 2
        error = json.loads(capsys.readouterr().out)["error"]
        assert words in error
