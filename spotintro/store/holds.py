"""Holds: taken all or none, settled once, swept when nobody keeps them alive.

held -> captured | released | expired, by compare-and-set under the account's lock; `refused` is a burnt key.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, insert, literal_column, select, update

from spotintro.credits.base import EntryKind, Hold, HoldRequest, HoldState, Intro
from spotintro.credits.errors import (
    AlreadyCharged,
    CreditError,
    CreditErrorCode,
    InsufficientCredits,
    Uncollected,
)
from spotintro.credits.features import UserTransaction
from spotintro.store import allowances, entries, events, intros, lots, referrals
from spotintro.store.entries import Balance, Booking
from spotintro.store.events import EventKind
from spotintro.store.prepared import Prepared
from spotintro.store.standing import LONGEST_TTL, MY_HOLDS, RAN_OUT, moments, standing
from spotintro.store.tables import hold

_log = logging.getLogger(__name__)
_Row = Mapping[str, Any]

REFUSED = "refused"
"""The state of a hold that was not granted: its key is burnt."""
_MINE = hold.c.account_id == bindparam("mine")
# Literal, as in its index: a plan that is kept for all values of a parameter can't use that.
_OPEN = hold.c.state == literal_column(f"'{HoldState.HELD.value}'")

# One key at a time: a list of them would be written anew at each call.
_BY_KEY = Prepared(select(hold).where(_MINE, hold.c.key == bindparam("which")))
_INSERT = Prepared(
    insert(hold).returning(hold.c.id), columns=[column.name for column in hold.c if column is not hold.c.id]
)
_SETTLE = Prepared(
    update(hold)
    .where(_MINE, hold.c.key == bindparam("which"), _OPEN)
    .values(state=bindparam("to"), settled_at=bindparam("now"))
    .returning(hold.c.id, hold.c.amount, hold.c.step)
)
_SWEEP = (
    update(hold)
    .where(MY_HOLDS, RAN_OUT)
    .values(state=HoldState.EXPIRED.value, settled_at=bindparam("now"))
    .returning(hold.c.id, hold.c.amount)
)
_EXTEND = (
    update(hold)
    .where(_MINE, hold.c.key.in_(bindparam("keys", expanding=True)), _OPEN)
    .values(expires_at=bindparam("until"))
)
_TOLD = (
    select(hold.c.id)
    .where(_MINE, hold.c.id > bindparam("after"), hold.c.description.is_not(None))
    .order_by(hold.c.id)
    .limit(bindparam("most"))
)
_FORGET_TRACKS = update(hold).where(hold.c.id.in_(_TOLD)).values(description=None).returning(hold.c.id)


def failed(message: str, next_step: str = "Start the intro again; nothing was charged.") -> CreditError:
    return CreditError(CreditErrorCode.OPERATION_FAILED, message, next_step)


def sweep(booking: Booking) -> None:
    """Free the holds that nobody has kept alive. A settlement takes the same lock, so one of the two wins."""
    if booking.held == 0:
        return
    terms = {"mine": booking.account_id, **moments(booking.now, booking.at)}
    swept = booking.connection.execute(_SWEEP, terms).all()
    if swept:
        lots.unexpired(booking)
        for hold_id, amount in swept:
            lots.give_back(booking, hold_id)
            entries.give_back(booking, amount)


def take(
    booking: Booking, requests: Sequence[HoldRequest], *, ttl: timedelta
) -> tuple[tuple[Hold, ...], Balance] | InsufficientCredits:
    """Hold all that is asked for, or nothing; return the holds and the balance after them.

    A refusal is returned, not raised: what it leaves behind, the burnt keys, must be committed.
    """
    _require_sound(requests, ttl)
    sweep(booking)
    spendable = lots.unexpired(booking)
    known = _by_key(booking, [request.key for request in requests])
    _require_same_inputs(booking.account_id, requests, known)
    fresh = [request for request in requests if request.key not in known]
    needed = sum(request.amount for request in fresh)
    if any(row["state"] == REFUSED for row in known.values()):
        return InsufficientCredits(
            needed=sum(request.amount for request in requests), available=_available(booking)
        )
    expires_at = booking.now + ttl
    balance = entries.reserve(booking, needed) if needed > 0 else _balance(booking)
    if balance is None and allowances.claim(booking, low=0, needed=needed):
        spendable = lots.unexpired(booking)
        balance = entries.reserve(booking, needed)
    if balance is None:
        for request in fresh:
            _insert(
                booking, _row(booking, _terms(booking.account_id, request), state=REFUSED, expires_at=expires_at)
            )
            events.record(booking, EventKind.REFUSED, hold_key=request.key, amount=request.amount)
        return InsufficientCredits(needed=needed, available=_available(booking))
    for request in fresh:
        terms = _terms(booking.account_id, request)
        hold_id = _insert(booking, _row(booking, terms, state=HoldState.HELD.value, expires_at=expires_at))
        lots.allocate(booking, spendable, hold_id, request.amount)
    holds = tuple(
        _hold(known[request.key])
        if request.key in known
        else Hold(request.key, request.step, request.amount, request.workflow, HoldState.HELD, expires_at)
        for request in requests
    )
    return holds, balance


def extend(booking: Booking, keys: Sequence[str], *, ttl: timedelta) -> None:
    _require_ttl(ttl)
    booking.connection.execute(
        _EXTEND, {"mine": booking.account_id, "keys": list(keys), "until": booking.now + ttl}
    )


def capture(booking: Booking, key: str, intro: Intro | None) -> Balance | Uncollected:
    """Charge a hold, and keep what was delivered for it.

    `Uncollected` is returned, not raised: that it was delivered must be committed.
    """
    settled = _settle(booking, key, HoldState.CAPTURED)
    if settled is None:
        return _capture_again_or_late(booking, key, intro)
    hold_id, amount, step = settled
    return _charge(booking, hold_id, amount, step, intro)


def release(booking: Booking, key: str) -> Balance:
    settled = _settle(booking, key, HoldState.RELEASED)
    if settled is not None:
        hold_id, amount, _ = settled
        lots.unexpired(booking)
        lots.give_back(booking, hold_id)
        return entries.give_back(booking, amount)
    found = _by_key(booking, [key, _late(key)])
    _require_known(found, key)
    if any(row["state"] == HoldState.CAPTURED for row in found.values()):
        raise AlreadyCharged
    return _balance(booking)


def forget_tracks(connection: Connection, account_id: str, *, after: int, most: int) -> int | None:
    """Erase what the next `most` holds behind the id `after` were for; return the last one's id, None at the end.

    The hash of a hold's inputs stays, which only somebody who knows the track could compare.
    """
    forgotten = (
        connection.execute(_FORGET_TRACKS, {"mine": account_id, "after": after, "most": most}).scalars().all()
    )
    return max(forgotten, default=None)


def _capture_again_or_late(booking: Booking, key: str, intro: Intro | None) -> Balance | Uncollected:
    found = _by_key(booking, [key, _late(key)])
    row = _require_known(found, key)
    if row["state"] in {HoldState.RELEASED, REFUSED}:
        raise failed("The credits of this step were given back before it was done.")
    if row["state"] == HoldState.EXPIRED:
        is_collected = (
            found[_late(key)]["state"] == HoldState.CAPTURED
            if _late(key) in found
            else _capture_late(booking, row, intro)
        )
        if not is_collected:
            return Uncollected(step=UserTransaction(row["step"]), amount=row["amount"])
    return _balance(booking)


def _capture_late(booking: Booking, expired: _Row, intro: Intro | None) -> bool:
    """Charge a hold that expired before its work was delivered; return whether the balance allowed it.

    If not, the work is kept and the event noted: nothing is lost.
    """
    sweep(booking)
    spendable = lots.unexpired(booking)
    amount: int = expired["amount"]
    collected = entries.reserve(booking, amount) is not None
    if not collected and allowances.claim(booking, low=0, needed=amount):
        spendable = lots.unexpired(booking)
        collected = entries.reserve(booking, amount) is not None
    terms = {name: expired[name] for name in ("input_hash", "step", "amount", "workflow", "description")}
    state = HoldState.CAPTURED.value if collected else REFUSED
    late = terms | {"key": _late(expired["key"])}
    hold_id = _insert(booking, _row(booking, late, state=state, expires_at=booking.now))
    if collected:
        lots.allocate(booking, spendable, hold_id, amount)
        _charge(booking, hold_id, amount, expired["step"], intro)
        return True
    _log.warning("%s credits of %s were delivered and could not be collected", amount, expired["key"])
    events.record(booking, EventKind.UNCOLLECTED, hold_key=expired["key"], amount=amount)
    if intro is not None:
        intros.keep(booking, intro)
    return False


def _charge(booking: Booking, hold_id: int, amount: int, step: str, intro: Intro | None) -> Balance:
    friend = lots.capture(booking, hold_id)
    balance = entries.post(booking, EntryKind.CAPTURE, -amount, step=step, hold_id=hold_id)
    if friend is not None and booking.referral_reward > 0:
        referrals.reward(booking, friend, booking.referral_reward)
    if intro is not None:
        intros.keep(booking, intro)
    return balance


def _settle(booking: Booking, key: str, state: HoldState) -> tuple[int, int, str] | None:
    """Settle an open hold; return its id, amount and step.

    None: it is not open, since somebody else has settled it or it never was.
    """
    terms = {"mine": booking.account_id, "which": key, "to": state.value, "now": booking.now}
    row = _SETTLE.first(booking.connection, terms)
    if row is None:
        return None
    hold_id, amount, step = row
    return hold_id, amount, step


def _row(
    booking: Booking, terms: Mapping[str, str | int], *, state: str, expires_at: datetime
) -> dict[str, str | int | datetime | None]:
    return {
        **terms,
        "account_id": booking.account_id,
        "state": state,
        "created_at": booking.now,
        "expires_at": expires_at,
        "settled_at": None if state == HoldState.HELD.value else booking.now,
    }


def _insert(booking: Booking, row: Mapping[str, str | int | datetime | None]) -> int:
    ((hold_id,),) = _INSERT.all(booking.connection, row)
    return int(hold_id)


def _terms(account_id: str, request: HoldRequest) -> Mapping[str, str | int]:
    track = request.track
    return {
        "key": request.key,
        "input_hash": _input_hash(account_id, request),
        "step": request.step.value,
        "amount": request.amount,
        "workflow": request.workflow,
        "description": entries.title_of(track),
    }


def _input_hash(account_id: str, request: HoldRequest) -> str:
    inputs = [account_id, request.step.value, request.amount, request.workflow, request.track.id]
    return hashlib.sha256(json.dumps(inputs).encode()).hexdigest()


def _by_key(booking: Booking, keys: Sequence[str]) -> dict[str, _Row]:
    found: dict[str, _Row] = {}
    for key in keys:
        row = _BY_KEY.first(booking.connection, {"mine": booking.account_id, "which": key})
        if row is not None:
            found[key] = dict(zip(hold.c.keys(), row, strict=True))
    return found


def _hold(row: _Row) -> Hold:
    return Hold(
        key=row["key"],
        step=UserTransaction(row["step"]),
        amount=row["amount"],
        workflow=row["workflow"],
        state=HoldState(row["state"]),
        expires_at=row["expires_at"],
    )


def _balance(booking: Booking) -> Balance:
    found = entries.balance(booking.connection, booking.account_id)
    assert found is not None, "the account was locked by this transaction"
    return found


def _available(booking: Booking) -> int:
    """Return what can be spent, as everybody is told."""
    found = standing(booking.connection, booking.account_id, booking.now, revoked=booking.revoked)
    assert found is not None, "the account was locked by this transaction"
    return found.user.available_credits


def _late(key: str) -> str:
    return f"late:{key}"


def _require_sound(requests: Sequence[HoldRequest], ttl: timedelta) -> None:
    _require_ttl(ttl)
    if len({request.key for request in requests}) != len(requests):
        raise failed("The same step was asked for twice at once.")
    if any(request.amount <= 0 for request in requests):
        raise failed("Only a price above 0 can be held.")


def _require_ttl(ttl: timedelta) -> None:
    if not timedelta(0) < ttl <= LONGEST_TTL:
        raise failed(f"Credits can be held for up to {LONGEST_TTL.total_seconds():.0f} seconds at a time.")


def _require_same_inputs(account_id: str, requests: Sequence[HoldRequest], known: Mapping[str, _Row]) -> None:
    for request in requests:
        row = known.get(request.key)
        if row is not None and row["input_hash"] != _input_hash(account_id, request):
            raise failed("This step was asked for before with another track or price.")


def _require_known(found: Mapping[str, _Row], key: str) -> _Row:
    if key not in found:
        raise failed("Nothing was held for this step.")
    return found[key]
