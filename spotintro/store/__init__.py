"""What is kept. All SQL is here; nothing of it is imported before a ledger is opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spotintro.clock import Clock

if TYPE_CHECKING:
    from spotintro.credits.base import Ledger


def open_ledger(
    *, url_or_path: str | Path, account_id: str = "local", demo_credits: int = 10, clock: Clock
) -> Ledger:
    """A ledger in a SQLite file, by its path or as `sqlite:///path`, or in a database `postgresql+psycopg://…`.

    A file is made with its folder where missing, a database's tables where it has none. Takes the 0.5 s of
    importing SQL, so call it in a thread; the store is touched by the ledger's own `open`.

    Raises:
        CreditError: SYSTEM_ERROR for an address of another kind.
    """
    from spotintro.store.address import address_of
    from spotintro.store.ledger import SqlLedger

    return SqlLedger(address_of(url_or_path), account_id=account_id, demo_credits=demo_credits, clock=clock)
