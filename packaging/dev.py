"""Set up, run, test and measure Eigenscope on any machine with Python 3.11 or later.

    python3 packaging/dev.py run   [ARGUMENT …]   open the program
    python3 packaging/dev.py test  [ARGUMENT …]   every check and test; arguments go to pytest:
                                                  --deep takes far more random samples (half an
                                                  hour), --seed N those of an earlier run
    python3 packaging/dev.py bench [NAME …]       the benchmarks
    python3 packaging/dev.py words                collect texts, say what is not translated, compile
    python3 packaging/dev.py shell                a shell in the environment

The first call makes ``.venv`` and installs everything into it; later ones only look whether that
is still right. Uses nothing but the standard library.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "eigenscope-setup"
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
LEAST_PYTHON = (3, 11)
MOST_WORKERS = 4  # processes that run tests: each takes up to 2 GB
LINUX = sys.platform.startswith("linux")

CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ruff: rules", ("ruff", "check", ".")),
    ("ruff: format", ("ruff", "format", "--check", ".")),
    ("mypy: types", ("mypy",)),
    ("import-linter: layers", ("lint-imports",)),
    ("pytest", ("pytest",)),
)


def main(arguments: Sequence[str]) -> int:
    """Carry out a command and return the exit code."""
    commands = {"run": run, "test": test, "bench": bench, "words": words, "shell": shell}
    if not arguments or arguments[0] not in commands:
        print(__doc__)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    if sys.version_info < LEAST_PYTHON:
        wanted, found = ".".join(map(str, LEAST_PYTHON)), sys.version.split()[0]
        print(f"Eigenscope needs Python {wanted} or later; this is {found}.")
        return 1
    name, *rest = arguments
    if not set_up(for_tests=name in ("test", "bench", "words")):
        return 1
    return commands[name](rest)


# --- setting up ----------------------------------------------------------------------------------


def set_up(*, for_tests: bool) -> bool:
    """Make the environment if it is not there or not right; tell whether it is."""
    wanted = _fingerprint(for_tests=for_tests)
    done = STAMP.read_text(encoding="utf-8").split() if STAMP.exists() else []
    if wanted in done:
        return True
    if LINUX and not _system_libraries(for_tests=for_tests):
        return False
    installed = _fingerprint(for_tests=not for_tests) in done
    if not installed and not _install():
        return False
    STAMP.write_text("\n".join([*(done if installed else []), wanted]), encoding="utf-8")
    return True


def _fingerprint(*, for_tests: bool) -> str:
    """Return what changes whenever the set-up must be looked at again."""
    parts = [(ROOT / "pyproject.toml").read_bytes(), CONSTRAINTS.read_bytes()]
    parts += [sys.version.encode(), str(ROOT).encode(), str(for_tests).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _system_libraries(*, for_tests: bool) -> bool:
    from system_libraries import provide

    return provide(for_tests=for_tests)


def _install() -> bool:
    if not _python().exists():
        print("Making the environment .venv …", flush=True)
        if subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False).returncode:
            print("This Python cannot make environments; on Debian install python3-venv.")
            return False
    print("Installing Eigenscope and what it needs; PyTorch is large …", flush=True)
    pip = [str(_python()), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    command = [*pip, "--editable", f"{ROOT}[test]", "--constraint", str(CONSTRAINTS)]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        print("The installation failed; its last lines say why.")
        return False
    return True


def _programs() -> Path:
    return VENV / ("Scripts" if os.name == "nt" else "bin")


def _python() -> Path:
    return _programs() / ("python.exe" if os.name == "nt" else "python")


def _environment() -> dict[str, str]:
    """Return the environment of a program that runs in .venv."""
    path = os.pathsep.join([str(_programs()), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "VIRTUAL_ENV": str(VENV)}
    environment.pop("PYTHONHOME", None)
    return environment


def _call(command: Sequence[str], extra: Mapping[str, str] | None = None) -> int:
    environment = {**_environment(), **(extra or {})}
    return subprocess.run(list(command), cwd=ROOT, env=environment, check=False).returncode


# --- the commands --------------------------------------------------------------------------------


def run(arguments: Sequence[str]) -> int:
    """Open the program."""
    opens_window = not [a for a in arguments if not a.startswith("-")]
    if LINUX and opens_window and not _has_display():
        print("There is no display (DISPLAY and WAYLAND_DISPLAY are not set).")
        print("Without a screen, xvfb-run makes one: xvfb-run -a python3 packaging/dev.py run")
        return 1
    return _call([str(_python()), "-m", "eigenscope", *arguments])


def test(arguments: Sequence[str]) -> int:
    """Run every check and test, and sum up what failed."""
    failed = []
    rows = []
    beside = _side_by_side() if _are_about_samples(arguments) else []
    for name, command in CHECKS:
        print(f"\n== {name}", flush=True)
        began = time.monotonic()
        program = [str(_python()), "-m", "pytest", *beside, *arguments]
        if command[0] != "pytest":
            program = [str(_programs() / command[0]), *command[1:]]
        code = _call(program, {"LIBGL_ALWAYS_SOFTWARE": "1"})
        rows.append(
            f"{name:<24}{'ok' if code == 0 else 'FAILED':<8}{time.monotonic() - began:6.1f} s"
        )
        if code:
            failed.append(name)
    print("\n" + "\n".join(rows))
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nAll is well.")
    return 1 if failed else 0


def _are_about_samples(arguments: Sequence[str]) -> bool:
    """Tell whether arguments choose random samples and nothing else."""
    rest = iter(arguments)
    return all(a == "--deep" or (a == "--seed" and next(rest, "")) for a in rest)


def _side_by_side() -> list[str]:
    """Return pytest's arguments for several processes, each with a screen of its own.

    On a real screen their windows would take the focus from one another.
    """
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    if workers == 1 or not LINUX or _has_display():
        return []
    return ["-n", str(workers), "--dist", "worksteal"]


def bench(arguments: Sequence[str]) -> int:
    """Run the benchmarks, on a screen of their own if there is none."""
    command = [str(_python()), "-m", "tests.bench", *arguments]
    if LINUX and not _has_display() and shutil.which("xvfb-run"):
        command = ["xvfb-run", "-a", "-s", "-screen 0 1920x1200x24", *command]
    return _call(command)


def words(_: Sequence[str]) -> int:
    """Bring the catalogue of translations up to date."""
    return _call([str(_python()), "packaging/words.py"])


def shell(_: Sequence[str]) -> int:
    """Open a shell in the environment."""
    return _call([os.environ.get("COMSPEC", "cmd") if os.name == "nt" else _unix_shell()])


def _unix_shell() -> str:
    return os.environ.get("SHELL") or shutil.which("bash") or "/bin/sh"


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
