"""Referral: the code by which an account is named to a friend.

To people it is written in the groups of `credits.armour`, beginning with F; store and vouchers keep the digits.
"""

from __future__ import annotations

import hashlib
import re

from spotintro.credits import armour
from spotintro.errors import SpotIntroError

REFERRAL_BYTES = 10

_DOMAIN = b"spotintro referral 1\0"


class ReferralCodeError(SpotIntroError):
    """A text is no referral code. Nothing was entered."""


def referral_code(store_id: str, account_id: str) -> str:
    """Return 20 hexadecimal digits: 80 bits of SHA-256, so that nobody finds another account's code by trying."""
    digest = hashlib.sha256(_DOMAIN + store_id.encode() + b"\0" + account_id.encode()).digest()
    return digest[:REFERRAL_BYTES].hex()


def is_code(text: str) -> bool:
    """Tell whether it is a code as the store keeps it."""
    return re.fullmatch(r"[0-9a-f]{20}", text) is not None


def written(code: str) -> str:
    """Write a code for people: three groups with their check characters.

    Raises:
        ValueError: that is no code.
    """
    if not is_code(code):
        raise ValueError(f"a referral code has {2 * REFERRAL_BYTES} hexadecimal digits")
    return armour.write(armour.Kind.REFERRAL, bytes.fromhex(code))


def read(text: str) -> str:
    """Read the digits of a code as people write it; case, hyphens, spaces and I, L, O don't matter.

    Raises:
        ReferralCodeError: what is wrong with it.
    """
    try:
        data = armour.read(armour.Kind.REFERRAL, text)
    except armour.MISCOPIED as error:
        raise ReferralCodeError(error.sentence("referral code"), error.next_step) from None
    except armour.OtherVersion:
        raise ReferralCodeError(
            "This referral code needs a newer SpotIntro.", "Update SpotIntro, then enter it."
        ) from None
    except armour.SeveralCodes as error:
        raise ReferralCodeError(
            f"These are {error.count} referral codes, and an account has one friend.", "Give one of them."
        ) from None
    except armour.OtherKind as error:
        what = "a voucher" if error.kind is armour.Kind.VOUCHER else "a request for credits"
        raise ReferralCodeError(
            f"This is {what}, not a friend's referral code.",
            "A friend finds theirs with `spotintro credits referral`.",
        ) from None
    except armour.CodeError:
        raise _not_one() from None
    if len(data) != REFERRAL_BYTES:
        raise _not_one()
    return data.hex()


def _not_one() -> ReferralCodeError:
    return ReferralCodeError(
        "This is no referral code.", "A referral code has three groups of 8, and begins with F: paste all of it."
    )
