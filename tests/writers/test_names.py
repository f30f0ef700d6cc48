from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.spelling.romanisation import folded
from spotintro.writers.names import Names


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Nuit blanche à Ålesund", "Here is nuit blanche a Alesund.", "nuit blanche a Alesund"),
        ("P!nk", "This is Pink.", "Pink"),
        ("P!nk", "This is P!nk.", "P!nk"),
        ("Ke$ha", "Kesha, that is.", "Kesha"),
        ("Björk", "Bjoerk tonight.", "Bjoerk"),
        ("Björk", "Bjork tonight.", "Bjork"),
        ("Another Brick in the Wall, Pt. 2", "Another Brick in the Wall, Part Two", None),
        ("Another Brick in the Wall, Part Two", "Another Brick in the Wall, Pt. II", None),
        ("Umbrella (feat. JAY-Z)", "Umbrella featuring Jay-Z", None),
        ("Umbrella (feat. JAY-Z)", "It is Umbrella.", "Umbrella"),
        ("Hurt - Remastered 2011", "It is Hurt.", "Hurt"),
        ("The Weeknd", "Here is Weeknd.", "Weeknd"),
        ("The Weeknd", "the Weeknd", None),
        ("AC/DC", "ACDC", None),
        ("ACDC", "AC/DC", None),
        ("Simon & Garfunkel", "Simon und Garfunkel", None),
        ("Florence + The Machine", "Florence and the Machine", None),
        ("Henry VIII", "Henry the Eighth", None),
        ("Led Zeppelin IV", "Led Zeppelin 4", None),
        ("blink-182", "Blink One Eighty-Two", None),
        ("1999", "nineteen ninety-nine", None),
        ("99 Problems", "Ninety-Nine Problems", None),
        ("Symphony No. 5 in C Minor, Op. 67: I. Allegro", "Symphony number five in C minor", None),
        ("Чайковский", "Tchaikovsky", None),
        ("Чайковский", "Tschaikowsky", None),
        ("Рахманинов", "Rachmaninoff", None),
        ("さくら", "Sakura", None),
        ("きゃりーぱみゅぱみゅ", "Kyary Pamyu Pamyu", None),
        ("فيروز", "Fairuz", None),
        ("أم كلثوم", "Umm Kulthum", None),
        ("نانسي عجرم", "Nancy Ajram", None),
        ("방탄소년단", "Bangtan Sonyeondan", None),
        ("周杰倫", "Zhou Jielun", None),
        ("周杰倫", "周杰倫", None),
        ("girl in red", "girl in red", None),
    ],
)
def test_a_name_is_found_in_other_spellings(name: str, text: str, found: str | None) -> None:
    assert [text[start:end] for start, end in Names([name]).spans(text)] == [found or text]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("P!nk", "a pink sky"),
        ("Stay", "stay with us"),
        ("The The", "a night"),
        ("The Who", "Who is there?"),
        ("فيروز", "a frozen night"),
        ("Hurt", "Hurting"),
        ("Boyz II Men", "Boys and men"),
        ("Part Two", "Part 3"),
    ],
)
def test_other_words_are_no_name(name: str, text: str) -> None:
    assert not Names([name]).named_in(text)


def test_a_language_says_numbers_in_its_own_words() -> None:
    text = "neunundneunzig Luftballons"
    assert Names(["99 Luftballons"], "de-AT").make_up(text)
    assert not Names(["99 Luftballons"], "fr").make_up(text)


def test_names_in_a_row_are_found_one_by_one() -> None:
    names = Names(["Glass Harbour", "Ada Quell", "Glass"])
    text = "Glass Harbour, by Ada Quell, is glass. Glass!"
    assert [text[start:end] for start, end in names.spans(text)] == ["Glass Harbour", "Ada Quell", "Glass"]
    assert names.make_up("“Glass Harbour – Ada Quell”")
    assert not names.make_up("by Ada Quell")


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_name_is_found_in_itself(name: str, around: str) -> None:
    names = Names([name])
    if any(folded(word) for word in re.findall(r"[^\W_]+", name)):
        assert names.named_in(name)
    for start, end in names.spans(around + name):
        assert 0 <= start < end <= len(around + name)


@pytest.mark.parametrize(
    ("name", "text", "is_sure"),
    [
        ("Help!", "Help is on the way, my friends.", False),
        ("Help!", "Do you need some help tonight?", False),
        ("Help!", "Here is Help!", True),
        ("So What", "It is late, so what shall we do tonight?", False),
        ("So What", "So what shall we do tonight?", False),
        ("So What", "This is “So What”.", True),
        ("Hello", "Hello and welcome. Stay here.", False),
        ("Tonight", "Tonight we have something special.", False),
        ("Good Evening", "Good evening, dear listeners.", False),
        ("Radiohead", "Radiohead made this one.", True),
        ("Nuit blanche à Ålesund", "Nuit blanche a Alesund is next.", True),
        ("P!nk", "And here she is: Pink with a song.", True),
        ("fun.", "And now fun, for all of you.", True),
        ("青い傘", "今夜は 青い傘 です。", True),
        ("1999", "It is called 1999.", True),
    ],
)
def test_common_words_are_a_name_only_where_they_can_be_nothing_else(name: str, text: str, is_sure: bool) -> None:
    assert Names((name,)).surely_in(text) is is_sure
