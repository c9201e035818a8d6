"""The lab Gradient descent: closed forms of what follows from exact entries."""

from __future__ import annotations

from dataclasses import replace

from eigenscope.language.evaluating.entry import scalar

from .test_descent_lab import BOWL, matrix, readouts


def test_exact_entries_have_exact_answers() -> None:
    found = readouts(BOWL)
    assert found["rate.descent.largest"].exact == "2/7"
    assert found["rate.best"].exact == "2/9"
    assert str(found["rate.condition"].text) == "3.5"
    assert found["rate.condition"].exact == "7/2"
    assert [str(found[f"here.{k}"].text) for k in range(2)] == ["2", "7"]
    assert [found[f"here.{k}"].exact for k in range(2)] == ["", ""]  # they are whole


def test_irrational_answers_have_roots() -> None:
    found = readouts(replace(BOWL, matrix=matrix(("2", "1"), ("1", "1"))))
    assert found["here.0"].exact == "(3 − √5)/2"
    assert found["here.1"].exact == "(3 + √5)/2"
    assert found["rate.descent.largest"].exact == "3 − √5"  # 2/λ = 2 (3 − √5)/2
    assert found["rate.condition"].exact == "(7 + 3√5)/2"
    assert found["rate.best"].exact == "2/3"


def test_roots_that_are_typed_stay_roots() -> None:
    found = readouts(replace(BOWL, matrix=matrix(("2", "sqrt(2)"), ("sqrt(2)", "3"))))
    assert [str(found[f"here.{k}"].text) for k in range(2)] == ["1", "4"]
    assert found["rate.best"].exact == "2/5"
    found = readouts(replace(BOWL, matrix=matrix(("sqrt(3)", "1"), ("1", "sqrt(3)"))))
    assert found["here.0"].exact == "−1 + √3"
    assert found["rate.descent.largest"].exact == "−1 + √3"  # 2/(1 + √3)
    nested = readouts(replace(BOWL, matrix=matrix(("1 + sqrt(2)", "1"), ("1", "3"))))
    assert nested["here.0"].exact == ""  # a root of a root
    assert nested["rate.best"].exact == "(4 − √2)/7"  # 2/tr H


def test_curvatures_that_are_typed_are_exact() -> None:
    found = readouts(replace(BOWL, function="curvatures", first=scalar("√3"), second=scalar("1/2")))
    assert found["here.0"].exact == "1/2"
    assert found["here.1"].exact == "√3"
    assert found["rate.condition"].exact == "2√3"
