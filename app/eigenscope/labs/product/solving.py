"""From the inputs to a solution: numbers, texts, what happens in beats, and what stands where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from eigenscope.exact import matrix_operations
from eigenscope.exact.matrix_operations import Results, Shape
from eigenscope.labs.kit.cells import Texts, cell_width
from eigenscope.labs.product import entrywise, multiplying, reducing
from eigenscope.labs.product.beats import Beats, Block
from eigenscope.labs.product.inputs import Inputs, fits, sign_of
from eigenscope.labs.product.layout import Part, Plan
from eigenscope.labs.product.multiplying import Factors
from eigenscope.labs.product.texts import entry_texts, has_fractions, numbers_of
from eigenscope.wording.words import Text, Words, listed, sentences

_ARROWS: Mapping[str, tuple[Text, Text]] = {
    "sum": ("↓ sum", "→ sum"),
    "mean": ("↓ mean", "→ mean"),
    "cumsum": ("↓ running sum", "→ running sum"),
}
"""The sign of a reduction, down the rows and across."""


@dataclass(frozen=True)
class Misfit:
    """Why nothing is computed: in a sentence, what would fit, and the cells without a partner."""

    words: Text
    hint: Text
    blocks: tuple[tuple[str, Block], ...]


@dataclass(frozen=True, eq=False)
class Solution:
    """All that a frame and the readouts need.

    Attributes
    ----------
    plan
        Which tables stand where.
    texts
        What the entered tables say, by name.
    result
        The numbers of C; none if the sizes do not fit.
    beats
        What happens; None if the sizes do not fit.
    """

    inputs: Inputs
    plan: Plan
    texts: dict[str, Texts]
    result: Results = ()
    beats: Beats | None = None
    misfit: Misfit | None = None
    fractions: bool = False
    ghosts: dict[str, Texts] = field(default_factory=dict)

    @property
    def outcome(self) -> str:
        """The name of the table that is computed: C, or a layer's Y."""
        return "Y" if self.inputs.topic == "layer" else "C"


def size(shape: Shape) -> str:
    """Return a size as people write it: 2×3."""
    return f"{shape[0]}×{shape[1]}"


def _part(name: str, heading: str, shape: Shape, width: float, own: Shape | None = None) -> Part:
    own = own or shape
    return Part(name, f"{heading}  {size(own)}", *shape, width, own)


def product(inputs: Inputs) -> Solution:
    """Return the solution of a product, or of a layer."""
    texts = {"A": entry_texts(inputs.a), "B": entry_texts(inputs.b)}
    layer = inputs.topic == "layer"
    outcome = "Y" if layer else "C"
    fractions = has_fractions(inputs.a, inputs.b, *([inputs.bias] if layer else []))
    parts = [
        _part("A", "A", inputs.a.shape, cell_width(texts["A"])),
        _part("B", "B", inputs.b.shape, cell_width(texts["B"])),
    ]
    if not fits(inputs):
        plan = Plan("blackboard", tuple(parts))
        return Solution(inputs, plan, texts, misfit=_no_product(inputs.a.shape, inputs.b.shape))
    factors = Factors(
        numbers_of(inputs.a), numbers_of(inputs.b), texts["A"], texts["B"], fractions, outcome
    )
    shape = (factors.n, factors.m)
    result = factors.product
    if layer:
        bias = numbers_of(inputs.bias)
        texts["b"] = entry_texts(inputs.bias)
        result = reducing.with_bias(result, bias)
        beats = reducing.layer_beats(factors, bias, texts["b"])
        headings = ("Y = A B + b", "b")
    else:
        beats = multiplying.beats(factors, inputs.reading)
        headings = ("C = A B", "")
    if inputs.topic == "product" and inputs.reading == "columns":
        parts[0] = replace(parts[0], letter="a")
    # The columns of B, C and b stand above each other.
    width = max(cell_width(each) for each in (texts["B"], *beats.all_results()))
    width = max(width, cell_width(texts.get("b", (("",),))))
    parts[1] = replace(parts[1], width=width)
    parts.append(
        replace(_part(outcome, headings[0], shape, width), letter="c" if parts[0].letter else "")
    )
    if layer:
        parts.append(_part("b", headings[1], inputs.bias.shape, width))
    plan = Plan("blackboard", tuple(parts))
    return Solution(inputs, plan, texts, result, beats, fractions=fractions)


def combined(inputs: Inputs) -> Solution:
    """Return the solution of an operation entry by entry."""
    texts = {"A": entry_texts(inputs.a), "B": entry_texts(inputs.b)}
    shape = matrix_operations.broadcast_shape(inputs.a.shape, inputs.b.shape)
    sign = entrywise.SIGNS[sign_of(inputs)]
    widths = cell_width(texts["A"]), cell_width(texts["B"])
    if shape is None:
        alone = (
            _part("A", "A", inputs.a.shape, widths[0]),
            _part("B", "B", inputs.b.shape, widths[1]),
        )
        misfit = _no_pairs(inputs.a.shape, inputs.b.shape)
        return Solution(inputs, Plan("row", alone, (sign,)), texts, misfit=misfit)
    fractions = has_fractions(inputs.a, inputs.b)
    numbers = numbers_of(inputs.a), numbers_of(inputs.b)
    pair = entrywise.Pair(sign_of(inputs), *numbers, texts["A"], texts["B"], fractions)
    beats = entrywise.beats(pair)
    parts = (
        _part("A", "A", shape, widths[0], inputs.a.shape),
        _part("B", "B", shape, widths[1], inputs.b.shape),
        _part("C", f"C = A {sign} B", shape, cell_width(pair.texts)),
    )
    ghosts = {
        name: _copies(texts[name], own, shape)
        for name, own in zip("AB", pair.shapes, strict=True)
        if own != shape
    }
    plan = Plan("row", parts, (sign, "="))
    return Solution(inputs, plan, texts, pair.result, beats, fractions=fractions, ghosts=ghosts)


def _copies(texts: Texts, own: Shape, shape: Shape) -> Texts:
    """Return the texts of a table with its axes of length 1 repeated up to a shape."""
    return tuple(
        tuple(texts[min(i, own[0] - 1)][min(j, own[1] - 1)] for j in range(shape[1]))
        for i in range(shape[0])
    )


def reduction(inputs: Inputs) -> Solution:
    """Return the solution of a reduction along an axis."""
    texts = {"A": entry_texts(inputs.a)}
    numbers, axis, fold = numbers_of(inputs.a), int(inputs.axis), inputs.fold
    fractions = has_fractions(inputs.a)
    beats = reducing.reduction_beats(numbers, axis, fold, fractions)
    result = reducing.reduced(numbers, axis, fold)
    shape = matrix_operations.shape_of(result)
    width = max(cell_width(each) for each in beats.all_results())
    own = cell_width(texts["A"])
    kind = "down" if axis == 0 and fold != "cumsum" else "row"
    if kind == "down":
        own = width = max(own, width)
    keeps = inputs.keepdims or fold == "cumsum"
    heading = f"C  {size(shape)}" if keeps else f"C  ({max(shape)},)"
    parts = (
        _part("A", "A", inputs.a.shape, own),
        Part("C", heading, *shape, width, shape),
    )
    plan = Plan(kind, parts, (_ARROWS[fold][axis],))
    return Solution(inputs, plan, texts, result, beats, fractions=fractions)


def _no_product(a: Shape, b: Shape) -> Misfit:
    words = Words(
        "A is {a} and B is {b}: the inner sizes {columns} and {rows} differ.",
        {"a": size(a), "b": size(b), "columns": str(a[1]), "rows": str(b[0])},
    )
    common, more = min(a[1], b[0]), max(a[1], b[0])
    values = {"first": str(common + 1), "last": str(more)}
    if a[1] > b[0]:
        lonely = (
            "Column {first} of A has no matching row of B."
            if more == common + 1
            else "Columns {first} to {last} of A have no matching row of B."
        )
    else:
        lonely = (
            "Row {first} of B has no matching column of A."
            if more == common + 1
            else "Rows {first} to {last} of B have no matching column of A."
        )
    hint = Words(lonely, values)
    blocks: tuple[tuple[str, Block], ...] = (
        (("A", (0, common, a[0], a[1] - common)),)
        if a[1] > common
        else (("B", (common, 0, b[0] - common, b[1])),)
    )
    fitting = [
        name
        for name, does in (
            ("Aᵀ B", a[0] == b[0]),
            ("A Bᵀ", a[1] == b[1]),
            ("B A", b[1] == a[0]),
        )
        if does
    ]
    if fitting:
        hint = sentences([hint, Words("{products} would fit.", {"products": listed(fitting)})])
    return Misfit(words, hint, blocks)


def _no_pairs(a: Shape, b: Shape) -> Misfit:
    blocks: list[tuple[str, Block]] = []
    for axis in range(2):
        if a[axis] == b[axis] or 1 in (a[axis], b[axis]):
            continue
        name, (rows, columns) = ("A", a) if a[axis] > b[axis] else ("B", b)
        common = min(a[axis], b[axis])
        whole = (common, 0, rows - common, columns), (0, common, rows, columns - common)
        blocks.append((name, whole[axis]))
    words = Words(
        "A is {a} and B is {b}: entry by entry, sizes must be equal or 1.",
        {"a": size(a), "b": size(b)},
    )
    return Misfit(words, "Aᵀ has B's size." if a[::-1] == b else "", tuple(blocks))
