"""What the page shows, as frozen values made from how the session stands. Pure functions; no markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from spotintro.credits.errors import credits_in_words
from spotintro.credits.features import UserTransaction
from spotintro.host.events import Charge, Quote
from spotintro.music import Capability, Playback, PlaybackState
from spotintro.plain_text import single_line
from spotintro.session.events import Weight
from spotintro.session.keys import reworded
from spotintro.session.said import source_line, track_line
from spotintro.session.standing import LogLine, OnAir, Phase, Standing
from spotintro.session.wording import parts
from spotintro.web.words import word_of_key

if TYPE_CHECKING:
    from spotintro.credits.base import User
    from spotintro.session.step import Step

_INTRO: Final = UserTransaction.GENERATE_TRACK_INTRO
_DOES: Final = {
    Phase.IDLE: "",
    Phase.WRITING: "writing",
    Phase.SPEAKING: "speaking",
    Phase.WRITTEN: "written",
    Phase.SAID: "said",
    Phase.REFUSED: "too few credits",
    Phase.FAILED: "failed",
    Phase.STOPPED: "stopped",
}
_NAMES: Final = {
    Weight.INFO: "",
    Weight.CHARGE: "Account: ",
    Weight.WARNING: "Warning: ",
    Weight.FAILURE: "Failure: ",
}
SHOWN_LINES: Final = 20


@dataclass(frozen=True, slots=True)
class Music:
    """What plays."""

    title: str
    artists: str
    album: str
    where: str
    """The device and its volume."""
    next: str
    state: str
    plays: bool
    position_ms: int
    duration_ms: int
    cover: str
    """The key of its cover; "" where it has none."""
    liked: bool | None
    volume: int | None
    can: frozenset[str]
    """The names of what the player can do."""


@dataclass(frozen=True, slots=True)
class SaidSentence:
    text: str
    heard: bool
    added: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The host's words."""

    number: int
    """Which text of this session it is, so that the page tells its sentences from the last one's."""
    about: str
    does: str
    under_way: bool
    coming: str
    """What is told while the first words are awaited; "" where they aren't."""
    sentences: tuple[SaidSentence, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A button that begins something, with its price."""

    command: str
    label: str
    detail: str
    """The steps of the price; "" where there is one step alone."""
    terms: str
    """What the page has shown when it was pressed; where it is so no longer, nothing begins."""
    affordable: bool = True


@dataclass(frozen=True, slots=True)
class Credits:
    sign: str
    words: str
    note: str
    level: str
    """`ok`, `low`, `empty`, `failing` or `unknown`."""


@dataclass(frozen=True, slots=True)
class Question:
    name: str
    heading: str
    text: str
    yes: str
    no: str


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    """Of all lines of this session, by which with `View.run` the page knows which it has not told yet."""
    at: str
    sign: str
    kind: str
    prefix: str
    """For who doesn't see the sign."""
    text: str


@dataclass(frozen=True, slots=True)
class View:
    ready: bool
    music: Music | None
    unreadable: str
    """Why what plays can't be read; "" where it can be."""
    words: Words
    credits: Credits
    offers: tuple[Offer, ...]
    again: Offer | None
    retry: str
    """What was refused and can be done again, with its price; "" where nothing was."""
    retry_terms: str
    """As those of an offer."""
    questions: tuple[Question, ...]
    speak: bool
    auto: str
    auto_on: bool
    next_intro: str
    next_price: str
    """Of an intro of what comes next; "" where it isn't known."""
    lines: tuple[Line, ...]
    """The newest first."""
    run: str
    """Of which session the numbers of its lines and texts are."""
    demo: bool


def view_of(
    standing: Standing,
    lines: Sequence[LogLine],
    *,
    now_s: float,
    number: int,
    texts: int,
    run: str,
    refused: Step | None,
    low_balance: int,
    demo: bool,
) -> View:
    """Make what the page shows.

    Args:
        standing: How the session stands.
        lines: The last lines of its log, the oldest first.
        now_s: The monotonic clock.
        number: How often a price was held.
        texts: How many texts were begun.
        run: Tells the session's numbers from another's.
        refused: What was refused for want of credits.
        low_balance: From so few credits on they are low.
        demo: Whether the credits are the demo's.
    """
    user = standing.user
    auto = standing.auto
    return View(
        ready=standing.is_ready,
        music=_music(standing.playback, now_s),
        unreadable="" if standing.problem is None else standing.problem.in_full,
        words=_words(standing.on_air, texts),
        credits=_credits(standing, low_balance),
        offers=tuple(_offer(step, quote, standing, number, user) for step, quote in standing.quotes),
        again=_again(standing.replay, number, user),
        retry="" if refused is None else _retry(refused, standing),
        retry_terms=terms_of_retry(number, refused, standing),
        questions=tuple(_questions(standing)),
        speak=standing.speak,
        auto="" if auto is None else auto.in_words,
        auto_on=auto is not None and auto.is_on,
        next_intro="" if standing.next_intro is None else standing.next_intro.in_words,
        next_price=_price_of_intro(standing),
        lines=tuple(map(_line, reversed(lines[-SHOWN_LINES:]))),
        run=run,
        demo=demo,
    )


def _music(playback: Playback | None, now_s: float) -> Music | None:
    if playback is None:
        return None
    track = playback.track
    volume = playback.device.volume_percent
    names = (playback.player_in_words, playback.device.name)
    device = names[1] if names[0].casefold() in names[1].casefold() else " · ".join(names)
    year = "" if track is None or track.year is None else str(track.year)
    return Music(
        title="" if track is None else track.title,
        artists="" if track is None else track.artist_line,
        album="" if track is None else " · ".join(part for part in (track.album, year) if part),
        where=device if volume is None else f"{device} · volume {volume} %",
        next="" if playback.next_track is None else track_line(playback.next_track),
        state=playback.state.value,
        plays=playback.state is PlaybackState.PLAYING,
        position_ms=playback.position_at(now_s),
        duration_ms=0 if track is None else track.duration_ms or 0,
        cover="" if track is None or not track.art_url else cover_key(track.art_url),
        liked=playback.liked,
        volume=volume,
        can=frozenset(each.value for each in playback.capabilities if each is not Capability.TRANSFER),
    )


def cover_key(url: str) -> str:
    """Return the name by which the page asks for a cover: the address itself stays here."""
    import hashlib

    return hashlib.sha256(url.encode()).hexdigest()[:20]


def time_in_words(ms: int) -> str:
    minutes, seconds = divmod(ms // 1000, 60)
    return f"{minutes}:{seconds:02}"


def _words(on_air: OnAir, number: int) -> Words:
    about = "" if on_air.track is None else track_line(on_air.track)
    is_awaited = on_air.phase.is_under_way and not on_air.sentences
    return Words(
        number=number,
        about=about,
        does=_DOES[on_air.phase],
        coming=f"The host is writing{f' about {about}' if about else ''}." if is_awaited else "",
        under_way=on_air.phase.is_under_way or (on_air.phase is Phase.WRITTEN and on_air.heard is not None),
        sentences=tuple(
            SaidSentence(each.text, heard=each.index == on_air.heard, added=each.added)
            for each in on_air.sentences
        ),
        sources=tuple(
            dict.fromkeys(
                source_line(source) for source in (*(fact.source for fact in on_air.facts), *on_air.sources)
            )
        ),
    )


def _credits(standing: Standing, low_balance: int) -> Credits:
    user = standing.user
    if standing.account_fails:
        return Credits("▲", "The account is unavailable", "The messages say why.", "failing")
    if user is None:
        return Credits("○", "Reading the account …", "", "unknown")
    held = f"{user.held_credits} reserved for this intro" if user.held_credits else ""
    words = credits_in_words(user.available_credits)
    note = "The books disagree; the messages say where." if standing.books_disagree else held
    if user.left == 0:
        return Credits("○", words, note or "None left. Everything free still works.", "empty")
    if user.left <= low_balance:
        return Credits("▲", words, note or "Running low.", "low")
    return Credits("●", words, note, "ok")


def _priced(label: str, charges: Sequence[Charge]) -> str:
    total = sum(charge.amount for charge in charges)
    return f"{label} · {credits_in_words(total) if total else 'free'}"


def _price_of_intro(standing: Standing) -> str:
    quote = dict(standing.quotes).get(_INTRO)
    return "" if quote is None else credits_in_words(quote.total) if quote.total else "free"


def terms_of(number: int, quote: Quote | None) -> str:
    """Write down what a button was shown with: how often a price was held, and its own."""
    return f"{number}-{0 if quote is None else quote.total}"


def _offer(step: UserTransaction, quote: Quote, standing: Standing, number: int, user: User | None) -> Offer:
    verb = step.terms.verb
    return Offer(
        f"perform:{step.value}",
        _priced(verb[:1].upper() + verb[1:], quote.charges),
        parts(step, quote, speak=standing.speak) if len(quote.charges) > 1 else "",
        terms_of(number, quote),
        affordable=user is None or quote.total <= user.available_credits,
    )


def terms_of_retry(number: int, refused: Step | None, standing: Standing) -> str:
    """Write down what the button that does again what was refused was shown with; "" where there is none."""
    return "" if refused is None else f"{number}-{_retry(refused, standing)}"


def _retry(refused: Step, standing: Standing) -> str:
    quote = standing.replay if refused.feature is None else dict(standing.quotes).get(refused.feature)
    # What is told is the price by the voice as it is set now; a step that was refused keeps its own.
    if quote is None or refused.speak is not standing.speak or refused.workflow is not None:
        return refused.does
    return _priced(refused.does, quote.charges)


def _again(quote: Quote | None, number: int, user: User | None) -> Offer | None:
    if quote is None:
        return None
    affordable = user is None or quote.total <= user.available_credits
    return Offer("again", _priced("Again", quote.charges), "", terms_of(number, quote), affordable=affordable)


def _questions(standing: Standing) -> list[Question]:
    asked: list[Question] = []
    if standing.consent is not None:
        heading = "May the AI writer know what plays?"
        asked.append(Question("writer", heading, standing.consent, "Agree", "Take the announcer"))
    if standing.auto_question is not None:
        heading = "Intros between tracks?"
        asked.append(Question("auto", heading, standing.auto_question, "Turn auto on", "Leave it off"))
    if standing.facts_question is not None:
        heading = "Look up facts?"
        asked.append(Question("facts", heading, standing.facts_question, "Look them up", "No look-ups"))
    return asked


def _line(line: LogLine) -> Line:
    return Line(
        line.number,
        _clock(line.at),
        line.said.weight.value,
        line.said.weight.name.lower(),
        _NAMES[line.said.weight],
        single_line(reworded(line.said.text, line.said.keys, word_of_key), limit=1000),
    )


def _clock(at: datetime) -> str:
    return f"{at.astimezone():%H:%M}"
