"""What is known of a system Ax = b, whichever way it is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from eigenscope.exact.elimination import INFINITE, NONE, ONE
from eigenscope.exact.types import ExactRow
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.kit.readout_makers import (
    ProgramLines,
    matrix_readout,
    number_readout,
    text_readout,
)
from eigenscope.labs.systems.equations import entry_text
from eigenscope.labs.systems.program import pivot_columns
from eigenscope.labs.systems.system import System
from eigenscope.scene.slots import Slot
from eigenscope.wording.words import Text, Words, as_words, together

SOLUTION, SYSTEM = "Solution", "System"
NEAREST = 'x = torch.linalg.lstsq(A, b[:, None], driver="gelsd").solution[:, 0]'
REACHED = "reached = A @ x  # the combination of A's columns with coefficients x"
_UNSOLVABLE = "# There is no solution: x brings Ax as near to b as possible"
_KINDS: Mapping[str, Text] = {ONE: "exactly one", NONE: "none", INFINITE: "infinitely many"}


def exact_matrix(readout: Readout, rows: Sequence[ExactRow]) -> Readout:
    """Return a matrix readout that shows its entries exactly."""
    texts = tuple(tuple(entry_text(entry, exact=True) for entry in row) for row in rows)
    return replace(readout, matrix=texts, factor="")


def vector_readout(readout: Readout, exact: ExactRow | None) -> Readout:
    """Return a vector's readout with exact entries, where they are known."""
    return readout if exact is None else exact_matrix(readout, [(entry,) for entry in exact])


def system_readouts(system: System, slot: Slot | None) -> Iterator[Readout]:
    """Yield the solutions, what is free, and the ranks that decide how many there are."""
    pivots = pivot_columns(system)
    yield from solution_readouts(system, slot, pivots)
    if system.elimination.null_basis:
        yield _free(system, pivots)
    yield from rank_readouts(system)


def nearest_words(system: System) -> tuple[Text, Text]:
    """Return what the x̂ of a system without solutions is called, and what it is nearest to."""
    if system.elimination.null_basis:
        return "Shortest x̂", "The shortest of all x for which Ax is nearest to b."
    return "x̂, by least squares", "No x solves Ax = b; for this one Ax is nearest to b."


def solution_line(system: System, pivots: str) -> ProgramLines:
    """Return the program's lines for x; those of a solution need a line that finds ``pivots``."""
    if not system.solvable:
        return {"needs": (_UNSOLVABLE,), "line": NEAREST}
    line = (
        f"x = torch.zeros({system.shape[1]})\n"
        "x[pivots] = R[: len(pivots), -1]  # the free unknowns stay 0"
    )
    return {"needs": (pivots,), "line": line}


def solution_readouts(system: System, slot: Slot | None, pivots: str) -> Iterator[Readout]:
    """Yield how many solutions there are, and one of them or the x̂ that brings Ax nearest to b.

    ``slot`` is the colour in which the picture has that x, or None if it has it not; ``pivots``
    the program's line that finds the columns with pivots.
    """
    elimination = system.elimination
    kind = as_words(_KINDS[elimination.kind])
    yield text_readout("kind", SOLUTION, "Solutions", kind, brief=True, tip=_why(system))
    name, tip = nearest_words(system)
    labels: dict[str, Text] = {ONE: "x", NONE: name, INFINITE: "x, one of them"}
    tips: dict[str, Text] = {
        ONE: "The one x with Ax = b.",
        NONE: tip,
        INFINITE: "The solution whose free unknowns are 0.",
    }
    nearest = matrix_readout(
        "x",
        SOLUTION,
        labels[elimination.kind],
        system.nearest,
        slot=slot,
        brief=True,
        tip=tips[elimination.kind],
        **solution_line(system, pivots),
    )
    yield vector_readout(nearest, system.exact_nearest)
    if elimination.kind == NONE:
        yield number_readout(
            "distance",
            SOLUTION,
            "‖Ax̂ − b‖",
            system.distance(system.nearest),
            tip="The distance from b to the column space.",
            line="distance = torch.linalg.norm(A @ x - b)",
        )


def _free(system: System, pivots: str) -> Readout:
    basis = system.elimination.null_basis
    readout = matrix_readout(
        "null_space",
        SOLUTION,
        "Null space",
        system.null_basis,
        tip="The columns solve Ax = 0: multiples of them can be added to any solution.",
        needs=(pivots,),
        line=f"null_space = torch.zeros({system.shape[1]}, len(free))  # its columns solve Ax = 0\n"
        "null_space[free] = torch.eye(len(free))\n"
        "null_space[pivots] = -R[: len(pivots), free]",
    )
    if not system.elimination.exact:
        return readout
    return exact_matrix(readout, list(zip(*basis, strict=True)))


def rank_readouts(system: System) -> Iterator[Readout]:
    """Yield the ranks of A and of [A | b]."""
    rank = system.elimination.rank
    augmented = rank + (not system.solvable)
    yield number_readout(
        "rank",
        SYSTEM,
        "Rank of A",
        rank,
        brief=True,
        tip="The number of independent equations, and the dimension of the column space.",
        line="rank = torch.linalg.matrix_rank(A)",
    )
    yield number_readout(
        "rank_augmented",
        SYSTEM,
        "Rank of [A | b]",
        augmented,
        tip="The rank of A if there are solutions, one more if there are none.",
        line="rank_augmented = torch.linalg.matrix_rank(torch.cat([A, b[:, None]], dim=1))",
    )
    m, n = system.shape
    equations = Words("{count} equation", {"count": m}, plural="{count} equations")
    unknowns = Words("{count} unknown", {"count": n}, plural="{count} unknowns")
    yield text_readout("shape", SYSTEM, "Size", together([equations, unknowns]), (m, n))


def _why(system: System) -> Text:
    rank, unknowns = system.elimination.rank, system.shape[1]
    if not system.solvable:
        return "b is outside the column space: the rank of [A | b] is larger than that of A."
    if rank == unknowns:
        return "The rank equals the number of unknowns, so none is free."
    return Words(
        "{count} unknown can be chosen freely: n − rank of them.",
        {"count": unknowns - rank},
        plural="{count} unknowns can be chosen freely: n − rank of them.",
    )
