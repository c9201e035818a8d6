"""A lab's inputs as a panel, made from their specs alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from eigenscope.engine.jobs import Jobs
from eigenscope.labs.base import Inputs, Lab
from eigenscope.labs.specs import (
    ChoiceSpec,
    DataSpec,
    FlagSpec,
    MatrixSpec,
    OutlineSpec,
    PictureSpec,
    Spec,
    VectorsSpec,
    WholeSpec,
    selected,
    specs,
)
from eigenscope.ui.choice_editor import ChoiceEditor
from eigenscope.ui.file_editors import OutlineEditor, PictureEditor
from eigenscope.ui.flags_editor import FlagsEditor
from eigenscope.ui.matrix_editor import MatrixEditor
from eigenscope.ui.preset_bar import PresetBar
from eigenscope.ui.vectors_editor import VectorsEditor
from eigenscope.ui.whole_editor import WholeEditor
from eigenscope.ui.wording import translated

if TYPE_CHECKING:
    from eigenscope.language.definitions import Definitions

_MARGIN = 12


class InputsPanel(QWidget):
    """Edits a lab's inputs.

    Signals
    -------
    edited
        The new inputs, words for undo, and a key: edits with the same key are one step of undo.
    draw_wanted
        The field whose outline the user wants to draw in the view.
    open_wanted
        The user wants to choose a file with a matrix.
    told
        A sentence for the status bar.
    """

    edited = Signal(object, str, str)
    draw_wanted = Signal(str)
    open_wanted = Signal()
    told = Signal(str)

    def __init__(
        self,
        lab: Lab,
        jobs: Jobs,
        definitions: Callable[[], Definitions],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._definitions = definitions
        self.lab = lab
        self._jobs = jobs
        self._inputs: Inputs = lab.defaults()
        self._shows: list[Callable[[Inputs], None]] = []
        self.editors: dict[str, QWidget] = {}
        self.presets = PresetBar(lab.presets(), lambda: self._inputs)
        self.presets.edited.connect(self._preset)
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
        groups: dict[str, list[tuple[str, Spec]]] = {}
        for name, spec in specs(self.lab.inputs_type).items():
            if not (isinstance(spec, MatrixSpec) and spec.hidden):
                groups.setdefault(spec.group, []).append((name, spec))
        first = True
        for group, members in groups.items():
            heading = QLabel(translated(group))
            heading.setProperty("class", "heading")
            heading.setContentsMargins(0, 4 if first else 12, 0, 0)
            self._column.addWidget(heading)
            flags = [(name, s) for name, s in members if isinstance(s, FlagSpec)]
            for name, spec in members:
                if not isinstance(spec, FlagSpec):
                    self._add(name, spec)
            if flags:
                self._add_flags(flags)
            if first:
                self._column.addWidget(self.presets)
                first = False
        self._column.addStretch()

    def _add(self, name: str, spec: Spec) -> None:
        match spec:
            case MatrixSpec():
                matrix = MatrixEditor(getattr(self._inputs, name))
                matrix.set_largest(*spec.largest)
                matrix.expression.set_definitions(self._definitions)
                matrix.edited.connect(lambda value, key: self._set(name, spec, value, key))
                self._place(name, spec, matrix, matrix.set_matrix)
            case DataSpec():
                # Late: the table and what belongs to it are not needed for the first picture.
                from eigenscope.ui.data_editor import DataEditor

                data = DataEditor(getattr(self._inputs, name), self._jobs)
                data.expression.set_definitions(self._definitions)
                data.edited.connect(lambda value, key: self._set(name, spec, value, key))
                data.open_wanted.connect(self.open_wanted)
                data.told.connect(self.told)
                self._place(name, spec, data, data.set_matrix)
            case WholeSpec():
                whole = WholeEditor(spec)
                whole.edited.connect(lambda value, key: self._set(name, spec, value, key))
                self._column.addWidget(whole)
                self.editors[name] = whole
                self._shows.append(
                    lambda inputs: whole.show_value(getattr(inputs, name), spec.high(inputs))
                )
            case ChoiceSpec():
                choice = ChoiceEditor(spec)
                choice.edited.connect(lambda value: self._set(name, spec, value))
                self._column.addWidget(choice)
                self._remember(name, choice, choice.show_value)
                self._shows.append(lambda inputs: choice.setVisible(spec.relevant(inputs)))
            case VectorsSpec():
                vectors = VectorsEditor(self._definitions)
                vectors.edited.connect(lambda value, key: self._set(name, spec, value, key))
                self._column.addWidget(vectors)
                self.editors[name] = vectors
                self._shows.append(
                    lambda inputs: vectors.show_vectors(getattr(inputs, name), spec.length(inputs))
                )
            case PictureSpec():
                picture = PictureEditor(spec, self._jobs)
                picture.edited.connect(lambda value: self._set(name, spec, value))
                self._place(name, spec, picture, picture.show_image)
            case OutlineSpec():
                outline = OutlineEditor(spec)
                outline.edited.connect(lambda value: self._set(name, spec, value))
                outline.draw_wanted.connect(lambda: self.draw_wanted.emit(name))
                self._place(name, spec, outline, outline.show_corners)

    def _add_flags(self, flags: list[tuple[str, FlagSpec]]) -> None:
        editor = FlagsEditor(flags)
        found = dict(flags)
        editor.edited.connect(lambda name, value: self._set(name, found[name], value))
        self._column.addWidget(editor)
        for name, _ in flags:
            self.editors[name] = editor.buttons[name]
        self._shows.append(
            lambda inputs: editor.show_flags({name: getattr(inputs, name) for name, _ in flags})
        )

    def _place(self, name: str, spec: Spec, editor: QWidget, show: Callable[[Any], None]) -> None:
        editor.setToolTip(translated(spec.tip))
        self._column.addWidget(editor)
        self._remember(name, editor, show)

    def _remember(self, name: str, editor: QWidget, show: Callable[[Any], None]) -> None:
        self.editors[name] = editor
        self._shows.append(lambda inputs: show(getattr(inputs, name)))

    # --- editing -------------------------------------------------------------------------------

    def _set(self, name: str, spec: Spec, value: object, key: str = "") -> None:
        words = self.tr("Change {0}").replace("{0}", translated(spec.label))
        inputs = replace(self._inputs, **{name: value})
        self.edited.emit(self.lab.check(selected(inputs, spec)), words, key)

    def _preset(self, inputs: Inputs, label: str, key: str) -> None:
        words = self.tr("Preset: {0}").replace("{0}", translated(label))
        self.edited.emit(self.lab.check(inputs), words, key)
