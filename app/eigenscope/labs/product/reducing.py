"""Reductions and a layer's bias as stories: an axis folds; one row is added to all rows."""

from __future__ import annotations

from collections.abc import Iterator

from eigenscope.engine import products
from eigenscope.engine.numbers import plus
from eigenscope.engine.products import Numbers
from eigenscope.labs.base import Words
from eigenscope.labs.product import texts
from eigenscope.labs.product.multiplying import Factors, dot_stages
from eigenscope.labs.product.story import Beat, Mark, Story
from eigenscope.labs.tables import Texts
from eigenscope.scene.roles import Role


def reduced(a: Numbers, axis: int, fold: str) -> Numbers:
    """Return the sum, mean or running sum of a table (m, n) along an axis, which is kept."""
    lines = a if axis == 0 else products.transposed(a)
    count = len(lines)
    if fold == "cumsum":
        found: Numbers = tuple(products.added_up(lines, k + 1) for k in range(count))
    else:
        sums = products.added_up(lines, count)
        found = (products.divided(sums, count) if fold == "mean" else sums,)
    return found if axis == 0 else products.transposed(found)


def reduction_story(a: Numbers, axis: int, fold: str, fractions: bool) -> Story:
    """Return the story of a reduction: line after line is added to the result."""
    lines = a if axis == 0 else products.transposed(a)
    count, width = len(lines), len(lines[0])
    what, each = (("row", "column"), ("column", "row"))[axis]
    result = _laid(texts.result_texts(_lines(reduced(a, axis, fold), axis), fractions), axis)
    empty: Texts = tuple(("",) * len(row) for row in result)
    stages = [_adding(lines, k, axis, fold, fractions, (what, each)) for k in range(count)]
    if fold == "mean":
        mark = Mark("result", "C", (0, 0, len(result), len(result[0])), Role.RESULT)
        words = Words("Divided by {count}, the number of {what}s.", _values(count, what))
        stages.append((Beat((mark,), result, words, f"÷ {count}"),))
    begin = Words(
        "The axis folds: its {count} {what}s are added, one after another.", _values(count, what)
    )
    left = Words(
        "Every {what} holds the sum of all up to it: nothing is lost, the size stays."
        if fold == "cumsum"
        else "The axis is gone: one number is left for each of the {width} {each}s.",
        {"what": what, "width": str(width), "each": each},
    )
    if width == 1 and fold != "cumsum":
        left = Words("The axis is gone: one number is left.")
    return Story(Beat((), empty, begin), tuple(stages), Beat((), result, left))


def _values(count: int, what: str) -> dict[str, str]:
    return {"count": str(count), "what": what}


def _adding(
    lines: Numbers, k: int, axis: int, fold: str, fractions: bool, words: tuple[str, str]
) -> tuple[Beat, ...]:
    """Return the beats at which line k is looked at, and is added."""
    count, width = len(lines), len(lines[0])
    running = fold == "cumsum"
    so_far = [products.added_up(lines, q + 1) for q in range(k + 1)]

    def filled(upto: int) -> Texts:
        shown: Numbers = tuple(so_far[:upto] if running else so_far[:upto][-1:])
        size = count if running else 1
        return _laid(
            texts.result_texts(shown, fractions) + (("",) * width,) * (size - len(shown)), axis
        )

    marks = (
        Mark("line", "A", _block(k, width, axis), Role.OPERAND_A, 0.35),
        Mark("result", "C", _block(k if running else 0, width, axis), Role.RESULT),
    )
    caption = Words(
        "{what} {k} of {count} is added to the totals: one total for each {each}.",
        {
            "what": words[0].capitalize(),
            "k": str(k + 1),
            "count": str(count),
            "each": words[1],
        },
    )
    terms = [texts.written(line[0], fractions).text for line in lines[: k + 1]]
    value = texts.equation(texts.sum_text(terms), so_far[-1][0], fractions)
    formula = f"first {words[1]}: {value}"
    return tuple(Beat(marks, filled(upto), caption, formula) for upto in (k, k + 1))


def _block(line: int, width: int, axis: int) -> tuple[int, int, int, int]:
    return (line, 0, 1, width) if axis == 0 else (0, line, width, 1)


def _lines(table: Numbers, axis: int) -> Numbers:
    return table if axis == 0 else products.transposed(table)


def _laid(lines: Texts, axis: int) -> Texts:
    return lines if axis == 0 else tuple(zip(*lines, strict=True))


def with_bias(product: Numbers, bias: Numbers) -> Numbers:
    """Return A B + b: the bias (1, m) is added to every row of the product (n, m)."""
    return tuple(tuple(plus(x, y) for x, y in zip(row, bias[0], strict=True)) for row in product)


def layer_story(factors: Factors, bias: Numbers, bias_texts: Texts) -> Story:
    """Return the story of A B + b: the product by dot products, then b is added to every row."""
    result = texts.result_texts(with_bias(factors.product, bias), factors.fractions)
    stages = [*dot_stages(factors), *_adding_bias(factors, result, bias_texts)]
    begin = Words(
        "A layer: each row of A is a sample, each column of B holds the weights of one output."
    )
    end = Words(
        "Done: {n} samples with {k} features each have become {n} with {m}: A B + b.",
        {"n": str(factors.n), "k": str(factors.k), "m": str(factors.m)},
    )
    return Story(Beat((), factors.empty, begin), tuple(stages), Beat((), result, end))


def _adding_bias(factors: Factors, result: Texts, bias_texts: Texts) -> Iterator[tuple[Beat, ...]]:
    for i in range(factors.n):
        sums = tuple(
            texts.sum_text((x, y)) for x, y in zip(factors.result[i], bias_texts[0], strict=True)
        )
        marks = (
            Mark("bias", "b", (0, 0, 1, factors.m), Role.OPERAND_B, 0.35),
            Mark("row", "C", (i, 0, 1, factors.m), Role.RESULT),
        )
        words = Words(
            "The same b is added to row {i}: broadcasting copies it for every sample.",
            {"i": str(i + 1)},
        )
        formula = f"row {i + 1} of A B  +  b"
        rows = (sums, result[i])
        yield tuple(
            Beat(marks, (*result[:i], row, *factors.result[i + 1 :]), words, formula)
            for row in rows
        )
