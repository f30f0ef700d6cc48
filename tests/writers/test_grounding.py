from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.music import Track
from spotintro.writers.announcements.languages import SPOKEN
from spotintro.writers.announcer import Announcer
from spotintro.writers.facts import known_facts
from spotintro.writers.grounding import Grounding
from tests.fakes.writer import intro_request

TRACK = Track(
    "1",
    "Glass Harbour",
    ("Ada Quell", "The Night Shift"),
    "Lanterns at Sea",
    208_000,
    year=1987,
    genres=("dream pop",),
    composers=("Ida Moreau",),
    track_number=3,
)
BARE = Track("2", "Glass Harbour", ("Ada Quell",))


def claim(sentence: str, track: Track = TRACK, language: str = "en") -> str | None:
    return Grounding(known_facts(track), language).unknown_claim(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Good evening.",
        "Welcome back, night owls, wherever you may be.",
        "Here comes “Glass Harbour” by Ada Quell and The Night Shift.",
        "Ada Quell's voice of choice tonight is Glass Harbour.",
        "Quell it is, then.",
        "It comes from the album Lanterns at Sea, released in 1987.",
        "A release from nineteen eighty-seven, straight out of the eighties, if you like: the 1980s.",
        "Three and a half minutes, no more.",
        "It is about three minutes long, 3:28 to be exact.",
        "A three-minute walk by the water.",
        "It was composed by Ida Moreau.",
        "This one is about three and a half minutes of your night.",
        "You will find it under dream pop.",
        "It is track three on the album.",
        "Let the lights go down, and let this one drift through the room.",
        "I'm here, and I'll stay with you, the two of us and one song.",
        "Rain on the window, a cup of tea, and nowhere to be.".replace("Rain", "Soft rain"),
        "So lean back... The night is long.",
        "This is for you: the sound of water at night.",
        "Just Ada Quell, with The Night Shift as company.",
    ],
)
def test_what_the_facts_carry_and_mere_atmosphere_stand(sentence: str) -> None:
    assert claim(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("It was released in 1986.", "1986"),
        ("A song from nineteen ninety-one.", "nineteen"),
        ("It spent twelve weeks with us.", "twelve"),
        ("Millions of people love it.", "Millions"),
        ("This is Glass Harbour by David Bowie.", "David"),
        ("Sinatra would have loved it.", "Sinatra"),
        ("And now... Madonna waits.", "Madonna"),
        ("It was made in Berlin, they say.", "Berlin"),
        ("They won a Grammy for it.", "Grammy"),
        ("It won an award.", "award"),
        ("It went to the top of the charts.", "top of the"),
        ("A number one all over the place.", "number one"),
        ("A best-selling song.", "best-selling"),
        ("It went platinum.", "platinum"),
        ("Ada Quell wrote it on a train.", "wrote"),
        ("It was produced by a friend.", "produced"),
        ("It was recorded in a barn.", "recorded"),
        ("She was born by the sea.", "born"),
        ("It has been sampled many times.", "sampled"),
        ("This is a cover of an old song.", "cover"),
        ("You know it from a film.", "film"),
        ("Her debut, no less.", "debut"),
        ("It was a hit.", "hit"),
        ("A legendary song.", "legendary"),
        ("A song about lost love.", "song about"),
        ("A song about Lanterns at Sea.", "song about"),
        ("The guitars shimmer.", "guitars"),
        ("A fine piece of jazz.", "jazz"),
        ("She sings “you never called me back” tonight.", "you never called me back"),
    ],
)
def test_what_the_facts_do_not_carry_falls(sentence: str, found: str) -> None:
    reported = claim(sentence)
    assert reported is not None
    assert reported.casefold() == found.casefold() or found.casefold() in reported.casefold()


@pytest.mark.parametrize(
    ("sentence", "unknown"),
    [
        ("It was composed with care.", {"composers": ()}),
        ("It comes from an album we like.", {"album": None}),
        ("It was released a while ago.", {"year": None}),
        ("A duet, no less.", {"artists": ("Ada Quell",)}),
        ("It is track three for tonight.", {"track_number": None}),
        ("Three and a half minutes, no more.", {"duration_ms": None}),
        ("Filed under dream pop.".replace("Filed", "Find it"), {"genres": ()}),
    ],
)
def test_a_claim_stands_and_falls_with_its_fact(sentence: str, unknown: dict[str, object]) -> None:
    assert claim(sentence) is None
    assert claim(sentence, replace(TRACK, **unknown)) is not None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "artist", "sentence"),
    [
        ("Nuit blanche à Ålesund", "Amélie Sørensen", "Here is Nuit blanche a Alesund by Amelie Sorensen."),
        ("So What", "P!nk", "This is So What by Pink."),
        ("Another Brick in the Wall, Pt. 2", "Pink Floyd", "Here comes Another Brick in the Wall, Part Two."),
        ("Umbrella (feat. JAY-Z)", "Rihanna", "It is Umbrella, featuring Jay Z."),
        ("Thunderstruck", "AC/DC", "Nobody but ACDC tonight."),
        ("Лебединое озеро", "Чайковский", "A little Tchaikovsky for the night."),
        ("さくら", "森山直太朗", "It is called Sakura."),
        ("نسم علينا الهوى", "فيروز", "The night belongs to Fairuz."),
        ("Henry VIII", "Herman's Hermits", "Here is Henry the Eighth."),
        ("1999 - Remastered", "Prince", "And now, Nineteen Ninety-Nine."),
    ],
)
def test_a_name_in_another_spelling_is_known(title: str, artist: str, sentence: str) -> None:
    assert claim(sentence, Track("1", title, (artist,))) is None


def test_another_name_is_not_taken_for_a_spelling() -> None:
    track = Track("1", "So What", ("P!nk", "Чайковский", "فيروز"))
    assert claim("Here is Prokofiev.", track) == "Prokofiev"
    assert claim("This is Pinker than before.", track) is not None
    assert claim("And now Farez.", replace(track, artists=("P!nk",))) == "Farez"


def test_words_of_a_name_are_no_claim() -> None:
    track = Track("1", "Greatest Hits", ("Guitar Wolf",), "99 Luftballons")
    assert claim("Greatest Hits by Guitar Wolf, and the wolf has hits.", track) is None
    assert claim("Here are 99 of them.", track) is None
    assert claim("Here are 98 of them.", track) == "98"


@pytest.mark.parametrize(
    ("language", "sentence", "found"),
    [
        ("fr", "Bonsoir à tous, voici un peu de musique.", None),
        ("fr", "Voici la chanson de Johnny, mes amis.", "Johnny"),
        ("fr", "Ce disque est de 1986.", "1986"),
        ("it", "È un brano da ascoltare.", None),
        ("es", "Y ahora, un poco de música.", None),
        ("it", "È un brano di E, amici.", "E"),
        ("de", "Guten Abend, liebe Freunde der Nacht.", None),
        ("de-AT", "Das gab es 1986 zu hören.", "1986"),
        ("de", "Dafür gab es einen Grammy.", "Grammy"),
        ("ja", "こんばんは、次の曲です。", None),
        ("ja", "1986年の曲です。", "1986"),
    ],
)
def test_in_other_languages_the_net_is_wider(language: str, sentence: str, found: str | None) -> None:
    assert claim(sentence, language=language) == found


@pytest.mark.slow
@pytest.mark.parametrize("language", SPOKEN)
async def test_the_announcer_says_nothing_that_falls(language: str) -> None:
    announcer = Announcer(Random(1))
    for track in (
        TRACK,
        BARE,
        replace(TRACK, track_number=1),
        Track("3", "AC/DC: Op. 9 No. 2", ("Wham!",), "P!nk"),
    ):
        request = intro_request(track, language=language)
        for _ in range(200):
            sentences = [line.text async for line in announcer.write(request)]
            assert [claim(sentence, track, language) for sentence in sentences] == [None] * len(sentences)


@given(st.text(max_size=200), st.text(max_size=30), st.sampled_from(["en", "de", "fr", "ja"]))
def test_any_sentence_gets_a_verdict(sentence: str, name: str, language: str) -> None:
    track = Track("1", name, (name,), name, 61_000, year=2009)
    verdict = claim(sentence, track, language)
    assert verdict is None or verdict


@given(st.integers(1500, 2100), st.integers(1500, 2100))
def test_no_year_but_the_known_one_stands(known: int, said: int) -> None:
    track = Track("1", "T", year=known)
    assert (claim(f"It is from {said}.", track) is None) == (known == said)
