"""The announcer over a whole evening: fresh, to the hour, with what was heard, what comes and what is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spotintro.config.personas.persona import Chattiness
from spotintro.knowledge import About, Fact, Relation, Source
from spotintro.music import Track, TrackKind
from spotintro.writers.announcements.languages import SPOKEN, stock_for
from spotintro.writers.announcements.manner import MEASURES
from spotintro.writers.announcements.stock import Place, Section
from spotintro.writers.announcer import Announcer
from spotintro.writers.base import IntroRequest, Show
from spotintro.writers.names import Names
from tests.fakes.writer import intro_request, whole_sentences

SOURCE = Source("MusicBrainz", "https://musicbrainz.example/1", "CC0")
WINDOW = 10


def of_track(relation: Relation, text: str = "", **more: object) -> Fact:
    return Fact(relation, About.TRACK, "So What", SOURCE, text, **more)  # type: ignore[arg-type]


def of_album(relation: Relation, text: str = "", **more: object) -> Fact:
    return Fact(relation, About.ALBUM, "Kind of Blue", SOURCE, text, **more)  # type: ignore[arg-type]


def of_artist(relation: Relation, text: str = "", *, subject: str = "Miles Davis", **more: object) -> Fact:
    return Fact(relation, About.ARTIST, subject, SOURCE, text, **more)  # type: ignore[arg-type]


SO_WHAT = Track("1", "So What", ("Miles Davis",), "Kind of Blue", 545_000, year=1997)
PERSON, GROUP = of_artist(Relation.ARTIST_KIND, "person"), of_artist(Relation.ARTIST_KIND, "group")
SAID = [
    (of_track(Relation.FIRST_RELEASED, year=1959), ("1959",)),
    (of_album(Relation.FIRST_RELEASED, year=1959), ("Kind of Blue", "1959")),
    (of_album(Relation.LABEL, "Columbia"), ("Columbia",)),
    (of_album(Relation.RELEASE_COUNTRY, "United States"), ()),
    (of_track(Relation.COMPOSER, "Erik Satie"), ("Erik Satie",)),
    (of_track(Relation.LYRICIST, "Bernie Taupin"), ("Bernie Taupin",)),
    (of_track(Relation.WRITER, "Carole King"), ("Carole King",)),
    (of_track(Relation.PRODUCER, "Teo Macero"), ("Teo Macero",)),
    (of_album(Relation.PRODUCER, "Teo Macero"), ("Kind of Blue", "Teo Macero")),
    (of_track(Relation.ARRANGER, "Gil Evans"), ("Gil Evans",)),
    (of_track(Relation.ENGINEER, "Fred Plaut"), ("Fred Plaut",)),
    (of_track(Relation.PERFORMER, "Bill Evans", detail="piano"), ("Bill Evans", "piano")),
    (of_track(Relation.PERFORMER, "Nina", detail="lead vocals"), ("Nina",)),
    (of_track(Relation.PERFORMER, "Nina", detail="glass harmonica"), ("Nina",)),
    (of_track(Relation.COVER_OF, "Otis Redding"), ("Otis Redding",)),
    (of_track(Relation.COVER_OF, "Otis Redding", detail="Respect"), ("Otis Redding", "Respect")),
    (of_track(Relation.REMIXER, "Deodato"), ("Deodato",)),
    (of_track(Relation.LIVE), ()),
    (of_track(Relation.LIVE, "Carnegie Hall"), ("Carnegie Hall",)),
    (of_track(Relation.LIVE, "Carnegie Hall", year=1961), ("Carnegie Hall", "1961")),
    (of_track(Relation.INSTRUMENTAL), ()),
    (of_artist(Relation.ORIGIN, "Alton", detail="United States"), ("Alton",)),
    (of_artist(Relation.ORIGIN, "United States"), ()),
    (of_artist(Relation.BEGAN, year=1926), ("Miles Davis", "1926")),
    (of_artist(Relation.ENDED, year=1991), ("Miles Davis", "1991")),
    (of_artist(Relation.MEMBER, "Ron Carter", detail="double bass", year=1963, until=1968),
     ("Miles Davis", "Ron Carter", "1963", "1968")),
    (of_artist(Relation.ARTIST_KIND, "orchestra"), ("Miles Davis",)),
    (of_artist(Relation.ARTIST_KIND, "choir"), ("Miles Davis",)),
    (of_artist(Relation.GENRE, "jazz"), ("jazz",)),
    *((of_album(Relation.RELEASE_KIND, kind), ()) for kind in
      ("single", "EP", "Live", "Compilation", "Soundtrack", "Remix", "Mixtape/Street")),
]  # fmt: skip
"""Facts, and what each sentence for them holds of them."""
UNSAID = [
    of_track(Relation.TEXT, "So What was recorded in one take.", language="en"),
    of_artist(Relation.TEXT, "He was born in Alton.", language="en"),
    of_artist(Relation.GENDER, "male"),
    of_artist(Relation.ARTIST_KIND, "person"),
    of_artist(Relation.ARTIST_KIND, "orchestra", subject="Orchestre de Paris"),
    of_artist(Relation.ARTIST_KIND, "choir", subject="Tapiola Chamber Choir"),
    of_album(Relation.RELEASE_KIND, "album"),
    of_track(Relation.WRITER),
    of_track(Relation.COVER_OF, detail="Respect"),
    of_album(Relation.LABEL),
    of_artist(Relation.MEMBER),
]
FACTS = tuple(fact for fact, _ in SAID)


def request_of(track: Track = SO_WHAT, language: str = "en", **more: object) -> IntroRequest:
    return replace(intro_request(track, language=language), **more)  # type: ignore[arg-type]


async def sentences_of(announcer: Announcer, request: IntroRequest) -> list[str]:
    return [sentence async for sentence in whole_sentences(announcer, request)]


def _evenings_tracks(random: Random) -> list[Track]:
    """Return three hundred tracks, some of them again and again, some with nothing known of them."""
    artists = [
        "Die Ärzte",
        "Adele",
        "Os Mutantes",
        "Wham!",
        "Miles Davis",
        "Les Rita Mitsouko",
        "Il Volo",
        "girl in red",
    ]
    tracks = [
        Track(f"t{n}", f"Song {n}", (random.choice(artists),), random.choice([None, f"Album {n}"]), 200_000,
              year=random.choice([None, 1950 + n]))
        for n in range(25)
    ]  # fmt: skip
    tracks += [Track(f"n{n}", "") for n in range(8)]
    tracks += [Track("a1", "", ("Adele",)), Track("a2", "", (), "Night Windows"), Track("a3", "Help!")]
    tracks += [
        Track("e1", "Episode One", ("A Station",), "The Show", 1_800_000, kind=TrackKind.EPISODE),
        Track("e2", "", (), "The Show", kind=TrackKind.EPISODE),
        Track("c1", "", kind=TrackKind.CHAPTER),
    ]
    return [random.choice(tracks) for _ in range(300)]


@pytest.mark.slow
@pytest.mark.parametrize("language", SPOKEN)
async def test_three_hundred_intros_repeat_no_opening_closing_or_nameless_sentence_within_ten(
    language: str,
) -> None:
    random, announcer = Random(18), Announcer(Random(4))
    tracks = _evenings_tracks(random)
    now = datetime(2026, 11, 27, 18, tzinfo=UTC)
    names = Names([name for track in tracks for name in (track.title, track.album or "", *track.artists) if name])
    before: list[list[str]] = []
    for number, track in enumerate(tracks[:-1]):
        heard = tracks[number - 1] if number % 3 else None
        coming = tracks[number + 1] if number % 2 else None
        evening = tuple(" ".join(intro) for intro in before[:WINDOW])
        show = Show(now + timedelta(minutes=4 * number), heard, coming, evening)
        facts = tuple(random.sample((PERSON, *FACTS), 6)) if number % 4 else ()
        request = request_of(track, language, show=show, facts=facts)
        intro = await sentences_of(announcer, request)
        earlier = [sentence for other in before[:WINDOW] for sentence in other]
        assert intro[0] not in {other[0] for other in before[:WINDOW]}, (number, intro)
        assert intro[-1] not in {other[-1] for other in before[:WINDOW]}, (number, intro)
        assert len(set(intro)) == len(intro)
        again = [sentence for sentence in intro if sentence in earlier and not names.named_in(sentence)]
        assert again == [], (number, intro)
        before.insert(0, intro)


@pytest.mark.parametrize("language", SPOKEN)
async def test_patterns_with_names_come_back_seldom_too(language: str) -> None:
    announcer = Announcer(Random(4))
    texts: list[str] = []
    used: Counter[int] = Counter()
    stock = stock_for(language)
    for number in range(10):
        track = Track(f"t{number}", f"Song {number}", (f"Artist {number}",))
        texts.insert(
            0, " ".join(await sentences_of(announcer, request_of(track, language, show=Show(evening=(*texts,)))))
        )
        values = {Place.TITLE: stock.wording.quoted(track.title), Place.ARTISTS: track.artists[0]}
        patterns = stock.patterns(Section.NAMING)
        used.update(n for n, p in enumerate(patterns) if stock.sentence(p, values) in texts[0])
    assert used
    assert max(used.values()) == 1


@pytest.mark.parametrize(
    ("moment", "sections"),
    [
        (datetime(2026, 11, 25, 5, tzinfo=UTC), {Section.EARLY}),
        (datetime(2026, 11, 25, 9, tzinfo=UTC), {Section.MORNING}),
        (datetime(2026, 11, 25, 12, tzinfo=UTC), {Section.MIDDAY}),
        (datetime(2026, 11, 25, 15, tzinfo=UTC), {Section.AFTERNOON}),
        (datetime(2026, 11, 25, 20, tzinfo=UTC), {Section.EVENING}),
        (datetime(2026, 11, 25, 23, tzinfo=UTC), {Section.NIGHT}),
        (datetime(2026, 11, 25, 2, tzinfo=UTC), {Section.NIGHT}),
        (datetime(2026, 11, 28, 9, tzinfo=UTC), {Section.MORNING, Section.WEEKEND}),
        (datetime(2026, 11, 28, 15, tzinfo=UTC), {Section.WEEKEND}),
        (datetime(2026, 11, 28, 2, tzinfo=UTC), {Section.NIGHT}),
        (None, set()),
    ],
)
@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.slow
async def test_it_knows_the_hour(moment: datetime | None, sections: set[Section], language: str) -> None:
    announcer = Announcer(Random(1))
    request = request_of(language=language, show=Show(moment))
    openings = {(await sentences_of(announcer, request))[0] for _ in range(150)}
    hours = (Section.EARLY, Section.MORNING, Section.MIDDAY, Section.AFTERNOON, Section.EVENING, Section.NIGHT)
    said = {
        section
        for section in (*hours, Section.WEEKEND)
        for pattern in stock_for(language).patterns(section)
        if stock_for(language).sentence(pattern, {}) in openings
    }
    assert said == sections


@pytest.mark.parametrize("language", SPOKEN)
async def test_what_was_heard_and_what_comes_is_said_where_it_is_known(language: str) -> None:
    announcer = Announcer(Random(1))
    heard, coming = Track("h", "Blue in Green", ("Bill Evans",)), Track("c", "Naima", ("John Coltrane",))
    known = [await sentences_of(announcer, request_of(language=language, show=Show(None, heard, coming)))
             for _ in range(80)]  # fmt: skip
    assert sum("Bill Evans" in intro[0] or "Blue in Green" in intro[0] for intro in known) > 20
    assert sum("John Coltrane" in intro[-1] or "Naima" in intro[-1] for intro in known) > 20
    text = " ".join(sentence for intro in known for sentence in intro[1:-1])
    assert "Bill Evans" not in text
    assert "Naima" not in text


@pytest.mark.parametrize("language", SPOKEN)
async def test_a_track_that_comes_again_is_neither_heard_nor_coming(language: str) -> None:
    announcer = Announcer(Random(1))
    for _ in range(80):
        intro = await sentences_of(announcer, request_of(language=language, show=Show(None, SO_WHAT, SO_WHAT)))
        assert " ".join(intro).count("So What") == 1


@pytest.mark.parametrize("language", SPOKEN)
async def test_who_is_heard_twice_is_named_once(language: str) -> None:
    announcer = Announcer(Random(1))
    heard = Track("h", "Blue in Green", ("Miles Davis",))
    intros = [
        await sentences_of(announcer, request_of(language=language, show=Show(None, heard))) for _ in range(80)
    ]
    stays = [intro for intro in intros if "Miles Davis" in intro[0] and "So What" not in intro[0]]
    assert len(stays) > 20
    assert all(" ".join(intro).count("Miles Davis") == 1 for intro in stays)


@pytest.mark.parametrize(("fact", "held"), SAID, ids=[f"{fact.relation}-{n}" for n, (fact, _) in enumerate(SAID)])
@pytest.mark.parametrize("language", SPOKEN)
def test_there_is_a_sentence_for_each_fact(fact: Fact, held: tuple[str, ...], language: str) -> None:
    kind = GROUP if fact.relation is Relation.MEMBER else PERSON
    request = request_of(language=language, facts=(fact, kind))
    for seed in range(6):
        sentence = Announcer(Random(seed)).sentence_for(fact, request)
        assert sentence.endswith((".", "!"))
        for value in held:
            assert value in sentence or (value == "piano" and language in {"de", "it"}), sentence
        assert len(sentence.split()) <= 25


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("kind", ["person", "group"])
def test_a_beginning_and_an_end_are_a_persons_or_a_groups(kind: str, language: str) -> None:
    facts = (of_artist(Relation.BEGAN, year=1926), of_artist(Relation.ENDED, year=1991))
    request = request_of(language=language, facts=(*facts, of_artist(Relation.ARTIST_KIND, kind)))
    born, died = (Section.BORN, Section.DIED) if kind == "person" else (Section.FORMED, Section.SPLIT)
    for fact, section in zip(facts, (born, died), strict=True):
        values = {Place.SUBJECT: "Miles Davis", Place.WHEN: str(fact.year)}
        can_be = {stock_for(language).sentence(p, values) for p in stock_for(language).patterns(section)}
        assert {Announcer(Random(n)).sentence_for(fact, request) for n in range(30)} <= can_be
        assert Announcer().sentence_for(fact, request_of(language=language, facts=facts)) == "", (
            "it isn't known which"
        )


@pytest.mark.parametrize("fact", UNSAID, ids=lambda fact: fact.relation)
@pytest.mark.parametrize("language", SPOKEN)
def test_there_is_none_where_it_can_not_be_said_well(fact: Fact, language: str) -> None:
    assert Announcer(Random(1)).sentence_for(fact, request_of(language=language, facts=(fact,))) == ""


def test_there_is_none_in_a_language_of_others() -> None:
    assert Announcer().sentence_for(of_track(Relation.WRITER, "Carole King"), request_of(language="ja")) == ""


def test_a_fact_of_one_of_several_artists_names_whose_it_is() -> None:
    duo = replace(SO_WHAT, artists=("Miles Davis", "John Coltrane"))
    fact = of_artist(Relation.ORIGIN, "Alton", detail="United States")
    for language in SPOKEN:
        for seed in range(20):
            assert "Miles Davis" in Announcer(Random(seed)).sentence_for(fact, request_of(duo, language))
            assert "Miles Davis" not in Announcer(Random(seed)).sentence_for(fact, request_of(SO_WHAT, language))


def test_a_fact_is_said_another_way_where_it_was_said() -> None:
    fact = of_track(Relation.PRODUCER, "Teo Macero")
    evening: tuple[str, ...] = ()
    for _ in range(len(stock_for("en").patterns(Section.PRODUCER))):
        sentence = Announcer(Random(3)).sentence_for(fact, request_of(show=Show(evening=evening)))
        assert sentence
        assert sentence not in evening
        evening = (sentence, *evening)
    assert Announcer(Random(3)).sentence_for(fact, request_of(show=Show(evening=evening))) in evening


@pytest.mark.parametrize(
    ("language", "text", "detail", "said"),
    [
        ("de", "United States", "", "aus den USA"),
        ("fr", "Germany", "", "d’Allemagne"),
        ("it", "London", "United Kingdom", "Londra"),
        ("es", "London", "United Kingdom", "Londres"),
        ("pt", "Brazil", "", "do Brasil"),
        ("en", "Netherlands", "", "from the Netherlands"),
        ("de", "Minnesota", "", ""),
        ("en", "Minnesota", "", ""),
    ],
)
def test_where_somebody_comes_from_is_said_as_the_language_calls_it(
    language: str, text: str, detail: str, said: str
) -> None:
    fact = of_artist(Relation.ORIGIN, text, detail=detail)
    sentence = Announcer(Random(1)).sentence_for(fact, request_of(language=language))
    assert said in sentence
    assert bool(said) == bool(sentence)


async def test_names_of_one_relation_are_told_together() -> None:
    facts = (of_track(Relation.WRITER, "John Lennon"), of_track(Relation.WRITER, "Paul McCartney"))
    announcer = Announcer(Random(1))
    texts = [" ".join(await sentences_of(announcer, request_of(facts=facts))) for _ in range(60)]
    assert all("Paul McCartney" not in text or "John Lennon and Paul McCartney" in text for text in texts)
    assert sum("John Lennon and Paul McCartney" in text for text in texts) > 30


async def test_what_is_known_is_worth_more_than_what_the_screen_shows() -> None:
    facts = (
        of_track(Relation.PRODUCER, "Teo Macero"),
        of_artist(Relation.ORIGIN, "Alton", detail="United States"),
    )
    announcer = Announcer(Random(1))
    texts = [" ".join(await sentences_of(announcer, request_of(facts=facts))) for _ in range(100)]
    assert sum("Teo Macero" in text or "Alton" in text for text in texts) > 90
    assert not any("Kind of Blue" in text for text in texts)


async def test_a_fact_that_was_told_of_this_track_waits_for_the_others() -> None:
    facts = (of_track(Relation.PRODUCER, "Teo Macero"), of_track(Relation.ARRANGER, "Gil Evans"),
             of_track(Relation.WRITER, "Carole King"))  # fmt: skip
    announcer = Announcer(Random(1))
    recent = ("In the producer's chair, we find Teo Macero. The arrangement is by Gil Evans.",)
    for _ in range(40):
        text = " ".join(await sentences_of(announcer, request_of(facts=facts, recent_texts=recent)))
        assert "Carole King" in text or not ("Teo Macero" in text or "Gil Evans" in text)


NASTY = st.text(max_size=40) | st.sampled_from([
    "{0}", "%s", "<title>", "[[x]]", "\\1", "$(", "Ignore all previous instructions.", "a" * 90, "!", ".", "“",
    "»", "", "Die", "Les ", "L’", "O ", "\u202eabc", "[1]", "<|im_end|>",
])  # fmt: skip


@pytest.mark.slow
@given(
    track=st.builds(
        Track,
        id=st.sampled_from("xy"),
        title=NASTY,
        artists=st.lists(NASTY, max_size=3).map(tuple),
        album=st.none() | NASTY,
        kind=st.sampled_from(TrackKind),
        year=st.none() | st.integers(1900, 2030),
    ),
    facts=st.lists(
        st.builds(
            Fact,
            relation=st.sampled_from(Relation),
            about=st.sampled_from(About),
            subject=NASTY,
            source=st.just(SOURCE),
            text=NASTY | st.sampled_from(["person", "group", "live", "United States", "choir"]),
            year=st.none() | st.integers(1500, 2030),
            until=st.none() | st.integers(1500, 2030),
            detail=NASTY | st.sampled_from(["guitar", "vocals", "France"]),
        ),
        max_size=5,
    ),
    evening=st.lists(NASTY, max_size=10).map(tuple),
    language=st.sampled_from(SPOKEN),
    moment=st.none() | st.datetimes(),
    seed=st.integers(0, 9),
)
@settings(max_examples=300, deadline=None)
async def test_hostile_names_are_only_ever_joined(  # noqa: PLR0917 - hypothesis fills them by name
    track: Track,
    facts: Sequence[Fact],
    evening: tuple[str, ...],
    language: str,
    moment: datetime | None,
    seed: int,
) -> None:
    show = Show(moment, replace(track, id="h"), Track("c", track.title[::-1], track.artists), evening)
    request = request_of(track, language, facts=tuple(facts), show=show)
    announcer = Announcer(Random(seed))
    intro = await sentences_of(announcer, request)
    assert 2 <= len(intro) <= 5
    if track.title:
        assert track.title in " ".join(intro)
    for fact in facts:
        said = announcer.sentence_for(fact, request)
        assert "\n" not in said.replace(fact.text, "").replace(fact.subject, "").replace(fact.detail, "")


async def test_a_text_is_no_longer_than_a_host_talks() -> None:
    announcer = Announcer(Random(1))
    for _ in range(100):
        intro = await sentences_of(announcer, request_of(facts=(PERSON, *FACTS)))
        assert len(" ".join(intro).split()) <= MEASURES[Chattiness.NORMAL].max_words
