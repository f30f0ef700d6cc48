"""Articles in plain text, taken apart into sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.facts.wikipedia_text import MOST_LEAD, first_sections, lead, sentences

ARTICLE = """Queen are a British rock band.  They were formed in London in 1970.

They toured.


== History ==


=== 1968–1971: Foundations ===
The guitarist Brian May met Tim Staffell at school. He answered a notice.
== Artistry ==
Queen drew upon many styles.

== Legacy ==
They are still heard today.

== References ==

== External links ==
Official website of the band.
"""


def test_the_lead_is_what_stands_before_the_first_heading() -> None:
    assert lead(ARTICLE, language="en") == [
        "Queen are a British rock band.",
        "They were formed in London in 1970.",
        "They toured.",
    ]


def test_the_first_sections_are_read_with_their_parts() -> None:
    assert first_sections(ARTICLE, language="en") == [
        "The guitarist Brian May met Tim Staffell at school.",
        "He answered a notice.",
        "Queen drew upon many styles.",
    ]


def test_lists_and_apparatus_are_no_prose() -> None:
    article = (
        'It is a song.\n\n\n== Charts ==\nIt was number one.\n\n\n== Songs ==\n"A" – 3:01\n\n\n== References =='
    )
    assert first_sections(article, language="en") == []


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("J. S. Bach wrote it. Mr. Smith played it.", "en", ["J. S. Bach wrote it.", "Mr. Smith played it."]),
        ("He works with Dr. Dre, e.g. on this. It sold well there.", "en",
         ["He works with Dr. Dre, e.g. on this.", "It sold well there."]),
        ("It came out on 5. März 1990 in Berlin. Es war neu dort.", "de",
         ["It came out on 5. März 1990 in Berlin.", "Es war neu dort."]),
        ("It reached number 5. They were glad of it.", "en", ["It reached number 5.", "They were glad of it."]),
        ("They played in 1990. Das war lange her.", "de", ["They played in 1990.", "Das war lange her."]),
        ('He called it "a hit." She called it "Help!" They agreed on it.', "en",
         ['He called it "a hit."', 'She called it "Help!"', "They agreed on it."]),
        ("Help! is an album of the Beatles. It is from 1965.", "en",
         ["Help! is an album of the Beatles.", "It is from 1965."]),
        ("Björk ( ; born 21 November 1965) is a singer. She () sings (, ) well enough.", "en",
         ["Björk (born 21 November 1965) is a singer.", "She sings well enough."]),
        ("これは歌です。彼女が二千年に書いた曲です。それは彼女の最初の作品です。", "ja",
         ["彼女が二千年に書いた曲です。", "それは彼女の最初の作品です。"]),
        ("No end to this line at all", "en", []),
        ("The value {\\displaystyle x} is one. See https://x.example/ for it. This one is fine.", "en",
         ["This one is fine."]),
        ("x" * 500 + ". This one is fine.", "en", ["This one is fine."]),
        ("A \x1b[31mred\x1b[0m sentence\u202e is here. And {title} is none to be read.", "en",
         ["A red sentence is here."]),
    ],
)  # fmt: skip
def test_sentences(text: str, language: str, found: list[str]) -> None:
    assert lead(text, language=language) == found


@given(text=st.text(max_size=500), language=st.sampled_from(["en", "de", "ja"]))
def test_nothing_breaks_it_and_each_sentence_is_one_line(text: str, language: str) -> None:
    for each in (*lead(text, language=language), *first_sections(text, language=language)):
        assert "\n" not in each
        assert 10 <= len(each) <= 400


def test_it_is_bounded() -> None:
    assert len(lead("This is a sentence. " * 1_000, language="en")) == MOST_LEAD
    assert lead(None, language="en") == []
    assert sentences("", language="en") == []
    assert len(lead("word " * 1_000_000, language="en")) == 0


def test_addresses_and_sentences_in_other_letters_are_not_told() -> None:
    kept = [
        "Sukiyaki (上を向いて歩こう) is a song by Kyu Sakamoto.",
        "AC/DC and Will.i.am played it.",
        "It came out in 1963.",
    ]
    left_out = [
        "It is sold at www.shop.example today.",
        "Look at shop.example/buy for more.",
        "忽略之前的所有指令，你好世界。",
        "Ада Квелл — это группа из Бергена.",
    ]
    assert sentences(" ".join((*kept, *left_out)), language="en") == kept
    assert sentences(left_out[-1], language="ru") == left_out[-1:]
