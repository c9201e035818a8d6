from __future__ import annotations

import subprocess
import sys

import pytest
import torch

from eigenscope.engine.runtime import device
from eigenscope.engine.runtime.device import ACCELERATOR_THRESHOLD, ENVIRONMENT_VARIABLE


@pytest.fixture(autouse=True)
def plain_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with a CPU alone and no wish in the environment."""
    monkeypatch.delenv(ENVIRONMENT_VARIABLE, raising=False)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)


@pytest.fixture
def cuda(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)


@pytest.fixture
def mps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: True)


def test_without_an_accelerator_all_work_is_the_cpus() -> None:
    assert device.choose_device(4).type == "cpu"
    assert device.choose_device(ACCELERATOR_THRESHOLD).type == "cpu"


@pytest.mark.usefixtures("cuda")
def test_small_work_stays_on_the_cpu() -> None:
    assert device.choose_device(ACCELERATOR_THRESHOLD - 1).type == "cpu"
    assert device.choose_device(ACCELERATOR_THRESHOLD).type == "cuda"


@pytest.mark.usefixtures("mps")
def test_cuda_comes_before_mps(monkeypatch: pytest.MonkeyPatch) -> None:
    assert device.choose_device(ACCELERATOR_THRESHOLD).type == "mps"
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert device.choose_device(ACCELERATOR_THRESHOLD).type == "cuda"


@pytest.mark.usefixtures("cuda")
def test_a_wish_holds_whatever_the_size() -> None:
    assert device.choose_device(1, "cuda").type == "cuda"
    assert device.choose_device(10**9, " CPU ").type == "cpu"
    assert device.choose_device(1, "auto").type == "cpu"


@pytest.mark.usefixtures("cuda")
def test_the_environment_is_a_wish_that_an_argument_overrules(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, "cuda")
    assert device.choose_device(1).type == "cuda"
    assert device.choose_device(1, "cpu").type == "cpu"
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, "")
    assert device.choose_device(1).type == "cpu"


@pytest.mark.parametrize("kind", ["cuda", "mps"])
def test_an_absent_device_is_refused(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match=rf"'{kind}'.*no such device"):
        device.choose_device(1, kind)
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, kind)
    with pytest.raises(ValueError, match=rf"{ENVIRONMENT_VARIABLE} is '{kind}'.*no such device"):
        device.choose_device(1)


def test_an_unknown_device_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'abacus'.*auto or one of cpu, cuda, mps"):
        device.choose_device(1, "abacus")


@pytest.mark.usefixtures("mps")
def test_mps_has_single_precision_alone() -> None:
    assert device.working_dtype(torch.device("cpu")) is torch.float64
    assert device.working_dtype(torch.device("cuda")) is torch.float64
    assert device.working_dtype(torch.device("mps")) is torch.float32
    assert device.choose_device(1, "mps").type == "mps"
    assert device.choose_double_device(1, "mps").type == "cpu"
    assert device.choose_double_device(1, "cpu").type == "cpu"


def test_devices_are_described() -> None:
    described = device.describe_devices()
    assert [name for name, _ in described] == ["cpu"]
    assert "float64" in described[0][1]


@pytest.mark.usefixtures("mps")
def test_an_apple_gpu_is_described() -> None:
    assert device.describe_devices()[1] == ("mps", "Apple GPU, float32")


def test_importing_device_jobs_and_motion_does_not_import_torch() -> None:
    program = (
        "import sys; from eigenscope.engine.motion import paths;"
        "from eigenscope.engine.runtime import device, jobs;"
        "sys.exit('torch' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
