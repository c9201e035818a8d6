"""The matrix product in beats: as dot products, as columns mixed, as outer products added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from eigenscope.exact import matrix_operations
from eigenscope.exact.matrix_operations import Numbers
from eigenscope.exact.numbers import Number, total
from eigenscope.labs.kit.cells import Texts
from eigenscope.labs.kit.colours import OPERAND_A, OPERAND_B, RESULT
from eigenscope.labs.kit.typed_texts import in_product
from eigenscope.labs.product import texts
from eigenscope.labs.product.beats import Beat, Beats, Highlight, Live
from eigenscope.wording.number_texts import subscript
from eigenscope.wording.words import Words

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
    table
        Which table the product stands in: "C", or a layer's "Y", which A B is only a part of.
    """

    def __init__(
        self,
        a: Numbers,
        b: Numbers,
        a_texts: Texts,
        b_texts: Texts,
        fractions: bool,
        table: str = "C",
    ) -> None:
        self.a, self.b, self.a_texts, self.b_texts = a, b, a_texts, b_texts
        self.fractions, self.table = fractions, table
        (self.n, self.k), (_, self.m) = matrix_operations.shape_of(a), matrix_operations.shape_of(b)
        self.product = matrix_operations.product(a, b)
        self.result = texts.result_texts(self.product, fractions)
        self.empty: Texts = (("",) * self.m,) * self.n

    def dot(self, i: int, j: int, count: int | None = None) -> str:
        """Return "1·5 + 2·7", of all terms or of the first few."""
        row, column = self.a_texts[i], [texts_row[j] for texts_row in self.b_texts]
        return texts.products_text(row[:count], column[:count])

    def entry(self, i: int, j: int) -> str:
        """Return what an entry of the product is called."""
        return texts.entry_name("c" if self.table == "C" else "(A B)", i, j)

    def text(self, number: Number) -> str:
        """Return a number as it is written in a cell."""
        return texts.written(number, self.fractions).text


def beats(factors: Factors, reading: str) -> Beats:
    """Return the beats of A B in a reading."""
    lit: tuple[Highlight, ...] = ()
    match reading:
        case "columns":
            stages = tuple(_mixing(factors, j) for j in range(factors.m))
            begin = (
                "Each column of C is a combination of A's columns; B's column holds the "
                "coefficients."
            )
        case "outer" | "sheets":
            stages = tuple(_outer(factors, p) for p in range(factors.k))
            begin = "C is a sum of outer products: column p of A times row p of B, for every p."
        case _:
            stages = dot_stages(factors)
            lit = _crossing(factors, 0, 0)
            begin = "Each entry of C is a row of A times a column of B."
    n, k, m = factors.n, factors.k, factors.m
    return Beats(
        Beat(lit, factors.empty, Words(begin)),
        stages,
        Beat(
            (),
            factors.result,
            Words(
                "Done: {a} times {b} gives {c}, with {count} multiplication.",
                {"a": f"{n}×{k}", "b": f"{k}×{m}", "c": f"{n}×{m}", "count": n * k * m},
                plural="Done: {a} times {b} gives {c}, with {count} multiplications.",
            ),
        ),
    )


def dot_stages(factors: Factors) -> tuple[tuple[Beat, ...], ...]:
    """Return one stage for each entry, row by row."""
    return tuple(tuple(_dot(factors, i, j)) for i in range(factors.n) for j in range(factors.m))


def _dot(factors: Factors, i: int, j: int) -> Iterator[Beat]:
    name = factors.entry(i, j)
    lines = _crossing(factors, i, j)
    before = _with_first(factors, i * factors.m + j)
    terms = matrix_operations.dot_terms(factors.a, factors.b, i, j)
    words = "Row {i} of A times column {j} of B: multiply in pairs and add."
    values = {"i": str(i + 1), "j": str(j + 1)}
    for p in range(factors.k):
        pair = (
            Highlight("pair in A", "A", (i, p, 1, 1), OPERAND_A, _STRONG),
            Highlight("pair in B", "B", (p, j, 1, 1), OPERAND_B, _STRONG),
        )
        formula = f"{name} = {factors.dot(i, j, p + 1)}" + (" + …" if p + 1 < factors.k else "")
        so_far = total(terms[: p + 1])
        number, exact = texts.written(so_far, factors.fractions)
        yield Beat(
            (*lines, *pair),
            before,
            Words(words, values),
            formula,
            Words("so far = {number}" if exact else "so far ≈ {number}", {"number": number}),
            Live(_so_far(name), ((so_far,),)),
        )
    value = factors.product[i][j]
    sum_text = texts.equation(factors.dot(i, j), value, factors.fractions)
    yield Beat(
        lines,
        _with_first(factors, i * factors.m + j + 1),
        Words("Row {i} of A · column {j} of B: {sum}", {**values, "sum": sum_text}),
        texts.of_entry(name, sum_text),
        live=Live(name, ((value,),)),
    )


def _so_far(name: str) -> Words:
    return Words("{name} so far", {"name": name})


def _crossing(factors: Factors, i: int, j: int) -> tuple[Highlight, ...]:
    """Return the lights on row i of A, column j of B, and the entry at which they cross."""
    return (
        Highlight("row of A", "A", (i, 0, 1, factors.k), OPERAND_A),
        Highlight("column of B", "B", (0, j, factors.k, 1), OPERAND_B),
        Highlight(f"entry of {factors.table}", factors.table, (i, j, 1, 1), RESULT),
    )


def _with_first(factors: Factors, count: int) -> Texts:
    """Return the results of which the first entries, row by row, are there."""
    return tuple(
        tuple(text if i * factors.m + j < count else "" for j, text in enumerate(row))
        for i, row in enumerate(factors.result)
    )


def _mixing(factors: Factors, j: int) -> tuple[Beat, ...]:
    return tuple(
        _mixed_beat(factors, j, p, count) for p in range(factors.k) for count in (p, p + 1)
    )


def _mixed_beat(factors: Factors, j: int, p: int, count: int) -> Beat:
    """Return the beat at which column p of A is lit and ``count`` columns are in column j of C.

    Formula, numbers and caption take up the column at the same beat: once the lights are there.
    """
    terms = [f"{in_product(row[j])}·a{subscript(q + 1)}" for q, row in enumerate(factors.b_texts)]
    name = f"c{subscript(j + 1)}"
    mix = " + ".join(terms[:count])
    complete = count == factors.k
    values = {"j": str(j + 1), "mix": mix, "term": terms[p], "p": str(p + 1)}
    if complete:
        words = "Column {j} of C is {mix}: A's columns combined by column {j} of B."
    elif count > p:
        words = "Column {j} of C so far: {mix}."
    elif count:
        words = "Column {j} of C so far: {mix}. Next comes {term}, from column {p} of A."
    else:
        words = "Column {j} of C begins with {term}, from column {p} of A."
    columns = _mixed(factors, j, count)
    return Beat(
        (
            Highlight("column of B", "B", (0, j, factors.k, 1), OPERAND_B),
            Highlight("column of C", "C", (0, j, factors.n, 1), RESULT),
            Highlight("column of A", "A", (0, p, factors.n, 1), OPERAND_A, 0.35),
            Highlight("weight in B", "B", (p, j, 1, 1), OPERAND_B, _STRONG),
        ),
        _filled(factors, j, columns if count else ()),
        Words(words, values),
        f"{name} = {mix}" if complete else f"{name} = {mix} + …" if count else f"{name} = …",
        live=Live(name if complete else _so_far(name), columns) if count else None,
    )


def _mixed(factors: Factors, j: int, count: int) -> Numbers:
    """Return the first ``count`` columns of A, weighted by column j of B and added, (n, 1)."""
    weights = tuple((x,) for x in matrix_operations.column(factors.b, j))
    return matrix_operations.product(factors.a, weights, count)


def _filled(factors: Factors, j: int, column: Numbers) -> Texts:
    """Return the results once all columns before j are there, and perhaps a part of column j."""
    so_far = texts.result_texts(column, factors.fractions)
    return tuple(
        tuple(
            factors.result[i][c] if c < j else so_far[i][0] if c == j and so_far else ""
            for c in range(factors.m)
        )
        for i in range(factors.n)
    )


def _outer(factors: Factors, p: int) -> tuple[Beat, ...]:
    sums = matrix_operations.product(factors.a, factors.b, p + 1)
    before = texts.result_texts(
        matrix_operations.product(factors.a, factors.b, p), factors.fractions
    )
    after = texts.result_texts(sums, factors.fractions)
    term = matrix_operations.product(
        tuple((x,) for x in matrix_operations.column(factors.a, p)), (factors.b[p],)
    )
    added = texts.result_texts(term, factors.fractions)
    asked = tuple(
        tuple(texts.sum_text((x, y)) if p else y for x, y in zip(old, new, strict=True))
        for old, new in zip(before, added, strict=True)
    )
    values = {"p": str(p + 1), "k": str(factors.k)}
    first = Beat(
        (
            Highlight("column of A", "A", (0, p, factors.n, 1), OPERAND_A, 0.35),
            Highlight("row of B", "B", (p, 0, 1, factors.m), OPERAND_B, 0.35),
            Highlight("whole of C", "C", (0, 0, factors.n, factors.m), RESULT, 0.12),
        ),
        asked,
        Words(
            "Outer product {p} of {k}: column {p} of A times row {p} of B, every entry with every "
            "other.",
            values,
        ),
        Words("outer product {p} of {k}: column {p} of A × row {p} of B", values),
        live=Live(Words("Outer product {p} of {k}", values), term),
    )
    complete = p + 1 == factors.k
    words = (
        "Outer product {p} is added: C is complete."
        if complete
        else "Outer product {p} is added: C holds the sum so far."
    )
    live = Live("C" if complete else _so_far("C"), sums)
    return first, replace(first, results=after, caption=Words(words, values), live=live)
