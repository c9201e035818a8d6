"""A matrix and its readouts as text: every language is run, or read back by its own reader."""

from __future__ import annotations

import csv
import io
import keyword
import math
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from eigenscope.document.codec import set_from_texts
from eigenscope.export.texts import FORMATS, matrix_text, readouts_text, whole_text
from eigenscope.export.texts.names import TAKEN_IN_MATLAB, names_of
from eigenscope.export.texts.values import Value, numbers_in, value_of
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.contract.registry import load_lab
from eigenscope.labs.transform.lab import LAB
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.language.evaluating.matrix_text import parse_matrix
from eigenscope.wording.words import Words

MATRICES = {
    "shear": [["1", "1"], ["0", "1"]],
    "rotation": [["cos(30°)", "-sin(30°)"], ["sin(30°)", "cos(30°)"]],
    "complex": [["1", "-2"], ["3", "1"]],
    "golden": [["1", "2"], ["3", "4"]],
    "defective": [["2", "1"], ["0", "2"]],
    "singular": [["1", "2"], ["2", "4"]],
    "cube": [["1/3", "2", "3"], ["0", "1", "4"], ["5", "6", "0"]],
    "cycle": [["0", "0", "1"], ["1", "0", "0"], ["0", "1", "0"]],
    "wide": [["1", "2", "0"], ["0", "1", "-1"]],
    "tiny": [["1e-200", "0"], ["0", "1e-200"]],
    "line": [["sqrt(2)/2"]],
}
PDFLATEX = shutil.which("pdflatex")


def matrix_of(name: str) -> Matrix:
    return Matrix.from_texts(MATRICES[name])


def readouts_of(name: str) -> tuple[Readout, ...]:
    inputs = LAB.check(replace(LAB.defaults(), matrix=matrix_of(name)))
    return LAB.readouts(LAB.solve(inputs), 1.0)


def readout(
    text: str, exact: str = "", label: str = "x", group: str = "G", value: object = None
) -> Readout:
    words = Words("{v}", {"v": text})
    return Readout("key", group, Words(label), words, exact=exact, value=value)  # type: ignore[arg-type]


def run(program: str) -> dict[str, object]:
    names: dict[str, object] = {}
    exec(compile(program, "<text>", "exec"), names)
    return names


@pytest.mark.parametrize("name", MATRICES)
def test_numpy_runs_and_gives_every_digit(name: str) -> None:
    names = run(whole_text(matrix_of(name), readouts_of(name), "numpy"))
    array = names["A"]
    assert isinstance(array, np.ndarray)
    assert array.dtype == np.float64
    np.testing.assert_array_equal(array, matrix_of(name).to_array())


@pytest.mark.parametrize("name", MATRICES)
def test_torch_runs_and_gives_every_digit(name: str) -> None:
    names = run(whole_text(matrix_of(name), readouts_of(name), "torch"))
    tensor = names["A"]
    assert isinstance(tensor, torch.Tensor)
    assert tensor.dtype == torch.float64
    np.testing.assert_array_equal(tensor.numpy(), matrix_of(name).to_array())


@pytest.mark.parametrize("name", MATRICES)
@pytest.mark.parametrize("form", ["latex", "matlab", "csv"])
def test_our_own_reader_reads_the_matrix(name: str, form: str) -> None:
    again = parse_matrix(matrix_text(matrix_of(name), form, "M"))
    np.testing.assert_array_equal(again.to_array(), matrix_of(name).to_array())


def test_a_matrix_in_each_language() -> None:
    matrix = Matrix.from_texts([["1", "sqrt(4)/4"], ["0", "-1"]])
    assert matrix_text(matrix, "numpy") == "A = np.array([[1.0, 0.5], [0.0, -1.0]])\n"
    assert matrix_text(matrix, "torch", "W") == (
        "W = torch.tensor([[1.0, 0.5], [0.0, -1.0]], dtype=torch.float64)\n"
    )
    assert matrix_text(matrix, "matlab") == "A = [1 0.5; 0 -1];\n"
    assert matrix_text(matrix, "csv") == "1.0,0.5\r\n0.0,-1.0\r\n"
    assert matrix_text(matrix, "markdown") == (
        "|  |  |\n| ---: | ---: |\n| 1 | sqrt(4)/4 |\n| 0 | -1 |\n"
    )
    assert matrix_text(matrix, "latex") == (
        "A = \\begin{pmatrix} 1 & \\frac{\\sqrt{4}}{4} \\\\ 0 & -1 \\end{pmatrix}\n"
    )


def test_numpy_says_what_the_lab_found() -> None:
    names = run(whole_text(matrix_of("complex"), readouts_of("complex"), "numpy"))
    assert names["determinant"] == 7
    assert names["eigenvalue_0"] == pytest.approx(1 + 1j * math.sqrt(6), rel=1e-15)
    assert names["eigenvalue_1"] == pytest.approx(1 - 1j * math.sqrt(6), rel=1e-15)
    now = np.asarray(names["now_eigenvalues"])
    np.testing.assert_allclose(now, [1 + 1j * math.sqrt(6), 1 - 1j * math.sqrt(6)], rtol=1e-15)
    assert np.asarray(names["inverse"]).tolist() == [[1 / 7, 2 / 7], [-3 / 7, 1 / 7]]
    singular = run(whole_text(None, readouts_of("singular"), "torch"))
    assert singular["condition"] == math.inf
    assert singular["inverse"] == "none"
    golden = run(whole_text(None, readouts_of("golden"), "numpy"))
    assert golden["eigenvalue_0"] == pytest.approx((5 + math.sqrt(33)) / 2, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("−0.0264", -0.0264),
        ("× 1.50", 1.5),
        ("∞", math.inf),
        ("−∞", -math.inf),
        ("1.41×10⁻²⁰⁰", 1.41e-200),
        ("2·10⁻²⁰⁰", 2e-200),
        ("10²⁰⁰", 1e200),
        ("−7/2", -3.5),
        ("5.37,  −0.37", (5.37, -0.37)),
        ("5.37, −0.37", (5.37, -0.37)),
        ("(1, 2)", (1.0, 2.0)),
        ("1.2 + 3i", 1.2 + 3j),
        ("−1.2 − i", -1.2 - 1j),
        ("i", 1j),
        ("−2.5i", -2.5j),
        ("1 ± 2i", (1 + 2j, 1 - 2j)),
        ("1 + 1e-5i", 1 + 1e-5j),
        ("1×10⁻⁷ − 2×10⁻⁷i", 1e-7 - 2e-7j),
        ("(5 + √33)/2", (5 + math.sqrt(33)) / 2),
        ("(1 − i√3)/2", (1 - 1j * math.sqrt(3)) / 2),
        ("i√3/2", 1j * math.sqrt(3) / 2),
        ("−3√2/2", -3 * math.sqrt(2) / 2),
        ("e^(−2πi/3)", complex(math.cos(-2 * math.pi / 3), math.sin(-2 * math.pi / 3))),
        ("0.87 + 0.50i,  0.87 − 0.50i,  1", (0.87 + 0.5j, 0.87 - 0.5j, 1.0)),
    ],
)
def test_numbers_are_understood_as_readouts_write_them(text: str, value: Value) -> None:
    found = numbers_in(text)
    wanted = value if isinstance(value, tuple) else (value,)
    assert found == pytest.approx(wanted, rel=1e-15)
    if len(wanted) > 1:
        return
    for form, module in (("numpy", np), ("torch", torch)):
        program = readouts_text([readout("rounded", text)], form)
        again = run(f"import {module.__name__} as {'np' if module is np else 'torch'}\n{program}")
        assert again["key"] == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    "text", ["2 of 3", "yes", "span (1, 2)", "rotation by 30°", "30°", "50 %", "2 3", "", "λ² − 5λ"]
)
def test_words_stay_words(text: str) -> None:
    assert numbers_in(text) is None
    assert value_of(readout(text)) == text


def test_the_exact_form_gives_the_value_and_stands_behind_it() -> None:
    lines = readouts_text([readout("0.3333", "1/3", "λ")], "numpy").splitlines()
    assert lines == ["# G", "key = 0.3333333333333333  # λ = 1/3"]


def test_matlab_writes_its_own_numbers_and_strings() -> None:
    several = [
        readout("1.2 − 3i", value=1.2 - 3j),
        readout("∞,  −∞", value=[math.inf, -math.inf]),
        readout('say "a" 100 %'),
        readout("yes", value=True),
        readout("2 × 3", value=(2, 3)),
        readout("[…]", value=np.arange(8).reshape(2, 2, 2)),
    ]
    assert readouts_text(several, "matlab").splitlines() == [
        "% G",
        "key = 1.2-3i;  % x",
        "key_2 = [Inf -Inf];  % x",
        'key_3 = "say ""a"" 100 %";  % x',
        "key_4 = true;  % x: yes",
        "key_5 = [2 3];  % x: 2 × 3",
        "key_6 = cat(3, [0 2; 4 6], [1 3; 5 7]);  % x",
    ]


@pytest.mark.parametrize("name", MATRICES)
def test_matlab_assigns_to_valid_names_that_shadow_nothing(name: str) -> None:
    text = whole_text(matrix_of(name), readouts_of(name), "matlab")
    assigned = [line.split(" = ")[0] for line in text.splitlines() if line and line[0] != "%"]
    assert len(assigned) == len(set(assigned)) == len(readouts_of(name)) + 1
    assert all(re.fullmatch(r"[A-Za-z]\w{0,62}", each, re.ASCII) for each in assigned)
    assert not TAKEN_IN_MATLAB.intersection(assigned)


def test_names_are_valid_and_different() -> None:
    keys = [
        "norm.‖A‖∞",
        "norm.‖A‖₁",
        "norm.‖A‖₁",
        "λ",
        "1st",
        "中",
        "中",
        "é",
        "lambda",
        "A",
        "x" * 99,
    ]
    names = names_of(keys, frozenset({"lambda", "A"}))
    assert names[:3] == ["norm_A_inf", "norm_A_1", "norm_A_1_2"]
    assert names[3:10] == ["lambda_", "value_1st", "value", "value_2", "e", "lambda_2", "A_"]
    assert len(set(names)) == len(names)
    assert all(each.isidentifier() and not keyword.iskeyword(each) for each in names)


@pytest.mark.parametrize("name", MATRICES)
def test_csv_is_read_back_by_any_reader(name: str) -> None:
    readouts = readouts_of(name)
    lines = list(csv.reader(io.StringIO(readouts_text(readouts, "csv"), newline="")))
    assert lines[0] == ["group", "name", "value", "exact"]
    assert len(lines) == len(readouts) + 1
    assert {len(line) for line in lines} == {4}
    assert {(line[0], line[1]) for line in lines[1:]} == {(r.group, str(r.label)) for r in readouts}
    whole = list(csv.reader(io.StringIO(whole_text(matrix_of(name), readouts, "csv"), newline="")))
    rows = matrix_of(name).shape[0]
    assert [[float(cell) for cell in row] for row in whole[:rows]] == (
        matrix_of(name).to_array().tolist()
    )
    assert whole[rows] == []
    assert whole[rows + 1 :] == lines


def test_csv_quotes_and_writes_numbers_plainly() -> None:
    several = [
        readout('a "b", c\nd'),
        readout("−∞", value=-math.inf),
        readout("1 − 2i,  3", value=[1 - 2j, 3]),
        readout("0.5", "1/2"),
        readout("384 × 384", value=(384, 384)),
        readout("0.33", value=1 / 3),
    ]
    assert readouts_text(several, "csv").splitlines()[1:] == [
        'G,x,"a ""b"", c d",',
        "G,x,-inf,",
        'G,x,"[1-2i, 3+0i]",',
        "G,x,0.5,1/2",
        "G,x,384×384,",
        "G,x,0.3333333333333333,",
    ]


@pytest.mark.parametrize("name", MATRICES)
def test_markdown_tables_have_equally_many_cells(name: str) -> None:
    several = [*readouts_of(name), readout("|x| * _y_", "a|b", "|det| `c`", "G|H")]
    blocks = whole_text(matrix_of(name), several, "markdown").split("\n\n")
    tables = [block for block in blocks if block.startswith("|")]
    assert len(tables) == 1 + len({each.group for each in several})
    for table in tables:
        cells = [len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()]
        assert len(set(cells)) == 1
    assert r"\|x\| \* \_y\_" in tables[-1]


def test_groups_are_gathered_under_one_heading() -> None:
    several = [readout("1", group="G"), readout("2", group="H"), readout("3", group="G")]
    assert readouts_text(several, "markdown").count("## G") == 1
    assert readouts_text(several, "matlab").count("% G") == 1


def test_the_exact_inverse_is_told() -> None:
    assert "[[1/7, 2/7], [−3/7, 1/7]]" in readouts_text(readouts_of("complex"), "markdown")
    assert "[[1/7, 2/7], [−3/7, 1/7]]" in readouts_text(readouts_of("complex"), "csv")
    assert r"-\frac{3}{7}" in readouts_text(readouts_of("complex"), "latex")


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_to_say_is_said_in_every_format(form: str) -> None:
    assert readouts_text([], form) == ("group,name,value,exact\r\n" if form == "csv" else "")
    assert whole_text(None, [], form) == ""
    assert FORMATS[form].ending.startswith(".")


def deep_readouts(lab: str, **changes: str) -> Sequence[Readout]:
    """Return the readouts of a lab at the end, with some inputs changed."""
    of = load_lab(lab)
    inputs = set_from_texts(of, of.defaults(), changes)
    return of.readouts(of.solve(inputs), 1.0)


@pytest.mark.skipif(PDFLATEX is None, reason="pdflatex is not installed")
@pytest.mark.parametrize("changes", [{"topic": "matrix"}, {"topic": "pictures"}])
def test_latex_of_wide_and_of_huge_matrices_compiles(
    tmp_path: Path, changes: dict[str, str]
) -> None:
    """Amsmath sets ten columns, and a page holds no 158 × 158 numbers."""
    source = whole_text(None, deep_readouts("convolution", **changes), "latex")
    (tmp_path / "wide.tex").write_text(source, encoding="utf-8")
    done = subprocess.run(
        [str(PDFLATEX), "-interaction=nonstopmode", "-halt-on-error", "wide.tex"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:]
    assert len(source) < 10_000


def test_a_vector_is_not_said_twice_and_im2col_is_a_word() -> None:
    text = readouts_text(deep_readouts("layer"), "matlab")
    assert "point_x = [1 2];  % x\n" in text
    assert r"\text{im2col}" in readouts_text(deep_readouts("convolution"), "latex")


@pytest.mark.skipif(PDFLATEX is None, reason="pdflatex is not installed")
def test_latex_compiles(tmp_path: Path) -> None:
    wholes = [whole_text(matrix_of(name), readouts_of(name), "latex") for name in MATRICES]
    begin, end = r"\begin{document}", "\\end{document}\n"
    head = wholes[0].partition(begin)[0]
    bodies = [each.partition(begin)[2].removesuffix(end) for each in wholes]
    everything = head + begin + r"\clearpage ".join(bodies) + end
    for name, source in (("one", wholes[0]), ("all", everything)):
        (tmp_path / f"{name}.tex").write_text(source, encoding="utf-8")
        done = subprocess.run(
            [str(PDFLATEX), "-interaction=nonstopmode", "-halt-on-error", f"{name}.tex"],
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-2000:]
