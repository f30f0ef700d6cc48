"""The writer without a model: sentences put together from the known facts alone. Offline, free."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from spotintro.config.personas.persona import Care, Chattiness
from spotintro.knowledge import Fact
from spotintro.music import TrackKind
from spotintro.writers.announcements.drawing import Drawing
from spotintro.writers.announcements.known import (
    Told,
    sections_of_hour,
    told_by_facts,
    told_by_player,
    values_of_show,
    values_of_track,
)
from spotintro.writers.announcements.languages import language_spoken, stock_for
from spotintro.writers.announcements.manner import MEASURES, cared_for, openings_of, share_of, stock_of
from spotintro.writers.announcements.stock import Place, Section, Stock
from spotintro.writers.base import IntroRequest, Line
from spotintro.writers.facts import Facts, known_facts
from spotintro.writers.telling_more import told_at_length

_ENDS = (".", "!", "?", "…", "。", "！", "？")
_LEFT_OUT_SHARE: Final = 0.2
"""Of openings and of closings: every fifth intro comes straight to the point, or to its end."""
_SELDOM: Final = frozenset({
    Section.ENGINEER, Section.RELEASE_COUNTRY, Section.GENRE, Section.SINGER, Section.KIND_SINGLE, Section.LABEL,
})  # fmt: skip
"""Told where there is nothing else."""
_MUSIC_NAMED: Final = (
    Section.NAMING, Section.TITLE_ALONE, Section.ARTISTS_ALONE, Section.ALBUM_ALONE, Section.NAMELESS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Copy:
    """What an intro of one track may be made of: its sections, and what fills their places.

    Attributes:
        naming: The first that can be said counts.
        rather: Worth more than `told`.
    """

    values: Mapping[Place, str]
    openings: tuple[Section, ...]
    hour: tuple[Section, ...]
    heard: Section | None
    naming: tuple[Section, ...]
    told: tuple[Told, ...]
    rather: tuple[Told, ...]
    closing: Section


def _copy_for(request: IntroRequest, stock: Stock) -> _Copy:
    facts = known_facts(request.track)
    values = values_of_track(facts, stock) | values_of_show(request, stock)
    hour = sections_of_hour(request.show.now)
    if facts.kind in {TrackKind.EPISODE, TrackKind.CHAPTER}:
        return _talk_copy_for(facts, values, hour)
    by_facts = told_by_facts(request.facts, request, stock)
    cared = cared_for(request.persona)
    rather = [told for told in by_facts if told.section not in _SELDOM or told.section in cared]
    by_player = told_by_player(values)
    return _Copy(
        values=values,
        openings=openings_of(request.persona, request.language),
        hour=hour,
        heard=_heard(request, values),
        naming=_MUSIC_NAMED,
        told=tuple(told for told in (*by_player, *by_facts) if told not in rather and told.section not in cared),
        rather=(*rather, *(told for told in by_player if told.section in cared)),
        closing=Section.CLOSING,
    )


def _heard(request: IntroRequest, values: Mapping[Place, str]) -> Section | None:
    heard = request.show.heard
    if heard is None or Place.HEARD_TITLE not in values:
        return None
    artists = known_facts(request.track).artists
    return Section.STAYING if artists and known_facts(heard).artists == artists else Section.HEARD


def _talk_copy_for(facts: Facts, values: Mapping[Place, str], hour: tuple[Section, ...]) -> _Copy:
    """Choose the sections for what is spoken: an episode of a show, or a chapter of a book."""
    if facts.kind is TrackKind.CHAPTER:
        named, known = (Section.CHAPTER, Section.CHAPTER_UNTITLED), Section.CHAPTER_KNOWN
    else:
        named, known = (Section.EPISODE, Section.EPISODE_UNTITLED), Section.EPISODE_KNOWN
    places = (Place.ALBUM, Place.ARTISTS, Place.DURATION)
    told = tuple(Told(known, {place: values[place]}) for place in places if place in values)
    return _Copy(values, (Section.ANYTIME,), hour, None, named, told, (), Section.TALK_CLOSING)


def _sentences_around(request: IntroRequest) -> int:
    """Return how many sentences may stand before what is named and told, and as many behind it."""
    return 2 if request.chattiness is Chattiness.CHATTY else 1


def _words(sentences: Iterable[str]) -> int:
    return sum(len(sentence.split()) for sentence in sentences)


class Announcer:
    """Writes a few sentences that claim only what is known, without a model or a network.

    They have as many words as `announcements.manner.MEASURES` says, within the request's `max_words`; a title
    longer than that is still said whole. None was said in the evening's last intros, as far as the stock has
    another. They are in the language of the request where it is one of `announcements.languages.SPOKEN`, else in
    English.

    Args:
        random: Where the choice comes from; one seed gives one series of texts.
    """

    def __init__(self, random: Random | None = None) -> None:
        self._random = random or Random()  # noqa: S311 - a choice of words, no secret

    @property
    def name(self) -> str:
        return "announcer"

    @property
    def is_ai(self) -> bool:
        return False

    @property
    def destination(self) -> str | None:
        return None

    def text_language(self, asked: str) -> str:
        return language_spoken(asked)

    async def warm_up(self) -> None:
        """Do nothing: there is nothing to load."""

    async def write(self, request: IntroRequest) -> AsyncGenerator[Line, None]:
        for line in self._at_length(request) if request.at_length else self._compose(request):
            yield line

    async def close(self) -> None:
        """Do nothing: nothing is open."""

    def naming_line(self, request: IntroRequest) -> str:
        """Return one sentence that names the track; "" where neither title nor artist is known.

        Of a language that the announcer doesn't speak it is the names alone.
        """
        facts = known_facts(request.track)
        if not (facts.title or facts.artists):
            return ""
        if self.text_language(request.language) != request.language:
            # Names alone are of no language.
            names = ": ".join(name for name in (", ".join(facts.artists), facts.title) if name)
            return names if names.endswith(_ENDS) else f"{names}."
        stock = stock_for(request.language)
        copy = _copy_for(request, stock)
        return self._drawing(request, stock).naming(copy.naming, copy.values)

    def sentence_for(self, fact: Fact, request: IntroRequest) -> str:
        """Return one sentence that says this fact, in the request's language; "" where there is none for it.

        It names what the fact is about where that isn't plain from the track, and says nothing else. Of a language
        that the announcer doesn't speak there is none.
        """
        if self.text_language(request.language) != request.language:
            return ""
        stock = stock_for(request.language)
        told = told_by_facts((fact,), request, stock)
        return self._drawing(request, stock).telling(told[0], again=True) if told else ""

    def _drawing(self, request: IntroRequest, stock: Stock) -> Drawing:
        return Drawing(stock, (*request.show.evening, *request.recent_texts), self._random)

    def _at_length(self, request: IntroRequest) -> list[Line]:
        spoken = self.text_language(request.language)
        request = replace(request, language=spoken)
        said: list[str] = []

        def sentence_for(fact: Fact) -> str:
            # What has been said is not said in the same words of the next fact.
            show = replace(request.show, evening=(*request.show.evening, *said))
            said.append(self.sentence_for(fact, replace(request, show=show)))
            return said[-1]

        opening = self.naming_line(request)
        return told_at_length(request, opening=opening, language=spoken, sentence_for=sentence_for)

    def _compose(self, request: IntroRequest) -> list[Line]:
        request = replace(request, language=self.text_language(request.language))
        stock = stock_of(request.persona, request.language)
        copy, drawing = _copy_for(request, stock), self._drawing(request, stock)
        measure = MEASURES[request.chattiness]
        openings, is_staying = self._openings(copy, drawing, request)
        # Whose name has just been said needn't be said again.
        naming = drawing.naming((Section.TITLE_ALONE, *copy.naming) if is_staying else copy.naming, copy.values)
        told = self._telling(copy, drawing, request)
        closings = self._closings(copy, drawing, request)
        budget = max(measure.min_words, min(measure.max_words, request.max_words))
        variants = self._variants(request.chattiness, openings, naming, list(told), closings)
        text = self._fitted(variants, measure.min_words, budget)
        return [Line(sentence, fact=told.get(sentence)) for sentence in text]

    def _openings(self, copy: _Copy, drawing: Drawing, request: IntroRequest) -> tuple[list[str], bool]:
        """Draw what to begin with, of a chatty host up to two sentences; whether they have named the artists."""
        wanted: list[tuple[Section, ...]] = [copy.openings]
        if copy.hour and self._chance(self._share(Care.HOUR, request)):
            wanted.insert(0, copy.hour)
        if copy.heard and self._chance(self._share(Care.HEARD, request)):
            wanted.insert(0, (copy.heard,))
        drawn = {sections: drawing.any_of(sections, copy.values) for sections in wanted}
        said = [sections for sections in wanted if drawn[sections]][: _sentences_around(request)]
        # What was just heard stands next to what comes now.
        return [drawn[sections] for sections in reversed(said)], (Section.STAYING,) in said

    def _telling(self, copy: _Copy, drawing: Drawing, request: IntroRequest) -> dict[str, Fact | None]:
        """Draw what is told: the facts worth hearing first.

        Ahead are those that this track's intros haven't told, and of these the ones that the persona cares for.
        Each sentence comes with its fact, or the first of those that it joins.
        """
        before = " ".join(request.recent_texts)
        cared = cared_for(request.persona)

        def rank(one: Told) -> tuple[bool, bool]:
            return any(one.values[place] in before for place in one.places), one.section not in cared

        def in_order(told: Sequence[Told]) -> list[Told]:
            return sorted(self._random.sample(told, len(told)), key=rank)

        sections: set[Section] = set()
        sentences: dict[str, Fact | None] = {}
        for told in (*in_order(copy.rather), *in_order(copy.told)):
            if len(sentences) == MEASURES[request.chattiness].most_told:
                break
            if told.section not in sections and (sentence := drawing.telling(told)):
                sections.add(told.section)
                sentences[sentence] = told.fact
        return sentences

    def _closings(self, copy: _Copy, drawing: Drawing, request: IntroRequest) -> list[str]:
        """Draw what to end with, of a chatty host up to two sentences."""
        tells_coming = self._chance(self._share(Care.COMING, request))
        coming = drawing.any_of((Section.COMING,), copy.values) if tells_coming else ""
        most = _sentences_around(request)
        closing = drawing.any_of((copy.closing,), copy.values) if not coming or most > 1 else ""
        return [sentence for sentence in (coming, closing) if sentence]

    def _variants(
        self, chattiness: Chattiness, openings: list[str], naming: str, told: list[str], closings: list[str]
    ) -> list[list[str]]:
        """List the texts that could be said, the better ones first; of a brief host alone a single sentence."""
        if chattiness is Chattiness.BRIEF:
            return [*([naming, fact] for fact in told), [naming]]
        whole = [*openings, naming, *told, *closings]
        if chattiness is Chattiness.CHATTY:
            variants = [[*openings, naming, *told[:most], *closings] for most in range(len(told), -1, -1)]
            variants += [[naming, *told, *closings], [naming, *told[:1], *closings], [naming, *told]]
        else:
            brief = told[: self._random.randint(0, 1) + 1]
            variants = [
                [*openings, naming, *brief, *closings],
                [*openings, naming, *told[:1], *closings],
                [naming, *told[:1], *closings],
                [*openings, naming, *closings],
                [naming, *told[:1]],
                [naming, *closings],
            ]
            if self._chance(_LEFT_OUT_SHARE):
                variants.insert(0, [naming, *told, *closings])
            if self._chance(_LEFT_OUT_SHARE):
                variants.insert(0, [*openings, naming, *told])
            variants.append(whole)
        return [variant for variant in variants if len(variant) > 1] or [whole]

    @classmethod
    def _fitted(cls, variants: Sequence[list[str]], least: int, budget: int) -> list[str]:
        """Choose the text that is as long as the host talks: what is too much is left out."""
        fits = [text for text in variants if least <= _words(text) <= budget]
        return fits[0] if fits else cls._nearest(variants, budget)

    @staticmethod
    def _nearest(texts: Sequence[list[str]], budget: int) -> list[str]:
        """Return the text that comes nearest to what fits: the longest, or the shortest of those that don't."""
        within = [text for text in texts if _words(text) <= budget]
        return max(within, key=_words) if within else min(texts, key=_words)

    def _share(self, care: Care, request: IntroRequest) -> float:
        return share_of(care, request.persona, request.chattiness)

    def _chance(self, share: float) -> bool:
        return self._random.random() < share
