"""What the user enters: the topic, and what each topic takes."""

from __future__ import annotations

from dataclasses import dataclass

from eigenscope.labs.calculus.graph_inputs import GRAPH_FIELDS, GraphInputs
from eigenscope.labs.contract.specs import topic_choice
from eigenscope.labs.contract.topics import Topic
from eigenscope.labs.kit.derivatives.derivative_inputs import DERIVATIVE_FIELDS, DerivativeInputs
from eigenscope.labs.kit.gradients import gradient_inputs
from eigenscope.labs.kit.gradients.gradient_inputs import GRADIENT_FIELDS, GradientInputs
from eigenscope.labs.kit.jacobians import jacobian_inputs
from eigenscope.labs.kit.jacobians.jacobian_inputs import JACOBIAN_FIELDS, JacobianInputs

DERIVATIVE, GRADIENT, JACOBIAN, GRAPH = "derivative", "gradient", "jacobian", "graph"
TOPICS = (
    Topic(DERIVATIVE, "Derivative", DERIVATIVE_FIELDS),
    Topic(GRADIENT, "Gradient", GRADIENT_FIELDS, gradient_inputs.CALLED),
    Topic(JACOBIAN, "Jacobian", JACOBIAN_FIELDS, jacobian_inputs.CALLED),
    Topic(GRAPH, "Chain rule", GRAPH_FIELDS),
)


@dataclass(frozen=True)
class _ChosenTopic:
    topic: str = topic_choice(
        "Show",
        "Topic",
        "The slope of a curve, the gradient of a surface, the Jacobian of a map, or the chain "
        "rule in a program.",
        TOPICS,
    )


@dataclass(frozen=True)
class Inputs(GraphInputs, JacobianInputs, GradientInputs, DerivativeInputs, _ChosenTopic):
    """The inputs of the lab *Calculus*: the topic first, then those of each."""
