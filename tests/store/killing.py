"""Writers on one store that are killed with SIGKILL while they work, and what must be found afterwards."""

from __future__ import annotations

import random
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

from spotintro.credits.errors import CreditError
from spotintro.store.ledger import SqlLedger
from tests import forks
from tests.store.ledgers import LedgerType, open_ledger
from tests.store.requests import SPEAK, WRITE, figures, intro, request, voucher

GRANTED = 1_000_000
VOUCHER_CREDITS = 3
LONGER_THAN_ANY_HOLD_S = 3600.0
MOST_DELAY_S = 0.004
"""An operation takes 1 to 2 ms: a kill falls anywhere into one or two of them."""


@dataclass(frozen=True)
class Killing:
    kills: int
    acknowledged: dict[str, int]
    """Operations that returned, by their kind."""
    audits: int
    seconds: float
    problems: list[str]


def work(
    path: Path,
    kind: LedgerType,
    tell: forks.Tell,
    *,
    name: str,
    kills: forks.SharedCounter,
    choice: random.Random,
) -> None:
    """Whole intros, half ones, late and given-back ones, without an end; opens the store again at each kill."""
    seen = kills.value
    ledger = open_ledger(path, 0, kind)
    for number in count():
        if kills.value != seen:
            seen = kills.value
            ledger.close()
            ledger = open_ledger(path, 0, kind)
        workflow = f"{name}.{number}"
        written, spoken = f"{workflow}:{WRITE}", f"{workflow}:{SPEAK}"
        # One in four is late: another writer sweeps it between its steps.
        ttl_s = 0.001 if choice.random() < 0.25 else 60
        ledger.hold([request(workflow), request(workflow, step=SPEAK)], ttl_s=ttl_s)
        tell(f"hold {workflow}")
        if choice.random() < 0.3:
            ledger.extend([written, spoken], ttl_s=ttl_s)
            tell(f"extend {workflow}")
        ledger.capture(written, intro=intro(workflow, text=_text(workflow)))
        tell(f"capture {written}")
        ending = choice.random()
        if ending < 0.4:
            ledger.capture(spoken)
            tell(f"capture {spoken}")
        elif ending < 0.8:
            ledger.release(spoken)
            tell(f"release {spoken}")
        if choice.random() < 0.1:
            _redeem(ledger, seen, tell)


def _redeem(ledger: SqlLedger, number: int, tell: forks.Tell) -> None:
    """All writers try the same one, a new one after each kill. It lapses, so it is spent first, as others are not.

    Else thousands of lots stay open, as no account has them.
    """
    try:
        ledger.redeem(voucher(number, VOUCHER_CREDITS, lot_days=30))
    except CreditError as error:
        if "used before" not in error.message:
            raise
    else:
        tell(f"redeem {voucher(number).serial}")


def _text(workflow: str) -> str:
    return f"The text of {workflow}."


def kill(path: Path, kind: LedgerType, kills: int, writers: int, per_kill: int, *, seed: int = 1) -> Killing:
    """That many kills, each after so many acknowledged operations more; a full audit every 250 kills."""
    choice = random.Random(seed)
    started = time.monotonic()
    open_ledger(path, GRANTED).close()
    killed = forks.SharedCounter()
    told: list[str] = []
    problems: list[str] = []

    def writer(slot: int) -> forks.Worker:
        name = f"{slot}.{killed.value}"
        choice_of_its_own = random.Random(f"{seed}.{name}")
        return forks.start(name, partial(work, path, kind, name=name, kills=killed, choice=choice_of_its_own))

    running = [writer(slot) for slot in range(writers)]
    audits = 0
    while killed.value < kills and not problems:
        _wait_for_operations(running, per_kill)
        time.sleep(choice.uniform(0, MOST_DELAY_S))
        slot = choice.randrange(writers)
        problems += _end(running[slot], told)
        killed.value += 1
        running[slot] = writer(slot)
        if killed.value % 250 == 0:
            problems += _audited(path)
            audits += 1
    for last in running:
        problems += _end(last, told)
    problems += _compare(path, told)
    acknowledged = Counter(line.partition(" ")[0] for line in told)
    return Killing(killed.value, dict(acknowledged), audits + 1, time.monotonic() - started, problems)


def _wait_for_operations(running: list[forks.Worker], wanted: int) -> None:
    def told() -> int:
        return sum(worker.told.count(b"\n") for worker in running)

    enough = told() + wanted
    while told() < enough and forks.drain(running, timeout_s=None):
        pass


def _end(worker: forks.Worker, told: list[str]) -> list[str]:
    worker.kill()
    code = worker.reap()
    told += worker.lines
    return [] if code == -signal.SIGKILL else [f"writer {worker.name} ended by itself: {code}"]


def _audited(path: Path) -> list[str]:
    ledger = open_ledger(path, 0)
    problems = [str(problem) for problem in ledger.audit().problems]
    ledger.close()
    return problems


def _compare(path: Path, told: list[str]) -> list[str]:
    """What the writers were told against what is there, after all abandoned holds have expired."""
    ledger = open_ledger(path, 0, ahead_s=LONGER_THAN_ANY_HOLD_S)
    problems = [str(problem) for problem in ledger.audit().problems]
    with closing(sqlite3.connect(path)) as plain:
        states = dict(plain.execute("SELECT key, state FROM hold").fetchall())
        entries = Counter(
            key.removeprefix("late:")
            for (key,) in plain.execute("SELECT h.key FROM entry e JOIN hold h ON h.id = e.hold_id")
        )
        texts = dict(plain.execute("SELECT workflow, text FROM intro").fetchall())
        redeemed = {serial for (serial,) in plain.execute("SELECT serial FROM redemption")}
    there: dict[str, Callable[[str], bool]] = {
        "hold": lambda workflow: f"{workflow}:{WRITE}" in states and f"{workflow}:{SPEAK}" in states,
        "extend": lambda workflow: f"{workflow}:{WRITE}" in states,
        "capture": lambda key: entries[key] > 0 and (key.endswith(SPEAK) or _delivered(texts, key)),
        "release": lambda key: states.get(key) in {"released", "expired"},
        "redeem": lambda serial: serial in redeemed,
    }
    for line in told:
        operation, _, what = line.partition(" ")
        if not there[operation](what):
            problems.append(f"lost: {line}")
    problems += [f"doubled: {key}" for key, times in entries.items() if times > 1]
    problems += [f"told twice: {line}" for line, times in Counter(told).items() if times > 1]
    # Charged and delivered together, or neither: also what was under way at a kill and never told.
    charged = {key.removesuffix(f":{WRITE}") for key in entries if key.endswith(f":{WRITE}")}
    problems += [f"charged or delivered alone: {workflow}" for workflow in charged ^ texts.keys()]
    captured = entries.total()
    expected = (GRANTED + VOUCHER_CREDITS * len(redeemed) - captured, captured, 0)
    if figures(ledger.user()) != expected:
        problems.append(f"the balance is {figures(ledger.user())}, not {expected}")
    ledger.close()
    return problems


def _delivered(texts: dict[str, str], key: str) -> bool:
    workflow = key.removesuffix(f":{WRITE}")
    return texts.get(workflow) == _text(workflow)
