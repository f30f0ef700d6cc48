"""What a check finds, and how checks are run so that none of them can hang or hide the others."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from spotintro.cli.failures import failure_of

_log = logging.getLogger(__name__)

CHECK_TIMEOUT_S = 30.0
"""The longest bounds inside are twice 10 s of a voice and the one behind it, and twice 3 s of the keyring."""


class Status(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    part: str
    status: Status
    message: str
    next_step: str = ""


def ok(part: str, message: str) -> Finding:
    return Finding(part, Status.OK, message)


def warn(part: str, message: str, next_step: str) -> Finding:
    return Finding(part, Status.WARN, message, next_step)


def fail(part: str, message: str, next_step: str) -> Finding:
    return Finding(part, Status.FAIL, message, next_step)


@dataclass(frozen=True, slots=True)
class Check:
    part: str
    run: Callable[[], Awaitable[list[Finding]]]


async def run_checks(checks: list[Check], *, timeout_s: float = CHECK_TIMEOUT_S) -> list[Finding]:
    """Run all checks at once; return their findings in the order of the checks."""
    found = await asyncio.gather(*(_bounded(check, timeout_s) for check in checks))
    return [finding for findings in found for finding in findings]


async def _bounded(check: Check, timeout_s: float) -> list[Finding]:
    try:
        async with asyncio.timeout(timeout_s):
            return await check.run()
    except TimeoutError:
        return [
            fail(check.part, f"No answer within {timeout_s:g} s.", "Try again; look for a process that hangs.")
        ]
    except Exception as error:  # noqa: BLE001 - one broken part must not hide what the others say
        failure = failure_of(error)
        if failure is not None:
            return [fail(check.part, failure.message, failure.next_step)]
        _log.error("the check of %s failed", check.part, exc_info=error)
        return [fail(check.part, f"The check itself failed ({type(error).__name__}).", "The log has the details.")]
