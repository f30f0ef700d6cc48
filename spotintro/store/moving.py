"""Moving an account from one store to another, whatever happens between the two.

1. The store it leaves books everything out, with what it was and where it goes (`moves.send`).
2. The other store books the same in, under the same id (`moves.receive`), and the texts are copied.
3. The first store notes that it has arrived (`moves.settle`).

Each is one transaction of its own. Whoever dies between two of them leaves credits that can be spent nowhere, and
a row that says so; the same call goes on from there. Nothing in here knows which kind of database a store is.
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import TypeVar
from uuid import uuid4

from spotintro.credits.base import Move
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.credits.ledger import Ledger
from spotintro.store import intros, moves, redemptions, spending
from spotintro.store.entries import Booking
from spotintro.store.ledger import SqlLedger

T = TypeVar("T")

_ROWS_AT_A_TIME = 200


def move_account(source: Ledger, target: Ledger, *, place: str, stopped: Callable[[], bool]) -> Move:
    """Move all that the account has in `source` to `target`, or go on with a move between the two.

    Both are opened, and left open. The account in the target is made without demo credits where it is missing, and
    keeps what it has where it is there.

    Args:
        source: The store in use.
        target: The store to go to.
        place: Where that is, to be shown and kept: without a password.
        stopped: Asked between two steps; once true, no further step is begun.

    Raises:
        CreditError: with what has become of the credits. Until they have left, nothing was changed.
    """
    if not isinstance(source, SqlLedger) or not isinstance(target, SqlLedger):
        raise TypeError("both ledgers must be stores")
    source.open()
    step = _Steps(source, place, stopped)
    leaving = step.begun() or step.do(lambda: _leave(source, target, place, step))
    step.left = True
    step.do(lambda: _arrive(target, leaving, step))
    step.arrived = True
    return step.do(lambda: _finish(source, target, leaving, step))


class _Steps:
    """Where a move stands, told with whatever ends it."""

    def __init__(self, source: SqlLedger, place: str, stopped: Callable[[], bool]) -> None:
        self._source = source
        self._place = place
        self._stopped = stopped
        self.left = self.arrived = False

    def begun(self) -> moves.MovedAccount | None:
        return self._source.snapshot(lambda connection: moves.under_way(connection, self._source.account_id))

    def pause(self) -> None:
        """Let the move be stopped between two steps.

        Raises:
            CreditError: it was.
        """
        if self._stopped():
            raise _failed("Stopped.", "")

    def do(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except CreditError as error:
            raise CreditError(error.code, f"{error.message} {self._standing()}", error.next_step) from error

    def _standing(self) -> str:
        try:
            leaving = self.begun()
        except CreditError:
            return "`spotintro credits` says where the credits are."
        if self.arrived or (self.left and leaving is None):
            return (
                f"The credits have arrived in {self._place}; run `spotintro credits move` again to copy the texts "
                "of your intros, too."
            )
        return "Nothing was moved." if leaving is None else leaving.under_way().line


def _leave(source: SqlLedger, target: SqlLedger, place: str, step: _Steps) -> moves.MovedAccount:
    source.transaction(moves.make_ready)
    step.pause()
    target.connect()
    to_store = target.snapshot(redemptions.store_id)
    if source.snapshot(redemptions.store_id) == to_store:
        raise _failed(
            "This is the store in use, or a copy of it: the account is there already.",
            "Name another store; `spotintro credits restore` puts a copy back.",
        )
    _rehearse(source, target, to_store, place)
    step.pause()
    return source.transaction(lambda booking: _send(booking, to_store, place))


def _arrive(target: SqlLedger, leaving: moves.MovedAccount, step: _Steps) -> None:
    step.pause()
    target.connect()
    if target.snapshot(redemptions.store_id) != leaving.content.to_store:
        raise _failed(
            "A move to another store than this was begun before, and has to be finished there.",
            "Run `spotintro credits move` without --to, or name that store.",
        )
    target.transaction(lambda booking: moves.receive(booking, leaving), make_account=True)


def _finish(source: SqlLedger, target: SqlLedger, leaving: moves.MovedAccount, step: _Steps) -> Move:
    _copy(intros, source, target, step)
    _copy(spending, source, target, step)
    source.transaction(lambda booking: moves.settle(booking, leaving.id))
    return Move(leaving.id, leaving.content.credits, target.user())


def _send(booking: Booking, to_store: str, place: str) -> moves.MovedAccount:
    begun = moves.under_way(booking.connection, booking.account_id)
    if begun is not None:  # by another program, a moment ago
        return begun
    moves.make_ready(booking)
    content = moves.gather(booking, to_store=to_store, place=place)
    return moves.send(booking, uuid4().hex, content)


class _Rehearsed(Exception):
    """Takes the rehearsal back. `_rehearse` raises and catches it."""


def _rehearse(source: SqlLedger, target: SqlLedger, to_store: str, place: str) -> None:
    """Book it all in and take it back: what the target can't do is known before anything leaves the source."""

    def gather(booking: Booking) -> moves.MovedAccount:
        moves.make_ready(booking)
        return moves.MovedAccount(uuid4().hex, moves.gather(booking, to_store=to_store, place=place))

    def receive(booking: Booking) -> None:
        moves.receive(booking, leaving)
        raise _Rehearsed

    leaving = source.transaction(gather)
    try:
        target.transaction(receive, make_account=True)
    except _Rehearsed:
        return


def _copy(rows_of: ModuleType, source: SqlLedger, target: SqlLedger, step: _Steps) -> None:
    """Copy the texts or what they took, a few at a time, each once: a copying that was cut short begins anew."""
    after = 0
    while True:
        step.pause()
        last = after
        rows = source.snapshot(
            lambda connection: rows_of.page(connection, source.account_id, after=last, limit=_ROWS_AT_A_TIME)  # noqa: B023 - called at once
        )
        if not rows:
            return
        target.transaction(lambda booking: rows_of.keep_rows(booking.connection, rows))  # noqa: B023 - called at once
        after = rows[-1]["id"]


def _failed(message: str, next_step: str) -> CreditError:
    return CreditError(CreditErrorCode.OPERATION_FAILED, message, next_step)
