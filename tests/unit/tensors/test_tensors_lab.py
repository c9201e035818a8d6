"""The lab Tensors: programs by topic, what stands beside their lines, and the chosen cell."""

from __future__ import annotations

import contextlib
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests import sampling

from eigenscope.document.codec import set_from_texts
from eigenscope.document.eigen_file import load_session, save_session
from eigenscope.document.session import Session
from eigenscope.labs.contract.code_marks import CodeMarks
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.specs import entered, selected, shown, specs
from eigenscope.labs.kit.programs.whole_program import RESULT, variable_of, whole_program
from eigenscope.labs.kit.story import Story
from eigenscope.labs.kit.tensors.tracing import traced_program
from eigenscope.labs.tensors.examples import EXAMPLES
from eigenscope.labs.tensors.inputs import Inputs, presets
from eigenscope.labs.tensors.lab import LAB
from eigenscope.labs.tensors.program_story import ProgramStory
from eigenscope.main.command_line import run
from eigenscope.scene.camera import PLANE, SPACE
from eigenscope.scene.geometry import vertices
from eigenscope.wording.words import say

from .drawn_steps import drawn_sources

VIEW = View(PLANE, (1280.0, 720.0))
PRESETS = presets()
SCARCE = (
    "x = torch.zeros(0, 3)\nx.sum(0)\nx.T", "v = np.array([])[None]\nv % 3",
    "torch.tensor([1 + 2j, 3])", "torch.tensor([float('nan'), float('inf'), -1e30])",
    "torch.ones(1, 1, 1) > 0", "x = torch.tensor(3)\nx == 3", "a = 5\nb = a ** 300",
    "torch.ones(2, 1, 2, 1, 2)", "x = torch.ones(3)\nx.tolist()", "torch.rand(60, 60).T",
    "torch.manual_seed(1)\ntorch.rand(1)",
)  # fmt: skip
PROGRAM = "A = torch.arange(6.).reshape(2, 3)\nB = A + 1\n\n# both\nA @ B.T"
WRONG = "A = torch.ones(2, 3)\nA.T\nB = A @ A\nA + 1"


def solved(code: str, **more: Any) -> Story:
    solution: Story = LAB.solve(Inputs(code=code, **more))
    return solution


def marks(story: Story, t: float) -> CodeMarks:
    return LAB.marks(story, t)["code"]


# --- the program -------------------------------------------------------------------------------


@pytest.mark.parametrize("preset", PRESETS, ids=lambda each: each.key)
def test_the_code_of_an_example_computes_what_is_shown(preset: Any) -> None:
    inputs = preset.make(LAB.defaults(), 0.0)
    story = LAB.solve(inputs)
    computed: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        if preset.key.endswith("wrong"):
            with pytest.raises((RuntimeError, ValueError, TypeError, IndexError)):
                exec(LAB.code(story), computed)
            return
        exec(LAB.code(story), computed)
    for readout in LAB.readouts(story, 1.0):
        if readout.variable:
            value = np.asarray(computed[readout.variable], dtype=np.float64)
            shown_value = np.asarray(readout.value, dtype=np.float64)
            np.testing.assert_allclose(value, shown_value, rtol=1e-6)


@pytest.mark.parametrize(
    "source",
    [
        "x = torch.randn(3)\nx * 2", "np.random.randn(2)", "x = nn.functional.relu(torch.rand(2))",
        "numpy.arange(3)", "# import torch\ntorch.ones(2)", "x = torch.ones(2)\nx[0] = 4",
        "a = b = torch.ones(2)", "for i in range(3):\n    x = torch.ones(2) * i",
        "torch.ones(2); torch.ones(3)", "'é'; torch.ones(2)", "x = torch.ones(2)\r\rx + 1\r",
        "x = torch.ones(2)\n(x +\n 1)", "torch.manual_seed(3)\ntorch.rand(1)",
        "import torch\nimport numpy as np\nnp.ones(2)", "result = torch.ones(2)\nresult + 1",
        "math.sqrt(2) * torch.ones(1)", "x = torch.zeros(2)\nx += 1",
    ],
)  # fmt: skip
def test_the_whole_program_runs_alone_and_prints_the_last_result(source: str) -> None:
    result = traced_program(source, 7).steps[-1].result
    assert result is not None
    variable = variable_of(source, result.label)
    computed: dict[str, Any] = {}
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(whole_program(source, 7, {}), computed)
    assert np.array_equal(np.asarray(computed[variable]), result.numbers)
    assert output.getvalue().strip() == str(computed[variable])


@pytest.mark.parametrize(
    ("source", "label", "variable"),
    [
        ("x = torch.ones(2)\ny = 3", "x", ""),
        ("x = torch.ones(2)\ny = torch.zeros(2)\nx", "y", ""),
        ("x = torch.ones(2, 2)\nx.max(dim=0)", "x.max(dim=0)[1]", ""),
        ("a, b = torch.ones(2, 2)", "b", ""),
        ("x = torch.ones(2)\nprint(x)", "x", ""),
        ("x = torch.ones(2)\nx[0] = 3", "x", "x"),
        ("x = torch.ones(2)\n(x + 1)  # é", "x + 1", RESULT),
        ("x = (", "x", ""),
        ("", "", ""),
    ],
)
def test_a_result_has_the_name_that_the_last_line_gives_it(
    source: str, label: str, variable: str
) -> None:
    assert variable_of(source, label) == variable


def test_random_programs_run_as_they_are_written_out() -> None:
    for source in drawn_sources(sampling.count(20, 600)):
        computed: dict[str, Any] = {}
        exec(whole_program(source, 0, {}), computed)
        last = [step for step in traced_program(source).steps if step.result is not None][-1]
        assert last.result is not None
        if variable := variable_of(source, last.result.label):
            assert np.array_equal(
                np.asarray(computed[variable]), last.result.numbers, equal_nan=True
            ), source


@pytest.mark.parametrize("more", [{}, {"memory": True}, {"deep": True}], ids=str)
def test_every_random_program_has_a_picture_words_and_numbers_at_all_times(
    more: dict[str, Any],
) -> None:
    camera = SPACE if more.get("deep") else PLANE
    view = View(camera, VIEW.size)
    over = replace(view, pointer=(640.0, 360.0))
    for source in (*drawn_sources(sampling.count(8, 300)), *SCARCE):
        inputs = LAB.check(Inputs(code=source, **more))
        story = LAB.solve(inputs)
        assert np.isfinite(LAB.extent(story)).all()
        for time in (0.0, 0.13, 0.5, 0.77, 1.0):
            frame = LAB.frame(story, time, view)
            assert all(np.isfinite(vertices(draw.geometry)).all() for draw in frame.draws), source
            assert str(LAB.caption(story, time)), source
            LAB.readouts(story, time)
            LAB.frame(story, time, over)
            LAB.chosen(inputs, story, time, over)


@pytest.mark.parametrize("source", ["x = (", "\0", "\ud800", "(" * 5000, "é" * 3 + "="])
def test_what_is_no_python_stays_as_it_is(source: str) -> None:
    assert whole_program(source, 0, {}).strip() == source.strip()


# --- beside the lines --------------------------------------------------------------------------


def test_the_running_line_and_the_values_of_lines() -> None:
    story = solved(PROGRAM)
    running = [marks(story, k / 40).running for k in range(41)]
    assert running == sorted(running)
    assert set(running) == {1, 2, 5}
    assert marks(story, 0.5).mistake is None
    values = marks(story, 0.0).values
    assert set(values) == {1, 2, 5}
    assert "(2, 3)" in values[1]


@pytest.mark.parametrize("line", [1, 2, 5])
def test_going_to_a_line_shows_what_it_has_made(line: int) -> None:
    story = solved(PROGRAM)
    time = LAB.time_of(story, "code", line)
    assert time is not None
    assert marks(story, time).running == line
    steps = [step for step in traced_program(PROGRAM).steps if step.line == line]
    shapes = [r.text for r in LAB.readouts(story, time) if r.key == "result.shape"]
    assert steps[-1].result is not None
    assert [str(shape) for shape in shapes] == [str(steps[-1].result.shape)]


def test_lines_that_make_nothing_have_no_time() -> None:
    story = solved(PROGRAM)
    assert [LAB.time_of(story, "code", line) for line in (0, 3, 4, 6, 99)] == [None] * 5


def test_a_mistake_stands_where_it_is_and_the_picture_says_it_last() -> None:
    story = solved(WRONG)
    mistake = marks(story, 0.3).mistake
    assert mistake is not None
    assert WRONG.splitlines()[mistake.line - 1][mistake.column :][: mistake.length] == "A @ A"
    assert set(marks(story, 0.0).values) == {1, 2}
    assert marks(story, 1.0).running == 3
    texts = [label.text for label in LAB.frame(story, 1.0, VIEW).labels]
    assert say(mistake.message) in " ".join(texts)
    assert say(mistake.message) in str(LAB.caption(story, 1.0))
    assert [str(each.text) for each in LAB.readouts(story, 1.0)] == ["(2, 3) float32"]
    before = LAB.time_of(story, "code", 2)
    assert before is not None
    assert LAB.readouts(story, before)


def test_a_loop_gives_the_last_value_of_its_line() -> None:
    story = solved("x = torch.zeros(1)\nfor i in range(3):\n    x = x + i\n")
    assert marks(story, 1.0).values[3] == marks(solved("x = torch.tensor([3.])"), 1.0).values[1]
    assert marks(story, 1.0).running == 3


@pytest.mark.parametrize("source", ["", "   \n", "# nothing", "import torch"])
def test_a_program_without_a_step_says_so(source: str) -> None:
    story = solved(source)
    assert "Nothing happens" in str(LAB.unseen(story))
    assert LAB.marks(story, 0.5) == {}
    assert LAB.frame(story, 0.5, VIEW).draws == ()


# --- the legend and the chosen cell ------------------------------------------------------------


def test_the_legend_names_operands_and_results() -> None:
    legend = {say(name) for name in LAB.legend(solved(PROGRAM)).values()}
    assert {"first operand", "second operand", "result"} <= legend
    assert "does not fit" not in legend
    assert "does not fit" in {say(name) for name in LAB.legend(solved(WRONG)).values()}


def lights(story: Story, t: float) -> dict[str, list[Any]]:
    """Return where what is lit begins, by its names."""
    draws = LAB.frame(story, t, VIEW).draws
    lit = [draw for draw in draws if draw.name.endswith("light")]
    return {draw.name: np.sort(vertices(draw.geometry), axis=0).tolist() for draw in lit}


def test_a_chosen_cell_is_lit_in_its_step_alone_without_a_mouse() -> None:
    last = traced_program(PROGRAM).steps[-1].index
    plain, story = solved(PROGRAM), solved(PROGRAM, cell=f"{last}:0")
    assert lights(story, 1.0).keys() == {"result light", "operand 0 light", "operand 1 light"}
    of_formula = lights(plain, 1.0)  # without a chosen cell
    assert lights(story, 1.0)["result light"] != of_formula["result light"]
    assert any(lights(story, 1.0)[name] != of_formula[name] for name in of_formula)
    time = LAB.time_of(story, "code", 2)
    assert time is not None
    assert lights(story, time) == lights(plain, time)
    for beyond in (f"{last}:400", "99:0"):
        assert lights(solved(PROGRAM, cell=beyond), 1.0) == lights(plain, 1.0)


def test_a_click_chooses_a_cell_and_another_click_lets_it_go() -> None:
    story = solved(PROGRAM)
    picture = story.pictures[-1]  # type: ignore[attr-defined]
    placement = picture.layout(VIEW).placements[-1]
    places = placement.places(picture.items[-1].block.middles())
    x, y, _ = VIEW.camera.project(places, VIEW.size)[3].tolist()
    inputs = Inputs(code=PROGRAM)
    chosen = LAB.chosen(inputs, story, 1.0, replace(VIEW, pointer=(x, y)))
    assert chosen == replace(inputs, cell=f"{picture.step.index}:3")
    again = LAB.chosen(chosen, LAB.solve(chosen), 1.0, replace(VIEW, pointer=(x, y)))
    assert again == inputs
    beside = replace(VIEW, pointer=(1.0, 1.0))
    assert LAB.chosen(inputs, story, 1.0, beside) is None
    assert LAB.chosen(chosen, story, 1.0, beside) == inputs


# --- topics, examples, files -------------------------------------------------------------------


def topic_changed(inputs: Inputs, topic: str) -> Inputs:
    changed: Inputs = selected(replace(inputs, topic=topic), specs(Inputs)["topic"])
    return changed


def test_another_topic_brings_its_example_unless_the_program_is_ones_own() -> None:
    for topic, examples in EXAMPLES.items():
        brought = topic_changed(Inputs(), topic)
        assert brought.code == examples[0].code
        assert brought.memory == (topic == "memory")
    own = Inputs(code="torch.ones(7)", cell="0:3")
    assert topic_changed(own, "index") == replace(own, topic="index")
    types = topic_changed(Inputs(), "types")
    assert types.code == Inputs().code
    assert topic_changed(types, "shape") == Inputs()


@pytest.mark.parametrize("order", [("topic", "code"), ("code", "topic")])
def test_a_topic_and_a_program_can_be_set_in_any_order(order: tuple[str, str]) -> None:
    texts = {"topic": "index", "code": "torch.ones(3)[0]"}
    inputs = set_from_texts(LAB, LAB.defaults(), {name: texts[name] for name in order})
    assert (inputs.topic, inputs.code) == ("index", "torch.ones(3)[0]")


def test_examples_are_offered_in_their_own_topic() -> None:
    for topic in LAB.topics():
        inputs = replace(Inputs(), topic=topic.key)
        offered = [each.key for each in PRESETS if each.relevant(inputs)]
        keys = [f"{topic.key}-{each.key}" for each in EXAMPLES.get(topic.key, ())]
        assert offered == keys
        for each in PRESETS:
            if each.key in keys:
                assert each.make(inputs, 0.0).topic == topic.key


def test_the_seed_is_asked_for_where_numbers_are_random() -> None:
    assert "seed" not in shown(Inputs(code="torch.ones(2)"))
    for code in ("torch.rand(2)", "np.random.randn(2)", "x.normal_()"):
        assert "seed" in shown(Inputs(code=code))
    first, second = (solved("torch.rand(3)", seed=seed) for seed in (1, 2))
    values = [LAB.readouts(story, 1.0)[0].value for story in (first, second)]
    assert not np.array_equal(np.asarray(values[0]), np.asarray(values[1]))
    again = LAB.readouts(solved("torch.rand(3)", seed=1), 1.0)[0].value
    assert np.array_equal(np.asarray(values[0]), np.asarray(again))


def test_a_session_comes_back_with_its_program_and_its_cell(tmp_path: Path) -> None:
    inputs = Inputs("joining", "# 张量\nx = torch.ones(2)\n\tx", deep=True, seed=3, cell="1:2")
    save_session(Session(LAB, inputs), tmp_path / "t.eigen")
    assert load_session(tmp_path / "t.eigen").inputs == inputs


# --- the command line --------------------------------------------------------------------------


def test_numbers_of_a_program(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["numbers", "tensors", "--set", f"code={PROGRAM}", "--json"]) == 0
    readouts = {each["key"]: each for each in json.loads(capsys.readouterr().out)["readouts"]}
    a = np.arange(6.0).reshape(2, 3)
    assert readouts["result.value"]["value"] == (a @ (a + 1).T).tolist()
    assert readouts["result.value"]["variable"] == RESULT
    assert readouts["result.shape"]["value"] == [2, 2]


@pytest.mark.parametrize("as_json", [False, True])
def test_numbers_of_a_wrong_program_tell_where_on_stderr(
    capsys: pytest.CaptureFixture[str], as_json: bool
) -> None:
    command = ["numbers", "tensors", "--set", f"code={WRONG}", *["--json"] * as_json]
    assert run(command) == 2
    out, err = capsys.readouterr()
    mistake = marks(solved(WRONG), 1.0).mistake
    assert mistake is not None
    assert err == f"eigenscope: line 3, column 4: {mistake.message}\n"
    if as_json:
        error = {"line": 3, "column": 4, "message": str(mistake.message)}
        assert json.loads(out)["error"] == error
    assert run([*command, "--at", "0.1"]) == 2
    assert "Result" in capsys.readouterr().out


def test_code_and_pictures_of_a_wrong_program_are_made(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, qapp: object
) -> None:
    assert run(["code", "tensors", "--set", f"code={WRONG}"]) == 0
    assert WRONG.rpartition("\n")[0] in capsys.readouterr().out
    picture = tmp_path / "wrong.svg"
    assert run(["render", "tensors", "--set", f"code={WRONG}", "-o", str(picture)]) == 0
    assert picture.stat().st_size > 1000


def test_a_chosen_cell_can_be_set_and_a_wrong_one_is_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["numbers", "tensors", "--set", "cell=1:2"]) == 0
    for wrong in ("1-2", "1:", ":1", "x", "1:2:3"):
        assert run(["numbers", "tensors", "--set", f"cell={wrong}"]) == 2
        assert "a step and a cell, such as 3:11" in capsys.readouterr().err
    assert run(["numbers", "tensors", "--set", "topic=types", "--set", "cell=1:2"]) == 2
    assert "is not used with topic=types" in capsys.readouterr().err


def test_the_list_of_inputs_has_one_line_for_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["labs", "tensors"]) == 0
    lines = capsys.readouterr().out.splitlines()
    begins = [line.split()[0] for line in lines[4 : 4 + len(entered(Inputs))]]
    assert begins == list(entered(Inputs))
    assert run(["labs", "tensors", "--json"]) == 0
    inputs = {each["name"]: each for each in json.loads(capsys.readouterr().out)["inputs"]}
    assert (inputs["code"]["kind"], inputs["cell"]["kind"]) == ("code", "cell")
    assert inputs["code"]["default"] == Inputs().code


# --- what is seldom written --------------------------------------------------------------------


def whole(story: Story) -> list[str]:
    """Draw a program throughout, and return what is said at the end of each step."""
    stops = LAB.stops(story)
    for t in (0.0, 0.3, *stops):
        LAB.frame(story, t, VIEW)
        LAB.readouts(story, t)
    return [say(LAB.caption(story, t)) for t in stops[1:]]


@pytest.mark.parametrize("library", ["torch", "np"])
def test_where_of_a_condition_alone_is_no_choice_between_cells(library: str) -> None:
    captions = whole(solved(f"x = {library}.ones(3)\n{library}.where(x > 0)"))
    assert captions[-1] == "where is computed from x > 0: (3,) becomes (3,)."


@pytest.mark.parametrize("made", ["torch.ones(2, device='meta')", "torch.ones(2).to('meta')"])
def test_a_tensor_without_numbers_is_a_problem(made: str) -> None:
    assert whole(solved(made))[-1] == "An array has numbers here, and nothing else."


@pytest.mark.parametrize(
    "source",
    [f"torch.tensor({'[' * 70}1{']' * 70})", f"torch.ones({'1, ' * 65})"],
    ids=["typed", "made"],
)
def test_more_axes_than_numpy_has_are_a_problem(source: str) -> None:
    assert whole(solved(source))[-1] == "This is nested too deeply."


def test_a_product_with_a_list_is_said_without_its_name() -> None:
    captions = whole(solved("x = np.ones(2)\nnp.kron(x, [0, 1])"))
    assert captions[-1] == "kron is computed from x: (2,) becomes (4,)."


@pytest.mark.parametrize("counts", ["counts", "x"])
def test_cells_that_are_repeated_come_from_the_cells_alone(counts: str) -> None:
    story = solved(f"x = np.arange(1, 4)\ncounts = np.array([2, 0, 1])\nnp.repeat(x, {counts})")
    whole(story)
    assert isinstance(story, ProgramStory)
    step = story.program.steps[-1]
    assert step.result is not None
    cells = step.sources[0] if step.sources else None
    if cells is not None:
        np.testing.assert_array_equal(step.result.numbers, np.arange(1, 4)[cells[:, 0]])
    assert cells is not None or counts == "x"


def test_cells_cannot_be_repeated_by_what_is_no_number() -> None:
    assert whole(solved("np.repeat(np.ones(2), np.array([np.nan, 1.0]))"))[-1].startswith("repeat")


def test_the_counts_of_what_is_unique_are_not_said_to_be_the_numbers() -> None:
    numbers, counts = whole(solved("x = [1, 1, 2]\ntorch.tensor(x).unique(return_counts=True)"))[1:]
    assert numbers == "Every number that occurs, once, in order."
    assert counts.startswith("unique is computed from torch.tensor(x): (3,)")


def test_a_power_beyond_all_numbers_is_told_without_its_number_in_c() -> None:
    assert whole(solved("10.0 ** 400"))[-1] == "**: Numerical result out of range."


def test_what_is_printed_is_read_even_if_nothing_else_happens() -> None:
    (output,) = LAB.readouts(solved("x = 3\nprint('x is', x)"), 1.0)
    assert say(output.text) == "x is 3"
