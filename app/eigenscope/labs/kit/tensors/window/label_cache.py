"""Labels that stay the same for many frames, so that they are made once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from eigenscope.scene.frame import Label


@dataclass(frozen=True, eq=False)
class LabelCache:
    """The last labels of each name, as long as what they depend on stays the same."""

    _labels: dict[str, tuple[object, tuple[Label, ...]]] = field(default_factory=dict)

    def once(
        self, name: str, key: object, make: Callable[[], Iterable[Label]]
    ) -> tuple[Label, ...]:
        """Return the labels of a name, made anew where the key is another than the last one."""
        if name not in self._labels or self._labels[name][0] != key:
            self._labels[name] = key, tuple(make())
        return self._labels[name][1]
