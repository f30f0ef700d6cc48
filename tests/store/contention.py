"""Programs that spend from one account at once: how much was handed out, what was refused, how long it took."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

import msgspec
from sqlmodel import Field, Session, SQLModel, create_engine

from spotintro.credits.errors import CreditError, InsufficientCredits
from tests import forks
from tests.store.ledgers import LedgerType, open_ledger
from tests.store.requests import WRITE, figures, request, voucher
from tests.store.waiting import Operation


class Account(Protocol):
    """What spends: a credit is held, then captured or released."""

    def hold(self, workflow: str) -> bool:
        """False where it is refused."""
        ...

    def capture(self, workflow: str) -> None: ...

    def release(self, workflow: str) -> None: ...

    def close(self) -> None: ...


class LedgerAccount:
    def __init__(self, path: Path, credits_there: int, kind: LedgerType) -> None:
        self._ledger = open_ledger(path, credits_there, kind)

    def hold(self, workflow: str) -> bool:
        try:
            self._ledger.hold([request(workflow)], ttl_s=600)
        except InsufficientCredits:
            return False
        return True

    def capture(self, workflow: str) -> None:
        self._ledger.capture(f"{workflow}:{WRITE}")

    def release(self, workflow: str) -> None:
        self._ledger.release(f"{workflow}:{WRITE}")

    def close(self) -> None:
        self._ledger.close()


class NaiveRow(SQLModel, table=True):
    id: int = Field(primary_key=True)
    posted: int
    held: int = 0


class NaiveAccount:
    """The control: SQLModel's default engine, and get, check, change, commit."""

    def __init__(self, path: Path, credits_there: int) -> None:
        self._engine = create_engine(f"sqlite:///{path}")
        if credits_there > 0:
            SQLModel.metadata.create_all(self._engine, tables=[SQLModel.metadata.tables["naiverow"]])
            with Session(self._engine) as session:
                session.add(NaiveRow(id=1, posted=credits_there))
                session.commit()

    def hold(self, workflow: str) -> bool:
        with Session(self._engine) as session:
            row = session.get_one(NaiveRow, 1)
            if row.posted - row.held < 1:
                return False
            row.held += 1
            session.commit()
        return True

    def capture(self, workflow: str) -> None:
        with Session(self._engine) as session:
            row = session.get_one(NaiveRow, 1)
            row.posted -= 1
            row.held -= 1
            session.commit()

    def release(self, workflow: str) -> None:
        with Session(self._engine) as session:
            session.get_one(NaiveRow, 1).held -= 1
            session.commit()

    def close(self) -> None:
        self._engine.dispose()


@dataclass(frozen=True)
class Told:
    """One worker's account of what it did."""

    captured: int
    released: int
    refused: int
    errors: list[str]
    operations: list[Operation]
    """Each hold, capture and release."""


@dataclass(frozen=True)
class Contention:
    credits_there: int
    attempts: int
    captured: int
    released: int
    refused: int
    errors: list[str]
    problems: list[str]
    """The audit's."""
    user: tuple[int, int, int]
    """Available, used, held afterwards."""
    operations: list[Operation]
    seconds: float

    @property
    def overspent(self) -> int:
        return max(0, self.captured - self.credits_there)


class _Timed:
    """What one worker's operations took; it thinks before each."""

    def __init__(self, choice: random.Random, think_ms: int) -> None:
        self.operations: list[Operation] = []
        self._choice = choice
        self._think_s = think_ms / 1000

    @contextmanager
    def operation(self) -> Iterator[None]:
        # Spread by half: no workers marching in step.
        time.sleep(self._think_s * self._choice.uniform(0.5, 1.5))
        began_s = time.monotonic()
        try:
            yield
        finally:
            self.operations.append((began_s, time.monotonic() - began_s))


def spend(open_account: Callable[[], Account], name: str, attempts: int, think_ms: int, tell: forks.Tell) -> None:
    """Half of what is held is captured. Between a hold and its end lies some work, as a model's or a voice's."""
    choice = random.Random(name)
    account = open_account()
    captured = released = refused = 0
    errors: list[str] = []
    timed = _Timed(choice, think_ms)
    for number in range(attempts):
        workflow = f"{name}.{number}"
        try:
            with timed.operation():
                granted = account.hold(workflow)
            if not granted:
                refused += 1
                continue
            is_delivered = choice.random() < 0.5
            with timed.operation():
                (account.capture if is_delivered else account.release)(workflow)
            captured, released = captured + is_delivered, released + (not is_delivered)
        except CreditError as error:
            errors.append(error.message)
        except Exception as error:  # noqa: BLE001 - whatever a user would have seen is told, not only the first
            errors.append(repr(error))
    account.close()
    tell(msgspec.json.encode(Told(captured, released, refused, errors, timed.operations)).decode())


def contend(  # noqa: PLR0917 - the program's arguments, in their order
    path: Path, kind: LedgerType, workers: int, attempts: int, credits_there: int, think_ms: int
) -> Contention:
    """All of them also open the store, which nobody has made yet, at the same moment."""

    def open_account() -> Account:
        return LedgerAccount(path, credits_there, kind)

    spent = _spend_together(open_account, workers, attempts, think_ms)
    ledger = open_ledger(path, 0)
    return _summary(
        *spent, credits_there, [str(problem) for problem in ledger.audit().problems], figures(ledger.user())
    )


def contend_naively(
    path: Path, _: LedgerType, workers: int, attempts: int, credits_there: int, think_ms: int
) -> Contention:
    """The control, through the same harness."""
    NaiveAccount(path, credits_there).close()
    spent = _spend_together(lambda: NaiveAccount(path, 0), workers, attempts, think_ms)
    with closing(sqlite3.connect(path)) as plain:
        posted, held = plain.execute("SELECT posted, held FROM naiverow").fetchone()
    return _summary(*spent, credits_there, [], (posted - held, credits_there - posted, held))


def _spend_together(
    open_account: Callable[[], Account], workers: int, attempts: int, think_ms: int
) -> tuple[list[Told], float]:
    started = time.monotonic()
    ended = forks.together(
        partial(spend, open_account, f"w{number}", attempts // workers, think_ms) for number in range(workers)
    )
    told = [msgspec.json.decode(worker.told, type=Told) for worker in ended]
    return told, time.monotonic() - started


def _summary(
    told: list[Told], seconds: float, credits_there: int, problems: list[str], user: tuple[int, int, int]
) -> Contention:
    return Contention(
        credits_there=credits_there,
        attempts=sum(one.captured + one.released + one.refused + len(one.errors) for one in told),
        captured=sum(one.captured for one in told),
        released=sum(one.released for one in told),
        refused=sum(one.refused for one in told),
        errors=[error for one in told for error in one.errors],
        problems=problems,
        user=user,
        operations=[operation for one in told for operation in one.operations],
        seconds=seconds,
    )


@dataclass(frozen=True)
class Redeemed:
    redeemed: int
    refused: int
    errors: list[str]


@dataclass(frozen=True)
class Redemptions:
    redeemed: int
    refused: int
    errors: list[str]
    problems: list[str]
    user: tuple[int, int, int]


VOUCHER_CREDITS = 3


def redeem(path: Path, kind: LedgerType, workers: int, serials: int) -> Redemptions:
    """Each of them tries every voucher, in an order of its own."""
    open_ledger(path, 0).close()
    ended = forks.together(partial(redeem_all, path, kind, serials, number) for number in range(workers))
    told = [msgspec.json.decode(worker.told, type=Redeemed) for worker in ended]
    ledger = open_ledger(path, 0)
    return Redemptions(
        redeemed=sum(one.redeemed for one in told),
        refused=sum(one.refused for one in told),
        errors=[error for one in told for error in one.errors],
        problems=[str(problem) for problem in ledger.audit().problems],
        user=figures(ledger.user()),
    )


def redeem_all(path: Path, kind: LedgerType, serials: int, seed: int, tell: forks.Tell) -> None:
    ledger = open_ledger(path, 0, kind)
    redeemed = refused = 0
    errors: list[str] = []
    for number in random.Random(seed).sample(range(serials), serials):
        try:
            ledger.redeem(voucher(number, VOUCHER_CREDITS))
            redeemed += 1
        except CreditError as error:
            if "used before" in error.message:
                refused += 1
            else:
                errors.append(error.message)
        except Exception as error:  # noqa: BLE001 - as above
            errors.append(repr(error))
    ledger.close()
    tell(msgspec.json.encode(Redeemed(redeemed, refused, errors)).decode())


@dataclass(frozen=True)
class Claims:
    """What all of them claimed, and the books after it."""

    parts: int
    problems: list[str]
    user: tuple[int, int, int]


def claim(path: Path, kind: LedgerType, workers: int, allowances: int) -> Claims:
    """All of them claim what three parts of each allowance have due, at the same moment."""
    ledger = open_ledger(path, 0)
    for number in range(allowances):
        ledger.redeem(voucher(number, VOUCHER_CREDITS, every_days=1, times=4))
    ledger.close()
    ended = forks.together(partial(claim_all, path, kind) for _ in range(workers))
    ledger = open_ledger(path, 0)
    return Claims(
        parts=sum(msgspec.json.decode(worker.told, type=int) for worker in ended),
        problems=[str(problem) for problem in ledger.audit().problems],
        user=figures(ledger.user()),
    )


def claim_all(path: Path, kind: LedgerType, tell: forks.Tell) -> None:
    ledger = open_ledger(path, 0, kind, ahead_s=30 * 86_400)
    parts = sum(len(ledger.claim_due(low=0, needed=1_000_000)) for _ in range(20))
    ledger.close()
    tell(str(parts))
