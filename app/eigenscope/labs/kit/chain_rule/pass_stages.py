"""The stages of one way through a program's graph: values forward, then gradients back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import groupby

from eigenscope.labs.kit.chain_rule import pass_words
from eigenscope.labs.kit.chain_rule.pass_graph import PassGraph
from eigenscope.labs.kit.graph import colours
from eigenscope.labs.kit.graph.state import GraphState, Pulse
from eigenscope.trace.differentiating.differentiation import (
    Birth,
    DerivativeNode,
    GradientWrite,
    Passing,
)
from eigenscope.wording.words import Words, as_it_is

_ON_THE_WAY = 0.6  # the share of a stage in which something runs along edges


class Kind(Enum):
    """What happens in a stage."""

    ENTER = auto()
    VALUE = auto()
    MOVE = auto()
    GRADIENT = auto()
    WRITE = auto()


@dataclass(frozen=True)
class PassStage:
    """One thing that happens: to some nodes, in a line of the program."""

    kind: Kind
    nodes: tuple[int, ...]
    line: int
    caption: Words


@dataclass(frozen=True, eq=False)
class PassStages:
    """What happens on one way.

    Attributes
    ----------
    graph
        What it goes through.
    known
        The nodes whose values are known from before.
    writes
        What the program does to ``.grad`` of leaves afterwards.
    """

    graph: PassGraph
    known: frozenset[int] = frozenset()
    writes: tuple[GradientWrite, ...] = ()
    _stages: list[PassStage] = field(default_factory=list)

    @property
    def stages(self) -> Sequence[PassStage]:
        """All of them in order, at least one."""
        if not self._stages:
            self._stages.extend(self._made_up())
        return self._stages

    def _made_up(self) -> Iterator[PassStage]:
        graph = self.graph
        if graph.direction is not None:
            yield PassStage(Kind.MOVE, (graph.direction.leaf,), self._line, pass_words.moved(graph))
        yield from self._forward()
        if graph.direction is None and graph.back is not None:
            for number, each in enumerate(graph.back.gradients):
                caption = pass_words.gone_back(graph, each)
                said = pass_words.called(graph) if not number else None
                yield PassStage(Kind.GRADIENT, (each.node,), self._line, said or caption)
        for write in self.writes:
            caption = pass_words.written(graph, write)
            yield PassStage(Kind.WRITE, (write.node,), write.line, caption)

    @property
    def _line(self) -> int:
        """The line that asks for the way back, or would."""
        return self.graph.back.line if self.graph.back is not None else 0

    def _forward(self) -> Iterator[PassStage]:
        graph = self.graph
        fresh = [node for node in graph.nodes if node.index not in self.known]
        for is_entered, group in groupby(fresh, _is_entered):
            nodes = list(group)
            if is_entered:
                caption = pass_words.entered(graph, nodes)
                indices = tuple(node.index for node in nodes)
                yield PassStage(Kind.ENTER, indices, nodes[0].line, caption)
                continue
            for node in nodes:
                caption = pass_words.valued(graph, node)
                if node.index in graph.tangents:
                    formula = as_it_is(pass_words.tangent_formula(graph, node))
                    caption = pass_words.sentence(formula)
                yield PassStage(Kind.VALUE, (node.index,), node.line, caption)

    def state(self, number: int, part: float) -> GraphState:
        """Return what the graph shows in a stage of which a part, 0 to 1, is over."""
        stage, places = self.stages[number], self.graph.places
        there = part >= _ON_THE_WAY
        before = self.stages[: number + int(there)]
        entering = {Kind.ENTER, Kind.VALUE}
        values = {node for each in before if each.kind in entering for node in each.nodes}
        values |= self.known & places.keys()
        if self.graph.direction is None:
            notes = {n for each in before if each.kind is Kind.GRADIENT for n in each.nodes}
        else:
            notes = {node for node in values if node in self.graph.tangents}
        way = part / _ON_THE_WAY
        running = () if there or not part else tuple(self._pulses(stage, way))
        slot = colours.BACKWARD if stage.kind in (Kind.GRADIENT, Kind.WRITE) else colours.FORWARD
        lit = {places[node]: slot for node in stage.nodes if node in places and there}
        edges = range(len(self.graph.edges))
        targets = {edge: self.graph.edges[edge].target for edge in edges}
        back = {edge for edge in edges if self.graph.edges[edge].source in notes}
        return GraphState(
            values=frozenset(places[node] for node in values if node in places),
            notes=frozenset(places[node] for node in notes if node in places),
            labels=frozenset(edge for edge in edges if targets[edge] in values),
            edge_notes=frozenset(back),
            nodes=lit,
            pulses=running,
            sums=frozenset(places[node] for node in notes if self._branches(node) > 1),
        )

    def _branches(self, node: int) -> int:
        known = self.graph.gradients.get(node)
        return len(known.terms) if known is not None and self.graph.direction is None else 0

    def _pulses(self, stage: PassStage, way: float) -> Iterator[Pulse]:
        """Yield what runs along edges: to a value, or back to a node."""
        for number, edge in enumerate(self.graph.edges):
            if stage.kind is Kind.VALUE and edge.target in stage.nodes:
                yield Pulse(number, way)
            flows = edge.passing is Passing.FLOWS and edge.target in self.graph.gradients
            if stage.kind is Kind.GRADIENT and edge.source in stage.nodes and flows:
                yield Pulse(number, way, backward=True)


def _is_entered(node: DerivativeNode) -> bool:
    return node.birth in (Birth.LEAF, Birth.CONSTANT) and not node.edges
