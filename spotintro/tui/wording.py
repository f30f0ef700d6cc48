"""What happened, as one line for a person. Pure functions: no widget, no state."""

from __future__ import annotations

from spotintro.credits.base import User
from spotintro.credits.errors import CreditErrorCode, credits_in_words
from spotintro.credits.prices import UserTransaction
from spotintro.host.events import (
    Charge,
    CreditsAdded,
    Failed,
    Held,
    HostEvent,
    Notice,
    Quote,
    Spoken,
    Stopped,
    Written,
)
from spotintro.tui.messages import Said, Weight


def left(user: User) -> int:
    """What is left once open holds are given back: what a line about a settled step tells."""
    return user.available_credits + user.held_credits


def price(quote: Quote, *, speak: bool, key: str) -> str:
    """The next intro's price, step by step: `i intro 1 + voice 1`."""
    amounts = {charge.step: charge.amount for charge in quote.charges}
    steps = [UserTransaction.GENERATE_TRACK_INTRO]
    if speak:
        steps.append(UserTransaction.SPEAK_TRACK_INTRO)
    steps.extend(step for step in amounts if step not in steps)
    if not amounts:
        return f"{key} intro free".strip()
    named = " + ".join(f"{step.label} {amounts.get(step) or 'free'}" for step in steps)
    return f"{key} {named}".strip()


def line_of(event: HostEvent, *, held: Held | None, support_key: str) -> Said | None:
    """The log's line for an event; None for what is seen elsewhere on the screen."""
    match event:
        case Written(charged=charged, balance=balance, writer=writer):
            if charged is None:
                return Said(f"intro free ({writer}) · {left(balance)} left", Weight.CHARGE)
            return _charged(charged, balance)
        case Spoken(charged=charged, balance=balance):
            return None if charged is None else _charged(charged, balance)
        case Notice(message=message):
            return Said(message)
        case CreditsAdded():
            return added_line(event)
        case Failed():
            return _failed(event, support_key)
        case Stopped():
            return _stopped(event, held)
        case _:
            return None


def added_line(added: CreditsAdded) -> Said:
    """Credits that came by themselves."""
    until = "" if added.expires_at is None else f", good until {added.expires_at.astimezone():%Y-%m-%d}"
    came = f"{credits_in_words(added.credits)} added{until}"
    return Said(f"{added.description}: {came} · {left(added.balance)} left", Weight.CHARGE)


def _charged(charge: Charge, balance: User) -> Said:
    return Said(f"{charge.step.label} {credits_in_words(charge.amount)} · {left(balance)} left", Weight.CHARGE)


def _failed(event: Failed, support_key: str) -> Said:
    if event.code == CreditErrorCode.INSUFFICIENT_CREDITS:
        help_line = f"Everything free still works; {support_key or 'support'} shows how to get more."
        return Said(f"{event.message} Nothing was charged. {help_line}", Weight.WARNING)
    if event.charges:
        kept = " and ".join(charge.step.label for charge in event.charges)
        verdict = f"Only the {kept} was charged."
    else:
        verdict = "Nothing was charged."
    return Said(f"{event.message} {verdict} {event.next_step}".strip(), Weight.FAILURE)


def _stopped(event: Stopped, held: Held | None) -> Said:
    charged = sum(charge.amount for charge in event.charges)
    back = (held.quote.total if held is not None else 0) - charged
    parts = ["Stopped."]
    if back > 0:
        verb = "is" if back == 1 else "are"
        parts.append(f"{credits_in_words(back)} {verb} given back.")
    elif charged == 0:
        parts.append("Nothing was charged.")
    if event.balance is not None:
        parts.append(f"{left(event.balance)} left.")
    return Said(" ".join(parts), Weight.CHARGE)


def low_line(user: User, *, low_balance: int, support_key: str) -> str | None:
    """The one line of a session that tells that the credits run low."""
    if left(user) > low_balance:
        return None
    return f"Low: {credits_in_words(left(user))} left; {support_key or 'support'} shows how to get more."
