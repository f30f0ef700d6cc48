"""Hold and capture through the public gate, against the same statements in plain `sqlite3`, equally durable."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figure import Figure, paired
from spotintro.clock import SystemClock
from spotintro.credits.base import Intro
from spotintro.credits.features import UserTransaction
from spotintro.credits.gate import CreditGate
from spotintro.credits.prices import Prices
from spotintro.music import Track
from spotintro.store import chain, open_ledger
from spotintro.store.engine import connect, set_pragmas

TRACK = Track(id="bench:1", title="Prelude", artists=("J. S. Bach",))
PAIRS = 10
"""In one timing: short ones in turn, since the machine changes its pace within a second."""
CREDITS = 1_000_000


def gate_on(path: Path, runner: asyncio.Runner, closing: contextlib.ExitStack) -> CreditGate:
    gate = CreditGate(lambda: open_ledger(url_or_path=path, demo_credits=CREDITS, clock=SystemClock()), Prices())
    closing.callback(lambda: runner.run(gate.close()))
    return gate


class Pairs:
    """Makes holds and captures through the gate."""

    def __init__(self, runner: asyncio.Runner, gate: CreditGate) -> None:
        self._runner = runner
        self._gate = gate

    def __call__(self) -> None:
        self._runner.run(self._pairs())

    async def _pairs(self) -> None:
        for _ in range(PAIRS):
            workflow = uuid.uuid4().hex  # as the host draws them: keys in no order
            (hold,), _ = await self._gate.hold(
                (UserTransaction.GENERATE_TRACK_INTRO,), workflow=workflow, track=TRACK
            )
            await self._gate.capture(hold, intro=Intro(workflow, TRACK, "A text.", "bench", datetime.now(UTC)))


class PlainPairs:
    """Sends the statements that the ledger sends, to another store of the same schema, triggers and all."""

    def __init__(self, path: Path, closing: contextlib.ExitStack) -> None:
        connection = closing.enter_context(contextlib.closing(connect(path, busy_timeout_s=5)))
        set_pragmas(connection)
        self._say = connection.execute

    def __call__(self) -> None:
        for _ in range(PAIRS):
            now, key = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f"), uuid.uuid4().hex
            self._hold(key, now)
            self._capture(key, now)

    def _hold(self, key: str, now: str) -> None:
        say = self._say
        say("BEGIN IMMEDIATE")
        say("SELECT posted, held, used, last_at FROM account WHERE id = 'local'").fetchone()
        lots = say(
            "SELECT id, remaining, expires_at FROM lot WHERE account_id = 'local' AND remaining > 0"
            " ORDER BY priority, expires_at IS NULL, expires_at, promotional DESC, granted_at, id"
        ).fetchall()
        say("SELECT * FROM hold WHERE account_id = 'local' AND key IN (?)", (key,)).fetchall()
        say(
            "UPDATE account SET held = held + 1 WHERE id = 'local' AND posted - held >= 1"
            " RETURNING posted, held, used"
        ).fetchall()
        made = say(
            "INSERT INTO hold (account_id, key, input_hash, step, amount, workflow, state, description,"
            " created_at, expires_at, settled_at)"
            " VALUES ('local', ?, ?, 'S', 1, ?, 'held', 'Prelude – J. S. Bach', ?, '9998', NULL)",
            (key, "0" * 64, key, now),
        )
        say("UPDATE lot SET remaining = remaining - 1 WHERE id = ?", (lots[0][0],))
        say("INSERT INTO allocation VALUES (?, ?, 0, 1)", (made.lastrowid, lots[0][0]))
        say("COMMIT")

    def _capture(self, key: str, now: str) -> None:
        say = self._say
        say("BEGIN IMMEDIATE")
        say("SELECT posted, held, used, last_at FROM account WHERE id = 'local'").fetchone()
        ((hold_id,),) = say(
            "UPDATE hold SET state = 'captured', settled_at = ? WHERE account_id = 'local' AND key = ?"
            " AND state = 'held' RETURNING id",
            (now, key),
        ).fetchall()
        say(
            "UPDATE lot SET captured = captured"
            " + (SELECT amount FROM allocation WHERE hold_id = ? AND lot_id = lot.id)"
            " WHERE id IN (SELECT lot_id FROM allocation WHERE hold_id = ?)",
            (hold_id, hold_id),
        )
        ((posted, sequence, previous),) = say(
            "UPDATE account SET posted = posted - 1, held = held - 1, used = used + 1,"
            " last_sequence = last_sequence + 1, last_at = ? WHERE id = 'local' RETURNING posted, last_sequence,"
            " (SELECT hash FROM entry WHERE account_id = 'local' AND sequence = account.last_sequence - 1)",
            (now,),
        ).fetchall()
        stored = json.dumps(["local", sequence, now, "capture", -1, posted, "S", hold_id, None]).encode()
        made = hashlib.sha256(b"|".join((b"c1", previous.encode(), stored))).hexdigest()
        say(
            "INSERT INTO entry (account_id, sequence, at, kind, amount, balance_after, step, hold_id, canonical,"
            " chain_version, previous_hash, hash) VALUES ('local', ?, ?, 'capture', -1, ?, 'S', ?, ?, ?, ?, ?)",
            (sequence, now, posted, hold_id, stored, chain.VERSION, previous, made),
        )
        say(
            "INSERT INTO intro (account_id, workflow, track_id, track, text, writer, written_at)"
            " SELECT 'local', ?, 'bench:1', ?, 'A text.', 'bench', ? WHERE NOT EXISTS"
            " (SELECT * FROM intro WHERE account_id = 'local' AND workflow = ?)",
            (key, "x" * 230, now, key),
        )
        say("COMMIT")


def seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def measure(data_dir: Path) -> list[Figure]:
    """Measure the rate of the gate as a part of the plain one's."""
    ours, raw = data_dir / "ours.sqlite3", data_dir / "raw.sqlite3"
    ledger = open_ledger(url_or_path=raw, demo_credits=CREDITS, clock=SystemClock())
    ledger.open()
    ledger.close()
    with contextlib.ExitStack() as closing:
        runner = closing.enter_context(asyncio.Runner())
        pairs, plain_pairs = Pairs(runner, gate_on(ours, runner, closing)), PlainPairs(raw, closing)
        ratio, detail = paired(lambda: seconds(plain_pairs), lambda: seconds(pairs), runs=100)
    name = f"hold + capture through the gate, of plain sqlite3's rate ({PAIRS} each)"
    return [Figure(name, ratio, goal=0.5, at_least=True, detail=detail)]
