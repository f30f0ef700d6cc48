"""Vouchers redeemed: each serial of an operator's key once in this store."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from spotintro.credits.base import LotKind, VoucherTerms
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.store import allowances, entries, lots, referrals
from spotintro.store.entries import Balance, Booking
from spotintro.store.tables import redemption, store

VOUCHER_SOURCE = "voucher"

_UNIQUE_VIOLATION = "23505"

_STORE_ID = select(store.c.id)
_KNOWN = select(redemption.c.at).where(
    redemption.c.serial == bindparam("serial"), redemption.c.operator_key == bindparam("operator_key")
)
_INSERT = insert(redemption)


def store_id(connection: Connection) -> str:
    return str(connection.execute(_STORE_ID).scalar_one())


def redeem(booking: Booking, terms: VoucherTerms) -> tuple[Balance, datetime | None]:
    """Book a voucher; return the balance with its credits, and when they lapse.

    Raises:
        CreditError: OPERATION_FAILED with the reason; the booking is to be rolled back.
    """
    _require_meant_for(booking, terms)
    _require_unused(booking, terms)
    _require_in_time(booking, terms)
    expires_at = None if terms.lot_days is None else booking.latest + timedelta(days=terms.lot_days)
    lot_id = lots.grant(
        booking,
        terms.credits,
        source=VOUCHER_SOURCE,
        reference=f"{terms.operator_key}:{terms.serial}",
        promotional=terms.kind is LotKind.PROMOTIONAL,
        expires_at=expires_at,
        more=allowances.bound(booking, terms),
    )
    try:
        booking.connection.execute(
            _INSERT,
            {
                "serial": terms.serial,
                "operator_key": terms.operator_key,
                "account_id": booking.account_id,
                "lot_id": lot_id,
                "at": booking.at,
            },
        )
    except IntegrityError as error:
        # Another account, under a lock of its own, was quicker between our look and this: on PostgreSQL alone.
        if getattr(error.orig, "sqlstate", None) != _UNIQUE_VIOLATION:
            raise
        raise _used_before("a moment ago") from error
    if terms.times is not None:
        allowances.start(booking, terms)
    balance = entries.balance(booking.connection, booking.account_id)
    assert balance is not None, "the account was locked by this transaction"
    return balance, expires_at


def _require_meant_for(booking: Booking, terms: VoucherTerms) -> None:
    if terms.store_id is not None and terms.store_id != store_id(booking.connection):
        raise _refused(
            "This voucher is for another store of credits than the one on this machine.",
            "Redeem it where its request code was made, or send a request code from here.",
        )
    if terms.account_id is not None and terms.account_id != booking.account_id:
        raise _refused(
            "This voucher is for another account.",
            "Sign in with that account, or send a request code from this one.",
        )
    if terms.referral_code is not None:
        mine = referrals.state(booking.connection, booking.account_id)
        if mine is None or mine.code != terms.referral_code:
            raise _refused(
                "This voucher is for the account with another referral code: it thanks who brought a friend.",
                "`spotintro credits referral` shows the code of this account.",
            )


def _require_unused(booking: Booking, terms: VoucherTerms) -> None:
    used = booking.connection.execute(
        _KNOWN, {"serial": terms.serial, "operator_key": terms.operator_key}
    ).scalar_one_or_none()
    if used is not None:
        raise _used_before(f"on {used:%Y-%m-%d}")


def _require_in_time(booking: Booking, terms: VoucherTerms) -> None:
    if terms.redeem_by is not None and booking.believed.date() > terms.redeem_by:
        raise _refused(
            f"This voucher could be redeemed until {terms.redeem_by:%Y-%m-%d}.",
            "Ask who gave it to you for another one.",
        )


def _used_before(when: str) -> CreditError:
    return _refused(
        f"This voucher was used before, {when}.",
        "See it in the history; for more credits ask for another voucher.",
    )


def _refused(message: str, next_step: str) -> CreditError:
    return CreditError(CreditErrorCode.OPERATION_FAILED, message, next_step)
