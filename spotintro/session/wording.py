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
    Held,
    HostEvent,
    LeftPaused,
    Notice,
    Quote,
    Spoken,
    Stopped,
    Written,
)
from spotintro.music import Playback, Track
from spotintro.session.events import Said, Weight

if TYPE_CHECKING:
    from spotintro.credits.spending import Spent
    from spotintro.writers.local_servers import LocalServer


def price(feature: UserTransaction, quote: Quote, *, speak: bool, key: str) -> str:
    """Say what a feature costs, step by step: `i intro 1 + voice 1`."""
    amounts = {charge.step: charge.amount for charge in quote.charges}
    steps = [feature]
    if speak and feature.terms.speaks:
        steps.append(UserTransaction.SPEAK_TRACK_INTRO)
    steps.extend(step for step in amounts if step not in steps)
    if not amounts:
        return f"{key} {feature.label} free".strip()
    named = " + ".join(f"{step.label} {amounts.get(step) or 'free'}" for step in steps)
    return f"{key} {named}".strip()


def replay_price(quote: Quote | None, *, key: str) -> str:
    """Say what it costs to say the last intro again: `r voice 1`; "" where it is free, or no key does it."""
    if quote is None or not quote.charges or not key:
        return ""
    return f"{key} " + " + ".join(f"{charge.step.label} {charge.amount}" for charge in quote.charges)


@dataclass(frozen=True, slots=True)
class SoFar:
    """What an intro has come to, for the line that tells how it ended."""

    held: Held | None = None
    text_delivered: bool = False
    told: tuple[Charge | None, ...] = ()
    """What each delivered step was said to cost; None where nothing."""

    def and_then(self, event: HostEvent) -> SoFar:
        match event:
            case Held():
                return replace(self, held=event)
            case Written(charged=charged):
                return replace(self, text_delivered=True, told=(*self.told, charged))
            case Spoken(charged=charged):
                return replace(self, told=(*self.told, charged))
            case _:
                return self


def line_of(event: HostEvent, *, so_far: SoFar, key_of: Callable[[str], str]) -> Said | None:
    """Return the log's line for an event; None for what is seen elsewhere on the screen.

    `key_of` tells how the face writes the key of a command; "" where it has none.
    """
    match event:
        case Written(charged=charged, balance=balance, writer=writer, feature=feature):
            if charged is None:
                return Said(f"{feature.label} free ({writer}) · {balance.left} left", Weight.CHARGE)
            return _charged(charged, balance)
        case Spoken(charged=charged, balance=balance):
            return None if charged is None else _charged(charged, balance)
        case Notice(message=message):
            return Said(message)
        case CreditsAdded():
            return added_line(event)
        case LeftPaused():
            return left_paused_line(event, play_key=key_of("play_pause"))
        case Failed():
            return _failed(event, so_far, key_of("support"), key_of("replay"))
        case Stopped():
            return _stopped(event, so_far)
        case _:
            return None


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


def _charged(charge: Charge, balance: User) -> Said:
    return Said(f"{charge.step.label} {credits_in_words(charge.amount)} · {balance.left} left", Weight.CHARGE)


def _failed(event: Failed, so_far: SoFar, support_key: str, replay_key: str) -> Said:
    if event.code == CreditErrorCode.INSUFFICIENT_CREDITS:
        help_line = f"Everything free still works; {support_key or 'support'} shows how to get more."
        return Said(f"{event.message} Nothing was charged. {help_line}", Weight.WARNING)
    held = so_far.held.quote.charges if so_far.held is not None else ()
    missing = [charge for charge in held if charge not in event.charges]
    verdict = _verdict(event, missing)
    speech = next((charge for charge in missing if charge.step is UserTransaction.SPEAK_TRACK_INTRO), None)
    if speech is not None and so_far.text_delivered and replay_key:
        again = f"{replay_key} tries the {speech.step.label} again for {credits_in_words(speech.amount)}."
        return Said(f"{event.message} {verdict} {again}", Weight.FAILURE)
    return Said(f"{event.message} {verdict} {event.next_step}".strip(), Weight.FAILURE)


def _verdict(event: Failed, missing: Sequence[Charge]) -> str:
    if not event.charges:
        return "Nothing was charged."
    kept = " and ".join(charge.step.label for charge in event.charges)
    balance = "" if event.balance is None else f" · {event.balance.left} left"
    if not missing:
        return f"The {kept} {'was' if len(event.charges) == 1 else 'were'} charged{balance}."
    not_kept = " and ".join(charge.step.label for charge in missing)
    return f"The {kept} was charged, the {not_kept} was not{balance}."


def _stopped(event: Stopped, so_far: SoFar) -> Said:
    back = sum(charge.amount for charge in event.given_back)
    parts = ["The host stopped, since you went on." if event.moved_on else "Stopped."]
    parts.extend(
        f"The {charge.step.label} was charged: {credits_in_words(charge.amount)}."
        for charge in event.charges
        if charge not in so_far.told
    )
    if back > 0:
        verb = "is" if back == 1 else "are"
        parts.append(f"{credits_in_words(back)} {verb} given back.")
    elif not event.charges:
        parts.append("Nothing was charged.")
    if event.balance is not None:
        parts.append(f"{event.balance.left} left.")
    return Said(" ".join(parts), Weight.CHARGE)


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


EXPIRES_SOON: Final = timedelta(days=7)
"""From so long before credits lapse it is announced."""


def lapsing(lot: Lot, now: datetime) -> str:
    """Say how much of a lot lapses when: with the date, and in the last two days with the time as well."""
    assert lot.expires_at is not None
    at = lot.expires_at.astimezone()
    when = f"{at:%Y-%m-%d %H:%M}" if lot.expires_at - now < timedelta(days=2) else f"{at:%Y-%m-%d}"
    return f"{credits_in_words(lot.remaining)} on {when}"


def expiry_line(lots: Sequence[Lot], now: datetime) -> str | None:
    """Return the day's line that announces what lapses soon; None where nothing does."""
    if not lots:
        return None
    *others, last = [lapsing(lot, now) for lot in lots]
    said = f"{', '.join(others)} and {last}" if others else last
    return f"Lapsing soon: {said}; what lapses first is used first."
