"""What menus, the shelf and the search say of a lab, known without importing the lab itself."""

from __future__ import annotations

from dataclasses import dataclass

from eigenscope.wording.words import Text


@dataclass(frozen=True)
class LabDescription:
    """Who a lab is, and where it is found.

    It stands in a module that imports nothing else, so that a program with many labs starts as
    fast as one with a single lab.

    Attributes
    ----------
    name
        Stable: files, the command line and the entry point name the lab by it.
    title, summary
        What the user reads; the summary is one sentence.
    group
        One of the registry's `GROUPS`, or one of the lab's own.
    load
        Where the lab itself is: "module:attribute".
    icon
        A file's name in resources/icons.
    shortcut
        The key that opens it, Ctrl+1 … Ctrl+9, for good: labs that come take no other's.
    keywords
        What else it is searched by: words of a course that the title and the summary lack.
    place
        Where it stands in its group: a lab comes after those that it builds on.
    formerly
        Names of the lab in earlier versions; files and commands that say them still mean it.
    """

    name: str
    title: Text
    group: Text
    summary: Text
    load: str
    icon: str = "shapes"
    shortcut: str = ""
    keywords: Text = ""
    place: int = 0
    formerly: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError for a key that a lab cannot have."""
        if self.shortcut not in ("", *(f"Ctrl+{digit}" for digit in range(1, 10))):
            raise ValueError(f"{self.name}: the key of a lab is Ctrl+1 … Ctrl+9 or none")
