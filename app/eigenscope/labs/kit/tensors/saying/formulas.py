"""How one cell of a step's result is made, with numbers: C[0, 1] = 1·6 + 2·8 = 22."""

from __future__ import annotations

from eigenscope.labs.kit.tensors.kinds import COMPARISONS, base_name, is_plain, kind_of, sign_of
from eigenscope.labs.kit.tensors.numbers import answer_text
from eigenscope.labs.kit.tensors.saying import reductions_in_numbers as reductions
from eigenscope.labs.kit.tensors.saying.sums import bracketed, call, few_terms, product, total
from eigenscope.labs.kit.tensors.sources.step_cells import StepCells, index_text, short_label
from eigenscope.labs.kit.tensors.tensor_step import TensorStep
from eigenscope.trace.known import NUMBERS_BY_NAME, Dependency

_WRITTEN = {"*": "·", "-": "−"}
_PREFIX = {"-": "−", "+": "+", "~": "~", "neg": "−", "negative": "−", "not": "not "}
_COPIES = ("alias", "requires_grad_", "tril", "triu", "to", "[]=", "diag")
_LONGEST = 30  # characters of an index that is repeated
_BIASED = ("linear", "conv1d", "conv2d", "conv_transpose1d", "conv_transpose2d")


def formula(step: TensorStep, cell: int, *, place: bool = True) -> str:
    """Return how a cell of a step's result is made.

    Parameters
    ----------
    cell
        The flat index of the cell; 0 of an answer.
    place
        Begin with the cell itself, C[0, 1] =, if the result has a name.
    """
    if step.result is None:
        return _asked(step)
    cells = StepCells(step, cell)
    left, sign = expression(cells)
    begin = ""
    if place and step.result.label.isidentifier():
        begin = f"{step.result.label}{index_text(step.result.shape, cell)} = "
    if not left or begin == f"{left} = ":
        return f"{begin}{cells.result_text}"
    if sign == "=" and cells.rounded and begin != f"{left} = ":
        sign = "≈"
    return f"{begin}{left} {sign} {cells.result_text}"


def _asked(step: TensorStep) -> str:
    """Return a question with its answer, or what is done and gives nothing."""
    text, answer = " ".join(step.text.split()), answer_text(step.answer)
    known = all(not operand.shape for operand in step.operands) and len(step.operands) > 0
    if known and sign_of(base_name(step.operation)):
        text = _elementwise(StepCells(step, 0), base_name(step.operation)) or text
    return text if step.answer in ("", "None") else f"{text} = {answer}"


def expression(cells: StepCells) -> tuple[str, str]:
    """Return what a cell is made from in numbers, and the sign before what comes out."""
    step = cells.step
    name = base_name(step.operation)
    if not step.operands:
        return "", "="
    kind = kind_of(step)
    written = ""
    if name in _COPIES or kind is Dependency.MOVE:
        return (_moved(cells), "=") if _known(cells) else (_by_name(cells), "=")
    if kind is Dependency.ELEMENTWISE or (name == "abs" and _known(cells)):
        written = _elementwise(cells, name)
    elif kind is Dependency.CONTRACT or name in _BIASED:
        written = _contracted(cells, biased=name in _BIASED and len(step.operands) == 3)
    elif kind in (Dependency.REDUCE, Dependency.SCAN) or name in reductions.NAMES:
        written = reductions.reduced(cells, name)
    elif kind is Dependency.ALONG:
        written = reductions.along(cells, name)
    compares = sign_of(name) in COMPARISONS and len(step.operands) == 2
    return written or _by_name(cells), "→" if compares and written else "="


def _known(cells: StepCells) -> bool:
    return any(row is not None for row in cells.rows)


def _moved(cells: StepCells) -> str:
    """Return the cell that has come here; nothing if none has, as in a padding."""
    step = cells.step
    for number, operand in enumerate(step.operands):
        full = cells.full_row(number)
        if full is None or len(full) != 1 or full[0] < 0:
            continue
        if is_plain(operand):
            continue  # a number that is written: it is what stands there
        if cells.equals_result(number, full[0]):
            return f"{short_label(operand)}{index_text(operand.shape, full[0])}"
        if base_name(step.operation) not in ("tril", "triu", "[]=") and step.result is not None:
            return call(step.result.dtype, [cells.text(number, full[0])])
    return ""


def _elementwise(cells: StepCells, name: str) -> str:
    """Return an operator with its numbers, or a function of them."""
    each = cells.each()
    if each is None:
        return ""
    terms = [bracketed(text) for text in each]
    plain = not set(cells.step.named) - NUMBERS_BY_NAME
    sign = sign_of(name)
    if len(each) == 2 and sign and plain:
        sign = _of_bools(cells, _WRITTEN.get(sign, sign))
        return product(terms) if sign == "·" else f"{terms[0]} {sign} {terms[1]}"
    if len(each) == 1 and name in _PREFIX:
        return f"{_PREFIX[name]}{terms[0]}"
    return call(name, [*_with_names(cells, each), *_others(cells)])


def _of_bools(cells: StepCells, sign: str) -> str:
    """Return the sign of an operator as it acts on True and False, if the result is one."""
    logical = {"+": "|", "·": "&"}.get(sign, sign)
    result = cells.step.result
    return logical if result is not None and result.numbers.dtype.kind == "b" else sign


def _with_names(cells: StepCells, each: list[str]) -> list[str]:
    """Return arguments, those that the code names with their names: clamp(5, max=3)."""
    step = cells.step
    numbers = [number for number, operand in enumerate(step.operands) if is_plain(operand)]
    names = [key for key, value in step.named.items() if key in NUMBERS_BY_NAME and _is(value)]
    named = dict(zip(numbers[len(numbers) - len(names) :], names, strict=False))
    return [
        f"{named[number]}={text}" if number in named else text for number, text in enumerate(each)
    ]


def _others(cells: StepCells) -> list[str]:
    """Return the numbers that a function is called with besides its operands: a slope, a beta."""
    step = cells.step
    if any(map(is_plain, step.operands)):
        return []
    return [
        *(str(value) for value in step.arguments if _is(value)),
        *(f"{key}={value}" for key, value in step.named.items() if _is(value)),
    ]


def _is(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _contracted(cells: StepCells, *, biased: bool) -> str:
    """Return a sum of products, one factor from each operand; a bias is added."""
    rows = [cells.full_row(number) for number in range(len(cells.step.operands))]
    known = [row for row in rows if row is not None]
    if len(known) != len(rows):
        return ""
    factors = known[:2] if biased else known
    count = max((len(row) for row in factors), default=0)
    if any(len(row) not in (1, count) for row in factors):
        return ""
    logical = _of_bools(cells, "·") == "&"
    terms = []
    for summand in range(count):
        indices = [row[summand] if len(row) > 1 else row[0] for row in factors]
        if min(indices) >= 0:
            each = [cells.term(number, at) for number, at in enumerate(indices)]
            terms.append(" & ".join(each) if logical else product(each))
    if biased:
        terms.append(cells.term(2, known[2][0]))
    return " | ".join(few_terms(terms)) if logical else total(terms)


def _by_name(cells: StepCells) -> str:
    """Return what is called with what, where no numbers can be told: inv(A)[0, 1]."""
    step = cells.step
    name = base_name(step.operation)
    tensors = [operand for operand in step.operands if not is_plain(operand)]
    labels = [short_label(operand) for operand in tensors or step.operands]
    shape = () if step.result is None else step.result.shape
    number = step.operation.removeprefix(name) if step.operation.endswith("]") else ""
    number = "" if number == "=" or name in ("[]", "[]=") else number
    if name == "[]" and len(step.text) <= _LONGEST:
        return f"{' '.join(step.text.split())}{index_text(shape, cells.cell)}"
    if not name.replace(".", "").isidentifier():
        text = f" {name} ".join(labels)
        return f"({text}){index_text(shape, cells.cell)}"
    return f"{call(name, labels)}{number}{index_text(shape, cells.cell)}"
