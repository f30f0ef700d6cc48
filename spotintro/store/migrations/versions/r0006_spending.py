"""What the AI writer's texts have taken in tokens and money."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "0006"
down_revision = "0005"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "spending",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("server", sa.String(), nullable=False),
        sa.Column("workflow", sa.String(), nullable=True),
        sa.Column("currency", sa.String(), nullable=True),
        sa.Column("tokens_in", BIG, nullable=False),
        sa.Column("tokens_out", BIG, nullable=False),
        sa.Column("cost", BIG, nullable=True),
        sa.Column("estimated", sa.Boolean(), nullable=False),
        sa.Column("settled_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("tokens_in >= 0 AND tokens_out >= 0", name="ck_spending_tokens"),
        sa.CheckConstraint("cost >= 0", name="ck_spending_cost"),
        sa.CheckConstraint("(cost IS NULL) = (currency IS NULL)", name="ck_spending_currency"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_account"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("account_id", "key", name="uq_spending_key"),
    )
    op.create_index("ix_spending_at", "spending", ["account_id", "at"])
