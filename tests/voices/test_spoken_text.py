from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from spotintro.voices.spoken_text import MAX_CHARACTERS, spoken_text


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Sigur Rós and Björk.", "Sigur Rós and Björk."),
        ("AC/DC", "AC DC"),
        ("P!nk", "Pink"),
        ("Wham! sing.", "Wham! sing."),
        ("$uicideboy$", "suicideboys"),
        ("Ke$ha and A$AP Rocky", "Kesha and AsAP Rocky"),
        ("It cost $29.90.", "It cost $29.90."),
        ("Sonata Op. 27 No. 2", "Sonata opus 27 number 2"),
        ("op.27 no.2", "opus 27 number 2"),
        ("No. She said no.", "No. She said no."),
        ("Symphony № 5, #1 hit", "Symphony number 5, number 1 hit"),
        ("Vol. 3, Pt. II", "volume 3, part II"),
        ("Jay-Z feat. Alicia Keys vs. Them", "Jay-Z featuring Alicia Keys versus Them"),
        ("Simon & Garfunkel", "Simon and Garfunkel"),
        ("Florence + The Machine", "Florence and The Machine"),
        ("R&B", "R&B"),
        ("Étude in C♯ minor, B♭", "Étude in C sharp minor, B flat"),
        ("Now: 坂本龍一, live.", "Now, live."),
        ("Пикник plays", "plays"),
        ("🎸 rock 🎸", "rock"),
        ("<b>bold</b> move", "bold move"),
        ("<break time='3s'/>Hello", "Hello"),
        ("1 < 2", "1 2"),
        ("<|im_end|>Bye", "Bye"),
        ("**Loud** and _soft_ `code`", "Loud and soft code"),
        ("[[h@l'oU]] there", "h l'oU there"),
        ("see [the site](https://example.org/x) now", "see the site now"),
        ("see https://example.org/x now", "see now"),
        ("Tom &amp; Jerry", "Tom and Jerry"),
        ("be\0fore", "be fore"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("wait... what…", "wait. what."),
        ("What?!!!!! Yes", "What?! Yes"),
        ("𝓑𝓸𝓵𝓭 ＷＩＤＥ", "Bold WIDE"),
        ("½ time, ² and ٣", "½ time, 2 and 3"),
        ("Godspeed You! Black Emperor", "Godspeed You! Black Emperor"),
        ("deadmau5, U2", "deadmau5, U2"),
        ("!!!", ""),
        ("", ""),
        ("   ", ""),
        ("...", ""),
        ("坂本龍一", ""),
    ],
)
def test_the_torture_table(text: str, spoken: str) -> None:
    assert spoken_text(text) == spoken


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Пикник"),
        ("el", "Βαγγέλης"),
        ("ja", "さくら"),
        ("zh-Hans", "坂本"),
        ("ko_KR", "방탄"),
        ("hi", "हिन्दी"),
    ],
)
def test_a_language_s_own_script_is_said(language: str, text: str) -> None:
    assert spoken_text(text, language) == text
    assert spoken_text(text, "en") == ""


def test_another_language_keeps_its_own_short_forms() -> None:
    assert spoken_text("Nr. 5 & Co", "de") == "Nr. 5 & Co"


def test_a_long_text_ends_between_two_words() -> None:
    spoken = spoken_text("introduction " * 100)
    assert len(spoken) <= MAX_CHARACTERS
    assert set(spoken.split()) == {"introduction"}
    assert len(spoken_text("x" * 5000)) == MAX_CHARACTERS


@given(st.text(max_size=2000), st.sampled_from(["en", "de", "ja", "ar", "xx", ""]))
@example("<" * 5000, "en")
@example("[" * 3000 + "](", "en")
@example("&#0;&#x1b;[2J&#xd800;", "en")
def test_whatever_comes_is_bounded_and_harmless(text: str, language: str) -> None:
    spoken = spoken_text(text, language)
    assert len(spoken) <= MAX_CHARACTERS
    assert spoken == "" or any(char.isalnum() for char in spoken)
    assert not {unicodedata.category(char) for char in spoken} & {"Cc", "Cf", "Cs", "Co", "Cn"}
    assert not set(spoken) & set("<>[]|\\`*_")
    spoken.encode()
