"""A program that forks workers on one store and kills or counts them: `python -m tests.store.processes MODE …`.

It forks before any thread or connection is there, and after everything is imported, so a worker starts in 1 ms.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from spotintro.credits.errors import CreditError, InsufficientCredits
from spotintro.store.ledger import SqlLedger
from tests.store.requests import SPEAK, WRITE, figures, intro, request, voucher


class LaterClock:
    def __init__(self, *, ahead_s: float = 0.0) -> None:
        self._ahead = timedelta(seconds=ahead_s)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def monotonic_s(self) -> float:
        return time.monotonic()


def open_ledger(path: Path, demo_credits: int, *, ahead_s: float = 0.0) -> SqlLedger:
    clock = LaterClock(ahead_s=ahead_s)
    ledger = SqlLedger(path, account_id="local", demo_credits=demo_credits, clock=clock, busy_timeout_s=30)
    ledger.open()
    return ledger


def work_until_killed(path: Path, name: str, acknowledged: int, choice: random.Random) -> None:
    """Whole intros, half ones and given-back ones; what was captured is told only afterwards."""
    ledger = open_ledger(path, 0)
    for number in range(10_000):
        workflow = f"{name}.{number}"
        ledger.hold([request(workflow), request(workflow, step=SPEAK)], ttl_s=60)
        ledger.capture(f"{workflow}:{WRITE}", intro=intro(workflow))
        os.write(acknowledged, f"{workflow}\n".encode())  # the first is the sign that killing may begin
        if choice.random() < 0.5:
            ledger.capture(f"{workflow}:{SPEAK}")
        elif choice.random() < 0.5:
            ledger.release(f"{workflow}:{SPEAK}")


def kill_one(path: Path, name: str, choice: random.Random) -> list[str]:
    """The workflows that a worker acknowledged before it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        work_until_killed(path, name, writing, choice)
        os._exit(3)
    os.close(writing)
    told = os.read(reading, 1)
    time.sleep(choice.uniform(0, 0.03))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    while part := os.read(reading, 65536):
        told += part
    os.close(reading)
    if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
        raise RuntimeError(f"the worker ended by itself: {status}")
    return told.decode().split()


def crash(path: Path, kills: int, seed: int) -> dict[str, object]:
    choice = random.Random(seed)
    open_ledger(path, 1_000_000).close()
    problems: list[str] = []
    told: list[str] = []
    for number in range(kills):
        told += kill_one(path, f"k{number}", choice)
        ledger = open_ledger(path, 0)
        problems += [f"{number}: {problem}" for problem in ledger.audit().problems]
        ledger.close()
    after = open_ledger(path, 0, ahead_s=61)
    kept = {intro.workflow for intro in after.last_intros(limit=1_000_000)}
    history = after.history(limit=1_000_000)
    written = sum(entry.step is WRITE for entry in history)
    spoken = sum(entry.step is SPEAK for entry in history)
    result: dict[str, object] = {
        "problems": problems + [str(problem) for problem in after.audit().problems],
        "told": len(told),
        "told but lost": sorted(set(told) - kept),
        "written": written,
        "intros": len(kept),
        "user": figures(after.user()),
        "expected": (1_000_000 - written - spoken, written + spoken, 0),
    }
    after.close()
    return result


def compete_alone(path: Path, name: str, writing: int) -> None:
    ledger = open_ledger(path, 0)
    granted = captured = refused = 0
    errors: list[str] = []
    for number in range(10_000):
        workflow = f"{name}.{number}"
        try:
            ledger.hold([request(workflow)], ttl_s=600)
            granted += 1
            if number % 3 == 0:
                ledger.release(f"{workflow}:{WRITE}")
                granted -= 1
            else:
                ledger.capture(f"{workflow}:{WRITE}")
                captured += 1
        except InsufficientCredits:
            refused += 1
            break
        except CreditError as error:
            errors.append(error.message)
    ledger.close()
    os.write(writing, json.dumps([granted, captured, refused, errors]).encode() + b"\n")


def redeem_all(path: Path, serials: int, writing: int, seed: int) -> None:
    ledger = open_ledger(path, 0)
    redeemed = refused = 0
    errors: list[str] = []
    for number in random.Random(seed).sample(range(serials), serials):
        try:
            ledger.redeem(voucher(number, 3))
            redeemed += 1
        except CreditError as error:
            if "used before" in error.message:
                refused += 1
            else:
                errors.append(error.message)
    ledger.close()
    os.write(writing, json.dumps([redeemed, refused, errors]).encode() + b"\n")


def redeem(path: Path, workers: int, serials: int) -> dict[str, object]:
    """Each of them tries every voucher, in an order of its own."""
    open_ledger(path, 0).close()
    reading, writing = os.pipe()
    children = []
    for number in range(workers):
        child = os.fork()
        if child == 0:
            redeem_all(path, serials, writing, number)
            os._exit(0)
        children.append(child)
    os.close(writing)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    told = b""
    while part := os.read(reading, 65536):
        told += part
    results = [json.loads(line) for line in told.splitlines()]
    ledger = open_ledger(path, 0)
    result: dict[str, object] = {
        "codes": codes,
        "redeemed": sum(found[0] for found in results),
        "refused": sum(found[1] for found in results),
        "errors": [error for found in results for error in found[2]],
        "problems": [str(problem) for problem in ledger.audit().problems],
        "user": figures(ledger.user()),
    }
    ledger.close()
    return result


def claim_all(path: Path, writing: int) -> None:
    ledger = open_ledger(path, 0, ahead_s=400 * 86_400)
    grants = [grant.credits for _ in range(20) for grant in ledger.claim_due(low=0, needed=1_000_000)]
    ledger.close()
    os.write(writing, json.dumps(grants).encode() + b"\n")


def claim(path: Path, workers: int, allowances: int) -> dict[str, object]:
    """All of them claim what three parts of each allowance have due, at the same moment."""
    ledger = open_ledger(path, 0)
    for number in range(allowances):
        ledger.redeem(voucher(number, 3, every_days=1, times=4))
    ledger.close()
    reading, writing = os.pipe()
    children = []
    for _ in range(workers):
        child = os.fork()
        if child == 0:
            claim_all(path, writing)
            os._exit(0)
        children.append(child)
    os.close(writing)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    told = b""
    while part := os.read(reading, 65536):
        told += part
    ledger = open_ledger(path, 0)
    result: dict[str, object] = {
        "codes": codes,
        "claimed": sum(len(json.loads(line)) for line in told.splitlines()),
        "problems": [str(problem) for problem in ledger.audit().problems],
        "user": figures(ledger.user()),
    }
    ledger.close()
    return result


def compete(path: Path, workers: int, credits_there: int) -> dict[str, object]:
    """All of them also open the store, which nobody has made yet, at the same moment."""
    reading, writing = os.pipe()
    children = []
    for number in range(workers):
        child = os.fork()
        if child == 0:
            open_ledger(path, credits_there).close()
            compete_alone(path, f"p{number}", writing)
            os._exit(0)
        children.append(child)
    os.close(writing)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    told = b""
    while part := os.read(reading, 65536):
        told += part
    results = [json.loads(line) for line in told.splitlines()]
    ledger = open_ledger(path, 0)
    result: dict[str, object] = {
        "codes": codes,
        "granted": sum(found[0] for found in results),
        "captured": sum(found[1] for found in results),
        "errors": [error for found in results for error in found[3]],
        "problems": [str(problem) for problem in ledger.audit().problems],
        "user": figures(ledger.user()),
    }
    ledger.close()
    return result


if __name__ == "__main__":
    mode, store, *numbers = sys.argv[1:]
    run = {"crash": crash, "compete": compete, "redeem": redeem, "claim": claim}[mode]
    json.dump(run(Path(store), *map(int, numbers)), sys.stdout)
