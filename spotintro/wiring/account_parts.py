"""The account of one run: its store, its gate, its vouchers. Each part is imported when it is first asked for."""

from __future__ import annotations

import asyncio
import importlib
from contextlib import closing
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from spotintro.clock import Clock, SystemClock
from spotintro.config import Paths, Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from spotintro.credits.base import AuditReport, Move, User, VoucherTerms
    from spotintro.credits.gate import CreditGate
    from spotintro.credits.ledger import Ledger
    from spotintro.credits.prices import Prices
    from spotintro.operators.demo_desk import DemoDesk
    from spotintro.secrets.chain_secret import KeyringChainKeeper
    from spotintro.store.background_audit import BackgroundAudit

DEMO_CREDITS = 10


class AccountParts:
    """The parts that hold the account of one run, made once, on first use, heavy imports in a thread.

    Args:
        settings: As loaded.
        paths: Where the files are.
        demo: Charged in demo credits, with a support desk of its own.
        clock: The system's, unless a test owns time.
    """

    def __init__(
        self, settings: Settings, paths: Paths, *, demo: bool = False, clock: Clock | None = None
    ) -> None:
        self.settings = settings
        self.paths = paths
        self.demo = demo
        self.clock: Clock = clock or SystemClock()
        self._gate: CreditGate | None = None

    @property
    def prices(self) -> Prices:
        from spotintro.credits.features import UserTransaction
        from spotintro.credits.prices import Prices

        return Prices({UserTransaction(name): cost for name, cost in self.settings.credits.costs.items()})

    def trusted_keys(self) -> tuple[str, ...]:
        """Return the public keys whose vouchers count here; in the demo, its own desk's as well. Blocks.

        Raises:
            DemoDeskError: the desk's key can't be had.
        """
        keys = tuple(self.settings.credits.operator_keys)
        return (*keys, self._demo_desk().public_key()) if self.demo else keys

    def read_voucher(self, text: str) -> VoucherTerms:
        """Return the terms of a voucher that an operator trusted here has signed. Blocks.

        Raises:
            VoucherError: why it doesn't count.
            DemoDeskError: as `trusted_keys`.
        """
        from spotintro.credits import vouchers

        options = self.settings.credits
        revoked = (*options.revoked_keys, *options.revoked_vouchers)
        return vouchers.decode(text, self.trusted_keys(), revoked=revoked)

    def ask_demo_desk(self, request: str) -> str:
        """Return the voucher with which the demo's support desk answers a request. Blocks; in the demo alone.

        Raises:
            DemoDeskError: it can't answer.
        """
        assert self.demo
        return self._demo_desk().answer(request)

    def _demo_desk(self) -> DemoDesk:
        from spotintro.wiring.offers import make_demo_desk

        return make_demo_desk(self.settings.credits.packages, self.paths, self.clock)

    @cached_property
    def account_id(self) -> str:
        """The account whose credits this run uses; a sign-in changes it from the next start on. Reads a file."""
        from spotintro.state.sign_ins import LOCAL, SignIns, file_in

        return LOCAL if self.demo else SignIns(file_in(self.paths.data_dir)).account_id()

    def glance(self) -> User | None:
        """Read the balance as it stands in the store's file, within a few ms; None where only opening can tell."""
        if self.settings.store.url:
            return None
        from spotintro.store.glance import glance

        return glance(self.paths.store_file, self.clock.now(), self.account_id)

    @cached_property
    def chain_keeper(self) -> KeyringChainKeeper | None:
        """The keeper of the key that the books are chained with; None where they go on without one.

        A shared store's do: its server is what protects them (nobody's role may change an entry), while a key
        would have to lie on each machine that books. And demo credits are worth no secret in somebody's keyring.
        """
        if self.demo or self.shared:
            return None
        from spotintro.secrets.chain_secret import KeyringChainKeeper
        from spotintro.store.address import file_of

        return KeyringChainKeeper(file_of(self.settings.store.url or self.paths.store_file).parent)

    @property
    def takes_vouchers(self) -> bool:
        """Whether an operator is set, without whom no voucher counts; the demo has a desk of its own."""
        return self.demo or bool(self.settings.credits.operator_keys)

    @property
    def shared(self) -> bool:
        """Whether the account is in a store that several machines use."""
        return self.settings.store.url.startswith("postgresql")

    async def gate(self) -> CreditGate:
        if self._gate is None:
            # In a thread: loading it takes some 8 ms, and the screen is being painted meanwhile.
            await asyncio.to_thread(importlib.import_module, "spotintro.credits.gate")
            from spotintro.credits.gate import CreditGate

            gate = CreditGate(self._open_ledger, self.prices, low_balance=self.settings.credits.low_balance)
            if self._gate is None:  # another call may have made it meanwhile
                self._gate = gate
        return self._gate

    async def gate_of(self, account_id: str) -> CreditGate:
        """Return the gate of another account in the same store, which must exist. Whoever asks closes it."""
        from spotintro.credits.gate import CreditGate

        return CreditGate(partial(self._open_ledger, account_id, makes_account=False), self.prices)

    def _open_ledger(
        self, account_id: str | None = None, *, makes_account: bool = True, store: str | Path | None = None
    ) -> Ledger:
        from spotintro.store import open_ledger

        options = self.settings.credits
        return open_ledger(
            url_or_path=store or self.settings.store.url or self.paths.store_file,
            account_id=account_id or self.account_id,
            demo_credits=DEMO_CREDITS,
            clock=self.clock,
            chain_keeper=self.chain_keeper,
            makes_account=makes_account,
            referral_reward=options.referral_reward,
            revoked=(*options.revoked_keys, *options.revoked_vouchers),
        )

    async def check_books(self) -> AuditReport | None:
        """Audit the books beside everything else: it holds up neither the loop, nor a booking, nor the end.

        A shared store isn't audited here, and None is returned: at each start of each machine every entry would be
        read over the network, and the server already keeps out who could make the books disagree.
        `spotintro credits audit` does it when asked.

        Raises:
            CreditError: the store can't be read.
        """
        if self.shared:
            return None
        audit = await asyncio.to_thread(_make_background_audit, self)
        try:
            return await asyncio.wrap_future(audit.start())
        finally:
            audit.cancel()

    def move_account(self, to: str | Path, *, place: str, stopped: Callable[[], bool]) -> Move:
        """Move the account from the store in use to another, or go on with a move between the two. Blocks.

        Args:
            to: A file or an address, as in `store.url`.
            place: The same to be shown and kept: without a password.
            stopped: Asked between two steps; once true, no further step is begun.

        Raises:
            CreditError: with what has become of the credits.
        """
        from spotintro.store.moving import move_account

        with closing(self._open_ledger()) as source, closing(self._open_ledger(store=to)) as target:
            return move_account(source, target, place=place, stopped=stopped)


def _make_background_audit(parts: AccountParts) -> BackgroundAudit:
    from spotintro.store.address import file_of
    from spotintro.store.background_audit import BackgroundAudit

    file = file_of(parts.settings.store.url or parts.paths.store_file)
    return BackgroundAudit(file, account_id=parts.account_id, chain_keeper=parts.chain_keeper)
