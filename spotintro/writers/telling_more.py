"""Two minutes from the announcer: each fact in its sentence, the articles' sentences as they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spotintro.knowledge import About, Fact, Relation
from spotintro.writers.base import IntroRequest, Line, WriterEmpty
from spotintro.writers.language_names import language_name, primary_of

_ORDER = (About.TRACK, About.ALBUM, About.ARTIST)


def told_at_length(
    request: IntroRequest, *, opening: str, language: str, sentence_for: Callable[[Fact], str]
) -> list[Line]:
    """Return what the facts say, within the request's words: the track first, then its record and its artists.

    Args:
        request: With facts.
        opening: A sentence that names the track; "" where there is none.
        language: BCP 47, of what is written: an article in another one is left out.
        sentence_for: Says a fact in that language; "" where there are no words for it.

    Raises:
        WriterEmpty: none of the facts can be said in this language.
    """
    lines: list[Line] = []
    room = request.max_words - len(opening.split())
    for fact, sentence in _sentences(request.facts, language, sentence_for):
        room -= len(sentence.split())
        if room < 0 and lines:
            break
        lines.append(Line(sentence, fact=fact))
    if not lines:
        raise WriterEmpty(
            f"Of what is known the announcer can say nothing in {language_name(language)}.",
            "An AI writer can: `spotintro keys set openai`.",
        )
    return [Line(opening), *lines] if opening else lines


def _sentences(
    facts: tuple[Fact, ...], language: str, sentence_for: Callable[[Fact], str]
) -> Iterator[tuple[Fact, str]]:
    said: set[str] = set()
    for about in _ORDER:
        # An article tells in its own order what the single facts only name: those go ahead of it.
        for fact in sorted((each for each in facts if each.about is about), key=_is_text):
            sentence = _read_out(fact, language) if _is_text(fact) else sentence_for(fact)
            if sentence and sentence not in said:
                said.add(sentence)
                yield fact, sentence


def _is_text(fact: Fact) -> bool:
    return fact.relation is Relation.TEXT


def _read_out(fact: Fact, language: str) -> str:
    return fact.text if primary_of(fact.language or "en") == primary_of(language) else ""
