"""The lab or session that a command is given, with what is set of its inputs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from eigenscope.document.contents import Named
from eigenscope.document.ending import ENDING
from eigenscope.document.session import Playback, Session
from eigenscope.document.surrounding import FileAccess, surrounded
from eigenscope.labs.contract.lab import Lab, Solution
from eigenscope.labs.contract.registry import LabError, load_lab
from eigenscope.main.errors import UserError
from eigenscope.main.render_inputs import inputs_with
from eigenscope.readers.table_reading import TableChoices
from eigenscope.wording.errors import reason_of
from eigenscope.wording.words import Text, say

if TYPE_CHECKING:
    from eigenscope.language.definitions.definitions import Definitions


def session_of(what: str, settings: Sequence[str], choices: TableChoices | None) -> Session:
    """Return a session, or a lab's defaults at the end of the motion, with inputs set.

    Parameters
    ----------
    what
        A lab's name or a session's file.
    settings
        NAME=VALUE for each input that is set.
    choices
        How tables in files are to be read.

    Raises
    ------
    UserError
        If there is no such lab or session, or an input cannot be set.
    """
    from eigenscope.document.eigen_file import SessionError, load_session

    if what.endswith(ENDING):
        try:
            session = load_session(Path(what))
        except SessionError as error:
            raise UserError(error.reason) from error
    else:
        lab = lab_called(what)
        session = Session(lab, lab.defaults(), playback=Playback(1.0))
    inputs = inputs_with(session, settings, choices)
    return with_surroundings(replace(session, inputs=inputs), what)


def with_surroundings(session: Session, what: str) -> Session:
    """Return a session whose programs have its definitions, and files if the session is no file.

    A lab's program is what the user has typed; a session may come from anywhere.
    """
    folder = Path(what).parent if what.endswith(ENDING) else None
    return surrounded(session, FileAccess(folder, folder is None), _definitions)


def _definitions(named: Named) -> Definitions:
    from eigenscope.language.definitions.definitions import Definitions  # late: it is rarely needed

    return Definitions.from_texts(dict(named))


def lab_called(name: str) -> Lab:
    """Return a lab; raise UserError, naming those there are, if it is none of them."""
    try:
        return load_lab(name)
    except LabError as error:
        raise UserError(error.reason) from error


def solved(session: Session) -> Solution:
    """Return the lab's solution; on a terminal what takes long tells how far it has come.

    Raises
    ------
    UserError
        If there is none.
    """
    try:
        return _solved(session)
    except ValueError as error:
        raise UserError(reason_of(error)) from error


def previewed(session: Session) -> Solution:
    """Return what the lab shows at once; raise UserError if that is nothing."""
    try:
        return session.lab.preview(session.inputs)
    except ValueError as error:
        raise UserError(reason_of(error)) from error


def _solved(session: Session) -> Solution:
    if not sys.stderr.isatty():
        return session.lab.solve(session.inputs)
    from eigenscope.engine.runtime.jobs import Cancellation

    reported = False

    def tell(part: float, words: Text) -> None:
        nonlocal reported
        reported = True
        print(f"\r{_doing(words)} … {part:4.0%}\x1b[K", end="", file=sys.stderr, flush=True)

    try:
        return session.lab.solve(session.inputs, Cancellation(tell))
    finally:
        if reported:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _doing(words: Text) -> str:
    return say(words) or say("Computing")
