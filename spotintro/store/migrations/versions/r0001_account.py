"""The account, its lots, holds, entries, intros and events."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "0001"
down_revision = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("posted", BIG, server_default=sa.text("0"), nullable=False),
        sa.Column("held", BIG, server_default=sa.text("0"), nullable=False),
        sa.Column("used", BIG, server_default=sa.text("0"), nullable=False),
        sa.Column("last_sequence", BIG, server_default=sa.text("0"), nullable=False),
        sa.Column("last_at", UTCDateTime(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("held >= 0", name="ck_account_held"),
        sa.CheckConstraint("last_sequence >= 0", name="ck_account_last_sequence"),
        sa.CheckConstraint("posted >= held", name="ck_account_posted_covers_held"),
        sa.CheckConstraint("used >= 0", name="ck_account_used"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "event",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("hold_key", sa.String(), nullable=True),
        sa.Column("amount", BIG, nullable=True),
        sa.CheckConstraint("kind IN ('refused', 'uncollected', 'support')", name="ck_event_kind"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_account"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "hold",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("input_hash", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("amount", BIG, nullable=False),
        sa.Column("workflow", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("settled_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("(state = 'held') = (settled_at IS NULL)", name="ck_hold_settled_at"),
        sa.CheckConstraint(
            "state IN ('held', 'captured', 'released', 'expired', 'refused')", name="ck_hold_state"
        ),
        sa.CheckConstraint("amount > 0", name="ck_hold_amount"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_account"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("account_id", "key", name="uq_hold_key"),
    )
    op.create_index(
        "ix_hold_open",
        "hold",
        ["account_id", "expires_at"],
        unique=False,
        sqlite_where=sa.text("state = 'held'"),
        postgresql_where=sa.text("state = 'held'"),
    )
    op.create_table(
        "intro",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("workflow", sa.String(), nullable=False),
        sa.Column("track_id", sa.Text(), nullable=False),
        sa.Column("track", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("writer", sa.String(), nullable=False),
        sa.Column("written_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_account"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("account_id", "workflow", name="uq_intro_workflow"),
    )
    op.create_index("ix_intro_track", "intro", ["account_id", "track_id"], unique=False)
    op.create_table(
        "lot",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("granted", BIG, nullable=False),
        sa.Column("remaining", BIG, nullable=False),
        sa.Column("captured", BIG, server_default=sa.text("0"), nullable=False),
        sa.Column("expired", BIG, server_default=sa.text("0"), nullable=False),
        sa.Column("priority", BIG, server_default=sa.text("0"), nullable=False),
        sa.Column("promotional", sa.Boolean(), nullable=False),
        sa.Column("granted_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("granted > 0", name="ck_lot_granted"),
        sa.CheckConstraint("remaining + captured + expired <= granted", name="ck_lot_sum"),
        sa.CheckConstraint("remaining >= 0 AND captured >= 0 AND expired >= 0", name="ck_lot_parts"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_account"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("account_id", "source", "reference", name="uq_lot_granted_once"),
    )
    op.create_table(
        "allocation",
        sa.Column("hold_id", BIG, nullable=False),
        sa.Column("lot_id", BIG, nullable=False),
        sa.Column("position", BIG, nullable=False),
        sa.Column("amount", BIG, nullable=False),
        sa.CheckConstraint("amount > 0", name="ck_allocation_amount"),
        sa.ForeignKeyConstraint(["hold_id"], ["hold.id"], name="fk_allocation_hold"),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name="fk_allocation_lot"),
        sa.PrimaryKeyConstraint("hold_id", "lot_id"),
    )
    op.create_table(
        "entry",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("sequence", BIG, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("amount", BIG, nullable=False),
        sa.Column("balance_after", BIG, nullable=False),
        sa.Column("step", sa.String(), nullable=True),
        sa.Column("hold_id", BIG, nullable=True),
        sa.Column("lot_id", BIG, nullable=True),
        sa.CheckConstraint(
            "(kind = 'grant' AND amount > 0 AND lot_id IS NOT NULL AND hold_id IS NULL)"
            " OR (kind = 'capture' AND amount < 0 AND hold_id IS NOT NULL AND step IS NOT NULL)"
            " OR (kind = 'expire' AND amount < 0 AND lot_id IS NOT NULL AND hold_id IS NULL)"
            " OR (kind IN ('refund', 'adjust') AND amount <> 0 AND hold_id IS NULL)",
            name="ck_entry_kind",
        ),
        sa.CheckConstraint("balance_after >= 0", name="ck_entry_balance_after"),
        sa.CheckConstraint("sequence > 0", name="ck_entry_sequence"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_account"),
        sa.ForeignKeyConstraint(["hold_id"], ["hold.id"], name="fk_entry_hold"),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name="fk_entry_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("account_id", "sequence", name="uq_entry_sequence"),
        sa.UniqueConstraint("hold_id", name="uq_entry_hold"),
    )
