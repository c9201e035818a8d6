"""What is said while values run through a program's graph, and gradients back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from eigenscope.labs.kit.chain_rule.pass_graph import PassGraph
from eigenscope.labs.kit.chain_rule.short_numbers import cells_text, written_text
from eigenscope.trace.differentiating.differentiation import (
    DerivativeEdge,
    DerivativeNode,
    GradientWrite,
    NodeGradient,
    Passing,
)
from eigenscope.trace.operators import WRITING
from eigenscope.wording.words import Text, Words, as_it_is, as_words, listed

_MOST_NAMES, _MOST_TERMS = 6, 4
_LONGEST = 36  # letters of a value in a sentence


def entered(graph: PassGraph, nodes: Sequence[DerivativeNode]) -> Words:
    """Return what is said of tensors that the program makes itself."""
    names = [as_it_is(graph.names.name(node.index)) for node in nodes[:_MOST_NAMES]]
    if len(nodes) > _MOST_NAMES:
        return Words("{count} tensors are entered.", {"count": len(nodes)})
    return Words("Entered: {names}.", {"names": listed(names)})


def valued(graph: PassGraph, node: DerivativeNode) -> Words:
    """Return what is said of a value that is computed, and of what stops gradients there."""
    formula = as_it_is(value_formula(graph, node))
    passings = {edge.passing for edge in node.edges}
    if Passing.DETACHED in passings:
        return Words("{formula}. From here on it counts as constant.", {"formula": formula})
    if Passing.NO_GRAD in passings:
        words = "{formula}, within no_grad(): it is not recorded in the graph."
        return Words(words, {"formula": formula})
    if Passing.STEPS in passings:
        return Words(
            "{formula}. Its derivative is 0 or missing, so no gradient goes through it.",
            {"formula": formula},
        )
    return sentence(formula)


def sentence(formula: Text) -> Words:
    """Return a formula as a sentence, which others may follow."""
    return Words("{formula}.", {"formula": as_words(formula)}, "sentence")


def value_formula(graph: PassGraph, node: DerivativeNode) -> str:
    """Return a value with the expression that it comes from: "z = x + y = 3"."""
    name = graph.names.name(node.index)
    text = " ".join(node.text.split())
    value = _numbers(node.value)
    if node.operation in WRITING:
        return f"{text}: {name} = {value}"
    parts = [name] if node.name else []
    if text and text != name and len(text) <= 2 * _LONGEST:
        parts.append(text)
    return " = ".join([*(parts or [name]), value])


def symbol(graph: PassGraph, above: int, below: int) -> str:
    """Return a derivative of one node by another: ∂f/∂x."""
    return f"∂{graph.names.name(above)}/∂{graph.names.name(below)}"


def gradient_formula(graph: PassGraph, known: NodeGradient) -> str:
    """Return a gradient as the sum over its branches, with numbers where they are few."""
    assert graph.back is not None
    left = symbol(graph, graph.back.root, known.node)
    value = _numbers(known.gradient)
    if not known.terms:
        return f"{left} = {value}"
    edges = [term.edge for term in known.terms]
    factors = [_factors(graph, edge) for edge in edges[:_MOST_TERMS]]
    more = [] if len(edges) <= _MOST_TERMS else ["…"]
    return f"{left} = {' + '.join([*factors, *more])} = {value}"


def _factors(graph: PassGraph, edge: DerivativeEdge) -> str:
    """Return the gradient at an edge's end times its derivative: numbers, or their symbols."""
    assert graph.back is not None
    target = graph.gradients[edge.target].gradient
    block = edge.block
    if block is None or block.shape != (1, 1):
        outer = symbol(graph, graph.back.root, edge.target)
        return outer if block is not None and block.picks else f"{outer} · {_local(graph, edge)}"
    outer = _factor(target.reshape(()))
    return outer if block.picks else f"{outer} · {_factor(block.dense().reshape(()))}"


def _local(graph: PassGraph, edge: DerivativeEdge) -> str:
    return symbol(graph, edge.target, edge.source)


def _numbers(numbers: npt.NDArray[np.generic]) -> str:
    """Return numbers as a formula has them: those that are too many as dots, with their shape."""
    shape = " × ".join(map(str, numbers.shape))
    return written_text(numbers, _LONGEST) or f"[…] ({shape})"


def _factor(number: npt.NDArray[np.generic]) -> str:
    text = cells_text(number)
    return f"({text})" if text.startswith("−") else text


def gone_back(graph: PassGraph, known: NodeGradient) -> Words:
    """Return what is said of a gradient: its sum, and what becomes of a leaf's ``.grad``."""
    assert graph.back is not None
    formula = as_it_is(gradient_formula(graph, known))
    if known.node == graph.back.root and known.after is None:
        return Words("The backward pass begins: {formula}.", {"formula": formula})
    values: dict[str, Words | int | str] = {"formula": formula, "count": len(known.terms)}
    if known.after is not None:
        values["name"] = as_it_is(graph.names.leaf(known.node))
        values["after"] = as_it_is(_numbers(known.after))
        if known.before is not None:
            values["before"] = as_it_is(_numbers(known.before))
            words = "{formula}, which is added to {name}.grad: {before} becomes {after}."
            return Words(words, values)
        if len(known.terms) < 2:
            return Words("{formula}, which goes into {name}.grad.", values)
        return Words(
            "{count} branches lead on, so their gradients add up: {formula}, into {name}.grad.",
            values,
        )
    if len(known.terms) < 2:
        return sentence(formula)
    return Words("{count} branches lead on, so their gradients add up: {formula}.", values)


def written(graph: PassGraph, write: GradientWrite) -> Words:
    """Return what is said when the program changes ``.grad`` itself."""
    name = as_it_is(graph.names.leaf(write.node))
    if write.value is None:
        return Words("{name}.grad is cleared: it is None.", {"name": name})
    value = as_it_is(_numbers(write.value))
    return Words("{name}.grad is written into: it is {value} now.", {"name": name, "value": value})


def moved_name(graph: PassGraph) -> str:
    """Return the number that is moved in forward mode: x, or x[1] of several."""
    direction = graph.direction
    assert direction is not None
    shape = graph.whole.nodes[direction.leaf].value.shape
    place = map(int, np.unravel_index(direction.cell, shape)) if shape else ()
    name = graph.names.name(direction.leaf)
    return f"{name}[{', '.join(map(str, place))}]" if shape else name


def moved(graph: PassGraph) -> Words:
    """Return what is said at the beginning of forward mode."""
    words = "Only {name} moves: its derivative by itself is 1, that of all other leaves is 0."
    return Words(words, {"name": as_it_is(moved_name(graph))})


def tangent_formula(graph: PassGraph, node: DerivativeNode) -> str:
    """Return a node's derivative by the moved number, as the sum over its operands."""
    below = moved_name(graph)
    terms = []
    for edge in node.edges:
        block = edge.block
        if edge.passing is not Passing.FLOWS or edge.source not in graph.tangents or block is None:
            continue
        if block.shape == (1, 1):
            own = _factor(graph.tangents[edge.source].reshape(()))
            terms.append(own if block.picks else f"{_factor(block.dense().reshape(()))} · {own}")
        else:
            inner = f"∂{graph.names.name(edge.source)}/∂{below}"
            terms.append(inner if block.picks else f"{_local(graph, edge)} · {inner}")
    value = _numbers(graph.tangents[node.index])
    left = f"∂{graph.names.name(node.index)}/∂{below}"
    more = [] if len(terms) <= _MOST_TERMS else ["…"]
    return " = ".join(filter(None, [left, " + ".join([*terms[:_MOST_TERMS], *more]), value]))


def called(graph: PassGraph) -> Words | None:
    """Return that the way back is one that the program does not ask for itself."""
    if graph.back is None or graph.back.called:
        return None
    name = as_it_is(graph.names.name(graph.back.root))
    words = "The program calls no backward(): it is done for its last value, {name}."
    return Words(words, {"name": name})
