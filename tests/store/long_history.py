"""A store whose account has a long history, inserted by plain SQL: quicker than booking it; its chain is none."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_STEPS = ("GENERATE_TRACK_INTRO", "SPEAK_TRACK_INTRO")


def fill(path: Path, *, entries: int, account_id: str = "local", every: timedelta = timedelta(minutes=1)) -> None:
    """A grant, and then a charge of one credit `every` so long: text and speech in turn, 500 tracks."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as store:
        store.execute("BEGIN")
        store.execute(
            "INSERT INTO account (id, posted, held, used, last_sequence, last_at, created_at)"
            " VALUES (?, 1, 0, ?, ?, ?, ?)",
            (account_id, entries - 1, entries, _text(BEGIN + every * entries), _text(BEGIN)),
        )
        store.execute(
            "INSERT INTO lot (id, account_id, source, reference, granted, remaining, captured, promotional,"
            " granted_at) VALUES (1, ?, 'demo', '', ?, 1, ?, 1, ?)",
            (account_id, entries, entries - 1, _text(BEGIN)),
        )
        store.executemany(
            "INSERT INTO hold (id, account_id, key, input_hash, step, amount, workflow, state, description,"
            " created_at, expires_at, settled_at) VALUES (?, ?, ?, 'x', ?, 1, ?, 'captured', ?, ?, ?, ?)",
            _holds(account_id, entries, every),
        )
        store.executemany(
            "INSERT INTO entry (account_id, sequence, at, kind, amount, balance_after, step, hold_id, lot_id,"
            " canonical, chain_version, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '1', ?, ?)",
            _entries(account_id, entries, every),
        )
        store.execute("COMMIT")


def _holds(account_id: str, entries: int, every: timedelta) -> Iterator[tuple[object, ...]]:
    for number in range(2, entries + 1):
        at = _text(BEGIN + every * number)
        key = f"{number // 2:032x}"
        step = _STEPS[number % 2]
        yield number, account_id, f"{key}:{step}", step, key, f"Track {number % 500} – Band", at, at, at


def _entries(account_id: str, entries: int, every: timedelta) -> Iterator[tuple[object, ...]]:
    canonical, chained = b"c" * 150, "0" * 64
    yield account_id, 1, _text(BEGIN), "grant", entries, entries, None, None, 1, canonical, chained, chained
    for number in range(2, entries + 1):
        at = _text(BEGIN + every * number)
        left = entries - number + 1
        step = _STEPS[number % 2]
        yield account_id, number, at, "capture", -1, left, step, number, None, canonical, chained, chained


def _text(at: datetime) -> str:
    """As the store keeps a time."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
