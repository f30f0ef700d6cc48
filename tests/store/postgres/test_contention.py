"""Many clients of one account on a server: each credit is spent once, and nobody sees an error."""

from __future__ import annotations

import pytest

from tests.fakes.postgres_server import Server
from tests.store.postgres.contention import contention

pytestmark = pytest.mark.slow


def check(server: Server, *, attempts: int, credits_there: int, think_ms: int, timeout_s: float) -> None:
    found = contention(
        server,
        clients=32,
        accounts=1,
        attempts=attempts,
        credits_there=credits_there,
        think_ms=think_ms,
        timeout_s=timeout_s,
    )
    assert found.errors == []
    assert found.overspent == 0
    assert found.agrees, (found.problems, found.users)
    assert found.granted + found.refused == 32 * attempts
    assert found.refused > 0, "there were credits for all: nothing was contended for"
    # The last may find the last credits held by one that gives them back.
    assert found.captured >= credits_there - 32


def test_clients_at_once_spend_each_credit_once(server: Server) -> None:
    check(server, attempts=10, credits_there=100, think_ms=20, timeout_s=100)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_hundred_thousand_attempts_spend_each_credit_once(server: Server) -> None:
    check(server, attempts=3125, credits_there=60_000, think_ms=100, timeout_s=3500)
