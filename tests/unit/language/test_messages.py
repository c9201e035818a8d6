"""What messages say of operands and definitions, and that they are said in the language spoken."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from eigenscope.language.definitions.definitions import Definitions
from eigenscope.language.texts.messages import LanguageError
from eigenscope.language.values.value import MathError
from eigenscope.wording import language
from eigenscope.wording.translations import Translations
from eigenscope.wording.words import Words

LONG = "[1, 2, 3, 4, 5, 6; 1, 2, 3, 4, 5, 7]"  # too long to be quoted
SAID: dict[str, str] = {
    "2^[1,2;3,4;5,6]": "[1,2;3,4;5,6] is a 3×2 matrix: only a square matrix can be an exponent.",
    "[1 2 3]/[1 2;3 4]": "[1 2 3] is 3×1 and [1 2;3 4] is 2×2: the inner sizes 1 and 2 differ.",
    "1/[1,2;2,4]": "[1,2;2,4] is singular: its determinant is 0, so it has no inverse.",
    f"1/{LONG}": "The right side is a 2×6 matrix: only a square matrix has an inverse.",
    f"{LONG}^2": "The left side is a 2×6 matrix: only a square matrix has powers.",
    f"det({LONG})": "It is a 2×6 matrix: only a square matrix has a determinant.",
    f"qr({LONG}[0])[0]": "qr takes a matrix, and it is 6.",
    "3 + [1,2]": "3 is a number, the other has shape 2: write .+ for each.",
    "[1,2] + 3": "3 is a number, the other has shape 2: write .+ for each.",
    "dot([1,2], 3)": "dot takes two vectors, and 3 is a number.",
    "dot([1], [1,2])": "[1] has 1 entry and [1,2] has 2.",
    "null([1,0;0,1])": "The columns of [1,0;0,1] are independent: its null space is {0}.",
    "qr([1,2;3,4])": "qr gives 2 matrices: write qr(…)[0] for Q, qr(…)[1] for R.",
    "A^I": "I is 2×2: an exponent is a number, or write .^ for each entry.",
    "R + 1": "R: Row 1 has 1, row 0 has 2 entries: all need the same number.",
    "N + 1": "N needs R, which has no value.",
    "C + 1": "C is defined by itself: C → D → C.",
}


class Loud(Translations):
    """English with a few words of its own."""

    def text(self, text: str, context: str = "") -> str:
        return {"{name}: {reason}": "{name} → {reason}", "it": f"IT, AN {context.upper()}"}.get(
            text, text.replace("singular", "SINGULAR")
        )


@pytest.fixture
def loud() -> Iterator[None]:
    yield
    language.speak(language.ENGLISH)


def failed(text: str) -> LanguageError:
    definitions = Definitions.from_texts(
        {"A": "[1,2;3,4]", "R": "[1 2; 3]", "N": "R", "C": "D", "D": "C"}
    )
    with pytest.raises(LanguageError) as caught:
        definitions.evaluate(text)
    return caught.value


@pytest.mark.parametrize(("text", "words"), SAID.items())
def test_messages_speak_of_what_was_written(text: str, words: str) -> None:
    assert str(failed(text)) == words


def test_a_message_is_in_the_language_that_is_spoken_when_it_is_shown(loud: None) -> None:
    errors = [failed("[1,2;2,4]^-1"), failed("R"), failed(f"qr({LONG}[0])[0]")]
    language.speak("loud", Loud())
    singular, row, alone = map(str, errors)
    assert singular == "[1,2;2,4] is SINGULAR: its determinant is 0, so it has no inverse."
    assert row.startswith("R → Row 1 has 1")
    assert alone == "qr takes a matrix, and IT, AN OPERAND is 6."
    language.speak(language.ENGLISH)
    assert str(errors[0]) == "[1,2;2,4] is singular: its determinant is 0, so it has no inverse."


def test_a_reason_whose_operands_are_not_known_has_letters_for_them() -> None:
    assert str(MathError(Words("{A} and {b} differ."))) == "A and b differ."
    assert str(MathError(Words("{A} and {b} differ."), swapped=True)) == "B and a differ."
