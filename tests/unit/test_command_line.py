"""The command line as a user types it; in a process of its own where it is about that process.

Every other test calls what the process calls: most of a process is the import of its libraries.
"""

from __future__ import annotations

import gc
import json
import os
import re
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from eigenscope.document.codec import set_from_texts
from eigenscope.document.eigen_file import save_session
from eigenscope.document.figures import FigureSettings
from eigenscope.document.session import Look, Playback, Session
from eigenscope.export.subject import Subject
from eigenscope.labs.contract.registry import lab_names, load_lab
from eigenscope.labs.transform.lab import LAB
from eigenscope.main.command_line import _with_expression, run
from eigenscope.main.errors import UserError
from eigenscope.main.rendering import charts_named
from eigenscope.scene.camera import PLANE

KEYS = {
    "shape", "rank", "trace", "determinant", "log_abs_determinant", "norms", "condition_number",
    "singular_values", "eigenvalues", "characteristic_polynomial", "defective", "symmetric",
    "orthogonal", "positive_definite", "invertible", "inverse", "null_space", "column_space",
    "kinds", "exact",
}  # fmt: skip
Done = subprocess.CompletedProcess[str]
Command = Callable[..., Done]


def in_a_process(*arguments: str, folder: Path | None = None) -> Done:
    """Run a command in a process that has no display."""
    unset = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONIOENCODING")
    environment = {k: v for k, v in os.environ.items() if k not in unset}
    return subprocess.run(
        [sys.executable, "-m", "eigenscope", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        cwd=folder,
        timeout=60,
        check=False,
    )


@pytest.fixture
def eigenscope(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Return what runs a command in this process, which an exception would end, too."""

    def call(*arguments: str, folder: Path | None = None) -> Done:
        with monkeypatch.context() as there:
            if folder is not None:
                there.chdir(folder)
            code = run(arguments)
        gc.enable()  # a command that ends leaves it off
        found = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, found.out, found.err)

    return call


def test_analyse_as_json() -> None:
    found = in_a_process("analyse", "[[2,1],[1,2]]", "--json")
    assert found.returncode == 0, found.stderr
    data = json.loads(found.stdout)
    assert set(data) >= KEYS
    assert data["determinant"] == 3
    assert [e["re"] for e in data["eigenvalues"]] == pytest.approx([3, 1])
    assert data["positive_definite"] is True
    assert set(data["norms"]) == {"frobenius", "spectral", "one", "infinity", "nuclear"}


def test_analyse_says_what_json_lacks_in_words(eigenscope: Command) -> None:
    data = json.loads(eigenscope("analyse", "[[1,2],[2,4]]", "--json").stdout)
    assert data["condition_number"] == "inf"
    assert data["log_abs_determinant"] == "-inf"
    assert data["inverse"] is None


def test_a_rotation_typed_as_decimals_is_called_one(eigenscope: Command) -> None:
    text = "[[0.866025403784,-0.5],[0.5,0.866025403784]]"
    data = json.loads(eigenscope("analyse", text, "--json").stdout)
    kinds = {kind["name"]: kind for kind in data["kinds"]}
    assert "rotation" in kinds, data["kinds"]


def test_analyse_as_a_table_shows_exact_roots(eigenscope: Command) -> None:
    found = eigenscope("analyse", "[1 2; 3 4]")
    assert found.returncode == 0, found.stderr
    assert "(5 + √33)/2" in found.stdout
    assert "5.372" in found.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("analyse", "[[1,2],[3]]"),
        ("analyse", "hello"),
        ("analyse", ""),
        ("render", "nonsense", "-o", "x.png"),
        ("render", "transform", "--set", "matrix=[[1,2],[3]]", "-o", "x.png"),
        ("render", "transform", "--set", "colour=red", "-o", "x.png"),
        ("render", "transform", "--at", "2", "-o", "x.png"),
        ("render", "transform", "--size", "big", "-o", "x.png"),
        ("render", "transform", "--palette", "pink", "-o", "x.png"),
        ("render", "transform", "-o", "x.docx"),
    ],
)
def test_mistakes_end_with_one_line_and_code_2(
    arguments: tuple[str, ...], tmp_path: Path, eigenscope: Command
) -> None:
    found = eigenscope(*arguments, folder=tmp_path)
    assert (found.returncode, found.stdout) == (2, "")
    assert len(found.stderr.strip().splitlines()) == 1
    assert found.stderr.startswith("eigenscope: ")


def test_a_ragged_matrix_is_told_where(eigenscope: Command) -> None:
    assert "row 2" in eigenscope("analyse", "[[1,2],[3]]").stderr.lower()


def test_render_png_of_the_wanted_size(tmp_path: Path) -> None:
    path = tmp_path / "shear.png"
    found = in_a_process(
        "render", "transform", "--set", "matrix=[[1,1],[0,2]]", "--at", "0.5",
        "--size", "640x400", "--palette", "dark", "-o", str(path),
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    with Image.open(path) as image:
        assert image.size == (640, 400)
        assert len(image.convert("RGB").getcolors(maxcolors=10**6) or []) > 50


def test_render_svg_in_space(tmp_path: Path, eigenscope: Command) -> None:
    path = tmp_path / "space.svg"
    found = eigenscope(
        "render", "transform", "--set", "matrix=[1 0 0;0 2 0;0 0 1]", "--view", "3d",
        "-o", str(path),
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    assert "<svg" in path.read_text(encoding="utf-8")


def test_a_film_as_the_readme_has_it(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    found = in_a_process(
        "render", "transform", "--set", "matrix=[[2,1],[1,2]]", "--set", "path=turning",
        "--seconds", "0.5", "--fps", "30", "--size", "320x180", "-o", str(path),
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    with av.open(str(path)) as film:
        frames = list(film.decode(video=0))
    assert len(frames) == 15
    assert (frames[0].width, frames[0].height) == (320, 180)


def test_a_session_renders_the_figure_that_was_made_from_it(
    tmp_path: Path, eigenscope: Command
) -> None:
    session = Session(
        LAB,
        set_from_texts(LAB, LAB.defaults(), {"matrix": "[[2,1],[1,2]]"}),
        look=Look.of(PLANE, 1.5),
        playback=Playback(0.5),
        figure=FigureSettings(300, 200, "px", palette="dark"),
    )
    save_session(session, tmp_path / "lesson.eigen")
    for name in ("one.png", "two.png"):
        found = eigenscope("render", str(tmp_path / "lesson.eigen"), "-o", str(tmp_path / name))
        assert found.returncode == 0, found.stderr
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()
    with Image.open(tmp_path / "one.png") as image:
        assert image.size == (300, 200)
    found = eigenscope(
        "render", str(tmp_path / "lesson.eigen"), "-o", str(tmp_path / "fig.pdf"),
        "--width", "85mm", "--palette", "print", "--at", "0,0.5,1",
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    assert (tmp_path / "fig.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["transform", "-o", "a.doc"], "the extension must be one of"),
        (["transform", "-o", "-"], "nothing is written to a pipe"),
        (["transform", "-o", ".mp4"], "name a file that ends in"),
        (["transform", "-o", "."], "name a file that ends in"),
        (["transform", "-o", "figure."], "name a file that ends in"),
        (["transform"], "arguments are required: -o"),
        (["transform", "-o", "a.png", "--at", "2"], "--at takes"),
        (["transform", "-o", "a.png", "--at", "0,x"], "--at takes"),
        (["transform", "-o", "a.pdf", "--width", "wide"], "--width takes"),
        (["transform", "-o", "a.pdf", "--width", "85"], "--width 85: say the unit, such as 85mm"),
        (["transform", "-o", "a.pdf", "--height", "3"], "--height 3: say the unit, such as 3mm"),
        (["transform", "-o", "a.png", "--dpi", "x"], "--dpi: invalid float value"),
        (["transform", "-o", "a.png", "--include", "sound"], "--include takes"),
        (["transform", "-o", "a.mp4", "--fps", "999"], "--fps is from 1 to 120"),
        (["transform", "-o", "a.mp4", "--hold", "x"], "--hold takes"),
        (["nothing.eigen", "-o", "a.png"], "nothing.eigen was not found"),
        (["transform", "--set", "picture=none.png", "-o", "a.png"], "none.png was not found"),
        (["matrix", "--set", "data=nan.npy", "-o", "a.png"], "1 of 4 entries are not finite"),
        (["vectors", "--set", "vectors=[1e300 1; 1 2]", "-o", "a.png"], "Too large to be drawn"),
    ],
)
def test_a_wrong_option_is_said_in_one_line(
    arguments: list[str], words: str, tmp_path: Path, eigenscope: Command
) -> None:
    np.save(tmp_path / "nan.npy", [[1.0, 2.0], [np.nan, 4.0]])
    found = eigenscope("render", *arguments, folder=tmp_path)
    assert found.returncode == 2
    assert words in found.stderr
    assert len(found.stderr.strip().splitlines()) == 1, found.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["nan.npy"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["transform", "-o", "a.pdf", "--width", "5mm"], "no room"),
        (["transform", "-o", "a.png", "--width", "90in", "--dpi", "2400"], "too many"),
        (["transform", "-o", "a.mp4", "--size", "321x180", "--seconds", "0.2"], "even width"),
        (["transform", "-o", "nowhere/a.mp4", "--seconds", "0.2"], "no folder"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_one_line(
    arguments: list[str], words: str, tmp_path: Path, eigenscope: Command
) -> None:
    found = eigenscope("render", *arguments, folder=tmp_path)
    assert found.returncode == 2
    assert words in found.stderr
    assert len(found.stderr.strip().splitlines()) == 1, found.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("lab", "texts", "name", "words"),
    [
        ("matrix", {"data": "[1 2]"}, "eigenvalues", "1 × 2 is not square: no eigenvalues"),
        ("matrix", {}, "density", "a density needs 40 singular values, not"),
        ("svd_pca", {}, "scree", "principal components need --set topic=components"),
        ("vectors", {}, "curves", "nothing is plotted along this motion"),
        ("transform", {}, "pie", "no chart 'pie'; there are curves, or all"),
        ("product", {}, "pie", "no chart 'pie'; there are none here"),
        ("transform", {}, " , ", "takes names with commas between"),
    ],
)
def test_a_chart_that_is_not_there_says_why(
    lab: str, texts: dict[str, str], name: str, words: str
) -> None:
    found = load_lab(lab)
    inputs = set_from_texts(found, found.defaults(), texts)
    with pytest.raises(UserError, match=re.escape(words)):
        charts_named(Subject(found, inputs, found.solve(inputs)), name)


@pytest.mark.parametrize(
    "arguments",
    [
        ("analyse", "[[1,2]"),
        ("analyse",),
        ("evaluate", "A +"),
        ("evaluate", "none.npy"),
        ("evaluate", "1", "--define", "2"),
    ],
)
def test_an_error_is_json_where_json_was_asked_for(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*arguments, "--json"]) == 2
    found = capsys.readouterr()
    assert list(json.loads(found.out)) == ["error"]
    assert json.loads(found.out)["error"] in found.err


def test_what_libraries_warn_developers_of_is_not_shown(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def warn(_: object) -> list[tuple[str, str]]:
        warnings.warn("An output with one or more elements was resized", stacklevel=2)
        return []

    monkeypatch.setattr("eigenscope.main.information.information", lambda: warn(None))
    monkeypatch.setattr(sys, "warnoptions", [])
    assert run(["info"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
def test_without_a_display_the_window_says_so() -> None:
    found = in_a_process("--temp-basedir")
    assert found.returncode == 2
    assert found.stderr.startswith("eigenscope: there is no display to open a window on")
    assert len(found.stderr.strip().splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
@pytest.mark.parametrize("name", ["film.mp4", "pictures"])
def test_an_interrupted_film_leaves_nothing_but_a_line(name: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "eigenscope", "render", "transform", "--seconds", "600"]
    with subprocess.Popen(
        [*command, "-o", name],
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        # Jobs in the background inherit that Ctrl+C is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as film:
        try:
            deadline = time.monotonic() + 60
            while not list(tmp_path.iterdir()) and time.monotonic() < deadline:
                os.sched_yield()
            film.send_signal(signal.SIGINT)
            _, said = film.communicate(timeout=60)
        finally:
            film.kill()
    assert film.returncode == 130
    assert said.decode().strip() == "eigenscope: interrupted"
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_terminal_is_told_how_far_a_slow_lab_has_come(tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [
        sys.executable, "-m", "eigenscope", "render", "matrix", "--set", "data=randn(60, 60)",
        "--charts", "singular", "--no-picture", "-o", str(tmp_path / "spectrum.svg"),
    ]  # fmt: skip
    done = subprocess.run(command, stderr=theirs, timeout=60, check=False)
    os.close(theirs)
    said = os.read(ours, 100_000).decode()
    os.close(ours)
    assert done.returncode == 0, said
    assert "\rSingular values and vectors …  10%" in said
    assert said.endswith("\r\x1b[K")  # nothing of it is left
    assert (tmp_path / "spectrum.svg").read_text(encoding="utf-8").startswith("<?xml")


def test_labs_gives_one_a_line_with_its_name_first(eigenscope: Command) -> None:
    lines = eigenscope("labs").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(lab_names())


def test_info_names_versions_device_and_opengl() -> None:
    found = in_a_process("info")
    assert found.returncode == 0, found.stderr
    for word in ("eigenscope", "Python", "torch", "cpu", "OpenGL"):
        assert word in found.stdout


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["analyse", "-[[1,2],[3,4]]"], ["analyse", "--", "-[[1,2],[3,4]]"]),
        (["analyse", "-1/2 I", "--json"], ["analyse", "--json", "--", "-1/2 I"]),
        (["evaluate", "-A", "--define", "A=2"], ["evaluate", "--define", "A=2", "--", "-A"]),
        (["evaluate", "--", "-A"], ["evaluate", "--", "-A"]),
        (["evaluate", "--det([1 2; 3 4])"], ["evaluate", "--", "--det([1 2; 3 4])"]),
        (["evaluate", "-h"], ["evaluate", "-h"]),
        (["analyse", "-.5", "--device=cpu"], ["analyse", "--device=cpu", "--", "-.5"]),
        (["render", "transform", "-o", "x.png"], ["render", "transform", "-o", "x.png"]),
    ],
)
def test_a_text_that_begins_with_minus_is_no_option(words: list[str], expected: list[str]) -> None:
    assert _with_expression(words) == expected


@pytest.mark.parametrize(
    ("text", "trace"),
    [
        ("-[[1,2],[3,4]]", -5),
        (r"-\frac{1}{2}\begin{pmatrix}2&0\\0&4\end{pmatrix}", -3),
        ("1,5\t2\n3\t4", 5.5),
    ],
)
def test_analyse_works_out_what_it_is_given(
    text: str, trace: float, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["analyse", text, "--json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["trace"] == trace
    assert ("decimal signs" in printed.err) == ("," in text and "\t" in text)


def test_evaluate_as_json() -> None:
    found = in_a_process(
        "evaluate", "A^-1 B A", "--define", "A=rot(30)", "--define", "B=[[2,0],[0,1]]", "--json"
    )
    assert found.returncode == 0, found.stderr
    data = json.loads(found.stdout)
    assert set(data) == {"kind", "shape", "value", "exact", "latex"}
    assert (data["kind"], data["shape"]) == ("matrix", [2, 2])
    assert data["exact"] == "[[7/4, -sqrt(3)/4], [-sqrt(3)/4, 5/4]]"
    assert data["value"][0] == pytest.approx([1.75, -(3**0.5) / 4])
    assert r"\frac{\sqrt{3}}{4}" in data["latex"]


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (("1/3",), "0.333333333333"),
        (("1/3", "--exact"), "1/3"),
        (("-2A", "--define", "A=rot(90)", "--exact"), "[[0, 2], [-2, 0]]"),
        (("--exact", "--define", "A=rot(90)", "-A"), "[[0, 1], [-1, 0]]"),
        (("sqrt(-4)",), "0+2i"),
        (("[1,2]",), "[1 2]"),
        (("[1e-13 0; 0 1e-14]",), "[[1e-13     0]\n [    0 1e-14]]"),
        (("[1 1e-16]",), "[    1 1e-16]"),
        (("[pi 1e-20]",), "[3.14159265359         1e-20]"),
        (("[pi 0; 0 e] [pi 0; 0 e]^-1",), "[[1 0]\n [0 1]]"),
        (("rot(20) rot(70)",), "[[ 0 -1]\n [ 1  0]]"),
    ],
)
def test_evaluate_prints_the_value(
    arguments: tuple[str, ...], printed: str, eigenscope: Command
) -> None:
    found = eigenscope("evaluate", *arguments)
    assert (found.returncode, found.stdout.strip()) == (0, printed), found.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("A B", "--define", "A=rot(30)"), "no name called “B”.\nA B\n  ^"),
        (("A", "--define", "A=[1,2"), "A: The bracket “[” is never closed.\n[1,2\n^"),
        (("A", "--define", "A=B", "--define", "B=A"), "A → B → A"),
        (("A", "--define", "rot=2"), "rot is a function already"),
        (("A", "--define", "2"), "--define takes NAME=EXPRESSION"),
        (("",), "There is nothing here"),
    ],
)
def test_evaluate_marks_the_place(
    arguments: tuple[str, ...], message: str, eigenscope: Command
) -> None:
    found = eigenscope("evaluate", *arguments)
    assert found.returncode == 2
    assert found.stdout == ""
    assert message in found.stderr


def test_a_lab_takes_an_expression(tmp_path: Path, eigenscope: Command) -> None:
    found = eigenscope(
        "render", "transform", "--set", "matrix=2 rot(45)", "-o", "a.svg", folder=tmp_path
    )
    assert found.returncode == 0, found.stderr
    assert (tmp_path / "a.svg").stat().st_size > 1000


def test_evaluate_a_tensor_in_a_file(tmp_path: Path, eigenscope: Command) -> None:
    np.savez(tmp_path / "w.npz", weight=np.diag([3.0, 1.0]), bias=np.arange(2))
    listed = eigenscope("evaluate", "w.npz", "--json", folder=tmp_path)
    assert [each["tensor"] for each in json.loads(listed.stdout)["tensors"]] == ["weight", "bias"]
    found = eigenscope("evaluate", "w.npz:weight", "--json", folder=tmp_path)
    assert found.returncode == 0, found.stderr
    data = json.loads(found.stdout)
    assert (data["shape"], data["dtype"], data["rank"]) == ([2, 2], "float64", 2)
    assert data["singular_values"] == [3, 1]
    assert data["analysis"]["determinant"] == 3
    plain = eigenscope("evaluate", "w.npz:weight", folder=tmp_path)
    assert "condition number  3" in plain.stdout


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("none.npy", "not found"),
        ("w.npz:gain", "no tensor named gain. Name one of these: weight."),
        ("broken.npy", "broken.npy"),
    ],
)
def test_evaluate_says_what_is_wrong_with_a_file(
    tmp_path: Path, name: str, words: str, eigenscope: Command
) -> None:
    np.savez(tmp_path / "w.npz", weight=np.eye(2))
    (tmp_path / "broken.npy").write_bytes(b"\x93NUMPY")
    found = eigenscope("evaluate", name, folder=tmp_path)
    assert found.returncode == 2
    assert words in found.stderr
