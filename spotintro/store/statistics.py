"""Use, summed by the database: what comes back is a row per day and feature, however many entries there are.

Days are found by number: an account's entries are in the order of their times, so a few look-ups by sequence tell
where a day begins, and no index on the time, nor any function of dates that only one database has, is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection, Integer, bindparam, distinct, func, select

from spotintro.credits.base import EntryKind
from spotintro.credits.statistics import FeatureUse, Statistics, TrackUse, UseAfterEmpty, require_days
from spotintro.music import Track
from spotintro.store import entries
from spotintro.store.events import EventKind
from spotintro.store.tables import account, entry, event, hold, intro

MOST_TRACKS = 10

_MINE = entry.c.account_id == bindparam("mine")
_LAST = select(account.c.last_sequence).where(account.c.id == bindparam("mine"))
_FROM = entry.c.sequence >= bindparam("low", type_=Integer)
_AT = select(entry.c.at).where(_MINE, _FROM).order_by(entry.c.sequence).limit(1)
_CAPTURED = entry.c.kind == EntryKind.CAPTURE.value
_OF_DAY = (
    select(entry.c.step, func.count(), func.sum(entry.c.amount))
    .where(_MINE, _CAPTURED, _FROM, entry.c.sequence < bindparam("high", type_=Integer))
    .group_by(entry.c.step)
    .order_by(entry.c.step)
)
_SINCE = select(func.count(), func.sum(entry.c.amount)).where(_MINE, _CAPTURED, _FROM)
_NEXT = select(entry.c.sequence).where(_MINE, _FROM).order_by(entry.c.sequence).limit(1)
_EMPTY = _NEXT.where(entry.c.balance_after == 0)
_ARRIVAL = _NEXT.where(entry.c.amount > 0)
_EVENTS = event.c.account_id == bindparam("mine")
_FIRST_REFUSAL = select(func.min(event.c.at)).where(_EVENTS, event.c.kind == EventKind.REFUSED.value)
_SINCE_THEN = event.c.at >= bindparam("since", type_=event.c.at.type)
# A refused intro leaves an event for each of its steps.
_REFUSALS = (
    select(func.count(distinct(hold.c.workflow)))
    .select_from(event)
    .join(hold, (hold.c.account_id == event.c.account_id) & (hold.c.key == event.c.hold_key))
    .where(
        _EVENTS, event.c.kind == EventKind.REFUSED.value, event.c.at >= bindparam("since", type_=event.c.at.type)
    )
)
_SUPPORT_CONTACTS = select(func.count()).where(_EVENTS, event.c.kind == EventKind.SUPPORT.value, _SINCE_THEN)
_NEWEST = func.max(intro.c.id)
_TRACKS = (
    select(func.count().label("times"), _NEWEST.label("newest"))
    .where(
        intro.c.account_id == bindparam("mine"),
        intro.c.written_at >= bindparam("since", type_=intro.c.written_at.type),
    )
    .group_by(intro.c.track_id)
    .order_by(func.count().desc(), _NEWEST.desc())
    .limit(bindparam("most"))
)
_TRACK = select(intro.c.track).where(intro.c.id == bindparam("which"))


def statistics(connection: Connection, account_id: str, starts: Sequence[datetime]) -> Statistics:
    require_days(starts)
    mine = {"mine": account_id}
    since = mine | {"since": starts[0]}
    end = connection.execute(_LAST, mine).scalar_one() + 1
    bounds = [1]
    for start in starts:
        bounds.append(_first_from(connection, account_id, start, bounds[-1], end))
    begin, *later = bounds[1:]
    uses: list[FeatureUse] = []
    for day, (low, high) in enumerate(zip([begin, *later], [*later, end], strict=True)):
        if low < high:
            rows = connection.execute(_OF_DAY, mine | {"low": low, "high": high})
            uses.extend(
                FeatureUse(day, entries.known_step(step), int(times), -int(amount)) for step, times, amount in rows
            )
    return Statistics(
        uses=tuple(uses),
        tracks=_tracks(connection, since),
        refusals=int(connection.execute(_REFUSALS, since).scalar_one()),
        support_contacts=int(connection.execute(_SUPPORT_CONTACTS, since).scalar_one()),
        after_empty=_after_empty(connection, account_id, begin, end),
    )


def _first_from(connection: Connection, account_id: str, moment: datetime, low: int, high: int) -> int:
    """Find the first number from `low` on whose entry is not before the moment; `high` where there is none."""
    while low < high:
        middle = (low + high) // 2
        at = connection.execute(_AT, {"mine": account_id, "low": middle}).scalar_one_or_none()
        if at is None or at >= moment:
            high = middle
        else:
            low = middle + 1
    return low


def _tracks(connection: Connection, since: dict[str, str | datetime]) -> tuple[TrackUse, ...]:
    rows = connection.execute(_TRACKS, {**since, "most": MOST_TRACKS}).all()
    found = []
    for times, newest in rows:
        kept = connection.execute(_TRACK, {"which": newest}).scalar_one()
        found.append(TrackUse(entries.title_of(msgspec.json.decode(kept, type=Track)), int(times)))
    return tuple(found)


def _after_empty(connection: Connection, account_id: str, begin: int, end: int) -> UseAfterEmpty:
    """Count these days' charges from the first arrival of credits on that came after the account had run empty."""
    mine = {"mine": account_id}
    emptied = connection.execute(_EMPTY, mine | {"low": 1}).scalar_one_or_none()
    refused_at = connection.execute(_FIRST_REFUSAL, mine).scalar_one_or_none()
    ran_out = [] if emptied is None else [emptied]
    if refused_at is not None:
        # What was booked at that very moment came before: the refusal was for the balance it had left.
        ran_out.append(_first_after(connection, account_id, refused_at, end) - 1)
    if not ran_out:
        return UseAfterEmpty()
    arrival = connection.execute(_ARRIVAL, mine | {"low": min(ran_out) + 1}).scalar_one_or_none()
    if arrival is None:
        return UseAfterEmpty()
    times, amount = connection.execute(_SINCE, mine | {"low": max(arrival, begin)}).one()
    return UseAfterEmpty(int(times), -int(amount or 0))


def _first_after(connection: Connection, account_id: str, moment: datetime, end: int) -> int:
    return _first_from(connection, account_id, moment + datetime.resolution, 1, end)
