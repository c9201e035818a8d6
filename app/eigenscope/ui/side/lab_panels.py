"""The left side of the window: a lab's inputs, the names that all share, and all labs."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from eigenscope.labs.contract.lab import Inputs, Lab
from eigenscope.ui.session.naming import Naming
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.side.code_following import CodeFollowing

if TYPE_CHECKING:
    from eigenscope.ui.inputs.inputs_panel import InputsPanel
    from eigenscope.ui.names.definitions_panel import DefinitionsPanel
    from eigenscope.ui.side.lab_shelf import LabShelf


class LabPanels(QTabWidget):
    """A page of inputs, made anew for a lab that is first opened, of definitions, and of labs.

    Signals
    -------
    panel_made
        A panel that is new: that of a lab that is opened for the first time, or another one.
    show_wanted
        An expression that the view is to show.
    """

    panel_made = Signal(object)
    show_wanted = Signal(str)

    def __init__(self, workbench: Workbench, naming: Naming, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._panels: dict[str, InputsPanel] = {}
        self._filled = False
        self._following = CodeFollowing(workbench, self)
        self._stack = QStackedWidget()
        self._naming = naming
        self._names = QWidget()
        self._names_layout = QVBoxLayout(self._names)
        self._names_layout.setContentsMargins(0, 0, 0, 0)
        self._definitions: DefinitionsPanel | None = None
        self._labs = QWidget()
        self._labs_layout = QVBoxLayout(self._labs)
        self._labs_layout.setContentsMargins(0, 0, 0, 0)
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.addTab(self._stack, self.tr("Inputs"))
        self.addTab(self._names, self.tr("Names"))
        self.addTab(self._labs, self.tr("Labs"))
        self.currentChanged.connect(lambda place: place == 1 and self.definitions)
        self.setTabToolTip(1, self.tr("Named matrices and expressions (N)"))
        self.setTabToolTip(2, self.tr("All labs (Ctrl+L)"))

    @cached_property
    def shelf(self) -> LabShelf:
        """All labs; made once the first picture is there."""
        from eigenscope.ui.side.lab_shelf import LabShelf

        shelf = LabShelf(self._workbench.background.jobs)
        self._labs_layout.addWidget(shelf)
        return shelf

    @property
    def definitions(self) -> DefinitionsPanel:
        """The panel of names, which is made when it is first wanted."""
        if self._definitions is None:
            from eigenscope.ui.names.definitions_panel import DefinitionsPanel

            self._definitions = DefinitionsPanel(self._naming)
            self._definitions.show_wanted.connect(self.show_wanted)
            self._names_layout.addWidget(self._definitions)
        return self._definitions

    @property
    def inputs(self) -> InputsPanel:
        """The panel of the lab that is open."""
        return self.panel_of(self._workbench.lab)

    def panel_of(self, lab: Lab) -> InputsPanel:
        """Return a lab's panel."""
        if lab.name not in self._panels:
            panel = self._panels[lab.name] = self.another(lab)
            self._stack.addWidget(panel)
        return self._panels[lab.name]

    def another(self, lab: Lab) -> InputsPanel:
        """Return a panel of a lab that stands somewhere else."""
        from eigenscope.ui.inputs.inputs_panel import InputsPanel  # late: after the first picture

        bench = self._workbench
        panel = InputsPanel(lab, bench.background.jobs, lambda: bench.document.definitions)
        self._following.follow(panel)
        self.panel_made.emit(panel)
        return panel

    def forget(self) -> None:
        """Have the names, and all panels, made anew when they are next wanted.

        What was typed into them and not taken goes, and so does the width that the widest of them
        asks for. The open lab's stays if it shows inputs alone.
        """
        here = self._workbench.lab.name
        for name, panel in tuple(self._panels.items()):
            if name != here or panel.has_leftovers:
                self._panels.pop(name).deleteLater()
        if self._definitions is not None:
            self._definitions.deleteLater()
            self._definitions = None
        if self._filled and here not in self._panels:
            self.fill()
        if self.currentWidget() is self._names:
            self.definitions.show()  # made at once, as it is in sight

    def fill(self) -> None:
        """Make the open lab's panel: the first picture is there, and has not waited for it."""
        self._filled = True
        self.show_lab(self._workbench.lab)
        self.follow(self._workbench.inputs)

    def show_lab(self, lab: Lab) -> None:
        """Show a lab's panel."""
        if self._filled:
            self._stack.setCurrentWidget(self.panel_of(lab))
            self._following.show_marks()

    def follow(self, inputs: Inputs) -> None:
        """Show what the open lab's inputs are now."""
        if self._filled:
            self.inputs.show_inputs(inputs)

    def show_inputs(self) -> None:
        """Bring the inputs to the front."""
        self.setCurrentIndex(0)

    def show_shelf(self) -> None:
        """Bring all labs to the front, and let the user look for one."""
        self.setCurrentWidget(self._labs)
        self.shelf.focus_search()

    def show_definitions(self) -> None:
        """Bring the names to the front, and let the user write."""
        self.setCurrentIndex(1)
        self.definitions.focus_field()
