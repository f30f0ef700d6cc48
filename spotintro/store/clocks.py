"""Whose clock a booking goes by: the host's for a file, the server's for a store that several hosts share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from spotintro.clock import Clock
from spotintro.store import entries
from spotintro.store.entries import Locked

if TYPE_CHECKING:
    from sqlalchemy import Connection


class StoreClock(Protocol):
    def now(self, connection: Connection) -> datetime: ...

    def lock(self, connection: Connection, account_id: str) -> tuple[Locked, datetime] | None:
        """The account, its row locked, and the time at which it was; None where there is no such account."""
        ...


class HostClock:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self, connection: Connection) -> datetime:  # noqa: ARG002 - a file has no clock
        return self._clock.now()

    def lock(self, connection: Connection, account_id: str) -> tuple[Locked, datetime] | None:
        locked = entries.lock(connection, account_id)
        return None if locked is None else (locked, self._clock.now())


def _as_it_is(at: datetime) -> datetime:
    return at


class ServerClock:
    """The server's, read after the wait for the lock. `moved` is for tests: what they make of its time."""

    def __init__(self, moved: Callable[[datetime], datetime] = _as_it_is) -> None:
        self._moved = moved

    def now(self, connection: Connection) -> datetime:
        return self._moved(entries.server_time(connection))

    def lock(self, connection: Connection, account_id: str) -> tuple[Locked, datetime] | None:
        locked = entries.lock_with_server_time(connection, account_id)
        return None if locked is None else (locked[0], self._moved(locked[1]))
