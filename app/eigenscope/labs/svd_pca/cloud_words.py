"""What happens to data that are projected onto their principal axes, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator

from eigenscope.engine.large.principal_components import PrincipalComponents
from eigenscope.labs.svd_pca.cloud import REACH, CloudSolution
from eigenscope.wording.number_texts import subscript, tidy
from eigenscope.wording.words import Text, Words, as_words, sentences


def caption(solution: CloudSolution, t: float) -> Words:
    """Return what happens at ``t``."""
    components = solution.components
    if components is None:
        return as_words(solution.problem)
    if not components.rank:
        return Words("All points coincide: the variance is 0, so there are no principal axes.")
    return sentences([*_warnings(solution), *_happens(solution, components, t)])


def _happens(
    solution: CloudSolution, components: PrincipalComponents, t: float
) -> tuple[Text, ...]:
    if solution.standardises and solution.parts(t).divided < 1:
        return ("Every column is centred and divided by its standard deviation.",)
    if not solution.parts(t).grown:
        if solution.columns <= 3:
            return ("The data points; the dot is their mean.",)
        return ("The data points, drawn along their first three principal axes.",)
    if solution.parts(t).grown < 1:
        ellipse = (
            "The ellipse extends {reach} standard deviations from the mean along each principal "
            "axis."
        )
        return (Words(ellipse, {"reach": f"{REACH:g}"}),)
    if solution.parts(t).slid < 1:
        return (_projected(solution.kept_count),)
    return _ended(solution, components)


def _warnings(solution: CloudSolution) -> Iterator[Text]:
    left_out = solution.summary.moments.left_out
    if not solution.summary.whole:
        yield solution.summary.notes[-1]
        return
    if left_out:
        yield Words(
            "{rows} row is left out because of missing or infinite numbers.",
            {"count": left_out, "rows": f"{left_out:,}"},
            plural="{rows} rows are left out because of missing or infinite numbers.",
        )
    if drawn := sampled(solution):
        yield drawn


def sampled(solution: CloudSolution) -> Text:
    """Return how many of the points are drawn, if not all are."""
    moments = solution.summary.moments
    if len(moments.sample) >= moments.count:
        return ""
    counts = {"drawn": f"{len(moments.sample):,}", "all": f"{moments.count:,}"}
    return Words("{drawn} of {all} points are drawn, evenly sampled.", counts)


def _projected(kept_count: int) -> Words:
    """Return what the points are projected onto."""
    if kept_count == 1:
        return Words("The points are projected orthogonally onto the first principal axis.")
    if kept_count == 2:
        return Words(
            "The points are projected orthogonally onto the plane of the first two principal axes."
        )
    return Words(
        "The points are projected orthogonally onto the space of the first {number} principal "
        "axes.",
        {"number": str(kept_count)},
    )


def _share_words(kept_count: int, share: float) -> Words:
    """Return how much of the variance is kept, and how much is lost."""
    values = {"kept": percent(share), "lost": percent(1 - share), "number": str(kept_count)}
    if kept_count == 1:
        return Words(
            "The first principal axis keeps {kept} % of the variance; {lost} % is lost.", values
        )
    if kept_count == 2:
        return Words(
            "The plane of the first two principal axes keeps {kept} % of the variance; {lost} % "
            "is lost.",
            values,
        )
    return Words(
        "The space of the first {number} principal axes keeps {kept} % of the variance; {lost} % "
        "is lost.",
        values,
    )


def _ended(solution: CloudSolution, components: PrincipalComponents) -> tuple[Text, ...]:
    kept_count = solution.kept_count
    share = float(components.shares[:kept_count].sum())
    if kept_count >= components.rank:
        nothing = Words(
            "Nothing is lost: the data vary only in {count} direction.",
            {"count": components.rank},
            plural="Nothing is lost: the data vary only in {count} directions.",
        )
        return (nothing,)
    sentence = _share_words(kept_count, share)
    equal = components.ambiguous[kept_count - 1 : kept_count + 1].all()
    if equal and kept_count < components.rank:
        return sentence, "The axis is not unique: the next one has the same variance."
    return (sentence,)


def component_name(index: int) -> str:
    """Return the name of a principal component, counted from 0."""
    return f"PC{subscript(index + 1)}"


def percent(part: float) -> str:
    """Return a part of a whole in percent, without the sign for it."""
    return tidy(100 * part, 2)
