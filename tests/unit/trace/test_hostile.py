"""Texts that mean harm, or are simply too much: refused with their place, and nothing is done."""

from __future__ import annotations

import resource
import time
from random import Random

import pytest
from tests import sampling
from tests.unit.trace.hostile_programs import hostile

from eigenscope.main.command_line import run
from eigenscope.trace.program import trace

TEXTS = (
    "().__class__.__bases__[0].__subclasses__()", "torch.__builtins__",
    "x = torch.ones(2).__dict__",
    "__import__('os').system('true')", "import os", "from os import system", "open('/etc/passwd')",
    "exec('1')", "eval('1')", "lambda: 1", "[i for i in range(9)]", "'a' * 10**9", "[0] * 10**9",
    "10**10**10", "2**(2**40)", "(((((" * 20_000, "[" * 60_000, "torch.zeros(10**12)",
    "torch.eye(10**6)", "torch.arange(10**13)", "np.zeros((10**6, 10**6))", "np.eye(10**6)",
    "torch.ones(3000, 3000).repeat(100, 100)", "torch.randperm(10**10)", "list(range(10**10))",
    "sum(range(10**12))", "for i in range(10**9):\n    i", "while True:\n    pass", "class A: pass",
    "def f(): f()", "x\u200b = 1", "torch.load('x')", "torch.hub.load('x')", "\0", "a = b = c",
    "torch.tensor([1]).tolist().append(1)", "f'{1}'", "raise ValueError", "del torch", "torch = 3",
    "torch.ones(2).data_ptr()", "torch.ones(2).numpy().tofile('x')", "np.load('x')",
    "print.__self__",
    "torch.ones(2)._backward_hooks", "x = 1\nx.real.__add__", "F.one_hot(torch.arange(9), 10**9)",
    "torch.outer(torch.ones(10**6), torch.ones(10**6))", "np.outer(np.ones(10**5), np.ones(10**5))",
    "torch.ones(4).expand(10**9, 4).clone()", "x = torch.ones(5)\n" * 2_000,
    "np.random.uniform(size=10**9)", "np.random.normal(0, 1, (10**5, 10**5))",
    "np.arange(0, 1, 1e-12)",
    "np.linspace(0, 1, num=10**10)", "np.diag(np.ones(10**5))", "np.zeros_like(1, shape=(10**10,))",
    "np.ones((10**5, 1)) + np.ones((1, 10**5))", "np.ones((10**5, 1)) @ np.ones((1, 10**5))",
    "np.inner(np.ones((10**5, 2)), np.ones((10**5, 2)))", "np.tile(np.ones(9), (10**5, 10**5))",
    "np.ones((2, 10**6))[np.zeros(10**6, dtype=int)]", "np.ones(10**6)[np.zeros((2, 10**7))]",
    "np.take(np.ones((2, 10**6)), np.zeros(10**6, dtype=int), axis=0)",
    "np.einsum('i,j,k->ijk', np.ones(999), np.ones(999), np.ones(999))",
    "np.dot(np.ones((9, 9, 999)), np.ones((999, 999, 999)))", "np.ones(np.array([10**5, 10**5]))",
    "math.prod(range(10**9))", "x = 2**4000\nfor i in range(100):\n    x = x * x",
    "x = torch.ones(3)[::0]", "p, q = torch.tensor(3.0)", "p, q = torch.ones(1000)", "(1, 2)[::0]",
    "bool(torch.ones(2))", "np.take()",
    "math.factorial(10**6)", "int('9' * 5000)", "round(1e308 * 10)",
    "math.sqrt(-1)", "1 / 0",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_hostile_text_is_refused_with_its_place(text: str) -> None:
    began = time.monotonic()
    problem = trace(text).problem
    assert problem is not None
    assert problem.place.line >= 1
    assert str(problem.message)
    assert time.monotonic() - began < 5


def test_texts_drawn_at_random_are_carried_out_or_refused_with_their_place() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in range(sampling.count(300, 10_000)):
        text = hostile(Random(sampling.seed_of(f"hostile {number}")))
        problem = trace(text).problem
        if problem is not None:
            assert 1 <= problem.place.line <= text.count("\n") + 1, text
            assert str(problem.message), text
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert peak - before < 1_000_000  # kilobytes


def test_the_command_gives_steps_as_json_and_a_line_on_what_is_wrong(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["trace", "x = torch.arange(3)\nx + torch.ones(2)", "--json"]) == 2
    said = capsys.readouterr()
    assert '"operation": "arange"' in said.out
    assert '"axes": [' in said.out
    assert said.err.startswith("eigenscope: line 2, column 0: The shapes (3,) and (2,) do not fit")
    assert run(["trace", "torch.arange(4).reshape(2, 2).T"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines] == ["operation", "arange", "reshape", "T"]


def test_random_numbers_follow_the_seed(capsys: pytest.CaptureFixture[str]) -> None:
    printed = []
    for options in ([], ["--seed", "0"], ["--seed", "7"]):
        assert run(["trace", "torch.randn(3); np.random.randn(2)", *options]) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1] != printed[2]
    assert run(["trace", "torch.randn(3)", f"--seed={2**32}"]) == 2
    assert "from 0 to 4,294,967,295, not 4294967296" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("while True: pass", "while"),
        ("def f(): pass", "def"),
        ("1 if 2 else 3", "… if … else …"),
        ("x: float = 3", "x: float = 3"),
        ("1 < 2 < 3", "1 < 2 < 3"),
        ("match 3:\n case 3: pass", "match 3:…"),
    ],
)
def test_what_is_not_understood_is_called_as_it_is_typed(text: str, typed: str) -> None:
    problem = trace(text).problem
    assert problem is not None
    assert str(problem.message) == f"“{typed}” is not understood here."


def test_a_sum_that_is_too_long_is_refused_in_its_line() -> None:
    problem = trace("x = torch.ones(2)\ny = " + " + ".join(["x"] * 150) + "\nz = y").problem
    assert problem is not None
    assert (problem.place.line, problem.place.column) == (2, 0)
    assert str(problem.message) == ("More than 100 operations within one another: name some parts.")
