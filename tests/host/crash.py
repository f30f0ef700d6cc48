"""A program that ends runs of the host at the n-th crossing: `python -m tests.host.crash FOLDER WAY FIRST STRIDE`.

A crossing is each point at which one of the run's tasks is resumed (so every await that really waits), and each
statement that the database begins, those of its triggers and the commit too. The points are found by counting: n
is advanced by the stride until a run ends by itself.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from spotintro.credits.base import HoldRequest, HoldState, Intro, User
from spotintro.credits.features import UserTransaction
from spotintro.credits.gate import CreditGate
from spotintro.credits.prices import Prices
from spotintro.host.events import Failed, Finished, Stopped
from spotintro.host.host import Host
from spotintro.host.introduction import Introduction
from spotintro.host.texts import Style
from spotintro.store.ledger import SqlLedger
from spotintro.voices.base import Sound
from spotintro.writers.base import IntroRequest, Piece
from tests import forks
from tests.fakes.ledger import FakeClock
from tests.fakes.voice import FakeOutput, FakeVoice
from tests.fakes.writer import HOST, FakeWriter
from tests.store.ledgers import open_ledger
from tests.store.requests import SPEAK, TRACK, WRITE, figures, intro

T = TypeVar("T")
DEMO_CREDITS = 10
SENTENCES = ("Good evening.", "Here comes Satie.", "Enjoy it.")
LONGER_THAN_ANY_HOLD_S = 3600.0


class Way(StrEnum):
    KILL = "kill"
    CANCEL = "cancel"
    KILL_IN_PARTS = "kill-in-parts"
    """The control: the charge and its text are two transactions."""

    @property
    def kills(self) -> bool:
        return self is not Way.CANCEL


@dataclass(frozen=True)
class Crashes:
    points: int
    """How many crossings a run had that ended by itself."""
    ended_early: int
    charged: list[int]
    """How many runs ended with none, the text, or the text and the speech charged."""
    problems: list[str]


class Crossings:
    """Counts from the run's start on, and acts at one of them."""

    def __init__(self, at: int, act: Callable[[], None]) -> None:
        self.count = 0
        self.counting = False
        self._at = at
        self._act = act

    def cross(self) -> None:
        self.count += self.counting
        if self.counting and self.count == self._at:
            self._act()


class Stepped(Coroutine[Any, Any, T]):
    """A coroutine that crosses each time before it is resumed."""

    def __init__(self, inner: Coroutine[Any, Any, T], crossings: Crossings) -> None:
        self._inner = inner
        self._crossings = crossings

    def send(self, value: Any) -> Any:
        self._crossings.cross()
        return self._inner.send(value)

    def throw(self, *error: Any) -> Any:
        self._crossings.cross()
        return self._inner.throw(*error)

    def close(self) -> None:
        self._inner.close()

    def __await__(self) -> Generator[Any, Any, T]:
        return self._inner.__await__()


class CrossedLedger(SqlLedger):
    crossings: Crossings

    def open(self) -> User:
        user = super().open()
        assert self.transactions.writing is not None
        plain = self.transactions.writing.connection.driver_connection
        assert isinstance(plain, sqlite3.Connection)
        plain.set_trace_callback(lambda _: self.crossings.cross())
        return user


class LedgerInParts(CrossedLedger):
    def capture(self, key: str, *, intro: Intro | None = None) -> User:
        user = super().capture(key)
        if intro is not None:
            self.record_intro(intro)
        return user


class WaitingWriter(FakeWriter):
    """Waits before and after each sentence, as a model does."""

    async def write(self, request: IntroRequest) -> AsyncGenerator[Piece, None]:
        async for sentence in super().write(request):
            await asyncio.sleep(0)
            yield sentence
            await asyncio.sleep(0)


class TellingOutput(FakeOutput):
    def __init__(self, tell: forks.Tell) -> None:
        super().__init__()
        self._tell = tell

    async def play(self, sound: Sound) -> None:
        await super().play(sound)
        self._tell("heard")

    async def finish(self) -> None:
        await _a_while()
        await super().finish()

    async def stop(self) -> None:
        await _a_while()
        await super().stop()


async def _a_while() -> None:
    for _ in range(4):
        await asyncio.sleep(0)


class Agreed:
    def agreed(self, destination: str) -> bool:
        return True

    def agree(self, destination: str, at: object) -> None: ...


def _host(gate: CreditGate, tell: forks.Tell) -> Host:
    return Host(
        gate=gate,
        writer=WaitingWriter(SENTENCES),
        announcer=FakeWriter(name="announcer", is_ai=False, destination=None),
        voice=FakeVoice(),
        silent_voice=FakeVoice(name="silent"),
        output=TellingOutput(tell),
        over_music=None,
        consent=Agreed(),
        disclosure="Title and artists go to model.example.",
        style=Style("en", HOST),
        clock=FakeClock(),
    )


def run_once(path: Path, way: Way, at: int, tell: forks.Tell) -> None:
    asyncio.run(_run(path, way, at, tell))


async def _run(path: Path, way: Way, at: int, tell: forks.Tell) -> None:
    loop = asyncio.get_running_loop()
    running: list[Introduction] = []
    stopping: list[asyncio.Task[None]] = []

    def act() -> None:
        tell("acted")
        if way.kills:
            os.kill(os.getpid(), signal.SIGKILL)
        loop.call_soon_threadsafe(lambda: stopping.append(loop.create_task(running[0].stop())))

    crossings = Crossings(at, act)

    def opened() -> SqlLedger:
        kind = LedgerInParts if way is Way.KILL_IN_PARTS else CrossedLedger
        ledger = kind(path, account_id="local", demo_credits=DEMO_CREDITS, clock=FakeClock())
        ledger.crossings = crossings
        return ledger

    gate = CreditGate(opened, Prices())
    host = _host(gate, tell)
    await host.prepare()
    await gate.open()
    loop.set_task_factory(lambda loop, coro, **more: asyncio.Task(Stepped(coro, crossings), loop=loop, **more))
    running.append(host.introduce(TRACK, speak=True))
    crossings.counting = True
    last = [event async for event in running[0]][-1]
    loop.set_task_factory(None)
    await asyncio.gather(*stopping)
    tell(f"crossings {crossings.count}")
    if isinstance(last, Finished | Stopped | Failed):
        tell(f"ended {type(last).__name__} {sum(charge.amount for charge in last.charges)}")
    await host.close()
    await gate.close()


def crash(folder: Path, way: Way, first: int, stride: int) -> Crashes:
    """A run for each point, each on a store of its own, until one ends by itself."""
    template = folder / "template.sqlite3"
    open_ledger(template, DEMO_CREDITS).close()
    problems: list[str] = []
    charged = [0, 0, 0]
    at, ended_early = first, 0
    while True:
        path = folder / f"{way}.{at}.sqlite3"
        path.write_bytes(template.read_bytes())
        worker = forks.start(str(at), partial(run_once, path, way, at))
        code = worker.reap()
        acted = "acted" in worker.lines
        if code != (-signal.SIGKILL if acted and way.kills else 0):
            problems.append(f"point {at}: the run ended with {code}")
        used, found = _checked(path, worker.lines, told=not (acted and way.kills))
        problems += [f"point {at}: {problem}" for problem in found]
        charged[used] += 1
        if not acted:
            points = next(int(line.split()[1]) for line in worker.lines if line.startswith("crossings "))
            return Crashes(points, ended_early, charged, problems)
        ended_early += 1
        at += stride


def _checked(path: Path, lines: list[str], *, told: bool) -> tuple[int, list[str]]:
    """What was charged, and what is wrong; `told`: the run could still say how it ended."""
    problems = []
    with closing(sqlite3.connect(path)) as plain:
        left_held = plain.execute("SELECT COUNT(*) FROM hold WHERE state = 'held'").fetchone()[0]
    ledger = open_ledger(path, DEMO_CREDITS, ahead_s=LONGER_THAN_ANY_HOLD_S)
    problems += [str(problem) for problem in ledger.audit().problems]
    user, before = figures(ledger.user()), ledger.history(limit=1000)
    used = user[1]
    if user != (DEMO_CREDITS - used, used, 0):
        problems.append(f"the balance is {user}")
    steps = sorted(entry.step for entry in before if entry.step is not None)
    if steps not in ([], [WRITE], [WRITE, SPEAK]):
        problems.append(f"charged: {steps}")
    texts = [kept.text for kept in ledger.last_intros(limit=10)]
    if texts != ([" ".join(SENTENCES)] if WRITE in steps else []):
        problems.append(f"charged: {steps}, delivered: {texts}")
    if SPEAK in steps and lines.count("heard") != len(SENTENCES):
        problems.append(f"speech is charged, and heard: {lines.count('heard')}")
    problems += _again(path, ledger)
    if (figures(ledger.user()), ledger.history(limit=1000)) != (user, before):
        problems.append("the same key again changed the account")
    ledger.close()
    if told:
        endings = [line.split() for line in lines if line.startswith("ended ")]
        if len(endings) != 1 or endings[0][1] == "Failed" or int(endings[0][2]) != used:
            problems.append(f"it was told as {endings}, and charged: {used}")
        if left_held:
            problems.append(f"{left_held} holds were left open")
    return used, problems


def _again(path: Path, ledger: SqlLedger) -> list[str]:
    """Ask for each step once more, under the key it had."""
    with closing(sqlite3.connect(path)) as plain:
        rows = plain.execute("SELECT key, step, amount, workflow, state FROM hold").fetchall()
    problems = []
    for key, step, amount, workflow, state in rows:
        (hold,), _ = ledger.hold([HoldRequest(key, UserTransaction(step), amount, workflow, TRACK)], ttl_s=60)
        if hold.state != state and (hold.state, state) != (HoldState.EXPIRED, HoldState.HELD):
            problems.append(f"{key} was {state} and is {hold.state} when held again")
        if state == HoldState.CAPTURED:
            ledger.capture(key, intro=intro(workflow, text="Another text."))
    return problems


if __name__ == "__main__":
    folder, way, *numbers = sys.argv[1:]
    sys.stdout.buffer.write(msgspec.json.encode(crash(Path(folder), Way(way), *map(int, numbers))))
