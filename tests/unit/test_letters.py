"""The room that texts of other scripts take is known before they are written."""

from __future__ import annotations

from eigenscope.labs.descent.inputs import Inputs
from eigenscope.labs.descent.lab import LAB
from eigenscope.labs.kit.letters import letters
from eigenscope.labs.kit.readout_makers import number_readout, text_readout
from eigenscope.wording import language
from eigenscope.wording.translations import Translations

from ..labs import view_of

_WORDS = {"gradient descent": "梯度下降", "momentum": "动量法", "undefined": "无定义"}


class Chinese(Translations):
    """A few texts."""

    def text(self, text: str, context: str = "") -> str:
        """Return a text in Chinese."""
        return _WORDS.get(text, text)


def test_a_han_character_is_as_wide_as_two_letters() -> None:
    assert [letters(text) for text in ("", "det A", "λₘᵢₙ ≤ 1", "梯度下降", "● Adam，β")] == [
        0, 5, 8, 8, 9,
    ]  # fmt: skip


def test_the_names_of_methods_begin_below_one_another_in_chinese_too() -> None:
    solution = LAB.solve(Inputs())
    view = view_of(LAB, Inputs(), solution)
    before = language.spoken()
    language.speak("zh", Chinese())
    try:
        names = [x for x in LAB.frame(solution, 0.5, view).labels if x.text.startswith("●")]
    finally:
        language.speak(before)
    assert [label.text for label in names] == ["● 梯度下降", "● 动量法"]
    begins = [label.offset[0] - 14 * len(label.text[2:]) / 2 for label in names]
    assert abs(begins[0] - begins[1]) < 1


def test_texts_of_readouts_are_said_in_the_language_that_is_spoken_then() -> None:
    readouts = (
        number_readout("a", "", "a", float("nan")),
        text_readout("b", "", "b", "momentum"),
        number_readout("c", "", "c", 0.5),
    )
    assert [str(readout.text) for readout in readouts] == ["undefined", "momentum", "0.5"]
    before = language.spoken()
    language.speak("zh", Chinese())
    try:
        assert [str(readout.text) for readout in readouts] == ["无定义", "动量法", "0.5"]
    finally:
        language.speak(before)
