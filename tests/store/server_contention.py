"""A program that forks clients of one account on a server: `python -m tests.store.server_contention URL …`.

It forks before any connection is there; each client waits between its attempts as a person would.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from spotintro.clock import SystemClock
from spotintro.credits.errors import CreditError, InsufficientCredits
from spotintro.store.address import address_of
from spotintro.store.ledger import SqlLedger
from tests.store.requests import WRITE, figures, request


def open_ledger(url: str, demo_credits: int = 0) -> SqlLedger:
    ledger = SqlLedger(address_of(url), account_id="local", demo_credits=demo_credits, clock=SystemClock())
    ledger.open()
    return ledger


def attempt_all(url: str, name: str, attempts: int, think_s: float) -> dict[str, Any]:
    """Each attempt holds a credit; every third of those granted is given back, the others are captured."""
    choice = random.Random(name)
    ledger = open_ledger(url)
    found: dict[str, Any] = {"granted": 0, "captured": 0, "refused": 0, "errors": [], "operations": []}

    @contextmanager
    def operation() -> Iterator[None]:
        # Between a hold and its end lies some work, as a model's or a voice's.
        time.sleep(choice.uniform(0, 2 * think_s))
        began_s = time.monotonic()
        try:
            yield
        finally:
            found["operations"].append((began_s, time.monotonic() - began_s))

    for number in range(attempts):
        workflow = f"{name}.{number}"
        try:
            with operation():
                ledger.hold([request(workflow)], ttl_s=600)
            found["granted"] += 1
            with operation():
                if number % 3 == 0:
                    ledger.release(f"{workflow}:{WRITE}")
                else:
                    ledger.capture(f"{workflow}:{WRITE}")
                    found["captured"] += 1
        except InsufficientCredits:
            found["refused"] += 1
        except CreditError as error:
            found["errors"].append(error.message)
    ledger.close()
    return found


def contend(url: str, clients: int, attempts: int, credits_there: int, think_ms: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        children = []
        share, rest = divmod(attempts, clients)
        for number in range(clients):
            child = os.fork()
            if child == 0:
                open_ledger(url, credits_there).close()  # all at once: one of them makes the account
                found = attempt_all(url, f"c{number}", share + (number < rest), think_ms / 1000)
                Path(folder, str(number)).write_text(json.dumps(found), encoding="ascii")
                os._exit(0)
            children.append(child)
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        results = [json.loads(path.read_text(encoding="ascii")) for path in Path(folder).iterdir()]
    ledger = open_ledger(url)
    report = ledger.audit()
    outcome = {
        "codes": codes,
        **{name: sum(found[name] for found in results) for name in ("granted", "captured", "refused")},
        "errors": [error for found in results for error in found["errors"]],
        "operations": [each for found in results for each in found["operations"]],
        "problems": [str(problem) for problem in report.problems],
        "user": figures(ledger.user()),
    }
    ledger.close()
    return outcome


if __name__ == "__main__":
    address, *numbers = sys.argv[1:]
    json.dump(contend(address, *map(int, numbers)), sys.stdout)
