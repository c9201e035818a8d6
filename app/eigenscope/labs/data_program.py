"""The lines of a program that read a matrix from the file it came from."""

from __future__ import annotations

import re

import numpy as np

from eigenscope.readers.formats import ENDINGS
from eigenscope.readers.loaded_matrix import LoadedMatrix

_ENDING = re.compile(rf"({'|'.join(map(re.escape, ENDINGS))})(?![\w.])", re.IGNORECASE)


def reading(data: LoadedMatrix, name: str) -> str:
    """Return the lines that read the file of a matrix again, as its kind is read, into a name."""
    file, ending, tensor = file_and_tensor(data.name)
    path, chosen = repr(file), f"[{tensor!r}]" if tensor else ""
    match ending:
        case ".safetensors":
            text = "from safetensors.torch import load_file\n\n"
            text += f"{name} = load_file({path}){chosen}\n"
        case ".pt" | ".pth" | ".bin":
            text = f'{name} = torch.load({path}, map_location="cpu", weights_only=True){chosen}\n'
        case ".csv" | ".tsv":
            mark = "\\t" if ending == ".tsv" else ","
            table = f'np.genfromtxt({path}, delimiter="{mark}"{_names(data)})'
            text = f"import numpy as np\n\n{name} = torch.from_numpy({table})\n"
        case ".npy" | ".npz":
            text = f"import numpy as np\n\n{name} = torch.from_numpy(np.load({path}){chosen})\n"
        case ".png" | ".jpg" | ".jpeg" | ".bmp" | ".webp":
            text = (
                "import numpy as np\nfrom PIL import Image\n\n"
                f'{name} = torch.from_numpy(np.asarray(Image.open({path}).convert("L")) / 255)\n'
            )
        case _:
            text = f"{name} = torch.load({path}, weights_only=True)  # save your matrix there\n"
    if tensor.endswith("…"):
        text = f"# The end of the tensor's long name is missing here.\n{text}"
    if len(data.shape) != 2:
        text += f"{name} = {name}.reshape({data.shape[0] if data.shape else 1}, -1)\n"
    text += f"{name} = {name}.double()\n"
    for index, numbers in (("{0}", data.row_numbers), (":, {0}", data.column_numbers)):
        if numbers is not None:
            text += f"{name} = {name}[{index.format(_places(numbers))}]  # a sample\n"
    return text


def _names(data: LoadedMatrix) -> str:
    """Return the arguments that leave a table's names out."""
    text = ", skip_header=1" if data.column_names else ""
    if data.row_names:
        text += f", usecols=range(1, {data.shape[-1] + 1})"
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
