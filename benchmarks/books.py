"""A store with as many entries as asked for, as years of use would leave it, written in bulk past the ledger."""

from __future__ import annotations

import contextlib
import random
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from spotintro.clock import SystemClock
from spotintro.credits.base import EntryKind, HoldState
from spotintro.credits.features import UserTransaction
from spotintro.music import Track
from spotintro.store import chain, open_ledger
from spotintro.store.engine import connect
from spotintro.store.events import EventKind
from spotintro.store.redemptions import VOUCHER_SOURCE
from spotintro.store.tables import account, allocation, entry, event, hold, intro, lot, redemption
from spotintro.store.triggers import sqlite_triggers

if TYPE_CHECKING:
    from sqlalchemy import Table

ACCOUNT = "local"
LOT_CREDITS = 2_500
LAPSED = 20
"""Of every tenth lot; the others are used up."""
SPENDABLE = 1_000_000
"""In the last lot."""
# By their values, once: asking a member for its own takes a quarter of a microsecond, a million times over.
_STEPS = (UserTransaction.GENERATE_TRACK_INTRO.value, UserTransaction.SPEAK_TRACK_INTRO.value)
_GRANT, _CAPTURE, _EXPIRE = EntryKind.GRANT.value, EntryKind.CAPTURE.value, EntryKind.EXPIRE.value
_CAPTURED, _RELEASED_STATE = HoldState.CAPTURED.value, HoldState.RELEASED.value
_RELEASED, _REFUSED = 0.02, 0.005
"""Of all intros."""
_OPERATOR = "0b" * 32
_YEARS = timedelta(days=730)
_TEXT = (
    "That was a quiet one. Next comes {title} by {artists}, a piece that its composer wrote in a few weeks one"
    " winter and put aside for years before anybody heard it. Listen to how the left hand keeps one pattern"
    " through all of it, while the melody takes its time. It begins now."
)


def write_books(path: Path, entries: int) -> None:
    """Make a store in which the ledger finds that many entries of `ACCOUNT`, more than two, and no fault.

    Nearly all are captures, two for each intro; per lot of `LOT_CREDITS` there is a voucher. Now and then a hold
    was released or refused, and every tenth lot lapsed with a rest.
    """
    ledger = open_ledger(url_or_path=path, account_id=ACCOUNT, demo_credits=0, clock=SystemClock())
    ledger.open()
    ledger.close()
    with contextlib.closing(connect(path, busy_timeout_s=5)) as connection:
        for pragma in ("synchronous = OFF", "journal_mode = OFF", "cache_size = -500000", "foreign_keys = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        for name in sqlite_triggers():
            connection.execute(f"DROP TRIGGER {name}")
        _Writer(connection, entries).write()
        for statement in sqlite_triggers().values():
            connection.execute(statement)
        connection.execute("COMMIT")


@dataclass(slots=True)
class _Lot:
    id: int
    granted: int
    granted_at: str
    remaining: int
    expired: int = 0


class _Rows:
    """Rows to be inserted into some columns of one table; not more than some thousands at a time."""

    _MOST = 5_000

    def __init__(self, connection: sqlite3.Connection, table: Table, *columns: str) -> None:
        self._connection = connection
        marks = ", ".join("?" * len(columns))
        self._insert = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"
        self._waiting: list[tuple[object, ...]] = []

    def add(self, *row: object) -> None:
        self._waiting.append(row)
        if len(self._waiting) == self._MOST:
            self.flush()

    def flush(self) -> None:
        self._connection.executemany(self._insert, self._waiting)
        self._waiting = []


class _Writer:
    def __init__(self, connection: sqlite3.Connection, entries: int) -> None:
        self._connection = connection
        self._most = entries
        self._holds = _Rows(
            connection,
            hold,
            *("id", "account_id", "key", "input_hash", "step", "amount", "workflow", "state", "description"),
            *("created_at", "expires_at", "settled_at"),
        )
        self._allocations = _Rows(connection, allocation, "hold_id", "lot_id", "position", "amount")
        self._entries = _Rows(
            connection,
            entry,
            *("account_id", "sequence", "at", "kind", "amount", "balance_after", "step", "hold_id", "lot_id"),
            *("canonical", "chain_version", "previous_hash", "hash"),
        )
        self._intros = _Rows(
            connection,
            intro,
            *("account_id", "workflow", "track_id", "track", "text", "writer", "written_at"),
        )
        self._redemptions = _Rows(connection, redemption, "serial", "operator_key", "account_id", "lot_id", "at")
        self._events = _Rows(connection, event, "account_id", "at", "kind", "hold_key", "amount")
        self._now = datetime.now(UTC) - _YEARS
        self._now_stored = _as_stored(self._now)
        self._tick = _YEARS / (entries + 1)
        self._random = random.Random(entries)
        self._tracks = [(track, msgspec.json.encode(track).decode()) for track in _tracks(200)]
        self._lots: list[_Lot] = []
        self._sequence, self._head = 0, chain.GENESIS
        self._posted = self._used = self._last_hold = 0

    def write(self) -> None:
        self._grant(LOT_CREDITS)
        while self._sequence < self._most - 2:
            self._intro()
        self._grant(SPENDABLE)
        while self._sequence < self._most:
            self._charge(self._workflow(), self._tracks[0][0], _STEPS[0])
        self._finish()

    def _grant(self, credits_: int) -> None:
        number = len(self._lots) + 1
        at = self._now_stored
        self._lots.append(_Lot(number, credits_, at, credits_))
        brought = (VOUCHER_SOURCE, f"{_OPERATOR}:{number:016x}", 0, False, at, None, None)
        self._post(_GRANT, credits_, lot_id=number, brought=brought)
        self._redemptions.add(f"{number:016x}", _OPERATOR, ACCOUNT, number, at)

    def _intro(self) -> None:
        workflow, (track, as_json) = self._workflow(), self._random.choice(self._tracks)
        chance = self._random.random()
        if chance < _RELEASED:
            self._hold(workflow, track, _STEPS[0], _RELEASED_STATE)
        elif chance < _RELEASED + _REFUSED:
            self._hold(workflow, track, _STEPS[0], "refused")
            self._events.add(ACCOUNT, self._now_stored, EventKind.REFUSED.value, f"{workflow}:{_STEPS[0]}", 1)
        else:
            for step in _STEPS:
                self._make_room()
                if self._sequence < self._most - 2:
                    self._charge(workflow, track, step)
            text = _TEXT.format(title=track.title, artists=track.artist_line)
            self._intros.add(ACCOUNT, workflow, track.id, as_json, text, "openai", self._now_stored)

    def _make_room(self) -> None:
        """Give the account a lot with something to spend.

        The rest of the lot before is booked out where it is its turn.
        """
        last = self._lots[-1]
        if last.id % 10 == 0 and last.remaining <= LAPSED and self._sequence < self._most - 2:
            last.expired, last.remaining = last.remaining, 0
            self._post(_EXPIRE, -last.expired, lot_id=last.id)
        if last.remaining == 0 and self._sequence < self._most - 2:
            self._grant(LOT_CREDITS)

    def _charge(self, workflow: str, track: Track, step: str) -> None:
        hold_id = self._hold(workflow, track, step, _CAPTURED)
        self._lots[-1].remaining -= 1
        self._used += 1
        self._post(_CAPTURE, -1, step=step, hold_id=hold_id)

    def _hold(self, workflow: str, track: Track, step: str, state: str) -> int:
        self._last_hold += 1
        at = self._now_stored
        self._holds.add(
            *(self._last_hold, ACCOUNT, f"{workflow}:{step}", workflow * 2, step, 1, workflow, state),
            *(f"{track.title} – {track.artist_line}", at, at, at),
        )
        if state != "refused":
            self._allocations.add(self._last_hold, self._lots[-1].id, 0, 1)
        return self._last_hold

    def _post(
        self,
        kind: str,
        amount: int,
        *,
        step: str | None = None,
        hold_id: int | None = None,
        lot_id: int | None = None,
        brought: chain.Terms | None = None,
    ) -> None:
        self._now += self._tick
        self._now_stored = _as_stored(self._now)
        self._sequence += 1
        self._posted += amount
        stored = chain.canonical(
            account_id=ACCOUNT,
            sequence=self._sequence,
            at=self._now,
            kind=kind,
            amount=amount,
            balance_after=self._posted,
            step=step,
            hold_id=hold_id,
            lot_id=lot_id,
            refund_of=None,
            brought=brought,
        )
        previous, self._head = self._head, chain.entry_hash(chain.VERSION, self._head, stored)
        self._entries.add(
            *(ACCOUNT, self._sequence, self._now_stored, kind, amount, self._posted, step, hold_id, lot_id),
            *(stored, chain.VERSION, previous, self._head),
        )

    def _workflow(self) -> str:
        return f"{self._random.getrandbits(128):032x}"

    def _finish(self) -> None:
        lots = _Rows(
            self._connection,
            lot,
            *("id", "account_id", "source", "reference", "granted", "remaining", "captured", "expired"),
            *("promotional", "granted_at"),
        )
        for kept in self._lots:
            captured = kept.granted - kept.remaining - kept.expired
            lots.add(
                *(kept.id, ACCOUNT, VOUCHER_SOURCE, f"{_OPERATOR}:{kept.id:016x}"),
                *(kept.granted, kept.remaining, captured, kept.expired, False, kept.granted_at),
            )
        every = (self._holds, self._allocations, self._entries, self._intros, self._redemptions, self._events)
        for rows in (*every, lots):
            rows.flush()
        self._connection.execute(
            f"UPDATE {account.name} SET posted = ?, used = ?, last_sequence = ?, last_at = ? WHERE id = ?",
            (self._posted, self._used, self._sequence, self._now_stored, ACCOUNT),
        )


def _as_stored(at: datetime) -> str:
    """Write a time as the tables keep it on SQLite."""
    return at.strftime("%Y-%m-%d %H:%M:%S.%f")


def _tracks(count: int) -> Iterator[Track]:
    artists: Sequence[str] = ("J. S. Bach", "Nina Simone", "Erik Satie", "Mercedes Sosa", "Arvo Pärt")
    for number in range(count):
        yield Track(
            id=f"spotify:track:{number:022d}",
            title=f"Piece No. {number}, in a quiet key",
            artists=(artists[number % len(artists)],),
            album=f"Album {number // 12}",
            duration_ms=200_000 + number,
            year=1950 + number % 70,
            track_number=number % 12 + 1,
        )
