"""Reductions and a layer's bias as stories: an axis folds; one row is added to all rows."""

from __future__ import annotations

from dataclasses import replace

from eigenscope.exact import matrix_operations
from eigenscope.exact.matrix_operations import Numbers
from eigenscope.exact.numbers import plus
from eigenscope.labs.kit.cells import Texts
from eigenscope.labs.kit.colours import OPERAND_A, RESULT
from eigenscope.labs.product import colours, texts
from eigenscope.labs.product.beats import Beat, Beats, Highlight, Live
from eigenscope.labs.product.multiplying import Factors, dot_stages
from eigenscope.wording.words import Text, Words

# For each axis: what line is in the names of what is lit, and what is said.
_LINES = ("row", "column")
_DIVIDED = (
    "Divided by {count}, the number of rows.",
    "Divided by {count}, the number of columns.",
)
_RUN = (
    "Every row holds the sum of all up to it: the size is unchanged.",
    "Every column holds the sum of all up to it: the size is unchanged.",
)
_LEFT = (
    "The axis is gone: one number is left for each of the {width} columns.",
    "The axis is gone: one number is left for each of the {width} rows.",
)
_NEXT = ("Row {k} of {count} comes next.", "Column {k} of {count} comes next.")
_ADDED = (
    "Row {k} of {count} is added to the totals: one total for each column.",
    "Column {k} of {count} is added to the totals: one total for each row.",
)
_FIRST = ("first column: {value}", "first row: {value}")


def reduced(a: Numbers, axis: int, fold: str) -> Numbers:
    """Return the sum, mean or running sum of a table (m, n) along an axis, which is kept."""
    lines = a if axis == 0 else matrix_operations.transposed(a)
    count = len(lines)
    if fold == "cumsum":
        totals: Numbers = tuple(matrix_operations.added_up(lines, k + 1) for k in range(count))
    else:
        sums = matrix_operations.added_up(lines, count)
        totals = (matrix_operations.divided(sums, count) if fold == "mean" else sums,)
    return totals if axis == 0 else matrix_operations.transposed(totals)


def reduction_beats(a: Numbers, axis: int, fold: str, fractions: bool) -> Beats:
    """Return the beats of a reduction: line after line is added to the result."""
    lines = a if axis == 0 else matrix_operations.transposed(a)
    count, width = len(lines), len(lines[0])
    result = _laid(texts.result_texts(_lines(reduced(a, axis, fold), axis), fractions), axis)
    empty: Texts = tuple(("",) * len(row) for row in result)
    stages = [_adding(lines, k, axis, fold, fractions) for k in range(count)]
    if fold == "mean":
        mark = Highlight("totals in C", "C", (0, 0, len(result), len(result[0])), RESULT)
        words = Words(_DIVIDED[axis], {"count": str(count)})
        live = Live("C", reduced(a, axis, fold))
        stages.append((Beat((mark,), result, words, f"÷ {count}", live=live),))
    if fold == "cumsum":
        left = Words(_RUN[axis])
    elif width == 1:
        left = Words("The axis is gone: one number is left.")
    else:
        left = Words(_LEFT[axis], {"width": str(width)})
    begin = Beat((), empty, _begin_words(axis, count))
    return Beats(begin, tuple(stages), Beat((), result, left))


def _begin_words(axis: int, count: int) -> Words:
    if axis == 0:
        return Words(
            "The axis is reduced: its {count} row is added.",
            {"count": count},
            plural="The axis is reduced: its {count} rows are added, one after another.",
        )
    return Words(
        "The axis is reduced: its {count} column is added.",
        {"count": count},
        plural="The axis is reduced: its {count} columns are added, one after another.",
    )


def _adding(lines: Numbers, k: int, axis: int, fold: str, fractions: bool) -> tuple[Beat, ...]:
    """Return the beats at which line k is looked at, and is added."""
    count, width = len(lines), len(lines[0])
    running = fold == "cumsum"
    so_far = [matrix_operations.added_up(lines, q + 1) for q in range(k + 1)]

    def filled(upto: int) -> Texts:
        shown: Numbers = tuple(so_far[:upto] if running else so_far[:upto][-1:])
        size = count if running else 1
        return _laid(
            texts.result_texts(shown, fractions) + (("",) * width,) * (size - len(shown)), axis
        )

    marks = (
        Highlight(f"{_LINES[axis]} of A", "A", _block(k, width, axis), OPERAND_A, 0.35),
        Highlight("totals in C", "C", _block(k if running else 0, width, axis), RESULT),
    )
    values = {"k": str(k + 1), "count": str(count)}

    def beat(upto: int) -> Beat:
        """Return the beat at which the first lines are in the totals."""
        sentence = _NEXT[axis] if upto <= k else _ADDED[axis]
        terms = [texts.written(line[0], fractions).text for line in lines[:upto]]
        value: Text = terms[0] if terms else "…"
        live = None
        if upto > 1:
            value = texts.equation(texts.sum_text(terms), so_far[upto - 1][0], fractions)
        if upto:
            totals = so_far[upto - 1 : upto]
            live = Live("Totals so far", _lines(tuple(totals), axis))
        formula = Words(_FIRST[axis], {"value": value})
        return Beat(marks, filled(upto), Words(sentence, values), formula, live=live)

    return beat(k), beat(k + 1)


def _block(line: int, width: int, axis: int) -> tuple[int, int, int, int]:
    return (line, 0, 1, width) if axis == 0 else (0, line, width, 1)


def _lines(table: Numbers, axis: int) -> Numbers:
    return table if axis == 0 else matrix_operations.transposed(table)


def _laid(lines: Texts, axis: int) -> Texts:
    return lines if axis == 0 else tuple(zip(*lines, strict=True))


def with_bias(product: Numbers, bias: Numbers) -> Numbers:
    """Return A B + b: the bias (1, m) is added to every row of the product (n, m)."""
    return tuple(tuple(plus(x, y) for x, y in zip(row, bias[0], strict=True)) for row in product)


def layer_beats(factors: Factors, bias: Numbers, bias_texts: Texts) -> Beats:
    """Return the beats of A B + b: the product by dot products, then b is added to every row."""
    total = with_bias(factors.product, bias)
    result = texts.result_texts(total, factors.fractions)
    title = "A B"  # until b is added
    stages = [
        *(tuple(replace(beat, title=title) for beat in stage) for stage in dot_stages(factors)),
        *(_adding_bias(factors, total, result, bias_texts, i) for i in range(factors.n)),
    ]
    begin = Words(
        "A layer: each row of A is a sample, each column of B holds the weights of one output."
    )
    end = Words(
        "Done: {n} samples with {k} features each have become {n} with {m}: Y = A B + b.",
        {"n": str(factors.n), "k": str(factors.k), "m": str(factors.m)},
    )
    first = Beat((), factors.empty, begin, title=title)
    return Beats(first, tuple(stages), Beat((), result, end))


def _adding_bias(
    factors: Factors, total: Numbers, result: Texts, bias_texts: Texts, i: int
) -> tuple[Beat, ...]:
    """Return the beats at which b is put beside row i of A B, and is added."""
    asked = tuple(
        texts.sum_text((x, y)) for x, y in zip(factors.result[i], bias_texts[0], strict=True)
    )
    marks = (
        Highlight("b row", "b", (0, 0, 1, factors.m), colours.ADDED, 0.35),
        Highlight("row of Y", "Y", (i, 0, 1, factors.m), RESULT),
    )
    values = {"i": str(i + 1)}
    name = texts.entry_name("y", i, 0)
    last = i + 1 == factors.n
    answer = texts.equation(asked[0], total[i][0], factors.fractions)
    meets = Beat(
        marks,
        (*result[:i], asked, *factors.result[i + 1 :]),
        Words(
            "The same b is added to row {i} of A B: broadcasting copies it for every sample.",
            values,
        ),
        Words("row {i} of Y = row {i} of A B + b", values),
        title="A B + b, row by row",
    )
    added = replace(
        meets,
        results=(*result[: i + 1], *factors.result[i + 1 :]),
        caption=Words("b is added: row {i} of Y is complete.", values),
        note=texts.of_entry(name, answer),
        live=Live(Words("Row {i} of Y", values), (total[i],)),
        title="" if last else meets.title,
    )
    return meets, added
