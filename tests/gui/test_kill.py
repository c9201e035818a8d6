"""Killed at any moment: files are the old or the new one, whole, and hardly any work is lost."""

from __future__ import annotations

import multiprocessing
import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing.context import ForkServerContext
from pathlib import Path
from xml.etree import ElementTree

import av
import pytest
from PIL import Image

from eigenscope.document.eigen_file import load_session
from eigenscope.main.recovery import Recovery

from .. import sampling
from .victim import FIGURES, FILMS, run

AT_ONCE = 4  # processes
LATE = ("eigenscope.export.tikz", "eigenscope.labs.transform", "eigenscope.language.functions")
LOST = 5.0  # seconds that may be lost
LIFE, LONG_LIFE = (0.05, 4.0), (5.5, 7.0)  # seconds; who never saves could lose more than LOST


@dataclass(frozen=True)
class Killed:
    """A victim's folder, and when it was killed."""

    folder: Path
    at: float

    def steps(self, word: str) -> list[tuple[float, int]]:
        rows = [line.split() for line in (self.folder / "log").read_text().splitlines()]
        return [(float(row[0]), int(row[2])) for row in rows if row[1] == word]


def lives(kills: int) -> list[float]:
    """Return how long each victim lives, in seconds: spread over all that is possible."""
    lives = []
    for number in range(kills):
        shortest, longest = LONG_LIFE if number % 6 == 0 else LIFE
        share = (number * 7 % kills + sampling.chance(f"kill {number}").random()) / kills
        lives.append(shortest + share * (longest - shortest))
    return lives


def kill_one(context: ForkServerContext, folder: Path, number: int, life: float) -> Killed:
    folder.mkdir()
    process = context.Process(target=run, args=(folder,), kwargs={"saves": number % 3 > 0})
    process.start()
    log, deadline = folder / "log", time.time() + 60
    while not (log.exists() and log.stat().st_size):
        assert process.exitcode is None, "the victim died by itself; its traceback is in stderr"
        assert time.time() < deadline
        time.sleep(0.02)
    time.sleep(life)
    process.kill()
    at = time.time()
    process.join()
    return Killed(folder, at)


def count_in(inputs: object) -> int:
    matrix = inputs.matrix  # type: ignore[attr-defined]
    text = matrix.texts()[0][1]
    return int(text.split("/")[0]) if "/" in text else 0


@pytest.mark.long
@pytest.mark.timeout(400)
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_kills_at_any_time(tmp_path: Path) -> None:
    # Forked from a process that has everything imported: that takes longer than many a life.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([run.__module__, *LATE, "av"])
    kills = sampling.count(10, 50)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        folders = [tmp_path / f"{number}" for number in range(kills)]
        victims = list(pool.map(partial(kill_one, context), folders, range(kills), lives(kills)))
    for victim in victims:
        saved = check_session(victim)
        check_recovery(victim, saved)
        check_exports(victim.folder)
    assert sum((v.folder / "session.eigen").exists() for v in victims) > kills / 5
    assert sum(any((v.folder / name).exists() for name in FILMS) for v in victims) > kills / 5


def check_session(victim: Killed) -> int:
    """Check that the file is whole and the newest or the one before; return its count."""
    path = victim.folder / "session.eigen"
    done, begun = victim.steps("saved"), victim.steps("saving")
    if not path.exists():
        assert not done
        return 0
    found = count_in(load_session(path).inputs)
    allowed = {done[-1][1]} if done else set()
    assert found in allowed | {begun[-1][1]}
    return found


def check_recovery(victim: Killed, saved: int) -> None:
    """Check that what was edited up to some seconds before the kill is given back."""
    left = Recovery(victim.folder / "state").leftovers()
    assert len(left) <= 1
    kept = max([saved, *(count_in(one.session.inputs) for one in left)])
    lost = [when for when, count in victim.steps("edit") if count > kept]
    assert not lost or victim.at - lost[0] < LOST
    assert not any(one.in_peace for one in left)


def check_exports(folder: Path) -> None:
    """Check that whatever has its final name is whole."""
    for name in FIGURES + FILMS:
        path = folder / name
        if not path.exists():
            continue
        if path.suffix in (".png", ".gif", ".apng"):
            with Image.open(path) as image:
                image.load()
        elif path.suffix == ".svg":
            assert ElementTree.parse(path).getroot().tag.endswith("svg")
        elif path.suffix == ".pdf":
            assert path.read_bytes().rstrip().endswith(b"%%EOF")
        elif path.suffix == ".tex":
            assert path.read_text().rstrip().endswith(r"\end{document}")
        if name in FILMS:
            with av.open(str(path)) as film:
                assert sum(1 for _ in film.decode(video=0)) == 5, name
    strange = {p.name for p in folder.iterdir()} - {"log", "state", "session.eigen"}
    assert all(p in FIGURES + FILMS or p.startswith(".") for p in strange)
