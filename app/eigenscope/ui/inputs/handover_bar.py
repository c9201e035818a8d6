"""Buttons by which other labs go on with what is entered in this one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from eigenscope.labs.contract.handover import Handover
from eigenscope.labs.contract.registry import described_labs
from eigenscope.ui.style.theme import icon, theme_notifier
from eigenscope.wording.words import Words, as_words, say


class HandoverBar(QWidget):
    """Offers what other labs can take over; ``chosen`` gives one of these handovers."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[QPushButton] = []
        self._handovers: tuple[Handover, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 12, 0, 0)
        self._column.setSpacing(4)
        theme_notifier().changed.connect(self._themed)
        self.hide()

    def offer(self, handovers: tuple[Handover, ...]) -> None:
        """Show a button for each handover; none hides them all."""
        labels = [each.label for each in handovers]
        renamed = labels != [each.label for each in self._handovers]
        self._handovers = handovers
        if renamed:
            for button in self.buttons:
                self._column.removeWidget(button)
                button.deleteLater()
            self.buttons = [self._button(place, each) for place, each in enumerate(handovers)]
            self.setVisible(bool(handovers))

    def _button(self, place: int, handover: Handover) -> QPushButton:
        button = QPushButton(icon("arrow-up-right"), say(handover.label))
        titles = {each.name: each.title for each in described_labs()[0]}
        lab = as_words(titles.get(handover.lab, handover.lab))
        button.setToolTip(say(Words("Go on with this in the lab {lab}", {"lab": lab})))
        button.clicked.connect(partial(self._choose, place))
        self._column.addWidget(button)
        return button

    def _choose(self, place: int, *_: object) -> None:
        self.chosen.emit(self._handovers[place])

    def _themed(self) -> None:
        for button in self.buttons:
            button.setIcon(icon("arrow-up-right"))
