"""What a program gets from outside: tensors of files, definitions, random numbers."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from eigenscope.engine.runtime.jobs import Cancellation, Cancelled
from eigenscope.labs.kit.tensors.tracing import traced_program
from eigenscope.main.command_line import run
from eigenscope.readers.opening import open_tensors
from eigenscope.readers.tensor_file import ReaderError
from eigenscope.trace.access import ProgramAccess
from eigenscope.trace.program import trace


@pytest.fixture
def weights(tmp_path: Path) -> dict[str, torch.Tensor]:
    tensors = {
        "fc1": torch.arange(6.0).reshape(2, 3),
        "half": torch.tensor([0.1, 0.2], dtype=torch.bfloat16),
        "whole": torch.arange(24).reshape(2, 3, 4),
    }
    save_file(tensors, tmp_path / "net.safetensors")
    np.save(tmp_path / "point.npy", np.float16(1.5))
    return tensors


@pytest.mark.parametrize("name", ["fc1", "half", "whole"])
def test_load_gives_a_tensor_of_a_file_as_it_was_saved(
    weights: dict[str, torch.Tensor], tmp_path: Path, name: str
) -> None:
    result = trace(
        f'load("net.safetensors:{name}")', access=ProgramAccess(reads=True, folder=tmp_path)
    )
    assert result.problem is None
    (step,) = result.steps
    assert isinstance(step.value, torch.Tensor)
    assert step.value.dtype == weights[name].dtype
    assert torch.equal(step.value, weights[name])
    assert (step.operation, step.operands) == ("load", ())
    assert step.arguments == (f"net.safetensors:{name}",)


def test_files_are_found_from_a_folder_from_the_current_one_and_by_their_whole_path(
    weights: dict[str, torch.Tensor], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = str(tmp_path / "net.safetensors")
    anywhere = ProgramAccess(reads=True)
    code = f'x = load("{whole}:fc1") @ load("{whole}:fc1").T'
    assert trace(code, access=anywhere).problem is None
    monkeypatch.chdir(tmp_path)
    step = trace('load("point.npy")', access=anywhere).steps[0]
    assert step.dtype == "float16"
    assert step.value.item() == 1.5  # type: ignore[attr-defined]
    elsewhere = ProgramAccess(reads=True, folder=tmp_path / "none")
    assert trace('load("point.npy")', access=elsewhere).problem is not None
    here = ProgramAccess(reads=True, folder=tmp_path)
    program = traced_program('load("net.safetensors:half") * 2', access=here)
    result = program.steps[-1].result
    assert result is not None
    assert result.numbers.tolist() == (weights["half"] * 2).tolist()


def test_what_a_reader_refuses_is_said_in_its_words_at_its_place(
    weights: dict[str, torch.Tensor], tmp_path: Path
) -> None:
    assert weights
    problem = trace(
        'x = 1\ny = load("none.npy")', access=ProgramAccess(reads=True, folder=tmp_path)
    ).problem
    assert problem is not None
    with pytest.raises(ReaderError) as caught:
        open_tensors(tmp_path / "none.npy")
    assert problem.message == caught.value.reason
    assert (problem.place.line, problem.place.column) == (2, 4)
    for code, words in (
        ('load("net.safetensors:fc2")', "holds no tensor named fc2"),
        ('load("net.safetensors")', "holds 3 tensors"),
        ('load("/etc/passwd")', "cannot be opened"),
        ('load("/dev/zero")', "not a file on a disk"),
        ('load(".")', "folder"),
        ('load("\\0.npy")', "cannot be read"),
        ("load(3)", "takes the name of a file"),
        ("load()", "takes the name of a file"),
    ):
        problem = trace(code, access=ProgramAccess(reads=True, folder=tmp_path)).problem
        assert problem is not None, code
        assert words in str(problem.message), code


def test_a_program_reads_no_file_unless_it_may(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.ones(2))
    for result in (
        trace('load("a.npy")', access=ProgramAccess(folder=tmp_path)).problem,
        traced_program('load("a.npy")', access=ProgramAccess(folder=tmp_path)).problem,
    ):
        assert result is not None
        assert str(result.message) == "This program may not read files."


def test_a_tensor_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.zeros(2048**2 + 1, np.int8))
    problem = trace('load("a.npy")', access=ProgramAccess(reads=True, folder=tmp_path)).problem
    assert problem is not None
    assert "4,194,305 cells" in str(problem.message)


def test_the_command_line_reads_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    np.save(tmp_path / "a.npy", np.arange(3.0))
    assert run(["trace", f'load("{tmp_path / "a.npy"}") * 2', "--json"]) == 0
    steps = json.loads(capsys.readouterr().out)["steps"]
    assert [step["values"] for step in steps] == [[0.0, 1.0, 2.0], [0.0, 2.0, 4.0]]


def test_definitions_are_tensors_of_float64_and_steps_where_they_are_used() -> None:
    defined = np.array([[1, 2], [3, 4]])
    result = trace(
        "B = A @ A\nA[0, 0] = 9\nC = A + 1",
        access=ProgramAccess(names={"A": defined, "unused": defined}),
    )
    assert result.problem is None
    first, product, written, added = result.steps
    assert (first.operation, first.name, first.place.text) == ("definition", "A", "A")
    assert (first.dtype, first.shape) == ("float64", (2, 2))
    assert product.inputs == (0, 0)
    assert written.shares_memory_with == 0
    assert np.asarray(added.value).tolist() == [[10.0, 3.0], [4.0, 5.0]]
    assert defined[0, 0] == 1
    program = traced_program("A.T", access=ProgramAccess(names={"A": defined}))
    assert [step.operation for step in program.steps] == ["definition", "T"]


def test_definitions_give_way_to_assignments_and_modules() -> None:
    names = {name: np.full(2, 7.0) for name in ("x", "F", "torch", "sum", "n")}
    result = trace(
        "x = F.relu(torch.tensor([1.0]))\nsum + x\nn += 1", access=ProgramAccess(names=names)
    )
    assert result.problem is None
    assert [step.operation for step in result.steps] == [
        "tensor", "relu", "definition", "+", "definition", "+=",
    ]  # fmt: skip
    assert np.asarray(result.steps[3].value).tolist() == [8.0, 8.0]
    complex_one = trace("z", access=ProgramAccess(names={"z": np.array(1j)})).steps[0]
    assert complex_one.dtype == "complex128"


RANDOM = (
    ("torch.randn(2)", True), ("torch.ones(2)", False), ("np.random.rand(2)", True),
    ("torch.rand_like(torch.ones(2))", True), ("torch.manual_seed(3); torch.rand(2)", False),
    ("np.random.seed(3); np.random.rand(2)", False), ("torch.rand(2); torch.manual_seed(3)", True),
    ("torch.manual_seed(3); np.random.normal(size=2)", True),
    ("torch.zeros_like(torch.ones(2))", False),
)  # fmt: skip


@pytest.mark.parametrize(("code", "random"), RANDOM)
def test_a_trace_says_whether_its_seed_was_used(code: str, random: bool) -> None:
    result = trace(code, 5)
    assert result.problem is None
    assert (result.seed, result.random) == (5, random)
    again = [np.asarray(step.array) for step in trace(code, 6).steps if step.array is not None]
    first = [np.asarray(step.array) for step in result.steps if step.array is not None]
    same = all(map(np.array_equal, first, again))
    assert same is not random
    assert traced_program(code, 5).seed == (5 if random else None)


def test_programs_that_are_traced_at_once_draw_their_own_numbers() -> None:
    code = "x = torch.zeros(2)\nfor i in range(80):\n    x = x + torch.randn(2)"

    def drawn(seed: int) -> list[float]:
        value: torch.Tensor = trace(code, seed).steps[-1].value  # type: ignore[assignment]
        return [float(each) for each in value]

    alone = [drawn(seed) for seed in range(8)]
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(drawn, range(8))) == alone


def test_who_waits_for_another_program_can_be_cancelled() -> None:
    ended: list[str] = []

    def report(fraction: float, _words: object) -> None:
        if fraction:
            return
        nobody = Cancellation(lambda _fraction, _words: None)
        nobody.cancel()
        with pytest.raises(Cancelled):
            trace("torch.ones(2)", cancellation=nobody)
        ended.append("while the first goes on")

    result = trace("torch.ones(2)\ntorch.ones(3)", cancellation=Cancellation(report))
    assert len(result.steps) == 2
    assert ended == ["while the first goes on"]
