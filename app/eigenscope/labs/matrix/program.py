"""The torch program that computes what is shown, for the code panel."""

from __future__ import annotations

import re

import numpy as np

from eigenscope.engine import matrix_spectrum as spectra
from eigenscope.engine.eigenvalues import MOST_ROWS
from eigenscope.labs.matrix.inputs import Data, Inputs, size
from eigenscope.labs.matrix.presets import MADE
from eigenscope.language.entry import Matrix
from eigenscope.readers.loaded_matrix import LoadedMatrix
from eigenscope.readers.tensor_file import ENDINGS

_ENDING = re.compile(rf"({'|'.join(map(re.escape, ENDINGS))})(?![\w.])", re.IGNORECASE)

_HEAD = """import torch

torch.set_default_dtype(torch.float64)

"""

_ENTRIES = """
finite = A[torch.isfinite(A)]
minimum, maximum = finite.min(), finite.max()
mean, deviation = finite.mean(), finite.std(correction=0)
"""

_PRINT_ENTRIES = """
print("not finite:", A.numel() - finite.numel())
print("mean =", mean.item(), " deviation =", deviation.item())
"""

_VECTORS = """
U, singular_values, Vh = torch.linalg.svd(A, full_matrices=False)
"""
_VALUES = """
singular_values = torch.linalg.svdvals({matrix})
"""
_ESTIMATE = """
# Only the leading singular values, by random directions: all of them would take too long.
U, singular_values, V = torch.svd_lowrank(A.float(), q={count}, niter=4)
"""

_RANKS = """
frobenius = torch.linalg.norm(A)
spectral = singular_values[0]
rounding = max(A.shape) * torch.finfo({precision}).eps * spectral
rank = int((singular_values > rounding).sum())
stable_rank = (frobenius / spectral) ** 2
noise_edge = deviation * (A.shape[0] ** 0.5 + A.shape[1] ** 0.5)  # Marchenko and Pastur
above_noise = int((singular_values > noise_edge).sum())
"""

_ALL_RANKS = """nuclear = singular_values.sum()
shares = singular_values[:rank] / nuclear
effective_rank = torch.exp(-(shares * shares.log()).sum())
condition_number = spectral / singular_values[-1] if rank == min(A.shape) else float("inf")
"""

_ERROR = """
k = {rank}
error = (1 - (singular_values[:k] / frobenius).square().sum()).clamp(min=0).sqrt()
"""
_APPROXIMATION = """
k = {rank}
A_k = U[:, :k] * singular_values[:k] @ Vh[:k]  # the best approximation of rank k
error = torch.linalg.norm(A - A_k) / frobenius
"""

_EIGENVALUES = """
eigenvalues = torch.linalg.eigvals(A)
spectral_radius = eigenvalues.abs().max()
"""

_PRINT = """
print("rank =", rank, " stable rank =", stable_rank.item())
print("singular values:", singular_values[:10].tolist())
print("relative error of rank", k, "=", error.item())
"""


def program(inputs: Inputs) -> str:
    """Return a complete program; its names are those of the readouts."""
    text = _HEAD + matrix_lines(inputs.data) + _ENTRIES
    if not _all_finite(inputs.data):
        return text + _PRINT_ENTRIES
    rows, columns = size(inputs.data)
    few, entries = min(rows, columns), rows * columns
    vectors = few <= spectra.VECTORS_SIDE and entries <= spectra.VECTORS_ENTRIES
    exact = vectors or entries * few <= spectra.EXACT_WORK
    single = entries > spectra.DOUBLE_ENTRIES
    if vectors:
        text += _VECTORS
    elif exact:
        text += _VALUES.format(matrix="A.float()" if single else "A")
    else:
        text += _ESTIMATE.format(count=min(spectra.ESTIMATED, few))
    stored = single or _dtype(inputs.data) == np.float32
    text += _RANKS.format(precision="torch.float32" if stored else "torch.float64")
    text += _ALL_RANKS if exact else ""
    text += (_APPROXIMATION if vectors else _ERROR).format(rank=inputs.rank)
    if rows == columns <= MOST_ROWS:
        text += _EIGENVALUES
    return text + _PRINT


def _all_finite(data: Data) -> bool:
    if isinstance(data, Matrix):
        return bool(np.isfinite(data.to_array()).all())
    return not data.overview.not_finite


def _dtype(data: Data) -> np.dtype[np.generic]:
    return np.dtype(np.float64) if isinstance(data, Matrix) else data.values.dtype


def matrix_lines(data: Data) -> str:
    """Return the lines that make A."""
    if isinstance(data, Matrix):
        rows = [f"    [{', '.join(map(_number, row))}],\n" for row in data.to_array()]
        return f"A = torch.tensor([\n{''.join(rows)}])\n"
    for made in MADE:
        if data.name == made.matrix.name and data == made.matrix:
            return f"import numpy as np\n\n{made.lines}\nA = torch.from_numpy(A)\n"
    return _read(data)


def _number(value: float) -> str:
    return repr(float(value)) if np.isfinite(value) else f'float("{float(value)}")'


def _read(data: LoadedMatrix) -> str:
    """Return the lines that read the file again, as its kind is read."""
    file, ending, tensor = file_and_tensor(data.name)
    path, chosen = repr(file), f"[{tensor!r}]" if tensor else ""
    match ending:
        case ".safetensors":
            text = f"from safetensors.torch import load_file\n\nA = load_file({path}){chosen}\n"
        case ".pt" | ".pth" | ".bin":
            text = f'A = torch.load({path}, map_location="cpu", weights_only=True){chosen}\n'
        case ".csv" | ".tsv":
            mark = "\\t" if ending == ".tsv" else ","
            text = (
                "import numpy as np\n\n"
                f'A = torch.from_numpy(np.genfromtxt({path}, delimiter="{mark}"))\n'
            )
        case ".npy" | ".npz":
            text = f"import numpy as np\n\nA = torch.from_numpy(np.load({path}){chosen})\n"
        case ".png" | ".jpg" | ".jpeg" | ".bmp" | ".webp":
            text = (
                "import numpy as np\nfrom PIL import Image\n\n"
                f'A = torch.from_numpy(np.asarray(Image.open({path}).convert("L")) / 255)\n'
            )
        case _:
            text = f"A = torch.load({path}, weights_only=True)  # save your matrix there\n"
    if tensor.endswith("…"):
        text = f"# The end of the tensor's long name is missing here.\n{text}"
    if len(data.shape) != 2:
        text += f"A = A.reshape({data.shape[0] if data.shape else 1}, -1)\n"
    text += "A = A.double()\n"
    for index, numbers in (("{0}", data.row_numbers), (":, {0}", data.column_numbers)):
        if numbers is not None:
            text += f"A = A[{index.format(_places(numbers))}]  # a sample\n"
    return text


def _places(numbers: np.ndarray) -> str:
    """Return places as a slice if they are evenly spaced, else as a list."""
    steps = np.unique(np.diff(numbers))
    if len(numbers) > 1 and len(steps) == 1 and steps[0] > 0:
        return f"{numbers[0]}:{numbers[-1] + 1}:{steps[0]}"
    return repr([int(number) for number in numbers])


def file_and_tensor(name: str) -> tuple[str, str, str]:
    """Part the name of a loaded matrix into its file, the file's ending, and the tensor's name."""
    found = _ENDING.search(name)
    if found is None:
        return name, "", ""
    tensor = name[found.end() :].strip(" \t:·–—/›>[]()\"'")
    return name[: found.end()], found[0].lower(), tensor
