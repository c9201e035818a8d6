"""Programs that are composed of what facts carry."""

from __future__ import annotations

import pytest

from eigenscope.labs.kit.facts import HEAD, composed_program
from eigenscope.labs.kit.readout_makers import number_readout, target, text_readout

TWICE = "double = 2 * x"


def test_a_line_that_two_facts_need_is_written_once_before_both() -> None:
    facts = (
        number_readout("a", "G", "4x", 12.0, needs=(TWICE,), line="four = 2 * double"),
        number_readout("b", "G", "8x", 24.0, needs=(TWICE,), line="eight = 4 * double"),
        number_readout("c", "H", "2x", 6.0, line=TWICE),
    )
    text = composed_program("x = 3.0", facts, facts)
    assert text == f"{HEAD}\n\nx = 3.0\n\n{TWICE}\nfour = 2 * double\neight = 4 * double\n"
    computed: dict[str, float] = {}
    exec(text.removeprefix(HEAD), computed)
    assert {each.variable: computed[each.variable] for each in facts} == {
        each.variable: each.value for each in facts
    }


def test_what_is_brief_is_printed_once_and_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    facts = [
        number_readout("a", "First", '"{x}"', 3.0, line="x = 3.0", brief=True),
        number_readout("b", "First", "y", 4.0, line="y = 4.0", brief=True),
        number_readout("c", "Second", "y", 5.0, line="z = 5.0", brief=True),
        text_readout("d", "Second", "So", "y is not z", brief=True),
        number_readout("e", "Second", "w", 5.0, line="w = 6.0"),
    ]
    printed = composed_program(facts, facts).split("\n\n")[-1].splitlines()
    assert printed == [
        r'print(f"\"{{x}}\" = {x}")',
        'print(f"First: y = {y}")',
        'print(f"Second: y = {z}")',
    ]
    exec(composed_program(facts).removeprefix(HEAD), {})
    assert capsys.readouterr().out == '"{x}" = 3.0\nFirst: y = 4.0\nSecond: y = 5.0\n'


def test_the_variable_is_what_the_line_assigns_to() -> None:
    assert target("rank = int(s)  # s = 3") == "rank"
    assert target("u, v = w") == ""
    assert target("x[k] = d") == ""
    assert number_readout("k", "G", "l", 1.0, line="q = 1.0").variable == "q"
    assert number_readout("k", "G", "l", 1.0, line="q = 1.0", variable="").variable == ""
