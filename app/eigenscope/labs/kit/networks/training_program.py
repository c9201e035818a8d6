"""The torch program that draws the data, trains the network and ends at the same numbers."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from eigenscope.engine.optimise.training.data import (
    CLASSES,
    RADIUS,
    REGRESSIONS,
    TURNS,
    DataChoice,
    TrainingData,
)
from eigenscope.engine.optimise.training.judging import threshold
from eigenscope.engine.optimise.training.network import NetworkShape
from eigenscope.engine.optimise.training.setup import ADAM, CROSS_ENTROPY, MOMENTUM, TrainingSetup
from eigenscope.labs.kit.data_program import matrix_lines
from eigenscope.labs.kit.facts import Stated, composed_program
from eigenscope.labs.kit.table_program import escaped, reading_of
from eigenscope.labs.kit.tensor_text import tensor
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.readers.loaded_matrix import LoadedMatrix

LOSS_LINE = "loss = loss_of(output, target)"
_DRAWN = {
    "moons": """upper, lower = (np.linspace(0.0, np.pi, size) for size in {sizes})
upper = np.stack([np.cos(upper), np.sin(upper)], axis=1)
lower = np.stack([1.0 - np.cos(lower), 0.5 - np.sin(lower)], axis=1)
X = np.concatenate([upper, lower])
""",
    "circles": """outer, inner = (np.linspace(0.0, 2 * np.pi, n, endpoint=False) for n in {sizes})
outer = np.stack([np.cos(outer), np.sin(outer)], axis=1)
inner = 0.5 * np.stack([np.cos(inner), np.sin(inner)], axis=1)
X = np.concatenate([outer, inner])
""",
    "spirals": """arms = []
for k, size in enumerate({sizes}):
    along = np.linspace(0.1, 1.0, size)
    angle = 2 * np.pi * ({turns} * along + k / {classes})
    arms.append({radius} * along[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1))
X = np.concatenate(arms)
""",
    "xor": """corner = np.arange({count}) % 4
X = np.stack([corner // 2, corner % 2], axis=1).astype(float)
y = (X[:, 0] != X[:, 1]).astype(float)
""",
    "blobs": """angle = 2 * np.pi * np.arange({classes}) / {classes}
centre = {radius} * np.stack([np.cos(angle), np.sin(angle)], axis=1)
X = np.repeat(centre, {sizes}, axis=0)
""",
    "curve": """X = np.linspace(-{radius}, {radius}, {count})[:, None]
y = np.sin(2 * X[:, 0])
""",
    "surface": """X = rng.uniform(-{radius}, {radius}, ({count}, 2))
y = np.cos(2 * X[:, 0]) * np.cos(X[:, 1])
""",
}
_HEAD = """import numpy as np

rng = np.random.default_rng({seed})
"""
_CLASSES = "y = np.repeat(np.arange({classes}.0), {sizes})\n"
_NOISE = """{name} = {name} + rng.normal(0.0, {noise}, {name}.shape)
X, y = torch.from_numpy(X), torch.from_numpy(y)
"""
_TARGETS = "X, y = table[:, :-1].numpy(), table[:, -1]\n"
_NAMED_TARGETS = """with open({file!r}, encoding="{encoding}", newline="") as lines:
    labels = [row[-1].strip() for row in csv.reader(lines, delimiter="{separator}") if row]
names, classes = np.unique(labels{rows}, return_inverse=True)
X, y = table.numpy(), torch.from_numpy(classes).double()
"""
_STANDARDISED = """spread = X.std(axis=0)
X = torch.from_numpy((X - X.mean(axis=0)) / np.where(spread > 0, spread, 1.0))
"""
_MODULES = {
    "relu": "torch.nn.ReLU()",
    "leaky_relu": "torch.nn.LeakyReLU()",
    "tanh": "torch.nn.Tanh()",
    "sigmoid": "torch.nn.Sigmoid()",
    "gelu": "torch.nn.GELU()",
    "softplus": "torch.nn.Softplus()",
}
_ALL_ROWS = """for _ in range({steps}):
    optimiser.zero_grad()
    loss_of(model(X), target).backward()
"""
_SOME_ROWS = """shuffle = torch.Generator().manual_seed({seed})
batches = []
for _ in range({steps}):
    if not batches:  # the next epoch: all rows in a new order
        batches = list(torch.randperm(len(X), generator=shuffle).split({batch}))
    rows = batches.pop(0)
    optimiser.zero_grad()
    loss_of(model(X[rows]), target[rows]).backward()
"""
_STEP = """    before = torch.nn.utils.parameters_to_vector(model.parameters()).detach()
    optimiser.step()
    after = torch.nn.utils.parameters_to_vector(model.parameters()).detach()
    if not (loss_of(model(X), target).isfinite() and after.isfinite().all()):
        torch.nn.utils.vector_to_parameters(before, model.parameters())  # it diverges
        break

output = model(X).detach()
"""


def program(setup: TrainingSetup, data: str, facts: Iterable[Stated] = ()) -> str:
    """Return a complete program, which defines `loss`, `accuracy`, `W1`, `b1` … at its end.

    They are the numbers of the last state of `engine.optimise.training.training.train`, of a
    training that diverges, too.

    Parameters
    ----------
    setup
        What is trained, and how.
    data
        The lines that define X (n, d) and y (n,): `drawn_lines`, `point_lines` or `table_lines`.
    facts
        What else is computed; those that are brief are printed.
    """
    lines = [LOSS_LINE]
    printed = 'print(f"loss = {loss}")'
    if setup.data.kind == CLASSES:
        lines.append(accuracy_line(setup))
        printed += '\nprint(f"accuracy = {accuracy}")'
    for layer in range(1, setup.shape.depth + 1):
        lines += parameter_lines(setup.shape, layer)
    return composed_program(
        data, _loss(setup), _model(setup), _training(setup), "\n".join(lines), facts, printed
    )


def drawn_lines(choice: DataChoice) -> str:
    """Return the lines that draw a set of data again."""
    lines = _HEAD + _DRAWN[choice.name] + ("" if "y = " in _DRAWN[choice.name] else _CLASSES)
    return (lines + _NOISE).format(
        count=choice.count,
        classes=choice.classes,
        sizes=choice.sizes(),
        noise=choice.noise,
        seed=choice.seed,
        radius=RADIUS,
        turns=TURNS,
        name="y" if choice.name in REGRESSIONS else "X",
    )


def point_lines(data: TrainingData) -> str:
    """Return the lines that list data."""
    return f"X = {tensor(data.inputs)}\ny = {tensor(data.targets)}\n"


def table_lines(table: Matrix | LoadedMatrix) -> str:
    """Return the lines that read a table, its targets in the last column, and standardise it."""
    head, lines = "import numpy as np\n\n", matrix_lines(table, "table")
    if isinstance(table, Matrix) or not table.labels:
        return f"{head}{lines.removeprefix(head)}{_TARGETS}{_STANDARDISED}"
    reading = reading_of(table)
    named = _NAMED_TARGETS.format(
        file=table.name, encoding=reading.encoding, separator=escaped(reading.separator),
        rows="[1:]" if reading.column_names else "",
    )  # fmt: skip
    lines = lines.removeprefix("import csv\n\n").removeprefix(head)
    return f"import csv\n\n{head}{lines}{named}{_STANDARDISED}"


def accuracy_line(setup: TrainingSetup) -> str:
    """Return the line that counts how many rows are in the right class."""
    single = setup.shape.widths[-1] == 1
    decided = f"(output[:, 0] > {threshold(setup.loss)})" if single else "output.argmax(dim=1)"
    return f"accuracy = ({decided} == y).double().mean()"


def parameter_lines(shape: NetworkShape, layer: int) -> tuple[str, str]:
    """Return the lines that name the weight and the bias of a layer, the first being 1."""
    place = sum(1 + (name in _MODULES) for name in shape.activations[: layer - 1])
    return (
        f"W{layer} = model[{place}].weight.detach()",
        f"b{layer} = model[{place}].bias.detach()",
    )


def _loss(setup: TrainingSetup) -> str:
    """Return the lines that say what the loss compares the outputs with, and how."""
    width, entropy = setup.shape.widths[-1], setup.loss == CROSS_ENTROPY
    if width == 1:
        target = "y[:, None]"
        name = "binary_cross_entropy_with_logits" if entropy else "mse_loss"
    elif entropy:
        target, name = "y.long()", "cross_entropy"
    else:
        target, name = f"torch.nn.functional.one_hot(y.long(), {width}).double()", "mse_loss"
    return f"target = {target}\nloss_of = torch.nn.functional.{name}"


def _model(setup: TrainingSetup) -> str:
    """Return the lines that make the network with its initial numbers."""
    lines = [] if setup.initial else [f"torch.manual_seed({setup.seed})"]
    lines.append("model = torch.nn.Sequential(")
    for (before, after), activation in zip(
        pairwise(setup.shape.widths), setup.shape.activations, strict=True
    ):
        lines.append(f"    torch.nn.Linear({before}, {after}),")
        lines += [f"    {_MODULES[name]}," for name in [activation] if name in _MODULES]
    lines.append(")")
    for number, values in enumerate(setup.initial or (), 1):
        names = (
            line.split()[2].removesuffix(".detach()")
            for line in parameter_lines(setup.shape, number)
        )
        for name, array in zip(names, values, strict=True):
            lines.append(f"{name}.data = {tensor(array)}")
    return "\n".join(lines)


def _training(setup: TrainingSetup) -> str:
    """Return the lines that train the network."""
    kind = "Adam" if setup.optimiser == ADAM else "SGD"
    options = [f"lr={setup.rate!r}"]
    if setup.optimiser == MOMENTUM:
        options.append(f"momentum={setup.momentum!r}")
    if setup.weight_decay:
        options.append(f"weight_decay={setup.weight_decay!r}")
    loop = _SOME_ROWS if setup.batch else _ALL_ROWS
    return (
        f"optimiser = torch.optim.{kind}(model.parameters(), {', '.join(options)})\n"
        + loop.format(steps=setup.steps, seed=setup.seed, batch=setup.batch)
        + _STEP
    )
