"""Whose clock a booking goes by: the host's for a file, the server's for a store that several hosts share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from spotintro.clock import Clock
from spotintro.store import entries
from spotintro.store.entries import Locked
from spotintro.store.prepared import Bound

if TYPE_CHECKING:
    from sqlalchemy import Connection

Opening = Callable[[], Bound | None]
"""Makes a booking's first statement, which changes nothing where it doesn't fit."""


class StoreClock(Protocol):
    def now(self, connection: Connection) -> datetime: ...

    def lock(self, connection: Connection, account_id: str, opening: Opening | None) -> Locked | None:
        """The account, its row locked; None where there is no such account. A server gets the opening as well."""
        ...


class HostClock:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self, connection: Connection) -> datetime:  # noqa: ARG002 - a file has no clock
        return self._clock.now()

    def lock(
        self,
        connection: Connection,
        account_id: str,
        opening: Opening | None,  # noqa: ARG002 - a file has no round trips
    ) -> Locked | None:
        locked = entries.lock(connection, account_id)
        return None if locked is None else Locked(*locked, self._clock.now())


class ServerClock:
    """The server's, read after the wait for the lock. `given` is for tests: their own time."""

    def __init__(self, given: Clock | None = None) -> None:
        self._given = given

    def now(self, connection: Connection) -> datetime:
        from spotintro.store.postgres import lock as postgres_lock

        return postgres_lock.server_time(connection) if self._given is None else self._given.now()

    def lock(self, connection: Connection, account_id: str, opening: Opening | None) -> Locked | None:
        from spotintro.store.postgres import lock as postgres_lock

        return postgres_lock.lock(
            connection,
            account_id,
            None if opening is None else opening(),
            given=None if self._given is None else self._given.now(),
        )
