"""Delivered texts."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, RowMapping, bindparam, delete, exists, insert, select, update

from spotintro.credits.base import Intro
from spotintro.music import Track
from spotintro.store.entries import Booking
from spotintro.store.prepared import Prepared
from spotintro.store.tables import intro

_MINE = intro.c.account_id == bindparam("mine")
_COLUMNS = ("account_id", "workflow", "track_id", "track", "text", "writer", "written_at", "spoken")
_SAME = exists().where(intro.c.account_id == bindparam("account_id"), intro.c.workflow == bindparam("workflow"))
_INSERT_FIRST = Prepared(
    insert(intro).from_select(
        _COLUMNS, select(*(bindparam(name, type_=intro.c[name].type) for name in _COLUMNS)).where(~_SAME)
    )
)
_SPOKEN = (
    update(intro)
    .where(intro.c.account_id == bindparam("mine"), intro.c.workflow == bindparam("which"), ~intro.c.spoken)
    .values(spoken=True)
)
_LAST = (
    select(intro.c.workflow, intro.c.track, intro.c.text, intro.c.writer, intro.c.written_at, intro.c.spoken)
    .where(_MINE)
    .order_by(intro.c.id.desc())
    .limit(bindparam("most"))
)
_FIRST = select(intro.c.id).where(_MINE).order_by(intro.c.id).limit(bindparam("most"))
_FORGET = delete(intro).where(intro.c.id.in_(_FIRST))
_PAGE = (
    select(intro.c.id, *(intro.c[name] for name in _COLUMNS))
    .where(_MINE, intro.c.id > bindparam("after"))
    .order_by(intro.c.id)
    .limit(bindparam("most"))
)
_LAST_OF_TRACK = _LAST.where(intro.c.track_id == bindparam("track_id"))


def keep(booking: Booking, kept: Intro) -> None:
    """Keep a text, one per workflow: what was delivered first stands; that it was spoken can be added later."""
    first = {
        "account_id": booking.account_id,
        "workflow": kept.workflow,
        "track_id": kept.track.id,
        "track": msgspec.json.encode(kept.track).decode(),
        "text": kept.text,
        "writer": kept.writer,
        "written_at": kept.written_at,
        "spoken": kept.spoken,
    }
    _INSERT_FIRST.all(booking.connection, first)
    if kept.spoken:
        booking.connection.execute(_SPOKEN, {"mine": booking.account_id, "which": kept.workflow})


def last(connection: Connection, account_id: str, *, track_id: str | None, limit: int) -> tuple[Intro, ...]:
    statement = _LAST if track_id is None else _LAST_OF_TRACK
    rows = connection.execute(statement, {"mine": account_id, "most": limit, "track_id": track_id})
    return tuple(
        Intro(workflow, msgspec.json.decode(track, type=Track), text, writer, written_at, spoken)
        for workflow, track, text, writer, written_at, spoken in rows
    )


def forget(connection: Connection, account_id: str, *, most: int) -> int:
    """Erase the oldest texts, at most so many; return how many that were."""
    return connection.execute(_FORGET, {"mine": account_id, "most": most}).rowcount


def page(connection: Connection, account_id: str, *, after: int, limit: int) -> Sequence[RowMapping]:
    """Return the rows behind this id, oldest first, for `keep_rows` in another store."""
    return connection.execute(_PAGE, {"mine": account_id, "after": after, "most": limit}).mappings().all()


def keep_rows(connection: Connection, rows: Sequence[RowMapping]) -> None:
    """Keep rows of another store, one per workflow, as `keep` does. The caller has locked the account."""
    for row in rows:
        _INSERT_FIRST.all(connection, {name: row[name] for name in _COLUMNS})
