"""Where the facts of an intro were read, which intros are favourites, and the order in which they are listed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("intro", sa.Column("sources", sa.Text(), server_default=sa.text("'[]'"), nullable=False))
    op.add_column("intro", sa.Column("favourite", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index("ix_intro_newest", "intro", ["account_id", "id"])
