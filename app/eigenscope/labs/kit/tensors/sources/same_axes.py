"""Which axes of a step's operands and result are one and the same, found from its sources.

The coordinates of every source are compared with those of the result's cells: an axis whose
coordinate is a function of one coordinate of the result's alone goes on in it; an axis whose
coordinate runs while the result's cell stays has been summed over.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from eigenscope.labs.kit.tensors.kinds import base_name, kind_of, writes_in_place
from eigenscope.labs.kit.tensors.sources.contracting import CONVOLUTIONS, letters_of
from eigenscope.labs.kit.tensors.sources.source_coordinates import (
    SourceCoordinates,
    affine_function,
    coordinates_of,
    runs,
    some_cells,
)
from eigenscope.labs.kit.tensors.tensor_step import Indices, TensorStep
from eigenscope.trace.known import Dependency

RESULT = -1
"""Stands for the result where an axis is a pair of an operand's number and its own."""

Axis = tuple[int, int]


@dataclass
class SameAxes:
    """Which axes are one: pairs of an operand's number and an axis, those of the result too.

    ``pairs`` join two of them; ``summed`` and ``stretched`` are those that are contracted or
    reduced, and broadcast.
    """

    pairs: list[tuple[Axis, Axis]] = field(default_factory=list)
    summed: set[Axis] = field(default_factory=set)
    stretched: set[Axis] = field(default_factory=set)

    def taken(self, operand: int) -> dict[int, int]:
        """Return the axes of the result that those of an operand go on in."""
        return {a: r for (o, a), (other, r) in self.pairs if o == operand and other == RESULT}

    def join(self, operand: int, axis: int, result_axis: int) -> None:
        """State that an operand's axis goes on in one of the result."""
        self.pairs.append(((operand, axis), (RESULT, result_axis)))


def same_axes(step: TensorStep) -> SameAxes:
    """Return which axes of a step are the same."""
    same = SameAxes()
    if step.result is None:
        return same
    shape = step.result.shape
    if writes_in_place(step) and step.operands and step.operands[0].shape == shape:
        for axis in range(len(shape)):  # a tensor that is written into keeps its axes
            same.join(0, axis, axis)
    sources = step.sources
    if step.operation.endswith("_like") or sources is None or len(sources) != len(step.operands):
        _by_name(step, same)
        return same
    if not math.prod(shape):
        _by_name(step, same)
        return same
    cells = some_cells(shape)
    places = np.unravel_index(cells, shape) if shape else ()
    known = {
        number: coordinates_of(operand.shape, each[cells])
        for number, (operand, each) in enumerate(zip(step.operands, sources, strict=True))
        if each is not None
        and operand.shape
        and not same.taken(number)
        and len(each) == math.prod(shape)
    }
    for number, coordinates in known.items():
        _follow(number, coordinates, places, shape, same)
    _of_length_one(step, known, same)
    _share_summed(known, same)
    return same


def _follow(
    number: int,
    coordinates: SourceCoordinates,
    places: Sequence[Indices],
    shape: Sequence[int],
    same: SameAxes,
) -> None:
    """Join the axes of one operand to those of the result that they are functions of."""
    functions = [
        {
            axis: affine
            for axis, place in enumerate(places)
            if (affine := affine_function(along, coordinates.there, place, shape[axis])) is not None
        }
        for along in coordinates.along
    ]
    for axis, of_result in enumerate(functions):
        alone = [
            each
            for each, affine in of_result.items()
            if affine or sum(each in others for others in functions) == 1
        ]
        if alone:
            same.join(number, axis, alone[0])
        elif runs(coordinates.along[axis], coordinates.there):
            same.summed.add((number, axis))


def _of_length_one(step: TensorStep, known: dict[int, SourceCoordinates], same: SameAxes) -> None:
    """Join what the sources leave open: axes of length 1, and those that stay under a reduction."""
    if step.result is None:
        return
    if _contracts(step):
        _by_letters(step, same)
        return
    alone = len(known) == 1
    for number, coordinates in known.items():
        taken = same.taken(number)
        shape, longer = step.operands[number].shape, step.result.shape
        if alone and len(shape) == len(longer):
            others = set(taken.values())
            for axis in range(len(shape)):
                if axis in taken or axis in others or not _stays(number, axis, coordinates, same):
                    continue
                same.join(number, axis, axis)
                if longer[axis] > 1:
                    same.summed.discard((number, axis))
        if coordinates.there.shape[1] == 1:
            _align(number, shape, longer, bool(coordinates.there.all()), same)
        elif alone:
            _left_over(number, shape, longer, same)


def _stays(number: int, axis: int, coordinates: SourceCoordinates, same: SameAxes) -> bool:
    """Tell whether an axis is summed over, or is cut to one place."""
    along = coordinates.along[axis][coordinates.there]
    return (number, axis) in same.summed or not len(along) or bool((along == along[0]).all())


def _align(
    number: int, shape: Sequence[int], longer: Sequence[int], everywhere: bool, same: SameAxes
) -> None:
    """Join axes of length 1 to those of the result in the same place from the right."""
    shift = len(longer) - len(shape)
    taken = same.taken(number)
    if shift < 0 or any(result != axis + shift for axis, result in taken.items()):
        _left_over(number, shape, longer, same)
        return
    for axis, length in enumerate(shape):
        if length == 1 and axis not in taken:
            same.join(number, axis, axis + shift)
            if longer[axis + shift] > 1 and everywhere:
                same.stretched.add((number, axis))


def _left_over(number: int, shape: Sequence[int], longer: Sequence[int], same: SameAxes) -> None:
    """Join axes of length 1 that have moved: those that are left on both sides, from the right."""
    taken = same.taken(number)
    ones = [axis for axis, length in enumerate(shape) if length == 1 and axis not in taken]
    left = [r for r, length in enumerate(longer) if length == 1 and r not in taken.values()]
    for axis, result in zip(reversed(ones), reversed(left), strict=False):
        same.join(number, axis, result)


def _share_summed(known: dict[int, SourceCoordinates], same: SameAxes) -> None:
    """Join summed axes of two operands along which their coordinates are equal throughout."""
    summed = sorted(axis for axis in same.summed if axis[0] in known)
    for place, (first, axis) in enumerate(summed):
        for second, other in summed[place + 1 :]:
            left, right = known[first], known[second]
            if first == second or left.there.shape != right.there.shape:
                continue
            both = left.there & right.there
            if (left.along[axis] == right.along[other])[both].all():
                same.pairs.append(((first, axis), (second, other)))


def _contracts(step: TensorStep) -> bool:
    return kind_of(step) is Dependency.CONTRACT or base_name(step.operation) in CONVOLUTIONS


def _by_name(step: TensorStep, same: SameAxes) -> None:
    """Join axes where the sources say nothing: of the elementwise from the right, of products."""
    if step.result is None:
        return
    if kind_of(step) is Dependency.ELEMENTWISE or step.operation.endswith("_like"):
        for number, operand in enumerate(step.operands):
            shift = len(step.result.shape) - len(operand.shape)
            for axis, length in enumerate(operand.shape):
                if shift < 0 or length not in (1, step.result.shape[axis + shift]):
                    continue
                same.join(number, axis, axis + shift)
                if length != step.result.shape[axis + shift]:
                    same.stretched.add((number, axis))
    elif _contracts(step):
        _by_letters(step, same)


def _by_letters(step: TensorStep, same: SameAxes) -> None:
    """Join the axes that have one letter in a contraction's equation."""
    letters = letters_of(step)
    if letters is None:
        return
    terms, result = letters
    slides = base_name(step.operation) in CONVOLUTIONS
    lengths = {
        letter: max(step.operands[o].shape[a] for o, a in places)
        for letter, places in _places(terms)
    }
    for letter, places in _places(terms):
        if letter in result:
            for operand, axis in places:
                if axis not in same.taken(operand):
                    same.join(operand, axis, result.index(letter))
                if step.operands[operand].shape[axis] < lengths[letter] and not slides:
                    same.stretched.add((operand, axis))
            continue
        same.summed.update(places)
        same.pairs += [(places[0], other) for other in places[1:]]


def _places(terms: Sequence[str]) -> Iterator[tuple[str, list[Axis]]]:
    for letter in dict.fromkeys("".join(terms)):
        yield (
            letter,
            [
                (operand, axis)
                for operand, term in enumerate(terms)
                for axis, each in enumerate(term)
                if each == letter
            ],
        )
