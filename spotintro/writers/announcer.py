"""The writer without a model: sentences put together from the known facts alone. English, offline, free."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from random import Random

from spotintro.music import TrackKind
from spotintro.writers.base import IntroRequest
from spotintro.writers.facts import Facts, known_facts, spoken_duration, spoken_number

MIN_WORDS = 20
MAX_WORDS = 60
_MAX_SENTENCES = 4
_DRAWS = 12
_NAMED_ARTISTS = 3


class _Fact(Enum):
    """A place in a pattern that a fact fills."""

    TITLE = auto()
    ARTISTS = auto()
    ALBUM = auto()
    YEAR = auto()
    GENRES = auto()
    COMPOSERS = auto()
    DURATION = auto()
    TRACK_NUMBER = auto()


TITLE, ARTISTS, ALBUM, YEAR = _Fact.TITLE, _Fact.ARTISTS, _Fact.ALBUM, _Fact.YEAR
GENRES, COMPOSERS, DURATION, TRACK_NUMBER = _Fact.GENRES, _Fact.COMPOSERS, _Fact.DURATION, _Fact.TRACK_NUMBER

# A pattern is a tuple of its parts and not a format string: a title such as "{0}" or "%s" is only ever joined.
_Pattern = tuple[str | _Fact, ...]

_OPENERS: tuple[_Pattern, ...] = (
    ("Good to have you here.",),
    ("Thank you for staying with us.",),
    ("Settle in, and turn it up a little.",),
    ("Stay right where you are.",),
    ("This one is for you.",),
    ("Give me your ear for a moment.",),
    ("No hurry now, just music.",),
    ("And the programme goes on.",),
)
_TITLE_LINES: tuple[_Pattern, ...] = (
    ("This is ", ARTISTS, ", with ", TITLE, "."),
    ("Here comes ", TITLE, ", by ", ARTISTS, "."),
    ("You are listening to ", ARTISTS, ", and the piece is called ", TITLE, "."),
    ("The name on the sleeve is ", ARTISTS, ", and the title is ", TITLE, "."),
    (TITLE, " is what it is called, and it comes to you from ", ARTISTS, "."),
    ("From ", ARTISTS, ", for whoever is awake and listening: ", TITLE, "."),
    ("Let me hand you over to ", ARTISTS, ", and to ", TITLE, "."),
    ("Coming out of your speakers: ", TITLE, ", from ", ARTISTS, "."),
)
_TITLE_ONLY_LINES: tuple[_Pattern, ...] = (
    ("This one is called ", TITLE, "."),
    ("The title is ", TITLE, ", and that is all the sleeve gives away."),
    ("Here comes ", TITLE, "."),
    ("For whoever is awake and listening: ", TITLE, "."),
)
_ARTIST_ONLY_LINES: tuple[_Pattern, ...] = (
    ("This is ", ARTISTS, ", with a track that carries no title here."),
    ("Here comes something from ", ARTISTS, ", and the title stays a secret."),
)
_NAMELESS_LINES: tuple[_Pattern, ...] = (
    ("This one comes without a name on the label, so let us simply listen.",),
)
_ALBUM_LINES: tuple[_Pattern, ...] = (
    ("You can find it on the album ", ALBUM, "."),
    ("It comes from ", ALBUM, "."),
    ("The album it belongs to is ", ALBUM, "."),
    ("It is track number ", TRACK_NUMBER, " on ", ALBUM, "."),
    ("On ", ALBUM, " you will find it as track ", TRACK_NUMBER, "."),
    ("The album is ", ALBUM, ", and the release is dated ", YEAR, "."),
    ("It is on ", ALBUM, ", a release from ", YEAR, "."),
)
_DETAIL_LINES: tuple[_Pattern, ...] = (
    ("This release is from ", YEAR, "."),
    ("The release carries the year ", YEAR, "."),
    ("On the shelf you would find it under ", GENRES, "."),
    ("It is filed under ", GENRES, ", but your ears may decide for themselves."),
    ("It will keep us company for about ", DURATION, "."),
    ("Give it about ", DURATION, " of your time."),
    ("From the first note to the last it takes about ", DURATION, "."),
    ("The music is by ", COMPOSERS, "."),
    ("It was composed by ", COMPOSERS, "."),
)
_EPISODE_LINES: tuple[_Pattern, ...] = (
    ("Time for some talk: the episode is called ", TITLE, "."),
    ("Here comes an episode with the title ", TITLE, "."),
    ("The next voices you hear belong to the episode ", TITLE, "."),
)
_EPISODE_DETAILS: tuple[_Pattern, ...] = (
    ("The show is ", ALBUM, "."),
    ("It is an episode of ", ALBUM, "."),
    ("It comes to you from ", ARTISTS, "."),
    ("It runs for about ", DURATION, ", so make yourself comfortable."),
    ("You have about ", DURATION, " to lean back and listen."),
)
_BREAK_LINES: tuple[_Pattern, ...] = (
    ("We are in a short break, and this would be a good moment to fetch something warm to drink.",),
    ("That is an advertisement you hear, so there is nothing here for me to introduce.",),
    ("A break in the programme, nothing more, and no reason at all to get up and leave.",),
)
_CLOSERS: tuple[_Pattern, ...] = (
    ("Let us listen to it together, without another word from me.",),
    ("I will say no more, and leave the rest to the speakers.",),
    ("Lean back, close your eyes if you like, and let it play.",),
    ("That is enough from me; the next minutes belong to the music.",),
    ("Make yourself comfortable, and give it the attention it asks for.",),
    ("If it finds you in the right mood, so much the better.",),
    ("Enjoy it; I am here whenever you want me again.",),
    ("Take a breath, and let it come to you in its own time.",),
)
_SPOKEN_CLOSERS: tuple[_Pattern, ...] = (
    ("I will say no more, and leave the rest to them.",),
    ("Lean back, make yourself comfortable, and hear what they have to say.",),
    ("Take your time with it, and I will be here when it is over.",),
)
_BREAK_CLOSERS: tuple[_Pattern, ...] = (
    ("Stay with us; I will be here when it is over.",),
    ("It will pass, and then I am back with you.",),
    ("Do stay; there is a time after every break.",),
)


def _joined(names: Sequence[str]) -> str:
    if len(names) > _NAMED_ARTISTS:
        return f"{', '.join(names[: _NAMED_ARTISTS - 1])} and others"
    if len(names) > 1:
        return ", ".join(names[:-1]) + " and " + names[-1]
    return names[0]


def _said(facts: Facts) -> dict[_Fact, str]:
    """Word each known fact; what is not known has no entry, so no pattern can ask for it."""
    said: dict[_Fact, str] = {}
    if facts.title:
        said[TITLE] = f"“{facts.title}”"
    if facts.artists:
        said[ARTISTS] = _joined(facts.artists)
    # A single's album carries its title again; saying it twice tells nothing.
    if facts.album and facts.album.casefold() != facts.title.casefold():
        said[ALBUM] = f"“{facts.album}”"
    if facts.year:
        said[YEAR] = str(facts.year)
    if facts.genres:
        said[GENRES] = _joined(facts.genres[:2])
    # Who plays it has been named already; that they wrote it, too, sounds like a stutter.
    if not set(facts.composers) <= set(facts.artists):
        said[COMPOSERS] = _joined(facts.composers)
    if facts.duration_ms:
        said[DURATION] = spoken_duration(facts.duration_ms)
    # On the second disc the numbers begin again.
    if facts.track_number and (facts.disc_number or 1) == 1:
        said[TRACK_NUMBER] = spoken_number(facts.track_number)
    return said


def _sentence(pattern: _Pattern, said: dict[_Fact, str]) -> str:
    text = "".join(said[part] if isinstance(part, _Fact) else part for part in pattern)
    if text.endswith(".") and text[:-1].rstrip("”").endswith((".", "!", "?", "…", "。", "！", "？")):
        return text[:-1]  # "by Wham!" ends itself
    return text


def _speakable(patterns: Iterable[_Pattern], said: dict[_Fact, str]) -> list[_Pattern]:
    return [p for p in patterns if all(part in said for part in p if isinstance(part, _Fact))]


def _facts_in(pattern: _Pattern) -> set[_Fact]:
    return {part for part in pattern if isinstance(part, _Fact)}


def _words(sentences: Iterable[str]) -> int:
    return sum(len(sentence.split()) for sentence in sentences)


@dataclass(frozen=True, slots=True)
class _Copy:
    """The patterns an intro of one track may be made of."""

    openers: tuple[_Pattern, ...]
    titles: list[_Pattern]
    details: list[_Pattern]
    closers: tuple[_Pattern, ...]


def _copy_for(facts: Facts, said: dict[_Fact, str]) -> _Copy:
    if facts.kind is TrackKind.AD:
        return _Copy((), list(_BREAK_LINES), [], _BREAK_CLOSERS)
    if facts.kind is TrackKind.EPISODE and TITLE in said:
        return _Copy(_OPENERS[:5], list(_EPISODE_LINES), _speakable(_EPISODE_DETAILS, said), _SPOKEN_CLOSERS)
    titles = (
        _speakable(_TITLE_LINES, said)
        or _speakable(_TITLE_ONLY_LINES, said)
        or _speakable(_ARTIST_ONLY_LINES, said)
        or list(_NAMELESS_LINES)
    )
    return _Copy(_OPENERS, titles, _speakable((*_ALBUM_LINES, *_DETAIL_LINES), said), _CLOSERS)


class Announcer:
    """Writes two to four sentences that claim only what is known, without a model or a network.

    They have 20 to 60 words, within the request's `max_words`.

    A title longer than the budget is still said whole. English, whatever language is asked for.

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

    async def warm_up(self) -> None:
        """Do nothing: there is nothing to load."""

    async def write(self, request: IntroRequest) -> AsyncGenerator[str, None]:
        for sentence in self._compose(request):
            yield sentence

    async def close(self) -> None:
        """Do nothing: nothing is open."""

    def naming_line(self, request: IntroRequest) -> str:
        """Return a sentence that names the track; "" where neither title nor artist is known."""
        facts = known_facts(request.track)
        said = _said(facts)
        if facts.kind is TrackKind.AD or not {TITLE, ARTISTS} & set(said):
            return ""
        return _sentence(self._random.choice(_copy_for(facts, said).titles), said)

    def _compose(self, request: IntroRequest) -> list[str]:
        facts = known_facts(request.track)
        said = _said(facts)
        copy = _copy_for(facts, said)
        budget = max(MIN_WORDS, min(MAX_WORDS, request.max_words))
        drafts = [self._draft(copy, said, budget) for _ in range(_DRAWS)]
        recent = " ".join(request.recent_texts)

        def staleness(draft: list[str]) -> tuple[bool, int]:
            fits = MIN_WORDS <= _words(draft) <= budget
            return not fits, sum(sentence in recent for sentence in draft)

        best = min(drafts, key=staleness)
        if request.recent_texts and " ".join(best) == request.recent_texts[0]:
            # Chance may draw one text a dozen times; there is always another closer.
            best = [*best[:-1], self._another(copy.closers, best[-1], said)]
        return best

    def _another(self, patterns: Sequence[_Pattern], than: str, said: dict[_Fact, str]) -> str:
        return self._random.choice([s for p in patterns if (s := _sentence(p, said)) != than])

    def _draft(self, copy: _Copy, said: dict[_Fact, str], budget: int) -> list[str]:
        """Draw one text: a title line; then details, each fact once, an opener and a closer, within the budget."""
        title = _sentence(self._random.choice(copy.titles), said)
        closer = _sentence(self._random.choice(copy.closers), said)
        opener: list[str] = []
        details: list[str] = []
        if copy.openers and self._random.random() < 0.5:  # noqa: PLR2004 - every second intro opens with a greeting
            opener.append(_sentence(self._random.choice(copy.openers), said))
            if _words((*opener, title, closer)) > budget:
                opener.clear()
        used: set[_Fact] = set()
        for pattern in self._random.sample(copy.details, len(copy.details)):
            sentence = _sentence(pattern, said)
            draft = (*opener, title, *details, sentence, closer)
            if len(draft) > _MAX_SENTENCES or used & _facts_in(pattern) or _words(draft) > budget:
                continue
            details.append(sentence)
            used |= _facts_in(pattern)
        draft_words = _words((*opener, title, *details, closer))
        if draft_words < MIN_WORDS and copy.openers and not opener:
            opener.append(_sentence(self._random.choice(copy.openers), said))
        return [*opener, title, *details, closer]
