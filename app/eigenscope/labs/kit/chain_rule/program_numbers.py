"""What stands beside a program's graph: its value, its gradients, what they took, and a chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.array_facts import array_readout, stated
from eigenscope.labs.kit.chain_rule.block_readouts import edge_readouts, node_readouts
from eigenscope.labs.kit.chain_rule.pass_graph import PassGraph
from eigenscope.labs.kit.chain_rule.pointing import chosen_of
from eigenscope.labs.kit.facts import Fact
from eigenscope.labs.kit.graph import colours
from eigenscope.labs.kit.programs.gradient_program import VALUE, gradient_variable
from eigenscope.labs.kit.programs.leaf_names import leaf_names
from eigenscope.labs.kit.tensors.tensor_readouts import printed_readouts
from eigenscope.labs.kit.tensors.tensor_step import TensorProgram
from eigenscope.plots.charts import POINTS, Chart, Series
from eigenscope.trace.differentiating.differentiation import Differentiation
from eigenscope.trace.differentiating.forward_mode import multiplications
from eigenscope.wording.number_texts import subscript
from eigenscope.wording.words import Text, Words, as_it_is

_VALUE: Text = "Value"
_GRADIENTS: Text = "Gradients"
_WORK: Text = "Multiplications"
_COUNTED: Text = (
    "A vector times a Jacobian block takes one for each entry that may differ from 0, and none "
    "where cells are only moved."
)


def graph_readouts(
    program: TensorProgram, whole: Differentiation, graph: PassGraph, chosen: str
) -> Iterator[Readout]:
    """Yield the value, the gradients of the leaves, their price, and what is chosen."""
    if whole.passes:
        root = whole.nodes[whole.passes[-1].root]
        name = as_it_is(graph.names.heading(root.index))
        yield array_readout(Fact(VALUE, _VALUE, name, brief=True, assigned=VALUE), root.value)
    yield from _gradients(program, whole, graph)
    if whole.passes:
        yield from _work(whole)
    part = chosen_of(graph, chosen)
    if part is not None and part.edge is None:
        yield from node_readouts(graph, part.node)
    elif part is not None and part.edge is not None:
        yield from edge_readouts(graph, graph.edges[part.edge])
    yield from printed_readouts(program.printed)


def _gradients(
    program: TensorProgram, whole: Differentiation, graph: PassGraph
) -> Iterator[Readout]:
    """Yield what stands in ``.grad`` of each leaf at the end."""
    known, times = leaf_names(program.source), Counter[str]()
    for place, leaf in enumerate(whole.leaves, 1):
        name = leaf.name or f"leaf_{place}"
        times[name] += 1
        again = times[name]
        key = gradient_variable(f"{name}_{again}" if again > 1 else name)
        label = f"{name}{subscript(again)}" if again > 1 else name
        assigned = key if name in known and leaf.gradient is not None else ""
        fact = Fact(
            key,
            _GRADIENTS,
            as_it_is(f"{label if leaf.name else graph.names.name(leaf.node)}.grad"),
            "What stands there at the end of the program: the sum over all backward passes since "
            "it was cleared.",
            brief=True,
            assigned=assigned,
        )
        yield (
            fact.text(as_it_is("None"))
            if leaf.gradient is None
            else array_readout(fact, leaf.gradient)
        )


def _work(whole: Differentiation) -> Iterator[Readout]:
    reverse, forward = multiplications(whole, whole.passes[-1].root)
    reverse_fact = Fact("reverse", _WORK, "Reverse mode, all gradients", _COUNTED)
    forward_fact = Fact("forward", _WORK, "Forward mode, all gradients", _COUNTED)
    yield stated(reverse_fact, reverse)
    yield stated(forward_fact, forward)


def graph_charts(graph: PassGraph) -> tuple[Chart, ...]:
    """Return how long gradients are at the results of the function that is applied most often.

    There is none where none is applied often.
    """
    if graph.repeated is None:
        return ()
    function, layers = graph.repeated
    gradients = [graph.gradients[node].gradient.astype(np.float64) for node in layers]
    sizes = np.array([float(np.linalg.norm(each)) for each in gradients])
    numbers = np.arange(1.0, len(layers) + 1)
    shown = np.isfinite(sizes) & (sizes > 0)
    points, sizes = numbers[shown], sizes[shown]
    return (
        Chart(
            key="gradients",
            title=Words("Gradient after each {function}", {"function": as_it_is(function)}),
            x_label=Words("Layer"),
            y_label=as_it_is("‖∇‖"),
            series=(
                Series(points, sizes, colours.BACKWARD),
                Series(points, sizes, colours.BACKWARD, POINTS),
            ),
            log_y=True,
            whole_x=True,
            tip="The length of the gradient at each result of the function. Where many derivatives "
            "below 1 are multiplied, it vanishes: the first layers hardly learn.",
        ),
    )
