"""Whose clock a booking goes by: the host's for a file, the server's for a store that several hosts share."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final, Protocol

from sqlalchemy import func, select, type_coerce

from spotintro.clock import Clock
from spotintro.store.tables import account

if TYPE_CHECKING:
    from sqlalchemy import Connection

# Not `now()`: that is when the transaction began, before its wait for the account's lock.
_SERVER_TIME: Final = select(type_coerce(func.clock_timestamp(), account.c.last_at.type))


class StoreClock(Protocol):
    def now(self, connection: Connection) -> datetime: ...


class HostClock:
    """The clock of the machine that this program runs on."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self, connection: Connection) -> datetime:  # noqa: ARG002 - a file has no clock
        return self._clock.now()


class ServerClock:
    """The clock of the server, whatever time a host believes it is."""

    def now(self, connection: Connection) -> datetime:
        time: datetime = connection.execute(_SERVER_TIME).scalar_one()
        return time
