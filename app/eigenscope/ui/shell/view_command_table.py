"""The commands of the menus View and Present, in order."""

from __future__ import annotations

from eigenscope.ui.shell.commands import Command
from eigenscope.wording.words import Text

_VIEW, _PRESENT = "&View", "P&resent"


def _(text: Text) -> Text:
    return text


VIEW_COMMANDS: tuple[Command, ...] = (
    Command("view.fit", _("Fit"), _VIEW, "home", ("Home",), _("Bring everything into view")),
    Command("view.in", _("Zoom in"), _VIEW, "zoom-in", ("Ctrl++", "Ctrl+=")),
    Command("view.out", _("Zoom out"), _VIEW, "zoom-out", ("Ctrl+-",)),
    Command("view.plane", _("Plane (2D)"), _VIEW, "square", ("2",), checkable=True, separator=True),
    Command("view.space", _("Space (3D)"), _VIEW, "box", ("3",), checkable=True),
    Command("view.front", _("From the front"), _VIEW, "", ("F",), _("Along the y axis")),
    Command("view.right", _("From the right"), _VIEW, "", ("R",), _("Along the x axis")),
    Command("view.top", _("From above"), _VIEW, "", ("T",), _("Along the z axis")),
    Command("view.corner", _("From a corner"), _VIEW, "axis-3d", ("C",)),
    Command("view.perspective", _("Perspective"), _VIEW, "", ("P",), checkable=True),
    Command(
        "theme.dark",
        _("Dark"),
        _VIEW,
        "moon",
        (),
        checkable=True,
        submenu=_("Colours"),
        separator=True,
    ),
    Command("theme.light", _("Light"), _VIEW, "sun", (), checkable=True, submenu=_("Colours")),
    Command("theme.print", _("Print"), _VIEW, "contrast", (), checkable=True, submenu=_("Colours")),
    Command(
        "theme.colourblind",
        _("Colour-blind safe"),
        _VIEW,
        "eye",
        (),
        checkable=True,
        submenu=_("Colours"),
    ),
    Command("theme.next", _("Change colours"), _VIEW, "palette", ("Ctrl+T",)),
    Command(
        "view.present",
        _("Presentation"),
        _VIEW,
        "presentation",
        ("F5",),
        _("Only the view and large readouts; Esc to leave"),
        separator=True,
    ),
    *(
        Command(
            f"present.{name}",
            text,
            _PRESENT,
            icon,
            keys,
            tip,
            checkable=name in ("numbers", "pen", "pointer"),
            separator=name in ("hide", "pen", "larger"),
        )
        for name, text, icon, keys, tip in (
            ("try", _("What to try…"), "play", ("X",), _("Experiments, presets, topics: large")),
            ("slider", _("Slider"), "", ("G",), _("A number of the lab: arrows, Tab, Esc")),
            ("hide", _("Hide or show…"), "eye", ("U",), _("Area, eigenlines and the like")),
            ("numbers", _("Hide the numbers"), "", ("Q",), _("So that a class can say them")),
            ("pen", _("Pen"), "pencil", ("D",), _("Draw over the picture; Ctrl+Z wipes a stroke")),
            ("clear", _("Wipe off"), "", ("Del",), _("All that was drawn")),
            ("pointer", _("Pointer"), "", ("I",), _("A ring around the mouse")),
            ("zoom", _("Zoom to a rectangle"), "zoom-in", ("Z",), _("Pressed again: back")),
            ("black", _("Black screen"), "", ("B",), _("Any key gives the picture back")),
            ("larger", _("Larger"), "", ("+", "="), _("Text, lines and arrowheads")),
            ("smaller", _("Smaller"), "", ("-",), _("Text, lines and arrowheads")),
            ("size", _("As large as at first"), "", ("Ctrl+0",), ""),
        )
    ),
    Command(
        "view.legend",
        _("Legend"),
        _VIEW,
        "palette",
        ("K",),
        _("What the colours mean"),
        checkable=True,
    ),
    Command(
        "view.caption",
        _("Caption"),
        _VIEW,
        "captions",
        ("S",),
        _("What is happening, over the picture"),
        checkable=True,
    ),
    *(
        Command(f"view.panel.{name}", text, _VIEW, checkable=True, submenu=_("Panels"))
        for name, text in (
            ("inputs", _("Inputs")),
            ("numbers", _("Results and explanation")),
            ("plot", _("Over time")),
        )
    ),
    Command(
        "view.panels",
        _("Reset panels"),
        _VIEW,
        "",
        (),
        _("Put all panels back in their original places"),
    ),
)
