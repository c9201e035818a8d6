"""The commands in one table; menus, toolbars, the palette and the shortcut sheet come from it."""

from __future__ import annotations

from collections.abc import Sequence

from eigenscope.labs.contract.description import LabDescription
from eigenscope.ui.shell.commands import Command
from eigenscope.wording.language import LANGUAGES
from eigenscope.wording.words import Text, as_it_is

_FILE, _EDIT, _LAB, _VIEW, _PLAY, _HELP = "&File", "&Edit", "&Lab", "&View", "&Play", "&Help"
_PRESENT = "P&resent"


def _(text: Text) -> Text:
    return text


COMMANDS: tuple[Command, ...] = (
    Command("file.new", _("New"), _FILE, "file-plus", ("Ctrl+N",), _("Start a new session")),
    Command("file.open", _("Open…"), _FILE, "folder-open", ("Ctrl+O",), _("Open a session")),
    *(
        Command(f"file.recent.{place}", _("Recent file"), _FILE, submenu=_("Open recent"))
        for place in range(1, 9)
    ),
    Command(
        "file.open_data",
        _("Open matrix…"),
        _FILE,
        "grid-3x3",
        ("Ctrl+Shift+O",),
        _("A matrix from a file: arrays, tables, models, pictures"),
    ),
    Command(
        "file.allow_reading",
        _("Let programs read files"),
        _FILE,
        "",
        (),
        _("The programs of this session may read the files that they name"),
    ),
    Command("file.save", _("Save"), _FILE, "save", ("Ctrl+S",), _("Save the session")),
    Command("file.save_as", _("Save as…"), _FILE, "", ("Ctrl+Shift+S",)),
    Command(
        "file.export_figure",
        _("Export figure…"),
        _FILE,
        "image-down",
        ("Ctrl+E",),
        _("A figure for a paper or a slide: PNG, SVG, PDF or TikZ"),
        separator=True,
    ),
    Command(
        "file.export_film",
        _("Export film…"),
        _FILE,
        "clapperboard",
        ("Ctrl+Shift+E",),
        _("A film of the motion: MP4, WebM, GIF, APNG or single pictures"),
    ),
    Command(
        "file.export_text",
        _("Export numbers…"),
        _FILE,
        "file-text",
        ("Ctrl+Alt+E", "Ctrl+Shift+T"),
        _("Matrix and numbers as LaTeX, NumPy, torch, MATLAB, CSV or Markdown; or the program"),
    ),
    Command(
        "file.copy_picture",
        _("Copy picture"),
        _FILE,
        "camera",
        ("Ctrl+Shift+C",),
        _("Copy the view, as PNG and SVG"),
    ),
    Command("file.quit", _("Quit"), _FILE, "", ("Ctrl+Q",), separator=True),
    Command("edit.undo", _("Undo"), _EDIT, "undo-2", ("Ctrl+Z",)),
    Command("edit.redo", _("Redo"), _EDIT, "redo-2", ("Ctrl+Shift+Z", "Ctrl+Y")),
    Command(
        "edit.copy_matrix",
        _("Copy matrix"),
        _EDIT,
        "copy",
        ("Ctrl+Alt+C", "Ctrl+Shift+M"),
        _("Copy the matrix as [[a, b], [c, d]]"),
        separator=True,
    ),
    Command(
        "edit.paste_matrix",
        _("Paste matrix"),
        _EDIT,
        "clipboard-paste",
        ("Ctrl+Alt+V", "Ctrl+Shift+V"),
        _("Paste a matrix from a spreadsheet, Python, MATLAB or LaTeX"),
    ),
    Command(
        "edit.matrix", _("Go to the matrix"), _EDIT, "grid-3x3", ("M",), _("Type into the matrix")
    ),
    Command(
        "edit.names",
        _("Names and expressions"),
        _EDIT,
        "list",
        ("N",),
        _("Name matrices, and use the names in expressions"),
    ),
    Command(
        "edit.add_vector",
        _("Add vector"),
        _EDIT,
        "arrow-up-right",
        ("V",),
        _("Then click in the view"),
    ),
    Command(
        "edit.reset",
        _("Start over"),
        _EDIT,
        "refresh-cw",
        ("Ctrl+Alt+N", "Ctrl+Shift+N"),
        _("Reset all inputs to their defaults; can be undone"),
    ),
    Command(
        "lab.find",
        _("Find a lab…"),
        _LAB,
        "shapes",
        ("Ctrl+L",),
        _("All labs in groups, with a picture of each"),
    ),
    Command(
        "lab.lesson",
        _("Explain"),
        _LAB,
        "circle-help",
        ("H",),
        _("What the lab shows, and what to try"),
    ),
    Command(
        "code.watch",
        _("Watch as code"),
        _LAB,
        "code",
        (),
        _("Show what the lab computes step by step, as lines of torch in the lab Tensors"),
    ),
    Command(
        "pair.toggle",
        _("Side by side"),
        _LAB,
        "columns-2",
        ("Ctrl+B",),
        _("A second picture that stays as it is while this one is changed"),
        checkable=True,
        separator=True,
    ),
    Command(
        "pair.next",
        _("Beside its counterpart"),
        _LAB,
        "",
        ("Ctrl+Shift+B",),
        _("Transpose, inverse, factors swapped, another learning rate: one after the other"),
    ),
    Command(
        "pair.swap",
        _("Swap the pictures"),
        _LAB,
        "arrow-left-right",
        ("Ctrl+Alt+B", "Ctrl+Shift+W"),
        _("What is entered belongs to the picture on the left"),
    ),
    Command("play.toggle", _("Play"), _PLAY, "play", ("Space",), _("Play or pause")),
    Command("play.start", _("To the beginning"), _PLAY, "skip-back", ("0",), separator=True),
    Command("play.end", _("To the end"), _PLAY, "skip-forward", ("1",)),
    Command("play.back", _("Step back"), _PLAY, "step-back", (",",)),
    Command("play.forward", _("Step forward"), _PLAY, "step-forward", (".",)),
    Command(
        "play.previous",
        _("Back to the stop before"),
        _PLAY,
        "chevron-up",
        ("PgUp",),
        _("Plays back; pressed once more, it is there at once"),
    ),
    Command(
        "play.next",
        _("On to the next stop"),
        _PLAY,
        "chevron-down",
        ("PgDown",),
        _("Plays; pressed once more, it is there at once"),
    ),
    Command("play.slower", _("Slower"), _PLAY, "minus", ("<", "["), separator=True),
    Command("play.faster", _("Faster"), _PLAY, "plus", (">", "]")),
    Command("play.loop", _("Change loop mode"), _PLAY, "repeat", ("L",)),
    Command("play.ease", _("Change easing"), _PLAY, "spline", ("E",)),
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
    Command("help.palette", _("Find anything…"), _HELP, "search", ("Ctrl+K",)),
    Command("help.tour", _("Tour"), _HELP, "map", (), _("The window in seven steps")),
    Command("help.shortcuts", _("Keys and mouse"), _HELP, "keyboard", ("F1",)),
    Command(
        "help.functions",
        _("Expressions and functions"),
        _HELP,
        "function-square",
        ("Shift+F1",),
        _("How to write expressions, and every function with an example"),
    ),
    *(
        Command(
            f"help.language.{code}",
            as_it_is(name),
            _HELP,
            "languages",
            checkable=True,
            submenu=_("Language / 语言"),
        )
        for code, name in LANGUAGES.items()
    ),
    Command("help.about", _("About Eigenscope"), _HELP, "info", ()),
)


def lab_commands(labs: Sequence[LabDescription]) -> tuple[Command, ...]:
    """Return the commands that open labs; a key belongs to the first that claims it."""
    owners: dict[str, LabDescription] = {}
    for lab in labs:
        owners.setdefault(lab.shortcut, lab)
    return tuple(
        Command(
            f"lab.{lab.name}",
            lab.title,
            _LAB,
            lab.icon,
            (lab.shortcut,) if lab.shortcut and owners[lab.shortcut] is lab else (),
            lab.summary,
            checkable=True,
            separator=place == 0,
        )
        for place, lab in enumerate(labs)
    )


MOUSE = (
    (_("Drag the tip of a basis vector"), _("changes the matrix; Alt: without snapping")),
    (
        _("Drag the view"),
        _("moves the plane, rotates space; with Shift or the right button: moves"),
    ),
    (_("Wheel, pinch"), _("zooms about the pointer")),
    (_("Double-click"), _("brings everything into view")),
    (_("Ctrl+click in the view"), _("adds a vector")),
    (_("Drag sideways on a number"), _("changes it; Shift: finer, Ctrl: coarser")),
)
