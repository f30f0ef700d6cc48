"""The values of the rooms as JSON and in words: the shapes that scripts rely on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from spotintro.cli.printing import Json
from spotintro.credits.base import Entry, Intro, User
from spotintro.credits.errors import credits_in_words
from spotintro.money import Money
from spotintro.music import Playback, Track

if TYPE_CHECKING:  # `now` and `credits` need no host
    from spotintro.host.events import Charge, CreditsAdded, Quote, TokensUsed
    from spotintro.knowledge import Fact


def balance_document(user: User, *, low_balance: int) -> dict[str, Json]:
    return {
        "user": user.id,
        "available": user.available_credits,
        "used": user.used_credits,
        "held": user.held_credits,
        "low": user.available_credits <= low_balance,
    }


def tokens_document(used: Sequence[TokensUsed]) -> dict[str, Json]:
    """Return what a model took for one text, with its cost where that is known; nothing where none was asked."""
    if not used:
        return {}
    tokens: dict[str, Json] = {
        "in": sum(each.tokens_in for each in used),
        "out": sum(each.tokens_out for each in used),
        "estimated": any(each.is_estimated for each in used),
    }
    costs = [each.cost for each in used if each.cost is not None]
    if not costs:
        return {"tokens": tokens}
    cost = Money(sum(each.micros for each in costs), costs[0].currency)
    return {"tokens": tokens, "cost": money_document(cost)}


def money_document(money: Money) -> dict[str, Json]:
    """Return an amount with its digits as text: no reader makes a binary number of them unasked."""
    return {"amount": money.amount, "currency": money.currency}


def track_document(track: Track) -> dict[str, Json]:
    return {
        "id": track.id,
        "kind": track.kind.value,
        "title": track.title,
        "artists": list(track.artists),
        "album": track.album,
        "duration_ms": track.duration_ms,
        "year": track.year,
        "genres": list(track.genres),
        "composers": list(track.composers),
        "track_number": track.track_number,
        "disc_number": track.disc_number,
        "url": track.url,
        "art_url": track.art_url,
    }


def playback_document(playback: Playback, *, position_ms: int) -> dict[str, Json]:
    return {
        "state": playback.state.value,
        "player": playback.player,
        "device": {"name": playback.device.name, "volume_percent": playback.device.volume_percent},
        "position_ms": position_ms,
        "track": None if playback.track is None else track_document(playback.track),
        "next_track": None if playback.next_track is None else track_document(playback.next_track),
    }


def entry_document(entry: Entry) -> dict[str, Json]:
    return {
        "sequence": entry.sequence,
        "at": entry.at.isoformat(),
        "kind": entry.kind.value,
        "amount": entry.amount,
        "balance_after": entry.balance_after,
        "step": None if entry.step is None else entry.step.value,
        "description": entry.description,
    }


def fact_document(fact: Fact) -> dict[str, Json]:
    source = fact.source
    return {
        "about": fact.about.value,
        "subject": fact.subject,
        "relation": fact.relation.value,
        "text": fact.text,
        "detail": fact.detail,
        "year": fact.year,
        "until": fact.until,
        "language": fact.language,
        "source": {
            "name": source.name,
            "title": source.title,
            "url": source.url,
            "licence": source.licence,
        },
    }


def intro_document(intro: Intro) -> dict[str, Json]:
    return {
        "id": intro.number,
        "at": intro.written_at.isoformat(),
        "track": track_document(intro.track),
        "text": intro.text,
        "writer": intro.writer,
        "spoken": intro.spoken,
        "favourite": intro.favourite,
        "sources": [
            {"name": source.name, "title": source.title, "url": source.url, "licence": source.licence}
            for source in intro.sources
        ],
    }


def charges_document(charges: Iterable[Charge]) -> dict[str, Json]:
    return {charge.step.value: charge.amount for charge in charges}


def balance_in_words(user: User, *, low_balance: int) -> str:
    sign = " (low)" if user.available_credits <= low_balance else ""
    held = f", {user.held_credits} more reserved for an intro under way" if user.held_credits else ""
    return f"{credits_in_words(user.available_credits)}{sign}{held}"


def charge_in_words(charge: Charge, balance: User) -> str:
    return f"{charge.step.label} {credits_in_words(charge.amount)}, {balance.left} left"


def added_in_words(added: CreditsAdded) -> str:
    until = "" if added.expires_at is None else f", good until {added.expires_at.astimezone():%Y-%m-%d %H:%M}"
    came = f"{credits_in_words(added.credits)} added{until}"
    return f"{added.description}: {came}; {added.balance.left} left."


def quote_in_words(quote: Quote) -> str:
    if not quote.charges:
        return "free"
    from spotintro.session.wording import parts

    steps = parts(None, quote, speak=False)
    return f"{steps} = {credits_in_words(quote.total)}" if len(quote.charges) > 1 else steps


def track_in_words(track: Track) -> str:
    by = f" — {track.artist_line}" if track.artists else ""
    return f"{track.title or 'untitled'}{by}"


def counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def time_in_words(milliseconds: int) -> str:
    """Write a time as minutes and seconds: `3:07`; with hours where there are some."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
