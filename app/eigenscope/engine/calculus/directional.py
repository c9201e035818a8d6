"""A function of several variables along curves through a point: its series tell what there is.

A function with a derivative g has along each line p + t·w the slope g·w, from either side, and
along each curve too; one with second derivatives H has there the bend wᵀHw. Both are asked of the
series along many lines and curves, which know a corner exactly, however small or large the scale
on which the function changes. Slopes along the axes alone do not tell: x y/(x² + y²) has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.engine.calculus.jet_functions import JetFunctions
from eigenscope.engine.calculus.jets import Jet
from eigenscope.engine.calculus.precise import Function
from eigenscope.engine.calculus.smooth import directions

_ORDER = 10  # a quotient of series that begin with t⁴ loses some terms
_SHORT = 0.125  # the length of a way: what is huge can be added up
_SAME = 1e-9  # of slopes both ways along a line: rounding
_ADDED = 1e-7  # of slopes that are added up: rounding, where more is lost
_ROUNDING = 1e-13  # of the function: a few operations may leave so much in a slope
_NEXT, _NEXT_TO_ZERO = 2.0**-50, 1e-30  # there no slope is infinite but by overflow


@dataclass(frozen=True, eq=False)
class Curves:
    """Curves p + t·way + t²·turn, with ways and turns (k, n), an eighth of a unit long.

    The first n go along the axes, the next ones between two of them, in order; ``opposite`` tells
    of each which one goes the other way.
    """

    ways: Floats
    turns: Floats
    opposite: np.ndarray

    @classmethod
    def of(cls, count: int) -> Curves:
        """Return the curves for so many variables."""
        axes = np.eye(count)
        pairs = [axes[i] + axes[j] for i, j in combinations(range(count), 2)]
        others = directions(count)
        lines = np.array([*axes, *pairs, *others[count : len(others) // 2]])
        i, j = (~np.eye(count, dtype=bool)).nonzero()
        ways = np.concatenate([lines, axes[i]])
        turns = np.concatenate([np.zeros_like(lines), axes[j]])
        half = np.arange(len(ways))
        back = np.concatenate([half + len(ways), half])
        ways, turns = _SHORT * ways, _SHORT * turns
        return cls(np.concatenate([ways, -ways]), np.concatenate([turns, turns]), back)


@dataclass(frozen=True, eq=False)
class SeriesAlong:
    """The terms of a function's series along curves, for t > 0, each (k,)."""

    point: Floats
    curves: Curves
    limits: Floats
    slopes: Floats
    bends: Floats

    @classmethod
    def of(cls, function: Function, point: Floats) -> SeriesAlong:
        """Return those of a function at a point (n,)."""
        curves = Curves.of(len(point))
        with np.errstate(all="ignore"):
            terms = _terms(function, point, curves)
            return cls(point, curves, terms[0], terms[1], 2 * terms[2])

    @property
    def count(self) -> int:
        """How many variables there are."""
        return int(self.curves.ways.shape[1])

    @property
    def is_known(self) -> bool:
        """Whether all slopes are numbers, infinite ones too."""
        return not np.isnan(self.slopes).any()

    def comes_to(self, value: float) -> np.ndarray:
        """Tell along which curves the function comes to a value, (k,)."""
        return np.asarray(np.abs(self.limits - value) <= _SAME * abs(value))

    def partials(self, value: float) -> Floats:
        """Return the slopes along the axes, (n,); not a number where the sides differ."""
        axes = np.arange(self.count)
        back = self.curves.opposite[axes]
        right, left = self.slopes[axes], -self.slopes[back]
        both = self.comes_to(value)
        there = both[axes] & both[back] & _same(left, right)
        with np.errstate(all="ignore"):
            return np.where(there, right / _SHORT, np.nan)

    def _noise(self, order: int) -> Floats:
        """Return what rounding may make of the first or second terms, (k,)."""
        sizes = np.where(self.point == 0, 1.0, np.minimum(np.abs(self.point), 1.0))
        with np.errstate(all="ignore"):
            lengths = np.abs(self.curves.ways / sizes).sum(axis=1)
            return np.asarray(_ROUNDING * np.abs(self.limits) * lengths**order)

    def has_slopes(self, gradient: Floats) -> bool:
        """Tell whether all slopes are those of a gradient (n,)."""
        slopes = self.slopes
        if not _same(slopes, -slopes[self.curves.opposite]).all():
            return False
        parts = self.curves.ways * gradient
        allowed = _ADDED * np.abs(parts).sum(axis=1) + self._noise(1)
        return bool((np.abs(slopes - parts.sum(axis=1)) <= allowed).all())

    def second(self) -> Floats:
        """Return the matrix of second derivatives that the bends along lines would have."""
        count = self.count
        with np.errstate(all="ignore"):
            bends = self.bends / _SHORT**2
        hessian = np.diag(bends[:count])
        for number, (i, j) in enumerate(combinations(range(count), 2)):
            both = bends[count + number]
            hessian[i, j] = hessian[j, i] = (both - hessian[i, i] - hessian[j, j]) / 2
        return hessian

    def has_bends(self, gradient: Floats, hessian: Floats) -> bool:
        """Tell whether all bends are those of a gradient (n,) and second derivatives (n, n)."""
        ways, turns, opposite = self.curves.ways, self.curves.turns, self.curves.opposite
        if not _same(self.bends, self.bends[opposite]).all():
            return False
        parts = ways[:, :, None] * hessian * ways[:, None, :]
        added = 2 * turns * gradient
        expected = parts.sum(axis=(1, 2)) + added.sum(axis=1)
        sizes = np.abs(parts).sum(axis=(1, 2)) + np.abs(added).sum(axis=1)
        allowed = _ADDED * sizes + self._noise(2)
        return bool((np.abs(self.bends - expected) <= allowed).all())


def next_to(function: Function, point: Floats) -> SeriesAlong:
    """Return the series at a point next to a point (n,), where what is infinite is overflow."""
    away = np.where(point == 0, _NEXT_TO_ZERO, _NEXT * np.abs(point))
    return SeriesAlong.of(function, point + away)


def _terms(function: Function, point: Floats, curves: Curves) -> Floats:
    coordinates = []
    for axis, place in enumerate(point.tolist()):
        terms = np.zeros((_ORDER + 1, len(curves.ways)))
        terms[0], terms[1], terms[2] = place, curves.ways[:, axis], curves.turns[:, axis]
        coordinates.append(Jet(terms))
    return coordinates[0].of(function(JetFunctions, *coordinates)).terms[:3]


def _same(a: Floats, b: Floats) -> np.ndarray:
    with np.errstate(all="ignore"):
        close = np.abs(a - b) <= _SAME * np.maximum(np.abs(a), np.abs(b))
    return np.asarray((a == b) | (close & np.isfinite(a) & np.isfinite(b)))
