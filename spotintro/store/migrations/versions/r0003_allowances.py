"""Allowances, referrals, moves to another store, and refunds of one charge each."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

from spotintro.credits.referral import referral_code

revision = "0003"
down_revision = "0002"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    # As plain statements: SQLite adds a column with its CHECK in place, where Alembic would rebuild the table
    # under the rows that refer to it.
    big = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(
        f"ALTER TABLE lot ADD COLUMN moved {big} DEFAULT 0 NOT NULL CONSTRAINT ck_lot_moved CHECK (moved >= 0)"
    )
    op.add_column("lot", sa.Column("announced_at", UTCDateTime(), nullable=True))
    # What was kept before counts as spoken: it was promised that saying it again is free.
    op.add_column("intro", sa.Column("spoken", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.execute(
        f"ALTER TABLE entry ADD COLUMN refund_of {big}"
        " CONSTRAINT fk_entry_refund_of REFERENCES entry (id)"
        " CONSTRAINT ck_entry_refund_of CHECK ((kind = 'refund') = (refund_of IS NOT NULL))"
    )
    op.create_index("uq_entry_refund_of", "entry", ["refund_of"], unique=True)
    op.create_index(
        "ix_entry_lot",
        "entry",
        ["lot_id"],
        sqlite_where=sa.text("lot_id IS NOT NULL"),
        postgresql_where=sa.text("lot_id IS NOT NULL"),
    )
    op.create_index(
        "ix_entry_empty",
        "entry",
        ["account_id", "sequence"],
        sqlite_where=sa.text("balance_after = 0"),
        postgresql_where=sa.text("balance_after = 0"),
    )
    op.create_index("ix_intro_written", "intro", ["account_id", "written_at"])
    op.create_index(
        "ix_lot_open",
        "lot",
        ["account_id"],
        sqlite_where=sa.text("remaining > 0"),
        postgresql_where=sa.text("remaining > 0"),
    )
    op.add_column("account", sa.Column("referral_code", sa.String(), nullable=True))
    op.create_index("uq_account_referral_code", "account", ["referral_code"], unique=True)
    _fill_in_referral_codes()
    _create_transfer()
    _let_redemptions_come_by_transfer()
    _create_allowance()
    _create_referral()


def _let_redemptions_come_by_transfer() -> None:
    # Before anything refers to the table: SQLite takes a NOT NULL away by making it anew.
    with op.batch_alter_table("redemption") as batch:
        batch.alter_column("lot_id", existing_type=BIG, nullable=True)
        batch.add_column(sa.Column("transfer_id", sa.String(), nullable=True))
        batch.create_foreign_key("fk_redemption_transfer", "transfer", ["transfer_id"], ["id"])
        batch.create_check_constraint("ck_redemption_origin", "(lot_id IS NULL) <> (transfer_id IS NULL)")


def _fill_in_referral_codes() -> None:
    connection = op.get_bind()
    store_id = connection.execute(sa.text("SELECT id FROM store")).scalar_one()
    for account_id in connection.execute(sa.text("SELECT id FROM account")).scalars().all():
        connection.execute(
            sa.text("UPDATE account SET referral_code = :code WHERE id = :id"),
            {"code": referral_code(store_id, account_id), "id": account_id},
        )


def _create_allowance() -> None:
    op.create_table(
        "allowance",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("serial", sa.String(), nullable=False),
        sa.Column("operator_key", sa.String(), nullable=False),
        sa.Column("amount", BIG, nullable=False),
        sa.Column("every_days", BIG, nullable=False),
        sa.Column("times", BIG, nullable=False),
        sa.Column("claimed", BIG, server_default=sa.text("1"), nullable=False),
        sa.Column("lot_days", BIG, nullable=True),
        sa.Column("promotional", sa.Boolean(), nullable=False),
        sa.Column("started_at", UTCDateTime(), nullable=False),
        sa.Column("elsewhere", BIG, server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("amount > 0 AND every_days > 0", name="ck_allowance_terms"),
        sa.CheckConstraint("claimed >= 1 AND claimed <= times", name="ck_allowance_claimed"),
        sa.CheckConstraint("elsewhere >= 0 AND elsewhere < claimed", name="ck_allowance_elsewhere"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_account"),
        sa.ForeignKeyConstraint(
            ["serial", "operator_key"],
            ["redemption.serial", "redemption.operator_key"],
            name="fk_allowance_redemption",
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("serial", "operator_key", name="uq_allowance_voucher"),
    )
    op.create_index(
        "ix_allowance_open",
        "allowance",
        ["account_id"],
        sqlite_where=sa.text("claimed < times"),
        postgresql_where=sa.text("claimed < times"),
    )


def _create_referral() -> None:
    op.create_table(
        "referral",
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("referrer_id", sa.String(), nullable=True),
        sa.Column("entered_at", UTCDateTime(), nullable=False),
        sa.Column("rewarded_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("rewarded_at IS NULL OR referrer_id IS NOT NULL", name="ck_referral_rewarded"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_account"),
        sa.ForeignKeyConstraint(["referrer_id"], ["account.id"], name="fk_referral_referrer"),
        sa.PrimaryKeyConstraint("account_id"),
    )


def _create_transfer() -> None:
    op.create_table(
        "transfer",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("other_store", sa.String(), nullable=False),
        sa.Column("amount", BIG, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("done_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("direction IN ('out', 'in')", name="ck_transfer_direction"),
        sa.CheckConstraint("amount >= 0", name="ck_transfer_amount"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_account"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "uq_transfer_under_way",
        "transfer",
        ["account_id"],
        unique=True,
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )
