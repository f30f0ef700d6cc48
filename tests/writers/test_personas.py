"""What a persona makes of the announcer: who listens to five intros of each can tell them apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import mean

import pytest
from msgspec import structs

from spotintro.config.personas.persona import Care, Chattiness, Persona
from spotintro.config.personas.reading import BUILT_IN, read_persona
from spotintro.host.texts import EVENING, Style
from spotintro.knowledge import About, Fact, Relation, Source
from spotintro.music import Track, TrackKind
from spotintro.writers.announcements.languages import SPOKEN, stock_for
from spotintro.writers.announcements.manner import MEASURES
from spotintro.writers.announcements.stock import Section
from spotintro.writers.announcer import Announcer
from spotintro.writers.base import Line, Show
from spotintro.writers.text_language import TextLanguage
from spotintro.writers.truth.neutral import claim_in
from tests.fakes.writer import HOST

PERSONAS = {name: read_persona(Path(), name) for name in BUILT_IN}
WITH_OWN = [name for name, persona in PERSONAS.items() if any(persona.openings.values())]
SOURCE = Source("MusicBrainz", "https://musicbrainz.org/recording/x", "CC0")
NOW = datetime(2026, 11, 28, 20, 15, tzinfo=UTC)


def track(number: int) -> Track:
    return Track(
        str(number), f"Glass {number}", (f"Ada {number}",), f"Windows {number}", 200_000,
        year=1950 + number, genres=(f"pop {number}",),
    )  # fmt: skip


def facts(number: int) -> tuple[Fact, ...]:
    title, artist = f"Glass {number}", f"Ada {number}"
    return (
        Fact(Relation.ORIGIN, About.ARTIST, artist, SOURCE, text="Bergen", detail="Norway"),
        Fact(Relation.ARTIST_KIND, About.ARTIST, artist, SOURCE, text="person"),
        Fact(Relation.BEGAN, About.ARTIST, artist, SOURCE, year=1930 + number),
        Fact(Relation.WRITER, About.TRACK, title, SOURCE, text=f"Writer {number}"),
        Fact(Relation.PERFORMER, About.TRACK, title, SOURCE, text=f"Player {number}", detail="piano"),
        Fact(Relation.LABEL, About.ALBUM, f"Windows {number}", SOURCE, text=f"Label {number}"),
    )


async def evening_of(
    persona: Persona,
    language: str = "en",
    *,
    intros: int,
    chattiness: Chattiness = Chattiness.NORMAL,
    seed: int = 1,
) -> list[list[Line]]:
    """Introduce track after track, each time with the last ten intros in mind."""
    announcer, style = Announcer(Random(seed)), Style(language, persona, chattiness)
    said: list[list[Line]] = []
    for number in range(intros):
        before = tuple(" ".join(line.text for line in lines) for lines in reversed(said[-EVENING:]))
        show = Show(NOW, track(number + 500), track(number + 900), before)
        request = replace(style.request(track(number), show, ()), facts=facts(number), show=show)
        said.append([line async for line in announcer.write(request)])
    return said


@dataclass(frozen=True)
class Heard:
    """What of an evening a listener could count."""

    own: float
    """The share of intros with an opening or a closing of the persona's own."""
    words: float
    sentences: float
    shown: float
    """The share of intros that tell something of the show: what was heard, or what comes."""
    told: dict[Relation, int]


async def heard(name: str, *, intros: int, seed: int = 1) -> Heard:
    persona = PERSONAS[name]
    own = {
        sentence for said in (persona.openings, persona.closings) for each in said.values() for sentence in each
    }
    texts = await evening_of(persona, intros=intros, seed=seed)
    told: dict[Relation, int] = {}
    for lines in texts:
        for line in lines:
            if line.fact is not None:
                told[line.fact.relation] = told.get(line.fact.relation, 0) + 1
    return Heard(
        mean(any(line.text in own for line in lines) for lines in texts),
        mean(sum(len(line.text.split()) for line in lines) for lines in texts),
        mean(len(lines) for lines in texts),
        mean(any(f"{n + 500}" in line.text or f"{n + 900}" in line.text for line in lines)
             for n, lines in enumerate(texts)),
        told,
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
async def test_five_intros_of_each_tell_the_personas_apart(seed: int) -> None:
    found = {name: await heard(name, intros=5, seed=seed) for name in BUILT_IN}
    for name in WITH_OWN:
        assert found[name].own >= 0.6, name
    # Two have no openings of their own: the one talks of the evening, the other says what plays and stops.
    late, plain = found["late-night"], found["plain"]
    assert (plain.shown, plain.own, late.own) == (0, 0, 0)
    assert late.shown >= 0.4
    assert plain.sentences < late.sentences


async def test_over_an_evening_they_differ_in_length_and_in_what_is_told() -> None:
    found = {name: await heard(name, intros=60) for name in BUILT_IN}
    assert found["plain"].sentences + 0.5 < min(found[name].sentences for name in BUILT_IN if name != "plain")
    assert found["club"].words + 3 < found["late-night"].words
    assert 2 * found["classical"].told.get(Relation.ORIGIN, 0) < found["late-night"].told[Relation.ORIGIN]
    assert found["classical"].shown == found["plain"].shown == 0
    assert found["late-night"].shown > 0.4
    assert found["club"].shown > 0.4
    assert found["plain"].told[Relation.LABEL] > 2 * found["late-night"].told.get(Relation.LABEL, 0)
    rates = [PERSONAS[name].rate_wpm for name in BUILT_IN]
    assert len(set(rates)) == len(rates)


@pytest.mark.parametrize("language", SPOKEN)
def test_own_sentences_are_enough_for_ten_intros_and_nobody_elses(language: str) -> None:
    taken = {parts[0] for section in Section for parts in stock_for(language).sections[section] if len(parts) == 1}
    for name in WITH_OWN:
        persona = PERSONAS[name]
        said = [*persona.openings[language], *persona.closings[language]]
        assert min(len(persona.openings[language]), len(persona.closings[language])) >= 11
        assert len(set(said)) == len(said)
        assert not taken & set(said)
        taken |= set(said)


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("name", WITH_OWN)
def test_own_sentences_claim_nothing_at_any_hour(name: str, language: str) -> None:
    persona = PERSONAS[name]
    for sentence in (*persona.openings[language], *persona.closings[language]):
        assert claim_in(sentence, language) == "", sentence
    judge = TextLanguage(language, ())
    assert judge.is_other(" ".join(persona.openings[language])) is None


@pytest.mark.parametrize(
    "sentence",
    ["It won nine Grammys.", "Good morning.", "She is from Bergen.", "This is their best.", "It is 1971."],
)
def test_what_claims_something_is_no_plain_talk(sentence: str) -> None:
    assert claim_in(sentence, "en")
    assert not claim_in("Here we go.", "en")


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("name", BUILT_IN)
@pytest.mark.parametrize("chattiness", Chattiness)
@pytest.mark.slow
async def test_no_opening_and_no_closing_is_said_twice_in_ten(
    name: str, language: str, chattiness: Chattiness
) -> None:
    texts = await evening_of(PERSONAS[name], language, intros=25, chattiness=chattiness)
    naming = {line.text for lines in texts for line in lines if "Glass" in line.text}
    for number, lines in enumerate(texts):
        earlier = {line.text for other in texts[max(0, number - EVENING) : number] for line in other} - naming
        assert not earlier & {line.text for line in lines}


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("name", BUILT_IN)
@pytest.mark.slow
async def test_chattiness_is_how_much_is_said(name: str, language: str) -> None:
    counted = {}
    for chattiness in Chattiness:
        texts = await evening_of(PERSONAS[name], language, intros=20, chattiness=chattiness)
        limit = min(MEASURES[chattiness].max_words, PERSONAS[name].words.of(chattiness))
        words = [sum(len(line.text.split()) for line in lines) for lines in texts]
        assert max(words) <= max(limit, MEASURES[chattiness].min_words)
        counted[chattiness] = mean(words)
        if chattiness is Chattiness.BRIEF:
            assert all(len(lines) <= 2 for lines in texts)
            assert mean(len(lines) == 2 for lines in texts) > 0.8
    assert counted[Chattiness.BRIEF] < counted[Chattiness.NORMAL] < counted[Chattiness.CHATTY]


@pytest.mark.parametrize("name", BUILT_IN)
@pytest.mark.parametrize("chattiness", Chattiness)
@pytest.mark.parametrize("kind", TrackKind)
async def test_there_is_a_text_where_next_to_nothing_is_known(
    name: str, chattiness: Chattiness, kind: TrackKind
) -> None:
    request = Style("en", PERSONAS[name], chattiness).request(Track("1", "Glass", kind=kind), Show(), ())
    lines = [line.text async for line in Announcer(Random(1)).write(request)]
    assert "Glass" in " ".join(lines)


async def test_what_a_persona_cares_for_is_told_first() -> None:
    for care, relation in (
        (Care.ORIGIN, Relation.ORIGIN),
        (Care.CREDITS, Relation.WRITER),
        (Care.INSTRUMENTS, Relation.PERFORMER),
        (Care.RECORD, Relation.LABEL),
        (Care.YEARS, Relation.BEGAN),
    ):
        persona = structs.replace(HOST, cares=(care,))
        texts = await evening_of(persona, intros=10, chattiness=Chattiness.BRIEF)
        told = [line.fact.relation for lines in texts for line in lines if line.fact is not None]
        anyhow = await evening_of(HOST, intros=10, chattiness=Chattiness.BRIEF)
        usually = [line.fact.relation for lines in anyhow for line in lines if line.fact is not None]
        assert told.count(relation) > usually.count(relation), care


async def test_a_persona_of_one_language_has_the_announcers_own_sentences_in_the_others() -> None:
    persona = structs.replace(HOST, cares=(), openings={"en": ("Ahoy.",)}, closings={"en": ()})
    german = stock_for("de")
    own = {parts[0] for section in (Section.ANYTIME, Section.MUSIC) for parts in german.sections[section]}
    for language, openings in (("en", {"Ahoy."}), ("de", own)):
        texts = await evening_of(persona, language, intros=10)
        firsts = {lines[0].text for lines in texts if "Ada" not in lines[0].text}
        assert firsts
        assert firsts <= openings
