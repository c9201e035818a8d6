"""Tables of many countries and programs: what is found out, that it is said, and the choices."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from eigenscope.language.texts.digit_signs import Comma
from eigenscope.readers.opening import open_tensors
from eigenscope.readers.table_encoding import encoding_called
from eigenscope.readers.table_reading import TableChoices
from eigenscope.readers.tensor_file import ReaderError, TensorFile

from .files import notes_of

DECIMAL, THOUSANDS = Comma.DECIMAL, Comma.THOUSANDS


def opened(
    folder: Path,
    text: str,
    ending: str = ".csv",
    encoding: str = "utf-8",
    choices: TableChoices | None = None,
) -> TensorFile:
    path = folder / f"t{ending}"
    path.write_bytes(text.encode(encoding))
    with open_tensors(path, choices) as file:
        return file


def numbers(
    folder: Path,
    text: str,
    ending: str = ".csv",
    choices: TableChoices | None = None,
) -> list[list[float]]:
    path = folder / f"t{ending}"
    path.write_text(text, encoding="utf-8")
    with open_tensors(path, choices) as file:
        values: list[list[float]] = file.read("t").tolist()
        return values


@pytest.mark.parametrize(
    ("ending", "text", "values", "said"),
    [
        (".csv", '"1,234.5","2"\n3,4\n', [[1234.5, 2], [3, 4]], "comma is a thousands sign"),
        (".csv", '"1,5","2"\n"0,25",4\n', [[1.5, 2], [0.25, 4]], "0,25 is 0.25"),
        (".tsv", "1,5\t2\n3\t4,25\n", [[1.5, 2], [3, 4.25]], "comma is the decimal sign"),
        (".tsv", "1,234\t2.5\n3\t4\n", [[1234, 2.5], [3, 4]], "1,234 is 1234"),
        (".csv", "1'234;2\n3;1’000’000\n", [[1234, 2], [3, 1e6]], ""),
        (".tsv", "1\u2009234,5\t2\n3\u00a0000\t4\n", [[1234.5, 2], [3000, 4]], "comma"),
        (".csv", "1.234.567;2\n1.234;4\n", [[1234567, 2], [1234, 4]], "1.234 is 1234"),
        (".csv", "€ 5,5;12 %\n-3,0 €;–5\n", [[5.5, 0.12], [-3, -5]], "currency were left out: €"),
        (".csv", "50%,1/2\n12.5 %,-1/4\n", [[0.5, 0.5], [0.125, -0.25]], "12.5 % is 0.125"),
        (".csv", "$1\nUS$ 2\n", [[1], [2]], "US$, $"),
        (".csv", "1,#N/A\n-,4\n", [[1, np.nan], [np.nan, 4]], "2 values are missing"),
        (".txt", "1 2\n3 4\n", [[1, 2], [3, 4]], ""),
        (".dat", "  1.0D+00\t  2\n -3.5   4e-1\n", [[1, 2], [-3.5, 0.4]], ""),
        (".txt", "1,5 2,5\n3,5 4\n", [[1.5, 2.5], [3.5, 4]], "comma is the decimal sign"),
        (".txt", "# from an experiment\n# x y\n1 2\n3 4\n", [[1, 2], [3, 4]], "columns: x, y"),
        (".csv", "#,x\n1,2\n3,4\n", [[1, 2], [3, 4]], "columns: #, x"),
        (".csv", "%a,b\n1,2\n% again\n3,4\n", [[1, 2], [3, 4]], "columns: a, b"),
        (".csv", "１２,３\n4,٥\n", [[12, 3], [4, 5]], ""),
        (".csv", "sep=;\na;b\n1,5;2\n", [[1.5, 2]], "columns: a, b"),  # Excel
        (".csv", ",,\na,b,c\n1,2,3\n", [[1, 2, 3]], "columns: a, b, c"),
        (".csv", "Sales 2020\n\na,b\n1,2\n3,4\n", [[1, 2], [3, 4]], "left out: Sales 2020"),
        (".csv", "share\n12,5 %\n7 %\n", [[0.125], [0.07]], "12,5 % is 0.125"),
        (".txt", "| a | b |\n|---|:-:|\n| 1 | 2 |\n", [[1, 2]], "columns: a, b"),  # Markdown
        (".txt", "[[1, 2.5],\n [1/2, 4]]\n", [[1, 2.5], [0.5, 4]], ""),
        (".txt", "A = [1 2; 3 4]\n", [[1, 2], [3, 4]], ""),
        (".dat", "[[1. 2.]\n [3. 4.]]\n", [[1, 2], [3, 4]], ""),
        (".csv", "1e400,2\n3,4\n", [[np.inf, 2], [3, 4]], "became infinite: 1e400"),
    ],
)
def test_what_tables_have_in_their_cells(
    tmp_path: Path, ending: str, text: str, values: list[list[float]], said: str
) -> None:
    np.testing.assert_array_equal(numbers(tmp_path, text, ending), values)
    notes = " ".join(notes_of(opened(tmp_path, text, ending)))
    assert said in notes
    assert said or not notes


def test_the_comma_is_decided_for_the_whole_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eigenscope.readers.table._LOOKED_AT", 40)
    late = "1,234;5\n" * 60 + "1,5;2\n"  # what tells comes after the part that is looked at
    values = numbers(tmp_path, late)
    assert (values[0], values[-1]) == ([1.234, 5], [1.5, 2])
    late = "2;1,234\n" + "1,234;5\n" * 60 + "1,234,567;2\n"
    values = numbers(tmp_path, late)
    assert (values[0], values[-1]) == ([2, 1234], [1234567, 2])
    late = "1.234;5\n" * 60 + "1.234.567;2\n"
    assert numbers(tmp_path, late)[0] == [1234, 5]


def test_what_one_comma_means_is_a_doubt_that_a_choice_settles(tmp_path: Path) -> None:
    text = "1,234\t5,678\n"
    found = opened(tmp_path, text, ".tsv")
    assert found.table is not None
    assert (found.table.comma, found.table.doubts) == (DECIMAL, frozenset({"comma"}))
    assert notes_of(found) == ("The comma was taken for the decimal sign: 1,234 is 1.234.",)
    assert numbers(tmp_path, text, ".tsv") == [[1.234, 5.678]]
    chosen = TableChoices(comma=THOUSANDS)
    assert numbers(tmp_path, text, ".tsv", chosen) == [[1234, 5678]]


def test_lines_that_may_be_single_numbers_are_a_doubt(tmp_path: Path) -> None:
    text = "￥1,234\n￥2,000\n"
    found = opened(tmp_path, text)
    assert found.table is not None
    assert found.table.doubts == {"separator"}
    chosen = TableChoices(separator=";", comma=THOUSANDS)
    assert numbers(tmp_path, text, choices=chosen) == [[1234], [2000]]


@pytest.mark.parametrize("text", ["2019,2020,2021\n1,2,3\n4,5,6\n", "2019 2020\n0.5 7\n"])
def test_a_first_row_of_years_may_be_names(tmp_path: Path, text: str) -> None:
    found = opened(tmp_path, text)
    assert found.table is not None
    assert (found.table.column_names, found.table.doubts) == (False, frozenset({"column_names"}))
    assert "may be names of columns" in notes_of(found)[0]
    assert numbers(tmp_path, text)[0][0] == 2019
    named = opened(tmp_path, text, choices=TableChoices(column_names=True))
    assert named.column_names[:2] == ("2019", "2020")
    assert named.table is not None
    assert not named.table.doubts


def test_years_above_names_of_rows_are_names_unless_a_person_says_otherwise(
    tmp_path: Path,
) -> None:
    text = "Land;2019;2020\nA;1;2\nB;3;4\n"
    found = opened(tmp_path, text)
    assert (found.column_names, found.row_names) == (("2019", "2020"), ("A", "B"))
    assert found.table is not None
    assert found.table.doubts == {"column_names"}
    data = opened(tmp_path, text, choices=TableChoices(column_names=False))
    assert (data.column_names, data.row_names) == ((), ("Land", "A", "B"))


def test_names_are_kept_as_they_are_written(tmp_path: Path) -> None:
    late = opened(tmp_path, "007,2\n1e5,3\nB,4\n")
    assert late.row_names == ("007", "1e5", "B")
    assert opened(tmp_path, ",a\n01,2\n02,3\n").row_names == ("01", "02")
    dates = opened(tmp_path, "day,a\n2020-01-05,2\n2020-01-06,3\n")
    assert dates.row_names == ("2020-01-05", "2020-01-06")


def test_names_of_rows_and_columns_can_be_chosen(tmp_path: Path) -> None:
    text = "1,2\n3,4\n"
    chosen = TableChoices(column_names=True, row_names=True)
    found = opened(tmp_path, text, choices=chosen)
    assert (found.column_names, found.row_names) == (("2",), ("3",))
    texts = "a,b\nx,1\ny,2\n"
    none = opened(tmp_path, texts, choices=TableChoices(row_names=False))
    assert (none.row_names, none.column_names) == ((), ("b",))
    assert "Column a holds text and is left out." in notes_of(none)


def test_a_separator_can_be_chosen(tmp_path: Path) -> None:
    text = "1,5;2\n3,5;4\n"
    assert numbers(tmp_path, text) == [[1.5, 2], [3.5, 4]]
    with pytest.raises(ReaderError, match="no column of numbers"):
        opened(tmp_path, "1|2\n", choices=TableChoices(separator="\t"))
    chosen = TableChoices(separator="|")
    assert numbers(tmp_path, "1,5|2\n3|4\n", choices=chosen) == [[1.5, 2], [3, 4]]


@pytest.mark.parametrize(
    ("encoding", "name", "text"),
    [
        ("gbk", "gb18030", "城市,人口,面积\n北京,2154,16410\n上海,2424,6340\n"),
        ("big5", "big5", "城市,人口,面積\n臺北,2154,16410\n高雄,2424,6340\n"),
        ("shift_jis", "cp932", "都市,人口,面積\n東京,2154,16410\n大阪カタカナ,2424,6340\n"),
        ("euc_kr", "cp949", "도시,인구,면적\n서울,2154,16410\n부산,2424,6340\n"),
        ("cp1252", "cp1252", "été,a\nMontréal,1\nQuébec,2\n"),
        ("cp1251", "cp1251", "город,a\nМосква,1\nКазань,2\n"),
        ("cp1253", "cp1253", "πόλη,πληθυσμός\nΑθήνα,1\nΠάτρα,2\n"),
    ],
)
def test_encodings_are_guessed_and_said(
    tmp_path: Path, encoding: str, name: str, text: str
) -> None:
    found = opened(tmp_path, text, encoding=encoding)
    assert found.table is not None
    assert (found.table.encoding, found.table.doubts) == (name, frozenset({"encoding"}))
    assert found.row_names == tuple(line.split(",")[0] for line in text.splitlines()[1:])
    assert any("encoding" in note and "guessed" in note for note in notes_of(found))


def test_a_wrong_guess_can_be_chosen_otherwise(tmp_path: Path) -> None:
    text = "şehir,a\nİstanbul,1\nDiğer,2\n"
    chosen = TableChoices(encoding=encoding_called("windows-1254"))
    found = opened(tmp_path, text, encoding="cp1254", choices=chosen)
    assert found.row_names == ("İstanbul", "Diğer")
    assert found.table is not None
    assert not found.table.doubts
    assert opened(tmp_path, "a,b\n1,2\n", encoding="utf-32").column_names == ("a", "b")


def test_encodings_are_known_by_many_names() -> None:
    names = ["GBK", "gb2312", "Shift-JIS", "sjis", "EUC-KR", "utf8", "Windows-1252", "latin1"]
    found = [encoding_called(name) for name in names]
    assert found == ["gb18030", "gb18030", "cp932", "cp932", "cp949", "utf-8", "cp1252", "latin-1"]
    for wrong in ("klingon", "base64", ""):
        with pytest.raises(ReaderError, match="no encoding"):
            encoding_called(wrong)


@pytest.mark.parametrize(
    ("group", "decimal", "separator"),
    [
        *((",", ".", "\t"), (",", ".", ";"), (".", ",", ";"), (".", ",", "\t"), ("'", ".", ",")),
        *(("\u202f", ",", ";"), ("\u00a0", ",", "\t"), (" ", ",", ";"), ("’", ".", ";")),
    ],
)
def test_numbers_of_every_country_come_back_to_the_last_digit(
    tmp_path: Path, group: str, decimal: str, separator: str
) -> None:
    draw = np.random.default_rng(7)
    hundredths = draw.integers(-(10**9), 10**9, (60, 4)) // 10 ** draw.integers(0, 8, (60, 4))
    texts = [
        [f"{'-' * (n < 0)}{abs(n) // 100:,}.{abs(n) % 100:02}" for n in row]
        for row in hundredths.tolist()
    ]
    marks = str.maketrans({",": group, ".": decimal, "-": "−"})
    lines = [separator.join(text.translate(marks) for text in row) for row in texts]
    found = numbers(tmp_path, "\n".join(lines))
    assert found == [[float(text.replace(",", "")) for text in row] for row in texts]
    assert (np.array(found) * 100).round().astype(int).tolist() == hundredths.tolist()
