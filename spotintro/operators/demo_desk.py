"""The demo's own support desk: it answers a request with a real voucher, so that the circle can be walked alone.

Its key pair belongs to one data folder. The public key is trusted by the demo alone, so that a voucher of the desk
is worth nothing elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Final

from spotintro.clock import Clock
from spotintro.credits import requests, vouchers
from spotintro.credits.base import LotKind, VoucherTerms
from spotintro.credits.requests import Offer
from spotintro.errors import SpotIntroError
from spotintro.state.durable import locked, replace_file

CREDITS: Final = 10
"""For a request that names no package."""
REDEEM_WITHIN_DAYS: Final = 7
LOT_DAYS: Final = 30
KEY_FILE: Final = "demo-desk.key"


class DemoDeskError(SpotIntroError):
    """The desk can't answer. Nothing changed."""


class DemoDesk:
    """Everything here blocks: it reads or writes the key's file, and signs.

    Args:
        data_dir: The demo's; has to be there.
        packages: What each package brings, by its name as the request tells it.
        clock: Tells the day.
    """

    def __init__(self, data_dir: Path, packages: Mapping[str, Offer], clock: Clock) -> None:
        self._file = data_dir / KEY_FILE
        self._packages = packages
        self._clock = clock

    def public_key(self) -> str:
        """Return the key that the demo trusts, which is made where there is none.

        Raises:
            DemoDeskError: the key can't be had.
        """
        return vouchers.public_key_of(self._private_key())

    def answer(self, request: str) -> str:
        """Sign a voucher for this request's account in this request's store, and return its text.

        Raises:
            RequestUnreadable: that is no request.
            DemoDeskError: the key can't be had.
        """
        asked = requests.decode(request)
        private_key = self._private_key()
        offer = self._packages.get(asked.package or "", Offer(CREDITS))
        terms = VoucherTerms(
            serial=vouchers.new_serial(),
            operator_key=vouchers.public_key_of(private_key),
            credits=offer.credits,
            kind=LotKind.PROMOTIONAL,
            store_id=asked.store_id,
            account_id=asked.account_id,
            redeem_by=self._clock.now().date() + timedelta(days=REDEEM_WITHIN_DAYS),
            lot_days=LOT_DAYS,
            every_days=offer.every_days,
            times=offer.times,
        )
        return vouchers.encode(terms, private_key)

    def _private_key(self) -> str:
        try:
            if not self._file.exists():
                self._make_key()
            private_key = self._file.read_text(encoding="ascii").strip()
            vouchers.public_key_of(private_key)
        except OSError as error:
            raise DemoDeskError(
                f"The demo desk's key {self._file} can't be had: {error.strerror}.",
                "Look at that folder, or name another with --data-dir DIR.",
            ) from error
        except ValueError:
            # From none: the cause would carry what the file holds.
            raise DemoDeskError(
                f"The demo desk's key {self._file} is damaged.",
                "Remove that file; the desk makes itself a new one.",
            ) from None
        return private_key

    def _make_key(self) -> None:
        # Of two demos that begin together, both go on with the first one's key.
        with locked(self._file.with_name(f"{KEY_FILE}.lock")):
            if not self._file.exists():
                replace_file(self._file, vouchers.new_private_key().encode())
