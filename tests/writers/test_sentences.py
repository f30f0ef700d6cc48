from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.writers.sentences import SentenceSplitter


def split(text: str, *names: str, size: int = 1, first_min_chars: int = 10) -> list[str]:
    splitter = SentenceSplitter(names, first_min_chars=first_min_chars)
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    return [sentence for piece in pieces for sentence in splitter.feed(piece)] + splitter.flush()


@pytest.mark.parametrize(
    ("sentences", "names"),
    [
        (["Good evening, everyone.", "Here is the next track of the night."], ()),
        (["This one is sung by Mr. Bungle and by St. Vincent.", "It follows now, without a word."], ()),
        (["You will hear the Sonata No. 14 tonight, Op. 27 No. 2 it is.", "Lean back and listen."], ()),
        (["Somebody told me to say no.", "That is what I did then."], ()),
        (["Now it is time for R.E.M. and for M.I.A. to take over.", "The night is young."], ()),
        (["We have J. S. Bach on the turntable tonight.", "He needs no introduction."], ()),
        (["It is Santana feat. Rob Thomas, Blur vs. Oasis and others.", "Enjoy the evening, folks."], ()),
        (["P!nk and Wham! are here with us tonight.", "What a pleasant surprise it is."], ("P!nk", "Wham!")),
        (
            ["The next name is Godspeed You! Black Emperor, and that is all.", "Turn it up a little bit."],
            ("Godspeed You! Black Emperor",),
        ),
        (
            ["This is Panic! At The Disco with a long title.", "And so it goes on and on."],
            ("Panic! At The Disco",),
        ),
        (["He said “Good evening to you all.”", "Then the music came on again."], ()),
        (["It fades (and how slowly it does!)", "Then the music came on again."], ()),
        (["Wait for it... there it is, softly.", "Then the music came on again."], ()),
        (["Wait for it, just a moment...", "Then the music came on again."], ()),
        (["Wait for it, just a moment…", "Then the music came on again."], ()),
        (["The price was $29.9 on the day at AC/DC.", "Version 2.0 sounds no better."], ()),
        (["It came out in the year 1984.", "Nobody was surprised about it."], ()),
        (["こんばんは、今夜もようこそお越しくださいました。", "次の曲をゆっくりとお聴きください。"], ()),
        (["次の曲は「夜の窓からの眺め。」", "ゆっくりとお聴きください、どうぞ。"], ()),
        (["आप सभी का बहुत स्वागत है।", "अब अगला गीत सुनिए, धन्यवाद।"], ()),
        (["[Music fades in. A pause. Then a voice.]  ", "Good evening, and welcome back."], ()),
        (["A line without a mark at its end", "And another one, with its own line"], ()),
        (["This is the first part, Vol. II, Pt. II and Op. 5.", "No. III comes later on tonight."], ()),
        (["Somebody told me to say no.", "I did that and nothing else."], ()),
        (["It is Symphony No. I, by the way, and Vol. I it is.", "Lean back and listen."], ()),
    ],
)
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_sentences_end_where_they_end(sentences: list[str], names: tuple[str, ...], size: int) -> None:
    joiner = "" if "。" in sentences[0] else "\n\n" if "line" in sentences[0] else " "
    text = joiner.join(sentences)
    assert split(text, *names, size=size) == [sentence.strip() for sentence in sentences]


@pytest.mark.parametrize("size", [1, 7, 1000])
@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "Good evening, night owls. Here\nis Nuit blanche by\nAda Quell. Lean\nback, and let it play.",
            ["Good evening, night owls.", "Here\nis Nuit blanche by\nAda Quell.", "Lean\nback, and let it play."],
        ),
        (
            "Good evening, night owls.Here is Ada Quell!Lean back.",
            ["Good evening, night owls.", "Here is Ada Quell!Lean back."],
        ),
        ("Tonight it is Node.js and A.B.Cee and will.i.am.", ["Tonight it is Node.js and A.B.Cee and will.i.am."]),
        ("Here is Mr.Bungle with a song for the night.", ["Here is Mr.Bungle with a song for the night."]),
        ("# Intro\nGood evening, night owls.", ["# Intro", "Good evening, night owls."]),
        ("Here is my take:\nGood evening, night owls.", ["Here is my take:", "Good evening, night owls."]),
        (
            "- Good evening, night owls\n- And here we are again",
            ["- Good evening, night owls", "- And here we are again"],
        ),
        ("1. Good evening, night owls\n2. And here we are", ["1. Good evening, night owls", "2. And here we are"]),
    ],
)
def test_a_single_line_break_is_white_space_but_for_blocks(text: str, sentences: list[str], size: int) -> None:
    assert split(text, size=size) == sentences


def test_without_the_name_the_mark_would_end_it() -> None:
    text = "The next name is Godspeed You! Black Emperor, and that is all."
    assert len(split(text)) == 2
    assert len(split(text, "godspeed you! black emperor")) == 1


def test_what_is_too_short_joins_its_neighbour_but_a_greeting_goes_ahead() -> None:
    assert split("Hi. Good evening. You. Yes, you over there, friend.") == [
        "Hi. Good evening.",
        "You. Yes, you over there, friend.",
    ]
    assert split("Good evening. This is the track you asked for.")[0] == "Good evening."
    assert len(split("Good evening. This is it.", first_min_chars=60)) == 1


def test_a_sentence_goes_out_with_the_first_character_of_the_next() -> None:
    splitter = SentenceSplitter()
    assert splitter.feed("Good evening and welcome.") == []
    assert splitter.feed(" ") == []
    assert splitter.feed("T") == ["Good evening and welcome."]
    assert splitter.pending == "T"


def test_a_wide_mark_waits_only_for_its_closing_quote() -> None:
    splitter = SentenceSplitter()
    assert splitter.feed("「今夜もようこそお越しくださいました。") == []
    assert splitter.feed("」") == []
    assert splitter.feed("次") == ["「今夜もようこそお越しくださいました。」"]


def test_an_open_bracket_does_not_hold_a_text_for_ever() -> None:
    text = "[ " + "This is one sentence. " * 40
    assert len(split(text)) > 2


def test_a_long_text_without_a_mark_is_scanned_once() -> None:
    splitter = SentenceSplitter()
    for _ in range(20_000):
        assert splitter.feed("word ") == []
    assert splitter.flush()[0].startswith("word word")


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


_TRICKY = st.lists(
    st.sampled_from(
        [*".!?…。！”\"')]*[ \n\t", " ", " ", "Mr", "No", "R.E.M.", "Wham!", "a", "B", "1", "日本語", "é"]
    )
    | st.text(max_size=4),
    max_size=60,
)


@given(_TRICKY, st.lists(st.text(max_size=12) | st.sampled_from(["Wham!", "A! B. C", "。"]), max_size=3))
def test_nothing_is_lost_and_nothing_is_added(pieces: list[str], names: list[str]) -> None:
    splitter = SentenceSplitter(names)
    out = [sentence for piece in pieces for sentence in splitter.feed(piece)] + splitter.flush()

    assert _squeezed("".join(out)) == _squeezed("".join(pieces))
    assert all(sentence.strip() == sentence != "" for sentence in out)


@given(_TRICKY, st.integers(1, 9))
def test_how_the_text_is_cut_into_chunks_does_not_matter(pieces: list[str], size: int) -> None:
    text = "".join(pieces)
    assert split(text, "Wham!", size=size) == split(text, "Wham!", size=len(text) or 1)


def fed(*chunks: str, names: tuple[str, ...] = ()) -> list[list[str]]:
    """What an eager splitter gives out at each chunk."""
    splitter = SentenceSplitter(names, eager=True)
    return [splitter.feed(chunk) for chunk in chunks]


@pytest.mark.parametrize("mark", [".", "!", "?"])
def test_an_eager_splitter_gives_the_first_sentence_out_at_its_mark(mark: str) -> None:
    first, second = f"Here is Glass Harbour now{mark}", "It is on the album Low Tide."
    assert fed(first[:-1], mark, f" {second}", " Lean back.") == [[], [first], [], [second]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Here is what they did in 19.", ()),
        ("Here is the one by Mr.", ()),
        ("Here is the one by R.E.M.", ()),
        ("Here is the one that they call vol.", ()),
        ("Here is music, talk, etc.", ()),
        ("Here is one more by Wham!", ()),
        ("Here is Godspeed You!", ("Godspeed You! Black Emperor",)),
        ("Here is one from it's all over.", ("It's All Over. Now Go",)),
        ("Wait for it..", ()),
        ("Here is “what they call a song.", ()),
        ('Here is "what they call a song.', ()),
        ("Here it is (as they say.", ()),
    ],
)
def test_an_eager_splitter_waits_where_it_can_not_be_sure(text: str, names: tuple[str, ...]) -> None:
    assert fed(text, names=names) == [[]]
