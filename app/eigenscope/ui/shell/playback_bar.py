"""The row under the picture: play, scrub, step, speed, loop and easing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSlider, QToolButton, QWidget

from eigenscope.scene.clock import EASES, LOOPS
from eigenscope.ui.session.player import SPEEDS
from eigenscope.ui.session.workbench import Workbench
from eigenscope.ui.shell.commands import Actions
from eigenscope.ui.style.theme import icon, theme_notifier

BUTTONS = ("play.start", "play.back", "play.toggle", "play.forward", "play.end")
_TERSE = 640  # pixels of width below which the menus show no words
_NARROW = 440  # and below which there is but what cannot be done without
_LEAST = 300
_FINE = 6000  # positions of the slider: a hundred for each of a play's sixty steps


class PlaybackBar(QWidget):
    """Shows where the player stands and lets the user put it elsewhere."""

    def __init__(
        self, workbench: Workbench, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("playbackBar")
        self._workbench = workbench
        self._menus: dict[QToolButton, QMenu] = {}
        player = workbench.player
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(4)
        buttons = {name: self._button(actions, name) for name in BUTTONS}
        for button in buttons.values():
            layout.addWidget(button)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _FINE)
        self.slider.setMinimumWidth(90)
        self.slider.setSingleStep(_FINE // 60)
        self.slider.setPageStep(_FINE // 4)
        self.slider.setAccessibleName(self.tr("Time"))
        self.slider.setToolTip(self.tr("Drag to move through the motion"))
        self.slider.valueChanged.connect(self._scrubbed)
        layout.addSpacing(8)
        layout.addWidget(self.slider, 1)
        self.time = QLabel()
        self.time.setObjectName("timeLabel")
        self.time.setMinimumWidth(64)
        self.time.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self.time)
        layout.addSpacing(4)
        self.speed = self._menu_button(self._speed_menu(), self.tr("Speed (< and >)"), "gauge")
        self.loop = self._menu_button(self._loop_menu(), self.tr("At the end"), "repeat")
        self.ease = self._menu_button(self._ease_menu(), self.tr("Easing"), "spline")
        for button in (self.speed, self.loop, self.ease):
            layout.addWidget(button)
        self._dispensable = (buttons["play.start"], buttons["play.end"], self.time, self.ease)
        player.settings_changed.connect(self._show_settings)
        theme_notifier().changed.connect(self._show_settings)
        self.show_time()
        self._show_settings()

    def minimumSizeHint(self) -> QSize:
        """Qt: the bar does without words, then without some buttons, before it needs more."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: show as much as there is room for."""
        super().resizeEvent(event)
        terse, narrow = self.width() < _TERSE, self.width() < _NARROW
        style = Qt.ToolButtonStyle
        for button in (self.speed, self.loop, self.ease):
            button.setToolButtonStyle(
                style.ToolButtonIconOnly if terse else style.ToolButtonTextBesideIcon
            )
        for widget in self._dispensable:
            widget.setVisible(not narrow)

    def _button(self, actions: Actions, name: str) -> QToolButton:
        large = name == "play.toggle"
        button = QToolButton()
        button.setDefaultAction(actions[name])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setAutoRaise(True)
        side = 22 if large else 18
        button.setIconSize(QSize(side, side))
        if large:
            button.setProperty("class", "primary")
        return button

    def _menu_button(self, menu: QMenu, tip: str, icon_name: str) -> QToolButton:
        button = QToolButton()
        # A menu of the button's own would wait in a loop of its own until it closes.
        button.clicked.connect(lambda: menu.popup(_above(button, menu)))
        self._menus[button] = menu
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAutoRaise(True)
        button.setToolTip(tip)
        button.setProperty("iconName", icon_name)
        return button

    def _speed_menu(self) -> QMenu:
        return self._choices(
            [(f"{speed:g}×", speed) for speed in SPEEDS], self._workbench.player.set_speed
        )

    def _loop_menu(self) -> QMenu:
        names = (self.tr("Once"), self.tr("Repeat"), self.tr("There and back"))
        return self._choices(list(zip(names, LOOPS, strict=True)), self._workbench.player.set_loop)

    def _ease_menu(self) -> QMenu:
        names = (self.tr("Linear"), self.tr("Smooth"), self.tr("Slow start"), self.tr("Slow end"))
        return self._choices(list(zip(names, EASES, strict=True)), self._workbench.player.set_ease)

    def _choices(self, options: list[tuple[str, object]], choose: Callable[[Any], None]) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for name, value in options:
            action = group.addAction(name)
            action.setCheckable(True)
            action.setData(value)
            menu.addAction(action)
        group.triggered.connect(lambda action: choose(action.data()))
        return menu

    def _scrubbed(self, value: int) -> None:
        player = self._workbench.player
        if value != round(player.eased * _FINE):
            player.show(value / _FINE)

    def show_time(self) -> None:
        """Show where the player stands. The window calls this as often as is worth it."""
        player = self._workbench.player
        self.slider.blockSignals(True)
        self.slider.setValue(round(player.eased * _FINE))
        self.slider.blockSignals(False)
        self.time.setText(f"t = {player.eased:.2f}")

    def _show_settings(self) -> None:
        player = self._workbench.player
        shown = ((self.speed, player.speed), (self.loop, player.loop), (self.ease, player.ease))
        for button, value in shown:
            button.setIcon(icon(button.property("iconName")))
            for action in self._menus[button].actions():
                chosen = action.data() == value
                action.setChecked(chosen)
                if chosen:
                    button.setText(action.text())
        self.show_time()


def _above(button: QToolButton, menu: QMenu) -> QPoint:
    return button.mapToGlobal(QPoint(0, -menu.sizeHint().height()))
