"""From a pasted text to credits, or to a line for each code in it that says what is wrong."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from spotintro.credits import armour
from spotintro.credits.errors import credits_in_words
from spotintro.errors import SpotIntroError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from spotintro.credits.base import Redemption, VoucherTerms
    from spotintro.session.parts import Account

_log = logging.getLogger(__name__)


class NotRedeemed(SpotIntroError):
    """There is nothing to redeem, or no account to redeem it in. Nothing changed."""


async def redeem(
    text: str, read: Callable[[str], VoucherTerms], account: Account
) -> AsyncIterator[Redemption | SpotIntroError]:
    """Redeem the vouchers of a text, one after the other; yield what each brought, or what is wrong with it.

    Args:
        text: As it was pasted, typed, piped in or read from a file.
        read: Returns a voucher's terms, or raises; called in a thread, since decoding loads a cryptography
            library, and in the demo reads a file.
        account: The one that gets the credits. If it can't be used, that is told once, and no other is tried.
    """
    # In a thread, too: a long text that looks like codes takes its time, and music and screen go on.
    for code in await asyncio.to_thread(armour.separate, armour.Kind.VOUCHER, text):
        try:
            terms = await asyncio.to_thread(read, code)
            redemption = await account.redeem(terms)
        except SpotIntroError as problem:
            _log.info("a voucher was not redeemed: %s", problem)
            yield problem
            if problem.code == "SYSTEM_ERROR":
                return
        else:
            _log.info("voucher %s redeemed: %d", terms.serial, redemption.credits)
            yield redemption


def brought(redemption: Redemption) -> str:
    """Say what a voucher brought, and what is left now."""
    until = redemption.expires_at
    lasting = "" if until is None else f", good until {until.astimezone():%Y-%m-%d}"
    return f"{credits_in_words(redemption.credits)} added{lasting} · {redemption.user.left} left."
