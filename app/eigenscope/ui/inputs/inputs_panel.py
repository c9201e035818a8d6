"""A lab's inputs as a panel, made from their specs alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from eigenscope.engine.runtime.jobs import Jobs
from eigenscope.labs.contract.code_marks import CodeMarks
from eigenscope.labs.contract.lab import Inputs, Lab
from eigenscope.labs.contract.specs import (
    CodeSpec,
    DataSpec,
    FlagSpec,
    MatrixSpec,
    Spec,
    selected,
    specs,
)
from eigenscope.ui.inputs.file_editors import PictureEditor
from eigenscope.ui.inputs.flags_editor import FlagsEditor
from eigenscope.ui.inputs.handover_bar import HandoverBar
from eigenscope.ui.inputs.input_fields import EditorContext, make_field
from eigenscope.ui.inputs.preset_bar import PresetBar
from eigenscope.ui.style.error_label import ErrorLabel
from eigenscope.wording.words import Text, Words, as_words, say

if TYPE_CHECKING:
    from eigenscope.language.definitions.definitions import Definitions

_MARGIN = 12
_SPARE = 1000  # times as much of the spare height as stays free
_UNMARKED = CodeMarks()


class InputsPanel(QWidget):
    """Edits a lab's inputs.

    Signals
    -------
    edited
        The new inputs, words for undo, and a key: edits with the same key are one step of undo.
    draw_wanted
        The field whose outline the user wants to draw in the view.
    open_wanted
        The user wants to choose a file with a matrix, or how the table is read that is shown.
    reported
        A sentence for the status bar.
    elsewhere
        A matrix that is too large for this lab, and is wanted in one that takes any size.
    line_chosen
        A field of code, and the line in it to which the user has gone, from 1.
    handover_chosen
        What another lab is to go on with.
    """

    edited = Signal(object, object, str)
    draw_wanted = Signal(str)
    open_wanted = Signal(object)
    reported = Signal(str)
    elsewhere = Signal(object)
    line_chosen = Signal(str, int)
    handover_chosen = Signal(object)

    def __init__(
        self,
        lab: Lab,
        jobs: Jobs,
        definitions: Callable[[], Definitions],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.lab = lab
        self._around = EditorContext(
            jobs,
            definitions,
            self.draw_wanted.emit,
            self.open_wanted.emit,
            self.reported.emit,
            self.elsewhere.emit,
            self.line_chosen.emit,
        )
        self._inputs: Inputs = lab.defaults()
        self._shows: list[Callable[[Inputs], None]] = []
        self.editors: dict[str, QWidget] = {}
        self.presets = PresetBar(lab.presets(), lambda: self._inputs)
        self.presets.edited.connect(self._preset)
        self.handovers = HandoverBar()
        self.handovers.chosen.connect(self.handover_chosen)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(_MARGIN, 4, _MARGIN, _MARGIN)
        self._column.setSpacing(6)
        self._build()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        self._scroll, self._body = scroll, body
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)

    def show_inputs(self, inputs: Inputs) -> None:
        """Show inputs; what is being typed stays as it is."""
        self._inputs = inputs
        for show in self._shows:
            show(inputs)
        self.handovers.offer(self.lab.handovers(inputs))

    @property
    def has_leftovers(self) -> bool:
        """Whether it shows what was typed and not taken, or why it was not."""
        typed = any(edit.isModified() and edit.text() for edit in self.findChildren(QLineEdit))
        return typed or any(not label.isHidden() for label in self.findChildren(ErrorLabel))

    def show_marks(self, marks: Mapping[str, CodeMarks]) -> None:
        """Show what is beside the lines of code, by the fields' names."""
        for name, editor in self.editors.items():
            if hasattr(editor, "show_marks"):
                editor.show_marks(marks.get(name, _UNMARKED))

    def minimumSizeHint(self) -> QSize:
        """Qt: never narrower than the editors, so that nothing is cut off."""
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        return QSize(self._body.minimumSizeHint().width() + bar, 160)

    def focus_matrix(self) -> None:
        """Let the user type into the first matrix."""
        for editor in self.editors.values():
            if hasattr(editor, "focus_first"):
                editor.focus_first()
                return

    def show_entry(self, row: int, column: int) -> None:
        """Go to an entry of the first matrix of any size, from 0."""
        for editor in self.editors.values():
            if hasattr(editor, "show_entry"):
                editor.show_entry(row, column)
                return

    def read_picture(self, path: str) -> bool:
        """Read a file as the lab's picture; tell whether the lab has one."""
        for editor in self.editors.values():
            if isinstance(editor, PictureEditor):
                editor.read(path)
                return True
        return False

    # --- building ------------------------------------------------------------------------------

    def _build(self) -> None:
        groups: dict[Text, list[tuple[str, Spec]]] = {}
        for name, spec in specs(self.lab.inputs_type).items():
            if not spec.hidden:
                groups.setdefault(spec.group, []).append((name, spec))
        for place, (group, members) in enumerate(groups.items()):
            self._add_heading(group, members, first=place == 0)
            flags = [(name, s) for name, s in members if isinstance(s, FlagSpec)]
            for name, spec in members:
                if not isinstance(spec, FlagSpec):
                    self._add(name, spec, named=len(members) > 1 or spec.label != group)
            if flags:
                self._add_flags(flags)
            if place == 0:
                self._column.addWidget(self.presets)
                self._shows.append(self.presets.show_inputs)
        self._column.addWidget(self.handovers)
        self._column.addStretch(1)  # all the room: labels above their fields stay close to them

    def _add_heading(self, group: Text, members: list[tuple[str, Spec]], *, first: bool) -> None:
        heading = QLabel(say(group))
        heading.setProperty("class", "heading")
        heading.setContentsMargins(0, 4 if first else 12, 0, 0)
        self._column.addWidget(heading)
        self._shows.append(
            lambda inputs: heading.setVisible(any(spec.relevant(inputs) for _, spec in members))
        )

    def _add(self, name: str, spec: Spec, *, named: bool) -> None:
        def edited(value: object, key: str) -> None:
            self._set(name, spec, value, key)

        field = make_field(name, spec, getattr(self._inputs, name), edited, self._around)
        widgets = [field.widget]
        if named and isinstance(spec, CodeSpec | MatrixSpec | DataSpec):
            label = QLabel(say(spec.label))
            label.setProperty("class", "muted")
            label.setContentsMargins(0, 4, 0, 0)
            self._column.addWidget(label)
            widgets.append(label)
        if not field.widget.toolTip():
            field.widget.setToolTip(say(spec.tip))
        self._column.addWidget(field.widget, _SPARE if isinstance(spec, CodeSpec) else 0)
        self.editors[name] = field.widget

        def show(inputs: Inputs) -> None:
            relevant = spec.relevant(inputs)
            for widget in widgets:
                widget.setVisible(relevant)
            if relevant:
                field.show(inputs)

        self._shows.append(show)

    def _add_flags(self, flags: list[tuple[str, FlagSpec]]) -> None:
        editor = FlagsEditor(flags)
        specs_of = dict(flags)
        editor.edited.connect(lambda name, value: self._set(name, specs_of[name], value))
        self._column.addWidget(editor)
        for name, _ in flags:
            self.editors[name] = editor.buttons[name]
        self._shows.append(editor.show_inputs)

    # --- editing -------------------------------------------------------------------------------

    def _set(self, name: str, spec: Spec, value: object, key: str = "") -> None:
        words = Words("Change {input}", {"input": as_words(spec.label)})
        inputs = replace(self._inputs, **{name: value})
        self.edited.emit(selected(inputs, spec), words, key)

    def _preset(self, inputs: Inputs, label: Text, key: str) -> None:
        words = Words("Preset: {preset}", {"preset": as_words(label)})
        self.edited.emit(inputs, words, key)
