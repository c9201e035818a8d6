"""Operations entry by entry in beats: an axis of length 1 is broadcast first, then pairs meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eigenscope.exact import matrix_operations
from eigenscope.exact.matrix_operations import Numbers, Results, Shape
from eigenscope.exact.numbers import Number, total
from eigenscope.labs.kit.cells import Texts
from eigenscope.labs.kit.colours import OPERAND_A, OPERAND_B, RESULT
from eigenscope.labs.kit.typed_texts import in_product
from eigenscope.labs.product import texts
from eigenscope.labs.product.beats import Beat, Beats, Highlight, Live
from eigenscope.wording.words import Text, Value, Words, as_words

SIGNS = {"+": "+", "−": "−", "×": "∘", "÷": "÷", "^": "^"}
"""How each operator is written between two tables: ∘ is the Hadamard product."""

_CANNOT: Mapping[str, Text] = {
    "÷": "Division by 0 is undefined: that cell stays empty (torch gives inf or nan).",
    "^": "That power is not a real number: the cell stays empty (torch gives nan or inf).",
}


class Pair:
    """Two tables of shapes that fit entry by entry, and what an operator makes of them.

    Parameters
    ----------
    operator
        A key of `SIGNS`.
    a, b
        The tables as they were entered.
    a_texts, b_texts
        The same as they were typed.
    fractions
        Whether results are written as fractions.
    """

    def __init__(
        self,
        operator: str,
        a: Numbers,
        b: Numbers,
        a_texts: Texts,
        b_texts: Texts,
        fractions: bool,
    ) -> None:
        self.operator, self.fractions = operator, fractions
        self.a, self.b, self.a_texts, self.b_texts = a, b, a_texts, b_texts
        self.shapes = matrix_operations.shape_of(a), matrix_operations.shape_of(b)
        shape = matrix_operations.broadcast_shape(*self.shapes)
        if shape is None:
            raise ValueError("the sizes do not fit")
        self.shape: Shape = shape
        first, second = (
            matrix_operations.stretched(a, self.shape),
            matrix_operations.stretched(b, self.shape),
        )
        self.result: Results = matrix_operations.entrywise(operator, first, second)
        self.texts = texts.result_texts(self.result, fractions)

    def stretches(self) -> bool:
        """Tell whether a table has an axis that is stretched."""
        return any(shape != self.shape for shape in self.shapes)

    def texts_at(self, i: int, j: int) -> tuple[str, str]:
        """Return the two entries that meet in a cell."""
        first, second = (
            table[i if rows > 1 else 0][j if columns > 1 else 0]
            for table, (rows, columns) in zip(
                (self.a_texts, self.b_texts), self.shapes, strict=True
            )
        )
        return first, second


def beats(pair: Pair) -> Beats:
    """Return the beats of an operation entry by entry."""
    rows, columns = pair.shape
    empty: Texts = (("",) * columns,) * rows
    stages: list[tuple[Beat, ...]] = []
    if pair.stretches():
        stages.append((Beat((), empty, _stretch_words(pair)),))
    stages += [(_cell(pair, i, j),) for i in range(rows) for j in range(columns)]
    begin = Beat(
        (),
        empty,
        _stretch_words(pair)
        if pair.stretches()
        else Words("Equal sizes: each entry of A is paired with the entry of B in the same place."),
        spread=0.0,
    )
    return Beats(begin, tuple(stages), Beat((), pair.texts, _end_words(pair)))


def _stretch_words(pair: Pair) -> Words:
    """Say which axis of which table is copied."""
    copied = [
        (axis, name)
        for name, shape in zip("AB", pair.shapes, strict=True)
        for axis in range(2)
        if shape[axis] != pair.shape[axis]
    ]
    axis, first = copied[0]
    rows, columns = map(str, pair.shape)
    values = {"first": first, "second": copied[-1][1], "rows": rows, "columns": columns}
    if len(copied) == 1:
        return Words(
            "{first}'s only column is copied to make {columns}, so that the sizes agree."
            if axis
            else "{first}'s only row is copied to make {rows}, so that the sizes agree.",
            values,
        )
    return Words(
        "{first}'s only column is copied to make {columns}, {second}'s only row is copied to make "
        "{rows}, so that the sizes agree."
        if axis
        else "{first}'s only row is copied to make {rows}, {second}'s only column is copied to "
        "make {columns}, so that the sizes agree.",
        values,
    )


def _end_words(pair: Pair) -> Words:
    if any(number is None for row in pair.result for number in row):
        return as_words(_CANNOT.get(pair.operator, ""))
    sizes = {"a": _size(pair.shapes[0]), "b": _size(pair.shapes[1]), "c": _size(pair.shape)}
    if pair.stretches():
        return Words("Done: {a} with {b} gives {c}, by broadcasting.", sizes)
    if pair.operator == "×":
        return Words(
            "The Hadamard product, not the matrix product, although * may suggest it.", sizes
        )
    return Words("Done: {c} entries by {c} entries give {c}.", sizes)


def _size(shape: Shape) -> str:
    return f"{shape[0]}×{shape[1]}"


def _cell(pair: Pair, i: int, j: int) -> Beat:
    marks = (
        Highlight("entry of A", "A", (i, j, 1, 1), OPERAND_A, 0.4),
        Highlight("entry of B", "B", (i, j, 1, 1), OPERAND_B, 0.4),
        Highlight("entry of C", "C", (i, j, 1, 1), RESULT),
    )
    first, second = pair.texts_at(i, j)
    number = pair.result[i][j]
    asked = f"{in_product(first)} {pair.operator} {in_product(second)}"
    answer = texts.equation(asked, number, pair.fractions)
    name = texts.entry_name("c", i, j)
    return Beat(
        marks,
        _first(pair, i * pair.shape[1] + j + 1),
        _cell_words(pair, i, j, answer),
        texts.of_entry(name, answer),
        _product_note(pair, i, j),
        Live(name, ((number,),)),
    )


def _cell_words(pair: Pair, i: int, j: int, answer: Words) -> Words:
    """Say what the entries that meet in a cell give, and where they are copied from."""
    values: dict[str, Value] = {"i": str(i + 1), "j": str(j + 1), "answer": answer}
    copied = [*_copied(pair, i, j)]
    if not copied:
        return Words("Row {i}, column {j}: {answer}.", values)
    values |= {"copied": copied[0], "other": copied[-1]}
    return Words(
        "Row {i}, column {j}: {answer}; {copied}."
        if len(copied) == 1
        else "Row {i}, column {j}: {answer}; {copied}; {other}.",
        values,
    )


def _copied(pair: Pair, i: int, j: int) -> Iterator[Words]:
    """Yield where the entries that meet in a cell are copied from, if they are copies."""
    for name, text, (rows, columns) in zip("AB", pair.texts_at(i, j), pair.shapes, strict=True):
        values = {"number": text, "name": name}
        if i >= rows and j >= columns:
            yield Words("{number} is copied from row 1, column 1 of {name}", values)
        elif i >= rows:
            yield Words("{number} is copied from row 1 of {name}", values)
        elif j >= columns:
            yield Words("{number} is copied from column 1 of {name}", values)


def _first(pair: Pair, count: int) -> Texts:
    columns = pair.shape[1]
    return tuple(
        tuple(text if i * columns + j < count else "" for j, text in enumerate(row))
        for i, row in enumerate(pair.texts)
    )


def _product_note(pair: Pair, i: int, j: int) -> Text:
    """Return what the matrix product has in the same place, if there is such a place."""
    (rows, inner), (others, columns) = pair.shapes
    if pair.operator != "×" or inner != others or i >= rows or j >= columns:
        return ""
    terms = matrix_operations.dot_terms(pair.a, pair.b, i, j)
    row, column = pair.a_texts[i], [texts_row[j] for texts_row in pair.b_texts]
    value: Number = total(terms)
    answer = texts.equation(texts.products_text(row, column), value, pair.fractions)
    return Words("not the matrix product: A B has {answer} here", {"answer": answer})
