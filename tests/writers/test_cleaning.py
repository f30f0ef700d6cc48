from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.writers.cleaning import SentenceCleaner, ThoughtFilter, word_count


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
        ("---", ""),
        ("***", ""),
        ("🎵", ""),
        ("", ""),
    ],
)
def test_only_what_is_to_be_said_stays(raw: str, clean: str) -> None:
    assert SentenceCleaner().clean(raw) == clean


@pytest.mark.parametrize(
    "name", ["[b]", "N*E*R*D", "*NSYNC", "<b>Bold</b>", "__init__", "{x}", "(pause)", "B**", "%s"]
)
def test_a_name_is_data_and_stays_as_it_is(name: str) -> None:
    assert SentenceCleaner([name]).clean(f"This is **{name}**, for you.") == f"This is {name}, for you."


@pytest.mark.parametrize("size", [1, 3, 5, 1000])
@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("<think>Hm. What now?</think>Good evening.", "Good evening."),
        ("<THINK>a</think>Good <thinking>b</thinking>evening.", "Good evening."),
        ("<|channel|>Good <|x|>evening.", "Good evening."),
        ("<s>Good evening.[/INST]", "Good evening."),
        ("Good evening.<|im_end|>\nuser\nAnd now?", "Good evening."),
        ("Good evening.<end_of_turn> And now?", "Good evening."),
        ("Good <b>evening</b> [b] 3 < 4.", "Good <b>evening</b> [b] 3 < 4."),
        ("Good evening.<think>and it never ends", "Good evening."),
        ("Good evening <", "Good evening <"),
    ],
)
def test_thoughts_and_control_tokens_are_no_part_of_the_text(raw: str, clean: str, size: int) -> None:
    thoughts = ThoughtFilter()
    out = "".join(thoughts.feed(raw[i : i + size]) for i in range(0, len(raw), size)) + thoughts.flush()
    assert out == clean


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


@given(_PIECES, st.integers(1, 7))
def test_the_filter_does_not_care_how_the_stream_is_cut(raw: str, size: int) -> None:
    whole, cut = ThoughtFilter(), ThoughtFilter()
    expected = whole.feed(raw) + whole.flush()
    out = "".join(cut.feed(raw[i : i + size]) for i in range(0, len(raw), size)) + cut.flush()
    assert out == expected
