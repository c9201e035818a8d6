"""``eigenscope info``: what a person is asked for in a report of a problem."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from eigenscope.wording.errors import reason_of
from eigenscope.wording.words import Words, say

_PACKAGES = ("PySide6-Essentials", "PyOpenGL", "pyqtgraph", "numpy", "torch", "python-flint")


def information() -> list[tuple[str, str]]:
    """Return names and values, in the order in which they are shown."""
    lines = [
        ("eigenscope", _version("eigenscope")),
        ("Python", platform.python_version()),
        (say("system"), f"{platform.system()} {platform.release()} {platform.machine()}"),
    ]
    lines += [(name.removesuffix("-Essentials"), _version(name)) for name in _PACKAGES]
    from eigenscope.engine.runtime.device import describe_devices

    lines += [
        (str(Words("device {name}", {"name": name})), say(what))
        for name, what in describe_devices()
    ]
    return [*lines, ("OpenGL", _opengl())]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return say("not installed")


def _opengl() -> str:
    from eigenscope.export.pictures import ensure_gui_application

    application = ensure_gui_application()
    try:
        from eigenscope.render.gl.offscreen import opengl_report

        report = opengl_report()
    except (ImportError, RuntimeError, OSError) as error:
        return str(
            Words("none ({reason}); pictures are painted without it", {"reason": reason_of(error)})
        )
    finally:
        del application
    return ", ".join(str(value) for value in report.values())
