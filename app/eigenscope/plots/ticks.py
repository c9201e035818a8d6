"""Where an axis has its numbers, and how they are written: on the screen as in figures."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eigenscope.plots.ranges import number_in_whole
from eigenscope.wording.number_texts import power_of_ten

_STEPS = (1.0, 2.0, 5.0, 10.0)
_FULLER = 0.75  # rather a few numbers more than one alone
_FINER = 0.3  # of a step: more than half of the next finer one, which it is rounded up to
_LEAST_DECADES = 3  # on a logarithmic axis with fewer, numbers between the powers are written too
_MOST_POWER = 300.0  # of ten, within which numbers are floats with all their digits
_SLACK = 1e-9  # of a step, by which rounding may miss an end of the axis
_PLAIN = (1e-3, 1e5)  # between them an axis's numbers are written without a power of ten
_ACROSS, _UP = 64.0, 30.0  # logical pixels to a number of an axis, at least
_ANGLE = 40.0  # logical pixels to an angle, at least
_TURNS = (15.0, 30.0, 45.0, 90.0, 180.0, 360.0)
_MOST = 9  # numbers of an axis
_APART = 10.0  # pixels between the numbers of a level axis, at least


@dataclass(frozen=True)
class Tick:
    """A number on an axis, at a place in the axis's own coordinates."""

    place: float
    text: str


def axis_ticks(
    low: float,
    high: float,
    length: float,
    *,
    upright: bool,
    logarithmic: bool = False,
    whole: bool = False,
) -> list[Tick]:
    """Return the numbers of an axis.

    Parameters
    ----------
    low, high
        The ends of the axis; of a logarithmic one, their logarithms.
    length
        How long it is, in logical pixels.
    upright
        Whether numbers stand above one another.
    logarithmic, whole
        Whether it is one of logarithms, or has whole numbers alone.
    """
    if not high > low:
        return []
    if logarithmic:
        return logarithmic_ticks(low, high, _count(length, upright))
    return linear_ticks(low, high, _count(length, upright), whole=whole)


def counting_ticks(
    low: float,
    high: float,
    length: float,
    *,
    upright: bool,
    count: int,
    numbers: npt.NDArray[np.intp] | None = None,
) -> list[Tick]:
    """Return the numbers of ``count`` rows or columns, which are at the places from 1.

    ``numbers`` tell where they stand in the whole matrix, from 0; for the other parameters see
    `axis_ticks`.
    """
    first, last = max(math.ceil(low), 1), min(math.floor(high), count)
    if last < first:
        return []
    skipped = number_in_whole(first - 1, numbers) - first
    if number_in_whole(last - 1, numbers) - last != skipped:
        skipped = 1 - first
    # Rows that follow each other have round numbers; of a sample, every so manieth has one.
    round_ones = linear_ticks(
        skipped + first - 0.5, skipped + last + 0.5, _count(length, upright), whole=True
    )
    places = [round(tick.place) - skipped for tick in round_ones]
    return [
        Tick(float(place), str(number_in_whole(place - 1, numbers)))
        for place in places
        if first <= place <= last
    ]


def turning_ticks(low: float, high: float, length: float) -> list[Tick]:
    """Return the numbers of a level axis of angles in degrees: parts of a turn, if it has some."""
    most = max(length / _ANGLE, 2.0)
    step = next((step for step in _TURNS if (high - low) / step <= most), math.inf)
    first, last = math.ceil(low / step - _SLACK), math.floor(high / step + _SLACK)
    if math.isinf(step) or last - first < 1:
        return axis_ticks(low, high, length, upright=False)
    return [
        Tick(count * step, _text(count * step, step, 360.0)) for count in range(first, last + 1)
    ]


def apart(
    ticks: Iterable[Tick], low: float, high: float, length: float, width_of: Callable[[str], float]
) -> list[Tick]:
    """Return the numbers of an axis from left to right without those that would touch another.

    ``low`` and ``high`` are the ends of the axis and ``length`` its pixels, in which ``width_of``
    measures a text.
    """
    shown: list[Tick] = []
    end = -math.inf  # of the number before
    for tick in ticks:
        middle = (tick.place / 2 - low / 2) / (high / 2 - low / 2) * length
        half = width_of(tick.text) / 2
        if middle - half >= end + _APART:
            shown.append(tick)
            end = middle + half
    return shown


def _count(length: float, upright: bool) -> int:
    """Return how many numbers an axis of so many pixels has room for."""
    return min(max(2, int(length / (_UP if upright else _ACROSS))), _MOST)


def linear_ticks(low: float, high: float, most: int, *, whole: bool = False) -> list[Tick]:
    """Return round numbers on an axis.

    Parameters
    ----------
    low, high
        The ends of the axis.
    most
        How many numbers there are at most, or hardly more.
    whole
        Whether there are whole numbers alone.
    """
    step = _step(_FULLER * (high - low) / max(most, 1))
    if whole:
        step = max(step, 1.0)
    first, last = math.ceil(low / step - _SLACK), math.floor(high / step + _SLACK)
    if first == last and most > 2 and not whole:  # one alone does not say how long a unit is
        step = _step(_FINER * step)
        first, last = math.ceil(low / step - _SLACK), math.floor(high / step + _SLACK)
    largest = max(abs(first), abs(last)) * step
    return [
        Tick(count * step, _text(count * step, step, largest)) for count in range(first, last + 1)
    ]


def logarithmic_ticks(low: float, high: float, most: int) -> list[Tick]:
    """Return powers of ten on an axis of logarithms, or what is round between two of them."""
    first, last = math.ceil(low - _SLACK), math.floor(high + _SLACK)
    decades = last - first + 1
    if decades >= _LEAST_DECADES:
        stride = max(1, math.ceil(decades / max(most, 1)))
        return [Tick(power, power_of_ten(power)) for power in range(first, last + 1, stride)]
    ticks: list[Tick] = []
    for power in range(math.floor(low), last + 1):
        for factor in (1, 2, 5):
            place = power + math.log10(factor)
            if low - _SLACK <= place <= high + _SLACK:
                number = factor * 10.0**power
                ticks.append(Tick(place, _text(number, 10.0**power, number)))
    if len(ticks) < 2 and max(-low, high) < _MOST_POWER:
        near = linear_ticks(10.0**low, 10.0**high, most)
        return [Tick(math.log10(tick.place), tick.text) for tick in near if tick.place > 0]
    return ticks


def _step(least: float) -> float:
    """Return the smallest round step that is not below another."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in _STEPS if factor * power >= least * (1 - _SLACK))


def _text(value: float, step: float, largest: float) -> str:
    """Return a number with as many decimals as its step needs."""
    if value == 0:
        return "0"
    if not _PLAIN[0] <= largest < _PLAIN[1]:
        exponent = math.floor(math.log10(largest) + _SLACK)
        decimals = max(0, exponent - math.floor(math.log10(step) + _SLACK))
        mantissa = f"{value / 10.0**exponent:.{decimals}f}"
        text = power_of_ten(exponent)
        text = text if mantissa == "1" else f"{mantissa}×{text}"
    else:
        text = f"{value:.{max(0, -math.floor(math.log10(step) + _SLACK))}f}"
    return text.replace("-", "−")
