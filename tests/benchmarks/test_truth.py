"""The sentences that measure the host are well-formed, apart in their halves, and counted right."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.truth.catalogue import entries
from benchmarks.truth.further import model_sentences, plain_words
from benchmarks.truth.sentences import Known, Sentence, sentences_of
from benchmarks.truth.tally import from_templates, over_all, tallied
from benchmarks.truth.wordings import LANGUAGES, Half, Verdict, Wording, wordings

FALSE_KINDS = {
    *("year", "decade", "artist", "album", "song", "collaborator", "place", "origin", "award", "chart", "sales"),
    *("fame", "cover", "soundtrack", "debut", "ordinal", "swapped", "instrument", "genre", "meaning", "mood"),
    *("anecdote", "gender", "inflation", "length"),
}


def both_halves(language: str) -> tuple[Wording, ...]:
    return (*wordings(language, Half.OPEN), *wordings(language, Half.HELD_OUT))


def all_sentences(language: str) -> list[Sentence]:
    return [sentence for wording in both_halves(language) for sentence in sentences_of(wording)]


def test_there_are_enough_tracks_and_sentences() -> None:
    assert len(entries()) >= 200
    assert len({(entry.track.title, entry.track.artists) for entry in entries()}) == len(entries())
    assert sum(len(all_sentences(language)) for language in LANGUAGES) >= 10_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_has_its_wordings_in_both_halves(language: str) -> None:
    counts = {half: Counter((w.verdict, w.kind) for w in wordings(language, half)) for half in Half}
    assert counts[Half.OPEN].keys() == counts[Half.HELD_OUT].keys()
    false = {kind for verdict, kind in counts[Half.OPEN] if verdict is Verdict.FALSE}
    assert false >= FALSE_KINDS
    for key in counts[Half.OPEN]:
        opened, held_out = counts[Half.OPEN][key], counts[Half.HELD_OUT][key]
        least = {Verdict.FALSE: 41, Verdict.TRUE: 8, Verdict.NEUTRAL: 74}[key[0]] if language == "en" else 8
        assert min(opened, held_out) >= least, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_wording_stands_twice(language: str) -> None:
    folded = Counter("".join(filter(str.isalnum, wording.text)).casefold() for wording in both_halves(language))
    assert [text for text, times in folded.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wording_becomes_sentences_with_all_slots_filled(language: str) -> None:
    for wording in both_halves(language):
        found = list(sentences_of(wording))
        assert len(found) >= 2, wording
        assert not [sentence.text for sentence in found if {"{", "}"} & set(sentence.text)]


def test_the_same_sentences_come_every_time() -> None:
    wording = wordings("en", Half.OPEN)[0]
    assert [sentence.text for sentence in sentences_of(wording)] == [s.text for s in sentences_of(wording)]


def test_a_wrong_year_or_person_is_not_known_of_the_track() -> None:
    wrong = {("year", "{title} came out in {wrong_year}."), ("artist", "This is {wrong_artist} with {title}.")}
    checked = 0
    for sentence in all_sentences("en"):
        known = sentence.known
        if (sentence.wording.kind, sentence.wording.text) not in wrong:
            continue
        said = sentence.text.replace(known.track.title, "").rstrip(".")
        years = {str(known.track.year), *(str(fact.year) for fact in known.facts)}
        names = {*known.track.artists, *(fact.text for fact in known.facts if len(fact.text) > 3)}
        assert said.split()[-1] not in years
        assert not [name for name in names if name in said]
        checked += 1
    assert checked == 12


def test_what_is_spoken_though_false_and_dropped_though_true_is_counted() -> None:
    def speaks_all(known: Known, sentence: str, language: str) -> bool:
        return True

    def drops_all(known: Known, sentence: str, language: str) -> bool:
        return False

    for check, false, true in ((speaks_all, 100.0, 0.0), (drops_all, 0.0, 100.0)):
        tallies = tallied(from_templates("de", [Half.OPEN]), check)
        assert over_all(tallies, Verdict.FALSE).percent == false
        assert over_all(tallies, Verdict.TRUE).percent == true
        assert over_all(tallies, Verdict.NEUTRAL).percent == true


def test_plain_words_and_sentences_of_models_have_their_tracks() -> None:
    plain = list(plain_words())
    assert len({sentence.text for sentence in plain}) >= 200
    assert not [sentence.text for sentence in plain if any(char.isdigit() for char in sentence.text)]
    for language, least in (("en", 200), ("de", 100)):
        found = list(model_sentences(language))
        assert len(found) >= least
        assert {sentence.wording.verdict for sentence in found} == set(Verdict)
    own = [s for s in model_sentences("en") if s.wording.kind == "by gemma-3-270m"]
    assert len(own) >= 200
