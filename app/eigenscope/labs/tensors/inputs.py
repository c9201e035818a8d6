"""What the user enters: a program, or for the kinds of numbers a number, and how it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eigenscope.labs.contract.presets import Experiment, Preset
from eigenscope.labs.contract.specs import (
    ChoiceSpec,
    CodeSpec,
    FlagSpec,
    ScalarSpec,
    spec,
    topic_choice,
)
from eigenscope.labs.contract.surroundings import Surroundings
from eigenscope.labs.contract.topics import Topic
from eigenscope.labs.kit.programs.cell_spec import CellSpec
from eigenscope.labs.kit.programs.example import Example
from eigenscope.labs.kit.programs.program_specs import seed_spec, surroundings_spec
from eigenscope.labs.kit.topic_presets import topic_preset
from eigenscope.labs.tensors.code_experiments import EXPERIMENTS
from eigenscope.labs.tensors.example import CodeExperiment, NumberExperiment
from eigenscope.labs.tensors.examples import EXAMPLES
from eigenscope.labs.tensors.number_experiments import NUMBER_EXPERIMENTS
from eigenscope.language.evaluating.entry import Matrix
from eigenscope.wording.words import Text

if TYPE_CHECKING:
    from eigenscope.engine.runtime.jobs import Cancellation
    from eigenscope.labs.kit.tensors.tensor_step import TensorProgram

SCALARS, TYPES = "scalars", "types"
_OF_CODE = ("code", "deep", "memory", "seed", "cell")
_TITLES: tuple[tuple[str, Text], ...] = (
    ("shape", "Shape"),
    (SCALARS, "Scalars"),
    (TYPES, "Number types"),
    ("making", "Making"),
    ("index", "Index"),
    ("joining", "Joining"),
    ("broadcasting", "Broadcasting"),
    ("elementwise", "Elementwise"),
    ("reducing", "Reducing"),
    ("products", "Products"),
    ("norms", "Norms"),
    ("memory", "Memory"),
)
TOPICS = tuple(
    Topic(key, title, ("number", "dtype") if key == TYPES else _OF_CODE) for key, title in _TITLES
)
DTYPES = tuple((name, name) for name in ("float64", "float32", "float16", "bfloat16", "int8"))
_COURSE = tuple(dict.fromkeys((SCALARS, TYPES, *EXAMPLES)))
_EXAMPLE_TOPICS = {
    example.code: topic for topic, examples in EXAMPLES.items() for example in examples
}


def _example_of(inputs: Inputs) -> Mapping[str, object]:
    """Return the first example of a topic that is chosen, unless the program is the user's own."""
    if inputs.topic == TYPES or _EXAMPLE_TOPICS.get(inputs.code, inputs.topic) == inputs.topic:
        return {}
    return {"code": EXAMPLES[inputs.topic][0].code, "cell": "", "memory": inputs.topic == "memory"}


def traced(inputs: Inputs, cancellation: Cancellation | None = None) -> TensorProgram:
    """Return the steps of the program."""
    # Late: it imports torch.
    from eigenscope.labs.kit.tensors.tracing import traced_program

    return traced_program(inputs.code, inputs.seed, cancellation, inputs.surroundings.access)


def _cell_counts(inputs: Inputs) -> Mapping[int, int]:
    results = ((step.index, step.result) for step in traced(inputs).steps)
    return {index: result.numbers.size for index, result in results if result is not None}


@dataclass(frozen=True)
class Inputs:
    """The inputs of the lab *Tensors*."""

    topic: str = topic_choice(
        "Topic",
        "Topic",
        "Which examples are offered. A program that you have changed stays when you change this.",
        TOPICS,
        brings=_example_of,
    )
    code: str = spec(
        CodeSpec(
            "Program",
            "Program",
            "Lines of torch or NumPy. They are traced step by step; nothing else is executed.",
            brings=lambda _inputs: {"cell": ""},
        ),
        EXAMPLES["shape"][0].code,
    )
    number: Matrix = spec(
        ScalarSpec(
            "Number",
            "Number",
            "The number to be stored: a decimal, a fraction, a root, or a sum such as 0.1 + 0.2.",
            low=-2.0,
            high=2.0,
        ),
        Matrix.from_texts([["0.1"]]),
    )
    dtype: str = spec(
        ChoiceSpec("Type", "Number", "The type whose bits are shown large.", DTYPES), "float32"
    )
    deep: bool = spec(
        FlagSpec(
            "Sheets in space",
            "View",
            "Tensors of three axes are shown as sheets behind each other instead of side by side.",
            "layers",
        ),
        False,
    )
    memory: bool = spec(
        FlagSpec(
            "Memory",
            "View",
            "Shows where the cells lie in memory, with strides as jumps: views share it.",
            "list",
        ),
        False,
    )
    seed: int = spec(seed_spec("code", "View"), 0)
    cell: str = spec(
        CellSpec(
            "Chosen cell",
            "View",
            "The cell of a result that was clicked.",
            counts=_cell_counts,
            hidden=True,
        ),
        "",
    )
    surroundings: Surroundings = spec(surroundings_spec("code", "View"), Surroundings())


def presets() -> tuple[Preset, ...]:
    """Return the examples of all topics, each to be offered in its own."""
    return tuple(
        _preset(topic, example) for topic, examples in EXAMPLES.items() for example in examples
    )


def _preset(topic: str, example: Example) -> Preset:
    key, memory = f"{topic}-{example.key}", topic == "memory"
    values = {"code": example.code, "cell": "", "memory": memory}
    return topic_preset(topic, key, example.label, example.tip, **values)


def experiments() -> tuple[Experiment, ...]:
    """Return what to try, in the order of a course."""
    programs = [
        Experiment(each.key, each.title, each.watch, _with_program(each)) for each in EXPERIMENTS
    ]
    numbers = [
        Experiment(each.key, each.title, each.watch, _with_number(each))
        for each in NUMBER_EXPERIMENTS
    ]
    return tuple(sorted([*programs, *numbers], key=lambda each: _COURSE.index(each.inputs.topic)))


def _with_program(of: CodeExperiment) -> Inputs:
    return Inputs(topic=of.topic, code=of.code, memory=of.topic == "memory")


def _with_number(of: NumberExperiment) -> Inputs:
    return Inputs(topic=TYPES, number=Matrix.from_texts([[of.number]]), dtype=of.dtype)
