"""Graphs of 200 nodes laid out in layers, beside what Graphviz's dot takes for the same."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import time
from collections.abc import Callable

from tests.graphs import chain, random_graph

from eigenscope.labs.kit.graph.graph import Graph
from eigenscope.labs.kit.graph.layout import graph_layout, in_line

NODES = 200
_TIMES = 7
_EMPTY = "digraph{a->b}"


def in_dot(graph: Graph, *, texts: bool) -> str:
    """Return a graph as dot reads it, with sizes of nodes, and with its edges' texts or without."""
    sizes = (
        f"{k}[width={wide / 3:.2f},height={high / 3:.2f}]"
        for k, (wide, high) in enumerate(graph.skeleton.sizes)
    )
    edges = (
        f"{edge.source}->{edge.target}" + f'[label="{edge.label}"]' * texts for edge in graph.edges
    )
    return f'digraph{{rankdir=LR;node[shape=box,label=""];{";".join([*sizes, *edges])}}}'


def milliseconds(*works: Callable[[], object]) -> list[float]:
    """Return the median time of each; they take turns, so that all meet the same machine."""
    times = []
    for _ in range(_TIMES):
        row = []
        for work in works:
            began = time.perf_counter()
            work()
            row.append((time.perf_counter() - began) * 1e3)
        times.append(row)
    return [statistics.median(column) for column in zip(*times, strict=True)]


def dot(text: str) -> None:
    """Let dot lay out a graph."""
    subprocess.run(["dot", "-Tplain"], input=text.encode(), capture_output=True, check=True)


def compare(name: str, graph: Graph) -> None:
    """Print what a graph takes here, which has room for its edges' texts, and in dot."""

    def ours() -> object:
        in_line.cache_clear()
        return graph_layout.__wrapped__(graph.skeleton)

    if shutil.which("dot") is None:
        print(f"{name}: {milliseconds(ours)[0]:.1f} ms; dot is not installed")
        return
    with_texts, without = in_dot(graph, texts=True), in_dot(graph, texts=False)
    mine, whole, bare, start = milliseconds(
        ours, lambda: dot(with_texts), lambda: dot(without), lambda: dot(_EMPTY)
    )
    print(f"{name}: {mine:.1f} ms")
    print(f"  dot {whole:.1f} ms, ratio {mine / whole:.2f}   (must be ≤ 1)")
    print(f"  without texts {bare:.1f} ms, ratio {mine / bare:.2f}; {start:.1f} ms to start alone")


def main() -> None:
    """Compare a chain and random graphs whose edges are short, long or of any length."""
    compare("a chain", chain(NODES))
    for reach in (5, 12, 40, NODES):
        compare(f"random, {reach}", random_graph(NODES, 1, reach))


if __name__ == "__main__":
    main()
