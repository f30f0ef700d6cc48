"""The balance at a moment: what can be spent then, whatever of it is booked by now.

Lapsing, giving back what a dead program held, and taking what an allowance has due are booked lazily, by whoever
books next. So the account's row may lag behind; what is told of the balance is always this. A statement on the
money path asks `SETTLED` along with what it does, and nothing more is asked where the row doesn't lag.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, RowMapping, and_, bindparam, exists, func, literal_column, not_, or_, select

from spotintro.credits.base import ClockDoubt, HoldState, User
from spotintro.store.clocks import is_believed, known_time
from spotintro.store.tables import account, allowance, entry, hold, lot

LONGEST_TTL: Final = timedelta(hours=1)
"""No hold asks for more; one that expires later than this from now was taken before the clock was set back."""

_TIME = lot.c.expires_at.type
_BY = bindparam("by", type_=_TIME)
_NOW = bindparam("now", type_=_TIME)
_LATEST = bindparam("latest", type_=_TIME)

lapse_of_lot = func.coalesce(lot.c.grace_until, lot.c.expires_at)
"""When what remains of a lot lapses. NULL: never."""
# Literals, as in the indexes: a plan that is kept for all values of a parameter can't use those.
MY_LOTS = and_(lot.c.account_id == bindparam("mine"), lot.c.remaining > literal_column("0"))
MY_HOLDS = and_(
    hold.c.account_id == bindparam("mine"), hold.c.state == literal_column(f"'{HoldState.HELD.value}'")
)
MY_ALLOWANCES = and_(allowance.c.account_id == bindparam("mine"), allowance.c.claimed < allowance.c.times)
RAN_OUT = or_(hold.c.expires_at <= _NOW, hold.c.expires_at > _LATEST)

SETTLED = not_(
    or_(
        exists().where(MY_LOTS, lapse_of_lot <= _BY).correlate(None),
        exists().where(MY_HOLDS, RAN_OUT).correlate(None),
        exists().where(MY_ALLOWANCES).correlate(None),
    )
)
"""Whether the account's row says what can be spent, while the clock is not behind it. For `moments`."""

GIVEN_BACK = entry.alias("given_back")
LAPSED_TOO_EARLY = and_(
    lot.c.account_id == bindparam("mine"),
    lot.c.expired > 0,
    entry.c.kind == "expire",
    GIVEN_BACK.c.id.is_(None),
    or_(lot.c.expires_at > _NOW, and_(lot.c.grace_until > _NOW, entry.c.at >= lot.c.grace_until)),
)
"""The entries by which a clock that was ahead let something lapse, of `LAPSES`."""
LAPSES = lot.join(entry, entry.c.lot_id == lot.c.id).outerjoin(GIVEN_BACK, GIVEN_BACK.c.refund_of == entry.c.id)

_ACCOUNT = select(
    account.c.posted,
    account.c.held,
    account.c.used,
    account.c.last_at,
    account.c.clock_confirmed_at,
).where(account.c.id == bindparam("mine"))
_PENDING = select(
    select(func.coalesce(func.sum(lot.c.remaining), 0)).where(MY_LOTS, lapse_of_lot <= _BY).scalar_subquery(),
    select(func.min(lapse_of_lot)).where(MY_LOTS, lapse_of_lot > _BY).scalar_subquery(),
    select(func.coalesce(func.sum(hold.c.amount), 0)).where(MY_HOLDS, RAN_OUT).scalar_subquery(),
    select(func.min(hold.c.expires_at)).where(MY_HOLDS, not_(RAN_OUT)).scalar_subquery(),
)
_COMES_BACK = select(func.coalesce(func.sum(-entry.c.amount), 0)).select_from(LAPSES).where(LAPSED_TOO_EARLY)
_ALLOWANCES = select(allowance).where(MY_ALLOWANCES)


@dataclass(frozen=True, slots=True)
class Standing:
    """What an account has at one moment, by its store's clock."""

    account_id: str
    on_hand: int
    """What can be spent without another part of an allowance."""
    due: int
    """Of the parts of allowances that are due by now."""
    held: int
    used: int
    changes_in: timedelta | None
    """How long these figures stand if nothing is booked. None: for ever."""
    doubt: ClockDoubt | None
    """Why the clock lets nothing lapse; None where it is believed."""

    @property
    def user(self) -> User:
        return User(self.account_id, self.on_hand + self.due, self.used, self.held)


def moments(now: datetime, at: datetime) -> dict[str, datetime]:
    """Return the parameters of `SETTLED`, for the wall clock's and the ledger's time."""
    return {"by": min(now, at), "now": now, "latest": now + LONGEST_TTL}


def standing(
    connection: Connection, account_id: str, now: datetime, *, revoked: Collection[str]
) -> Standing | None:
    """Derive what the account has at `now`, by its store's clock; None where there is no such account.

    Args:
        connection: In a transaction; nothing is changed.
        account_id: Whose.
        now: The moment.
        revoked: Operators' keys and vouchers' serials whose allowances bring no more.
    """
    row = connection.execute(_ACCOUNT, {"mine": account_id}).one_or_none()
    if row is None:
        return None
    posted, held, used, last_at, confirmed_at = row
    believed = is_believed(now, last_at=last_at, confirmed_at=confirmed_at)
    by = now if believed else last_at
    terms = {"mine": account_id, "by": by, "now": now, "latest": now + LONGEST_TTL}
    lapsed, next_lapse, ran_out, next_end = connection.execute(_PENDING, terms).one()
    comes_back = connection.execute(_COMES_BACK, terms).scalar_one() if now < last_at else 0
    allowances = connection.execute(_ALLOWANCES, terms).mappings().all()
    counting = [each for each in allowances if not is_revoked(each, revoked)]
    by_clock = [next_lapse, *(due_at(each, parts_due(each, by) + 1) for each in counting if has_later(each, by))]
    changes = [next_end, *(by_clock if believed else ())]
    return Standing(
        account_id=account_id,
        on_hand=posted - held + int(ran_out) - int(lapsed) + int(comes_back),
        due=sum(each["amount"] * (parts_due(each, by) - each["claimed"]) for each in counting),
        held=held - int(ran_out),
        used=used,
        changes_in=min((each - now for each in changes if each is not None), default=None),
        doubt=None if believed else ClockDoubt(now, known_time(now, last_at=last_at, confirmed_at=confirmed_at)),
    )


def due_at(row: RowMapping, part: int) -> datetime:
    """Tell when a part of an allowance's row is due; the first came with the redemption."""
    started_at: datetime = row["started_at"]
    return started_at + timedelta(days=(part - 1) * row["every_days"])


def parts_due(row: RowMapping, by: datetime) -> int:
    """Count the parts of an allowance's row that came, or could come by then."""
    passed: int = (by - row["started_at"]) // timedelta(days=row["every_days"]) + 1
    return max(int(row["claimed"]), min(int(row["times"]), passed))


def has_later(row: RowMapping, by: datetime) -> bool:
    return parts_due(row, by) < int(row["times"])


def is_revoked(row: RowMapping, revoked: Collection[str]) -> bool:
    return row["operator_key"] in revoked or row["serial"] in revoked
