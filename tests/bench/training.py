"""Two moons, 2-8-8-1: 500 steps of Adam beside the plain loop of torch, and the window meanwhile.

The window paints as often as it can, while a training of 5,000 steps is shown live and at rest.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import torch
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from eigenscope.engine.optimise.training.data import DataChoice
from eigenscope.engine.optimise.training.network import NetworkShape
from eigenscope.engine.optimise.training.setup import TrainingSetup
from eigenscope.engine.optimise.training.training import train
from eigenscope.engine.runtime.jobs import Cancellation
from eigenscope.labs.contract.registry import load_lab
from eigenscope.main.application import Application
from eigenscope.ui.shell.preparing import prepare_qt

from .large_matrix import wait_until

LIMIT = 3.0
LEAST_FRAMES = 30.0  # a second
LEAST_SHARE = 0.5  # of the frames at rest
SIZE = (1280, 720)
_SETTLED = 6.0  # seconds after which a started program rests
_SETUP = TrainingSetup(DataChoice("moons").drawn(), NetworkShape.plain((2, 8, 8, 1), "tanh"))


def plain(setup: TrainingSetup) -> float:
    """Train without keeping anything, and return the loss."""
    torch.manual_seed(setup.seed)
    model = torch.nn.Sequential(
        torch.nn.Linear(2, 8),
        torch.nn.Tanh(),
        torch.nn.Linear(8, 8),
        torch.nn.Tanh(),
        torch.nn.Linear(8, 1),
    )
    optimiser = torch.optim.Adam(model.parameters(), lr=setup.rate)
    loss_of = torch.nn.functional.binary_cross_entropy_with_logits
    X, y = torch.tensor(setup.data.inputs), torch.tensor(setup.data.targets)[:, None]
    shuffle = torch.Generator().manual_seed(setup.seed)
    batches: list[torch.Tensor] = []
    for _ in range(setup.steps):
        optimiser.zero_grad()
        if setup.batch:
            if not batches:
                order = torch.randperm(len(X), generator=shuffle)
                batches = list(torch.split(order, setup.batch))
            rows = batches.pop(0)
            torch.autograd.backward(loss_of(model(X[rows]), y[rows]))
        else:
            torch.autograd.backward(loss_of(model(X), y))
        optimiser.step()
    return loss_of(model(X), y).item()


def ours(setup: TrainingSetup) -> float:
    """Train as the lab does, and return the loss."""
    return float(train(setup, Cancellation(lambda fraction, words: None)).losses[-1])


def seconds(work: Callable[[TrainingSetup], float], setup: TrainingSetup) -> float:
    """Return how long a piece of work takes."""
    began = time.perf_counter()
    work(setup)
    return time.perf_counter() - began


def frames_meanwhile() -> tuple[float, float, int]:
    """Return the frames a second at rest and in training, and how often that was shown anew."""
    prepare_qt()
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        program = Application(Path(folder))
        bench, window = program.workbench, program.window
        window.resize(*SIZE)
        window.show()
        bench.open_lab(load_lab("network"))
        wait_until(lambda: not bench.busy, 60)
        wait_until(lambda: False, _SETTLED)
        bench.player.seek(1.0)
        painted: list[float] = []
        window.viewport.canvas.painted.connect(lambda: painted.append(time.perf_counter()))
        timer = QTimer()
        timer.setInterval(4)
        timer.timeout.connect(window.viewport.refresh)
        timer.start()
        began = time.perf_counter()
        wait_until(lambda: False, 3)
        resting = len(painted) / (time.perf_counter() - began)
        shown: list[object] = []
        bench.edit(replace(bench.inputs, steps=5000), "Train")
        bench.solution_changed.connect(shown.append)
        painted.clear()
        began = time.perf_counter()
        wait_until(lambda: not bench.busy, 120)
        training = len(painted) / (time.perf_counter() - began)
        timer.stop()
        window.close_now()
        app.processEvents()
    return resting, training, len(shown)


def compare() -> bool:
    """Measure and print the times of both; return whether ours is too slow."""
    torch.set_num_threads(1)  # the fastest for so small a network
    torch.set_default_dtype(torch.float64)
    late = False
    for name, setup in (("all rows", _SETUP), ("batches of 32", replace(_SETUP, batch=32))):
        if abs(plain(setup) - ours(setup)) > 1e-9:
            raise RuntimeError("the two end at different losses")
        pairs = [(seconds(ours, setup), seconds(plain, setup)) for _ in range(7)]
        ratio = statistics.median(mine / theirs for mine, theirs in pairs)
        took, alone = (statistics.median(times) for times in zip(*pairs, strict=True))
        print(f"two moons, 2-8-8-1, {setup.steps} steps of Adam, {name}: {took * 1e3:.0f} ms")
        print(f"  the plain loop {alone * 1e3:.0f} ms, {ratio:.2f} x (limit {LIMIT:.0f} x)")
        late |= ratio > LIMIT
    return late


def main() -> int:
    """Measure and print; return whether a limit was passed."""
    late = compare()
    torch.set_default_dtype(torch.float32)
    resting, training, shown = frames_meanwhile()
    print(f"frames a second at {SIZE[0]} x {SIZE[1]}: {resting:.0f} at rest,")
    print(f"  {training:.0f} in training (limits {LEAST_FRAMES:.0f}, {LEAST_SHARE:.0%} of rest),")
    print(f"  which is shown {shown} times")
    return int(late or training < max(LEAST_FRAMES, LEAST_SHARE * resting))


if __name__ == "__main__":
    sys.exit(main())
