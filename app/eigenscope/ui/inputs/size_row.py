"""The line below a matrix: its size, and what can be done with all of it."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QWidget


def size_row(rows: QWidget, columns: QWidget, *buttons: QAbstractButton) -> QHBoxLayout:
    """Return the fields of a size on the left, and buttons on the right."""
    row = QHBoxLayout()
    row.setSpacing(4)
    row.addWidget(rows)
    row.addWidget(QLabel("×"))
    row.addWidget(columns)
    row.addStretch()
    for button in buttons:
        row.addWidget(button)
    return row
