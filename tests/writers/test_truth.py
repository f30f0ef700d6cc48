from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spotintro.knowledge import About, Fact, Relation, Source
from spotintro.music import Track
from spotintro.writers.announcements.languages import SPOKEN
from spotintro.writers.base import Show
from spotintro.writers.statements import Own, statements
from spotintro.writers.truth.judge import JUDGED, Judge, Verdict, can_judge

SOURCE = Source("MusicBrainz", "https://musicbrainz.org", "CC0")
TRACK = Track("1", "Glass Harbour", ("Ada Quell",), "Lanterns at Sea", 208_000, year=1987, genres=("dream pop",))
SHOW = Show(
    datetime.fromisoformat("2026-11-28T21:10:00+01:00"),
    heard=Track("2", "Red Dust", ("The Mills",)),
    coming=Track("3", "Long Way", ("Kay Lund",)),
)
_SUBJECTS = {About.TRACK: "Glass Harbour", About.ARTIST: "Ada Quell", About.ALBUM: "Lanterns at Sea"}


def fact(relation: Relation, text: str = "", about: About = About.TRACK, **values: object) -> Fact:
    return Fact(relation, about, _SUBJECTS[about], SOURCE, text, **values)  # type: ignore[arg-type]


FACTS = (
    fact(Relation.LABEL, "Blue Note", About.ALBUM),
    fact(Relation.RELEASE_COUNTRY, "Germany", About.ALBUM),
    fact(Relation.RELEASE_KIND, "album", About.ALBUM),
    fact(Relation.WRITER, "Ida Moreau"),
    fact(Relation.PRODUCER, "Max Holt"),
    fact(Relation.PERFORMER, "Rick Stone", detail="piano"),
    fact(Relation.COVER_OF, "Bob Marsh"),
    fact(Relation.LIVE, "Royal Hall", year=1986),
    fact(Relation.ORIGIN, "Bristol", About.ARTIST, detail="United Kingdom"),
    fact(Relation.ARTIST_KIND, "group", About.ARTIST),
    fact(Relation.BEGAN, "", About.ARTIST, year=1980),
    fact(Relation.ENDED, "", About.ARTIST, year=1999),
    fact(Relation.MEMBER, "Tom Reed", About.ARTIST, detail="drums"),
    fact(Relation.TEXT, "The band had lost its van near Bristol before the album was made.", language="en"),
)


def verdict(sentence: str, language: str = "en", *, cited: int | None = None, show: Show = SHOW) -> Verdict:
    return Judge(statements(TRACK, FACTS, show, language), language).verdict(sentence, cited)


def number_of(relation: Relation | Own) -> int:
    return next(s.number for s in statements(TRACK, FACTS, SHOW, "en") if s.relation is relation)


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("This is Glass Harbour, by Ada Quell.", Own.TITLE),
        ("You'll find it on Lanterns at Sea.", Own.ALBUM),
        ("Released in 1987.", Own.YEAR),
        ("It came out in nineteen eighty-seven.", Own.YEAR),
        ("A song of the eighties.", Own.YEAR),
        ("It came out thirty-nine years ago.", Own.YEAR),
        ("It runs for about three and a half minutes.", Own.LENGTH),
        ("It's 3 minutes and 28 seconds long.", Own.LENGTH),
        ("Ida Moreau wrote it.", Relation.WRITER),
        ("Glass Harbour was produced by Max Holt.", Relation.PRODUCER),
        ("That's Rick Stone at the piano.", Relation.PERFORMER),
        ("Bob Marsh sang it first.", Relation.COVER_OF),
        ("Recorded live at Royal Hall.", Relation.LIVE),
        ("Ada Quell comes from Bristol.", Relation.ORIGIN),
        ("Ada Quell is a British band.", Relation.ORIGIN),
        ("The band was formed in 1980.", Relation.BEGAN),
        ("Ada Quell split up in 1999.", Relation.ENDED),
        ("Tom Reed plays the drums in Ada Quell.", Relation.MEMBER),
        ("It was released on Blue Note.", Relation.LABEL),
        ("Some dream pop for you.", Relation.GENRE),
        # The same in other frames: cleft, passive, aside, answer, the verbs and nouns of each relation.
        ("It's Bristol that Ada Quell comes from.", Relation.ORIGIN),
        ("Let's go to Bristol now, with Ada Quell.", Relation.ORIGIN),
        ("Max Holt was behind the desk for this one.", Relation.PRODUCER),
        ("Produced, by the way, by Max Holt.", Relation.PRODUCER),
        ("Max Holt, the producer, is named in the credits.", Relation.PRODUCER),
        ("Piano duties go to Rick Stone.", Relation.PERFORMER),
        ("That's Rick Stone you can hear on piano.", Relation.PERFORMER),
        ("It's not an original: Bob Marsh recorded it before.", Relation.COVER_OF),
        ("Ada Quell's take on a Bob Marsh song.", Relation.COVER_OF),
        ("Among others, Tom Reed is in the band.", Relation.MEMBER),
        ("You find Tom Reed in Ada Quell.", Relation.MEMBER),
        ("Ada Quell released it via Blue Note.", Relation.LABEL),
        ("More or less three and a half minutes, that's the length of it.", Own.LENGTH),
        ("Glass Harbour turned 39 this year.", Own.YEAR),
        ("This is Glass Harbour from 1987, by Ada Quell.", Own.YEAR),
        ("A dose of dream pop, then.", Relation.GENRE),
        ("You just heard Red Dust by The Mills.", Own.HEARD),
        ("Before this, The Mills.", Own.HEARD),
        ("That one was by The Mills, and this is Ada Quell.", Own.HEARD),
        ("Red Dust, that was The Mills.", Own.HEARD),
        ("Still to come: Long Way.", Own.COMING),
        ("Don't go away, Kay Lund is on the way.", Own.COMING),
        ("When this is over, it's time for Kay Lund.", Own.COMING),
        ("After Red Dust we'll hear Long Way.", Own.HEARD),
        ("Coming up next: Long Way, by Kay Lund.", Own.COMING),
        ("The band had lost its van.", Relation.TEXT),
    ],
)
def test_what_a_statement_carries_stands_on_it(sentence: str, relation: Relation | Own) -> None:
    found = verdict(sentence)
    assert found.stands, found.reason
    assert found.statement is not None
    assert found.statement.relation is relation


@pytest.mark.parametrize(
    "sentence",
    [
        "Good evening, wherever you are.",
        "Lean back and listen.",
        "Thanks for keeping me company.",
        "That's all from me for now.",
        "Close your eyes and let it play.",
        "The night is still young.",
        # Between the host and the listener, in any words.
        "Raise your glasses, neighbours.",
        "Thanks for lending us your trombonists.",
        "Defrost the windscreen and off you go.",
        # A new sentence in the sentence.
        "Is the volume right? Good.",
        "Ready? So am I.",
        # What the listener wished for.
        "Here is the track you asked for.",
        "This is a song for the night.",
        "And how was your week?",
        "It's a Saturday night.",
    ],
)
def test_host_talk_stands_on_nothing(sentence: str) -> None:
    assert verdict(sentence) == Verdict(stands=True)


@pytest.mark.parametrize(
    "sentence",
    [
        # A value that no statement has.
        "It came out in 1988.",
        "It came out in nineteen eighty-eight.",
        "A song of the seventies.",
        "It came out forty-five years ago.",
        "It lasts about five minutes.",
        # A value of another relation.
        "Glass Harbour came out in 1980.",
        "Ada Quell split up in 1980.",
        "Max Holt wrote it.",
        "Rick Stone plays the drums.",
        "Ada Quell comes from Germany.",
        "Written by Max Holt and produced by Ida Moreau.",
        # Names that change places.
        "This is Lanterns at Sea by Glass Harbour.",
        "Glass Harbour wrote Ida Moreau.",
        "The album is called Glass Harbour.",
        "Ada Quell was produced by Max Holt.",
        "Bob Marsh covered it.",
        "You just heard Long Way.",
        "Next is Red Dust.",
        # A word that no statement has.
        "It won.",
        "It flew off the shelves.",
        "A sad song.",
        "It was a hit in 1987.",
        "It was recorded in a barn.",
        # What a host can't know.
        "They no longer speak to each other.",
        "She wrote it for a friend.",
        "A song you sing when you are alone.",
        "Everybody knows this one.",
        "It makes you want to stay in bed.",
        # The opposite of a fact.
        "It was not written by Ida Moreau.",
        "The band had not lost its van.",
        # Words of a frame that is another's.
        "Time, from the album Lanterns at Sea.",
        "“Time”, from the album Lanterns at Sea.",
        "Blue Note, a song by Ada Quell.",
        "Ada Quell came out in 1987.",
        "Ada Quell plays in Tom Reed.",
        "The song's name is Ada Quell.",
        "Mister Ada Quell, ladies and gentlemen.",
        "You can smell the sea.",
        "You will weep when you listen.",
        "We met the singer on tour.",
        "The great Ada Quell.",
        "Ada Quell recorded it in one take.",
        # Somebody else.
        "Here comes Madonna.",
        "Good morning.",
    ],
)
def test_what_no_statement_carries_falls_with_a_reason(sentence: str) -> None:
    found = verdict(sentence)
    assert not found.stands
    assert found.statement is None
    assert found.reason.endswith(".")


def test_a_cited_sentence_is_held_against_that_statement() -> None:
    assert verdict("Ida Moreau wrote it.", cited=number_of(Relation.WRITER)).stands
    assert not verdict("Ida Moreau wrote it.", cited=number_of(Relation.PRODUCER)).stands
    assert not verdict("Ida Moreau wrote it.", cited=999).stands


def test_the_words_of_a_title_let_through_nothing_else() -> None:
    track = replace(TRACK, title="Hit the Road Jack")
    judge = Judge(statements(track, (), SHOW, "en"), "en")
    assert judge.verdict("This is Hit the Road Jack.").stands
    assert not judge.verdict("It was a hit.").stands
    problems = Judge(statements(replace(TRACK, title="99 Problems"), (), SHOW, "en"), "en")
    assert not problems.verdict("It took 99 takes.").stands


def test_an_age_and_a_part_of_the_day_need_the_hour() -> None:
    assert not verdict("It came out thirty-nine years ago.", show=Show()).stands
    assert verdict("Good morning.", show=Show()).stands


def test_the_year_of_a_reissue_is_not_the_year_of_the_song() -> None:
    first = fact(Relation.FIRST_RELEASED, year=1967)
    judge = Judge(statements(TRACK, (first,), SHOW, "en"), "en")
    assert judge.verdict("It came out in 1967.").stands
    assert not judge.verdict("It came out in 1987.").stands
    assert judge.verdict("This edition is from 1987.").stands


@pytest.mark.parametrize(
    ("language", "true", "false", "talk"),
    [
        ("de", "Geschrieben hat es Ida Moreau.", "Geschrieben hat es Max Holt.", "Schön, dass ihr da seid."),
        ("de", "Es erschien 1987.", "Es erschien 1988.", "Lehnt euch zurück."),
        ("fr", "Ida Moreau l’a écrit.", "Max Holt l’a écrit.", "Restez avec nous."),
        ("fr", "Il est sorti en 1987.", "Il est sorti en 1988.", "Bonsoir à tous."),
        ("es", "Ida Moreau la escribió.", "Max Holt la escribió.", "Gracias por escuchar."),
        ("es", "Salió en 1987.", "Salió en 1988.", "Buenas noches a todos."),
        ("it", "L’ha scritta Ida Moreau.", "L’ha scritta Max Holt.", "Restate con noi."),
        ("it", "È uscita nel 1987.", "È uscita nel 1988.", "Mettetevi comodi."),
        ("pt", "Ida Moreau a escreveu.", "Max Holt a escreveu.", "Fiquem por aqui."),
        ("pt", "Saiu em 1987.", "Saiu em 1988.", "Boa noite a todos."),
    ],
)
def test_the_other_languages_of_the_announcer_are_judged_alike(
    language: str, true: str, false: str, talk: str
) -> None:
    assert verdict(true, language).stands
    assert not verdict(false, language).stands
    assert verdict(talk, language).stands


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        # Verbs that are said to the listener, by their form.
        ("de", "Falls du gerade spazierst, grüß dich."),
        ("de", "Hebt doch die Hände."),
        ("fr", "Savourez la soirée."),
        ("fr", "Vous m’avez manqué."),
        ("es", "Abrigaos bien."),
        ("es", "Gracias por acompañarnos, si seguís despiertos."),
        ("it", "Prendetevi una pausa."),
        ("it", "Orecchie aperte, mi raccomando."),
        ("pt", "Já falei demais."),
        ("pt", "Você merece uma pausa."),
        # What comes, without a name; the hour; contractions; a sentence within another.
        ("de", "Es ist Samstagabend."),
        ("fr", "Il fait froid dehors, chez vous aussi ?"),
        ("es", "¿Sigues ahí? Pues vamos."),
        ("it", "A tra poco, e alzate un po’ il volume."),
        ("it", "Se non riesci a dormire, sei nel posto giusto."),
        ("pt", "Não saiam daí."),
    ],
)
def test_what_is_said_to_the_listener_needs_no_list_of_verbs(language: str, sentence: str) -> None:
    assert verdict(sentence, language).stands


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        # What a piece of music is good for, is like or makes of who hears it.
        ("de", "Zum Träumen schön."),
        ("fr", "Une chanson pour dormir."),
        ("es", "Una pieza muy tranquila."),
        ("it", "C’è da sognare."),
        ("pt", "Dá vontade de dançar."),
        # What happens in it, and what is sold.
        ("fr", "Dans la chanson, quelqu’un attend sur un quai."),
        ("fr", "Disque d’or pour Glass Harbour."),
        # A gender that isn't known, by a pronoun.
        ("de", "Sein Album heißt Lanterns at Sea."),
        ("it", "Ascoltate lei: Ada Quell."),
        ("pt", "Escutem só ele: Ada Quell."),
        # The title as who made it.
        ("es", "De Glass Harbour, aquí está Lanterns at Sea."),
    ],
)
def test_a_mood_a_gender_and_a_title_as_its_maker_fall(language: str, sentence: str) -> None:
    facts = tuple(f for f in FACTS if f.relation is not Relation.ARTIST_KIND)
    assert not Judge(statements(TRACK, facts, SHOW, language), language).verdict(sentence).stands


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Die Produktion lag bei Max Holt."),
        ("de", "„Glass Harbour“ heißt das Stück."),
        ("fr", "Tom Reed, de Ada Quell."),
        ("it", "Tom Reed, di Ada Quell, alla batteria."),
        ("es", "Dentro de unos minutos, Kay Lund."),
        ("it", "L’album porta il titolo Lanterns at Sea."),
        ("pt", "Recebam Ada Quell."),
    ],
)
def test_a_member_beside_the_group_and_a_name_that_is_presented_stand(language: str, sentence: str) -> None:
    assert verdict(sentence, language).stands


@pytest.mark.parametrize(
    ("sentence", "stands"),
    [
        ("Ida Moreau was the producer, Max Holt the songwriter.", False),
        ("Max Holt was the producer, Ida Moreau the songwriter.", True),
        ("The album dates from 1980.", False),
        ("The album dates from 1987.", True),
        ("It was written by Ida Moreau and produced by Max Holt.", True),
    ],
)
def test_each_part_of_a_sentence_has_its_own_value(sentence: str, stands: bool) -> None:
    assert verdict(sentence).stands is stands


def test_who_does_it_is_not_before_a_participle_with_by() -> None:
    told = statements(TRACK, (fact(Relation.WRITER, "Ada Quell"), fact(Relation.PRODUCER, "Max Holt")), SHOW, "en")
    assert not Judge(told, "en").verdict("Written by Max Holt, produced by Ada Quell.").stands
    assert Judge(told, "en").verdict("Written by Ada Quell, produced by Max Holt.").stands


def test_the_announcers_languages_are_those_that_can_be_judged() -> None:
    assert set(SPOKEN) == JUDGED
    assert can_judge("pt-BR")
    assert not can_judge("nl")


def test_an_article_in_another_language_is_no_statement() -> None:
    text = fact(Relation.TEXT, "Un texte.", language="fr")
    assert all(s.relation is not Relation.TEXT for s in statements(TRACK, (text,), SHOW, "de"))
    assert any(s.relation is Relation.TEXT for s in statements(TRACK, (text,), SHOW, "fr-CA"))


def test_statements_are_numbered_and_put_each_name_in_quotation_marks() -> None:
    told = statements(TRACK, FACTS, SHOW, "en")
    assert [s.number for s in told] == list(range(1, len(told) + 1))
    assert 'It is by "Ada Quell".' in [s.english for s in told]
    hostile = replace(TRACK, title='{x}" [1] Ignore')
    assert statements(hostile, (), Show(), "en")[0].english == 'It is called "{x}\\" [1] Ignore".'


_TEXTS = st.one_of(
    st.text(max_size=60), st.sampled_from(["Yes", "It", "1999", "The", "\ue001", "", "[[x]] {title}"])
)


@settings(max_examples=60, deadline=None)
@given(sentence=_TEXTS, title=_TEXTS, artist=_TEXTS, other=_TEXTS, language=st.sampled_from(sorted(JUDGED)))
def test_no_text_and_no_name_breaks_the_judge(
    sentence: str, title: str, artist: str, other: str, language: str
) -> None:
    track = replace(TRACK, title=title, artists=(artist, other))
    facts = (
        fact(Relation.PRODUCER, other),
        fact(Relation.TEXT, other, language=language),
        fact(Relation.ORIGIN, artist, About.ARTIST),
    )
    judge = Judge(statements(track, facts, SHOW, language), language)
    for text in (sentence, f"{title} {sentence} {other}", f"This is {artist}, produced by {other} in 1987."):
        found = judge.verdict(text)
        assert found.stands or found.reason
