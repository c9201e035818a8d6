"""One slider of a lab, magnified under the picture of a presentation."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from eigenscope.labs.contract.lab import Inputs
from eigenscope.labs.contract.specs import specs
from eigenscope.ui.inputs.inputs_panel import InputsPanel
from eigenscope.ui.inputs.scalar_editor import ScalarEditor
from eigenscope.ui.inputs.whole_editor import WholeEditor
from eigenscope.ui.present.large_panel import LargeInputs

_WAY = 40  # presses of an arrow from one end of a slider to the other
_BESIDE, _ABOVE = 12, 3  # pixels around it before it is magnified

Sliding = ScalarEditor | WholeEditor


class SliderRow(LargeInputs):
    """Shows one slider at a time: arrows move it, Tab goes to the next one, Esc puts it away.

    All that arrows do to one slider before another is shown is one step of undo.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sliderRow")
        self.name = ""
        self._inputs: Inputs | None = None
        self._wanted_factor = 1.0
        self._last: dict[str, str] = {}  # slider by lab: it comes first the next time

    def open(self, panel: InputsPanel, inputs: Inputs, factor: float) -> bool:
        """Show a slider of a panel that nobody else holds; tell whether it has one."""
        self.discard()
        panel.setParent(self)
        panel.hide()
        self.panel, self._inputs, self._wanted_factor = panel, inputs, factor
        names = self._names()
        if not names:
            self.discard()
            return False
        last = self._last.get(panel.lab.name, "")
        self._show(last if last in names else names[0])
        return True

    @property
    def editor(self) -> Sliding | None:
        """The slider with its name and number."""
        editor = self.panel.editors.get(self.name) if self.panel is not None else None
        return editor if isinstance(editor, Sliding) else None

    def show_inputs(self, inputs: Inputs) -> None:
        """Show what the slider stands for now; one that means nothing any more goes."""
        self._inputs = inputs
        super().show_inputs(inputs)
        if self.name not in self._names():
            self.discard()

    def event(self, event: QEvent) -> bool:
        """Qt: Tab goes to the next slider, before it would go to the number beside this one."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()))
            names = self._names()
            if steps is not None and self.name in names:
                self._show(names[(names.index(self.name) + steps) % len(names)])
                return True
        return bool(super().event(event))

    def _names(self) -> list[str]:
        """Return the inputs that have a slider and mean something now."""
        panel, inputs = self.panel, self._inputs
        if panel is None:
            return []
        known = specs(panel.lab.inputs_type)
        sliding = [name for name, editor in panel.editors.items() if isinstance(editor, Sliding)]
        return [name for name in sliding if known[name].relevant(inputs)]

    def _show(self, name: str) -> None:
        panel, before = self.panel, self.let_go()
        if panel is None:
            return
        if before is not None:
            before.setParent(panel)
        self.name = self._last[panel.lab.name] = name
        panel.show_inputs(self._inputs)
        editor = self.editor
        if editor is None:
            return
        editor.setParent(None)
        editor.setContentsMargins(_BESIDE, _ABOVE, _BESIDE, _ABOVE)
        editor.slider.begin()
        editor.slider.setSingleStep(max(1, editor.slider.maximum() // _WAY))
        high = editor.sizeHint().height()
        self.setFixedHeight(round(high * self._wanted_factor))
        self.hold(editor, self._wanted_factor)
        self.show()
        self.setFocus()
        editor.slider.setFocus()
