"""How a table was read is kept in a session; how a typed table's commas were read is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from eigenscope.labs.contract.files_read import FilesRead
from eigenscope.labs.contract.loaded_json import loaded_from_json, loaded_to_json
from eigenscope.labs.contract.schema import InputError
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.language.texts.digit_signs import Comma
from eigenscope.language.texts.messages import LanguageError
from eigenscope.main.errors import UserError
from eigenscope.main.table_options import tell_of
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.readers.loading import load_matrix
from eigenscope.readers.table_reading import TableChoices


def saved(matrix: LoadedMatrix) -> tuple[dict[str, object], dict[str, npt.NDArray[np.generic]]]:
    tensors: dict[str, npt.NDArray[np.generic]] = {}
    return loaded_to_json(matrix, tensors, "data"), tensors


CHOICES = TableChoices("gbk", ";", Comma.THOUSANDS, True, True)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "t.csv"
    path.write_bytes("名;一;二\n甲;1,500;2\n乙;3;4\n".encode("gbk"))
    return path


def test_what_was_chosen_is_there_after_reopening(table: Path) -> None:
    found = load_matrix(table, choices=CHOICES)
    data, tensors = saved(found)
    again = loaded_from_json("data", data, tensors)
    assert again.origin is None
    assert again.table == found.table
    assert again.table is not None
    assert again.table.choices == CHOICES
    reread = load_matrix(table, choices=again.table.choices)
    assert reread == again
    assert reread.values.tolist() == [[1500, 2], [3, 4]]
    assert saved(again)[0] == data


def test_sessions_without_choices_still_open(table: Path) -> None:
    data, tensors = saved(load_matrix(table, choices=CHOICES))
    del data["table"]
    assert loaded_from_json("data", data, tensors).table is None


@pytest.mark.parametrize(
    "wrong",
    [
        7,
        {},
        {"encoding": "rot13"},
        {"separator": "x"},
        {"comma": "dot"},
        {"row_names": 1},
        {"guessed": ["__class__"]},
    ],
)
def test_choices_that_are_none_are_refused(table: Path, wrong: object) -> None:
    data, tensors = saved(load_matrix(table, choices=CHOICES))
    known = data["table"]
    assert isinstance(known, dict)
    data["table"] = {**known, **wrong} if isinstance(wrong, dict) and wrong else wrong
    with pytest.raises(InputError, match="the table of data"):
        loaded_from_json("data", data, tensors)


def test_only_tables_say_how_they_were_read(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.eye(2))
    assert "table" not in saved(load_matrix(tmp_path / "a.npy"))[0]


@pytest.mark.parametrize(
    ("comma", "first", "said"),
    [
        (None, 1.234, "commas were read as decimal signs; choose otherwise with --comma"),
        (Comma.THOUSANDS, 1234.0, "commas were read as thousands signs"),
    ],
)
def test_a_typed_table_says_how_its_commas_were_read(
    capsys: pytest.CaptureFixture[str], comma: Comma | None, first: float, said: str
) -> None:
    files = FilesRead(None if comma is None else TableChoices(comma=comma))
    found = files.data("1,234\t5\n6\t7")
    tell_of(files)
    assert isinstance(found, Matrix)
    assert found.to_array()[0, 0] == first
    assert capsys.readouterr().err == f"eigenscope: {said}\n"


@pytest.mark.parametrize("text", ["[[1, 2], [3, 4]]", "1 2\n3 4", "rot(30)"])
def test_without_a_question_nothing_is_said_and_a_choice_is_refused(
    capsys: pytest.CaptureFixture[str], text: str
) -> None:
    plain = FilesRead()
    plain.data(text)
    tell_of(plain)
    assert capsys.readouterr().err == ""
    chosen = FilesRead(TableChoices(comma=Comma.DECIMAL))
    chosen.data(text)
    with pytest.raises(UserError, match="--comma"):
        tell_of(chosen)


def test_commas_that_cannot_be_what_was_chosen_are_said() -> None:
    with pytest.raises(LanguageError, match="cannot be separators"):
        FilesRead(TableChoices(comma=Comma.SEPARATOR)).data("1,234\t5\n6\t7")


def test_other_choices_stay_for_files(table: Path) -> None:
    files = FilesRead(replace(CHOICES, separator=None))
    files.data("1,234\t5\n6\t7")
    with pytest.raises(UserError, match="tables in files"):
        tell_of(files)
    files = FilesRead(TableChoices(comma=Comma.SEPARATOR))
    files.data(f"{table}")
    with pytest.raises(UserError, match="--separator comma"):
        tell_of(files)
