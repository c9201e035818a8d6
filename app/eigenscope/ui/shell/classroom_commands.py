"""What a teacher does in a presentation: large lists and panels, hiding, pen, pointer, zoom, black.

None of it leaves a trace but what is entered or chosen; the end of the presentation ends all.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QRectF

from eigenscope.labs.contract.lab import Inputs, View
from eigenscope.labs.contract.registry import described_labs
from eigenscope.labs.kit.legends import legend_of
from eigenscope.scene.camera import Camera
from eigenscope.ui.present.blackboard import PEN, POINTER, ZOOM, Blackboard
from eigenscope.ui.present.blackout import Blackout
from eigenscope.ui.present.large_chooser import LargeChooser
from eigenscope.ui.present.presenting import Presenting
from eigenscope.ui.present.slider_row import SliderRow
from eigenscope.ui.present.veil import Veil
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.shell.commands import Actions
from eigenscope.ui.shell.lab_commands import LabCommands
from eigenscope.ui.shell.matter import Matter
from eigenscope.ui.side.lab_panels import LabPanels
from eigenscope.ui.style.finding import Finding
from eigenscope.ui.view.viewport import Viewport
from eigenscope.wording.words import Text, Words, as_words, say

NAMES = ("try", "slider", "hide", "numbers", "pen", "clear", "pointer", "zoom", "black")
"""Of the commands, after "present."."""


class ClassroomCommands(QObject):
    """Binds the commands of a presentation, which work in one alone."""

    def __init__(
        self,
        workbench: Workbench,
        actions: Actions,
        presenting: Presenting,
        viewport: Viewport,
        panels: LabPanels,
        labs: LabCommands,
        sliders: SliderRow,
        tell: Callable[[Text], None],
    ) -> None:
        super().__init__(presenting)
        self._bench, self._actions, self._presenting = workbench, actions, presenting
        self._viewport, self._panels, self._labs = viewport, panels, labs
        self._matter = Matter(workbench, labs)
        self.veil = Veil(self)
        self.veil.changed.connect(self._veiled)
        viewport.set_veil(self.veil.over)
        pictures = presenting.pictures
        self.blackboard = Blackboard(pictures)
        self.blackboard.framed.connect(self._zoom_to)
        self.blackboard.tool_changed.connect(self._show_states)
        self.blackout = Blackout(viewport.window())
        self.chooser = LargeChooser(pictures)
        self.panel, self.sliders, self._tell = presenting.inputs, sliders, tell
        self.panel.discarded.connect(self._closed)
        sliders.discarded.connect(viewport.setFocus)
        self._before_zoom: Camera | None = None
        handlers: dict[str, Callable[[], object]] = {
            "present.try": self._show_experiments,
            "present.slider": self._show_slider,
            "present.hide": self._show_things,
            "present.numbers": self.veil.toggle_numbers,
            "present.pen": partial(self.blackboard.use, PEN),
            "present.clear": self.blackboard.clear,
            "present.pointer": partial(self.blackboard.use, POINTER),
            "present.zoom": self._zoom,
            "present.black": self.blackout.begin,
        }
        actions.bind_all(handlers)
        presenting.scale.changed.connect(self._rescale)
        workbench.lab_changed.connect(lambda _: self._end_tools())
        workbench.inputs_changed.connect(self._show_inputs)
        self._rescale()

    # --- lists and panels ----------------------------------------------------------------------

    def open_inputs(self) -> bool:
        """Show the lab's inputs large, if there is a presentation; tell whether."""
        if not self._presenting.active:
            return False
        panel = self._panels.another(self._bench.lab)
        panel.show_inputs(self._bench.inputs)
        self.sliders.discard()
        self._presenting.show_numbers(False)  # the picture needs their room
        self.panel.open(panel, self._presenting.scale.factor)
        panel.focus_matrix()
        return True

    def open_labs(self) -> bool:
        """List all labs large, if there is a presentation; tell whether."""
        if not self._presenting.active:
            return False
        findings = [
            Finding(say(lab.title), "", "", partial(self._labs.open_called, lab.name))
            for lab in described_labs()[0]
        ]
        self._open_chooser(self.tr("Labs"), findings)
        return True

    def _show_slider(self) -> None:
        """Show a slider under the picture, or put it away."""
        if self.sliders.isVisible():
            self.sliders.discard()
            return
        self.panel.discard()
        panel = self._panels.another(self._bench.lab)
        factor = self._presenting.scale.factor
        if not self.sliders.open(panel, self._bench.inputs, factor):
            self._tell("There is no slider here: M opens all that can be entered.")

    def _show_experiments(self) -> None:
        lab = self._bench.lab
        findings = list(self._matter.of_lab(lab))
        self._open_chooser(say(lab.title), findings)

    def _show_things(self) -> None:
        """List what can be hidden, by the names of the legend."""
        bench, viewport = self._bench, self._viewport
        view = View(viewport.cameraman.destination, viewport.view_size())
        numbers = _show_or_hide("numbers", hidden=self.veil.numbers)
        findings = [Finding(numbers, "", "", self.veil.toggle_numbers)]
        for slot, name in legend_of(bench.lab, bench.solution, view).items():
            title = _show_or_hide(name, hidden=slot in self.veil.slots)
            findings.append(Finding(title, "", "", partial(self.veil.toggle, slot)))
        self._open_chooser(self.tr("Hide or show"), findings)

    def _open_chooser(self, heading: str, findings: list[Finding]) -> None:
        self.panel.discard()
        self.blackboard.put_down()
        self.chooser.open(heading, findings, self._presenting.scale.pixels)

    def _closed(self) -> None:
        self._presenting.show_numbers(not self.veil.numbers)
        self._viewport.setFocus()

    def _show_inputs(self, inputs: Inputs) -> None:
        self.panel.show_inputs(inputs)
        self.sliders.show_inputs(inputs)

    # --- looking -------------------------------------------------------------------------------

    def _zoom(self) -> None:
        """Wait for a rectangle, or go back to where the picture was seen from before."""
        before, self._before_zoom = self._before_zoom, None
        if before is None:
            self.blackboard.use(ZOOM)
        else:
            self._viewport.cameraman.fly_to(before)

    def _zoom_to(self, rectangle: QRectF) -> None:
        viewport = self._viewport
        corner = self.blackboard.mapTo(viewport.window(), rectangle.topLeft().toPoint())
        corner -= viewport.mapTo(viewport.window(), viewport.rect().topLeft())
        camera, factor = viewport.cameraman.destination, viewport.canvas.magnification
        wide, high = viewport.view_size()
        size = rectangle.width() / factor, rectangle.height() / factor
        middle = corner.x() / factor + size[0] / 2, corner.y() / factor + size[1] / 2
        self._before_zoom = camera
        moved = camera.panned(wide / 2 - middle[0], high / 2 - middle[1], (wide, high))
        closer = min(wide / size[0], high / size[1])
        viewport.cameraman.fly_to(moved.zoomed(closer, None, (wide, high)))

    def _veiled(self) -> None:
        self._presenting.show_numbers(not self.veil.numbers and self.panel.panel is None)
        self._viewport.refresh()
        self._show_states()

    # --- beginning and ending ------------------------------------------------------------------

    def step_out(self) -> bool:
        """Put away what was opened last; tell whether there was anything."""
        if self.blackboard.tool:
            self.blackboard.put_down()
        elif self.chooser.isVisible():
            self.chooser.close_it()
        elif self.panel.panel is not None:
            self.panel.discard()
        elif self.sliders.isVisible():
            self.sliders.discard()
        else:
            return False
        return True

    def _end_tools(self) -> None:
        self.panel.discard()
        self.sliders.discard()
        before, self._before_zoom = self._before_zoom, None
        if before is not None:
            self._viewport.cameraman.put(before)
        self.veil.lift()

    def _rescale(self) -> None:
        scale = self._presenting.scale
        self.blackboard.set_pixels(scale.pixels)
        if not scale.active:
            self._end_tools()
            self.chooser.close_it()
            self.blackout.end()
            self.blackboard.put_down()
            self.blackboard.clear()
        self._show_states()

    def _show_states(self) -> None:
        for name in NAMES:
            self._actions[f"present.{name}"].setEnabled(self._presenting.scale.active)
        for name in (PEN, POINTER):
            self._actions[f"present.{name}"].setChecked(self.blackboard.tool == name)
        self._actions["present.numbers"].setChecked(self.veil.numbers)


def _show_or_hide(thing: Text, *, hidden: bool) -> str:
    """Return what shows a thing that is hidden, or hides one that is seen."""
    values = {"thing": as_words(thing)}
    return say(Words("Show: {thing}", values) if hidden else Words("Hide: {thing}", values))
