"""The writer without a model: sentences put together from the known facts alone. Offline, free."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass, replace
from random import Random

from spotintro.knowledge import Fact
from spotintro.music import TrackKind
from spotintro.writers.announcements.languages import language_spoken, stock_for
from spotintro.writers.announcements.stock import (
    ALBUM,
    ARTISTS,
    COMPOSERS,
    DURATION,
    GENRES,
    TITLE,
    TRACK_NUMBER,
    YEAR,
    Pattern,
    Stock,
    Wording,
)
from spotintro.writers.announcements.stock import (
    Fact as Place,
)
from spotintro.writers.base import IntroRequest, Line
from spotintro.writers.facts import Facts, known_facts
from spotintro.writers.telling_more import told_at_length

MIN_WORDS = 20
MAX_WORDS = 60
_MAX_SENTENCES = 4
_DRAWS = 12
_ENDS = (".", "!", "?", "…", "。", "！", "？")


def _said(facts: Facts, wording: Wording) -> dict[Place, str]:
    """Word each known fact; what is not known has no entry, so no pattern can ask for it."""
    said: dict[Place, str] = {}
    if facts.title:
        said[TITLE] = wording.quoted(facts.title)
    if facts.artists:
        said[ARTISTS] = wording.joined(facts.artists)
    # A single's album carries its title again; saying it twice tells nothing.
    if facts.album and facts.album.casefold() != facts.title.casefold():
        said[ALBUM] = wording.quoted(facts.album)
    if facts.year:
        said[YEAR] = str(facts.year)
    if facts.genres:
        said[GENRES] = wording.joined(facts.genres[:2])
    # Who plays it has been named already; that they wrote it, too, sounds like a stutter.
    if not set(facts.composers) <= set(facts.artists):
        said[COMPOSERS] = wording.joined(facts.composers)
    if facts.duration_ms:
        said[DURATION] = wording.duration(facts.duration_ms)
    # On the second disc the numbers begin again.
    if facts.track_number and (facts.disc_number or 1) == 1:
        said[TRACK_NUMBER] = wording.number(facts.track_number)
    return said


def _sentence(pattern: Pattern, said: dict[Place, str], closing: str) -> str:
    """Join a pattern's parts; `closing` is the language's mark behind a title."""
    text = "".join(said[part] if isinstance(part, Place) else part for part in pattern)
    if text.endswith(".") and text[:-1].rstrip(closing).endswith(_ENDS):
        return text[:-1]  # "by Wham!" ends itself
    return text


def _speakable(patterns: Iterable[Pattern], said: dict[Place, str]) -> list[Pattern]:
    return [p for p in patterns if all(part in said for part in p if isinstance(part, Place))]


def _facts_in(pattern: Pattern) -> set[Place]:
    return {part for part in pattern if isinstance(part, Place)}


def _words(sentences: Iterable[str]) -> int:
    return sum(len(sentence.split()) for sentence in sentences)


@dataclass(frozen=True, slots=True)
class _Copy:
    """The patterns an intro of one track may be made of, and what fills their places."""

    said: dict[Place, str]
    closing: str
    openers: tuple[Pattern, ...]
    titles: list[Pattern]
    details: list[Pattern]
    closers: tuple[Pattern, ...]

    def sentence(self, pattern: Pattern) -> str:
        return _sentence(pattern, self.said, self.closing)


def _copy_for(facts: Facts, stock: Stock) -> _Copy:
    said = _said(facts, stock.wording)
    closing = stock.wording.quotation[1]
    if facts.kind in {TrackKind.EPISODE, TrackKind.CHAPTER}:
        return _talk_copy_for(facts, stock, said)
    titles = (
        _speakable(stock.titles, said)
        or _speakable(stock.titles_alone, said)
        or _speakable(stock.artists_alone, said)
        or _speakable(stock.albums_alone, said)
        or list(stock.nameless)
    )
    details = _speakable((*stock.albums, *stock.details), said)
    return _Copy(said, closing, (*stock.openers, *stock.music_openers), titles, details, stock.closers)


def _talk_copy_for(facts: Facts, stock: Stock, said: dict[Place, str]) -> _Copy:
    """Choose the patterns for what is spoken: an episode of a show, or a chapter of a book."""
    if facts.kind is TrackKind.CHAPTER:
        titled, untitled, details = stock.chapters, stock.chapters_untitled, stock.chapter_details
    else:
        titled, untitled, details = stock.episodes, stock.episodes_untitled, stock.episode_details
    titles = _speakable(titled, said) or _speakable(untitled, said)[:1]
    closing = stock.wording.quotation[1]
    return _Copy(said, closing, stock.openers, titles, _speakable(details, said), stock.talk_closers)


class Announcer:
    """Writes two to four sentences that claim only what is known, without a model or a network.

    They have 20 to 60 words, within the request's `max_words`.

    A title longer than the budget is still said whole. They are in the language of the request where it is one of
    `announcements.languages.SPOKEN`, else in English.

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
        for line in self._at_length(request) if request.at_length else map(Line, self._compose(request)):
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
        copy = _copy_for(facts, stock_for(request.language))
        return copy.sentence(self._random.choice(copy.titles))

    def sentence_for(self, fact: Fact, request: IntroRequest) -> str:
        """Return one sentence that says this fact, in the request's language; "" where there is none for it.

        It names what the fact is about where that isn't plain from the track, and says nothing else.
        """
        del fact, request, self
        return ""

    def _at_length(self, request: IntroRequest) -> list[Line]:
        spoken = self.text_language(request.language)
        return told_at_length(
            request,
            opening=self.naming_line(replace(request, language=spoken)),
            language=spoken,
            sentence_for=lambda fact: self.sentence_for(fact, request),
        )

    def _compose(self, request: IntroRequest) -> list[str]:
        copy = _copy_for(known_facts(request.track), stock_for(request.language))
        budget = max(MIN_WORDS, min(MAX_WORDS, request.max_words))
        drafts = [self._draft(copy, budget) for _ in range(_DRAWS)]
        recent = " ".join(request.recent_texts)

        def staleness(draft: list[str]) -> tuple[bool, int]:
            fits = MIN_WORDS <= _words(draft) <= budget
            return not fits, sum(sentence in recent for sentence in draft)

        best = min(drafts, key=staleness)
        if request.recent_texts and " ".join(best) == request.recent_texts[0]:
            # Chance may draw one text a dozen times; there is always another closer.
            best = [*best[:-1], self._another(copy, best[-1])]
        return best

    def _another(self, copy: _Copy, than: str) -> str:
        return self._random.choice([s for p in copy.closers if (s := copy.sentence(p)) != than])

    def _draft(self, copy: _Copy, budget: int) -> list[str]:
        """Draw one text: a title line; then details, each fact once, an opener and a closer, within the budget."""
        first = self._random.choice(copy.titles)
        title = copy.sentence(first)
        closer = copy.sentence(self._random.choice(copy.closers))
        opener: list[str] = []
        details: list[str] = []
        if copy.openers and self._random.random() < 0.5:  # noqa: PLR2004 - every second intro opens with a greeting
            opener.append(copy.sentence(self._random.choice(copy.openers)))
            if _words((*opener, title, closer)) > budget:
                opener.clear()
        used = _facts_in(first)
        for pattern in self._random.sample(copy.details, len(copy.details)):
            sentence = copy.sentence(pattern)
            draft = (*opener, title, *details, sentence, closer)
            if len(draft) > _MAX_SENTENCES or used & _facts_in(pattern) or _words(draft) > budget:
                continue
            details.append(sentence)
            used |= _facts_in(pattern)
        draft_words = _words((*opener, title, *details, closer))
        if draft_words < MIN_WORDS and copy.openers and not opener:
            opener.append(copy.sentence(self._random.choice(copy.openers)))
        return [*opener, title, *details, closer]
