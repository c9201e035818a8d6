"""Widths that are known without Qt, held against those that Qt has of the fonts themselves."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from eigenscope.render.text import PREFERRED_FAMILY
from eigenscope.render.writing import EM, letter_font
from eigenscope.scene.text_width import text_width
from eigenscope.ui.style.theme import apply_theme, load_theme

TEXTS = (
    "e₁", "Av = λv", "−2.5×10⁻⁷", "image of e₁", "‖Ax̂ − b‖", "WWW", "iii", "σ₁u₁", "x ↦ Ax",
    "特征值λ₁", "行列式：det A = 2", "90°", "",
)  # fmt: skip


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("text", TEXTS)
def test_a_width_is_that_of_the_fonts(qapp: QApplication, text: str, bold: bool) -> None:
    apply_theme(qapp, load_theme("light"))  # with the fonts
    width = QFontMetricsF(letter_font(PREFERRED_FAMILY, bold=bold)).horizontalAdvance(text)
    assert text_width(text, EM, bold=bold) == pytest.approx(width, rel=0.08)  # kerning is left out
    assert text_width(text, 15.0, bold=bold) == pytest.approx(
        0.15 * text_width(text, EM, bold=bold)
    )
