"""All labs in groups, with a picture each: the place where one is found and opened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from eigenscope.engine.runtime.jobs import Jobs, Outcome
from eigenscope.labs.contract.description import LabDescription
from eigenscope.labs.contract.lab import Lab, Solution
from eigenscope.labs.contract.registry import LabError, load_lab
from eigenscope.ui.session.background import cancel_when_gone
from eigenscope.ui.style.theme import icon, theme_notifier
from eigenscope.wording.words import Text, Words, as_words, say

_MARGIN = 12
PORTRAIT = (96, 60)  # pixels of a lab's picture, width and height


class LabCard(QToolButton):
    """A lab's picture and title; arrows go to its neighbours."""

    walked = Signal(int)

    def __init__(self, lab: LabDescription, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lab = lab
        self.painted = False
        self.setObjectName(f"labCard-{lab.name}")
        self.setProperty("class", "lab")
        self.setCheckable(True)
        self.setText(f"  {say(lab.title)}")
        self.setToolTip(say(lab.summary))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(*PORTRAIT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setIcon(icon(lab.icon))

    def show_picture(self, picture: QPixmap) -> None:
        """Show what the lab draws."""
        self.setIcon(QIcon(picture))
        self.painted = True

    def matches(self, words: str) -> bool:
        """Tell whether all words are in the title, the summary, the group or the keywords."""
        lab = self.lab
        where = " ".join(map(say, (lab.title, lab.summary, lab.group, lab.keywords)))
        return all(word in where.casefold() for word in words.casefold().split())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: arrows walk, Enter opens."""
        match event.key():
            case Qt.Key.Key_Down:
                self.walked.emit(1)
            case Qt.Key.Key_Up:
                self.walked.emit(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.click()
            case _:
                super().keyPressEvent(event)


class LabShelf(QWidget):
    """Shows the labs; ``opened`` gives the name of the one that is to be opened."""

    opened = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._solutions: dict[str, Solution] = {}
        self.cards: list[LabCard] = []
        self._headings: list[tuple[QLabel, list[LabCard]]] = []
        self._unpainted: list[LabCard] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a lab"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._open_first)
        self.nothing = QLabel(self.tr("No lab matches."))
        self.nothing.setProperty("class", "muted")
        self.nothing.setWordWrap(True)
        self.nothing.hide()
        self.problems = QLabel()
        self.problems.setProperty("class", "error")
        self.problems.setWordWrap(True)
        self.problems.hide()
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(_MARGIN, 0, _MARGIN, _MARGIN)
        self._column.setSpacing(4)
        for widget in (self.nothing, self.problems):
            self._column.addWidget(widget)
        self._column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        self._scroll = scroll
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        field = QVBoxLayout()
        field.setContentsMargins(_MARGIN, 0, _MARGIN, 4)
        field.addWidget(self.search)
        layout.addLayout(field)
        layout.addWidget(scroll)
        self._painter = QTimer(self)
        self._painter.setInterval(0)  # one picture at a time, whenever there is nothing else to do
        self._painter.timeout.connect(self._paint_one)
        theme_notifier().changed.connect(self._paint_anew)

    def take(self, labs: Sequence[LabDescription]) -> None:
        """Show labs, in their order."""
        place = 0
        for lab in labs:
            if not self._headings or self.cards[-1].lab.group != lab.group:
                heading = QLabel(say(lab.group))
                heading.setProperty("class", "group")
                heading.setContentsMargins(0, 10 if self._headings else 2, 0, 0)
                self._headings.append((heading, []))
                self._column.insertWidget(place, heading)
                place += 1
            card = LabCard(lab)
            card.clicked.connect(lambda _=False, lab=lab: self.opened.emit(lab.name))
            card.walked.connect(lambda step, card=card: self._walk(card, step))
            self._headings[-1][1].append(card)
            self.cards.append(card)
            self._column.insertWidget(place, card)
            place += 1
        self._paint_anew()

    def show_problem(self, problem: Text) -> None:
        """Say what is wrong with a lab that cannot be opened."""
        line = say(Words("Not loaded: {problem}", {"problem": as_words(problem)}))
        lines = self.problems.text().splitlines()
        if line not in lines:
            self.problems.setText("\n".join([*lines, line]))
            self.problems.show()

    def show_lab(self, name: str) -> None:
        """Mark the lab that is open."""
        for card in self.cards:
            card.setChecked(card.lab.name == name)
        self._reveal_open()

    def focus_search(self) -> None:
        """Let the user type what is looked for."""
        self.search.setFocus()
        self.search.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: the pictures are painted once somebody looks."""
        super().showEvent(event)
        if self._unpainted:
            self._painter.start()
        QTimer.singleShot(0, self._reveal_open)  # once the cards have their places

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: from the field down to the first lab."""
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self._walk(None, 1)
        else:
            super().keyPressEvent(event)

    def _reveal_open(self) -> None:
        for card in self.cards:
            if card.isChecked():
                self._scroll.ensureWidgetVisible(card, 0, _MARGIN)

    # --- finding -------------------------------------------------------------------------------

    def _shown(self) -> list[LabCard]:
        return [card for card in self.cards if not card.isHidden()]

    def _filter(self, words: str) -> None:
        for card in self.cards:
            card.setVisible(card.matches(words))
        for heading, cards in self._headings:
            heading.setVisible(any(not card.isHidden() for card in cards))
        self.nothing.setVisible(not self._shown())

    def _open_first(self) -> None:
        shown = self._shown()
        if shown:
            shown[0].click()

    def _walk(self, card: LabCard | None, step: int) -> None:
        shown = self._shown()
        place = shown.index(card) + step if card in shown else 0
        if place < 0:
            self.search.setFocus()
        elif place < len(shown):
            shown[place].setFocus()
            self._scroll.ensureWidgetVisible(shown[place])

    # --- pictures ------------------------------------------------------------------------------

    def _paint_anew(self) -> None:
        self._unpainted = list(self.cards)
        if self.isVisible():
            self._painter.start()

    def _paint_one(self) -> None:
        if not self._unpainted or not self.isVisible():
            self._painter.stop()
            return
        card = self._unpainted.pop(0)
        try:
            lab = load_lab(card.lab.name)
        except LabError as error:
            self.show_problem(error.reason)  # the card keeps its icon
            return
        solution = self._solutions.get(lab.name)
        if not self._paint(
            card, lab, lab.preview(lab.defaults()) if solution is None else solution
        ):
            self._solve(card, lab)

    def _paint(self, card: LabCard, lab: Lab, solution: Solution) -> bool:
        """Give a card its lab's picture; tell whether the lab draws any."""
        # Late: nobody sees the pictures at the start.
        from eigenscope.ui.side.lab_portraits import portrait

        picture = portrait(lab, solution, PORTRAIT, self.devicePixelRatioF())
        if picture is not None:
            card.show_picture(picture)
        return picture is not None

    def _solve(self, card: LabCard, lab: Lab) -> None:
        """Paint a lab that shows nothing before the engine has answered, once it has."""
        inputs = lab.defaults()
        if lab.heavy(inputs) or lab.name in self._solutions:
            return

        def take(outcome: Outcome[Solution]) -> None:
            if outcome.error is None:
                self._solutions[lab.name] = outcome.value
                self._paint(card, lab, outcome.value)

        key = f"portrait of {lab.name}"
        self._jobs.submit(key, lambda cancellation: lab.solve(inputs, cancellation), take)
        cancel_when_gone(self, self._jobs, key)
