"""The lab Linear transformation: its pictures, numbers and program, against facts by hand."""

from __future__ import annotations

import contextlib
import io
import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from eigenscope.engine.motion.paths import natural_kind
from eigenscope.labs.contract.lab import View
from eigenscope.labs.contract.readouts import Readout
from eigenscope.labs.contract.registry import LabError, lab_names, load_lab
from eigenscope.labs.transform.inputs import Inputs
from eigenscope.labs.transform.lab import LAB
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.readers.images import ImageError, read_image
from eigenscope.scene.camera import PLANE, SPACE
from eigenscope.scene.frame import Frame
from eigenscope.scene.geometry import Picture, vertices
from eigenscope.scene.slots import Slot

SIZE = (900.0, 600.0)
SHAPES = [(m, n) for m in (1, 2, 3) for n in (1, 2, 3)]


def inputs_for(matrix: object, **changes: object) -> Inputs:
    given = replace(LAB.defaults(), matrix=Matrix.from_array(np.array(matrix, dtype=float)))
    return LAB.check(replace(given, **changes))


def picture(inputs: Inputs, t: float) -> Frame:
    camera = PLANE if LAB.dimensions(inputs) == 2 else SPACE
    return LAB.frame(LAB.solve(inputs), t, View(camera, SIZE))


def numbers(inputs: Inputs, t: float = 1.0) -> Mapping[str, Readout]:
    return {readout.key: readout for readout in LAB.readouts(LAB.solve(inputs), t)}


def plain(tensor: object) -> np.ndarray:
    """Return a torch tensor as an array, without importing torch here."""
    return np.array(tensor.tolist())  # type: ignore[attr-defined]


def drawn(frame: Frame, name: str) -> np.ndarray:
    """Return the world places of the vertices of the draws so named."""
    parts = []
    for draw in frame.named(name):
        points = vertices(draw.geometry).astype(float)
        parts.append(points @ draw.matrix[:3, :3].T + draw.matrix[:3, 3])
    return np.concatenate(parts) if parts else np.empty((0, 3))


def test_the_lab_is_found_by_its_entry_point() -> None:
    assert "transform" in lab_names()
    assert load_lab("transform").name == LAB.name
    with pytest.raises(LabError, match="transform"):
        load_lab("nonsense")


def test_basis_vectors_go_to_the_columns() -> None:
    frame = picture(inputs_for([[1, 2], [3, 4]]), 1.0)
    assert drawn(frame, "basis 0")[1] == pytest.approx([1, 3, 0])
    assert drawn(frame, "basis 1")[1] == pytest.approx([2, 4, 0])


def test_the_picture_begins_with_the_identity() -> None:
    frame = picture(inputs_for([[1, 2], [3, 4]]), 0.0)
    assert drawn(frame, "unit").max(axis=0) == pytest.approx([1, 1, 0])


@pytest.mark.parametrize(
    ("matrix", "slot", "words"),
    [
        ([[2, 0], [0, 3]], Slot.POSITIVE, "area 6.00"),
        ([[0, 1], [1, 0]], Slot.NEGATIVE, "area −1.00, flipped"),
        ([[1, 2], [0.5, 1]], Slot.ZERO, "area 0.00"),
    ],
)
def test_area_is_written_and_coloured_by_orientation(
    matrix: object, slot: Slot, words: str
) -> None:
    frame = picture(inputs_for(matrix), 1.0)
    assert frame.named("unit")[0].style.slot == slot
    assert words in [label.text for label in frame.labels]


def test_the_image_of_a_disc_is_told_as_a_factor() -> None:
    frame = picture(inputs_for([[2, 0], [0, 3]], unit="ball"), 1.0)
    assert "area × 6.00" in [label.text for label in frame.labels]


def test_volume_in_space() -> None:
    frame = picture(inputs_for(np.diag([2, 3, 0.5])), 1.0)
    assert "volume 3.00" in [label.text for label in frame.labels]


def test_worked_example_of_eigenlines() -> None:
    frame = picture(inputs_for([[2, 1], [1, 2]]), 0.0)
    for index, direction in enumerate([(1, 1), (1, -1)]):
        line = drawn(frame, f"eigenline {index}")[0]
        assert line[0] * direction[1] == pytest.approx(line[1] * direction[0])


def test_eigenvectors_are_scaled_by_their_eigenvalues() -> None:
    before = drawn(picture(inputs_for([[2, 1], [1, 2]]), 0.0), "eigenvector 0")[1]
    after = drawn(picture(inputs_for([[2, 1], [1, 2]]), 1.0), "eigenvector 0")[1]
    assert after == pytest.approx(3 * before, rel=1e-5)


def test_a_complex_pair_turns_along_its_ellipse() -> None:
    inputs = inputs_for([[1, -2], [1, 0]])  # λ = (1 ± i√7)/2
    solution = LAB.solve(inputs)
    assert solution.turning is not None
    angle, factor = math.atan2(math.sqrt(7), 1), math.sqrt(2)
    assert solution.turning.angle == pytest.approx(angle)
    assert solution.turning.factor == pytest.approx(factor)
    columns = solution.turning.columns
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    assert solution.matrix @ columns[:2] == pytest.approx(factor * columns[:2] @ turn)


def test_a_rotation_of_space_shows_its_axis_and_its_turning_plane() -> None:
    frame = picture(inputs_for([[0, -1, 0], [1, 0, 0], [0, 0, 1]]), 1.0)
    assert np.abs(drawn(frame, "eigenline 0")[:, :2]).max() < 1e-6
    assert np.abs(drawn(frame, "invariant ellipse")[:, 2]).max() < 1e-6


def test_a_singular_map_shows_where_all_falls_and_what_falls_to_zero() -> None:
    frame = picture(inputs_for([[1, 2], [0.5, 1]]), 1.0)
    column, null = drawn(frame, "column space")[0], drawn(frame, "null space")[0]
    assert column[0] == pytest.approx(2 * column[1])
    assert null[0] == pytest.approx(-2 * null[1])
    end = drawn(frame, "grid")
    assert end[:, 0] == pytest.approx(2 * end[:, 1], abs=1e-5)


def test_vectors_leave_their_path() -> None:
    vector = Matrix.from_array([[1.0], [2.0]])
    frame = picture(inputs_for([[2, 0], [0, 3]], vectors=(vector,)), 0.5)
    assert drawn(frame, "input 0")[1] == pytest.approx([1, 2, 0])
    path = drawn(frame, "path 0")
    assert path[0] == pytest.approx([1, 2, 0])
    assert path[-1] == pytest.approx([2, 6, 0])
    assert frame.named("path 0")[0].portion == 0.5


@pytest.mark.parametrize("shape", ["f", "polygon", "cube", "sphere", "points"])
def test_sample_shapes_are_carried_along(shape: str) -> None:
    corners = ((0.0, 0.0), (2.0, 0.0), (0.0, 1.0))
    inputs = inputs_for([[2, 0], [0, 2]], shape=shape, polygon=corners)
    before, after = (drawn(picture(inputs, t), "shape") for t in (0.0, 1.0))
    assert len(before) > 2
    assert after[:, :2] == pytest.approx(2 * before[:, :2], rel=1e-5)


def test_a_picture_of_the_users_own(tmp_path: object) -> None:
    from PIL import Image

    path = f"{tmp_path}/red.png"
    Image.new("RGB", (40, 20), (255, 0, 0)).save(path)
    inputs = inputs_for([[1, 0], [0, 1]], shape="picture", picture=read_image(path))
    frame = picture(inputs, 0.0)
    shown = frame.named("shape")[0].geometry
    assert isinstance(shown, Picture)
    assert shown.pixels.shape == (20, 40, 4)
    assert (shown.pixels[0, 0] == (255, 0, 0, 255)).all()


def test_a_picture_that_was_never_chosen_is_said_in_the_caption() -> None:
    solution = LAB.solve(inputs_for([[1, 0], [0, 1]], shape="picture"))
    assert "Choose a picture" in str(LAB.caption(solution, 0.0))


def test_a_picture_that_is_not_there_is_said_by_its_name() -> None:
    with pytest.raises(ImageError, match=r"no such\.png"):
        read_image("no such.png")


@pytest.mark.parametrize("shape", SHAPES)
def test_every_size_up_to_three_can_be_seen(shape: tuple[int, int]) -> None:
    matrix = np.arange(1, 1 + shape[0] * shape[1], dtype=float).reshape(shape)
    inputs = inputs_for(matrix)
    solution = LAB.solve(inputs)
    for t in (0.0, 0.3, 1.0):
        frame = picture(inputs, t)
        assert frame.draws
        assert all(np.isfinite(draw.matrix).all() for draw in frame.draws)
        assert LAB.readouts(solution, t)
    ends = solution.at(1.0)
    assert (ends[: shape[0]] == matrix).all()
    assert not ends[shape[0] :].any()
    assert LAB.extent(solution).shape[1] == 3


@pytest.mark.parametrize(
    ("matrix", "kind"),
    [
        ([[1, 1], [0, 1]], "linear"),
        ([[0, -1], [1, 0]], "turning"),
        ([[-1, 0], [0, -1]], "turning"),
        ([[2, 0], [0, 2]], "linear"),
        ([[1, 2, 3], [4, 5, 6]], "turning"),
    ],
)
def test_the_natural_path(matrix: object, kind: str) -> None:
    assert natural_kind(np.array(matrix, dtype=float)) == kind


def test_apply_once_more_goes_on_from_where_the_plane_stands() -> None:
    inputs = inputs_for([[2, 0], [0, 1]])
    solution = LAB.solve(inputs)
    again = LAB.carry(inputs, solution, 1.0, replace(inputs, start="again"))
    assert again is not None
    once = LAB.solve(again)
    assert once.at(0.0) == pytest.approx(np.diag([2, 1]))
    assert once.at(1.0) == pytest.approx(np.diag([4, 1]))
    twice = LAB.carry(again, once, 1.0, again)
    assert twice is not None
    assert LAB.solve(twice).at(1.0) == pytest.approx(np.diag([8, 1]))


def test_straight_to_a_new_matrix() -> None:
    inputs = inputs_for([[2, 0], [0, 1]], start="straight")
    solution = LAB.solve(inputs)
    changed = replace(inputs, matrix=Matrix.from_array([[0.0, -1.0], [1.0, 0.0]]))
    carried = LAB.carry(inputs, solution, 1.0, changed)
    assert carried is not None
    onward = LAB.solve(carried)
    assert onward.at(0.0) == pytest.approx(np.diag([2, 1]))
    assert onward.at(1.0) == pytest.approx(np.array([[0, -1], [1, 0]]))


def test_from_the_identity_nothing_is_carried() -> None:
    inputs = inputs_for([[2, 0], [0, 1]])
    other = inputs_for([[3, 0], [0, 1]])
    assert LAB.carry(inputs, LAB.solve(inputs), 1.0, other) is None


def test_dragging_a_basis_vector_sets_its_column() -> None:
    dragged, to_the_end = LAB.dragged(inputs_for([[1, 0], [0, 1]]), "basis-1", (0.5, 2.0, 0.0))
    assert to_the_end
    assert dragged.matrix.to_array().tolist() == [[1, 0.5], [0, 2]]


def test_dragging_after_apply_once_more_finds_the_matrix_that_does_it() -> None:
    standing = Matrix.from_array([[2.0, 0.0], [0.0, 4.0]])
    inputs = inputs_for([[1, 0], [0, 1]], start="again", standing=standing)
    dragged, _ = LAB.dragged(inputs, "basis-0", (6.0, 2.0, 0.0))
    assert dragged.matrix.to_array() @ standing.to_array() == pytest.approx(
        np.array([[6, 0], [2, 4]])
    )


def test_dragging_a_vector_moves_it_and_not_the_time() -> None:
    vector = Matrix.from_array([[1.0], [2.0]])
    inputs = inputs_for([[1, 0], [0, 1]], vectors=(vector,))
    dragged, to_the_end = LAB.dragged(inputs, "vector-0", (3.0, -1.0, 0.0))
    assert not to_the_end
    assert dragged.vectors[0].to_array()[:, 0].tolist() == [3, -1]


def test_readouts_show_exact_roots_beside_decimals() -> None:
    found = numbers(inputs_for([[1, 2], [3, 4]]))
    assert str(found["eigenvalue.0"].text) == "5.3723"
    assert found["eigenvalue.0"].exact == "(5 + √33)/2"
    assert str(found["determinant"].text) == "−2"
    assert str(found["rank"].text) == "2 of 2"


def test_readouts_of_defective_and_singular_matrices_say_so() -> None:
    assert str(numbers(inputs_for([[1, 1], [0, 1]]))["diagonalisable"].text) == "no: defective"
    singular = numbers(inputs_for([[1, 2], [0.5, 1]]))
    assert str(singular["inverse"].text) == "none"
    assert str(singular["null"].text) == "span (2, −1)"
    assert str(singular["condition"].text) == "∞"


def test_live_readouts_run_with_time() -> None:
    half = numbers(inputs_for([[3, 0], [0, 1]]), 0.5)
    assert half["now.matrix"].matrix == (("2.00", "0.00"), ("0.00", "1.00"))
    assert str(half["now.determinant"].text) == "2.00"
    assert half["now.determinant"].live


@pytest.mark.parametrize(
    "matrix",
    [
        [[1, 2], [3, 4]],
        [[0, -1], [1, 0]],
        [[-1, 0], [0, -1]],
        [[2, 1, 0], [1, 2, 1], [0, 1, 2]],
        [[0, -1, 0], [1, 0, 0], [0, 0, 2]],
        [[1, 0], [0, 1], [1, 1]],
        [[1, 2, 3], [4, 5, 6]],
        [[1, 2], [0.5, 1]],
    ],
)
def test_the_program_computes_what_is_shown(matrix: object) -> None:
    vector = Matrix.from_array(np.ones((len(np.array(matrix)[0]), 1)))
    inputs = inputs_for(matrix, vectors=(vector,))
    solution = LAB.solve(inputs)
    names: dict[str, object] = {}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(LAB.code(solution), "program", "exec"), names)  # it is our own text
    analysis = solution.analysis
    assert analysis is not None
    for readout in LAB.readouts(solution, 1.0):
        if readout.variable:
            computed = np.asarray(names[readout.variable])
            assert computed == pytest.approx(np.asarray(readout.value), abs=1e-9), readout.key
    assert int(names["rank"]) == analysis.rank  # type: ignore[call-overload]
    assert plain(names["singular_values"]) == pytest.approx(analysis.singular_values, abs=1e-9)
    assert plain(names["y"])[:, 0] == pytest.approx(
        solution.at(1.0)[: analysis.shape[0]] @ np.ones(analysis.shape[1])
    )
    if analysis.determinant is not None:
        assert float(names["determinant"]) == pytest.approx(  # type: ignore[arg-type]
            analysis.determinant, abs=1e-9
        )
        assert f"Determinant = {float(names['determinant'])}\n" in printed.getvalue()  # type: ignore[arg-type]
    if "M" in names:
        for t in (0.0, 0.37, 1.0):
            shown = names["M"](t)  # type: ignore[operator]
            assert plain(shown) == pytest.approx(solution.at(t), abs=1e-9)


@pytest.mark.parametrize("matrix", [[[1, 2], [2, 4]], [[0.1, 0.2], [0.3, 0.6]]])
def test_the_program_of_a_singular_matrix_does_not_invert_it(matrix: object) -> None:
    code = LAB.code(LAB.preview(inputs_for(matrix)))
    assert "torch.linalg.inv" not in code
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(code, "program", "exec"), {})


@pytest.mark.parametrize("entry", [1e200, 1e-200])
def test_a_variable_is_promised_only_where_float64_computes_it(entry: float) -> None:
    """A sum of such squares overflows or vanishes in torch; the readout is right all the same."""
    found = numbers(inputs_for([[entry, 0], [0, entry]]), 1.0)
    assert float(found["frobenius"].value) == pytest.approx(math.sqrt(2) * entry)  # type: ignore[arg-type]
    assert found["frobenius"].variable == ""
    assert found["spectral"].variable == "spectral"


@pytest.mark.parametrize("size", [(2, 2), (3, 3)])
def test_every_preset_is_what_it_says(size: tuple[int, int]) -> None:
    start = inputs_for(np.eye(*size))
    made = {}
    for preset in LAB.presets():
        value = float(preset.parameter[1]) if preset.parameter else 0.0
        made[preset.key] = preset.make(start, value).matrix.to_array()
    eye = np.eye(size[0])
    assert made["rotation"] @ made["rotation"].T == pytest.approx(eye)
    assert np.linalg.det(made["rotation"]) == pytest.approx(1)
    assert np.linalg.det(made["shear"]) == pytest.approx(1)
    assert np.linalg.det(made["reflection"]) == pytest.approx(-1)
    assert made["reflection"] @ made["reflection"] == pytest.approx(eye)
    assert made["projection"] @ made["projection"] == pytest.approx(made["projection"])
    assert made["scaling"] == pytest.approx(2 * eye)
    assert sorted(made["swap"].ravel().tolist(), reverse=True)[: size[0]] == [1] * size[0]
    assert np.linalg.matrix_rank(made["singular"]) < size[0]
    assert np.abs(np.linalg.eigvals(made["complex"]).imag).max() > 0.1
    assert made["random"].shape == size


def test_preview_has_the_same_ends_as_the_solution() -> None:
    for matrix in ([[1, 2], [3, 4]], [[1, 2, 3], [4, 5, 6]], [[1, 2], [3, 4], [5, 6]]):
        inputs = inputs_for(matrix)
        preview, solution = LAB.preview(inputs), LAB.solve(inputs)
        for t in (0.0, 1.0):
            assert preview.at(t).tolist() == solution.at(t).tolist()


def test_a_line_that_is_several_things_has_one_name() -> None:
    """The null space of a singular matrix is the eigenline of λ = 0."""
    inputs = replace(LAB.defaults(), matrix=Matrix.from_array([[1.0, 2.0], [2.0, 4.0]]))
    solution = LAB.solve(LAB.check(replace(inputs, eigen=True, subspaces=True)))
    size = (700.0, 500.0)
    frame = LAB.frame(solution, 0.5, View(PLANE.fitted(LAB.extent(solution), size, 1.35), size))
    texts = {label.text for label in frame.labels}
    assert {"null space → 0, eigenline 2", "column space, eigenline 1"} <= texts
    assert not texts & {"eigenline 1", "eigenline 2"}
