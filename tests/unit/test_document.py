"""The document, its edits, its JSON and the memory between two runs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eigenscope.document.codec import from_json, set_from_texts, to_json
from eigenscope.document.contents import Contents, followed
from eigenscope.document.document import Document, Edit
from eigenscope.document.memory import Memory
from eigenscope.labs.contract.registry import load_lab
from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.transform.lab import LAB
from eigenscope.language.definitions.definitions import Definitions
from eigenscope.language.entering.matrix_entry import read_matrix
from eigenscope.language.evaluating.entry import Matrix, Source, scalar

PATHS = ("linear", "turning", "stages")
NUMBERS = st.sampled_from(["0", "1", "-2.5", "1/2", "sqrt(2)/2", "cos(pi/6)", "1e-3"])


def matrices(rows: int, columns: int) -> st.SearchStrategy[Matrix]:
    row = st.tuples(*[NUMBERS] * columns)
    return st.tuples(*[row] * rows).map(Matrix.from_texts)


def test_an_edit_tells_the_listeners_and_can_be_taken_back() -> None:
    document = Document(LAB)
    heard: list[object] = []
    document.listen(heard.append)
    before = document.inputs
    edit = document.edit("Hide grid", replace(before, grid=False))
    assert edit is not None
    document.set_contents(edit.after)
    assert not document.inputs.grid
    document.set_contents(edit.before)
    assert document.inputs == before
    assert len(heard) == 2


def test_an_edit_that_changes_nothing_is_none() -> None:
    document = Document(LAB)
    assert document.edit("Nothing", document.inputs) is None


def test_whatever_is_edited_is_made_to_fit() -> None:
    document = Document(LAB)
    wide = replace(LAB.defaults(), matrix=Matrix.from_array([[1, 0, 2], [0, 1, 0], [0, 0, 1]]))
    assert LAB.check(wide).standing.shape == (3, 3) != wide.standing.shape
    for edit in (
        document.edit("Matrix", wide),
        document.edit_contents("Matrix", replace(document.contents, inputs=wide)),
    ):
        assert edit is not None
        assert edit.after.inputs == document.checked(wide) == LAB.check(wide)


def test_inputs_of_a_lab_that_is_not_open_are_made_to_fit_too() -> None:
    systems = load_lab("systems")
    document = Document(systems)
    wide = replace(LAB.defaults(), matrix=Matrix.from_array([[1, 0, 2], [0, 1, 0], [0, 0, 1]]))
    edit = document.edit_contents("Matrix", document.contents.with_inputs(LAB, wide))
    assert edit is not None
    assert edit.after.closed["transform"] == LAB.check(wide)
    assert edit.after.inputs is document.inputs


def test_edits_merge_by_their_key() -> None:
    first, second, third = (Contents(LAB, replace(LAB.defaults(), path=p)) for p in PATHS)
    one, two = Edit("Drag", first, second, "drag-1"), Edit("Drag", second, third, "drag-1")
    assert one.followed_by(two) == Edit("Drag", first, third, "drag-1")
    assert one.followed_by(Edit("Drag", second, third, "drag-2")) is None
    assert Edit("A", first, second).followed_by(Edit("A", second, third)) is None


def defined(*named: tuple[str, str]) -> Document:
    return Document(LAB, definitions=named)


def redefine(document: Document, *named: tuple[str, str]) -> Edit | None:
    return document.edit_contents("Define", replace(document.contents, definitions=named))


def show(document: Document, text: str) -> None:
    matrix = read_matrix(text, definitions=document.definitions)
    edit = document.edit("Show", replace(document.inputs, matrix=matrix))
    assert edit is not None
    document.set_contents(edit.after)


def test_what_is_shown_follows_the_names_in_its_expression() -> None:
    document = defined(("A", "[[1, 2], [3, 4]]"), ("B", "2A"))
    show(document, "B A^-1")
    edit = redefine(document, ("A", "[[0, 1], [1, 1]]"), ("B", "2A"))
    assert edit is not None
    document.set_contents(edit.after)
    assert document.inputs.matrix.to_array().tolist() == [[2, 0], [0, 2]]
    assert document.inputs.matrix.source.text == "B A^-1"
    edit = redefine(document, ("A", "[[0, 1], [1, 1]]"), ("B", "I + A"))
    assert edit is not None
    assert edit.after.inputs.matrix.to_array().tolist() == [[0, 1], [1, 1]]
    document.set_contents(edit.after)
    document.set_contents(edit.before)
    assert document.definitions.text("B") == "2A"


def test_whoever_changes_what_is_shown_by_its_name_changes_the_definition() -> None:
    document = defined(("A", "rot(90)"), ("B", "A^2"))
    show(document, "A")
    moved = document.inputs.matrix.with_column(0, (2.0, 0.0))
    edit = document.edit("Drag", replace(document.inputs, matrix=moved))
    assert edit is not None
    assert dict(edit.after.definitions)["A"] == "[[2, -1], [0, 0]]"
    document.set_contents(edit.after)
    assert document.inputs.matrix.source == Source("A")
    assert document.definitions.value("B").array.tolist() == [[4, -2], [0, 0]]


def test_a_product_that_is_changed_by_hand_is_no_product_any_more() -> None:
    document = defined(("A", "rot(90)"))
    show(document, "2A")
    moved = document.inputs.matrix.with_column(0, (2.0, 0.0))
    edit = document.edit("Drag", replace(document.inputs, matrix=moved))
    assert edit is not None
    assert edit.after.inputs.matrix.source is None
    assert edit.after.definitions == (("A", "rot(90)"),)


def test_starting_over_leaves_definitions_alone() -> None:
    document = defined(("A", "rot(90)"))
    show(document, "A")
    edit = document.edit("Start over", LAB.defaults(), redefine=False)
    assert edit is not None
    assert edit.after.definitions == (("A", "rot(90)"),)


def test_what_has_no_value_any_more_stays_as_it_was() -> None:
    document = defined(("A", "[[1, 2], [3, 4]]"))
    show(document, "2A")
    edit = redefine(document)
    assert edit is not None
    assert edit.after.inputs == document.inputs


def test_a_value_too_large_for_where_it_is_shown_stays_out() -> None:
    document = defined(("A", "[[1, 2], [3, 4]]"))
    show(document, "A")
    edit = redefine(document, ("A", "I(4)"))
    assert edit is not None
    assert edit.after.inputs == document.inputs


@settings(max_examples=60, deadline=None)
@given(
    matrices(2, 3),
    st.lists(matrices(3, 1), max_size=3).map(tuple),
    st.sampled_from(["none", "f", "points"]),
    st.booleans(),
)
def test_inputs_survive_json(
    matrix: Matrix, vectors: tuple[Matrix, ...], shape: str, grid: bool
) -> None:
    inputs = LAB.check(
        replace(LAB.defaults(), matrix=matrix, vectors=vectors, shape=shape, grid=grid)
    )
    assert from_json(LAB, json.loads(json.dumps(to_json(inputs, {}))), {}) == inputs


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([], "not a table"),
        ({"matrix": "1"}, "matrix is not a list of rows"),
        ({"matrix": [["1", "x y"]]}, "matrix"),
        ({"matrix": [["1"] * 4] * 4}, "larger than 3×3"),
        ({"matrix": [[None]]}, "no number"),
        ({"path": "sideways"}, "path is one of"),
        ({"grid": "yes"}, "grid is true or false"),
        ({"vectors": [["1"]] * 1000}, "at most"),
        ({"vectors": [[]]}, "1 to 3 numbers"),
        ({"polygon": [[1, 2, 3]]}, "two numbers"),
        ({"polygon": [[1, 1e300]]}, "from -1e\\+09 to"),
        ({"picture": 5}, "name and tensor"),
        ({"picture": {"name": "a", "tensor": "b"}}, "not in the file"),
    ],
)
def test_wrong_json_is_refused_with_a_reason(data: object, words: str) -> None:
    with pytest.raises(InputError, match=words):
        from_json(LAB, data, {})


def test_inputs_from_the_command_line() -> None:
    inputs = set_from_texts(LAB, LAB.defaults(), {"matrix": "[1 2; 3 4]"})
    assert inputs.matrix.to_array().tolist() == [[1, 2], [3, 4]]
    assert not set_from_texts(LAB, inputs, {"grid": "off"}).grid
    assert set_from_texts(LAB, inputs, {"path": "turning"}).path == "turning"
    vectors = set_from_texts(LAB, inputs, {"vectors": "[[1,2],[3,4]]"}).vectors
    assert [v.to_array()[:, 0].tolist() for v in vectors] == [[1, 2], [3, 4]]
    polygon = set_from_texts(LAB, inputs, {"polygon": "[[0,0],[1,0],[1,1]]"}).polygon
    assert polygon == ((0, 0), (1, 0), (1, 1))


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("matrxi", "1", "has no input"),
        ("matrix", "[[1,2],[3]]", "matrix: "),
        ("grid", "maybe", "on or off"),
        ("path", "round", "is one of"),
    ],
)
def test_wrong_text_is_refused_with_a_reason(name: str, text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        set_from_texts(LAB, LAB.defaults(), {name: text})


def test_memory_gives_back_what_was_saved(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "deep" / "folder", "state")
    assert memory.load() == {}
    memory.save({"answer": 42})
    assert memory.load()["answer"] == 42
    memory.save({"answer": 43})
    assert memory.load()["answer"] == 43
    assert [path.name for path in memory.path.parent.iterdir()] == ["state.json"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '"x"', '{"version": 99}', "\x00\xff", "[" * 100_000, "null"]
)
def test_a_broken_memory_is_no_memory(tmp_path: Path, text: str) -> None:
    memory = Memory(tmp_path, "state")
    memory.path.write_text(text, encoding="utf-8")
    assert memory.load() == {}


def test_a_memory_that_fails_to_save_keeps_the_old_one(tmp_path: Path) -> None:
    memory = Memory(tmp_path, "state")
    memory.save({"answer": 42})
    with pytest.raises(TypeError):
        memory.save({"answer": object()})
    assert memory.load()["answer"] == 42
    assert [path.name for path in tmp_path.iterdir()] == ["state.json"]


@pytest.mark.parametrize(("text", "rate"), [("0.2", "1/5"), ("[1 2]", "0.1"), ("-7", "0.1")])
def test_a_number_that_follows_a_name_stays_a_number_within_its_limits(
    text: str, rate: str
) -> None:
    inputs = load_lab("descent").defaults()
    named = replace(inputs, rate=replace(scalar("0.1"), source=Source("c")))
    after = followed(named, Definitions.from_texts({"c": text}))
    assert after.rate.scalar.text == rate
