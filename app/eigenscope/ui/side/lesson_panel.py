"""What a lab is about: what it shows in short, things to try, and the rest of the explanation."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from eigenscope.labs.contract.lab import Inputs, Lab
from eigenscope.labs.contract.presets import Experiment
from eigenscope.scene.slots import Slot
from eigenscope.ui.side.lesson_text import LessonText
from eigenscope.ui.style.wording import unbroken
from eigenscope.wording.words import say

_MARGIN = 12
_SETS_UP = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ExperimentCard(QFrame):
    """One thing to try: a click, Enter or Space sets it up."""

    chosen = Signal(object)

    def __init__(self, lab: Lab, experiment: Experiment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.experiment = experiment
        self._inputs = lab.check(experiment.inputs)
        self.setObjectName("experiment")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        title = QLabel(say(experiment.title))
        watch = QLabel(unbroken(say(experiment.watch)))
        self.setAccessibleName(title.text())
        self.setAccessibleDescription(watch.text())
        title.setProperty("class", "heading")
        watch.setProperty("class", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 7, 10, 8)
        layout.setSpacing(2)
        for label in (title, watch):
            label.setWordWrap(True)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label)

    def mark(self, inputs: Inputs) -> None:
        """Show whether it is what stands there now."""
        chosen = self._inputs == inputs
        if self.property("chosen") != chosen:
            self.setProperty("chosen", chosen)
            self.style().unpolish(self)
            self.style().polish(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: a click sets it up."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.chosen.emit(self.experiment)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: the keys of a button."""
        if event.key() in _SETS_UP:
            self.chosen.emit(self.experiment)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Qt: Space sets it up before the window's Space would play."""
        is_key = isinstance(event, QKeyEvent) and event.key() in _SETS_UP
        if is_key and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return bool(super().event(event))


class LessonPanel(QScrollArea):
    """The explanation of what is open, a lab or one of its topics, and the lab's experiments.

    Its first paragraph comes first and what to try second, so that both are seen at once; who wants
    to know more reads on.

    Signals
    -------
    pointed
        The part whose symbol is under the mouse; empty once there is none.
    chosen
        An experiment that is to be set up.
    """

    pointed = Signal(str)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.lead, self.text = LessonText(), LessonText()
        for text in (self.lead, self.text):
            text.pointed.connect(self.pointed)
        self.hint = QLabel(
            self.tr("Point at a coloured symbol to highlight its part of the picture.")
        )
        self.hint.setProperty("class", "muted")
        self.hint.setWordWrap(True)
        self.heading = QLabel(self.tr("What to try"))
        self.heading.setProperty("class", "heading")
        self.heading.setContentsMargins(0, 10, 0, 0)
        self.more = QLabel(self.tr("More about it"))
        self.more.setProperty("class", "heading")
        self.more.setContentsMargins(0, 10, 0, 0)
        self.cards: list[ExperimentCard] = []
        self._lab: Lab | None = None
        self._lesson: str | None = None
        self._wanted: tuple[Lab, Inputs] | None = None
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._column.setSpacing(8)
        for widget in (self.summary, self.lead, self.heading, self.more, self.text, self.hint):
            self._column.addWidget(widget)
        self._column.addStretch()
        self.setWidget(body)

    def show_inputs(self, lab: Lab, inputs: Inputs) -> None:
        """Show what explains a lab with some inputs, and its experiments, once somebody looks."""
        self._wanted = lab, inputs
        if self.isVisible():
            self._fill(lab, inputs)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: now somebody looks."""
        if self._wanted is not None:
            self._fill(*self._wanted)
        super().showEvent(event)

    def parts(self) -> tuple[str, ...]:
        """Return the parts of the picture that the explanation names, in its order."""
        return tuple(dict.fromkeys((*self.lead.parts(), *self.text.parts())))

    def show_slots(self, slots: Mapping[str, Slot]) -> None:
        """Give symbols the colours of what they name."""
        for text in (self.lead, self.text):
            text.show_slots(slots)

    def mark(self, part: str) -> None:
        """Mark the symbols of the part that is under the mouse in the picture."""
        for text in (self.lead, self.text):
            text.mark(part)

    def _fill(self, lab: Lab, inputs: Inputs) -> None:
        """Show what is not there yet; what stays the same stays where it was scrolled to."""
        lesson = lab.lesson(inputs)
        if lab is not self._lab or lesson != self._lesson:
            self._explain(lab, lesson)
        for card in self.cards:
            card.mark(inputs)

    def _explain(self, lab: Lab, lesson: str) -> None:
        self._lesson = lesson
        self.summary.setText(say(lab.description.summary))
        lead, _, rest = lesson.partition("\n\n")
        for text, part in ((self.lead, lead), (self.text, rest)):
            text.show_markdown(part)
            text.setVisible(bool(part))
        self.summary.setVisible(not lesson)
        self.more.setVisible(bool(rest))
        self.hint.setVisible(bool(self.parts()))
        if lab is not self._lab:
            self._lab = lab
            self._show_experiments(lab)
        self.verticalScrollBar().setValue(0)

    def _show_experiments(self, lab: Lab) -> None:
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [ExperimentCard(lab, experiment) for experiment in lab.experiments()]
        for card in self.cards:
            card.chosen.connect(self.chosen)
            self._column.insertWidget(self._column.indexOf(self.more), card)
        self.heading.setVisible(bool(self.cards))
