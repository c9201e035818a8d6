"""Numbers as widgets show them: with what they are multiplied by, and to the digits that matter."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget
from pytestqt.qtbot import QtBot

from eigenscope.labs.kit.readout_makers import matrix_readout
from eigenscope.ui.present.presentation_readouts import PresentationReadouts
from eigenscope.ui.shell.status_line import StatusLine
from eigenscope.ui.side.readouts_panel import ReadoutsPanel
from eigenscope.ui.style.matrix_brackets import MatrixLabel


def words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if not label.isHidden()]


def test_a_power_of_ten_stands_in_front_of_the_brackets(qtbot: QtBot) -> None:
    label = MatrixLabel()
    qtbot.addWidget(label)
    readout = matrix_readout("m", "G", "M", [[0.004, 0.001], [-0.002, 0.003]])
    label.show_rows(readout.matrix, readout.factor)
    assert words(label) == ["10⁻³", "4", "1", "−2", "3"]
    label.show_rows((("4", "1"), ("−2", "3")))
    assert words(label) == ["4", "1", "−2", "3"]


def test_a_matrix_that_runs_keeps_its_width(qtbot: QtBot) -> None:
    label = MatrixLabel()
    qtbot.addWidget(label)

    def width() -> int:
        layout = label.layout()
        assert layout is not None
        layout.activate()
        return label.sizeHint().width()

    widths = set()
    for x in ("1.000000", "0.500000", "−0.500000", "−1.000000"):
        label.show_rows(((x, "0.000000"),))
        widths.add(width())
    assert len(widths) == 1
    label.show_rows((("1.00", "0.00"),))
    assert width() < min(widths)


@pytest.mark.parametrize("kind", [ReadoutsPanel, PresentationReadouts])
def test_no_digit_of_a_wide_matrix_is_cut_off(
    qtbot: QtBot, kind: type[ReadoutsPanel | PresentationReadouts]
) -> None:
    shown = kind()
    qtbot.addWidget(shown)
    shown.resize(300, 400)
    shown.show()
    qtbot.waitExposed(shown)
    shown.show_readouts((matrix_readout("m", "G", "M", np.full((2, 5), -1.2346), live=True),))

    def whole() -> bool:
        (matrix,) = shown.findChildren(MatrixLabel)
        labels = [label for label in matrix.findChildren(QLabel) if label.isVisible()]
        return bool(labels) and all(
            label.width() >= label.fontMetrics().horizontalAdvance(label.text())
            and label.mapTo(shown, label.rect().topRight()).x() <= shown.width()
            for label in labels
        )

    qtbot.waitUntil(whole, timeout=2000)
    if kind is PresentationReadouts:
        assert words(shown)[2:] == ["−1.2346", "−1.2346", "⋯"] * 2


def test_a_presentation_says_what_m_is(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    shown = PresentationReadouts(parent)
    shown.resize(400, 600)
    shown.show_readouts((matrix_readout("m", "What M(t) is", "M(t)", [[2.0]], live=True),))
    assert words(shown) == ["What M(t) is", "M(t)", "2.00"]


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ((0.5, -1.25, 0.01), "x 0.50   y −1.25"),
        ((0.000123, -2e-5, 1e-6), "x 0.000123   y −0.000020"),
        ((123.4, -56.78, 2.0), "x 123   y −57"),
        ((1e-9, -1e-9, 0.01), "x 0.00   y 0.00"),
    ],
)
def test_a_place_has_the_digits_that_a_pixel_tells_apart(
    qtbot: QtBot, place: tuple[float, float, float], text: str
) -> None:
    bar = QStatusBar()
    qtbot.addWidget(bar)
    status = StatusLine(bar)
    status.show_place(place)
    assert status.place.text() == text


def test_a_failure_is_told_until_something_is_computed_without_one(qtbot: QtBot) -> None:
    bar = QStatusBar()
    qtbot.addWidget(bar)
    status = StatusLine(bar)

    def compute(failure: str = "") -> str:
        status.show_busy(True)
        if failure:
            status.tell_failure(failure)
        status.show_busy(False)
        return bar.currentMessage()

    assert compute("The mask has another shape.") == "The mask has another shape."
    assert compute("The scores are too large.") == "The scores are too large."
    assert compute() == ""
    compute("The scores are too large.")
    status.tell("Matrix copied")
    assert compute() == "Matrix copied"
