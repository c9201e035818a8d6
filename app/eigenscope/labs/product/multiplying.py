"""The matrix product as a story: as dot products, as columns mixed, as outer products added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from eigenscope.engine import products
from eigenscope.engine.numbers import Number, total
from eigenscope.engine.products import Numbers
from eigenscope.labs.base import Words
from eigenscope.labs.numerals import subscript
from eigenscope.labs.product import texts
from eigenscope.labs.product.story import Beat, Live, Mark, Story
from eigenscope.labs.tables import Texts
from eigenscope.scene.roles import Role

_STRONG = 0.5


class Factors:
    """Two tables whose sizes fit, as numbers and as texts, and what they give.

    Parameters
    ----------
    a, b
        (n, k) and (k, m).
    a_texts, b_texts
        The same as they were typed.
    fractions
        Whether results are written as fractions.
    letter
        What an entry of the product is called.
    """

    def __init__(
        self,
        a: Numbers,
        b: Numbers,
        a_texts: Texts,
        b_texts: Texts,
        fractions: bool,
        letter: str = "c",
    ) -> None:
        self.a, self.b, self.a_texts, self.b_texts = a, b, a_texts, b_texts
        self.fractions, self.letter = fractions, letter
        (self.n, self.k), (_, self.m) = products.shape_of(a), products.shape_of(b)
        self.product = products.product(a, b)
        self.result = texts.result_texts(self.product, fractions)
        self.empty: Texts = (("",) * self.m,) * self.n

    def dot(self, i: int, j: int, count: int | None = None) -> str:
        """Return "1·5 + 2·7", of all terms or of the first few."""
        row, column = self.a_texts[i], [texts_row[j] for texts_row in self.b_texts]
        return texts.products_text(row[:count], column[:count])

    def text(self, number: Number) -> str:
        """Return a number as it is written in a cell."""
        return texts.written(number, self.fractions).text


def story(factors: Factors, reading: str) -> Story:
    """Return the story of A B in a reading."""
    lit: tuple[Mark, ...] = ()
    match reading:
        case "columns":
            stages = tuple(_mixing(factors, j) for j in range(factors.m))
            begin = "Each column of C is a mix of A's columns; B's column says how much of each."
        case "outer":
            stages = tuple(_layer(factors, p) for p in range(factors.k))
            begin = "C is a sum of layers: a column of A times the row of B with the same number."
        case _:
            stages = dot_stages(factors)
            lit = _crossing(factors, 0, 0)
            begin = "Each entry of C is a row of A times a column of B."
    sizes = f"{factors.n}×{factors.k} times {factors.k}×{factors.m}"
    return Story(
        Beat(lit, factors.empty, Words(begin)),
        stages,
        Beat(
            (),
            factors.result,
            Words(
                "Done: {sizes} gives {n}×{m}, with {count} multiplications.",
                {
                    "sizes": sizes,
                    "n": str(factors.n),
                    "m": str(factors.m),
                    "count": str(factors.n * factors.k * factors.m),
                },
            ),
        ),
    )


def dot_stages(factors: Factors) -> tuple[tuple[Beat, ...], ...]:
    """Return one stage for each entry, row by row."""
    return tuple(tuple(_dot(factors, i, j)) for i in range(factors.n) for j in range(factors.m))


def _dot(factors: Factors, i: int, j: int) -> Iterator[Beat]:
    name = texts.entry_name(factors.letter, i, j)
    lines = _crossing(factors, i, j)
    before = _with_first(factors, i * factors.m + j)
    terms = products.dot_terms(factors.a, factors.b, i, j)
    words = "Row {i} of A meets column {j} of B: multiply in pairs and add."
    values = {"i": str(i + 1), "j": str(j + 1)}
    for p in range(factors.k):
        pair = (
            Mark("row pair", "A", (i, p, 1, 1), Role.OPERAND_A, _STRONG),
            Mark("column pair", "B", (p, j, 1, 1), Role.OPERAND_B, _STRONG),
        )
        formula = f"{name} = {factors.dot(i, j, p + 1)}" + (" + …" if p + 1 < factors.k else "")
        live = Live(f"{name} so far", total(terms[: p + 1]))
        yield Beat((*lines, *pair), before, Words(words, values), formula, live=live)
    value = factors.product[i][j]
    sum_text = texts.equation(factors.dot(i, j), value, factors.fractions)
    yield Beat(
        lines,
        _with_first(factors, i * factors.m + j + 1),
        Words("Row {i} of A · column {j} of B: {sum}", {**values, "sum": sum_text}),
        f"{name} = {sum_text}",
        live=Live(name, value),
    )


def _crossing(factors: Factors, i: int, j: int) -> tuple[Mark, ...]:
    """Return the lights on row i of A, column j of B, and the entry at which they cross."""
    return (
        Mark("row", "A", (i, 0, 1, factors.k), Role.OPERAND_A),
        Mark("column", "B", (0, j, factors.k, 1), Role.OPERAND_B),
        Mark("entry", "C", (i, j, 1, 1), Role.RESULT),
    )


def _with_first(factors: Factors, count: int) -> Texts:
    """Return the results of which the first entries, row by row, are there."""
    return tuple(
        tuple(text if i * factors.m + j < count else "" for j, text in enumerate(row))
        for i, row in enumerate(factors.result)
    )


def _mixing(factors: Factors, j: int) -> tuple[Beat, ...]:
    def beats(p: int) -> tuple[Beat, ...]:
        weights = [row[j] for row in factors.b_texts][: p + 1]
        parts = [
            f"{texts.in_product(weight)}·a{subscript(q + 1)}" for q, weight in enumerate(weights)
        ]
        mix = " + ".join(parts)
        more = " + …" if p + 1 < factors.k else ""
        marks = (
            Mark("weights", "B", (0, j, factors.k, 1), Role.OPERAND_B),
            Mark("mix", "C", (0, j, factors.n, 1), Role.RESULT),
            Mark("column", "A", (0, p, factors.n, 1), Role.OPERAND_A, 0.35),
            Mark("weight", "B", (p, j, 1, 1), Role.OPERAND_B, _STRONG),
        )
        words = Words(
            "Column {j} of C so far: {mix}, where a₁, a₂ … are A's columns."
            if more
            else "Column {j} of C is {mix}: A's columns mixed by column {j} of B.",
            {"j": str(j + 1), "mix": mix},
        )
        formula = f"c{subscript(j + 1)} = {mix}{more}"
        return tuple(Beat(marks, _mixed(factors, j, count), words, formula) for count in (p, p + 1))

    return tuple(beat for p in range(factors.k) for beat in beats(p))


def _mixed(factors: Factors, j: int, count: int) -> Texts:
    """Return the results once column j holds the first ``count`` columns of A, weighted."""
    weights = tuple((x,) for x in products.column(factors.b, j))
    part = products.product(factors.a, weights, count)
    so_far = texts.result_texts(part, factors.fractions)
    return tuple(
        tuple(
            factors.result[i][c] if c < j else so_far[i][0] if c == j and count else ""
            for c in range(factors.m)
        )
        for i in range(factors.n)
    )


def _layer(factors: Factors, p: int) -> tuple[Beat, ...]:
    before = texts.result_texts(products.product(factors.a, factors.b, p), factors.fractions)
    after = texts.result_texts(products.product(factors.a, factors.b, p + 1), factors.fractions)
    layer = products.product(tuple((x,) for x in products.column(factors.a, p)), (factors.b[p],))
    added = texts.result_texts(layer, factors.fractions)
    sums = tuple(
        tuple(texts.sum_text((x, y)) if p else y for x, y in zip(old, new, strict=True))
        for old, new in zip(before, added, strict=True)
    )
    number = str(p + 1)
    first = Beat(
        (
            Mark("column", "A", (0, p, factors.n, 1), Role.OPERAND_A, 0.35),
            Mark("row", "B", (p, 0, 1, factors.m), Role.OPERAND_B, 0.35),
            Mark("layer", "C", (0, 0, factors.n, factors.m), Role.RESULT, 0.12),
        ),
        sums,
        Words(
            "Layer {p} of {k}: column {p} of A times row {p} of B, every entry with every other.",
            {"p": number, "k": str(factors.k)},
        ),
        f"layer {number} of {factors.k}: column {number} of A × row {number} of B",
    )
    words = Words("Layer {p} is added: C holds the sum so far.", {"p": number})
    return first, replace(first, results=after, caption=words)
