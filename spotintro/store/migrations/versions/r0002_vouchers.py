"""The store's own id, redeemed vouchers, and a hash chain over the entries that are there."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

from spotintro.store.chain import GENESIS, entry_hash, written

revision = "0002"
down_revision = "0001"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_ENTRY = sa.table(
    "entry",
    *(sa.column(name, BIG) for name in ("id", "sequence", "amount", "balance_after", "hold_id", "lot_id")),
    *(sa.column(name, sa.String()) for name in ("account_id", "kind", "step")),
    sa.column("at", UTCDateTime()),
    *(sa.column(name, sa.String()) for name in ("chain_version", "previous_hash", "hash")),
    sa.column("canonical", sa.LargeBinary()),
)
_TERMS = ("account_id", "sequence", "at", "kind", "amount", "balance_after", "step", "hold_id", "lot_id")


def upgrade() -> None:
    store = op.create_table(
        "store",
        sa.Column("only", BIG, autoincrement=False, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint('"only" = 1', name="ck_store_only"),
        sa.PrimaryKeyConstraint("only"),
    )
    op.bulk_insert(store, [{"only": 1, "id": uuid.uuid4().hex, "made_at": datetime.now(UTC)}])
    op.create_table(
        "redemption",
        sa.Column("serial", sa.String(), nullable=False),
        sa.Column("operator_key", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("lot_id", BIG, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_account"),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name="fk_redemption_lot"),
        sa.PrimaryKeyConstraint("serial", "operator_key"),
        sa.UniqueConstraint("lot_id", name="uq_redemption_lot"),
    )
    op.add_column("entry", sa.Column("canonical", sa.LargeBinary(), nullable=True))
    for name in ("chain_version", "previous_hash", "hash"):
        op.add_column("entry", sa.Column(name, sa.String(), nullable=True))
    _chain()
    with op.batch_alter_table("entry") as batch:
        batch.alter_column("canonical", existing_type=sa.LargeBinary(), nullable=False)
        for name in ("chain_version", "previous_hash", "hash"):
            batch.alter_column(name, existing_type=sa.String(), nullable=False)


def _chain() -> None:
    """Chain each account's entries in their order, a page at a time: they may be many."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        op.execute("DROP TRIGGER IF EXISTS entry_no_update")  # made anew after the last migration
    page = (
        sa.select(*(_ENTRY.c[name] for name in ("id", *_TERMS)))
        .where(_ENTRY.c.account_id == sa.bindparam("mine"), _ENTRY.c.sequence > sa.bindparam("after"))
        .order_by(_ENTRY.c.sequence)
        .limit(1000)
    )
    write = (
        sa.update(_ENTRY)
        .where(_ENTRY.c.id == sa.bindparam("row"))
        .values(
            canonical=sa.bindparam("stored"),
            chain_version="c1",
            previous_hash=sa.bindparam("previous"),
            hash=sa.bindparam("made"),
        )
    )
    for account_id in connection.execute(sa.select(_ENTRY.c.account_id).distinct()).scalars().all():
        previous, after = GENESIS, 0
        while rows := connection.execute(page, {"mine": account_id, "after": after}).mappings().all():
            for row in rows:
                stored = written([row[name] for name in _TERMS])
                made = entry_hash("c1", previous, stored)
                connection.execute(write, {"row": row["id"], "stored": stored, "previous": previous, "made": made})
                previous, after = made, row["sequence"]
