"""Delivered texts: kept, found again, and deleted."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, bindparam, delete, exists, func, insert, select, update

from spotintro.credits.base import Intro
from spotintro.knowledge import Source
from spotintro.music import Track
from spotintro.store.entries import Booking
from spotintro.store.prepared import Prepared
from spotintro.store.tables import intro

_log = logging.getLogger(__name__)

_LOOKED_THROUGH = 500
"""Rows that a search reads at a time: it stops with the page that has enough of what it is for."""

_MINE = intro.c.account_id == bindparam("mine")
_WHICH = intro.c.workflow == bindparam("which")
_COLUMNS = (
    "account_id",
    "workflow",
    "track_id",
    "track",
    "text",
    "writer",
    "written_at",
    "spoken",
    "sources",
    "favourite",
)
_SAME = exists().where(intro.c.account_id == bindparam("account_id"), intro.c.workflow == bindparam("workflow"))
_INSERT_FIRST = Prepared(
    insert(intro).from_select(
        _COLUMNS, select(*(bindparam(name, type_=intro.c[name].type) for name in _COLUMNS)).where(~_SAME)
    )
)
_SPOKEN = update(intro).where(_MINE, _WHICH, ~intro.c.spoken).values(spoken=True)
_MARK = update(intro).where(_MINE, _WHICH).values(favourite=bindparam("value"))
_KEPT = select(
    intro.c.workflow,
    intro.c.track,
    intro.c.text,
    intro.c.writer,
    intro.c.written_at,
    intro.c.spoken,
    intro.c.sources,
    intro.c.favourite,
    intro.c.id,
).where(_MINE)
_ONE = _KEPT.where(_WHICH)
_LAST = _KEPT.order_by(intro.c.id.desc()).limit(bindparam("most")).offset(bindparam("skip"))
_COUNT = select(func.count()).select_from(intro).where(_MINE)
_FIRST = select(intro.c.id).where(_MINE).order_by(intro.c.id).limit(bindparam("most"))
_FORGET = delete(intro).where(intro.c.id.in_(_FIRST))
_FORGET_ONE = delete(intro).where(_MINE, _WHICH)
_OLD = (
    select(intro.c.id)
    .where(_MINE, ~intro.c.favourite, intro.c.written_at < bindparam("before", type_=intro.c.written_at.type))
    .limit(bindparam("most"))
)
_FORGET_OLD = delete(intro).where(intro.c.id.in_(_OLD))
_PAGE = (
    select(intro.c.id, *(intro.c[name] for name in _COLUMNS))
    .where(_MINE, intro.c.id > bindparam("after"))
    .order_by(intro.c.id)
    .limit(bindparam("most"))
)


def keep(booking: Booking, kept: Intro) -> None:
    """Keep a text, one per workflow: what was delivered first stands; that it was spoken can be added later.

    One that was read from here and is here no more was deleted meanwhile, and stays so.
    """
    first = {
        "account_id": booking.account_id,
        "workflow": kept.workflow,
        "track_id": kept.track.id,
        "track": msgspec.json.encode(kept.track).decode(),
        "text": kept.text,
        "writer": kept.writer,
        "written_at": kept.written_at,
        "spoken": kept.spoken,
        "sources": msgspec.json.encode(kept.sources).decode(),
        "favourite": kept.favourite,
    }
    if not kept.number:
        _INSERT_FIRST.all(booking.connection, first)
    if kept.spoken:
        booking.connection.execute(_SPOKEN, {"mine": booking.account_id, "which": kept.workflow})


def last(
    connection: Connection,
    account_id: str,
    *,
    limit: int,
    track_id: str | None = None,
    before: int | None = None,
    skip: int = 0,
    favourites: bool = False,
    words: str = "",
) -> tuple[Intro, ...]:
    """Return texts, newest first; see `Ledger.last_intros`."""
    statement = _LAST
    values: dict[str, object] = {"mine": account_id, "most": limit, "skip": skip}
    if track_id is not None:
        statement = statement.where(intro.c.track_id == bindparam("track_id"))
        values["track_id"] = track_id
    if before is not None:
        statement = statement.where(intro.c.id < bindparam("number"))
        values["number"] = before
    if favourites:
        statement = statement.where(intro.c.favourite)
    if words:
        return _search(connection, statement, values, words)
    return tuple(_intro(row) for row in connection.execute(statement, values))


def _search(connection: Connection, statement: Any, values: dict[str, object], words: str) -> tuple[Intro, ...]:
    """Find texts by words, which no database's own comparison finds in every alphabet and on both alike."""
    wanted = _folded(words).split()
    found: list[Intro] = []
    wants, skips = int(str(values["most"])), int(str(values["skip"]))
    for row in _in_pages(connection, statement, values):
        kept = _intro(row)
        track = kept.track
        told = _folded(" ".join((track.title, *track.artists, track.album or "", kept.text)))
        if all(word in told for word in wanted):
            found.append(kept)
            if len(found) == wants + skips:
                break
    return tuple(found[skips:])


def _in_pages(connection: Connection, statement: Any, values: dict[str, object]) -> Iterator[Sequence[Any]]:
    skip = 0
    while page := connection.execute(statement, {**values, "most": _LOOKED_THROUGH, "skip": skip}).all():
        yield from page
        skip += len(page)


def _folded(text: str) -> str:
    """Fold a text as a search does: without capitals and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def count(connection: Connection, account_id: str) -> int:
    number: int = connection.execute(_COUNT, {"mine": account_id}).scalar_one()
    return number


def one(connection: Connection, account_id: str, workflow: str) -> Intro | None:
    row = connection.execute(_ONE, {"mine": account_id, "which": workflow}).first()
    return None if row is None else _intro(row)


def mark(connection: Connection, account_id: str, workflow: str, *, favourite: bool) -> bool:
    """Note whether a text is a favourite; return False where it is not there."""
    values = {"mine": account_id, "which": workflow, "value": favourite}
    return connection.execute(_MARK, values).rowcount > 0


def forget(connection: Connection, account_id: str, *, most: int) -> int:
    """Erase the oldest texts, at most so many; return how many that were."""
    return connection.execute(_FORGET, {"mine": account_id, "most": most}).rowcount


def forget_one(connection: Connection, account_id: str, workflow: str) -> bool:
    return connection.execute(_FORGET_ONE, {"mine": account_id, "which": workflow}).rowcount > 0


def has_old(connection: Connection, account_id: str, before: datetime) -> bool:
    """Tell whether `forget_old` would erase any."""
    return connection.execute(_OLD, {"mine": account_id, "before": before, "most": 1}).first() is not None


def forget_old(connection: Connection, account_id: str, *, before: datetime, most: int) -> int:
    """Erase texts of before then that are no favourites, at most so many; return how many that were."""
    return connection.execute(_FORGET_OLD, {"mine": account_id, "before": before, "most": most}).rowcount


def page(connection: Connection, account_id: str, *, after: int, limit: int) -> Sequence[RowMapping]:
    """Return the rows behind this id, oldest first, for `keep_rows` in another store."""
    return connection.execute(_PAGE, {"mine": account_id, "after": after, "most": limit}).mappings().all()


def keep_rows(connection: Connection, rows: Sequence[RowMapping]) -> None:
    """Keep rows of another store, one per workflow, as `keep` does. The caller has locked the account."""
    for row in rows:
        _INSERT_FIRST.all(connection, {name: row[name] for name in _COLUMNS})


def _intro(row: Sequence[Any]) -> Intro:
    workflow, track, text, writer, written_at, spoken, sources, favourite, number = row
    return Intro(
        workflow,
        msgspec.json.decode(track, type=Track),
        text,
        writer,
        written_at,
        spoken,
        _sources(sources, number),
        favourite,
        number,
    )


def _sources(kept: str, number: int) -> tuple[Source, ...]:
    """Read the sources of a text; of what is none of ours nothing, so that the text can still be had."""
    if kept == "[]":
        return ()
    try:
        return msgspec.json.decode(kept, type=tuple[Source, ...])
    except msgspec.DecodeError as error:
        _log.warning("the sources of intro %d can't be read: %s", number, error)
        return ()
