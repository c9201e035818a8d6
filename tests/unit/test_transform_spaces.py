"""What the lab says of eigenspaces, lost dimensions, images, signs and small numbers."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from eigenscope.labs.contract.lab import View
from eigenscope.labs.kit.colours import DIRECTIONS
from eigenscope.labs.transform.lab import LAB
from eigenscope.language.definitions.definitions import Definitions
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.scene.camera import Camera
from eigenscope.scene.frame import Frame
from eigenscope.scene.geometry import Segments
from eigenscope.scene.measures import FADE_BEGINS
from eigenscope.scene.slots import Slot
from eigenscope.wording.number_texts import power_of_ten

from .test_transform import drawn, inputs_for, numbers, picture

JORDAN = [[1, 1, 0], [0, 1, 0], [0, 0, 1]]
TWICE = np.diag([1, 2, 2])
TILTED = [[2, 1, 1], [1, 2, 1], [1, 1, 2]]  # 4 along (1, 1, 1), 1 in the plane x + y + z = 0
SMALL = [[0.004, 0.001], [-0.002, 0.003]]
WIDE, TALL = [[1, 0, 1], [0, 1, 1]], [[1, 0], [0, 1], [1, 1]]
TIMES = (0.0, 0.3, 1.0)


def texts(frame: Frame) -> list[str]:
    return [label.text for label in frame.labels]


# --- eigenspaces -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("matrix", "index", "normal", "said"),
    [
        (JORDAN, 0, (0, 1, 0), "λv = v"),
        (TWICE, 0, (1, 0, 0), "λ₁v₁ = 2v₁"),
        (TILTED, 1, (1, 1, 1), "λ₂v₂ = v₂"),
        (np.diag([0, 0, 5]), 1, (0, 0, 1), "λ₂v₂ = 0"),
    ],
)
def test_a_two_dimensional_eigenspace_is_a_plane(
    matrix: object, index: int, normal: tuple[int, ...], said: str
) -> None:
    frame = picture(inputs_for(matrix), 1.0)
    plane = drawn(frame, f"eigenplane {index}")
    assert np.linalg.matrix_rank(plane, tol=1e-6) == 2
    assert np.abs(plane @ np.array(normal)).max() < 1e-6
    assert not frame.named(f"eigenline {index}")
    assert said in texts(frame)
    solution = LAB.solve(inputs_for(matrix))
    assert str(LAB.legend(solution)[DIRECTIONS[index]]).startswith("eigenplane")
    space = str(numbers(inputs_for(matrix))[f"eigenspace.{index}"].text)
    assert space.startswith("plane: span (")


@pytest.mark.parametrize("matrix", [2 * np.eye(2), 3 * np.eye(3), np.eye(2), np.zeros((3, 3))])
def test_of_a_multiple_of_the_identity_every_line_is_an_eigenline(matrix: np.ndarray) -> None:
    inputs = inputs_for(matrix)
    frame = picture(inputs, 0.0)
    assert "every line is an eigenline" in texts(frame)
    assert not [draw for draw in frame.draws if draw.name.startswith("eigen")]
    value = {2: "2v", 3: "3v", 1: "v", 0: "0"}[int(matrix[0, 0])]
    assert f"every line is an eigenline: λv = {value}" in texts(picture(inputs, 1.0))
    assert str(numbers(inputs)["eigenspace.0"].text) == "every line is an eigenline"


@pytest.mark.parametrize(
    ("matrix", "key", "multiplicity", "over"),
    [
        (JORDAN, "multiplicity.0", "algebraic 3, geometric 2", "no: defective"),
        (TWICE, "multiplicity.0", "algebraic 2, geometric 2", "over ℝ"),
        ([[1, 1], [0, 1]], "multiplicity.0", "algebraic 2, geometric 1", "no: defective"),
        ([[2, 1], [1, 2]], "multiplicity", "all 1", "over ℝ"),
        ([[0, -1], [1, 0]], "multiplicity", "all 1", "over ℂ only"),
        (-np.eye(2), "multiplicity.0", "algebraic 2, geometric 2", "over ℝ"),
    ],
)
def test_multiplicities_are_among_the_numbers(
    matrix: object, key: str, multiplicity: str, over: str
) -> None:
    found = numbers(inputs_for(matrix))
    assert str(found[key].text) == multiplicity
    assert str(found["diagonalisable"].text) == over


@pytest.mark.parametrize("azimuth", [-1.08, 0.4, 2.3])
@pytest.mark.parametrize("elevation", [0.05, 0.42, 1.2])
@pytest.mark.parametrize("field_of_view", [0.0, 0.6])
def test_a_line_of_space_has_no_end_in_sight(
    azimuth: float, elevation: float, field_of_view: float
) -> None:
    """An eigenline that leads away from the eye stopped in the middle of the picture."""
    size = (1280, 720)
    camera = Camera((0.5, 0.2, 0.1), azimuth, elevation, 6.0, field_of_view, flat=False)
    found = []
    for matrix in ([[0, 1], [1, 0]], np.diag([1, 2, 3]), np.diag([0, 2, 3])):
        solution = LAB.solve(LAB.check(replace(inputs_for(matrix), path="flip")))
        found += [
            draw
            for draw in LAB.frame(solution, 0.5, View(camera, size)).draws
            if (draw.name or "").startswith(("eigenline", "null"))
        ]
    assert len(found) >= 9
    for draw in found:
        assert isinstance(draw.geometry, Segments)
        ends = draw.geometry.points.reshape(-1, 3)
        world = ends @ draw.matrix[:3, :3].T + draw.matrix[:3, 3]
        begins = FADE_BEGINS * np.linalg.norm(world[0] - world[1]) / 2
        assert begins > 6.0 * size[0] / size[1]  # as far as the view is wide, it is whole
        for x, y, _ in camera.project(world, size):
            if 0 <= x <= size[0] and 0 <= y <= size[1]:
                assert 0 < draw.style.fade <= np.linalg.norm(ends[0]) * (1 + 1e-6)


def test_a_line_has_the_colour_of_its_eigenvalue() -> None:
    inputs = inputs_for([[0, -2, 0], [2, 0, 0], [0, 0, -1]])  # ±2i, −1: the real one is the third
    slot = numbers(inputs)["eigenvalue.2"].slot
    assert picture(inputs, 0.5).named("eigenline 2")[0].style.slot == slot == DIRECTIONS[2]


def test_kinds_name_what_is_missing() -> None:
    assert "defective" in str(numbers(inputs_for(JORDAN))["kinds"].text)
    assert "singular" in str(numbers(inputs_for([[1, 2], [3, 6]]))["kinds"].text)
    assert "singular" in str(numbers(inputs_for(np.zeros((2, 2))))["kinds"].text)


@pytest.mark.parametrize(
    ("factors", "words"),
    [((2, 4), "(2, 4)"), ((1e-13, 1e-14), "(1×10⁻¹³, 1×10⁻¹⁴)"), ((3, 6, 9), "(3, 6, 9)")],
)
def test_factors_are_not_shortened_as_directions_are(
    factors: tuple[float, ...], words: str
) -> None:
    kinds = str(numbers(inputs_for(np.diag(factors)))["kinds"].text)
    assert kinds == f"diagonal scaling (factors {words})"


# --- maps that are not square ------------------------------------------------------------------


@pytest.mark.parametrize("matrix", [WIDE, TALL, [[1, 2]], [[1], [2]], [[1, 2, 3]], [[1], [2], [0]]])
def test_a_map_that_is_not_square_has_no_determinant_and_no_eigenvalues(matrix: object) -> None:
    inputs = inputs_for(matrix)
    solution = LAB.solve(inputs)
    rows, columns = solution.matrix.shape
    for t in TIMES:
        found = {readout.key: readout for readout in LAB.readouts(solution, t)}
        assert not {"now.determinant", "now.eigenvalues", "eigenvalue.0"} & set(found)
        assert ("now.size" in found) == (rows > columns)
        words = texts(picture(inputs, t))
        assert not [word for word in words if "λ" in word]
        if rows < columns:
            assert not [word for word in words if word.startswith(("area", "volume", "length"))]
    assert str(found["determinant"].text) == f"none: A is {rows}×{columns}"
    assert str(found["eigenvalues"].text) == f"none: A is {rows}×{columns}"
    assert not [curve for curve in LAB.curves(solution) if "det" in str(curve.label)]
    assert LAB.curves(solution)


@pytest.mark.parametrize(
    ("matrix", "name", "size"),
    [
        (TALL, "area", math.sqrt(3)),  # √det(AᵀA) = √(2·2 − 1·1)
        ([[3], [4]], "length", 5.0),
        ([[1, 2], [2, 4], [3, 6]], "area", 0.0),
    ],
)
def test_a_map_into_more_dimensions_has_the_size_of_an_image(
    matrix: object, name: str, size: float
) -> None:
    inputs = inputs_for(matrix)
    found = numbers(inputs)
    assert found["size"].value == pytest.approx(size, abs=1e-12)
    assert f"{name} {size:.2f}" in texts(picture(inputs, 1.0))
    assert "√det(AᵀA)" in str(found["size"].tip)
    curve = LAB.curves(LAB.solve(inputs))[0]
    assert curve.label == str(found["now.size"].label) == f"{name.capitalize()} factor"
    assert curve.values[-1] == pytest.approx(size, abs=1e-12)


def test_of_a_map_onto_the_plane_the_motion_shows_what_is_pressed_flat() -> None:
    curves = LAB.curves(LAB.solve(inputs_for(WIDE)))
    assert [curve.values[-1] for curve in curves] == pytest.approx([math.sqrt(3), 1, 0], abs=1e-12)
    assert "plane" in str(LAB.caption(LAB.solve(inputs_for(WIDE)), 0.5))


# --- what is small is not 0 --------------------------------------------------------------------


def test_the_numbers_of_a_small_matrix_can_be_read() -> None:
    found = numbers(inputs_for(SMALL))
    assert found["now.matrix"].matrix == (("0.0040", "0.0010"), ("−0.0020", "0.0030"))
    assert str(found["now.eigenvalues"].text) == "0.0035 + 0.0013i,  0.0035 − 0.0013i"
    assert str(found["now.determinant"].text) == "0.000014"
    assert "area 0.000014" in texts(picture(inputs_for(SMALL), 1.0))


@pytest.mark.parametrize("scale", [1e-13, 1e-200])
def test_a_tiny_map_is_not_singular(scale: float) -> None:
    inputs = inputs_for(np.diag([scale, scale / 10]))
    frame = picture(inputs, 1.0)
    size = f"1×{power_of_ten(round(2 * math.log10(scale)) - 1)}"
    assert f"area {size}" in texts(frame)
    assert frame.named("unit")[0].style.slot == Slot.POSITIVE
    found = numbers(inputs)
    assert str(found["determinant"].text) == size
    assert [entry for row in found["now.matrix"].matrix for entry in row if "×" in entry]


def test_no_rounding_is_shown_on_the_way() -> None:
    inputs = inputs_for([[3, 4], [-1, -1]])  # λ = 1 twice, defective: floats split it
    for t in (0.2, 0.5, 0.9):
        assert str(numbers(inputs, t)["now.eigenvalues"].text) == "1.00,  1.00"
    half = numbers(inputs_for([[-1, 0], [0, -1]]), 0.5)["now.matrix"]
    assert half.matrix == (("0.00", "−1.00"), ("1.00", "0.00"))


# --- images are named as images ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("t", "shown", "hidden"),
    [
        (0.0, {"e₁", "e₂", "v₁", "v₂", "u"}, {"Ae₁", "Me₁"}),
        (0.5, {"Me₁", "e₁", "Mv₁", "u", "Mu"}, {"Ae₁"}),
        (1.0, {"Ae₁", "Ae₂", "e₁", "e₂", "λ₁v₁ = 3v₁", "λ₂v₂ = v₂", "u", "Au"}, {"Me₁", "v₁"}),
    ],
)
def test_an_image_is_named_as_an_image(t: float, shown: set[str], hidden: set[str]) -> None:
    vector = Matrix.from_array([[1.0], [0.0]])
    said = set(texts(picture(inputs_for([[2, 1], [1, 2]], vectors=(vector,)), t)))
    assert shown <= said
    assert not hidden & said
    assert not [word for word in said if "λ" in word and t < 1]


def test_the_eigenvalue_stands_at_the_stretched_vector() -> None:
    frame = picture(inputs_for([[2, 1], [1, 2]]), 1.0)
    label = next(label for label in frame.labels if label.text == "λ₁v₁ = 3v₁")
    assert label.position[:2] == pytest.approx((3 / math.sqrt(2), 3 / math.sqrt(2)))


def test_the_angle_stands_at_the_vector_that_has_turned_by_it() -> None:
    inputs = inputs_for([[1, -2], [1, 0]])  # λ = (1 ± i√7)/2, r = √2
    assert "invariant ellipse" in texts(picture(inputs, 0.5))
    frame = picture(inputs, 1.0)
    label = next(label for label in frame.labels if label.text == "θ = 69.3°, r = 1.414")
    assert label.position == pytest.approx(drawn(frame, "turned angle")[-1], abs=1e-6)


def test_what_stays_where_it_is_says_so() -> None:
    said = texts(picture(inputs_for([[1, 1], [0, 1]]), 1.0))
    assert "Ae₁ = e₁" in said
    assert "Ae₂ = 0" in texts(picture(inputs_for([[1, 0], [0, 0]]), 1.0))


@pytest.mark.parametrize(("source", "image"), [("B", "Be₂"), ("B A", "Me₂"), ("2 B", "Ae₂")])
def test_an_image_has_the_name_of_the_matrix(source: str, image: str) -> None:
    matrix = Definitions.from_texts({"A": "[1 1; 0 1]", "B": "[2 1; 0 1]"}).matrix(source)
    assert image in texts(picture(LAB.check(replace(LAB.defaults(), matrix=matrix)), 1.0))


def test_what_m_is_stands_where_it_is_shown() -> None:
    solution = LAB.solve(inputs_for([[1, 1], [0, 1]]))
    readout = next(r for r in LAB.readouts(solution, 0.5) if r.key == "now.matrix")
    assert readout.group == "Now: M(t), the matrix at time t"


# --- signs ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("matrix", "path", "said"),
    [
        ([[0, 1], [1, 0]], "natural", "area −1.00, flipped"),
        ([[0, 1], [1, 0]], "flip", "area −1.00, flipped"),
        ([[1, 2], [3, 4]], "natural", "area −2.00, flipped"),
        (np.diag([1, 2, -3]), "natural", "volume −6.00, flipped"),
    ],
)
def test_a_size_has_the_sign_of_the_determinant(matrix: object, path: str, said: str) -> None:
    inputs = inputs_for(matrix, path=path)
    assert said in texts(picture(inputs, 1.0))
    assert float(said.split()[1].rstrip(",").replace("−", "-")) == pytest.approx(
        numbers(inputs)["determinant"].value
    )
    # The number beside the picture and the curve say the same, and what it has to do with det A.
    live = next(r for key, r in numbers(inputs).items() if key.startswith(("now.size", "now.det")))
    word, size = said.removesuffix(", flipped").split()
    assert str(live.text) == size
    assert live.value == pytest.approx(numbers(inputs)["determinant"].value)
    curve = LAB.curves(LAB.solve(inputs))[0]
    if path == "flip":  # M(t) is not square then
        assert (str(live.label), str(curve.label)) == (
            "Signed area factor", "Area factor, without its sign"
        )  # fmt: skip
        assert curve.values == pytest.approx(1)
    else:
        assert str(live.label) == curve.label == f"det M(t), signed {word} factor"
        assert curve.values[-1] == pytest.approx(live.value)


# --- words at rest -------------------------------------------------------------------------------

ZERO = ", so its determinant is 0."


@pytest.mark.parametrize(
    ("matrix", "t", "said"),
    [
        ([[1, 1], [0, 1]], 0,
         "M(t) is the matrix reached at time t. Nothing has moved yet: M(0) = I."),
        ([[2, 1], [0, 1]], 1, "Done: M(1) = A. Its columns are the images Ae₁ and Ae₂; areas are "
         "scaled by its determinant, 2."),
        ([[1, 2], [2, 1]], 1, "Done: M(1) = A. Its columns are the images Ae₁ and Ae₂; the "
         "plane is turned over, and areas are scaled by 3: the determinant is −3."),
        (np.diag([1, 2, 3]), 1, "Done: M(1) = A. Its columns are the images Ae₁, Ae₂ and Ae₃; "
         "volumes are scaled by its determinant, 6."),
        (1e-200 * np.eye(2), 1, "Done: M(1) = A. Its columns are the images Ae₁ and Ae₂."),
        (TALL, 0, "Nothing has moved yet."),
        ([[1], [2]], 1, "Done: M(1) = A. Its column is the image Ae₁."),
        ([[1, 2], [2, 4]], 1, f"Done: M(1) = A collapses the plane onto a line{ZERO}"),
        (np.diag([1, 2, 0]), 1, f"Done: M(1) = A collapses space onto a plane{ZERO}"),
        ([[0]], 1, f"Done: M(1) = A maps the line to the origin{ZERO}"),
    ],
)  # fmt: skip
def test_the_caption_says_what_is_seen_at_rest(matrix: object, t: float, said: str) -> None:
    assert str(LAB.caption(LAB.solve(inputs_for(matrix)), t)).replace("\xa0", " ") == said


def test_the_caption_calls_a_matrix_what_was_entered() -> None:
    matrix = Definitions.from_texts({}).matrix("2 rot(90)")
    inputs = LAB.check(replace(LAB.defaults(), matrix=matrix, product="whole"))
    said = str(LAB.caption(LAB.solve(inputs), 1.0))
    assert said.startswith("Done: M(1) = 2")
    assert "Its columns are the images Ae₁ and Ae₂; areas are scaled" in said
    again = replace(inputs_for([[1, 1], [0, 1]]), start="again")
    ends = [str(LAB.caption(LAB.solve(again), t)) for t in (0.0, 1.0)]
    assert ends == [
        "The motion starts from the current position, M(0).",
        "Done: A has been applied once more, to the position before.",
    ]


def test_numbers_and_legend_call_an_eigenvalue_by_its_name() -> None:
    inputs = inputs_for([[2, 1], [1, 2]])
    found = numbers(inputs)
    labels = [str(found[f"eigenvalue.{k}"].label) for k in range(2)]
    assert labels == ["Eigenvalue λ₁", "Eigenvalue λ₂"]
    assert str(found["now.eigenvalues"].label) == "Eigenvalues of M(t)"
    legend = LAB.legend(LAB.solve(inputs))
    assert [str(legend[slot]) for slot in DIRECTIONS[:2]] == [
        "eigenline 1 (eigenvalue λ₁)",
        "eigenline 2 (eigenvalue λ₂)",
    ]
    assert str(numbers(inputs_for([[1, 1], [0, 1]]))["eigenvalue.0"].label) == "Eigenvalue λ"
