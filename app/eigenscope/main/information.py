"""``eigenscope info``: what a person is asked for in a report of a problem."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

_PACKAGES = ("PySide6-Essentials", "PyOpenGL", "pyqtgraph", "numpy", "torch", "python-flint")


def information() -> list[tuple[str, str]]:
    """Return names and values, in the order in which they are shown."""
    lines = [
        ("eigenscope", _version("eigenscope")),
        ("Python", platform.python_version()),
        ("system", f"{platform.system()} {platform.release()} {platform.machine()}"),
    ]
    lines += [(name.removesuffix("-Essentials"), _version(name)) for name in _PACKAGES]
    from eigenscope.engine.runtime.device import describe_devices

    lines += [(f"device {name}", what) for name, what in describe_devices()]
    return [*lines, ("OpenGL", _opengl())]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _opengl() -> str:
    from eigenscope.export.pictures import ensure_gui_application

    application = ensure_gui_application()
    try:
        from eigenscope.render.gl.offscreen import opengl_report

        report = opengl_report()
    except (ImportError, RuntimeError, OSError) as error:
        return f"none ({error}); pictures are painted without it"
    finally:
        del application
    return ", ".join(str(value) for value in report.values())
