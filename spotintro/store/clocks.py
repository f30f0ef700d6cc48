"""Whose clock a booking goes by: the host's for a file, the server's for a store that several hosts share.

And how far that clock is believed, which can be wrong on either.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from sqlalchemy import func, select, type_coerce

from spotintro.clock import Clock
from spotintro.store.tables import account

if TYPE_CHECKING:
    from sqlalchemy import Connection

# Not `now()`: that is when the transaction began, before its wait for the account's lock.
_SERVER_TIME: Final = select(type_coerce(func.clock_timestamp(), account.c.last_at.type))


BUILT: Final = datetime(2026, 11, 28, tzinfo=UTC)
"""The day of this release: no clock that is right is behind it."""
FARTHEST_JUMP: Final = timedelta(days=400)
"""How far a clock may be past all that is known of the time: somebody who uses this once a year is believed."""


CORRECTED: Final = timedelta(days=1)
"""By how much a clock that was confirmed may be set back afterwards without being doubted anew."""


def is_void(confirmed_at: datetime, *, now: datetime) -> bool:
    """Tell whether a clock that was confirmed is seen to have been ahead: it counts no more, for no booking."""
    return confirmed_at - now > CORRECTED


def known_time(now: datetime, *, last_at: datetime, confirmed_at: datetime | None) -> datetime:
    """Return the latest time that surely has passed: the last entry's, this release's, or the confirmed one."""
    if confirmed_at is None or is_void(confirmed_at, now=now):
        return max(last_at, BUILT)
    return max(last_at, BUILT, confirmed_at)


def is_believed(now: datetime, *, last_at: datetime, confirmed_at: datetime | None) -> bool:
    """Tell whether credits lapse by what the clock says. One that is behind is believed: nothing lapses by it."""
    return now - known_time(now, last_at=last_at, confirmed_at=confirmed_at) <= FARTHEST_JUMP


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
