"""What torch and NumPy say is wrong, in our words: a table of what they say, each in one place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from string import Formatter

from eigenscope.trace.errors import Axes
from eigenscope.wording.words import Text, Words


@dataclass(frozen=True)
class Reason:
    """How a library's words are recognised, and how they are said here.

    The ``words`` may name the pattern's groups, ``name`` (what was called), ``shape`` and ``dtype``
    (of the first operand), ``second`` and ``other`` (of the second). A group ``axis`` is one of the
    first operand that does not fit.
    """

    pattern: str
    words: Words


REASONS = (
    Reason(
        r"Dimension out of range .* but got (?P<number>-?\d+)"
        r"|axis (?P<number_>-?\d+) is out of bounds for array of dimension"
        r"|Dimension specified as (?P<number__>-?\d+) but tensor has no dimensions",
        Words("The shape {shape} has no axis {number}: axes are counted from 0, or back from -1."),
    ),
    Reason(
        r"index (?P<number>-?\d+) is out of bounds for (?:dimension|axis) (?P<axis>\d+) "
        r"with size (?P<length>\d+)",
        Words("There is no index {number} along axis {axis} of {shape}: its length is {length}."),
    ),
    Reason(
        r"too many indices",
        Words("There are more indices than the shape {shape} has axes."),
    ),
    Reason(
        r"The shape of the mask (?P<mask>\[.*\]) at index (?P<axis>\d+) does not match",
        Words(
            "The mask {mask} and what it chooses from, {shape}, differ in length along axis {axis}."
        ),
    ),
    Reason(
        r"Expected reduction dim (?P<axis>\d+) to have non-zero size",
        Words("There is nothing to choose from: {shape} has length 0 along axis {axis}."),
    ),
    Reason(
        r"Expected reduction dim to be specified for input.numel\(\) == 0|zero-size array to",
        Words("There is nothing to choose from: the shape {shape} has no cells."),
    ),
    Reason(
        r"dim (?P<number>-?\d+) appears multiple times|duplicate value in 'axis'",
        Words("An axis is named twice."),
    ),
    Reason(
        r"view size is not compatible",
        Words(
            "view keeps the memory as it is, and these cells do not lie in it in their order: "
            "write reshape, or contiguous() first."
        ),
    ),
    Reason(
        r"result type (?P<result>\w+) can't be cast|Cannot cast ufunc",
        Words(
            "What is written in place keeps its type, {dtype}, which cannot hold the result: "
            "make it of floating-point numbers first."
        ),
    ),
    Reason(
        r"output (?:operand )?with shape .* doesn't match the broadcast shape (?P<result>.*)",
        Words(
            "What is written in place keeps its shape, {shape}, and the result would have {result}."
        ),
    ),
    Reason(
        r"could not infer output dtype|only support floating point|not implemented for '(?:Long|Int"
        r"|Bool)'|Expected a floating point or complex tensor|Unknown Complex ScalarType for",
        Words("{name} takes floating-point numbers, and these are {dtype}: write .float() first."),
    ),
    Reason(
        r"same dtype|expected scalar type",
        Words(
            "Both must have one type, and they have {dtype} and {other}: write .float() or .to(…)."
        ),
    ),
    Reason(
        r"A must be batches of square matrices|must be square",
        Words("{name} takes square matrices, and this has the shape {shape}."),
    ),
    Reason(
        r"singular\b|Singular matrix",
        Words("This matrix is singular: {name} has no answer."),
    ),
    Reason(
        r"not positive.definite",
        Words("This matrix is not positive definite, and {name} needs that."),
    ),
    Reason(
        r"cannot be converted to Scalar|can only convert an array of size 1",
        Words("{name} takes one number out, and the shape {shape} has not exactly one cell."),
    ),
    Reason(
        r"grad can be implicitly created only for scalar outputs",
        Words(
            "backward() starts from one number, and this has the shape {shape}: sum it first, or "
            "give backward a vector of this shape."
        ),
    ),
    Reason(
        r"does not require grad and does not have a grad_fn",
        Words(
            "Nothing here requires a gradient: write requires_grad=True where the tensor is made."
        ),
    ),
    Reason(
        r"Trying to backward through the graph a second time",
        Words(
            "The first backward() has freed this graph: write backward(retain_graph=True) there "
            "to go back a second time."
        ),
    ),
    Reason(
        r"modified by an inplace operation: \[[\w.]+ (?P<written>\[[\d, ]*\])\]",
        Words(
            "A tensor of the shape {written} that backward() needs has been written into since it "
            "was used: compute a new one instead of writing in place."
        ),
    ),
    Reason(
        r"Mismatch in shape: grad_output\[0\] has a shape of torch.Size\((?P<start>\[[\d, ]*\])",
        Words("backward() begins with the shape {start}, but must with this one's, {shape}."),
    ),
    Reason(
        r"only change requires_grad flags of leaf variables",
        Words("What is computed keeps requires_grad: write .detach() to cut it off."),
    ),
    Reason(
        r"output of a function that returns multiple views",
        Words("This is one of several parts of a tensor: none is written into in place, copy it."),
    ),
    Reason(
        r"A view was created in no_grad mode and is being modified inplace",
        Words(
            "This part of a tensor was taken within torch.no_grad(): it is written into there too, "
            "or both are done outside."
        ),
    ),
    Reason(
        r"a leaf Variable that requires grad is being used in an in-place operation",
        Words("What requires a gradient cannot be written into: do it within torch.no_grad()."),
    ),
    Reason(
        r"Can't call numpy\(\) on Tensor that requires grad",
        Words("What requires a gradient becomes no array: write .detach().numpy()."),
    ),
    Reason(
        r"only Tensors of floating point.* can require gradients",
        Words("Only floating-point numbers have gradients, and these are {dtype}."),
    ),
    Reason(
        r"permute.*does not match the length|axes don't match array",
        Words("{name} names every axis of {shape} once."),
    ),
    Reason(
        r"repeat dims can not be smaller",
        Words("{name} takes at least as many numbers as {shape} has axes."),
    ),
    Reason(
        r"The expanded size of the tensor|must be greater or equal to the number of dimensions in "
        r"the tensor|broadcast together with remapped shapes .* requested shape",
        Words(
            "The shape {shape} cannot be expanded so: only axes of length 1 are, and new ones "
            "come at the front."
        ),
    ),
    Reason(
        r"stack expects each tensor to be equal size|all input arrays must have the same shape",
        Words("What is stacked must have one shape, and {shape} and {second} differ."),
    ),
    Reason(
        r"selected index k out of range",
        Words("More are asked for than {shape} has along the axis."),
    ),
    Reason(
        r"subscript (?P<letter>\w) has size",
        Words("The letter {letter} stands for axes of different lengths."),
    ),
    Reason(
        r"the number of subscripts in the equation",
        Words(
            "Each operand has one letter for each of its axes: {shape} has another number of them."
        ),
    ),
    Reason(
        r"expected sequence of length|inhomogeneous shape",
        Words("The rows must have one length."),
    ),
    Reason(
        r"don't multiply up to the size",
        Words("These lengths do not multiply to that of the axis."),
    ),
    Reason(
        r"Kernel size can't be greater",
        Words("The kernel is larger than the padded input."),
    ),
    Reason(
        r"read-only|refers to a single memory location",
        Words(
            "This shows the same cells several times, and cannot be written into: copy it first."
        ),
    ),
    Reason(
        r"expects at least a 1-dimensional tensor",
        Words("{name} takes a tensor with an axis, and this is a single number."),
    ),
)


def in_our_words(said: str, values: Mapping[str, object]) -> tuple[Text, Axes | None] | None:
    """Return what a library's words mean, and the axes that do not fit; None of what is not known.

    ``values`` are those of ``Reason`` that come from the call.
    """
    for reason in REASONS:
        match = re.search(reason.pattern, said)
        if match is None:
            continue
        groups = {
            name.rstrip("_"): _as_shape(text) for name, text in match.groupdict().items() if text
        }
        axes: Axes | None = ((0, int(groups["axis"])),) if "axis" in groups else None
        places = {**values, **groups}
        named = {place for _, place, *_ in Formatter().parse(reason.words.template) if place}
        if not named <= places.keys():
            continue  # it speaks of an operand, and there is none
        return replace(reason.words, values={name: str(v) for name, v in places.items()}), axes
    return None


def shape_text(shape: Sequence[int]) -> str:
    """Return a shape as torch writes it: (2, 3), (4,)."""
    return str(tuple(shape))


def _as_shape(text: str) -> str:
    """Return a library's [2, 3] as a shape, and any other text as it is."""
    return shape_text([int(n) for n in re.findall(r"\d+", text)]) if text[0] in "[(" else text
