"""The commands of the menus File and Edit, in order."""

from __future__ import annotations

from eigenscope.ui.shell.commands import Command

_FILE, _EDIT = "&File", "&Edit"


FILE_COMMANDS: tuple[Command, ...] = (
    Command("file.new", "New", _FILE, "file-plus", ("Ctrl+N",), "Start a new session"),
    Command("file.open", "Open…", _FILE, "folder-open", ("Ctrl+O",), "Open a session"),
    *(
        Command(f"file.recent.{place}", "Recent file", _FILE, submenu="Open recent")
        for place in range(1, 9)
    ),
    Command(
        "file.open_data",
        "Open matrix…",
        _FILE,
        "grid-3x3",
        ("Ctrl+Shift+O",),
        "A matrix from a file: arrays, tables, models, pictures",
    ),
    Command(
        "file.allow_reading",
        "Let programs read files",
        _FILE,
        "",
        (),
        "The programs of this session may read the files that they name",
    ),
    Command("file.save", "Save", _FILE, "save", ("Ctrl+S",), "Save the session"),
    Command("file.save_as", "Save as…", _FILE, "", ("Ctrl+Shift+S",)),
    Command(
        "file.export_figure",
        "Export figure…",
        _FILE,
        "image-down",
        ("Ctrl+E",),
        "A figure for a paper or a slide: PNG, SVG, PDF or TikZ",
        separator=True,
    ),
    Command(
        "file.export_film",
        "Export film…",
        _FILE,
        "clapperboard",
        ("Ctrl+Shift+E",),
        "A film of the motion: MP4, WebM, GIF, APNG or single pictures",
    ),
    Command(
        "file.export_text",
        "Export numbers…",
        _FILE,
        "file-text",
        ("Ctrl+Alt+E", "Ctrl+Shift+T"),
        "Matrix and numbers as LaTeX, NumPy, torch, MATLAB, CSV or Markdown; or the program",
    ),
    Command(
        "file.copy_picture",
        "Copy picture",
        _FILE,
        "camera",
        ("Ctrl+Shift+C",),
        "Copy the view, as PNG and SVG",
    ),
    Command("file.quit", "Quit", _FILE, "", ("Ctrl+Q",), separator=True),
)

EDIT_COMMANDS: tuple[Command, ...] = (
    Command("edit.undo", "Undo", _EDIT, "undo-2", ("Ctrl+Z",)),
    Command("edit.redo", "Redo", _EDIT, "redo-2", ("Ctrl+Shift+Z", "Ctrl+Y")),
    Command(
        "edit.copy_matrix",
        "Copy matrix",
        _EDIT,
        "copy",
        ("Ctrl+Alt+C", "Ctrl+Shift+M"),
        "Copy the matrix as [[a, b], [c, d]]",
        separator=True,
    ),
    Command(
        "edit.paste_matrix",
        "Paste matrix",
        _EDIT,
        "clipboard-paste",
        ("Ctrl+Alt+V", "Ctrl+Shift+V"),
        "Paste a matrix from a spreadsheet, Python, MATLAB or LaTeX",
    ),
    Command("edit.matrix", "Go to the matrix", _EDIT, "grid-3x3", ("M",), "Type into the matrix"),
    Command(
        "edit.names",
        "Names and expressions",
        _EDIT,
        "list",
        ("N",),
        "Name matrices, and use the names in expressions",
    ),
    Command(
        "edit.add_vector",
        "Add vector",
        _EDIT,
        "arrow-up-right",
        ("V",),
        "Then click in the view",
    ),
    Command(
        "edit.reset",
        "Start over",
        _EDIT,
        "refresh-cw",
        ("Ctrl+Alt+N", "Ctrl+Shift+N"),
        "Reset all inputs to their defaults; can be undone",
    ),
)
