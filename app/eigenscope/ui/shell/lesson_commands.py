"""Ties the explanation of the open lab to its picture, and brings it to the front."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTabWidget

from eigenscope.ui.present.panels_layout import Docks, PanelsLayout
from eigenscope.ui.shell.commands import Actions
from eigenscope.ui.side.lesson_panel import LessonPanel
from eigenscope.ui.view.spotlight import slots_of
from eigenscope.ui.view.viewport import Viewport


class LessonCommands(QObject):
    """Lets symbols of the lesson and parts of the picture light up together."""

    def __init__(
        self,
        actions: Actions,
        lesson: LessonPanel,
        pages: QTabWidget,
        docks: Docks,
        viewport: Viewport,
    ) -> None:
        super().__init__(lesson)
        self._lesson, self._pages, self._docks, self._viewport = lesson, pages, docks, viewport
        actions.bind("lab.lesson", self._show_lesson)
        lesson.pointed.connect(viewport.spotlight.light)
        viewport.spotlight.changed.connect(lesson.mark)
        pages.currentChanged.connect(lambda _: self.follow())

    def follow(self) -> None:
        """Give the lesson's symbols the colours of what is in the picture now."""
        shown = self._pages.currentWidget() is self._lesson
        parts = self._lesson.parts() if shown else ()
        self._viewport.spotlight.set_parts(parts)
        if shown and self._viewport.frame is not None:
            self._lesson.show_slots(slots_of(self._viewport.frame, parts))

    def _show_lesson(self) -> None:
        PanelsLayout.reveal(self._docks.numbers)
        self._pages.setCurrentWidget(self._lesson)
