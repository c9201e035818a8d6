"""How the window is put together: what stands in its middle, and the panels at its sides."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from eigenscope.ui.present.panels_layout import Docks

_WIDTHS = 302, 312  # pixels of the panels at the left and at the right, at first
_LEFT, _RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea


def fill_middle(
    window: QMainWindow, above: Sequence[QWidget], picture: QWidget, below: Sequence[QWidget]
) -> QHBoxLayout:
    """Put the picture into the middle, with strips above and below; return the picture's row."""
    middle = QWidget()
    column = QVBoxLayout(middle)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    stage = QHBoxLayout()
    stage.setSpacing(0)
    stage.addWidget(picture, 1)
    for widget in above:
        column.addWidget(widget)
    column.addLayout(stage, 1)
    for widget in below:
        column.addWidget(widget)
    window.setCentralWidget(middle)
    return stage


def put_below(window: QMainWindow, stage: QHBoxLayout, widget: QWidget) -> None:
    """Put a strip right below the picture's row."""
    column = window.centralWidget().layout()
    if isinstance(column, QVBoxLayout):
        column.insertWidget(column.indexOf(stage) + 1, widget)


def add_docks(
    window: QMainWindow, inputs: QWidget, numbers: QWidget, plot: QWidget, titles: Sequence[str]
) -> Docks:
    """Put panels at the sides of the window, under their titles."""
    window.setCorner(Qt.Corner.BottomLeftCorner, _LEFT)
    window.setCorner(Qt.Corner.BottomRightCorner, _RIGHT)
    rows = (
        ("inputs", inputs, _LEFT),
        ("numbers", numbers, _RIGHT),
        ("plot", plot, _RIGHT),
    )
    docks = []
    for (name, panel, area), title in zip(rows, titles, strict=True):
        dock = QDockWidget(title, window)
        dock.setObjectName(f"{name}Dock")
        dock.setWidget(panel)
        window.addDockWidget(area, dock)
        docks.append(dock)
    return Docks(*docks)


def share_width(window: QMainWindow, docks: Docks) -> None:
    """Give the panels their first widths."""
    sides = [docks.inputs, docks.numbers]
    window.resizeDocks(sides, list(_WIDTHS), Qt.Orientation.Horizontal)
