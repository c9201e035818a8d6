"""The first two minutes: the picture plays once by itself, and a tour is offered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from eigenscope.ui.present.presenting import Presenting
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.shell.notice import Notice
from eigenscope.ui.shell.results import EXPLAIN, Results
from eigenscope.wording.words import Words

if TYPE_CHECKING:
    from eigenscope.ui.shell.tour import Tour

_OFFER = Words("New here? A tour shows the window in seven steps.")


class Welcome(QObject):
    """Receives whoever opens the program for the first time, and leads through the window."""

    def __init__(
        self,
        workbench: Workbench,
        results: Results,
        notice: Notice,
        presenting: Presenting,
        make_tour: Callable[[], Tour],
    ) -> None:
        super().__init__(presenting)
        self._bench, self._results, self._notice = workbench, results, notice
        self._presenting, self._make_tour = presenting, make_tour
        self.tour: Tour | None = None

    def greet(self) -> None:
        """Show the explanation, play the picture once, and offer a tour until something is done."""
        self._results.pages.setCurrentIndex(EXPLAIN)
        self._bench.play()  # as soon as the engine has answered
        self._bench.inputs_changed.connect(self._leave_alone)
        self._notice.tell(
            _OFFER,
            ("Start the tour", self.begin_tour),
            ("Not now", lambda: None),
        )

    def _leave_alone(self) -> None:
        """Offer no tour any longer to somebody who has begun by themselves."""
        self._bench.inputs_changed.disconnect(self._leave_alone)
        if self._notice.message is _OFFER:
            self._notice.hide()

    def begin_tour(self) -> None:
        """Lead through the window; a presentation shows too little of it."""
        self._presenting.end()
        self._bench.player.pause()
        if self.tour is None:
            self.tour = self._make_tour()
        self.tour.begin()
