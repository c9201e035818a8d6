"""The main window: puts the panels around the picture and the commands to work."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMainWindow,
)

from eigenscope.labs.contract.lab import Inputs, Lab
from eigenscope.ui.charts.lab_board import LabBoard
from eigenscope.ui.present.panels_layout import PanelsLayout, first_size
from eigenscope.ui.present.presenting import Presenting
from eigenscope.ui.session.naming import Naming
from eigenscope.ui.session.session_files import SessionFiles
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.shell.command_table import COMMANDS
from eigenscope.ui.shell.commands import Actions
from eigenscope.ui.shell.edit_commands import EditCommands
from eigenscope.ui.shell.file_commands import FileCommands
from eigenscope.ui.shell.lab_commands import LabCommands
from eigenscope.ui.shell.notice import Notice
from eigenscope.ui.shell.pair_commands import PairCommands
from eigenscope.ui.shell.play_commands import PlayCommands
from eigenscope.ui.shell.playback_bar import PlaybackBar
from eigenscope.ui.shell.reading_files import ReadingFiles
from eigenscope.ui.shell.reading_order import step
from eigenscope.ui.shell.results import Results
from eigenscope.ui.shell.status_line import StatusLine
from eigenscope.ui.shell.tool_bar import ToolBar
from eigenscope.ui.shell.view_commands import ViewCommands
from eigenscope.ui.shell.welcome import Welcome
from eigenscope.ui.shell.window_parts import add_docks, fill_middle, put_below, share_width
from eigenscope.ui.side.lab_panels import LabPanels
from eigenscope.ui.style.focus_ring import FocusRing
from eigenscope.ui.style.theme import current_theme, theme_notifier
from eigenscope.ui.view.caption_strip import CaptionStrip
from eigenscope.ui.view.legend_names import LegendNames
from eigenscope.ui.view.legend_strip import LegendStrip
from eigenscope.ui.view.picture_pair import PicturePair
from eigenscope.ui.view.viewport import Viewport
from eigenscope.wording.words import Text, say

if TYPE_CHECKING:
    from eigenscope.ui.inputs.inputs_panel import InputsPanel
    from eigenscope.ui.shell.classroom_commands import ClassroomCommands
    from eigenscope.ui.shell.matrix_commands import MatrixCommands
    from eigenscope.ui.shell.tour import Tour


class MainWindow(QMainWindow):
    """The window of the program.

    Signals
    -------
    closing
        The window goes: the last moment to write something down.
    language_chosen
        The user wants to read another language, by its code.
    """

    closing = Signal()
    language_chosen = Signal(str)

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setAcceptDrops(True)
        # No docks as tabs: dragging such a tab can crash Qt, so what shares a place has tabs of
        # our own.
        self.setDockOptions(QMainWindow.DockOption.AnimatedDocks)
        self.workbench = workbench
        self.actions_table = Actions(self, COMMANDS)
        self.viewport = Viewport(workbench, current_theme().palette)
        pair_actions = self.actions_table["pair.swap"], self.actions_table["pair.toggle"]
        self.pair = PicturePair(workbench, self.viewport, pair_actions)
        self.naming = Naming(workbench)
        self.lab_panels = LabPanels(workbench, self.naming)
        self.board = LabBoard(workbench)
        self.notice = Notice()
        self.legend = LegendStrip()
        self.caption = CaptionStrip()
        self._legend_names = LegendNames(workbench, self.viewport, self.legend)
        self.results = Results(workbench, self._legend_names, self)
        self._focus_ring = FocusRing(self)
        self.playback_bar = PlaybackBar(workbench, self.actions_table)
        self._build()
        self._may_close: Callable[[], bool] = lambda: True
        workbench.looks.set_viewer(self.viewport)
        self.files = SessionFiles(workbench, self)
        self._command()
        self._connect()
        self._show_lab()
        self._show_inputs()
        self._show_solution()
        self._legend_names.show()

    def complete(self) -> None:
        """Make what is not seen in the first picture."""
        from eigenscope.plots.charts import CURVES
        from eigenscope.ui.shell.code_commands import CodeCommands
        from eigenscope.ui.shell.handover_commands import HandoverCommands
        from eigenscope.ui.shell.help_commands import HelpCommands
        from eigenscope.ui.shell.lesson_commands import LessonCommands
        from eigenscope.ui.shell.matter import Matter

        actions, results, labs = self.actions_table, self.results, self.lab_commands
        self.file_commands.data_chosen.connect(self.matrix_commands.show_data)
        self.lab_panels.show_wanted.connect(self.matrix_commands.show_expression)
        HandoverCommands(self.workbench, actions, self.lab_panels, labs)
        self.lab_panels.fill()
        results.complete()
        self.viewport.setAccessibleName(self.tr("The picture"))  # late: Qt takes a while over it
        results.plot.export_wanted.connect(lambda: self.file_commands.export_figure(CURVES))
        labs.prefer(self.classroom.open_labs)
        CodeCommands(self.workbench, actions, results.code, labs)
        lesson = LessonCommands(actions, results.lesson, results.pages, self.docks, self.viewport)
        results.shown.connect(lambda _: lesson.follow())
        results.lesson.chosen.connect(labs.try_out)
        tour, choose = self.welcome.begin_tour, self.language_chosen.emit
        HelpCommands(actions, Matter(self.workbench, labs), self, tour, choose)
        labs.list_labs()

    @cached_property
    def classroom(self) -> ClassroomCommands:
        """What a teacher does in a presentation; made late, for no picture waits for it."""
        from eigenscope.ui.present.slider_row import SliderRow
        from eigenscope.ui.shell.classroom_commands import ClassroomCommands

        sliders = SliderRow()
        put_below(self, self._stage, sliders)
        return ClassroomCommands(
            self.workbench, self.actions_table, self.presenting, self.viewport, self.lab_panels,
            self.lab_commands, sliders, self._tell,
        )  # fmt: skip

    @cached_property
    def matrix_commands(self) -> MatrixCommands:
        """What acts on the open lab's matrix; made late as well."""
        from eigenscope.ui.shell.matrix_commands import MatrixCommands

        return MatrixCommands(
            self.workbench, self.actions_table, self.lab_panels, self.docks, self.status,
            self.notice, self.classroom.open_inputs,
        )  # fmt: skip

    def _tour(self) -> Tour:
        from eigenscope.ui.shell.tour import Tour

        panels, results, viewport = self.lab_panels, self.results, self.viewport
        return Tour(self, self.docks, panels, results, viewport, self.playback_bar, self.toolbar)

    # --- building ------------------------------------------------------------------------------

    def _command(self) -> None:
        """Make what the commands do, each with the parts that it acts on."""
        bench, actions, viewport = self.workbench, self.actions_table, self.viewport
        panels, docks, status = self.lab_panels, self.docks, self.status
        self.panels_layout = PanelsLayout(self, docks, (self.legend, self.caption), bench)
        bars = (self.menuBar(), self.toolbar, self.statusBar(), self.playback_bar)
        self.presenting = Presenting(
            self, self.pair, self._stage, docks, self.panels_layout, bars, self.legend, self.caption
        )
        presenting = self.presenting
        self.welcome = Welcome(bench, self.results, self.notice, presenting, self._tour)
        self.lab_commands = LabCommands(bench, actions, panels, docks, viewport, status)
        self.file_commands = FileCommands(
            self, bench, self.files, actions, viewport, panels, status, self.board.zooms
        )
        ReadingFiles(self.files, actions, self.notice)
        self.edit_commands = EditCommands(bench, actions, viewport, status)
        PlayCommands(bench, actions, self._tell)
        PairCommands(bench, actions)
        strips = self.legend, self.caption
        ViewCommands(viewport, actions, self.panels_layout, docks, strips, presenting)

    def _build(self) -> None:
        above, below = (self.notice, self.caption), (self.legend, self.playback_bar)
        self._stage = fill_middle(self, above, self.board.beside(self.pair), below)
        titles = say(self.workbench.lab.title), self.tr("Results"), self.tr("Over time")
        results = self.results
        self.docks = add_docks(self, self.lab_panels, results.pages, results.below, titles)
        self.toolbar = ToolBar(self.actions_table, self)
        self.addToolBar(self.toolbar)
        self.actions_table.fill_menu_bar(self.menuBar())
        self.status = StatusLine(self.statusBar())
        self.resize(first_size(self.screen()))
        share_width(self, self.docks)

    def _tell(self, words: Text) -> None:
        """Say something where captions are seen, or where everything else is said."""
        (self.caption if self.caption.isVisible() else self.status).tell(words)

    def _connect(self) -> None:
        bench, results = self.workbench, self.results
        bench.lab_changed.connect(lambda _: self._show_lab())
        bench.inputs_changed.connect(lambda _: self._show_inputs())
        bench.solution_changed.connect(lambda _: self._show_solution())
        bench.solving.busy_changed.connect(self.status.show_busy)
        bench.failed.connect(self.status.tell_failure)
        bench.solving.progressed.connect(self.status.show_progress)
        self.status.cancel_wanted.connect(bench.solving.give_up)
        # Of the panel that is open then, which is another one later.
        self.board.cell_clicked.connect(lambda *at: self.inputs_panel.show_entry(*at))  # noqa: PLW0108
        self.board.export_wanted.connect(self.file_commands.export_figure)
        self.files.reported.connect(self.status.tell)
        self.files.opened.connect(self.lab_panels.forget)
        self.presenting.rescaled.connect(self.board.set_magnification)
        self.presenting.began.connect(results.show_now)
        results.shown.connect(self.presenting.show_readouts)
        results.shown.connect(lambda _: self.playback_bar.show_time())
        results.captioned.connect(self.caption.show_caption)
        results.captions_expected.connect(self.caption.expect)
        self.lab_panels.panel_made.connect(self._connect_inputs)
        self.viewport.pointed.connect(self.status.show_place)
        self.viewport.canvas.renderer_changed.connect(self.status.show_renderer)
        self.status.show_renderer(self.viewport.canvas.renderer, self.viewport.canvas.reason)
        theme_notifier().changed.connect(self._themed)

    def _connect_inputs(self, panel: InputsPanel) -> None:
        panel.edited.connect(partial(self._edit, panel.lab))
        panel.draw_wanted.connect(self.edit_commands.draw_outline)
        panel.open_wanted.connect(self.file_commands.open_or_read_again)
        panel.reported.connect(self.status.tell)
        panel.elsewhere.connect(self.matrix_commands.show_large)

    def _edit(self, lab: Lab, inputs: Inputs, label: Text, merge: str) -> None:
        """Take over what was entered in a lab's panel; another lab may have been opened since."""
        bench = self.workbench
        if lab is bench.lab:
            bench.edit(inputs, label, merge)
        else:
            bench.change(bench.document.contents.with_inputs(lab, inputs), label)

    # --- showing -------------------------------------------------------------------------------

    @property
    def inputs_panel(self) -> InputsPanel:
        """The panel of the lab that is open."""
        return self.lab_panels.inputs

    def _show_lab(self) -> None:
        """Show another lab's name and inputs; panels that it does not fill go."""
        bench = self.workbench
        self.toolbar.show_lab(bench.lab)
        self.docks.inputs.setWindowTitle(say(bench.lab.title))
        self.lab_panels.show_lab(bench.lab)
        self.panels_layout.fit()
        self.board.show_solution()  # first: it takes room from the picture
        bench.looks.show_lab(bench.lab)

    def _show_inputs(self) -> None:
        self.lab_panels.follow(self.workbench.inputs)
        self.results.show_inputs()

    def _show_solution(self) -> None:
        self.results.show_solution()
        self.board.show_solution()

    def _themed(self) -> None:
        self.pair.set_palette(current_theme().palette)
        self.viewport.refresh()

    # --- closing and dropping -------------------------------------------------------------------

    def ask_before_closing(self, may_close: Callable[[], bool]) -> None:
        """Let someone say whether the window may go at once; who keeps it open closes it later."""
        self._may_close = may_close

    def close_now(self) -> None:
        """Close without asking whether what is there is to be saved."""
        self.ask_before_closing(lambda: True)
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: settle what is not saved, then stop the workers before the window goes."""
        if not (self.file_commands.may_close() and self._may_close()):
            event.ignore()
            return
        self._close_dialogs()
        self.closing.emit()
        self.workbench.close()
        self.pair.release()
        super().closeEvent(event)

    def give_way(self) -> None:
        """Go without a word, for another window shows what this one did."""
        self._close_dialogs()
        self.pair.release()
        self.hide()
        self.deleteLater()

    def _close_dialogs(self) -> None:
        for dialog in self.findChildren(QDialog):
            dialog.close()  # or its timers would go on asking workers that are gone

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: open a session, or show a picture."""
        if self.file_commands.take_drop(event.mimeData().urls()):
            event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc leads out of a presentation, wherever the focus is."""
        if event.key() == Qt.Key.Key_Escape and self.presenting.active:
            if not self.classroom.step_out():
                self.presenting.step_out()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Qt: Tab follows the eye."""
        regions = [
            self.toolbar, self.docks.inputs, self.notice, self.board.splitter, self.playback_bar,
            self.docks.numbers, self.docks.plot,
        ]  # fmt: skip
        target = step(regions, QApplication.focusWidget(), forward=forward)
        if target is not None:
            self._focus_ring.mark(target)
        return target is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: keep what floats over the picture in its place."""
        super().resizeEvent(event)
        if hasattr(self, "presenting"):  # the first size comes before there is anything to place
            self.presenting.place()
            self.panels_layout.adapt()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: the same on entering and leaving full screen."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and hasattr(self, "presenting"):
            self.presenting.place()
