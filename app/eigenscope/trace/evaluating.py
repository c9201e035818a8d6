"""Evaluates expressions: listed nodes and listed names alone, and nothing is executed as Python."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import torch

from eigenscope.trace import limits, misfits
from eigenscope.trace.errors import TraceError
from eigenscope.trace.known import NUMPY_DTYPES, Dependency
from eigenscope.trace.library import Callee, Library, Module
from eigenscope.trace.operators import BINARY, COMPARE, UNARY, Operator
from eigenscope.trace.recording import OperationCall, Recorder
from eigenscope.trace.steps import Place
from eigenscope.trace.unknown_syntax import not_understood
from eigenscope.trace.values import Several, TraceValue, is_array, plain, single
from eigenscope.wording.words import Words

# kinds of numbers, which may be called and may be arguments
_KINDS: frozenset[object] = frozenset(
    [int, float, bool, *(getattr(np, name) for name in NUMPY_DTYPES)]
)
_PLAIN = (int, float, complex, bool, str, type(None), type(...))


@dataclass
class Evaluator:
    """Evaluates the expressions of one program, whose names it knows."""

    source: str
    recorder: Recorder
    library: Library
    names: dict[str, TraceValue | Several] = field(default_factory=dict)
    definitions: Mapping[str, npt.NDArray[np.generic]] = field(default_factory=dict)
    """What names stand for that the program has not assigned to."""

    def __post_init__(self) -> None:
        lines = re.split(r"\r\n|\r|\n", self.source)  # as ``ast`` counts them
        self._lines = [line.encode() for line in lines]

    def place(self, node: ast.AST) -> Place:
        """Return where a node stands."""
        line, begin = node.lineno, node.col_offset  # type: ignore[attr-defined]
        before = self._lines[line - 1][:begin].decode(errors="ignore")
        return Place(line, len(before), self._text(node))

    def _text(self, node: ast.AST) -> str:
        first = int(node.lineno) - 1  # type: ignore[attr-defined]
        last = int(node.end_lineno) - 1  # type: ignore[attr-defined]
        begin, end = node.col_offset, node.end_col_offset  # type: ignore[attr-defined]
        if first == last:
            return self._lines[first][begin:end].decode(errors="ignore")
        between = self._lines[first + 1 : last]
        lines = [self._lines[first][begin:], *between, self._lines[last][:end]]
        return b"\n".join(lines).decode(errors="ignore")

    def value(self, node: ast.expr) -> TraceValue | Several:
        """Return what an expression stands for; raise TraceError, with its place, if nothing."""
        try:
            return self._value(node)
        except TraceError as error:
            raise error.at(self.place(node)) from None

    def texted(self, node: ast.expr) -> TraceValue | Several:
        """Return what an expression stands for, with its text."""
        value = self.value(node)
        return value if isinstance(value, Several) else replace(value, text=self._text(node))

    def _value(self, node: ast.expr) -> TraceValue | Several:
        match node:
            case ast.Constant(value=value) if isinstance(value, _PLAIN):
                return TraceValue(value)
            case ast.Name(id=name):
                return self._named(node, name)
            case ast.Tuple(elts=elements):
                return TraceValue(tuple(self._members(elements)))
            case ast.List(elts=elements):
                return TraceValue(list(self._members(elements)))
            case ast.UnaryOp(op=op, operand=operand):
                return self._unary(node, op, operand)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in BINARY:
                sign, run = BINARY[type(op)]
                return self.binary(node, sign, run, self.one(left), self.one(right))
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in COMPARE:
                sign, run = COMPARE[type(op)]
                return self.binary(node, sign, run, self.one(left), self.one(right))
            case ast.Subscript(value=base, slice=index):
                return self._subscript(node, self.texted(base), index)
            case ast.Attribute(value=base, attr=name):
                return self._attribute(node, self.texted(base), name)
            case ast.Call(func=function, args=arguments, keywords=keywords):
                return self._call(node, function, arguments, keywords)
            case _:
                raise not_understood(node)

    def _members(self, elements: Sequence[ast.expr]) -> Iterator[TraceValue | Several]:
        """Yield what elements or arguments stand for, those of a list or tuple after a star."""
        for element in elements:
            if not isinstance(element, ast.Starred):
                yield self.texted(element)
                continue
            spread = self.value(element.value)
            held = spread if isinstance(spread, Several) else spread.held
            if not isinstance(held, list | tuple):
                raise TraceError("Only lists and tuples can be spread with *.")
            for each in held:
                yield each if isinstance(each, TraceValue | Several) else TraceValue(each)

    def one(self, node: ast.expr) -> TraceValue:
        """Return the one value of an expression, with its text."""
        return single(self.texted(node))

    def _named(self, node: ast.expr, name: str) -> TraceValue | Several:
        if name in self.names:
            return self.names[name]
        known = self.library.root(name)
        if name in self.definitions and not isinstance(known, Module):
            return self._defined(node, name)
        if known is None:
            raise TraceError(Words("There is no name {name} here.", {"name": name}))
        return TraceValue(known)

    def _defined(self, node: ast.expr, name: str) -> TraceValue | Several:
        """Return what a definition says, which is a step where it is first used."""
        held = self.definitions[name]
        kind = np.complex128 if held.dtype.kind == "c" else np.float64

        def run() -> torch.Tensor:
            limits.check_cells(held.size)
            return torch.from_numpy(np.array(held, kind, order="C"))

        call = OperationCall("definition", Dependency.MAKE, (), {}, run, limits_itself=True)
        value = self.recorder.call(call, self.place(node))
        self.recorder.trace.steps[-1].name = name
        self.names[name] = value
        return value

    # --- operators ---------------------------------------------------------------------------

    def _unary(self, node: ast.expr, op: ast.unaryop, operand: ast.expr) -> TraceValue | Several:
        value = self.one(operand)
        sign, run = UNARY[type(op)]
        if not is_array(value.held):
            if not isinstance(value.held, int | float | complex):
                raise TraceError(Words("{sign} takes a number or a tensor.", {"sign": sign}))
            if value.step is None:  # a literal with its sign
                return TraceValue(run(value.held))
        call = OperationCall(sign, Dependency.ELEMENTWISE, (value,), {}, run)
        return self.recorder.call(call, self.place(node))

    def binary(
        self,
        node: ast.AST,
        sign: str,
        run: Operator,
        left: TraceValue,
        right: TraceValue,
    ) -> TraceValue | Several:
        """Carry an operator out, as a step."""
        operands = [value.held for value in (left, right)]
        if not any(map(is_array, operands)) and not _are_plain(sign, *operands):
            raise TraceError(Words("{sign} takes numbers or tensors.", {"sign": sign}))
        if sign == "**":
            limits.check_power(*operands)
        kind = Dependency.CONTRACT if sign == "@" else Dependency.ELEMENTWISE
        arrays = any(isinstance(each, np.ndarray | np.generic) for each in operands)
        return self.recorder.call(
            OperationCall(sign, kind, (left, right), {}, run, arrays), self.place(node)
        )

    # --- what a value has --------------------------------------------------------------------

    def _subscript(
        self, node: ast.expr, base: TraceValue | Several, index: ast.expr
    ) -> TraceValue | Several:
        at = self.index(index)
        held = base if isinstance(base, Several) else base.held
        if isinstance(held, list | tuple | Several | torch.Size | str):
            where = plain(at)
            if not isinstance(where, int | slice) or isinstance(held, str):
                raise TraceError("An index of a list is a whole number.")
            try:
                member = held[where]
            except IndexError:
                raise TraceError("This index is beyond the end of the list.") from None
            except (TypeError, ValueError) as error:  # of a slice
                raise misfits.worded("[]", error, []) from None
            return (
                member
                if isinstance(member, TraceValue)
                else TraceValue(member, getattr(base, "step", None))
            )
        if not is_array(held) or not isinstance(base, TraceValue):
            raise TraceError("Only tensors, lists and tuples have indices.")
        return self.item(node, base, at)

    def item(self, node: ast.AST, base: TraceValue, at: TraceValue) -> TraceValue:
        """Take what an index chooses out of a tensor, as a step."""
        numpy = isinstance(base.held, np.ndarray)
        call = OperationCall("[]", Dependency.MOVE, (base, at), {}, operator.getitem, numpy)
        return single(self.recorder.call(call, self.place(node)))

    def index(self, node: ast.expr) -> TraceValue:
        """Return what stands between the brackets of an index."""
        match node:
            case ast.Slice(lower=lower, upper=upper, step=step):
                parts = (None if part is None else self.one(part) for part in (lower, upper, step))
                return TraceValue(slice(*parts))
            case ast.Tuple(elts=elements):
                return TraceValue(tuple(map(self.index, elements)))
            case _:
                return self.one(node)

    def _attribute(
        self, node: ast.expr, base: TraceValue | Several, name: str
    ) -> TraceValue | Several:
        if isinstance(base, Several):
            if name in base.names:
                return base[base.names.index(name)]
            raise _missing(base, name)
        if isinstance(base.held, Module):
            return TraceValue(base.held.member(name))
        kind = self.library.attribute(base.held, name)
        if kind is None:
            method = self.library.method(base, name)
            if method is None:
                raise _missing(base.held, name)
            return TraceValue(method)
        if name == "grad" and isinstance(base.held, torch.Tensor):
            return TraceValue(base.held.grad, base.step)
        call = OperationCall(name, kind, (base,), {}, operator.attrgetter(name))
        return self.recorder.call(call, self.place(node))

    # --- calls -------------------------------------------------------------------------------

    def _call(
        self,
        node: ast.expr,
        function: ast.expr,
        arguments: list[ast.expr],
        keywords: list[ast.keyword],
    ) -> TraceValue | Several:
        called = self.one(function).held
        if not isinstance(called, Callee):
            raise TraceError("This cannot be called.")
        operands = [_argument(single(each)) for each in self._members(arguments)]
        named = {}
        for keyword in keywords:
            if keyword.arg is None:
                raise TraceError("** is not understood here.")
            named[keyword.arg] = _argument(self.one(keyword.value))
        if called.prints:
            text = " ".join(str(plain(value)) for value in operands)
            self.recorder.trace.printed.append(text)
            return TraceValue(None)
        if called.bare:
            bounded = [*map(plain, operands), *map(plain, named.values())]
            limits.check_plain([] if called.name == "range" else bounded)
            try:
                held = called.run(*map(plain, operands), **{k: plain(v) for k, v in named.items()})
            except TraceError:
                raise
            except Exception as error:  # whatever Python finds wrong
                raise misfits.worded(called.name, error, []) from None
            limits.check_plain([] if called.name == "range" else [held])
            return TraceValue(held)
        if called.owner is not None:
            operands.insert(0, called.owner)
        call = OperationCall(
            called.name, called.kind, tuple(operands), named, called.run, called.numpy,
            _equation(called.name, operands), called.limits_itself,
        )  # fmt: skip
        return self.recorder.call(call, self.place(node))


def _argument(value: TraceValue) -> TraceValue:
    """Return an argument: of what may be called, only a kind of numbers is one."""
    called = value.held
    return TraceValue(called.run) if isinstance(called, Callee) and called.run in _KINDS else value


def _missing(held: object, name: str) -> TraceError:
    """Return that a value has no attribute or method of a name, by what kind of value it is."""
    if isinstance(held, torch.Tensor | np.ndarray | np.generic):
        return TraceError(Words("A tensor has no {name} here.", {"name": name}))
    kind = type(plain(held)).__name__
    words = Words("This is no tensor ({kind}), and has no {name}.", {"kind": kind, "name": name})
    return TraceError(words)


def _equation(name: str, operands: list[TraceValue]) -> str | None:
    """Return the equation of an einsum."""
    said = operands[0].held if name == "einsum" and operands else None
    return said if isinstance(said, str) else None


def _are_plain(sign: str, left: object, right: object) -> bool:
    """Tell whether an operator may join plain values; lists are joined, never multiplied."""
    if sign in ("==", "!="):
        return True
    if isinstance(left, list) and isinstance(right, list):
        return sign == "+"
    if isinstance(left, tuple) and isinstance(right, tuple):
        return sign == "+"
    known = (int, float, complex)
    return isinstance(left, known) and isinstance(right, known)
