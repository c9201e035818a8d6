"""Where a computation runs, and in which precision.

One place decides, so that every function of the engine agrees and a user can overrule all of them
at once. Small work stays on the CPU: handing a kernel to an accelerator costs some ten
microseconds and a decomposition needs many kernels, which is more than a small matrix takes in all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from eigenscope.wording.errors import WordedError
from eigenscope.wording.words import Text, Words, as_it_is, as_words, say, together

if TYPE_CHECKING:
    import torch

ENVIRONMENT_VARIABLE = "EIGENSCOPE_DEVICE"
"""Environment variable that overrules the choice: ``auto``, ``cpu``, ``cuda`` or ``mps``."""

ACCELERATOR_THRESHOLD = 1024 * 1024
"""Number of elements from which work goes to an accelerator.

Eigenvalue and singular value decompositions decide, not products: their panel factorisations are
long chains of small kernels, so the CPU keeps the lead up to matrices of about a thousand rows.
A cautious estimate; ``tests/bench/device_threshold.py`` measures it on a given machine.
"""

_KINDS = ("cpu", "cuda", "mps")


class DeviceError(WordedError, ValueError):
    """The device that is insisted on is unknown or absent."""


def _available(kind: str) -> bool:
    import torch

    if kind == "cuda":
        return torch.cuda.is_available()
    if kind == "mps":
        return torch.backends.mps.is_available()
    return kind == "cpu"


def _wanted_kind(wanted: str | None) -> str | None:
    """Return the kind of device that was asked for, or None where the choice is free."""
    source: Text = "the wanted device"
    if wanted is None:
        wanted = os.environ.get(ENVIRONMENT_VARIABLE)
        source = as_it_is(ENVIRONMENT_VARIABLE)
    kind = (wanted or "auto").strip().lower()
    if kind in ("", "auto"):
        return None
    if kind not in _KINDS:
        raise DeviceError(
            Words(
                "{source} is {wanted}, but it must be auto or one of {known}.",
                {
                    "source": as_words(source),
                    "wanted": repr(wanted),
                    "known": together([as_it_is(each) for each in _KINDS]),
                },
            )
        )
    if not _available(kind):
        raise DeviceError(
            Words(
                "{source} is {wanted}, but this machine offers torch no such device.",
                {"source": as_words(source), "wanted": repr(kind)},
            )
        )
    return kind


def prepare() -> None:
    """Import torch and wake its linear algebra, so that the first large matrix need not wait.

    One core is left to the window; decompositions hardly miss it.
    """
    import torch

    torch.set_num_threads(max(1, (os.cpu_count() or 1) - 1))
    torch.linalg.svdvals(torch.eye(2, dtype=torch.float64))


@contextmanager
def one_thread() -> Iterator[None]:
    """Keep torch to a single thread of the CPU within, for long chains of tiny operations.

    Where other work has the cores, a product of 8 × 8 matrices that is split waits for its threads
    a thousand times longer than it takes. Torch's setting holds for the thread that makes it.
    """
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def choose_device(work: int, wanted: str | None = None) -> torch.device:
    """Choose the device for a piece of work.

    Parameters
    ----------
    work
        Number of elements that the work handles, for example m·n for an m × n matrix.
    wanted
        ``"cpu"``, ``"cuda"`` or ``"mps"`` to insist on a device whatever the size of the work,
        ``"auto"`` to leave it free. None reads the environment variable `EIGENSCOPE_DEVICE`.

    Returns
    -------
    torch.device
        The device insisted on; otherwise the CPU for work below `ACCELERATOR_THRESHOLD`, and the
        first of CUDA, MPS and CPU that exists for work above it.

    Raises
    ------
    DeviceError
        If the device insisted on is unknown or absent.
    """
    import torch

    kind = _wanted_kind(wanted)
    if kind is None:
        candidates = ("cuda", "mps") if work >= ACCELERATOR_THRESHOLD else ()
        kind = next((name for name in candidates if _available(name)), "cpu")
    return torch.device(kind)


def insisted_device(wanted: str | None = None) -> torch.device | None:
    """Return the device for small work that needs float64 but not torch.

    Parameters
    ----------
    wanted
        As for `choose_device`.

    Returns
    -------
    torch.device or None
        None where the choice is free: then numpy does it, and torch need not be imported.

    Raises
    ------
    DeviceError
        If the device insisted on is unknown or absent.
    """
    return None if _wanted_kind(wanted) is None else choose_double_device(0, wanted)


def choose_double_device(work: int, wanted: str | None = None) -> torch.device:
    """Choose a device as `choose_device` does, but one that has float64.

    Parameters
    ----------
    work, wanted
        As for `choose_device`.

    Returns
    -------
    torch.device
        The same device, or the CPU where that device has float32 alone.

    Raises
    ------
    DeviceError
        If the device insisted on is unknown or absent.
    """
    import torch

    device = choose_device(work, wanted)
    return device if working_dtype(device) == torch.float64 else torch.device("cpu")


def working_dtype(device: torch.device) -> torch.dtype:
    """Return the precision to compute in on a device.

    Parameters
    ----------
    device
        The device that the computation runs on.

    Returns
    -------
    torch.dtype
        ``torch.float32`` on MPS, which has no more, and ``torch.float64`` elsewhere.
    """
    import torch

    return torch.float32 if device.type == "mps" else torch.float64


def describe_devices() -> list[tuple[str, str]]:
    """Describe every device that torch can use here.

    Returns
    -------
    list of tuple of str
        Pairs of a device's name and a few words about it, the CPU first.
    """
    import torch

    threads = {"count": torch.get_num_threads()}
    own = Words("{count} thread, float64", threads, plural="{count} threads, float64")
    devices = [("cpu", say(own))]
    if _available("cuda"):
        for index in range(torch.cuda.device_count()):
            properties = torch.cuda.get_device_properties(index)
            memory = properties.total_memory / 2**30
            devices.append((f"cuda:{index}", f"{properties.name}, {memory:.0f} GiB, float64"))
    if _available("mps"):
        devices.append(("mps", say("Apple GPU, float32")))
    return devices
