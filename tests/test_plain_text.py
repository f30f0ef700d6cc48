from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.plain_text import paragraph, sentence, single_line


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]52;c;c2VjcmV0\x1b\\text", "text"),
        ("a\x00b\tc", "a b c"),
        ("\u202eevil\u202c", "evil"),
        ("cafe\u0301", "café"),
        ("\ud800lone", "lone"),
        ("AC/DC [b]bold[/b]", "AC/DC [b]bold[/b]"),
        ("x" * 300, "x" * 199 + "…"),
        (None, ""),
        (7, ""),
    ],
)
def test_a_line_is_harmless(raw: object, clean: str) -> None:
    assert single_line(raw) == clean


def test_a_paragraph_keeps_its_lines() -> None:
    assert paragraph("one\r\n\r\n\r\n\r\ntwo\x07") == "one\n\ntwo"


def test_piled_up_marks_are_cut() -> None:
    assert len(single_line("a" + "\u0301\u0302\u0303" * 50)) <= 6


@given(st.text())
def test_nothing_that_steers_a_terminal_is_left(raw: str) -> None:
    for clean in (single_line(raw), paragraph(raw)):
        assert not [c for c in clean if unicodedata.category(c) in {"Cc", "Cs"} and c != "\n"]
        clean.encode()
        assert single_line(clean) == single_line(single_line(clean))


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("Restriction violated", "Restriction violated."),
        ("No.", "No."),
        ("What?", "What?"),
        ("だめ。", "だめ。"),
        ("", ""),
    ],
)
def test_a_text_from_outside_ends_as_a_sentence(text: str, ended: str) -> None:
    assert sentence(text) == ended
