"""The clock that its owner confirmed, and the day of grace apart from a lot's expiry, which is final now."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel import UTCDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("account", sa.Column("clock_confirmed_at", UTCDateTime(), nullable=True))
    op.add_column("lot", sa.Column("grace_until", UTCDateTime(), nullable=True))
