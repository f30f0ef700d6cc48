from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.config.personas.persona import Chattiness
from spotintro.music import Track, TrackKind
from spotintro.writers.announcements.languages import SPOKEN, stock_for
from spotintro.writers.announcements.manner import MEASURES
from spotintro.writers.announcer import Announcer
from spotintro.writers.base import IntroRequest, Writer
from tests.fakes.writer import intro_request, whole_sentences

if TYPE_CHECKING:
    from _typeshed import SupportsLenAndGetItem

T = TypeVar("T")

MIN_WORDS, MAX_WORDS = MEASURES[Chattiness.NORMAL].min_words, MEASURES[Chattiness.NORMAL].max_words

FULL = Track(
    "demo:1",
    "Clair de lune",
    ("Ada Quell",),
    "Night Windows",
    302_000,
    year=1987,
    genres=("classical",),
    composers=("Ida Moreau",),
    track_number=3,
)


async def text_of(announcer: Writer, request: IntroRequest) -> str:
    return " ".join([sentence async for sentence in whole_sentences(announcer, request)])


@pytest.mark.parametrize("language", SPOKEN)
async def test_one_track_gets_many_different_sentences(language: str) -> None:
    announcer = Announcer(Random(1))
    request = intro_request(FULL, language=language)
    said = {sentence for _ in range(300) for sentence in [s async for s in announcer.write(request)]}
    assert len(said) >= 40


async def test_one_seed_gives_one_series() -> None:
    first = [await text_of(Announcer(Random(7)), intro_request(FULL)) for _ in range(2)]
    assert first[0] == first[1]
    assert await text_of(Announcer(Random(8)), intro_request(FULL)) != first[0]


@pytest.mark.parametrize(
    "track",
    [
        FULL,
        Track("2", "x"),
        Track("3", ""),
        Track("3b", "", ("Ada Quell",)),
        Track("3c", "", (), "Night Windows"),
        Track("3d", "", (), "Night Windows", 200_000, year=1987, track_number=3),
        Track("4", "Chapter One", ("Ada Quell",), "The Long Way", 1_800_000, kind=TrackKind.CHAPTER),
        Track("4b", "", ("Ada Quell",), kind=TrackKind.CHAPTER),
        Track("4c", "", (), "The Long Way", kind=TrackKind.CHAPTER),
        Track("5", "Episode One", ("A Station",), "The Show", 1_800_000, kind=TrackKind.EPISODE),
        Track("6", "", (), "The Show", kind=TrackKind.EPISODE),
    ],
    ids=lambda track: track.id,
)
@pytest.mark.parametrize("max_words", [20, 40, 200])
@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.slow
async def test_two_to_five_sentences_within_the_budget_never_the_same_twice(
    track: Track, max_words: int, language: str
) -> None:
    announcer = Announcer(Random(1))
    recent: tuple[str, ...] = ()
    for _ in range(60):
        request = intro_request(track, max_words=max_words, recent_texts=recent, language=language)
        sentences = [sentence async for sentence in whole_sentences(announcer, request)]
        text = " ".join(sentences)
        assert 2 <= len(sentences) <= 5
        assert text not in recent[:1]
        assert "None" not in text
        assert stock_for(language).wording.quoted("") not in text
        if max_words >= 40:
            assert len(text.split()) <= min(max_words, MAX_WORDS)
        recent = (text, *recent)[:3]


@pytest.mark.parametrize("language", SPOKEN)
async def test_it_talks_for_eight_to_fifteen_seconds(language: str) -> None:
    announcer = Announcer(Random(2))
    texts = [await text_of(announcer, intro_request(FULL, language=language)) for _ in range(100)]
    assert all(MIN_WORDS <= len(text.split()) <= MAX_WORDS for text in texts)


async def test_a_repeat_is_avoided_even_where_chance_insists() -> None:
    class Stuck(Random):
        def random(self) -> float:
            return 0.9

        def choice(self, seq: SupportsLenAndGetItem[T]) -> T:
            return seq[0]

        def sample(self, population: Sequence[T], k: int, *, counts: Iterable[int] | None = None) -> list[T]:
            return list(population[:k])

    announcer = Announcer(Stuck())
    first = await text_of(announcer, intro_request(FULL))
    second = await text_of(announcer, intro_request(FULL, recent_texts=(first,)))

    assert first != second


@pytest.mark.parametrize("language", SPOKEN)
async def test_sentences_of_recent_texts_are_the_last_choice(language: str) -> None:
    announcer = Announcer(Random(3))
    recent: tuple[str, ...] = ()
    for _ in range(4):
        recent = (await text_of(announcer, intro_request(FULL, recent_texts=recent, language=language)), *recent)
    closers = {text.rsplit(". ", 1)[-1] for text in recent}
    assert len(closers) == 4


ABSENT: list[tuple[str, object, tuple[str, ...]]] = [
    ("artists", (), ("Ada Quell",)),
    ("album", None, ("Night Windows", "album")),
    ("year", None, ("1987", "release")),
    ("genres", (), ("classical",)),
    ("composers", (), ("Ida Moreau", "composed", "music is by")),
]


@pytest.mark.parametrize(("name", "nothing", "words"), ABSENT, ids=[row[0] for row in ABSENT])
async def test_what_is_not_known_is_not_said(name: str, nothing: object, words: tuple[str, ...]) -> None:
    track = replace(FULL, **{name: nothing})  # type: ignore[arg-type]
    announcer = Announcer(Random(5))
    texts = " ".join([await text_of(announcer, intro_request(track)) for _ in range(300)])
    known = " ".join([await text_of(announcer, intro_request(FULL)) for _ in range(300)])

    for word in words:
        assert word not in texts
        assert word in known


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize(("name", "nothing", "words"), ABSENT, ids=[row[0] for row in ABSENT])
@pytest.mark.slow
async def test_what_is_not_known_is_not_said_in_any_language(
    name: str, nothing: object, words: tuple[str, ...], language: str
) -> None:
    wording = stock_for(language).wording
    said = wording.quoted(words[0]) if name == "album" else words[0]
    track = replace(FULL, **{name: nothing})  # type: ignore[arg-type]

    assert f" {said}" not in await _many(track, language, texts=80)
    assert f" {said}" in await _many(FULL, language, texts=80)


@pytest.mark.parametrize("language", SPOKEN)
async def test_nobody_tells_the_length_of_a_track_or_its_number(language: str) -> None:
    wording = stock_for(language).wording
    texts = await _many(FULL, language)
    assert wording.duration(302_000) not in texts
    assert f" {wording.number(3)} " not in texts


async def test_who_plays_what_they_wrote_is_named_once() -> None:
    texts = await _many(replace(FULL, composers=FULL.artists))
    assert "composed" not in texts
    assert "music is by" not in texts
    both = await _many(replace(FULL, composers=(*FULL.artists, "Ida Moreau")))
    assert "composed by Ada Quell and Ida Moreau" in both


async def _many(track: Track, language: str = "en", *, texts: int = 300) -> str:
    announcer = Announcer(Random(5))
    return " ".join([await text_of(announcer, intro_request(track, language=language)) for _ in range(texts)])


@pytest.mark.parametrize("title", ["[b]", "{x}", "%s", "{0}", "AC/DC", "坂本龍一", "$TITLE", "\\1", "a" * 120])
@pytest.mark.parametrize("language", SPOKEN)
async def test_titles_are_data(title: str, language: str) -> None:
    track = replace(FULL, title=title, artists=(title,), album=title + "!", genres=(title,))
    text = await text_of(Announcer(Random(2)), intro_request(track, language=language))
    assert stock_for(language).wording.quoted(title) in text


@pytest.mark.parametrize("language", SPOKEN)
async def test_a_name_that_ends_in_a_mark_gets_no_second_one(language: str) -> None:
    announcer = Announcer(Random(1))
    track = Track("1", "Help!", ("Wham!",), "Oh...", 200_000)
    closing = stock_for(language).wording.quotation[1]
    for _ in range(100):
        text = await text_of(announcer, intro_request(track, language=language))
        assert "!." not in text
        assert f"!{closing}." not in text
        assert f"...{closing}." not in text


async def test_many_artists_are_not_all_read_out() -> None:
    track = replace(FULL, artists=tuple(f"Artist {n}" for n in range(20)))
    text = await text_of(Announcer(Random(1)), intro_request(track))
    assert "Artist 0, Artist 1 and others" in text


def test_nothing_leaves_the_process() -> None:
    announcer = Announcer()
    assert (announcer.name, announcer.is_ai, announcer.destination) == ("announcer", False, None)


@pytest.mark.parametrize(
    ("language", "said"),
    [("de-CH", "„Clair de lune“"), ("fr", "«\xa0Clair de lune\xa0»"), ("ja", "“Clair de lune”")],
)
async def test_the_requests_language_is_spoken_and_another_gets_english(language: str, said: str) -> None:
    announcer = Announcer(Random(1))
    request = intro_request(FULL, language=language)
    assert said in await text_of(announcer, request)
    assert announcer.text_language(language) == ("en" if language == "ja" else language)


NAMED = [
    (FULL, ("Clair de lune", "Ada Quell")),
    (Track("2", "x"), ("x",)),
    (Track("3", "", ("Ada Quell",)), ("Ada Quell",)),
    (Track("4", "Episode One", ("A Station",), "The Show", kind=TrackKind.EPISODE), ("Episode One",)),
]


@pytest.mark.parametrize(("track", "names"), NAMED, ids=[track.id for track, _ in NAMED])
@pytest.mark.parametrize("language", SPOKEN)
def test_a_naming_line_is_one_sentence_with_the_names(track: Track, names: tuple[str, ...], language: str) -> None:
    announcer = Announcer(Random(1))
    lines = {announcer.naming_line(intro_request(track, language=language)) for _ in range(100)}
    assert len(lines) > 1
    for line in lines:
        assert all(name in line for name in names)
        assert line.count(".") == 1


def test_a_naming_line_follows_chance_and_never_fails() -> None:
    request = intro_request(FULL)
    first, second = ([Announcer(Random(3)).naming_line(request) for _ in range(2)] for _ in range(2))
    assert first == second
    for track in (Track("1", ""), Track("2", "", (), "Album"), Track("3", "", kind=TrackKind.EPISODE)):
        assert Announcer(Random(1)).naming_line(intro_request(track)) == ""


@pytest.mark.slow
@given(
    st.builds(
        Track,
        id=st.just("x"),
        title=st.text(max_size=200),
        artists=st.lists(st.text(max_size=60), max_size=6).map(tuple),
        album=st.none() | st.text(max_size=100),
        duration_ms=st.none() | st.integers(),
        kind=st.sampled_from(TrackKind),
        year=st.none() | st.integers(),
        genres=st.lists(st.text(max_size=30), max_size=4).map(tuple),
        composers=st.lists(st.text(max_size=30), max_size=4).map(tuple),
        track_number=st.none() | st.integers(),
    ),
    st.integers(20, 200),
    st.sampled_from((*SPOKEN, "ja")),
)
async def test_any_track_gets_a_text(track: Track, max_words: int, language: str) -> None:
    request = intro_request(track, max_words=max_words, language=language)
    sentences = [line.text async for line in Announcer(Random(0)).write(request)]
    assert 2 <= len(sentences) <= 5
    if track.title:
        assert track.title in " ".join(sentences)


@pytest.mark.parametrize(
    ("track", "line"),
    [
        (FULL, f"{', '.join(FULL.artists)}: {FULL.title}."),
        (Track("1", "", ("Ada Quell",)), "Ada Quell."),
        (Track("1", "Glass Harbour"), "Glass Harbour."),
    ],
)
def test_a_naming_line_in_a_language_of_others_is_the_names(track: Track, line: str) -> None:
    assert Announcer().naming_line(intro_request(track, language="ja")) == line


@pytest.mark.parametrize(
    ("track", "said", "unsaid"),
    [
        (Track("spotify:track:0123456789", "", ("Ada Quell",), "Night Windows"), "Ada Quell", "0123456789"),
        (Track("spotify:track:0123456789", "", (), "Night Windows"), "Night Windows", "0123456789"),
        (Track("1", "One", ("Ada Quell",), "The Long Way", kind=TrackKind.CHAPTER), "“One”", "track"),
        (Track("1", "", (), "The Show", kind=TrackKind.EPISODE), "The Show", "track"),
        (Track("1", "", ("Ada Quell",), "The Show", kind=TrackKind.EPISODE), "Ada Quell", "track"),
        (
            Track("1", "", ("Ada Quell",), "The Long Way", 600_000, kind=TrackKind.CHAPTER),
            "book|The Long Way",
            "track",
        ),
        (Track("1", "", (), "The Long Way", kind=TrackKind.CHAPTER), "The Long Way", "track"),
        (Track("1", "", kind=TrackKind.CHAPTER), "chapter|book|story", "track"),
    ],
)
async def test_without_a_title_it_speaks_of_what_is_known(track: Track, said: str, unsaid: str) -> None:
    announcer = Announcer(Random(11))
    for _ in range(200):
        text = await text_of(announcer, intro_request(track))
        assert any(one in text for one in said.split("|"))
        assert unsaid not in text
        for name in (*track.artists, track.album or "-"):
            assert text.count(name) <= 1, "each fact once"
