"""The commands in one table; menus, toolbars, the palette and the shortcut sheet come from it."""

from __future__ import annotations

from collections.abc import Sequence

from eigenscope.labs.contract.description import LabDescription
from eigenscope.ui.shell.commands import Command
from eigenscope.ui.shell.file_command_table import EDIT_COMMANDS, FILE_COMMANDS
from eigenscope.ui.shell.view_command_table import VIEW_COMMANDS
from eigenscope.wording.language import LANGUAGES
from eigenscope.wording.words import Text, as_it_is

_LAB, _PLAY, _HELP = "&Lab", "&Play", "&Help"


def _(text: Text) -> Text:
    return text


COMMANDS: tuple[Command, ...] = (
    *FILE_COMMANDS,
    *EDIT_COMMANDS,
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
        "lab.hand_over",
        _("Open in another lab"),
        _LAB,
        "arrow-up-right",
        (),
        _("Go on with the function or the matrix that is shown in the lab that fits it"),
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
    *VIEW_COMMANDS,
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
    (_("Enter in the view"), _("in a graph: chooses the node that is spoken of")),
    (_("Drag sideways on a number"), _("changes it; Shift: finer, Ctrl: coarser")),
)
