"""The numbers and sentences beside the picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.exact import matrix_operations
from eigenscope.exact.matrix_operations import Numbers, Results
from eigenscope.exact.rounding import as_float
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.colours import RESULT as COMPUTED
from eigenscope.labs.kit.facts import composed_program, grouped
from eigenscope.labs.kit.readout_makers import matrix_readout, number_readout, text_readout
from eigenscope.labs.product import colours
from eigenscope.labs.product.inputs import fits
from eigenscope.labs.product.maps import Maps
from eigenscope.labs.product.program import rest, result_line, tables
from eigenscope.labs.product.solving import Solution, size
from eigenscope.labs.product.texts import NO_VALUE, numbers_of, result_texts, said
from eigenscope.wording.words import Text, Words, as_it_is, as_words

NOW, RESULT, ORDER, SIZES = "Now: this step", "Result", "The other order", "Sizes"


def readouts(solution: Solution, now: Iterable[Readout]) -> tuple[Readout, ...]:
    """Return what is computed now, the result, and what the sizes say."""
    if solution.misfit is not None:
        return tuple(_misfit(solution))
    listed = [*now, *_result(solution), *_sizes(solution)]
    if solution.inputs.topic in ("product", "layer"):
        listed += _product(solution)
    if solution.inputs.topic == "product":
        listed += _other_order(solution)
    return tuple(listed)


def program(solution: Solution) -> str:
    """Return the torch program of these numbers; ``C`` (for a layer ``Y``) is what is shown."""
    facts = grouped(readouts(solution, ()))
    other = rest(solution.inputs, fit=solution.misfit is None)
    return composed_program(tables(solution.inputs), *facts, other)


def _misfit(solution: Solution) -> Iterator[Readout]:
    misfit = solution.misfit
    if misfit is not None:
        yield text_readout(
            "problem",
            RESULT,
            solution.outcome,
            as_words(NO_VALUE),
            slot=colours.MISFIT,
            tip=misfit.words,
        )
        yield text_readout("reason", RESULT, "Why", as_words(misfit.words), brief=True)
        if misfit.hint:
            yield text_readout("hint", RESULT, "Note", as_words(misfit.hint))
    if solution.inputs.topic != "entrywise":
        inner: tuple[tuple[str, Text, int, str], ...] = (
            ("columns_of_A", "Columns of A", solution.inputs.a.shape[1], "A.shape[1]"),
            ("rows_of_B", "Rows of B", solution.inputs.b.shape[0], "B.shape[0]"),
        )
        for name, label, count, computed in inner:
            yield number_readout(
                name,
                SIZES,
                label,
                count,
                line=f"{name} = {computed}",
                tip="A product needs as many columns of A as rows of B.",
            )
    yield from _sizes(solution)


def map_now(maps: Maps, t: float) -> Readout:
    """Return the map reached at a time."""
    return matrix_readout(
        "now.matrix",
        "Now: M(t), the maps so far",
        "M(t)",
        maps.path.at(t),
        maps.entries,
        live=True,
        tip="The map reached at time t: first towards B, then on to A B.",
    )


def cells_now(solution: Solution, t: float) -> Iterator[Readout]:
    """Yield the entry, or the table, that is being computed at a time."""
    live = None if solution.beats is None else solution.beats.shown(t).live
    if live is None:
        return
    texts = result_texts(live.table, solution.fractions)
    values = _array(live.table)
    if values.size == 1:
        text = as_words(texts[0][0])
        entry = values[0, 0]
        yield text_readout("now.entry", NOW, live.label, text, entry, slot=COMPUTED, live=True)
        return
    readout = matrix_readout("now.table", NOW, live.label, values, slot=COMPUTED, live=True)
    yield replace(readout, matrix=texts, factor="")


def _result(solution: Solution) -> Iterator[Readout]:
    value = _array(solution.result)
    inputs = solution.inputs
    if inputs.topic == "reduction" and not inputs.keepdims and inputs.fold != "cumsum":
        value = value.ravel()
    name = solution.outcome
    readout = matrix_readout(
        "result",
        RESULT,
        name,
        value,
        slot=COMPUTED,
        brief=True,
        line=result_line(inputs),
        tip="The result, entry by entry; fractions stay fractions.",
    )
    texts = result_texts(solution.result, solution.fractions)
    yield replace(readout, matrix=said(texts), factor="")
    if any(number is None for row in solution.result for number in row):
        words = "Cells whose value is not a real number; torch gives inf or nan there."
        yield text_readout("holes", RESULT, "Cells without a value", as_words(words))
    elif not np.isfinite(value).all():
        words = "Beyond 1.8×10³⁰⁸, the largest number of 64 bits; torch gives inf."
        yield text_readout("beyond", RESULT, "Too large for a float", as_words(words))


def _product(solution: Solution) -> Iterator[Readout]:
    (n, k), (_, m) = solution.inputs.a.shape, solution.inputs.b.shape
    yield number_readout(
        "multiplications",
        SIZES,
        "Multiplications",
        float(n * k * m),
        line="multiplications = A.shape[0] * A.shape[1] * B.shape[1]",
        tip="Rows of A × inner size × columns of B: the cost of a layer.",
    )
    if solution.inputs.topic == "layer":
        yield number_readout(
            "parameters",
            SIZES,
            "Parameters",
            float(k * m + m),
            line="parameters = B.numel() + b.numel()",
            tip="The entries of B (the weights) and of b (the bias): what training changes.",
        )


def _other_order(solution: Solution) -> Iterator[Readout]:
    inputs = solution.inputs
    (n, k), (_, m) = inputs.a.shape, inputs.b.shape
    if n != m:
        words = Words("none: B is {b} and A is {a}", {"b": size((k, m)), "a": size((n, k))})
        yield text_readout("BA", ORDER, "B A", words, tip="The inner sizes of B A differ.")
        return
    other = matrix_operations.product(numbers_of(inputs.b), numbers_of(inputs.a))
    line = "BA = B @ A  # the other order"
    readout = matrix_readout("BA", ORDER, "B A", _array(other), line=line)
    yield replace(readout, matrix=result_texts(other, solution.fractions), factor="")
    same, verdict = _commute(solution.result, other)
    yield text_readout("commute", ORDER, "A B = B A?", as_words(verdict), same)


def _commute(first: Results, second: Numbers) -> tuple[bool, Text]:
    """Tell whether the two products are the same, and say it."""
    if matrix_operations.shape_of(first) != matrix_operations.shape_of(second):
        return False, "no: even the sizes differ"
    if first == second or np.allclose(_array(first), _array(second), rtol=1e-12, atol=0.0):
        return True, "yes: these two commute"
    return False, "no: the order matters"


def _sizes(solution: Solution) -> Iterator[Readout]:
    inputs = solution.inputs
    a, b = inputs.a.shape, inputs.b.shape
    if inputs.topic == "reduction":
        (part,) = (part for part in solution.plan.parts if part.name == "C")
        shape = part.heading.removeprefix("C").strip()
        text = as_it_is(f"{size(a)} → {shape}")
    elif inputs.topic == "entrywise":
        both = matrix_operations.broadcast_shape(a, b)
        sizes = {"a": size(a), "b": size(b)}
        if both is None:
            text = Words("{a} with {b}: they do not fit", sizes)
        else:
            text = Words("{a} with {b} → {c}", {**sizes, "c": size(both)})
    elif fits(inputs):
        text = as_it_is(f"({size(a)}) ({size(b)}) → {size((a[0], b[1]))}")
    else:
        text = as_it_is(f"({size(a)}) ({size(b)}): {a[1]} ≠ {b[0]}")
    yield text_readout(
        "sizes",
        SIZES,
        "Sizes",
        text,
        tip="In a product the inner sizes must agree; the outer ones remain.",
    )


def _array(table: Results) -> Floats:
    rows = [[np.nan if number is None else as_float(number) for number in row] for row in table]
    return np.array(rows, dtype=np.float64)
