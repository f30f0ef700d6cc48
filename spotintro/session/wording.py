"""What happened, as one line for a person. Pure functions: no widget, no state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from spotintro.credits.base import Lot, User
from spotintro.credits.errors import CreditErrorCode, credits_in_words
from spotintro.credits.features import UserTransaction
from spotintro.host.events import (
    Charge,
    CreditsAdded,
    Failed,
    Finished,
    Held,
    HostEvent,
    LeftPaused,
    Notice,
    Quote,
    Stopped,
    Written,
)
from spotintro.music import Playback, Track
from spotintro.plain_text import single_line
from spotintro.session.events import Refusal, Said, Weight

if TYPE_CHECKING:
    from spotintro.credits.spending import Spent
    from spotintro.writers.local_servers import LocalServer


UNPAYABLE: Final = "⊘"
"""Stands before the price that the credits don't pay."""


def parts(feature: UserTransaction | None, quote: Quote, *, speak: bool) -> str:
    """Say what each step costs: `text 1 + voice 1`; None: a text is said again."""
    amounts = {charge.step: charge.amount for charge in quote.charges}
    return " + ".join(
        f"{step.label} {amounts.get(step) or 'free'}" for step in _steps(feature, quote, speak=speak)
    )


def _steps(feature: UserTransaction | None, quote: Quote, *, speak: bool) -> tuple[UserTransaction, ...]:
    spoken = speak and (feature is None or feature.terms.speaks)
    steps = (
        feature,
        UserTransaction.SPEAK_TRACK_INTRO if spoken else None,
        *(each.step for each in quote.charges),
    )
    return tuple(dict.fromkeys(step for step in steps if step is not None))


def price(
    feature: UserTransaction | None,
    quote: Quote,
    *,
    speak: bool,
    key: str = "",
    available: int | None = None,
    short: bool = False,
) -> str:
    """Say what a key costs, of what: `i 2: text 1 + voice 1`, `i 1: text`, `i free: text + voice`.

    Args:
        feature: What the key begins; None: it says a text again.
        quote: What it costs now.
        speak: Whether the voice is on.
        key: As the face writes it; "" where the price stands beside it.
        available: The credits there are: a price above them says so. None: it is not known or no matter.
        short: Whether to leave out what it is made of.
    """
    is_short_of = available is not None and quote.total > available
    total = f"needs {quote.total}" if is_short_of else str(quote.total or "free")
    said = " ".join(part for part in (UNPAYABLE if is_short_of else "", key, total) if part)
    if short:
        return said
    steps = _steps(feature, quote, speak=speak)
    if not quote.charges or len(steps) == 1:
        return f"{said}: {' + '.join(step.label for step in steps)}" if steps else said
    return f"{said}: {parts(feature, quote, speak=speak)}"


@dataclass(frozen=True, slots=True)
class Refused:
    """What stands in place of the price while credits are missing."""

    needed: int
    left: int
    choices: tuple[str, ...]
    """Each a key and what it does: `s get more`."""

    @property
    def line(self) -> str:
        """Everything in one line: `2 needed, 1 left: v text only (1) · s get more · R retry`."""
        said = f"{self.needed} needed, {self.left} left"
        return f"{said}: {' · '.join(self.choices)}" if self.choices else said


def refusal_in_words(
    refusal: Refusal | None, user: User | None, *, key_of: Callable[[str], str]
) -> Refused | None:
    """Say what can be done about a refusal; None where there is none, or the credits have come since."""
    if refusal is None or user is None or refusal.quote.total <= user.available_credits:
        return None
    text = refusal.text_only
    can_do_without_voice = text is not None and text.total <= user.available_credits
    offered = (
        ("voice", f"text only ({text.total or 'free'})" if text is not None and can_do_without_voice else ""),
        ("support", "get more"),
        ("retry", "retry"),
    )
    choices = tuple(f"{key_of(command)} {does}" for command, does in offered if does and key_of(command))
    return Refused(refusal.quote.total, user.available_credits, choices)


@dataclass(frozen=True, slots=True)
class SoFar:
    """What an intro has come to, for the line that tells how it ended."""

    track: Track | None = None
    """What it introduces, where that is known."""
    held: Held | None = None
    text_delivered: bool = False
    free_text: str = ""
    """What was delivered for nothing: `text free (announcer)`."""

    def and_then(self, event: HostEvent) -> SoFar:
        match event:
            case Held(track=track):
                return replace(self, held=event, track=track)
            case Written(charged=None, writer=writer, feature=feature):
                return replace(self, text_delivered=True, free_text=f"{feature.label} free ({writer})")
            case Written():
                return replace(self, text_delivered=True)
            case _:
                return self


def line_of(event: HostEvent, *, so_far: SoFar, key_of: Callable[[str], str]) -> Said | None:
    """Return the log's line for an event; None for what is seen elsewhere on the screen.

    An intro has one line, with what it was of and what it cost, once it is over.

    `key_of` tells how the face writes the key of a command; "" where it has none.
    """
    match event:
        case Notice(message=message):
            return Said(message)
        case CreditsAdded():
            return added_line(event)
        case LeftPaused():
            return left_paused_line(event, play_key=key_of("play_pause"))
        case Finished(charges=charges, balance=balance):
            paid = _paid(charges, so_far)
            return Said(_of(so_far, paid, _left(balance)), Weight.CHARGE) if paid else None
        case Failed():
            return _failed(event, so_far, key_of)
        case Stopped():
            return _stopped(event, so_far)
        case _:
            return None


def _of(so_far: SoFar, *said: str) -> str:
    """Join what there is to say of an intro, with the title of its track in front."""
    title = "" if so_far.track is None else so_far.track.title
    return " · ".join(part for part in (title, *said) if part)


def _paid(charges: Sequence[Charge], so_far: SoFar) -> str:
    """Say what was paid and for what: `text 1 + voice 1`; "" where nothing was delivered that has a price."""
    named = (f"{charge.step.label} {charge.amount}" for charge in charges)
    return " + ".join((*((so_far.free_text,) if so_far.free_text else ()), *named))


def _left(balance: User | None) -> str:
    return "" if balance is None else f"{balance.left} left"


def added_line(added: CreditsAdded) -> Said:
    """Return the log's line for credits that came by themselves."""
    until = "" if added.expires_at is None else f", good until {added.expires_at.astimezone():%Y-%m-%d}"
    came = f"{credits_in_words(added.credits)} added{until}"
    return Said(f"{added.description}: {came} · {added.balance.left} left", Weight.CHARGE)


def left_paused_line(left: LeftPaused, *, play_key: str) -> Said:
    """Return the line that tells that the music stays paused after a speech, and how it goes on."""
    how = f"{play_key} plays it" if play_key else "play it in its player"
    if left.problem:
        return Said(f"The music stays paused: {left.problem} To go on, {how}.", Weight.WARNING)
    return Said(f"The music stays paused, as it was left; {how}.")


def offer_line(track: Track | None, *, introduced: Track | None, key: str) -> Said:
    """Return the line that offers an intro of what the user went on to, after one that was of `introduced`."""
    if track is None or not track.title or (introduced is not None and track.id == introduced.id):
        return Said(f"{key} introduces what plays now.")
    return Said(f"{key} introduces “{track.title}”.")


def _failed(event: Failed, so_far: SoFar, key_of: Callable[[str], str]) -> Said:
    if event.code == CreditErrorCode.INSUFFICIENT_CREDITS:
        # What it needs, what is left and the ways out stand beside the balance.
        return Said(_of(so_far, "too few credits", "nothing was charged"), Weight.WARNING)
    if event.is_answer:
        next_step = event.next_step
        if event.code == "NO_FACTS_KNOWN":
            # Its own names a command line, which not every face has at hand.
            next_step = f"{key} shows what is looked up and why." if (key := key_of("facts")) else ""
        return Said(_of(so_far, f"{event.message} Nothing was charged. {next_step}".strip()))
    held = so_far.held.quote.charges if so_far.held is not None else ()
    missing = [charge for charge in held if charge not in event.charges and charge not in event.unconfirmed]
    speech = next((charge for charge in missing if charge.step is UserTransaction.SPEAK_TRACK_INTRO), None)
    next_step, replay_key = event.next_step, key_of("replay")
    if speech is not None and so_far.text_delivered and replay_key:
        next_step = f"{replay_key} tries the {speech.step.label} again for {credits_in_words(speech.amount)}."
    if event.cost_nothing:
        return Said(_of(so_far, f"{event.message} Nothing was charged. {next_step}".strip()), Weight.FAILURE)
    not_charged = " and ".join(charge.step.label for charge in missing)
    verdict = f"The {not_charged} was not charged. " if missing else ""
    said = f"{event.message} {verdict}{next_step}".strip()
    # The sign of a failure says that it is not charged.
    weight = Weight.FAILURE if missing else Weight.WARNING
    return Said(_of(so_far, _paid(event.charges, so_far), _left(event.balance), said), weight)


def _stopped(event: Stopped, so_far: SoFar) -> Said:
    back = sum(charge.amount for charge in event.given_back)
    paid = _paid(event.charges, so_far)
    return Said(
        _of(
            so_far,
            "the host stopped, since you went on" if event.moved_on else "stopped",
            paid or ("" if back or event.unconfirmed else "nothing was charged"),
            "whether the rest was charged, the history shows" if event.unconfirmed else "",
            f"{credits_in_words(back)} given back" if back else "",
            _left(event.balance),
        ),
        Weight.CHARGE,
    )


def switch_line(before: Playback | None, after: Playback | None) -> Said | None:
    """Return the line that tells that another player is shown; None where none is, or the music moved there."""
    if before is None or after is None or before.player == after.player:
        return None
    if before.track is not None and after.track is not None and before.track.id == after.track.id:
        return None
    return Said(f"{_player_of(after)} is shown now, in place of {_player_of(before)}.")


def _player_of(playback: Playback) -> str:
    player, device = playback.player_in_words, playback.device.name
    return device if player.casefold() in device.casefold() else f"{player} on {device}"


def low_line(user: User, *, low_balance: int, support_key: str) -> str | None:
    """Return the line that tells that the credits run low; None where they don't."""
    if user.left > low_balance:
        return None
    if user.left == 0:
        return "No credits left. Everything free still works."  # the way to more stands beside the balance
    return f"Low: {credits_in_words(user.left)} left; {support_key or 'support'} shows how to get more."


def forgotten_line(texts: int, keep_days: int) -> str:
    """Return the line that tells of intros that were deleted for their age."""
    which, days = ("1 intro", "was") if texts == 1 else (f"{texts} intros", "were")
    return f"{which} older than history.keep_days ({keep_days}) {days} deleted; favourites stay."


def spent_in_words(spent: Spent) -> str:
    """Say what texts took: `0.0123 EUR (1,200 tokens read, 340 written)`; an estimate is marked with a ~."""
    about = "~" if spent.is_estimated else ""
    tokens = f"{about}{spent.tokens_in:,} tokens read, {about}{spent.tokens_out:,} written"
    return tokens if spent.cost is None else f"{about}{spent.cost} ({tokens})"


def local_servers_line(servers: Sequence[LocalServer], *, key: str) -> str:
    """Return the line that offers the AI servers of this machine; `key` is the one that sets a writer up."""
    here = "; ".join(server.in_words for server in servers)
    how = f"{key} has it write" if key else "`spotintro doctor` says how to use it"
    return f"A local AI server runs here ({here}): {how}."


def left_line(track: Track, *, busy: bool, is_kept: bool, key: str) -> str:
    """Say why a track was not introduced as it began; `key` is the one that introduces it now."""
    why = "began while the host was at it" if busy else "was seen to begin too late"
    kept = "; its intro is kept" if is_kept else ""
    return f"“{track.title}” {why}{kept}. Nothing was charged.{f' {key} introduces it.' if key else ''}"


UNKEPT_ANSWER: Final = "Your answer can't be written, so it holds for this run alone; the log file says why."

EXPIRES_SOON: Final = timedelta(days=7)
"""From so long before credits lapse it is announced."""
_MOST_LOTS: Final = 5


def lapsing(lot: Lot, now: datetime) -> str:
    """Say how much of a lot lapses when: with the date, and in the last two days with the time as well."""
    assert lot.expires_at is not None
    at = lot.expires_at.astimezone()
    when = f"{at:%Y-%m-%d %H:%M}" if lot.expires_at - now < timedelta(days=2) else f"{at:%Y-%m-%d}"
    return f"{credits_in_words(lot.remaining)} on {when}"


def lots_in_words(lots: Sequence[Lot], now: datetime) -> list[str]:
    """Say in a line each what lapses when, soonest first, and last what doesn't lapse."""
    ending = [lot for lot in lots if lot.expires_at is not None]
    said = [_lot(lot, now) for lot in ending[:_MOST_LOTS]]
    if ending[_MOST_LOTS:]:
        said.append(f"{credits_in_words(sum(lot.remaining for lot in ending[_MOST_LOTS:]))} later")
    lasting = sum(lot.remaining for lot in lots if lot.expires_at is None)
    if lasting:
        words = credits_in_words(lasting)
        said.append(f"the other {words} without end" if ending else f"{words} without end")
    return said


def _lot(lot: Lot, now: datetime) -> str:
    assert lot.expires_at is not None
    sign = "▲ " if lot.expires_at < now + EXPIRES_SOON else ""
    return f"{sign}{lapsing(lot, now)} ({single_line(lot.source)}, {lot.kind.value})"


def expiry_line(lots: Sequence[Lot], now: datetime) -> str | None:
    """Return the day's line that announces what lapses soon; None where nothing does."""
    if not lots:
        return None
    *others, last = [lapsing(lot, now) for lot in lots]
    said = f"{', '.join(others)} and {last}" if others else last
    return f"Lapsing soon: {said}; what lapses first is used first."
