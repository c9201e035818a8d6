"""The lines of a program that read a matrix from the file it came from."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from eigenscope.labs.kit.picture_program import picture_lines
from eigenscope.labs.kit.table_program import reading_table
from eigenscope.labs.kit.tensor_text import typed
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.readers.formats import ENDINGS, PICTURE, TABLE
from eigenscope.readers.loaded_matrix import LoadedMatrix

_ENDING = re.compile(rf"({'|'.join(map(re.escape, ENDINGS))})(?![\w.])", re.IGNORECASE)


def matrix_lines(data: Matrix | LoadedMatrix, name: str) -> str:
    """Return the lines that make a matrix, typed or from a file."""
    if isinstance(data, Matrix):
        return f"{name} = {typed(data)}\n"
    return reading(data, name)


def reading(data: LoadedMatrix, name: str) -> str:
    """Return the lines that read the file of a matrix again, as its kind is read, into a name."""
    text = reading_whole(data, name)
    if len(data.shape) != 2:
        text += f"{name} = {name}.reshape({data.shape[0] if data.shape else 1}, -1)\n"
    text += f"{name} = {name}.double()\n"
    for index, numbers in (("{0}", data.row_numbers), (":, {0}", data.column_numbers)):
        if numbers is not None:
            text += f"{name} = {name}[{index.format(_places(numbers))}]  # a sample\n"
    return text


def reading_whole(data: LoadedMatrix, name: str) -> str:
    """Return the lines that read a tensor of a file with all its axes and numbers into a name."""
    file, ending, tensor = file_and_tensor(data.name)
    if not tensor and data.origin is not None and data.origin.tensor != Path(file).stem:
        tensor = data.origin.tensor  # the only one in the file, so that it went without saying
    sparse = data.origin is not None and data.origin.sparse
    text = _of_kind(data, name, file, ending, tensor, sparse=sparse)
    if tensor.endswith("…"):
        text = f"# The end of the tensor's long name is missing here.\n{text}"
    return text


def _of_kind(
    data: LoadedMatrix, name: str, file: str, ending: str, tensor: str, *, sparse: bool
) -> str:
    path, chosen = repr(file), f"[{tensor!r}]" if tensor else ""
    if ending in TABLE.endings:
        return reading_table(data, name, file)
    if ending in PICTURE.endings:
        return picture_lines(name, file, "RGBA" if data.shape[-1:] == (4,) else "RGB")
    match ending:
        case ".safetensors":
            text = "from safetensors.torch import load_file\n\n"
            return text + f"{name} = load_file({path}){chosen}\n"
        case ".pt" | ".pth" | ".bin" | ".ckpt":
            dense = ".to_dense()" if sparse else ""
            loaded = f'torch.load({path}, map_location="cpu", weights_only=True){chosen}'
            return f"{name} = {loaded}{dense}\n"
        case ".npz" if sparse:
            text = "import scipy.sparse\n\n"
            return text + f"{name} = torch.from_numpy(scipy.sparse.load_npz({path}).toarray())\n"
        case ".npy" | ".npz":
            return f"import numpy as np\n\n{name} = torch.from_numpy(np.load({path}){chosen})\n"
        case ".mtx":
            dense = ".toarray()" if sparse else ""
            text = "import scipy.io\n\n"
            return text + f"{name} = torch.from_numpy(scipy.io.mmread({path}){dense})\n"
        case ".gguf":
            return (
                "from gguf import GGUFReader, quants\n\n"
                f"tensors = {{each.name: each for each in GGUFReader({path}).tensors}}\n"
                f"packed = tensors{chosen}\n"
                "values = quants.dequantize(packed.data, packed.tensor_type)\n"
                f"{name} = torch.tensor(values).reshape({list(data.shape)})\n"
            )
        case ".onnx":
            return (
                "import onnx\n\n"
                f"weights = {{each.name: each for each in onnx.load({path}).graph.initializer}}\n"
                f"{name} = torch.from_numpy(onnx.numpy_helper.to_array(weights{chosen}).copy())\n"
            )
        case ".index.json":
            return (
                "import json\n\nfrom safetensors.torch import load_file\n\n"
                f"with open({path}) as index:\n"
                f'    file = json.load(index)["weight_map"]{chosen}\n'
                f"{name} = load_file(file){chosen}\n"
            )
        case _:
            return f"{name} = torch.load({path}, weights_only=True)  # save your matrix there\n"


def _places(numbers: np.ndarray) -> str:
    """Return places as a slice if they are evenly spaced, else as a list."""
    steps = np.unique(np.diff(numbers))
    if len(numbers) > 1 and len(steps) == 1 and steps[0] > 0:
        return f"{numbers[0]}:{numbers[-1] + 1}:{steps[0]}"
    return repr([int(number) for number in numbers])


def file_and_tensor(name: str) -> tuple[str, str, str]:
    """Part the name of a loaded matrix into its file, the file's ending, and the tensor's name."""
    ending = _ENDING.search(name)
    if ending is None:
        return name, "", ""
    tensor = name[ending.end() :].strip(" \t:·–—/›>[]()\"'")
    return name[: ending.end()], ending[0].lower(), tensor
