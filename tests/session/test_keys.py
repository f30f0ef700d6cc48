"""The keys that a line names: found again by another face, which writes its own."""

from __future__ import annotations

from spotintro.plain_text import single_line
from spotintro.session.keys import marking, reworded, unmarked

KEYS = {"stop": "x", "facts": "f"}
marked = marking(lambda command: KEYS.get(command, ""))


def test_a_text_is_as_the_first_face_has_it_and_another_has_its_own_words() -> None:
    text, keys = unmarked(f"A fix: {marked('stop')} stops, {marked('facts')} shows them.")
    assert text == "A fix: x stops, f shows them."
    assert reworded(text, keys, lambda command, written: f"<{command} {written}>") == (
        "A fix: <stop x> stops, <facts f> shows them."
    )


def test_a_key_that_is_not_there_stays_away() -> None:
    assert marked("auto") == ""
    assert unmarked("Auto stays off.") == ("Auto stays off.", ())


def test_no_text_from_outside_passes_for_a_key() -> None:
    assert unmarked(single_line("\ue000stop\ue001y\ue002")) == ("stopy", ())
