from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.writers.cleaning import SentenceCleaner, word_count
from spotintro.writers.manners import is_declined


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Good evening.", "Good evening."),
        ("\x1b[31mGood\x1b[0m \x07evening.\u202e", "Good evening."),
        (
            "**Good** *evening*, __all__ of _you_, `dear` ~~old~~ friends.",
            "Good evening, all of you, dear old friends.",
        ),
        ("***Good evening.***", "Good evening."),
        ("## Good evening", "Good evening"),
        ("- Good evening.", "Good evening."),
        ("> Good evening.", "Good evening."),
        ("**Good evening", "Good evening"),
        ("[Soft music] Good evening.", "Good evening."),
        ("Good evening [pause].", "Good evening."),
        ("(pause) Good evening.", "Good evening."),
        ("*chuckles softly* Good evening.", "Good evening."),
        ("♪ la la ♪ Good evening.", "Good evening."),
        ("Good evening (and what an evening).", "Good evening (and what an evening)."),
        ("See [this page](https://a.example/b) here.", "See this page here."),
        ("<b>Good</b> evening.<br/>", "Good evening."),
        ("Five < six and seven > six.", "Five < six and seven > six."),
        ("Host: Good evening.", "Good evening."),
        ("**Announcer:** Good evening.", "Good evening."),
        ("Sure, here's an intro for the track:", ""),
        ("Sure! Here's a short radio introduction for you:", ""),
        ("Here is the intro: Good evening.", "Good evening."),
        ("Sure!", ""),
        ("Of course!", ""),
        ("Certainly.", ""),
        ("I hope this helps!", ""),
        ("Let me know if you want another one.", ""),
        ("Here is a song for the small hours.", "Here is a song for the small hours."),
        ("Sure enough, the night has come.", "Sure enough, the night has come."),
        ("Okay, friends, lean back.", "Okay, friends, lean back."),
        ('"Good evening.', "Good evening."),
        ('And enjoy it."', "And enjoy it."),
        ('"Good evening."', "Good evening."),
        ("“Good evening.”", "Good evening."),
        ("“Help!” is what they call it.", "“Help!” is what they call it."),
        ('"Help!" and "Yes"', '"Help!" and "Yes"'),
        ('{"track": {"title": "Glass Harbour"}}', ""),
        ('"title": "Glass Harbour", "artists": ["Ada Quell"]', ""),
        ('They call it "Glass Harbour": a song.', 'They call it "Glass Harbour": a song.'),
        ("Okay, let's craft something warm for this track.", ""),
        ("Okay, the user wants a short intro.", ""),
        ("Here's my attempt:", ""),
        ("Here goes: Good evening.", "Good evening."),
        ("**Intro:** Good evening.", "Good evening."),
        ("Want me to try another style?", ""),
        ("Would you like another version?", ""),
        ("Feel free to adjust the tone.", ""),
        ("(Word count: 23)", ""),
        ("I hope you enjoy this intro!", ""),
        ("1. Good evening.", "Good evening."),
        ("2) Good evening.", "Good evening."),
        ("```text", ""),
        ("``` Good evening.", "Good evening."),
        ("*record scratch* Good evening.", "Good evening."),
        ("(The lights dim) Good evening.", "Good evening."),
        ("(The lights dim)", ""),
        ("[Sound of rain]", ""),
        ("Here is {title} by {artist}.", ""),
        ("Here is [Track Title] by Ada.", ""),
        ("I'm [Your Name], your host.", ""),
        ("Let's make it a night to remember.", "Let's make it a night to remember."),
        ("Let's see what the night brings.", "Let's see what the night brings."),
        ("I hope you like this one as much as I do.", "I hope you like this one as much as I do."),
        ("This is something you will love: a song.", "This is something you will love: a song."),
        ("How about a song for the night: this one.", "How about a song for the night: this one."),
        ("I'll write you a letter after this one.", "I'll write you a letter after this one."),
        ("Feel free to sing along.", "Feel free to sing along."),
        ("*tonight* is the night.", "tonight is the night."),
        ("(And what an evening) it is.", "(And what an evening) it is."),
        ("1999 was a good year.", "1999 was a good year."),
        ("If you want a song for the night, this is it.", "If you want a song for the night, this is it."),
        ("---", ""),
        ("***", ""),
        ("🎵", ""),
        ("", ""),
    ],
)
def test_only_what_is_to_be_said_stays(raw: str, clean: str) -> None:
    assert SentenceCleaner().clean(raw) == clean


@pytest.mark.parametrize(
    "said",
    [
        "I can't wait to play you this one.",
        "I can't help falling in love with it.",
        "You can't help but listen.",
        "Sorry, not sorry, here is the song.",
        "I'm afraid of the dark, and this song knows it.",
        "Please give a warm welcome to Ada Quell.",
        "What would you like more than a song?",
        "Would you like to hear something special?",
        "Could you ask for more?",
    ],
)
def test_a_sentence_for_listeners_is_no_refusal_and_no_question_back(said: str) -> None:
    assert not is_declined(said)
    assert SentenceCleaner().clean(said) == said


@pytest.mark.parametrize(
    "name", ["[b]", "N*E*R*D", "*NSYNC", "<b>Bold</b>", "__init__", "{x}", "(pause)", "B**", "%s"]
)
def test_a_name_is_data_and_stays_as_it_is(name: str) -> None:
    assert SentenceCleaner([name]).clean(f"This is **{name}**, for you.") == f"This is {name}, for you."


@pytest.mark.parametrize(
    ("text", "words"), [("", 0), ("Good evening, all.", 3), ("夜の窓", 2), ("Tonight 夜の窓 plays", 4)]
)
def test_words_are_counted_in_scripts_without_spaces_too(text: str, words: int) -> None:
    assert word_count(text) == words


_PIECES = st.lists(
    st.sampled_from(
        [
            "<think>",
            "</think>",
            "<|",
            "|>",
            "<",
            ">",
            "[",
            "]",
            "*",
            "**",
            "_",
            '"',
            "“",
            "”",
            "Sure, here's the intro:",
        ]
    )
    | st.text(max_size=6),
    max_size=30,
).map("".join)


@given(_PIECES, st.lists(st.text(min_size=1, max_size=5), max_size=3))
def test_whatever_comes_in_what_goes_out_is_one_harmless_line(raw: str, names: list[str]) -> None:
    clean = SentenceCleaner(names).clean(raw)
    assert clean == clean.strip()
    assert "\n" not in clean
    inserted = "".join(names)
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Co"} for char in clean if char not in inserted)
