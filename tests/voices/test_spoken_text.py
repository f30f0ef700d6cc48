from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from spotintro.voices.spoken_text import spoken_parts, spoken_text

LONGEST = 600


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Sigur Rós and Björk.", "Sigur Rós and Björk."),
        ("AC/DC", "A-C D-C"),
        ("P!nk", "Pink"),
        ("Wham! sing.", "Wham! sing."),
        ("$uicideboy$", "suicideboys"),
        ("Ke$ha and A$AP Rocky", "Kesha and A-sap Rocky"),
        ("It cost $29.90.", "It cost $29.90."),
        ("Sonata Op. 27 No. 2", "Sonata opus 27 number 2"),
        ("op.27 no.2", "opus 27 number 2"),
        ("No. She said no.", "No. She said no."),
        ("Symphony № 5, #1 hit", "Symphony number 5, number 1 hit"),
        ("Vol. 3, Pt. II", "volume 3, part two"),
        ("Jay-Z feat. Alicia Keys vs. Them", "Jay-Zee featuring Alicia Keys versus Them"),
        ("Simon & Garfunkel", "Simon and Garfunkel"),
        ("Florence + The Machine", "Florence and The Machine"),
        ("R&B", "R&B"),
        ("Étude in C♯ minor, B♭", "Étude in C sharp minor, B flat"),
        ("Now: 坂本龍一, live.", "Now: Ban Ben Long Yee, live."),
        ("Пикник plays", "Piknik plays"),
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
        ("½ time, ² and ٣", "half time, 2 and 3"),
        ("Godspeed You! Black Emperor", "Godspeed You! Black Emperor"),
        ("deadmau5, U2", "deadmau5, U2"),
        ("!!!", ""),
        ("", ""),
        ("   ", ""),
        ("...", ""),
        ("١٩٩٩", "1999"),
        ("Nº 5", "number 5"),
        ("Live and Let Die", "Live and Let Die"),
        ("It is 1,999 miles and $1999.", "It is 1,999 miles and $1999."),
        ("A minor detail", "A minor detail"),
        ("MIX and DIM and I", "MIX and DIM and I"),
        ("Malcolm X", "Malcolm X"),
        ("Charles I think", "Charles I think"),
        ("Paul V. Smith", "Paul V. Smith"),
        ("It is by Henry V.", "It is by Henry the fifth."),
        ("a feat of strength", "a feat of strength"),
        ("Umbrella (feat JAY-Z)", "Umbrella (featuring JAY-Zee)"),
        ("M. Ward", "M. Ward"),
        ("see example.com", "see example.com"),
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
    assert spoken_text(text, "en").isascii()
    assert spoken_text(text, "en")


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("这是一首安静的歌，适合深夜聆听。", ""),
        ("请放松心情，慢慢欣赏。", ""),
        ("Queen的歌很好听，请放松。", ""),
        ("Добрый вечер, дорогие друзья.", ""),
        ("青い傘", "Ching Ee San"),
        ("青い傘。", "Ching Ee San。"),
        ("Чайковский.", "Chaykovsky."),
        ("Here is “Лебединое озеро, соч. 20”.", "Here is “Lebedinoe Ozero, Soch. 20”."),
    ],
)
def test_a_name_in_another_script_is_said_and_a_text_in_it_is_not(text: str, spoken: str) -> None:
    assert spoken_text(text) == spoken


def test_an_initial_is_no_title() -> None:
    assert spoken_text("M. Eddy et Samuel M. Jackson", "fr") == "Monsieur Eddy et Samuel M. Jackson"
    assert (
        spoken_text("la chiesa di S. Pietro, di Ada S. Rossi", "it") == "la chiesa di San Pietro, di Ada S. Rossi"
    )


def test_another_language_keeps_its_own_short_forms() -> None:
    assert spoken_text("Nr. 5 & Co, VIII, 1999", "pl") == "Nr. 5 & Co, VIII, 1999"


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("One sentence here, and no more. " * 60, "more."),
        ("a clause of some length, " * 60, "length,"),
        ("introduction " * 100, "introduction"),
        ("x" * 3000, "x"),
    ],
    ids=["sentences", "clauses", "words", "letters"],
)
def test_a_long_text_is_said_whole_in_parts_that_end_where_a_voice_breathes(text: str, ends: str) -> None:
    parts = spoken_parts(text, longest=LONGEST)
    assert len(parts) > 1
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(len(part) <= LONGEST for part in parts)
    assert all(part.endswith(ends) for part in parts)


@given(st.text(max_size=2000), st.sampled_from(["en", "de", "fr", "es", "it", "pt", "ja", "ar", "xx", ""]))
@example("<" * 5000, "en")
@example("[" * 3000 + "](", "en")
@example("&#0;&#x1b;[2J&#xd800;", "en")
def test_whatever_comes_is_bounded_and_harmless(text: str, language: str) -> None:
    spoken = spoken_text(text, language)
    assert all(len(part) <= LONGEST for part in spoken_parts(text, language, longest=LONGEST))
    assert spoken == "" or any(char.isalnum() for char in spoken)
    assert not {unicodedata.category(char) for char in spoken} & {"Cc", "Cf", "Cs", "Co", "Cn"}
    assert not set(spoken) & set("<>[]|\\`*_")
    spoken.encode()
