"""Numbers to try in the topic *Number types*, and what is asked of them."""

from __future__ import annotations

from eigenscope.labs.tensors.example import NumberExperiment

NUMBER_EXPERIMENTS = (
    NumberExperiment(
        "tenth",
        "What is stored for 0.1?",
        "0.1 lies between two numbers of float32, and the nearer one is stored. Is it smaller or "
        "larger than 0.1?",
        "0.1",
        "float32",
    ),
    NumberExperiment(
        "three-roundings",
        "0.1 + 0.2 bit by bit",
        "Both numbers are rounded, and their sum once more. In which of the last bits does it "
        "differ from 0.3 as it is stored?",
        "0.1 + 0.2",
        "float64",
    ),
    NumberExperiment(
        "wrapped",
        "300 in eight bits",
        "int8 ends at 127. How often must 256 be taken from 300 to get what is stored?",
        "300",
        "int8",
    ),
    NumberExperiment(
        "overflow",
        "Beyond the largest number",
        "float16 ends at 65504. What does it store instead of 70000, and which types have a "
        "number near it?",
        "70000",
        "float16",
    ),
    NumberExperiment(
        "subnormal",
        "Close to 0 in float32",
        "All bits of the exponent are 0. How many zeros does the fraction begin with, and how "
        "large is the relative error in the end?",
        "1e-40",
        "float32",
    ),
)
