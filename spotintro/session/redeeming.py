"""From a pasted text to credits, or to the one line that says what is wrong with it."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from spotintro.credits.errors import credits_in_words
from spotintro.errors import SpotIntroError

if TYPE_CHECKING:
    from spotintro.credits.base import Redemption
    from spotintro.session.parts import Account, Parts

_log = logging.getLogger(__name__)


class NotRedeemed(SpotIntroError):
    """There is nothing to redeem, or no account to redeem it in. Nothing changed."""


async def redeem(text: str, parts: Parts, account: Account | None) -> Redemption:
    """Redeem the voucher that a text holds.

    Raises:
        SpotIntroError: what is wrong with the voucher, the account or the demo's desk; nothing changed.
    """
    if not text.strip():
        raise NotRedeemed("The field is empty: paste a voucher into it first.", "")
    if account is None:
        raise NotRedeemed("The account is unavailable; the messages say why.", "")
    try:
        # Decoding loads a cryptography library, and in the demo reads a file.
        terms = await asyncio.to_thread(parts.read_voucher, text)
        redemption = await account.redeem(terms)
    except SpotIntroError as problem:
        _log.info("a voucher was not redeemed: %s", problem)
        raise
    _log.info("voucher %s redeemed: %d", terms.serial, redemption.credits)
    return redemption


def brought(redemption: Redemption) -> str:
    """Say what a voucher brought, and what is left now."""
    until = redemption.expires_at
    lasting = "" if until is None else f", good until {until.astimezone():%Y-%m-%d}"
    return f"{credits_in_words(redemption.credits)} added{lasting} · {redemption.user.left} left."
