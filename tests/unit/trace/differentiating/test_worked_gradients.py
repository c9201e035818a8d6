"""The worked examples of calculus, and what torch does around ``backward()``."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from eigenscope.trace.differentiating.differentiation import Birth, Differentiation, Passing
from eigenscope.trace.differentiating.forward_mode import (
    leaves_behind,
    multiplications,
    tangents,
)
from eigenscope.trace.differentiating.program import differentiated

SQUARES = """
w = torch.tensor(-1.0, requires_grad=True); x = torch.tensor(0.0, requires_grad=True)
y = torch.tensor(-2.0, requires_grad=True); z = torch.tensor(1.0, requires_grad=True)
a = (w + x + y + z) ** 2; b = (w + x - y - z) ** 2
u = (a + b) ** 2; v = (a - b) ** 2
f = (u + v) ** 2
f.backward()
"""
NETWORK = """
x = torch.tensor([1.0, 2.0], requires_grad=True)
W1 = torch.tensor([[1.0, -1.0], [0.5, 0.5]], requires_grad=True)
b1 = torch.tensor([0.0, 1.0], requires_grad=True)
W2 = torch.tensor([2.0, 1.0], requires_grad=True)
z = W1 @ x + b1
h = torch.relu(z)
y = W2 @ h
loss = (y - 1) ** 2 / 2
loss.backward()
"""
LEAF = "x = torch.arange(4.0, requires_grad=True)\n"


def of(source: str) -> Differentiation:
    """Return how a program is differentiated that has no problem."""
    trace, graph = differentiated(source)
    assert trace.problem is None, trace.problem
    return graph


def gradient(graph: Differentiation, name: str) -> object:
    """Return what stands in ``.grad`` of a leaf."""
    (known,) = (leaf.gradient for leaf in graph.leaves if leaf.name == name)
    return None if known is None else known.tolist()


def at(graph: Differentiation, name: str) -> list[float]:
    """Return the gradient that the last pass brings to a named node."""
    index = max(node.index for node in graph.nodes if node.name == name)
    (known,) = (each.gradient for each in graph.passes[-1].gradients if each.node == index)
    cells: list[float] = known.tolist()
    return cells


def test_the_gradient_of_a_dot_product() -> None:
    graph = of(LEAF + "y = 2 * torch.dot(x, x); y.backward()")
    root = graph.nodes[graph.passes[0].root]
    assert (root.name, float(root.value)) == ("y", 28.0)
    assert gradient(graph, "x") == [0, 4, 8, 12]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x.sum().backward()", [1, 1, 1, 1]),
        ("y = x * x; y.sum().backward()", [0, 2, 4, 6]),
        ("u = (x * x).detach(); z = u * x; z.sum().backward()", [0, 1, 4, 9]),
    ],
)
def test_gradients_after_the_old_one_is_set_to_zero(line: str, expected: list[float]) -> None:
    before = LEAF + "y = 2 * torch.dot(x, x); y.backward()\n"
    for cleared in ("x.grad.zero_()", "x.grad = None", "x.grad *= 0"):
        assert gradient(of(f"{before}{cleared}; {line}"), "x") == expected


def test_gradients_accumulate_unless_they_are_cleared() -> None:
    graph = of(LEAF + "x.sum().backward(); (x * x).sum().backward()")
    first, second = (each.gradients[-1] for each in graph.passes)
    assert first.before is None
    assert second.before is not None
    assert second.before.tolist() == [1, 1, 1, 1]
    assert second.gradient.tolist() == [0, 2, 4, 6]
    assert gradient(graph, "x") == [1, 3, 5, 7]


def test_the_gradient_of_log_of_a_sum_of_exponentials() -> None:
    graph = of(
        "x = torch.tensor(0.0, dtype=torch.float64, requires_grad=True)\n"
        "y = torch.tensor(2.0, dtype=torch.float64).log().requires_grad_()\n"
        "f = torch.log(torch.exp(x) + torch.exp(y))\nf.backward()"
    )
    assert gradient(graph, "x") == pytest.approx(1 / 3, abs=1e-15)
    assert gradient(graph, "y") == pytest.approx(2 / 3, abs=1e-15)


def test_squares_of_sums_and_differences() -> None:
    graph = of(SQUARES)
    named = {node.name: node.value.tolist() for node in graph.nodes if node.name}
    assert [named[name] for name in "abuvf"] == [4, 0, 16, 16, 1024]
    assert [gradient(graph, name) for name in "wxyz"] == [-4096] * 4
    index = next(node.index for node in graph.nodes if node.name == "a")
    (of_a,) = (each for each in graph.passes[0].gradients if each.node == index)
    assert [term.value.tolist() for term in of_a.terms] == [512, 512]


def test_a_network_of_two_layers() -> None:
    graph = of(NETWORK)
    named = {node.name: node.value.tolist() for node in graph.nodes if node.name}
    assert (named["z"], named["h"], named["y"], named["loss"]) == ([-1, 2.5], [0, 2.5], 2.5, 1.125)
    assert gradient(graph, "W2") == [0, 3.75]
    assert at(graph, "z") == [0, 1.5]
    assert gradient(graph, "W1") == [[0, 0], [1.5, 3]]
    assert gradient(graph, "x") == [0.75, 0.75]


def test_the_last_number_is_differentiated_if_the_program_does_not_say_which() -> None:
    graph = of(NETWORK.replace("loss.backward()", ""))
    assert not graph.passes[0].called
    assert gradient(graph, "W2") == [0, 3.75]
    assert of("x = torch.arange(3.0, requires_grad=True); y = x * x").passes == ()


def test_forward_mode_gives_the_same_derivatives_cell_by_cell() -> None:
    graph = of(NETWORK)
    root = graph.passes[0].root
    for leaf in leaves_behind(graph, root):
        expected = np.ravel(np.asarray(gradient(graph, leaf.name)))
        for cell in range(leaf.cells):
            moving = tangents(graph, root, leaf.index, cell)
            assert moving is not None
            assert float(moving[root]) == expected[cell]


def test_multiplications_of_both_modes_are_counted_by_hand() -> None:
    # exp, exp, + and +, log: five entries; forward three of them twice and two once
    graph = of(
        "x = torch.tensor(0.0, requires_grad=True); y = torch.tensor(1.0, requires_grad=True)\n"
        "f = torch.log(torch.exp(x) + torch.exp(y))"
    )
    assert multiplications(graph, graph.passes[0].root) == (5, 6)
    # W (2 x 3) times x: 6 entries each; the sum has 2: forward 6 * (6 + 2) + 3 * (6 + 2)
    graph = of(
        "W = torch.ones(2, 3, requires_grad=True); x = torch.ones(3, requires_grad=True)\n"
        "f = (W @ x).sum()"
    )
    assert multiplications(graph, graph.passes[0].root) == (6 + 6 + 2, 9 * 8)


@pytest.mark.parametrize(
    ("line", "passing"),
    [
        ("y = x.detach()", Passing.DETACHED),
        ("y = x.data", Passing.DETACHED),
        ("with torch.no_grad(): y = x * 2", Passing.NO_GRAD),
        ("y = x.argmax()", Passing.STEPS),
        ("y = x > 1", Passing.STEPS),
        ("y = x * 2", Passing.FLOWS),
    ],
)
def test_what_stops_a_gradient_is_known(line: str, passing: Passing) -> None:
    graph = of(LEAF + line)
    assert [edge.passing for edge in graph.nodes[-1].edges] == [passing]


def test_writes_in_place_are_followed_through_views() -> None:
    graph = of(
        "y = torch.zeros(3); v = y[1:]\nx = torch.tensor([1.0, 2.0], requires_grad=True)\n"
        "y[1] = x[0] * 3; y *= 2\n(v * v).sum().backward()"
    )
    assert gradient(graph, "x") == [72, 0]
    assert Birth.WRITTEN in {node.birth for node in graph.nodes}


@pytest.mark.parametrize("write", ["w -= 0.1 * w.grad", "w.data -= 0.1 * w.grad"])
def test_a_loop_that_learns(write: str) -> None:
    loop = "w = torch.tensor(10.0, dtype=torch.float64, requires_grad=True)\nfor i in range(10):\n"
    loop += "    (w * w).backward()\n    with torch.no_grad():\n"
    graph = of(f"{loop}        {write}\n    w.grad.zero_()")
    leaves = [node for node in graph.nodes if node.birth is Birth.LEAF]
    assert [float(node.value) for node in leaves[:3]] == pytest.approx([10, 8, 6.4])
    assert [float(each.gradients[-1].gradient) for each in graph.passes[:3]] == pytest.approx(
        [20, 16, 12.8]
    )
    assert gradient(graph, "w") == 0


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("y = (x * x).sum(); y.backward(); y.backward()", "retain_graph=True"),
        ("y = x.exp(); y += 1; y.sum().backward()", "shape (4,) that backward() needs"),
        ("x.view(2, 2)[0] = 1", "within torch.no_grad()"),
        ("(x * 2).backward()", "backward() starts from one number"),
        ("(x * 2).sum().backward(torch.ones(2))", "(2,)"),
        ("(x * 2).requires_grad_(False)", "detach()"),
        ("a, b, c, d = (x * 2).unbind(0); a += 1", "one of several parts"),
        (
            "y = x * 2\nwith torch.no_grad():\n    v = y.view(2, 2)\nv += 1",
            "within torch.no_grad()",
        ),
        ("y = x.sum(); y.backward(create_graph=True)", "retain_graph, nothing else"),
        ("x.argmax().backward()", "Nothing here requires a gradient"),
    ],
)
def test_what_torch_refuses_of_gradients_is_said_in_our_words(code: str, words: str) -> None:
    trace, graph = differentiated(LEAF + code)
    assert trace.problem is not None
    assert words in str(trace.problem.message)
    assert "grad_fn" not in str(trace.problem.message)
    assert "Hint" not in str(trace.problem.message)
    assert graph.nodes


def test_what_is_kept_for_a_second_time_may_be_used_again() -> None:
    graph = of(LEAF + "y = (x * x).sum(); y.backward(retain_graph=True); y.backward()")
    assert gradient(graph, "x") == [0, 4, 8, 12]


def test_beside_infinity_gradients_are_torchs() -> None:
    x = torch.tensor([0.0, 1.0], requires_grad=True)
    x.log().max().backward()  # 0 / 0
    graph = of("x = torch.tensor([0.0, 1.0], requires_grad=True); x.log().max().backward()")
    assert x.grad is not None
    assert str(gradient(graph, "x")) == str(x.grad.tolist())
    graph = of("x = torch.tensor(0.0, requires_grad=True); (x.sqrt() * 2).backward()")
    assert gradient(graph, "x") == np.inf
    graph = of("x = torch.tensor([0.0, 4.0], requires_grad=True); x.sqrt().sum().backward()")
    assert gradient(graph, "x") == [np.inf, 0.25]


def test_large_blocks_are_not_formed_and_gradients_flow_all_the_same() -> None:
    graph = of("A = torch.ones(40, 40, requires_grad=True); (A @ A).sum().backward()")
    product = graph.nodes[1]
    assert all(edge.block is None for edge in product.edges)
    assert gradient(graph, "A") == [[80.0] * 40] * 40
    assert multiplications(graph, graph.passes[0].root)[0] == 2 * 40**3 + 1600


def test_what_torch_has_no_derivative_for_is_no_way_back() -> None:
    program = "w = torch.tensor([1.5], requires_grad=True)\nv = (w // 1 + w).sum()"
    result, graph = differentiated(program)
    assert result.problem is None
    assert [edge.passing for edge in graph.nodes[1].edges] == [Passing.STEPS]
    result, _ = differentiated(f"{program}\nv.backward()")
    assert result.problem is not None
    assert result.problem.place.line == 3
