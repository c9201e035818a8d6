"""Tables as people and programs write them, and what is said about their gaps."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from eigenscope.readers.loading import load_matrix
from eigenscope.readers.opening import open_tensors
from eigenscope.readers.table_reading import TableReading

from .files import notes_of, refused


def table(
    tmp_path: Path, text: str, encoding: str = "utf-8", ending: str = ".csv"
) -> tuple[list[list[float]], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the numbers, the names of rows and columns, and the notes of a table."""
    path = tmp_path / f"t{ending}"
    path.write_bytes(text.encode(encoding))
    with open_tensors(path) as file:
        (entry,) = file.entries
        values = file.read("t")
        assert (entry.name, entry.dtype, entry.shape) == ("t", "float64", values.shape)
        assert len(file.row_names) in (0, values.shape[0])
        assert len(file.column_names) in (0, values.shape[1])
        return values.tolist(), file.row_names, file.column_names, notes_of(file)


@pytest.mark.parametrize(
    ("text", "labels", "columns"),
    [
        ("a,b,kind\n1,2,x\n3,4,y\n5,6, x\n", "xyx", (0, 1)),
        ("1;2;x\n3;4;y\n", "xy", (0, 1)),
        ("1 who 2 x\n3 me 4 y\n", "xy", (0, 2)),
        ("n,a,kind\none,1,x\ntwo,2,y\n", "xy", (1,)),
        ("a,b,kind\n1,2,x\n3,4,\n", ["x", ""], (0, 1)),
        ("a,b,kind\n1,2,\n3,4,x\n", ["", "x"], (0, 1)),
        ("a,b,kind\n1,,x\n3,,y\n5,who,x\n", "xyx", (0,)),
        ("a,b,kind\n1,2,3\n3,4,y\n", "", (0, 1)),
        ("who,a,b\nx,1,2\ny,3,4\n", "", None),
        ("a,who,b\n1,x,2\n3,y,4\n", "", (0, 2)),
    ],
)
def test_texts_in_the_last_column_are_labels_and_what_was_left_out_is_known(
    tmp_path: Path, text: str, labels: str | list[str], columns: tuple[int, ...] | None
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text)
    loaded = load_matrix(path)
    assert list(loaded.labels) == list(labels)
    assert loaded.table is not None
    assert loaded.table.columns == columns
    assert TableReading.from_json(loaded.table.to_json()) == loaded.table


@pytest.mark.parametrize("columns", [[], [1, 0], [-1], ["0"], [True], "01"])
def test_places_of_columns_that_make_no_sense_are_refused(columns: object) -> None:
    data = TableReading("utf-8", ",", None, True, False, columns=(0,)).to_json()
    with pytest.raises(ValueError, match="how a table is read"):
        TableReading.from_json({**data, "columns": columns})


@pytest.mark.parametrize(
    ("text", "values", "rows", "columns"),
    [
        ("1,2\n3,4\n", [[1, 2], [3, 4]], "", ""),
        ("1,2\r\n3,4", [[1, 2], [3, 4]], "", ""),
        ("1,2\r3,4\r", [[1, 2], [3, 4]], "", ""),
        ("a,b\n1,2\n3,4\n", [[1, 2], [3, 4]], "", "ab"),
        ("n,a,b\nx,1,2\ny,3,4\n", [[1, 2], [3, 4]], "xy", "ab"),
        ("x,1,2\ny,3,4\n", [[1, 2], [3, 4]], "xy", ""),
        (",5,6\nx,1,2\ny,3,4\n", [[1, 2], [3, 4]], "xy", "56"),
        ('"","a","b"\n"1",1,2\n"2",3,4\n', [[1, 2], [3, 4]], "12", "ab"),
        ("1;2,5\n3;-4e1\n", [[1, 2.5], [3, -40]], "", ""),
        ("1,5;2,5\n3,5;4,5\n", [[1.5, 2.5], [3.5, 4.5]], "", ""),
        ("1.234,5;2\n3,5;4\n", [[1234.5, 2], [3.5, 4]], "", ""),
        ("1\t2\n3\t4\n", [[1, 2], [3, 4]], "", ""),
        ("1|2\n3|4\n", [[1, 2], [3, 4]], "", ""),
        ("1 2\n3 4 \n", [[1, 2], [3, 4]], "", ""),
        (" 1.0   2.0\n-3.0   4.0\n", [[1, 2], [-3, 4]], "", ""),
        ('a,"b, c"\n1, "2"\n', [[1, 2]], "", ["a", "b, c"]),
        ('a,"b\nc"\n1,2\n', [[1, 2]], "", ["a", "b\nc"]),
        ("5", [[5]], "", ""),
        ("x\n1\n\n2\n", [[1], [2]], "", "x"),
        ("a,b\n−1,inf\n", [[-1, np.inf]], "", "ab"),
    ],
)
def test_tables_of_many_kinds(
    tmp_path: Path,
    text: str,
    values: list[list[float]],
    rows: str | list[str],
    columns: str | list[str],
) -> None:
    found = table(tmp_path, text)
    assert found[:3] == (values, tuple(rows), tuple(columns))
    said = " ".join(found[3])
    for words, names in (("first row was taken", columns), ("first column was taken", rows)):
        assert (words in said) == bool(names)
    assert ("The comma is the decimal sign" in said) == (";" in text)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1"]
)
def test_tables_of_many_encodings(tmp_path: Path, encoding: str) -> None:
    found = table(tmp_path, "größe;b\n1;2\n", encoding)
    assert found[:3] == ([[1, 2]], (), ("größe", "b"))
    assert ("guessed" in " ".join(found[3])) == (encoding == "latin-1")


def test_a_late_letter_beyond_utf_8_is_found(tmp_path: Path) -> None:
    found = table(tmp_path, "n,a\n" + "x,1\n" * 400_000 + "é,2\n", "latin-1")
    assert found[0][-1] == [2]
    assert found[1][-1] == "é"


def test_missing_values_are_named_by_row_and_column(tmp_path: Path) -> None:
    values, _, _, notes = table(tmp_path, "n,price,b\nx,1,2\ny,?,3\nz,NA,4\nv,5,\n")
    np.testing.assert_array_equal(values, [[1, 2], [np.nan, 3], [np.nan, 4], [5, np.nan]])
    places = "row 2, column price; row 3, column price; row 4, column b"
    assert notes[2:] == (f"3 values are missing: {places}.",)
    assert table(tmp_path, "1,2\nnull,NaN\n3,4")[3] == (
        "2 values are missing: row 2, column 1; row 2, column 2.",
    )
    assert table(tmp_path, ",2\n3,4")[3] == ("1 value is missing: row 1, column 1.",)
    many = "a,b\n" + "1,\n" * 9 + "1,1\n"
    assert table(tmp_path, many)[3][-1].endswith("row 3, column b; and 6 more.")


def test_columns_of_texts_and_empty_columns_are_left_out_and_said(tmp_path: Path) -> None:
    values, rows, columns, notes = table(tmp_path, "a,city,b,\n1,Rome,2,\n3,,4,\n")
    assert (values, rows, columns) == ([[1, 2], [3, 4]], (), ("a", "b"))
    assert notes == (
        "The first row was taken for names of columns: a, b.",
        "Column city holds text and is left out.",
        "Column 4 is empty and is left out.",
    )


def test_a_late_text_in_the_first_column_makes_names_of_its_numbers(tmp_path: Path) -> None:
    values, rows, _, notes = table(tmp_path, "1,2\n2,3\nB,4\n4,5\n")
    assert (values, rows) == ([[2], [3], [4], [5]], ("1", "2", "B", "4"))
    assert "'B'" in notes[0]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("1,2\n3\n", "line 2"),
        ("a,b\n\n1,2\n3,4,5\n", "line 4"),
        ("a,b\n", "no column of numbers"),
        ("a,b\nx,y\n", "no column of numbers"),
        ("\n \n", "empty lines"),
        ('1,"2\n3,4\n', "quotation"),
        ("9" * 5_000_000, "million characters"),
        ("x" * 200_000 + ",1\n", "limit"),
        ("1,2\n" + '"' + "x" * 200_000 + '",1\n', "limit"),
        ('1,2\n"3,' + "\n" * 5_000_000, "line"),
        ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a table"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode("latin-1"))
    refused(path, word)


def test_half_a_character_of_two_bytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("a;b\n1;2\n".encode("utf-16")[:-1])
    refused(path, "UTF-16")


def test_a_table_of_too_many_cells_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with path.open("wb") as file:
        for _ in range(52):
            file.write(b"1,1,1,1,1,1,1,1,1,1\n" * 100_000)
    refused(path, "50 million")
