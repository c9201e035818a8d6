"""Finds which shared libraries Qt and OpenGL lack on Linux, and how to install them."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from pathlib import Path

# What the wheels of PySide6 do not bring along, and the Debian package that does.
PACKAGES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libOpenGL.so.0": "libopengl0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
# Programs with which the tests open what was exported; without one, its tests are skipped.
READERS = {
    "pdftoppm": ("poppler-utils",),
    "rsvg-convert": ("librsvg2-bin",),
    "pdflatex": ("texlive-latex-base", "texlive-pictures"),
}
_DRIVER = "libgl1-mesa-dri"  # Mesa's drivers, llvmpipe among them, are loaded by name at run time
_DRIVER_FOLDERS = ("/usr/lib", "/usr/lib64", "/usr/local/lib")


def missing_packages(*, for_tests: bool) -> list[str]:
    """Return the Debian packages that are needed and not there."""
    missing = [package for library, package in PACKAGES.items() if not _loads(library)]
    if not _has_driver():
        missing.append(_DRIVER)
    if for_tests and shutil.which("Xvfb") is None:
        missing.append("xvfb")
    return missing


def provide(*, for_tests: bool) -> bool:
    """Install what is missing if apt and root allow it; tell whether all is there."""
    missing = missing_packages(for_tests=for_tests)
    apt = shutil.which("apt-get") is not None
    root = apt and os.geteuid() == 0
    if for_tests:
        _provide_readers(install=root)
    if not missing:
        return True
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if not root:
        print("Qt and OpenGL need libraries that are not installed.")
        how = " ".join(["sudo", *command]) if apt else ", ".join(missing)
        print(f"Install them with:\n\n    {how}\n" if apt else f"Install what holds: {how}\n")
        return False
    return _install(missing)


def _provide_readers(*, install: bool) -> None:
    """Install the programs that tests read exports with, if that may be; else name them."""
    packages = [p for name, wanted in READERS.items() if not shutil.which(name) for p in wanted]
    if packages and not (install and _install(packages)):
        print(f"Some tests of exported files are skipped; they need {', '.join(packages)}.")


def _install(packages: list[str]) -> bool:
    print(f"Installing {', '.join(packages)} …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "--quiet=2"], env=environment, check=False)
    command = ["apt-get", "install", "--yes", "--no-install-recommends", "--quiet=2", *packages]
    return subprocess.run(command, env=environment, check=False).returncode == 0


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_driver() -> bool:
    patterns = ("swrast_dri.so", "libgallium*.so", "libdril_dri.so")
    return any(
        next(Path(folder).glob(f"**/{pattern}"), None) is not None
        for folder in _DRIVER_FOLDERS
        if Path(folder).is_dir()
        for pattern in patterns
    )
