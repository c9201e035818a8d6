"""The story of a program's graph: values run through it, and gradients back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np

from eigenscope.arrays import Floats
from eigenscope.labs.contract.code_marks import CodeMarks
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.chain_rule.node_names import NodeNames
from eigenscope.labs.kit.chain_rule.pass_graph import FEWEST_REPEATED, Direction, PassGraph
from eigenscope.labs.kit.chain_rule.pass_stages import PassStages
from eigenscope.labs.kit.chain_rule.pointing import (
    chosen_of,
    formula_labels,
    next_of,
    pointed_at,
)
from eigenscope.labs.kit.chain_rule.program_numbers import graph_charts, graph_readouts
from eigenscope.labs.kit.clicks import toggled
from eigenscope.labs.kit.graph import colours
from eigenscope.labs.kit.programs.marks import program_marks
from eigenscope.labs.kit.programs.traced_story import TracedStory
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.tensors.saying.captions import problem_caption
from eigenscope.labs.kit.tensors.tensor_readouts import printed_readouts
from eigenscope.labs.kit.tensors.tensor_step import TensorProgram
from eigenscope.labs.kit.timeline import Stage, Timeline
from eigenscope.labs.kit.unseen_story import UnseenStory
from eigenscope.plots.charts import Plotted
from eigenscope.scene.frame import Frame
from eigenscope.scene.slots import Slot
from eigenscope.trace.differentiating.differentiation import Differentiation
from eigenscope.trace.differentiating.forward_mode import leaves_behind
from eigenscope.wording.words import Text, Words, sentences

MOST_NODES = 400
_NO_GRADIENT = (
    "There is no gradient: the last value has to be one number that depends on a tensor with "
    "requires_grad=True."
)
_MOST_AT_A_GLANCE = 30  # nodes whose letters are large enough
_ZOOM_IN = (
    "The graph has {count} nodes: zoom in, with the wheel or Ctrl and +, to read what is in them."
)
_FILLING = 0.84  # a graph has a margin of its own, and its letters are to be large


class GraphLook(NamedTuple):
    """How a graph is looked at.

    Attributes
    ----------
    field
        The name of the input that has the program.
    forward
        Whether derivatives run forward, beside the values.
    moved
        Which number of the leaves is moved then, from 1.
    chosen
        What was clicked, as `ChosenPart` writes it.
    """

    field: str
    forward: bool = False
    moved: int = 1
    chosen: str = ""


@dataclass(frozen=True, eq=False)
class GraphStory(TracedStory):
    """The ways through the graph of one program.

    Attributes
    ----------
    look
        How it is looked at.
    written
        The program as it runs elsewhere.
    program, whole
        Its steps, and how it is differentiated.
    """

    look: GraphLook
    written: str
    program: TensorProgram
    whole: Differentiation

    @cached_property
    def ways(self) -> tuple[PassStages, ...]:
        """The way of each pass; of a program without any, its values alone."""
        names = NodeNames(self.whole)
        if not self.whole.passes:
            return (PassStages(PassGraph(self.whole, names, None)),)
        if self.look.forward:
            last = self.whole.passes[-1]
            direction = self._direction(last.root)
            return (PassStages(PassGraph(self.whole, names, last, direction)),)
        ways, known = [], frozenset[int]()
        ends = [*(each.step for each in self.whole.passes[1:]), len(self.program.steps) + 1]
        for back, end in zip(self.whole.passes, ends, strict=True):
            graph = PassGraph(self.whole, names, back)
            writes = tuple(w for w in self.whole.writes if back.step <= w.step < end)
            ways.append(PassStages(graph, known, writes))
            known |= graph.places.keys()
        return tuple(ways)

    def _direction(self, root: int) -> Direction | None:
        """Return the number that is moved: beyond the last one, the last."""
        cells = [(leaf.index, k) for leaf in leaves_behind(self.whole, root)
                 for k in range(leaf.cells)]  # fmt: skip
        return Direction(*cells[min(self.look.moved, len(cells)) - 1]) if cells else None

    def prepare(self) -> GraphStory:
        """Make now what takes long, where nobody waits for a frame, and return the story."""
        for way in self.ways:
            way.graph.picture.prepare()
        _ = self.timeline
        return self

    @cached_property
    def timeline(self) -> Timeline:
        """All stages of all ways, and at the end why there are no more."""
        stages = [Stage(each.caption, moving=0.85) for way in self.ways for each in way.stages]
        most = max(len(way.graph.nodes) for way in self.ways)
        if most > _MOST_AT_A_GLANCE and stages:
            hint = Words(_ZOOM_IN, {"count": most})
            stages[0] = replace(stages[0], caption=sentences([stages[0].caption, hint]))
        if self.program.problem is not None:
            stages.append(Stage(problem_caption(self.program.problem)))
        elif not self.whole.passes:
            stages.append(Stage(Words(_NO_GRADIENT)))
        return Timeline(tuple(stages))

    def _at(self, t: float) -> tuple[PassStages, int, float]:
        """Return the way of a time, which of its stages, and how much of that is over."""
        stage, _ = self.timeline.at(t)
        begins = [0, *accumulate(len(way.stages) for way in self.ways)]
        for way, begin in zip(self.ways, begins, strict=False):
            if stage < begin + len(way.stages):
                return way, stage - begin, self.timeline.part(stage, t)
        last = self.ways[-1]
        return last, len(last.stages) - 1, 1.0

    # --- the picture ---------------------------------------------------------------------------

    def frame(self, t: float, view: View) -> Frame:
        """Return the picture at ``t``."""
        way, stage, part = self._at(t)
        graph = way.graph
        chosen = pointed_at(graph, view) or chosen_of(graph, self.look.chosen)
        state = way.state(stage, part)
        if chosen is not None:
            state = replace(
                state,
                chosen=graph.places[chosen.node] if chosen.edge is None else None,
                edges={} if chosen.edge is None else {chosen.edge: Slot.INK},
            )
        draws, labels = graph.picture.parts(state, view)
        if chosen is not None:
            labels = [*labels, *formula_labels(graph, chosen, view)]
        return Frame(tuple(draws), tuple(labels), view.camera)

    @property
    def points(self) -> bool:
        """Nodes and edges say what they are under the mouse."""
        return True

    def chosen(self, inputs: Any, t: float, view: View) -> Any | None:
        """Return the inputs with the node or edge under the pointer chosen, or with none.

        Without a pointer, the node that is spoken of, then the edges that lead to it in turn.
        """
        way, stage, _ = self._at(t)
        if view.pointer is None:
            before = chosen_of(way.graph, inputs.chosen)
            part = next_of(way.graph, way.stages[stage].nodes[0], before)
        else:
            part = pointed_at(way.graph, view)
        return toggled(inputs, "chosen", "" if part is None else part.text(way.graph), "")

    def extent(self) -> Floats:
        """Return corners that hold the graph of each way."""
        extents = [way.graph.picture.extent() for way in self.ways]
        low, high = np.min(extents, axis=(0, 1)), np.max(extents, axis=(0, 1))
        corners = np.stack([low, high])
        middle = corners.mean(axis=0)
        filled: Floats = middle + _FILLING * (corners - middle)
        return filled

    def aspect(self) -> float | None:
        """Return the width by the height of the largest graph."""
        low, high = self.extent()
        return float((high[0] - low[0]) / (high[1] - low[1]))

    def legend(self) -> Mapping[Slot, Text]:
        """Return what the colours mean."""
        return {
            colours.TENSOR: "Leaves: entered, with a gradient",
            colours.OUTCOME: "What is differentiated",
            colours.FORWARD: "Values on their way forward",
            colours.BACKWARD: "Derivatives by the moved number"
            if self.look.forward
            else "Gradients on their way back",
        }

    # --- words and numbers ---------------------------------------------------------------------

    def caption(self, t: float) -> Words:
        """Return what happens; at the end, before which all gradients are there, what they took."""
        return self.timeline.caption(t)

    def readouts(self, t: float) -> tuple[Readout, ...]:
        """Return the value, the gradients, what they took, and what is chosen."""
        way, _, _ = self._at(t)
        return tuple(graph_readouts(self.program, self.whole, way.graph, self.look.chosen))

    def code(self) -> str:
        """Return the program, with names for what it computes."""
        return self.written

    def charts(self) -> tuple[Plotted, ...]:
        """Return how long the gradients are along the way back."""
        return graph_charts(self.ways[-1].graph)

    def missing_charts(self) -> Mapping[str, Text]:
        """Return where there is a chart, if here is none."""
        if self.charts():
            return {}
        words = "There is a chart of a chain with the same function at least {count} times."
        return {"gradients": Words(words, {"count": FEWEST_REPEATED})}

    @property
    def field(self) -> str:
        """The input of the program."""
        return self.look.field

    @cached_property
    def lines(self) -> tuple[int, ...]:
        """The line of each stage; the last one says why there are no more, if it does."""
        problem = self.program.problem
        own = [each.line for way in self.ways for each in way.stages]
        if problem is not None:
            own.append(problem.line)
        return (*own, *own[-1:]) if len(own) < len(self.timeline.stages) else tuple(own)


@dataclass(frozen=True, eq=False)
class UndrawnProgram(UnseenStory):
    """A program that was traced, and of whose graph nothing is drawn."""

    field: str = ""
    traced: TensorProgram | None = None

    def code_marks(self, t: float) -> Mapping[str, CodeMarks]:
        """Return what each line has made, and what is wrong."""
        return {} if self.traced is None else {self.field: program_marks(self.traced, 0)}


def program_story(
    look: GraphLook, code: str, program: TensorProgram, whole: Differentiation
) -> Story:
    """Return the story of a program's graph, or why nothing of it is drawn, with its numbers.

    ``code`` is the program as it runs elsewhere.
    """
    if whole.nodes and len(whole.nodes) <= MOST_NODES:
        return GraphStory(look, code, program, whole).prepare()
    reason: Text = "No line makes a tensor of torch: there is no graph."
    numbers: tuple[Readout, ...] = tuple(printed_readouts(program.printed))
    if program.problem is not None:
        reason = program.problem.message
    elif whole.nodes:
        values = {"count": len(whole.nodes), "most": MOST_NODES}
        reason = Words("The graph has {count} nodes, and at most {most} are drawn.", values)
        graph = PassGraph(whole, NodeNames(whole), whole.passes[-1] if whole.passes else None)
        numbers = tuple(graph_readouts(program, whole, graph, ""))
    return UndrawnProgram(reason, code, numbers, field=look.field, traced=program)
