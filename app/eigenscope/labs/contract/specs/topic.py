"""The choice among a lab's topics."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from eigenscope.labs.contract.specs.base import spec
from eigenscope.labs.contract.specs.choice import ChoiceSpec
from eigenscope.labs.contract.topics import Topic
from eigenscope.wording.words import Text


@dataclass(frozen=True)
class TopicSpec(ChoiceSpec):
    """The key of one of the ``topics``; ``topic_choice`` declares a field of this kind."""

    topics: tuple[Topic, ...] = ()


def topic_choice(
    label: Text,
    group: Text,
    tip: Text,
    topics: tuple[Topic, ...],
    formerly: tuple[str, ...] = (),
    brings: Callable[[Any], Mapping[str, object]] = lambda _inputs: {},
) -> Any:
    """Declare the field ``topic`` of a lab's inputs, which begins with the first of the topics."""
    options = tuple((topic.key, topic.title) for topic in topics)
    of = TopicSpec(label, group, tip, options, topics=topics, formerly=formerly, brings=brings)
    return spec(of, topics[0].key)
