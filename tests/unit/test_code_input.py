"""An input that is code: set from the command line as text or from a file, saved, and opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from eigenscope.document import session_text
from eigenscope.document.eigen_file import load_session, save_session
from eigenscope.document.session import Session
from eigenscope.labs.contract.code_marks import CodeMarks, CodeMistake
from eigenscope.main.errors import UserError
from eigenscope.main.lab_numbers import typed_inputs
from eigenscope.main.render_inputs import inputs_with
from eigenscope.ui.inputs.moving_marks import moved
from eigenscope.ui.inputs.pasted_code import pasted_code

from ..code_lab import LAB, PROGRAM

_SESSION = Session(LAB, LAB.defaults())


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_text, "lab_names", lambda: (LAB.name,))
    monkeypatch.setattr(session_text, "load_lab", lambda name: LAB)


@pytest.mark.parametrize("text", ["x = torch.ones(2)", "a = 1\nb = a == 2", r"a = '\n'"])
def test_a_text_is_taken_as_it_is(text: str) -> None:
    assert inputs_with(_SESSION, [f"code={text}"]).code == text


def test_a_file_is_read_however_its_lines_end(tmp_path: Path) -> None:
    path = tmp_path / "张量.py"
    path.write_bytes("\ufeff# 张量\r\na = 1\r\n".encode())
    assert inputs_with(_SESSION, [f"code={path}"]).code == "# 张量\na = 1\n"


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"code: none\.py was not found\. Was it moved or renamed"):
        inputs_with(_SESSION, [f"code={tmp_path / 'none.py'}"])
    (tmp_path / "latin.py").write_bytes(b"# \xe9\n")
    with pytest.raises(UserError, match=r"latin\.py is not text in UTF-8\. Save it as that\."):
        inputs_with(_SESSION, [f"code={tmp_path / 'latin.py'}"])
    (tmp_path / "folder.py").mkdir()
    with pytest.raises(UserError, match=r"folder\.py is a folder"):
        inputs_with(_SESSION, [f"code={tmp_path / 'folder.py'}"])


def test_a_text_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="code is a text of at most 100000 characters"):
        inputs_with(_SESSION, ["code=" + "a" * 100_001])
    (tmp_path / "long.py").write_text("a" * 1_000_001, "utf-8")
    with pytest.raises(UserError, match=r"long\.py is too long"):
        inputs_with(_SESSION, [f"code={tmp_path / 'long.py'}"])


def test_it_is_saved_and_opened(tmp_path: Path) -> None:
    inputs = inputs_with(_SESSION, ["code=# 张量\n\ta = 1"])
    save_session(Session(LAB, inputs), tmp_path / "code.eigen")
    assert load_session(tmp_path / "code.eigen").inputs == inputs
    assert typed_inputs(LAB.defaults())["code"] == PROGRAM


def test_marks_stay_with_their_lines() -> None:
    marks = CodeMarks(4, {1: "a", 2: "b", 4: "d"}, CodeMistake(4, 2, 1, "Wrong."))
    longer = moved(marks, 2, 2, 3)
    assert longer == CodeMarks(7, {1: "a", 7: "d"}, CodeMistake(7, 2, 1, "Wrong."))
    shorter = moved(marks, 2, 3, -1)
    assert shorter == CodeMarks(3, {1: "a", 3: "d"}, CodeMistake(3, 2, 1, "Wrong."))
    written_in = moved(marks, 4, 4, 0)
    assert written_in == CodeMarks(4, {1: "a", 2: "b"})


@pytest.mark.parametrize(
    ("copied", "code"),
    [
        (">>> x = torch.ones(2)\n>>> x * 2\ntensor([2., 2.])\n", "x = torch.ones(2)\nx * 2"),
        (
            ">>> for k in range(2):\n...     x = k\n... \n>>> x\n1",
            "for k in range(2):\n    x = k\n\nx",
        ),
        ("```python\nx = 1\ny = x\n```\n", "x = 1\ny = x"),
        ("\ufeffx\u00a0=\u00a01\r\ny = x\u200b", "x = 1\ny = x"),
        ("x[..., 0]\n... # no console's", "x[..., 0]\n... # no console's"),
        ("    x = 1\n    y = x\n", "    x = 1\n    y = x\n"),
        ("", ""),
        ("```", "```"),
    ],
    ids=["prompts", "a loop", "a fence", "spaces", "dots", "as it is", "nothing", "only a fence"],
)
def test_pasted_code_is_freed_of_what_is_no_code(copied: str, code: str) -> None:
    assert pasted_code(copied) == code
