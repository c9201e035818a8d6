"""Two pictures of one lab: what each is called, and that names and undo reach both."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eigenscope.document.comparison import headings
from eigenscope.document.document import Document
from eigenscope.document.name_edits import renamed_in
from eigenscope.labs.contract.registry import lab_names, load_lab
from eigenscope.language.evaluating.entry import Matrix, Source, scalar
from eigenscope.wording.words import say

TRANSFORM = load_lab("transform")


def shown(texts: str, name: str | None = None) -> Matrix:
    matrix = Matrix.from_texts([row.split() for row in texts.split(";")])
    return matrix if name is None else replace(matrix, source=Source(name))


def test_counterparts_have_the_labs_names_and_differ_from_what_is_there() -> None:
    assert [each.title for each in TRANSFORM.counterparts(TRANSFORM.defaults())] == ["Aᵀ", "A⁻¹"]
    for name in lab_names():
        lab = load_lab(name)
        here = lab.defaults()
        for each in lab.counterparts(here):
            assert each.inputs != here, (name, each.key)
            assert lab.check(each.inputs) == each.inputs, (name, each.key)
            assert headings(lab, here, each.inputs) == (each.here, each.title)


@pytest.mark.parametrize(
    ("texts", "titles"),
    [
        ("1 2; 2 1", ["A⁻¹"]),  # its own transpose
        ("1 2; 2 4", []),  # and singular
        ("0 1; 1 0", []),  # and its own inverse
        ("1 2 3; 4 5 6", ["Aᵀ"]),
        ("0 -1; 1 0", ["Aᵀ", "A⁻¹"]),
    ],
)
def test_a_matrix_has_no_counterpart_that_is_not_there(texts: str, titles: list[str]) -> None:
    inputs = TRANSFORM.check(replace(TRANSFORM.defaults(), matrix=shown(texts)))
    assert [each.title for each in TRANSFORM.counterparts(inputs)] == titles


def test_an_inverse_is_exact() -> None:
    inputs = replace(TRANSFORM.defaults(), matrix=shown("1 2; 3 4"))
    inverse = TRANSFORM.counterparts(inputs)[1].inputs.matrix
    assert inverse.texts() == (("-2", "1"), ("3/2", "-1/2"))


def test_pictures_are_called_by_what_differs() -> None:
    lab = load_lab("descent")
    here = replace(lab.defaults(), rate=scalar("1/4"))
    called = headings(lab, here, replace(here, rate=scalar("0.3")))
    assert tuple(map(say, called)) == ("η = 1/4", "η = 0.3")
    there = replace(here, momentum=not here.momentum, view="surface", rate=scalar("0.3"))
    first, second = map(say, headings(lab, here, there))
    assert first.startswith("η = 1/4, ")
    assert first.endswith(", …")
    assert second.startswith("η = 0.3, ")
    assert headings(lab, here, here) == ("", "")


def test_a_name_that_changes_is_followed_in_both_pictures() -> None:
    document = Document(TRANSFORM, definitions=(("A", "[1, 2; 3, 4]"),))
    named = replace(TRANSFORM.defaults(), matrix=shown("1 2; 3 4", "A'"))
    contents = replace(document.contents, inputs=named).with_companion(named)
    edit = document.edit_contents("Beside", contents)
    assert edit is not None
    document.set_contents(edit.after)
    edit = document.edit_contents(
        "A", replace(document.contents, definitions=(("A", "[5 6; 7 8]"),))
    )
    assert edit is not None
    assert edit.after.companion is not None
    assert edit.after.companion.matrix.to_array().tolist() == [[5, 7], [6, 8]]
    renamed = renamed_in(document.contents, document.definitions, "A", "B")
    assert renamed.companion is not None
    assert renamed.companion.matrix.source.text == "B'"
    assert renamed.inputs.matrix.source.text == "B'"


def test_each_lab_has_a_companion_of_its_own() -> None:
    contents = Document(TRANSFORM).contents.with_companion(TRANSFORM.defaults())
    elsewhere = contents.with_lab(load_lab("descent"))
    assert elsewhere.companion is None
    assert elsewhere.with_lab(TRANSFORM).companion == TRANSFORM.defaults()
    assert contents.with_companion(None).companion is None


def test_a_counterpart_that_follows_is_another_look_at_what_is_entered_now() -> None:
    layer = load_lab("layer")
    document = Document(layer)
    (beside,) = layer.counterparts(layer.defaults())
    document.set_contents(document.contents.with_companion(beside.inputs))
    before = document.contents
    edit = document.edit("Choose", replace(layer.defaults(), point=3))
    assert edit is not None
    assert edit.before == before
    assert edit.after.companion == replace(beside.inputs, point=3)
    document.set_contents(edit.after)
    edit = document.edit("Topic", replace(edit.after.inputs, topic=beside.inputs.topic))
    assert edit is not None
    assert edit.after.companion == layer.counterparts(edit.after.inputs)[0].inputs


def test_any_other_picture_stays_beside_what_is_changed() -> None:
    document = Document(TRANSFORM)
    transpose = TRANSFORM.counterparts(TRANSFORM.defaults())[0].inputs
    document.set_contents(document.contents.with_companion(transpose))
    edit = document.edit("Matrix", replace(TRANSFORM.defaults(), matrix=shown("3 1; 0 1")))
    assert edit is not None
    assert edit.after.companion == transpose
