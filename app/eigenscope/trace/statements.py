"""Carries statements out: assignments, writing into tensors, loops that are unrolled."""

from __future__ import annotations

import ast
import operator
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from eigenscope.trace import limits, misfits, sources
from eigenscope.trace.errors import TraceError
from eigenscope.trace.evaluating import Evaluator
from eigenscope.trace.known import Dependency
from eigenscope.trace.operators import BINARY, INPLACE, operator_of
from eigenscope.trace.recording import OperationCall
from eigenscope.trace.steps import MOST_INDICES, Place, Sources, TraceStep
from eigenscope.trace.unknown_syntax import not_understood
from eigenscope.trace.values import (
    Several,
    TraceValue,
    is_array,
    plain,
    single,
    snapshot,
    without_tensors,
)
from eigenscope.wording.words import Words

_MODULES = frozenset(["torch", "numpy", "math", "torch.nn", "torch.nn.functional"])


class Statements:
    """Carries the statements of one program out."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._steps = evaluator.recorder.trace.steps

    def run(self, body: Sequence[ast.stmt]) -> None:
        """Carry statements out; raise TraceError, with its place, where one cannot be."""
        for statement in body:
            try:
                self._run(statement)
            except TraceError as error:
                raise error.at(self._evaluator.place(statement)) from None

    def _run(self, statement: ast.stmt) -> None:
        match statement:
            case ast.Expr(value=value):
                self._look(value)
            case ast.Assign(targets=targets, value=value):
                self._assign(targets, self._evaluator.texted(value))
            case ast.AugAssign(target=target, op=op, value=value) if type(op) in BINARY:
                self._augment(statement, target, BINARY[type(op)][0], self._evaluator.one(value))
            case ast.For(target=ast.Name(id=name), iter=turns, body=body, orelse=[]):
                self._loop(name, turns, body)
            case ast.With(items=[item], body=body) if _is_no_grad(item.context_expr):
                with torch.no_grad():
                    self.run(body)
            case ast.Import(names=names):
                self._check_modules([alias.name for alias in names])
            case ast.ImportFrom(module=module):
                self._check_modules([module or ""])
            case ast.Pass():
                pass
            case _:
                raise not_understood(statement)

    def _look(self, node: ast.expr) -> None:
        """Evaluate an expression; one that is only the name of a tensor is looked at."""
        before = len(self._steps)
        value = self._evaluator.value(node)
        named = isinstance(node, ast.Name | ast.Attribute) and len(self._steps) == before
        if named and isinstance(value, TraceValue) and is_array(value.held):
            self._evaluator.recorder.look(value, self._evaluator.place(node))

    @staticmethod
    def _check_modules(names: Sequence[str]) -> None:
        for name in names:
            if name not in _MODULES:
                raise TraceError(
                    Words("{name} is not known here: torch, numpy and math are.", {"name": name})
                )

    def _loop(self, name: str, turns: ast.expr, body: Sequence[ast.stmt]) -> None:
        over = self._evaluator.texted(turns)
        held = over if isinstance(over, Several) else over.held
        if is_array(held) and isinstance(over, TraceValue):
            array: torch.Tensor = held  # type: ignore[assignment]
            count = len(array) if array.ndim else 0
        elif isinstance(held, range | list | tuple):
            count = len(held)
        else:
            raise TraceError("A loop goes over range(…), a list, a tuple or a tensor.")
        if count > limits.MOST_TURNS:
            values = {"count": count, "most": limits.MOST_TURNS}
            raise TraceError(Words("A loop has at most {most} turns, and this {count}.", values))
        for turn in range(count):
            if is_array(held) and isinstance(over, TraceValue):
                self._bind(name, self._evaluator.item(turns, over, TraceValue(turn)))
            else:
                each = held[turn]  # type: ignore[index]
                self._bind(name, each if isinstance(each, TraceValue) else TraceValue(each))
            self.run(body)

    # --- assigning ---------------------------------------------------------------------------

    def _assign(self, targets: Sequence[ast.expr], value: TraceValue | Several) -> None:
        first = True
        for target in targets:
            if not first and isinstance(target, ast.Name) and isinstance(value, TraceValue):
                self._alias(target, value)
            else:
                self._assign_one(target, value)
            first = False

    def _assign_one(self, target: ast.expr, value: TraceValue | Several) -> None:
        match target:
            case ast.Name(id=name):
                self._bind(name, value)
            case ast.Tuple(elts=elements) | ast.List(elts=elements):
                held = value if isinstance(value, Several) else value.held
                if is_array(held) and isinstance(value, TraceValue):
                    array: torch.Tensor = held  # type: ignore[assignment]
                    if not array.ndim or len(array) != len(elements):
                        raise TraceError("There are not as many names as values.")
                    held = [
                        self._evaluator.item(target, value, TraceValue(k))
                        for k in range(len(array))
                    ]
                if not isinstance(held, list | tuple) or len(held) != len(elements):
                    raise TraceError("There are not as many names as values.")
                for element, each in zip(elements, held, strict=True):
                    self._assign_one(
                        element, each if isinstance(each, TraceValue) else TraceValue(each)
                    )
            case ast.Subscript(value=base, slice=index) if isinstance(value, TraceValue):
                self._write(target, self._evaluator.one(base), self._evaluator.index(index), value)
            case ast.Attribute(value=base, attr="grad") if single(value).held is None:
                self._clear_gradient(target, self._evaluator.one(base).held)
            case _:
                raise TraceError("Values are assigned to names, and written into tensors.")

    def _bind(self, name: str, value: TraceValue | Several) -> None:
        if self._evaluator.library.root(name) is not None and name in ("torch", "np", "numpy"):
            raise TraceError(Words("{name} keeps its meaning here.", {"name": name}))
        known = isinstance(value, TraceValue) and any(
            isinstance(each, TraceValue) and each.step == value.step and each.held is value.held
            for each in self._evaluator.names.values()
        )
        if isinstance(value, TraceValue) and value.step is not None and not known:
            self._steps[value.step].name = name
        self._evaluator.names[name] = value

    def _alias(self, target: ast.Name, value: TraceValue) -> None:
        """Give what has a name another one: a step that shares its memory."""
        held = value.held
        if not is_array(held) or value.step is None:
            self._bind(target.id, value)
            return
        call = OperationCall("alias", Dependency.ELEMENTWISE, (value,), {}, lambda each: each)
        recorder = self._evaluator.recorder
        place = self._evaluator.place(target)
        again = recorder.write(call, held, place, recorder.operands(call))
        self._bind(target.id, again)

    def _clear_gradient(self, target: ast.expr, held: object) -> None:
        """Carry ``x.grad = None`` out, which is no step."""
        if not isinstance(held, torch.Tensor):
            raise TraceError("Values are assigned to names, and written into tensors.")
        held.grad = None
        watcher = self._evaluator.recorder.watcher
        if watcher is not None:
            watcher.cleared(held, target.lineno)

    # --- writing into tensors ------------------------------------------------------------------

    def _augment(
        self, statement: ast.AugAssign, target: ast.expr, sign: str, value: TraceValue
    ) -> None:
        if isinstance(target, ast.Name):
            before = self._evaluator.one(target)
            if not is_array(before.held) or isinstance(before.held, np.generic):
                run = INPLACE[sign]
                self._bind(
                    target.id,
                    self._evaluator.binary(statement, sign, run, before, value),
                )
                return
            self._bind(target.id, self._write_all(statement, sign, before, value))
        elif isinstance(target, ast.Attribute) and target.attr in ("data", "grad"):
            held = self._evaluator.one(target)
            if not is_array(held.held):
                raise TraceError("Only tensors can be written into.")
            self._write_all(statement, sign, held, value)
        elif isinstance(target, ast.Subscript):
            base = self._evaluator.one(target.value)
            index = self._evaluator.index(target.slice)
            old = self._evaluator.item(target, base, index)
            new = self._evaluator.binary(statement, sign, operator_of(sign), old, value)
            self._write(target, base, index, single(new))
        else:
            raise TraceError("Values are assigned to names, and written into tensors.")

    def _write_all(
        self, statement: ast.AugAssign, sign: str, before: TraceValue, value: TraceValue
    ) -> TraceValue | Several:
        kind = Dependency.CONTRACT if sign == "@" else Dependency.ELEMENTWISE
        numpy = isinstance(before.held, np.ndarray)
        call = OperationCall(f"{sign}=", kind, (before, value), {}, INPLACE[sign], numpy)
        arguments = [plain(before), plain(value)]
        recorder = self._evaluator.recorder
        operands = recorder.operands(call)
        shapes = [tuple(each.shape) for each in arguments if is_array(each)]  # type: ignore[attr-defined]
        try:
            if sign != "@":
                misfits.check_broadcast(shapes)
            result = call.run(*arguments)
        except TraceError as error:
            raise error.of(operands) from None
        except Exception as error:
            raise misfits.worded(call.name, error, arguments).of(operands) from None
        return recorder.write(call, result, self._evaluator.place(statement), operands)

    def _write(
        self, target: ast.expr, base: TraceValue, index: TraceValue, value: TraceValue
    ) -> None:
        """Write into a part of a tensor, as a step that has its name and shares its memory."""
        held = base.held
        if not is_array(held) or isinstance(held, np.generic):
            raise TraceError("Only tensors can be written into.")
        where, what = plain(index), plain(value)
        place = self._evaluator.place(target)
        before = snapshot(held)  # type: ignore[arg-type]

        def run(array: Any, what: object) -> object:
            operator.setitem(array, where, what)
            return array

        call = OperationCall("[]=", Dependency.MIX, (base, value), {}, run)
        recorder = self._evaluator.recorder
        operands = recorder.operands(call)
        try:
            call.run(held, what)
        except Exception as error:
            raise misfits.unwritable(held, where, what, error).of(operands) from None
        written = recorder.write(call, held, place, operands)
        if isinstance(written, TraceValue) and written.step is not None:
            step = self._steps[written.step]
            step.arguments = (None, without_tensors(index), without_tensors(value))
            step.sources = _sources_of_writing(before, where, what, step)
            for name, known in list(self._evaluator.names.items()):
                if isinstance(known, TraceValue) and known.held is held:
                    self._evaluator.names[name] = written
                    step.name = name


def _sources_of_writing(
    before: object, where: Any, what: object, step: TraceStep
) -> tuple[Sources, ...] | None:
    """Return which cells stay, and which come from what is written."""
    array: torch.Tensor = before  # type: ignore[assignment]
    cells = sources.numbers(tuple(array.shape), 1)
    values = sources.numbers(tuple(getattr(what, "shape", ())), cells.size + 1)
    if cells.size > MOST_INDICES:
        return None
    try:
        if isinstance(array, torch.Tensor):
            numbered = torch.from_numpy(cells.copy())
            numbered[where] = torch.from_numpy(values) if is_array(what) else 0
            flat = numbered.numpy().reshape(-1)
        else:
            numbered_array = cells.copy()
            numbered_array[where] = values if is_array(what) else 0
            flat = numbered_array.reshape(-1)
    except Exception:  # an index that means numbers of its own
        return (sources.ALL, sources.ALL)[: len(step.inputs)]
    old = Sources(np.where((flat >= 1) & (flat <= cells.size), flat - 1, -1)[:, None])
    fresh = Sources(np.where(flat > cells.size, flat - cells.size - 1, -1)[:, None])
    return (old, fresh) if is_array(what) else (old,)


def _is_no_grad(node: ast.expr) -> bool:
    return ast.unparse(node) == "torch.no_grad()"


def place_of_syntax(error: SyntaxError, source: str) -> Place:
    """Return where a text cannot be read."""
    line = max(error.lineno or 1, 1)
    lines = source.splitlines() or [""]
    return Place(line, max((error.offset or 1) - 1, 0), lines[min(line, len(lines)) - 1])
