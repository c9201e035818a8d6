"""Commands about the lab's matrix: copy, paste, show an expression, or what a file holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.registry import loadable_labs
from eigenscope.labs.contract.specs import DataSpec, MatrixSpec, Spec, selected, shown, specs
from eigenscope.language.entering.matrix_entry import read_matrix
from eigenscope.language.entering.pasted import Pasted, read_pasted
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.language.texts.digit_signs import Comma
from eigenscope.language.texts.messages import LanguageError
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.ui.present.panels_layout import Docks, PanelsLayout
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.shell.commands import Actions
from eigenscope.ui.shell.notice import Notice
from eigenscope.ui.shell.status_line import StatusLine
from eigenscope.ui.side.lab_panels import LabPanels
from eigenscope.ui.table.pasted_note import comma_button, comma_words
from eigenscope.wording.words import Text, Words


class MatrixCommands(QObject):
    """Acts on the first matrix of the open lab."""

    def __init__(
        self,
        workbench: Workbench,
        actions: Actions,
        panels: LabPanels,
        docks: Docks,
        status: StatusLine,
        notice: Notice,
        open_large: Callable[[], bool],
    ) -> None:
        super().__init__(panels)
        self._bench, self._panels, self._docks = workbench, panels, docks
        self._status, self._notice = status, notice
        self._open_large = open_large  # in a presentation; it tells whether there is one
        actions.bind("edit.copy_matrix", self.copy_matrix)
        actions.bind("edit.paste_matrix", self.paste_matrix)
        actions.bind("edit.matrix", self.focus_matrix)
        actions.bind("edit.names", self.focus_names)

    def focus_matrix(self) -> None:
        """Let the user type into the matrix."""
        if self._open_large():
            return
        PanelsLayout.reveal(self._docks.inputs)
        self._panels.show_inputs()
        self._panels.inputs.focus_matrix()

    def focus_names(self) -> None:
        """Let the user write a definition."""
        PanelsLayout.reveal(self._docks.inputs)
        self._panels.show_definitions()

    def copy_matrix(self) -> None:
        """Copy the matrix as text."""
        name = self._field()
        matrix = None if name is None else getattr(self._bench.inputs, name)
        if isinstance(matrix, Matrix):
            QGuiApplication.clipboard().setText(matrix.to_text())
            self._status.tell("Matrix copied", 3000)
        elif matrix is not None:
            self._status.tell("Select cells of the table and copy them there.")

    def paste_matrix(self, comma: Comma | None = None, text: str | None = None) -> None:
        """Read a matrix from the clipboard; ``comma`` and ``text`` read one again otherwise."""
        bench = self._bench
        name = self._field()
        if name is None:
            return
        text = QGuiApplication.clipboard().text() if text is None else text
        largest = _largest(specs(bench.lab.inputs_type)[name])
        known = bench.document.definitions
        try:
            pasted = read_pasted(text, maximum=largest, definitions=known, comma=comma)
        except LanguageError as error:
            self._status.tell(error.reason, 8000)
            return
        inputs = replace(bench.inputs, **{name: pasted.matrix})
        bench.edit(inputs, "Paste matrix")
        self._tell(pasted, text)

    def _tell(self, pasted: Pasted, text: str) -> None:
        """Say how commas were read, and offer the other ways."""
        if pasted.comma is None:
            return
        choices: list[tuple[Text, Callable[[], object]]] = [
            (comma_button(other), partial(self.paste_matrix, other, text))
            for other in pasted.others
        ]
        if choices:
            ways = [*choices, (self.tr("Leave it so"), lambda: None)]
            self._notice.tell(comma_words(pasted.comma), *ways)
        else:
            self._status.tell(comma_words(pasted.comma), 8000)

    def show_expression(self, text: str) -> None:
        """Show what an expression is worth as the lab's matrix, and play it from the start."""
        bench = self._bench
        name = self._field()
        if name is None:
            return
        try:
            matrix = self._read(name, text)
        except LanguageError as error:
            self._panels.definitions.show_problem(str(error))
            return
        label = Words("Show {expression}", {"expression": text})
        bench.replace_inputs(replace(bench.inputs, **{name: matrix}), label)
        bench.player.seek(0.0)
        bench.play()

    def show_data(self, matrix: LoadedMatrix) -> None:
        """Show a matrix from a file in a lab that takes one of any size, this one if it can be."""
        self._show_anywhere(matrix, Words("Open {name}", {"name": matrix.name}))

    def show_large(self, matrix: Matrix) -> None:
        """Show a matrix that has no room in the open lab in one that takes any size."""
        rows, columns = matrix.shape
        sides = {"rows": rows, "columns": columns}
        self._show_anywhere(matrix, Words("Open a {rows}×{columns} matrix", sides))

    def _show_anywhere(self, matrix: Matrix | LoadedMatrix, label: Text) -> None:
        bench = self._bench
        for lab in (bench.lab, *loadable_labs()):
            contents = bench.document.contents.with_lab(lab)
            name = _data_field(contents.inputs, here=lab is bench.lab)
            if name is not None:
                spec = specs(lab.inputs_type)[name]
                changed = selected(replace(contents.inputs, **{name: matrix}), spec)
                bench.change(replace(contents, inputs=changed), label)
                return

    def _read(self, field: str, text: str) -> Matrix:
        bench = self._bench
        largest = _largest(specs(bench.lab.inputs_type)[field])
        return read_matrix(text, maximum=largest, definitions=bench.document.definitions)

    def _field(self) -> str | None:
        """Return the name of the lab's first matrix, if it has one."""
        visible = shown(self._bench.inputs)
        kinds = (MatrixSpec, DataSpec)
        return next((name for name, spec in visible.items() if isinstance(spec, kinds)), None)


def _largest(spec: Spec) -> tuple[int, int] | None:
    return spec.largest if isinstance(spec, MatrixSpec) else None


def _data_field(inputs: Inputs, *, here: bool) -> str | None:
    """Return the name of an input for a matrix of any size that the user sees, if there is one.

    In the lab that is open, ``here``, it need not be seen yet if it brings itself into view.
    """
    wanted = specs(type(inputs)).items() if here else shown(inputs).items()
    visible = shown(inputs)
    return next(
        (
            name
            for name, spec in wanted
            if isinstance(spec, DataSpec) and (name in visible or spec.selects)
        ),
        None,
    )
