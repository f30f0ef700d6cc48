from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.spelling.editions import without_edition, without_editions, without_guests


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Bohemian Rhapsody - Remastered 2011", "Bohemian Rhapsody"),
        ("Creep - 2008 Remaster", "Creep"),
        ("Time (2011 Remastered Version)", "Time"),
        ("Let It Be (Deluxe Edition)", "Let It Be"),
        ("Rumours (35th Anniversary Edition)", "Rumours"),
        ("X (Super Deluxe)", "X"),
        ("Hurt [Live at the BBC, 1987]", "Hurt"),
        ("Alive (Live)", "Alive"),
        ("Q - Live / Remastered 2009", "Q"),
        ("No Woman, No Cry - Live at the Lyceum, London/1975", "No Woman, No Cry"),
        ("Evidências - Ao Vivo em São Paulo", "Evidências"),
        ("Amor (En Vivo)", "Amor"),
        ("Volare - Rimasterizzato 2005", "Volare"),
        ("Help! - Mono / Remastered", "Help!"),
        ("B - Radio Edit", "B"),
        ("Deluxe - Original Mix", "Deluxe"),
        ("Live and Let Die", "Live and Let Die"),
        ("Live", "Live"),
        ("(Live)", "(Live)"),
        ("Mono", "Mono"),
        ("1989 (Taylor's Version)", "1989 (Taylor's Version)"),
        ("Blue Monday (Kerri Chandler Remix)", "Blue Monday (Kerri Chandler Remix)"),
        ("Original Sin", "Original Sin"),
    ],
)
def test_a_title_without_its_edition(title: str, bare: str) -> None:
    assert without_edition(title) == bare


@pytest.mark.parametrize(
    ("sentence", "bare"),
    [
        ("Here is “Bohemian Rhapsody - Remastered 2011”, by Queen.", "Here is “Bohemian Rhapsody”, by Queen."),
        ("Here is Radio Ga Ga - Live at Live Aid by Queen.", "Here is Radio Ga Ga by Queen."),
        ("Das ist Hurt - Live aus Berlin von Cash.", "Das ist Hurt von Cash."),
        ("“No Cry - Live at the Lyceum, London/1975”, by Bob.", "“No Cry”, by Bob."),
        ("This is Hurt - live from London we go on.", "This is Hurt - live from London we go on."),
        ("We play it live (live at last).", "We play it live."),
        ("The deluxe edition of a night.", "The deluxe edition of a night."),
    ],
)
def test_a_sentence_without_the_editions_of_its_titles(sentence: str, bare: str) -> None:
    assert without_editions(sentence) == bare


def test_guests_are_no_part_of_a_title() -> None:
    assert without_guests("Umbrella (feat. JAY-Z)") == "Umbrella"
    assert without_guests("With or Without You") == "With or Without You"


@given(st.text(alphabet='ab (-)[]LiveRmastd2011 "”,.', max_size=80))
def test_never_longer_and_never_nothing(text: str) -> None:
    for bare in (without_edition(text), without_editions(text)):
        assert len(bare) <= len(text)
        assert any(char.isalnum() for char in bare) == any(char.isalnum() for char in text)
