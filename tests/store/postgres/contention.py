"""Programs that spend on a server at once: `python -m tests.store.postgres.contention URL CLIENTS …`.

Each is a process with a connection of its own, and waits between its operations as a person would.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

import msgspec

from spotintro.clock import SystemClock
from spotintro.credits.errors import CreditError, InsufficientCredits
from spotintro.store.address import address_of
from spotintro.store.ledger import SqlLedger
from tests import forks
from tests.fakes.postgres_server import Server
from tests.store.requests import WRITE, figures, request
from tests.store.waiting import Operation

_SETTLED_S = 2.0
"""How long after the last one has opened its account their operations count: what starts up together is over."""


@dataclass
class Told:
    """One client's account of what it did."""

    account_id: str
    opened_s: float
    """By CLOCK_MONOTONIC, as `Operation` has it."""
    granted: int = 0
    captured: int = 0
    refused: int = 0
    errors: list[str] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)
    """Each hold, capture and release."""


@dataclass(frozen=True)
class Contention:
    credits_there: int
    """In each account at the start."""
    clients: list[Told]
    users: dict[str, tuple[int, int, int]]
    """Available, used, held afterwards, by account."""
    problems: list[str]
    """The audits'."""

    @property
    def granted(self) -> int:
        return sum(client.granted for client in self.clients)

    @property
    def captured(self) -> int:
        return sum(client.captured for client in self.clients)

    @property
    def refused(self) -> int:
        return sum(client.refused for client in self.clients)

    @property
    def errors(self) -> list[str]:
        return [error for client in self.clients for error in client.errors]

    @property
    def overspent(self) -> int:
        return sum(max(0, self._captured_on(account_id) - self.credits_there) for account_id in self.users)

    @property
    def settled(self) -> list[Operation]:
        """The operations that began when all clients had long been there."""
        since_s = max(client.opened_s for client in self.clients) + _SETTLED_S
        return [each for client in self.clients for each in client.operations if each[0] >= since_s]

    @property
    def agrees(self) -> bool:
        """Whether the books say what the clients do, and are sound."""
        return not self.problems and all(
            user == (self.credits_there - self._captured_on(account_id), self._captured_on(account_id), 0)
            for account_id, user in self.users.items()
        )

    def _captured_on(self, account_id: str) -> int:
        return sum(client.captured for client in self.clients if client.account_id == account_id)


def contention(
    server: Server,
    *,
    clients: int,
    accounts: int,
    attempts: int,
    credits_there: int,
    think_ms: int,
    timeout_s: float,
) -> Contention:
    """Run the program on a store of its own.

    Args:
        server: Where the store is made.
        clients: How many programs.
        accounts: How many accounts they share, in turn.
        attempts: Of each program, each with a hold and what follows it.
        credits_there: In each account.
        think_ms: The mean wait before each operation.
        timeout_s: After which it is stopped.
    """
    store = server.make_store()
    url = f"postgresql://postgres@/{store.database}?host={server.folder}"
    found = forks.result_of(
        __name__, Contention, url, clients, accounts, attempts, credits_there, think_ms, timeout_s=timeout_s
    )
    server.give_back(store)
    return found


def open_ledger(url: str, demo_credits: int, account_id: str = "local") -> SqlLedger:
    ledger = SqlLedger(
        address_of(url), account_id=account_id, demo_credits=demo_credits, clock=SystemClock(), busy_timeout_s=5
    )
    ledger.open()
    return ledger


def spend(  # noqa: PLR0917 - as above
    url: str, name: str, account_id: str, attempts: int, credits_there: int, think_s: float, tell: forks.Tell
) -> None:
    """Hold a credit at each attempt; every third of those granted is given back, the others are captured."""
    choice = random.Random(name)
    ledger = open_ledger(url, credits_there, account_id)  # all at once: one of them makes the account
    told = Told(account_id, time.monotonic())

    @contextmanager
    def operation() -> Iterator[None]:
        # Between a hold and its end lies some work, as a model's or a voice's.
        time.sleep(choice.uniform(0, 2 * think_s))
        began_s = time.monotonic()
        try:
            yield
        finally:
            told.operations.append((began_s, time.monotonic() - began_s))

    for number in range(attempts):
        workflow = f"{name}.{number}"
        try:
            with operation():
                ledger.hold([request(workflow)], ttl_s=600)
            told.granted += 1
            with operation():
                if number % 3 == 0:
                    ledger.release(f"{workflow}:{WRITE}")
                else:
                    ledger.capture(f"{workflow}:{WRITE}")
                    told.captured += 1
        except InsufficientCredits:
            told.refused += 1
        except CreditError as error:
            told.errors.append(error.message)
    ledger.close()
    tell(msgspec.json.encode(told).decode())


def contend(  # noqa: PLR0917 - as above
    url: str, clients: int, accounts: int, attempts: int, credits_there: int, think_ms: int
) -> Contention:
    names = [f"account{number}" for number in range(accounts)]
    ended = forks.together(
        partial(spend, url, f"c{number}", names[number % accounts], attempts, credits_there, think_ms / 1000)
        for number in range(clients)
    )
    users, problems = {}, []
    for name in names:
        ledger = open_ledger(url, 0, name)
        problems += [str(problem) for problem in ledger.audit().problems]
        users[name] = figures(ledger.user())
        ledger.close()
    told = [msgspec.json.decode(worker.told, type=Told) for worker in ended]
    return Contention(credits_there, told, users, problems)


if __name__ == "__main__":
    address, *numbers = sys.argv[1:]
    sys.stdout.buffer.write(msgspec.json.encode(contend(address, *map(int, numbers))))
