"""The stages of a lab's time: which one a moment belongs to, how far it has come, what is said."""

from __future__ import annotations

from fractions import Fraction

import pytest

from eigenscope.labs.kit.timeline import Stage, Timeline, announcing, even
from eigenscope.wording.words import Words

FIRST, SECOND, THIRD = map(Words, ("first", "second", "third"))
BEFORE, AFTER, DONE = map(Words, ("before", "after", "done"))


@pytest.mark.parametrize("count", [1, 2, 3, 7, 49, 1000])
def test_a_stop_is_the_end_of_the_stage_before_it_to_the_last_bit(count: int) -> None:
    timeline = even(count)
    assert len(timeline.stops) == count + 1
    for k, stop in enumerate(timeline.stops):
        assert stop == pytest.approx(float(Fraction(k, count)), abs=1e-15)
        # Counted as players and films do, a stop may be off by a bit.
        for t in (stop, k / count, k * (1 / count)):
            assert timeline.at(t) == (max(k - 1, 0), 1.0 if k else 0.0)
            if 0 < k < count:
                assert (timeline.part(k - 1, t), timeline.part(k, t)) == (1.0, 0.0)


def test_lengths_are_shares_of_the_time() -> None:
    timeline = Timeline((Stage(FIRST, 1.0), Stage(SECOND, 0.5), Stage(THIRD, 2.5)))
    assert timeline.stops == (0.0, 0.25, 0.375, 1.0)
    index, over = timeline.at(0.3125)
    assert (index, over) == (1, 0.5)
    assert [timeline.part(k, 0.3125) for k in range(3)] == [1.0, 0.5, 0.0]
    assert timeline.at(-1.0) == (0, 0.0)
    assert timeline.at(2.0) == (2, 1.0)


def test_lengths_as_fractions_leave_no_rounding() -> None:
    stages = tuple(Stage(FIRST, Fraction(1, 3), stop=k % 3 == 0) for k in range(12))
    assert Timeline(stages).stops == (0.0, 0.25, 0.5, 0.75, 1.0)


def test_no_stage_at_all_is_one() -> None:
    assert even(0).stops == (0.0, 1.0)
    assert str(even(0).caption(0.5)) == ""


def test_what_moves_comes_to_rest_before_the_stage_ends() -> None:
    timeline = Timeline((Stage(FIRST, moving=0.8, done=DONE), Stage(SECOND)))
    assert timeline.part(0, 0.2) == pytest.approx(0.5)
    assert timeline.part(0, 0.4) == timeline.part(0, 0.45) == 1.0
    assert timeline.at(0.4) == (0, 0.8)
    assert [timeline.done(t) for t in (0.0, 0.39, 0.4, 0.5, 0.99, 1.0)] == [0, 0, 1, 1, 1, 2]
    said = [timeline.caption(t) for t in (0.0, 0.39, 0.41, 0.5, 0.51, 1.0)]
    assert said == [FIRST, FIRST, DONE, DONE, SECOND, SECOND]


@pytest.mark.parametrize(("part", "eased"), [(0, 0), (0.25, 5 / 32), (0.5, 0.5), (1, 1)])
def test_an_eased_part_begins_and_ends_at_rest(part: float, eased: float) -> None:
    timeline = even(2)
    assert timeline.eased(1, 0.5 + part / 2) == pytest.approx(eased, abs=1e-15)
    near = 1e-4
    assert timeline.eased(0, near) < 10 * near**2 * 3
    assert 1 - timeline.eased(0, 0.5 - near) < 10 * near**2 * 3


def test_the_caption_of_a_stop_is_that_of_the_stage_that_ends_there() -> None:
    timeline = Timeline((Stage(FIRST), Stage(SECOND)), BEFORE, AFTER)
    said = [timeline.caption(t) for t in (0.0, 1e-3, 0.5, 0.501, 1.0)]
    assert said == [BEFORE, FIRST, FIRST, SECOND, AFTER]
    bare = Timeline(timeline.stages)
    assert (bare.caption(0.0), bare.caption(1.0)) == (FIRST, SECOND)


def test_a_stage_can_be_announced_where_the_one_before_it_ends() -> None:
    timeline = Timeline(announcing([Stage(FIRST), Stage(SECOND), Stage(THIRD)]))
    said = [timeline.caption(t) for t in (0.0, 0.3, 1 / 3, 0.4, 2 / 3, 1.0)]
    assert said == [FIRST, FIRST, SECOND, SECOND, THIRD, THIRD]
    assert announcing([Stage(FIRST)]) == (Stage(FIRST),)


def test_stepping_does_not_halt_at_a_stage_that_goes_on_from_the_one_before() -> None:
    timeline = Timeline((Stage(FIRST), Stage(SECOND, stop=False), Stage(THIRD), Stage(stop=False)))
    assert timeline.stops == (0.0, 0.5, 1.0)
    assert timeline.at(0.25) == (0, 1.0)
