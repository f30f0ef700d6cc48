"""A hold that has expired for one program while another captures it: both at once, again and again."""

from __future__ import annotations

import random
import sqlite3
import time
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from spotintro.credits.errors import CreditError, InsufficientCredits, Uncollected
from tests import forks
from tests.store.ledgers import LedgerType, open_ledger
from tests.store.requests import WRITE, intro, request, voucher

TTL_S = 60
STEP_S = 0.0001
"""How far who lost moves its start ahead of the next race: both sides win often, however fast the machine is."""
RICH, POOR = "rich", "poor"
CREDITS = {RICH: 1_000_000, POOR: 1}
_ENDINGS = {
    ("captured", None, 1, 0): "captured",
    ("expired", "captured", 1, 0): "swept",
    ("expired", "refused", 0, 1): "uncollected",
}
"""The hold's state, its late hold's, how often it was charged, how often it was told as uncollected."""


@dataclass(frozen=True)
class Races:
    captured_first: int
    swept_first: int
    """Charged late."""
    uncollected: int
    """Swept first, and the credit was spent before the late capture: delivered, not charged, told by an event."""
    problems: list[str]
    seconds: float


class Start:
    """Two processes wait for each other, spinning: they go on within a microsecond or so on two cores."""

    def __init__(self) -> None:
        self._arrived = (forks.SharedCounter(), forks.SharedCounter())

    def meet(self, side: int) -> None:
        mine, other = self._arrived[side], self._arrived[1 - side]
        mine.value += 1
        deadline = time.monotonic() + 60
        while other.value < mine.value:
            time.sleep(0)
            if time.monotonic() > deadline:
                raise TimeoutError("the other side of the race is gone")


def race(path: Path, kind: LedgerType, races: int) -> Races:
    """In even races the sweeper opens the store, in odd ones it holds.

    Every fourth race is on an account with one credit, and the sweeper holds that one for itself: who is late
    finds nothing left to charge.
    """
    started = time.monotonic()
    for account in (RICH, POOR):
        open_ledger(path, CREDITS[account], account_id=account).close()
    start, lead = Start(), forks.SharedCounter()
    works = (
        partial(_capture, path, kind, races, start=start, lead=lead),
        partial(_sweep, path, kind, races, start=start, lead=lead),
    )
    told = [line for worker in forks.together(works) for line in worker.lines]
    return _compared(path, races, told, time.monotonic() - started)


def _account_of(number: int) -> str:
    return POOR if number % 4 == 3 else RICH


def _capture(
    path: Path, kind: LedgerType, races: int, tell: forks.Tell, *, start: Start, lead: forks.SharedCounter
) -> None:
    choice = random.Random("capture")
    ledgers = {account: open_ledger(path, 0, kind, account_id=account) for account in CREDITS}
    with closing(sqlite3.connect(path, timeout=30)) as plain:
        for number in range(races):
            ledger = ledgers[_account_of(number)]
            if ledger.user().available_credits == 0:
                ledger.redeem(voucher(number, CREDITS[POOR]))
            workflow = f"r{number}"
            key = f"{workflow}:{WRITE}"
            ledger.hold([request(workflow)], ttl_s=TTL_S)
            start.meet(0)
            _spin(max(0, lead.value) * STEP_S * choice.uniform(0.5, 1.5))
            try:
                with suppress(Uncollected):
                    ledger.capture(key, intro=intro(workflow, text=workflow))
            except CreditError as error:
                tell(f"race {number}: the capture failed: {error.message}")
            start.meet(0)
            (state,) = plain.execute("SELECT state FROM hold WHERE key = ?", (key,)).fetchone()
            # Above 0 the capture waits, below 0 the sweep does.
            lead.value += 1 if state == "captured" else -1
            start.meet(0)
    for ledger in ledgers.values():
        ledger.close()


def _sweep(
    path: Path, kind: LedgerType, races: int, tell: forks.Tell, *, start: Start, lead: forks.SharedCounter
) -> None:
    choice = random.Random("sweep")
    ledgers = {account: open_ledger(path, 0, kind, account_id=account, ahead_s=TTL_S + 1) for account in CREDITS}
    for number in range(races):
        ledger = ledgers[_account_of(number)]
        mine = f"s{number}"
        start.meet(1)
        _spin(max(0, -lead.value) * STEP_S * choice.uniform(0.5, 1.5))
        held = False
        try:
            if number % 2 == 0:
                ledger.close()
                ledger.open()
            else:
                ledger.hold([request(mine)], ttl_s=TTL_S)
                held = True
        except InsufficientCredits:
            if _account_of(number) == RICH:
                tell(f"race {number}: refused by a rich account")
        except CreditError as error:
            tell(f"race {number}: the sweep failed: {error.message}")
        start.meet(1)
        if held:
            ledger.release(f"{mine}:{WRITE}")
        start.meet(1)
    for ledger in ledgers.values():
        ledger.close()


def _compared(path: Path, races: int, told: list[str], seconds: float) -> Races:
    problems = list(told)
    for account in CREDITS:
        ledger = open_ledger(path, 0, account_id=account, ahead_s=3600)
        problems += [f"{account}: {problem}" for problem in ledger.audit().problems]
        if ledger.user().held_credits:
            problems.append(f"{account}: {ledger.user().held_credits} credits are held still")
        ledger.close()
    with closing(sqlite3.connect(path)) as plain:
        states = dict(plain.execute("SELECT key, state FROM hold").fetchall())
        charges = Counter(
            workflow
            for (workflow,) in plain.execute(
                "SELECT h.workflow FROM entry e JOIN hold h ON h.id = e.hold_id WHERE e.kind = 'capture'"
            )
        )
        uncollected = Counter(
            key for (key,) in plain.execute("SELECT hold_key FROM event WHERE kind = 'uncollected'")
        )
        texts = dict(plain.execute("SELECT workflow, text FROM intro").fetchall())
    endings: Counter[str] = Counter()
    for number in range(races):
        workflow = f"r{number}"
        key = f"{workflow}:{WRITE}"
        found = (states[key], states.get(f"late:{key}"), charges[workflow], uncollected[key])
        ending = _ENDINGS.get(found)
        if ending is None or texts.get(workflow) != workflow:
            problems.append(f"race {number}: {found}, its text {texts.get(workflow)}")
        else:
            endings[ending] += 1
    return Races(endings["captured"], endings["swept"], endings["uncollected"], problems, seconds)


def _spin(seconds: float) -> None:
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        pass
