"""What is kept. All SQL is here; nothing of it is imported before a ledger is opened."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from spotintro.clock import Clock

if TYPE_CHECKING:
    from spotintro.credits.ledger import Ledger
    from spotintro.secrets.chain_keys import ChainKeeper


def open_ledger(
    *,
    url_or_path: str | Path,
    account_id: str = "local",
    demo_credits: int = 10,
    clock: Clock,
    chain_keeper: ChainKeeper | None = None,
    makes_account: bool = True,
    referral_reward: int = 0,
    revoked: Collection[str] = (),
) -> Ledger:
    """Make a ledger in a SQLite file (a path or `sqlite:///path`) or in a database (`postgresql+psycopg://…`).

    A file is made with its folder where missing, a database's tables where it has none. Takes the 0.5 s of
    importing SQL, so call it in a thread; the store is touched by the ledger's own `open`.

    Args:
        url_or_path: Where it is kept.
        account_id: Whose account.
        demo_credits: What a new account begins with.
        clock: Tells the time.
        chain_keeper: Where the key of the entries' chain is kept; without one they go on unkeyed.
        makes_account: Whether an account that is not there is made, with its demo credits.
        referral_reward: Credits for who brought a newcomer; 0: none.
        revoked: Operators' public keys and vouchers' serials whose allowances bring no more.

    Raises:
        CreditError: SYSTEM_ERROR for an address of another kind.
    """
    from spotintro.store.address import address_of
    from spotintro.store.ledger import SqlLedger

    return SqlLedger(
        address_of(url_or_path),
        account_id=account_id,
        demo_credits=demo_credits,
        clock=clock,
        chain_keeper=chain_keeper,
        makes_account=makes_account,
        referral_reward=referral_reward,
        revoked=revoked,
    )
