"""The announcer's sentences, language by language: that they are whole, fit each other, and word things right."""

from __future__ import annotations

from itertools import pairwise

import pytest

from spotintro.writers.announcements.languages import SPOKEN, language_spoken, stock_for
from spotintro.writers.announcements.stock import ALBUM, ARTISTS, TITLE, Fact, Pattern, Stock

PARTS = (
    "openers", "music_openers", "titles", "titles_alone", "artists_alone", "albums_alone", "nameless", "albums",
    "details", "closers", "episodes", "episodes_untitled", "episode_details", "talk_closers", "chapters",
    "chapters_untitled", "chapter_details",
)  # fmt: skip


def patterns_of(stock: Stock) -> list[Pattern]:
    return [pattern for part in PARTS for pattern in getattr(stock, part)]


@pytest.mark.parametrize("language", SPOKEN)
def test_each_language_has_as_many_patterns_as_english(language: str) -> None:
    counts = {part: len(getattr(stock_for(language), part)) for part in PARTS}
    assert counts == {part: len(getattr(stock_for("en"), part)) for part in PARTS}


@pytest.mark.parametrize("language", SPOKEN)
def test_no_pattern_stands_twice_and_each_is_one_sentence(language: str) -> None:
    patterns = patterns_of(stock_for(language))
    assert len(set(patterns)) == len(patterns)
    for pattern in patterns:
        text = "".join("x" if isinstance(part, Fact) else part for part in pattern)
        assert text.endswith(".")
        assert text.count(".") == 1
        assert not set("!?…") & set(text)
        assert "  " not in text


@pytest.mark.parametrize("language", SPOKEN)
def test_no_pattern_of_one_language_is_anothers(language: str) -> None:
    own = {p for p in patterns_of(stock_for(language)) if any(isinstance(part, str) and part[:-1] for part in p)}
    for other in set(SPOKEN) - {language}:
        assert not own & set(patterns_of(stock_for(other)))


@pytest.mark.parametrize("language", SPOKEN)
def test_title_lines_name_what_they_are_for(language: str) -> None:
    stock = stock_for(language)
    assert all({TITLE, ARTISTS} <= set(pattern) for pattern in stock.titles)
    assert all(TITLE in pattern for pattern in (*stock.titles_alone, *stock.episodes, *stock.chapters))
    assert all(ARTISTS in pattern for pattern in stock.artists_alone)
    assert all(ALBUM in pattern for pattern in stock.albums_alone)
    for untitled in (stock.episodes_untitled, stock.chapters_untitled):
        named = [[part for part in pattern if isinstance(part, Fact)] for pattern in untitled]
        assert named == [[ARTISTS], [ALBUM], []], "the first that can be said is said, and the last always can be"
    assert not any(
        isinstance(part, Fact)
        for pattern in (*stock.nameless, *stock.openers, *stock.music_openers, *stock.closers,
            *stock.talk_closers)
        for part in pattern
    )  # fmt: skip


def test_no_name_follows_the_french_word_that_loses_its_vowel() -> None:
    for pattern in patterns_of(stock_for("fr")):
        for before, part in pairwise(pattern):
            if isinstance(before, str) and part in {TITLE, ARTISTS, ALBUM}:
                assert not before.endswith((" de ", " que ", " du ", " le ", " la ")), pattern


DURATIONS = {
    "en": ["half a minute", "one minute", "one and a half minutes", "three and a half minutes", "25 minutes",
           "one hour", "one hour and one minute", "two hours and ten minutes"],
    "de": ["eine halbe Minute", "eine Minute", "eineinhalb Minuten", "dreieinhalb Minuten", "25 Minuten",
           "eine Stunde", "eine Stunde und eine Minute", "zwei Stunden und zehn Minuten"],
    "fr": ["une demi-minute", "une minute", "une minute et demie", "trois minutes et demie", "25 minutes",
           "une heure", "une heure et une minute", "deux heures et dix minutes"],
    "es": ["medio minuto", "un minuto", "un minuto y medio", "tres minutos y medio", "25 minutos",
           "una hora", "una hora y un minuto", "dos horas y diez minutos"],
    "it": ["mezzo minuto", "un minuto", "un minuto e mezzo", "tre minuti e mezzo", "25 minuti",
           "un’ora", "un’ora e un minuto", "due ore e dieci minuti"],
    "pt": ["meio minuto", "um minuto", "um minuto e meio", "três minutos e meio", "25 minutos",
           "uma hora", "uma hora e um minuto", "duas horas e dez minutos"],
}  # fmt: skip


@pytest.mark.parametrize("language", SPOKEN)
def test_a_duration_is_said_to_the_half_minute(language: str) -> None:
    durations_ms = (1_000, 61_000, 88_000, 208_000, 1_500_000, 3_600_000, 3_660_000, 7_800_000)
    wording = stock_for(language).wording
    assert [wording.duration(duration) for duration in durations_ms] == DURATIONS[language]


def test_the_half_of_a_long_time_is_not_said() -> None:
    wording = stock_for("de").wording
    assert wording.duration(20 * 60_000 + 30_000) == "zwanzigeinhalb Minuten"
    assert wording.duration(24 * 60_000 + 30_000) == "24 Minuten"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["one", "twenty", "21"]),
        ("de", ["eins", "zwanzig", "21"]),
        ("fr", ["un", "vingt", "21"]),
        ("es", ["uno", "veinte", "21"]),
        ("it", ["uno", "venti", "21"]),
        ("pt", ["um", "vinte", "21"]),
    ],
)
def test_numbers_are_words_up_to_twenty(language: str, said: list[str]) -> None:
    assert [stock_for(language).wording.number(n) for n in (1, 20, 21)] == said


@pytest.mark.parametrize(
    ("language", "names", "said"),
    [
        ("en", ("A",), "A"),
        ("en", ("A", "B", "C"), "A, B and C"),
        ("en", ("A", "B", "C", "D"), "A, B and others"),
        ("de", ("A", "B"), "A und B"),
        ("de", ("A", "B", "C", "D"), "A, B und mehr"),
        ("fr", ("A", "B"), "A et B"),
        ("fr", ("A", "B", "C", "D"), "A, B et d’autres"),
        ("es", ("A", "B"), "A y B"),
        ("es", ("A", "Iggy Pop"), "A e Iggy Pop"),
        ("es", ("A", "hilera"), "A e hilera"),
        ("es", ("A", "Hielo"), "A y Hielo"),
        ("es", ("A", "Yes"), "A y Yes"),
        ("es", ("A", "Ángela", "Íñigo"), "A, Ángela e Íñigo"),
        ("es", ("A", ""), "A y "),
        ("it", ("A", "B"), "A e B"),
        ("it", ("A", "Elisa"), "A ed Elisa"),
        ("pt", ("A", "B"), "A e B"),
        ("pt", ("A", "B", "C", "D"), "A, B e outros"),
    ],
)
def test_names_are_joined_as_the_language_does(language: str, names: tuple[str, ...], said: str) -> None:
    assert stock_for(language).wording.joined(names) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "“x”"), ("de", "„x“"), ("fr", "«\xa0x\xa0»"), ("es", "«x»"), ("it", "«x»"), ("pt", "“x”")],
)
def test_titles_stand_in_the_languages_own_marks(language: str, said: str) -> None:
    assert stock_for(language).wording.quoted("x") == said


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("en", "en"),
        ("en-GB", "en-GB"),
        ("de-AT", "de-AT"),
        ("DE", "DE"),
        ("pt_BR", "pt_BR"),
        ("ja", "en"),
        ("zh-Hant-TW", "en"),
        ("den", "en"),
        ("x", "en"),
    ],
)
def test_another_language_gets_english(asked: str, spoken: str) -> None:
    assert language_spoken(asked) == spoken
    assert stock_for(asked) is stock_for(spoken)
