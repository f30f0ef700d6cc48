"""The tables. Every rule of the account that a row can break stands here as a CHECK or a key.

SQLModel validates no row of a table (`Field(gt=0)` takes -5), so nothing is left to its fields.
What tells what somebody listened to is in `hold.description` and `intro` alone; append-only tables hold numbers
only, so a history can be erased without touching the books.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlmodel import Field, SQLModel, UTCDateTime

BIG = BigInteger().with_variant(Integer, "sqlite")
"""64 bits on both: BIGINT as a key gets no rowid on SQLite, and INTEGER has 32 bits on PostgreSQL."""


class _Row(SQLModel):
    metadata: ClassVar[MetaData] = MetaData()


def _key() -> Column[int]:
    return Column(BIG, primary_key=True, autoincrement=True)


def _account() -> Column[str]:
    return Column(String, ForeignKey("account.id", name="fk_account"), nullable=False)


def _number(default: int | None = None) -> Column[int]:
    return Column(BIG, nullable=False, server_default=None if default is None else text(str(default)))


def _time(*, nullable: bool = False) -> Column[datetime]:
    return Column(UTCDateTime(), nullable=nullable)


def _list() -> Column[str]:
    return Column(Text, nullable=False, server_default=text("'[]'"))


def _index_where(condition: str, name: str, *columns: str, unique: bool = False) -> Index:
    where = text(condition)
    return Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)


class Store(_Row, table=True):
    """The one row that says which store this is."""

    __tablename__ = "store"
    __table_args__ = (CheckConstraint('"only" = 1', name="ck_store_only"),)
    only: int = Field(sa_column=Column(BIG, primary_key=True, autoincrement=False))
    id: str = Field(sa_column=Column(String, nullable=False))
    made_at: datetime = Field(sa_column=_time())


class Account(_Row, table=True):
    """`clock_confirmed_at`: what a clock said that nothing else spoke for, when its owner confirmed it."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("held >= 0", name="ck_account_held"),
        CheckConstraint("posted >= held", name="ck_account_posted_covers_held"),
        CheckConstraint("used >= 0", name="ck_account_used"),
        CheckConstraint("last_sequence >= 0", name="ck_account_last_sequence"),
        Index("uq_account_referral_code", "referral_code", unique=True),
    )
    id: str = Field(sa_column=Column(String, primary_key=True))
    posted: int = Field(sa_column=_number(0))
    held: int = Field(sa_column=_number(0))
    used: int = Field(sa_column=_number(0))
    last_sequence: int = Field(sa_column=_number(0))
    last_at: datetime = Field(sa_column=_time())
    created_at: datetime = Field(sa_column=_time())
    referral_code: str | None = Field(sa_column=Column(String))
    clock_confirmed_at: datetime | None = Field(sa_column=_time(nullable=True))


class Lot(_Row, table=True):
    """Credits of one source with one expiry. `priority` 0 is spent before 1; `moved` went to another store.

    `announced_at`: when its owner was last told that it is about to lapse. `grace_until`: when that
    lapses which came back into it after its expiry.
    """

    __tablename__ = "lot"
    __table_args__ = (
        UniqueConstraint("account_id", "source", "reference", name="uq_lot_granted_once"),
        CheckConstraint("granted > 0", name="ck_lot_granted"),
        CheckConstraint("remaining >= 0 AND captured >= 0 AND expired >= 0", name="ck_lot_parts"),
        CheckConstraint("remaining + captured + expired <= granted", name="ck_lot_sum"),
        CheckConstraint("moved >= 0", name="ck_lot_moved"),
        _index_where("remaining > 0", "ix_lot_open", "account_id"),
    )
    id: int = Field(sa_column=_key())
    account_id: str = Field(sa_column=_account())
    source: str = Field(sa_column=Column(String, nullable=False))
    reference: str = Field(sa_column=Column(String, nullable=False))
    granted: int = Field(sa_column=_number())
    remaining: int = Field(sa_column=_number())
    captured: int = Field(sa_column=_number(0))
    expired: int = Field(sa_column=_number(0))
    priority: int = Field(sa_column=_number(0))
    promotional: bool = Field(sa_column=Column(Boolean(create_constraint=False), nullable=False))
    granted_at: datetime = Field(sa_column=_time())
    expires_at: datetime | None = Field(sa_column=_time(nullable=True))
    moved: int = Field(sa_column=_number(0))
    announced_at: datetime | None = Field(sa_column=_time(nullable=True))
    grace_until: datetime | None = Field(sa_column=_time(nullable=True))


class Hold(_Row, table=True):
    """State `refused` burns a key whose credits were insufficient."""

    __tablename__ = "hold"
    __table_args__ = (
        UniqueConstraint("account_id", "key", name="uq_hold_key"),
        CheckConstraint("amount > 0", name="ck_hold_amount"),
        CheckConstraint("state IN ('held', 'captured', 'released', 'expired', 'refused')", name="ck_hold_state"),
        CheckConstraint("(state = 'held') = (settled_at IS NULL)", name="ck_hold_settled_at"),
        _index_where("state = 'held'", "ix_hold_open", "account_id", "expires_at"),
    )
    id: int = Field(sa_column=_key())
    account_id: str = Field(sa_column=_account())
    key: str = Field(sa_column=Column(String, nullable=False))
    input_hash: str = Field(sa_column=Column(String, nullable=False))
    step: str = Field(sa_column=Column(String, nullable=False))
    amount: int = Field(sa_column=_number())
    workflow: str = Field(sa_column=Column(String, nullable=False))
    state: str = Field(sa_column=Column(String, nullable=False))
    description: str | None = Field(sa_column=Column(Text))
    created_at: datetime = Field(sa_column=_time())
    expires_at: datetime = Field(sa_column=_time())
    settled_at: datetime | None = Field(sa_column=_time(nullable=True))


class Allocation(_Row, table=True):
    """Which lot a hold took how much from, in that order."""

    __tablename__ = "allocation"
    __table_args__ = (CheckConstraint("amount > 0", name="ck_allocation_amount"),)
    hold_id: int = Field(sa_column=Column(BIG, ForeignKey("hold.id", name="fk_allocation_hold"), primary_key=True))
    lot_id: int = Field(sa_column=Column(BIG, ForeignKey("lot.id", name="fk_allocation_lot"), primary_key=True))
    position: int = Field(sa_column=_number())
    amount: int = Field(sa_column=_number())


class Entry(_Row, table=True):
    """The books, append-only and chained: `hash` is over `chain_version`, `previous_hash` and `canonical`."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("account_id", "sequence", name="uq_entry_sequence"),
        UniqueConstraint("hold_id", name="uq_entry_hold"),
        CheckConstraint("sequence > 0", name="ck_entry_sequence"),
        CheckConstraint("balance_after >= 0", name="ck_entry_balance_after"),
        CheckConstraint(
            "(kind = 'grant' AND amount > 0 AND lot_id IS NOT NULL AND hold_id IS NULL)"
            " OR (kind = 'capture' AND amount < 0 AND hold_id IS NOT NULL AND step IS NOT NULL)"
            " OR (kind = 'expire' AND amount < 0 AND lot_id IS NOT NULL AND hold_id IS NULL)"
            " OR (kind IN ('refund', 'adjust') AND amount <> 0 AND hold_id IS NULL)",
            name="ck_entry_kind",
        ),
        CheckConstraint("(kind = 'refund') = (refund_of IS NOT NULL)", name="ck_entry_refund_of"),
        Index("uq_entry_refund_of", "refund_of", unique=True),
        _index_where("lot_id IS NOT NULL", "ix_entry_lot", "lot_id"),
        _index_where("balance_after = 0", "ix_entry_empty", "account_id", "sequence"),
    )
    id: int = Field(sa_column=_key())
    account_id: str = Field(sa_column=_account())
    sequence: int = Field(sa_column=_number())
    at: datetime = Field(sa_column=_time())
    kind: str = Field(sa_column=Column(String, nullable=False))
    amount: int = Field(sa_column=_number())
    balance_after: int = Field(sa_column=_number())
    step: str | None = Field(sa_column=Column(String))
    hold_id: int | None = Field(sa_column=Column(BIG, ForeignKey("hold.id", name="fk_entry_hold")))
    lot_id: int | None = Field(sa_column=Column(BIG, ForeignKey("lot.id", name="fk_entry_lot")))
    canonical: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    chain_version: str = Field(sa_column=Column(String, nullable=False))
    previous_hash: str = Field(sa_column=Column(String, nullable=False))
    hash: str = Field(sa_column=Column(String, nullable=False))
    refund_of: int | None = Field(sa_column=Column(BIG, ForeignKey("entry.id", name="fk_entry_refund_of")))


class Redemption(_Row, table=True):
    """Vouchers that are used up, append-only: redeemed for a lot, or in the store that a transfer came from."""

    __tablename__ = "redemption"
    __table_args__ = (
        UniqueConstraint("lot_id", name="uq_redemption_lot"),
        CheckConstraint("(lot_id IS NULL) <> (transfer_id IS NULL)", name="ck_redemption_origin"),
    )
    serial: str = Field(sa_column=Column(String, primary_key=True))
    operator_key: str = Field(sa_column=Column(String, primary_key=True))
    account_id: str = Field(sa_column=_account())
    lot_id: int | None = Field(sa_column=Column(BIG, ForeignKey("lot.id", name="fk_redemption_lot")))
    at: datetime = Field(sa_column=_time())
    transfer_id: str | None = Field(
        sa_column=Column(String, ForeignKey("transfer.id", name="fk_redemption_transfer"))
    )


class Allowance(_Row, table=True):
    """What a voucher grants again and again; its first part came with the redemption, so `claimed` begins at 1.

    `elsewhere`: how many of the claimed parts came, or come, in another store that the account moved to or from.
    """

    __tablename__ = "allowance"
    __table_args__ = (
        ForeignKeyConstraint(
            ["serial", "operator_key"],
            ["redemption.serial", "redemption.operator_key"],
            name="fk_allowance_redemption",
        ),
        UniqueConstraint("serial", "operator_key", name="uq_allowance_voucher"),
        CheckConstraint("amount > 0 AND every_days > 0", name="ck_allowance_terms"),
        CheckConstraint("claimed >= 1 AND claimed <= times", name="ck_allowance_claimed"),
        _index_where("claimed < times", "ix_allowance_open", "account_id"),
        CheckConstraint("elsewhere >= 0 AND elsewhere < claimed", name="ck_allowance_elsewhere"),
    )
    id: int = Field(sa_column=_key())
    account_id: str = Field(sa_column=_account())
    serial: str = Field(sa_column=Column(String, nullable=False))
    operator_key: str = Field(sa_column=Column(String, nullable=False))
    amount: int = Field(sa_column=_number())
    every_days: int = Field(sa_column=_number())
    times: int = Field(sa_column=_number())
    claimed: int = Field(sa_column=_number(1))
    lot_days: int | None = Field(sa_column=Column(BIG))
    promotional: bool = Field(sa_column=Column(Boolean(create_constraint=False), nullable=False))
    started_at: datetime = Field(sa_column=_time())
    elsewhere: int = Field(sa_column=_number(0))


class Referral(_Row, table=True):
    """The friend's code that a new account entered; `referrer_id` where that friend's account is in this store."""

    __tablename__ = "referral"
    __table_args__ = (
        CheckConstraint("rewarded_at IS NULL OR referrer_id IS NOT NULL", name="ck_referral_rewarded"),
    )
    account_id: str = Field(
        sa_column=Column(String, ForeignKey("account.id", name="fk_account"), primary_key=True)
    )
    code: str = Field(sa_column=Column(String, nullable=False))
    referrer_id: str | None = Field(
        sa_column=Column(String, ForeignKey("account.id", name="fk_referral_referrer"))
    )
    entered_at: datetime = Field(sa_column=_time())
    rewarded_at: datetime | None = Field(sa_column=_time(nullable=True))


class Transfer(_Row, table=True):
    """An account's credits on their way to another store (`out`) or come from one (`in`); `content` says what."""

    __tablename__ = "transfer"
    __table_args__ = (
        CheckConstraint("direction IN ('out', 'in')", name="ck_transfer_direction"),
        CheckConstraint("amount >= 0", name="ck_transfer_amount"),
        _index_where("done_at IS NULL", "uq_transfer_under_way", "account_id", unique=True),
    )
    id: str = Field(sa_column=Column(String, primary_key=True))
    account_id: str = Field(sa_column=_account())
    direction: str = Field(sa_column=Column(String, nullable=False))
    other_store: str = Field(sa_column=Column(String, nullable=False))
    amount: int = Field(sa_column=_number())
    content: str = Field(sa_column=Column(Text, nullable=False))
    at: datetime = Field(sa_column=_time())
    done_at: datetime | None = Field(sa_column=_time(nullable=True))


class Intro(_Row, table=True):
    """Delivered texts; `track` and the list `sources` are whole values as JSON. `spoken`: was heard to its end.

    `favourite`: is kept however old it is.
    """

    __tablename__ = "intro"
    __table_args__ = (
        UniqueConstraint("account_id", "workflow", name="uq_intro_workflow"),
        Index("ix_intro_track", "account_id", "track_id"),
        Index("ix_intro_written", "account_id", "written_at"),
        Index("ix_intro_newest", "account_id", "id"),
    )
    id: int = Field(sa_column=_key())
    account_id: str = Field(sa_column=_account())
    workflow: str = Field(sa_column=Column(String, nullable=False))
    track_id: str = Field(sa_column=Column(Text, nullable=False))
    track: str = Field(sa_column=Column(Text, nullable=False))
    text: str = Field(sa_column=Column(Text, nullable=False))
    writer: str = Field(sa_column=Column(String, nullable=False))
    written_at: datetime = Field(sa_column=_time())
    spoken: bool = Field(sa_column=Column(Boolean(create_constraint=False), nullable=False, server_default=true()))
    sources: str = Field(sa_column=_list())
    favourite: bool = Field(
        sa_column=Column(Boolean(create_constraint=False), nullable=False, server_default=false())
    )


class Event(_Row, table=True):
    """What happened beside the books, append-only: `refused`, `uncollected`, `support`."""

    __tablename__ = "event"
    __table_args__ = (CheckConstraint("kind IN ('refused', 'uncollected', 'support')", name="ck_event_kind"),)
    id: int = Field(sa_column=_key())
    account_id: str = Field(sa_column=_account())
    at: datetime = Field(sa_column=_time())
    kind: str = Field(sa_column=Column(String, nullable=False))
    hold_key: str | None = Field(sa_column=Column(String))
    amount: int | None = Field(sa_column=Column(BIG))


class Spending(_Row, table=True):
    """Requests to a model, with their tokens and their cost in millionths; never changed once settled.

    Until `settled_at` it is the most that the request can take.
    """

    __tablename__ = "spending"
    __table_args__ = (
        UniqueConstraint("account_id", "key", name="uq_spending_key"),
        CheckConstraint("tokens_in >= 0 AND tokens_out >= 0", name="ck_spending_tokens"),
        CheckConstraint("cost >= 0", name="ck_spending_cost"),
        CheckConstraint("(cost IS NULL) = (currency IS NULL)", name="ck_spending_currency"),
        Index("ix_spending_at", "account_id", "at"),
    )
    id: int = Field(sa_column=_key())
    account_id: str = Field(sa_column=_account())
    key: str = Field(sa_column=Column(String, nullable=False))
    at: datetime = Field(sa_column=_time())
    model: str = Field(sa_column=Column(String, nullable=False))
    server: str = Field(sa_column=Column(String, nullable=False))
    workflow: str | None = Field(sa_column=Column(String))
    currency: str | None = Field(sa_column=Column(String))
    tokens_in: int = Field(sa_column=_number())
    tokens_out: int = Field(sa_column=_number())
    cost: int | None = Field(sa_column=Column(BIG))
    estimated: bool = Field(sa_column=Column(Boolean(create_constraint=False), nullable=False))
    settled_at: datetime | None = Field(sa_column=_time(nullable=True))


metadata = _Row.metadata


def _table(model: type[_Row]) -> Table:
    return metadata.tables[str(model.__tablename__)]


store = _table(Store)
account = _table(Account)
lot = _table(Lot)
hold = _table(Hold)
allocation = _table(Allocation)
entry = _table(Entry)
redemption = _table(Redemption)
allowance = _table(Allowance)
referral = _table(Referral)
transfer = _table(Transfer)
intro = _table(Intro)
event = _table(Event)
spending = _table(Spending)
