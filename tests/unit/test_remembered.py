"""What has been worked out is kept for equal keys, as long as there is room."""

from __future__ import annotations

from eigenscope.labs.kit.data_cache import Remembered


def test_the_oldest_goes_first_and_equal_keys_share_what_is_kept() -> None:
    squares: Remembered[tuple[int, ...], int] = Remembered(most=2)
    for number in (1, 2, 3):
        squares.put((number,), number**2)
    assert [squares.get((number,)) for number in (1, 2, 3)] == [None, 4, 9]
    squares.put((3,), -9)
    assert [squares.get((number,)) for number in (2, 3)] == [4, -9]
