"""The editor of a mask: words for the usual ones, and a grid of cells where it is small."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from eigenscope.labs.contract.schema import InputError
from eigenscope.labs.contract.specs import MaskSpec
from eigenscope.labs.contract.specs.mask import (
    CAUSAL,
    NONE,
    PADDING,
    half_padded,
    mask_flags,
    mask_with,
)
from eigenscope.ui.inputs.mask_grid import MOST, MaskGrid
from eigenscope.ui.inputs.text_editor import TextEditor
from eigenscope.wording.words import Text, say

_KINDS: tuple[tuple[str, Text], ...] = ((NONE, "None"), (CAUSAL, "Causal"), (PADDING, "Padding"))


class MaskEditor(TextEditor):
    """Edits a mask as text, by its kind, or cell by cell."""

    def __init__(self, name: str, spec: MaskSpec, parent: QWidget | None = None) -> None:
        super().__init__(name, spec, parent)
        self._value = NONE
        self._shape: tuple[int, int] | None = None
        self.kinds: dict[str, QToolButton] = {}
        row = QHBoxLayout()
        row.setSpacing(4)
        for kind, label in _KINDS:
            self.kinds[kind] = self._button(kind, label)
            row.addWidget(self.kinds[kind])
        self.grid = MaskGrid()
        self.grid.setAccessibleName(say("Mask: a row for each query, a column for each key"))
        self.grid.changed.connect(self._changed)
        self.column.addLayout(row)
        self.column.addWidget(self.grid)

    def show_mask(self, value: str, shape: tuple[int, int] | None) -> None:
        """Show a mask of scores of a shape, if that is known; say so if it has another one."""
        self.show_value(value)
        self._value, self._shape = value, shape
        for kind, button in self.kinds.items():
            button.setChecked(value.split(maxsplit=1)[0] == kind)
        flags, problem = None, ""
        try:
            flags = None if shape is None else mask_flags(value, shape)
        except InputError as error:
            problem = str(error)
        if not self.line.isModified():
            self.message.say(problem)
        small = shape is not None and max(shape) <= MOST and not problem
        if small and shape is not None:
            self.grid.show_flags(np.ones(shape, dtype=np.bool_) if flags is None else flags)
        self.grid.setVisible(small)

    def _button(self, kind: str, label: Text) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setText(say(label))
        button.setProperty("class", "segment")
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(partial(self._choose, kind))
        return button

    def _choose(self, kind: str) -> None:
        """Take one of the kinds; the one that is there already stays."""
        self.kinds[kind].setChecked(True)
        if self._value.split()[0] != kind:
            self._take_over(half_padded(self._shape) if kind == PADDING else kind, "")

    def _changed(self, cell: int, visible: bool, key: str) -> None:
        if self._shape is not None:
            self._take_over(mask_with(self._value, self._shape, cell, visible=visible), key)

    def _take_over(self, value: str, key: str) -> None:
        """Take a mask instead of what is being written."""
        self.line.setModified(False)
        self.message.say("")
        self.edited.emit(value, key)
