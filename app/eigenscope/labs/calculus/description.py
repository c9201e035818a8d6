"""Who the lab *Calculus* is; its other modules are imported once it is opened."""

from __future__ import annotations

from eigenscope.labs.contract.description import LabDescription

DESCRIPTION = LabDescription(
    name="calculus",
    title="Calculus",
    group="Calculus and optimisation",
    summary="From the slope of a curve to the gradient, the Jacobian and backpropagation.",
    load="eigenscope.labs.calculus.lab:LAB",
    icon="spline",
    place=0,
    keywords=(
        "derivative, differentiate, differential, slope, tangent, secant, difference quotient, "
        "limit, Taylor, power series, partial derivative, gradient, directional derivative, "
        "Hessian, Jacobian, chain rule, product rule, backpropagation, autograd, computation graph"
    ),
)
