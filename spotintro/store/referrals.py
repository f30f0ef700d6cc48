"""Referral inside one store: whom a newcomer named, and the reward once the newcomer spends what was paid for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, exists, insert, select, update

from spotintro.credits.base import Referral
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.credits.referral import is_code
from spotintro.store import entries, lots
from spotintro.store.entries import Booking
from spotintro.store.tables import account, lot, referral

REFERRAL_SOURCE = "referral"

_MINE = account.c.id == bindparam("mine")
_HAS_CAPTURED_PAID = exists().where(
    lot.c.account_id == account.c.id, lot.c.promotional.is_(False), lot.c.captured > 0
)
_STATE = (
    select(
        account.c.referral_code,
        referral.c.code,
        referral.c.entered_at,
        referral.c.referrer_id,
        referral.c.rewarded_at,
        _HAS_CAPTURED_PAID.correlate(account).label("has_captured_paid"),
    )
    .select_from(account.outerjoin(referral, referral.c.account_id == account.c.id))
    .where(_MINE)
)
_MY_AGE = select(account.c.created_at).where(_MINE)
_FRIEND = select(account.c.id, account.c.created_at).where(account.c.referral_code == bindparam("code"))
_ENTER = insert(referral)
_MARK_REWARDED = (
    update(referral)
    .where(referral.c.account_id == bindparam("newcomer"), referral.c.rewarded_at.is_(None))
    .values(rewarded_at=bindparam("at"))
    .returning(referral.c.account_id)
)


def state(connection: Connection, account_id: str) -> Referral | None:
    """Return where the account stands with its referral; None where there is no such account."""
    row = connection.execute(_STATE, {"mine": account_id}).one_or_none()
    if row is None:
        return None
    return Referral(
        code=row.referral_code,
        friend_code=row.code,
        entered_at=row.entered_at,
        friend_is_here=row.referrer_id is not None,
        has_captured_paid=row.has_captured_paid,
        rewarded_at=row.rewarded_at,
    )


def enter(booking: Booking, code: str) -> Referral:
    """Name the friend who brought this account, and return what is known of both.

    Raises:
        CreditError: OPERATION_FAILED with the reason; the booking is to be rolled back.
    """
    before = state(booking.connection, booking.account_id)
    assert before is not None, "the account was locked by this transaction"
    _require_newcomer(before, code)
    friend = booking.connection.execute(_FRIEND, {"code": code}).one_or_none()
    if friend is not None:
        _require_older(booking, friend.created_at, friend.id)
    booking.connection.execute(
        _ENTER,
        {
            "account_id": booking.account_id,
            "code": code,
            "referrer_id": None if friend is None else friend.id,
            "entered_at": booking.at,
        },
    )
    return Referral(code=before.code, friend_code=code, entered_at=booking.at, friend_is_here=friend is not None)


def reward(booking: Booking, referrer_id: str, amount: int) -> None:
    """Give a friend in this store their credits, under their account's lock, and once only.

    To be called for a capture of what was paid for. The friend's account is the older one (`enter` sees to it), so
    locks are taken from younger to older and never in a circle.
    """
    locked = entries.lock(booking.connection, referrer_id)
    assert locked is not None, "a referral refers to an account"
    # Not this booking with another account: what else it carries is the newcomer's.
    theirs = locked.booking(booking.connection, referrer_id, booking.now)
    marked = booking.connection.execute(_MARK_REWARDED, {"newcomer": booking.account_id, "at": booking.at})
    if marked.one_or_none() is None:
        return
    lots.grant(theirs, amount, source=REFERRAL_SOURCE, reference=booking.account_id, promotional=True)


def _require_newcomer(before: Referral, code: str) -> None:
    if not is_code(code):
        raise _refused("This is no referral code.", "Enter the code as your friend sees it.")
    if code == before.code:
        raise _refused("This is your own referral code.", "Enter a friend's, or give yours to one.")
    if before.friend_code is not None:
        raise _refused(
            f"A friend's code was entered before, on {before.entered_at:%Y-%m-%d}.",
            "An account has one friend who brought it; nothing changed.",
        )
    if before.has_captured_paid:
        raise _refused(
            "This account is no newcomer: it has used a credit that was paid for.",
            "A friend's code counts before that; you can give yours to others.",
        )


def _require_older(booking: Booking, created_at: datetime, account_id: str) -> None:
    """Require that the friend's account is the older one; by its id where both were made at the same moment."""
    mine = booking.connection.execute(_MY_AGE, {"mine": booking.account_id}).scalar_one()
    if (created_at, account_id) > (mine, booking.account_id):
        raise _refused(
            "This friend's account is younger than yours, so it can't have brought you.",
            "Your friend can enter your code instead.",
        )


def _refused(message: str, next_step: str) -> CreditError:
    return CreditError(CreditErrorCode.OPERATION_FAILED, message, next_step)
