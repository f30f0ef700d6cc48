"""Vouchers: credits as a signed text. Who has the private key makes them, who trusts its public key takes them.

A voucher carries the whole id of the store and of the account it is bound to, not hashes of them: that costs
some 20 characters of 230, and the terms read back are the terms that were signed, for `operator inspect` as well
as for the ledger, which does the comparing. Signed with Ed25519 is a domain separator and the payload: version,
key id (the first 4 bytes of SHA-256 of the public key), serial, credits, kind, last day, days of the lot, store,
account. Version 2 has the days and the number of an allowance's parts behind the days of the lot, and a referral
code before the account; what needs none of them is still written in version 1, which older programs read. Trusted
keys are tried on the raw bytes before anything of them is read; the key id is looked at only to
explain a failure.

A signature says who made a voucher. That it is redeemed once, here, and in time is the ledger's business.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import struct
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from spotintro.credits import armour
from spotintro.credits.base import LotKind, VoucherTerms
from spotintro.credits.referral import REFERRAL_BYTES, is_code
from spotintro.errors import SpotIntroError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

MAX_CREDITS = 1_000_000_000
MAX_LOT_DAYS = 36_500
MAX_ACCOUNT_BYTES = 128
MAX_EVERY_DAYS = 3_650
MIN_TIMES, MAX_TIMES = 2, 1_000
MAX_ALLOWANCE_DAYS = 36_500
"""From an allowance's first part to its last: no calendar ends within that."""

_DOMAIN = b"spotintro voucher 1\0"
_SIGNATURE = 64
_FIXED = struct.Struct(">B4s8sIBHHB")  # …, flags, last day, days of the lot, bytes of the account's id
_ALLOWANCE = struct.Struct(">HH")  # every so many days, so many times; zeros: once
_FIRST_VERSION, _VERSION = 1, 2
_STORE = 16
_PAID, _BOUND_TO_STORE, _BOUND_TO_ACCOUNT, _BOUND_TO_REFERRAL = 1, 2, 4, 8
_EPOCH = date(1970, 1, 1)
_LAST_DAY = _EPOCH + timedelta(days=0xFFFF)
_HEADING = "SpotIntro voucher\n"
_ASK = "Ask whoever gave it to you for another one."


class VoucherError(SpotIntroError):
    """A text is no voucher that counts here. Nothing was redeemed."""


class NoVoucher(VoucherError):
    pass


class VoucherMistyped(VoucherError):
    """A group of the voucher holds a typo, or groups are missing or too many.

    Attributes:
        group: The first one with a typo, counted from 1; None where groups are missing or too many.
    """

    def __init__(self, message: str, next_step: str, *, group: int | None) -> None:
        super().__init__(message, next_step)
        self.group = group


class VoucherTooNew(VoucherError):
    def __init__(self) -> None:
        super().__init__("This voucher needs a newer SpotIntro.", "Update SpotIntro, then redeem it.")


class VoucherForged(VoucherError):
    """It names a trusted key, and that key did not sign it."""

    def __init__(self) -> None:
        super().__init__("This voucher is forged or damaged: its signature doesn't fit what it says.", _ASK)


class VoucherKeyNotTrusted(VoucherError):
    def __init__(self, *, none_trusted: bool) -> None:
        super().__init__(
            "This voucher is signed with a key that is not trusted here.",
            (
                "No operator is trusted yet: put the public key of whoever gives you credits into the settings, "
                "under credits.operator_keys."
                if none_trusted
                else "If you trust its operator, add their public key to credits.operator_keys in the settings."
            ),
        )


class VoucherKeyRevoked(VoucherError):
    def __init__(self) -> None:
        super().__init__("This voucher is signed with a key that was revoked.", _ASK)


class VoucherRevoked(VoucherError):
    def __init__(self, serial: str) -> None:
        super().__init__(f"This voucher ({serial}) was revoked.", _ASK)


def new_private_key() -> str:
    """Make a private key, a secret: 64 hexadecimal digits, the seed of an Ed25519 key pair."""
    return secrets.token_hex(32)


def public_key_of(private_key: str) -> str:
    """Return the public key, 64 hexadecimal digits. Raises: ValueError: that is no private key."""
    return _public_bytes(_private_key(private_key)).hex()


def new_serial() -> str:
    """Make a serial, 16 hexadecimal digits: 64 random bits, so two of one operator never meet."""
    return secrets.token_hex(8)


def encode(terms: VoucherTerms, private_key: str) -> str:
    """Return the signed text, in one line.

    Args:
        terms: Their `operator_key` has to be the public key of `private_key`.
        private_key: As `new_private_key` gives it.

    Raises:
        ValueError: the terms can't be a voucher's; the sentence names what and within which bounds.
    """
    key = _private_key(private_key)
    if terms.operator_key != _public_bytes(key).hex():
        raise ValueError("the operator's key in the terms is another one than the one that signs")
    payload = _payload(terms)
    return armour.write(armour.Kind.VOUCHER, key.sign(_DOMAIN + payload) + payload)


def file_text(voucher: str) -> str:
    """Return a voucher as the content of a `.voucher` file: a heading and the groups in lines."""
    return _HEADING + armour.lines(voucher)


def decode(text: str, trusted_keys: Sequence[str], *, revoked: Sequence[str] = ()) -> VoucherTerms:
    """Read the terms of a voucher that one of these keys signed.

    Takes about 0.3 ms with one key, and some 20 ms of importing on the first call.

    Args:
        text: As pasted, typed or read from a file: case, hyphens, spaces, lines and I, L, O don't matter.
        trusted_keys: Public keys. What is no key counts as none.
        revoked: Public keys (trusted or not) and serials that don't count any more.

    Raises:
        VoucherError: why it doesn't count.
    """
    data = _armoured(text)
    signature, payload = data[:_SIGNATURE], data[_SIGNATURE:]
    revoked_names = {name.lower() for name in revoked}
    keys = dict.fromkeys(key.lower() for key in (*trusted_keys, *revoked) if _is_key(key))
    signer = next((key for key in keys if _signed_by(key, signature, payload)), None)
    if signer is None:
        named = payload[1:5]
        if any(_key_id(bytes.fromhex(key)) == named for key in keys):
            raise VoucherForged
        raise VoucherKeyNotTrusted(none_trusted=not trusted_keys)
    if signer in revoked_names:
        raise VoucherKeyRevoked
    terms = _terms(payload, signer)
    if terms.serial in revoked_names:
        raise VoucherRevoked(terms.serial)
    return terms


def read_unverified(text: str) -> tuple[VoucherTerms, str]:
    """Read a voucher's claims, whoever signed it, and its key id (8 hexadecimal digits): to show, never to book.

    The terms' `operator_key` is empty.

    Raises:
        VoucherError: it isn't even whole.
    """
    payload = _armoured(text)[_SIGNATURE:]
    return _terms(payload, ""), payload[1:5].hex()


def key_id(public_key: str) -> str:
    """Return the 8 hexadecimal digits by which a voucher names its key."""
    return _key_id(bytes.fromhex(public_key)).hex()


def _armoured(text: str) -> bytes:
    try:
        data = armour.read(armour.Kind.VOUCHER, text)
    except armour.MISCOPIED as error:
        raise VoucherMistyped(error.sentence("voucher"), error.next_step, group=error.group) from None
    except armour.OtherVersion:
        raise VoucherTooNew from None
    except armour.SeveralCodes as error:
        raise NoVoucher(f"These are {error.count} vouchers, where one is read.", "Give one at a time.") from None
    except armour.OtherKind as error:
        raise _of_another_kind(error.kind) from None
    except armour.CodeError:
        raise NoVoucher(
            "This is no voucher.", "A voucher is a long text in groups of 8, and begins with V: paste all of it."
        ) from None
    if len(data) < _SIGNATURE + _FIXED.size:
        raise NoVoucher("This is no voucher: it is too short for one.", _ASK)
    return data


def _of_another_kind(kind: armour.Kind) -> NoVoucher:
    if kind is armour.Kind.REFERRAL:
        return NoVoucher(
            "This is a friend's referral code, not a voucher.", "Enter it with `spotintro credits referral CODE`."
        )
    return NoVoucher(
        "This is a request for credits, not a voucher.",
        "Send it to whoever gives you credits: the voucher is their answer.",
    )


def _require_sound(terms: VoucherTerms) -> None:
    if not 1 <= terms.credits <= MAX_CREDITS:
        raise ValueError(f"a voucher carries 1 to {MAX_CREDITS} credits")
    if terms.lot_days is not None and not 1 <= terms.lot_days <= MAX_LOT_DAYS:
        raise ValueError(f"credits last 1 to {MAX_LOT_DAYS} days")
    if terms.redeem_by is not None and not _EPOCH < terms.redeem_by <= _LAST_DAY:
        raise ValueError(f"the last day lies between {_EPOCH} and {_LAST_DAY}")
    if not re.fullmatch(r"[0-9a-f]{16}", terms.serial):
        raise ValueError("a serial has 16 hexadecimal digits")
    if terms.store_id is not None and not re.fullmatch(r"[0-9a-f]{32}", terms.store_id):
        raise ValueError("a store's id has 32 hexadecimal digits")
    account = (terms.account_id or "").encode()
    if terms.account_id is not None and not 1 <= len(account) <= MAX_ACCOUNT_BYTES:
        raise ValueError(f"an account's id has 1 to {MAX_ACCOUNT_BYTES} bytes")
    if terms.referral_code is not None and not is_code(terms.referral_code):
        raise ValueError(f"a referral code has {2 * REFERRAL_BYTES} hexadecimal digits")
    if not _is_allowance(terms.every_days or 0, terms.times or 0) and (terms.every_days, terms.times) != (
        None,
        None,
    ):
        raise ValueError(
            f"an allowance comes every 1 to {MAX_EVERY_DAYS} days, {MIN_TIMES} to {MAX_TIMES} times, "
            f"within {MAX_ALLOWANCE_DAYS} days"
        )


def _is_allowance(every_days: int, times: int) -> bool:
    within = every_days * (times - 1) <= MAX_ALLOWANCE_DAYS
    return 1 <= every_days <= MAX_EVERY_DAYS and MIN_TIMES <= times <= MAX_TIMES and within


def _payload(terms: VoucherTerms) -> bytes:
    """Pack the terms. Raises: ValueError: they can't be a voucher's."""
    _require_sound(terms)
    account = (terms.account_id or "").encode()
    flags = (
        (_PAID if terms.kind is LotKind.PAID else 0)
        | (_BOUND_TO_STORE if terms.store_id is not None else 0)
        | (_BOUND_TO_ACCOUNT if terms.account_id is not None else 0)
        | (_BOUND_TO_REFERRAL if terms.referral_code is not None else 0)
    )
    version = _FIRST_VERSION if terms.times is None and terms.referral_code is None else _VERSION
    allowance = b"" if version == _FIRST_VERSION else _ALLOWANCE.pack(terms.every_days or 0, terms.times or 0)
    fixed = _FIXED.pack(
        version,
        _key_id(bytes.fromhex(terms.operator_key)),
        bytes.fromhex(terms.serial),
        terms.credits,
        flags,
        0 if terms.redeem_by is None else (terms.redeem_by - _EPOCH).days,
        terms.lot_days or 0,
        len(account),
    )
    return b"".join(
        (fixed, allowance, bytes.fromhex(terms.store_id or ""), bytes.fromhex(terms.referral_code or ""), account)
    )


def _terms(payload: bytes, operator_key: str) -> VoucherTerms:
    """Unpack the terms. Raises: VoucherError: no `encode` wrote this, although somebody may have signed it."""
    version, _, serial, amount, flags, last_day, lot_days, account_size = _FIXED.unpack_from(payload)
    if version > _VERSION:
        raise VoucherTooNew
    rest = payload[_FIXED.size :]
    every_days = times = 0
    if version == _VERSION:
        if len(rest) < _ALLOWANCE.size:
            raise VoucherForged
        every_days, times = _ALLOWANCE.unpack_from(rest)
        rest = rest[_ALLOWANCE.size :]
    store_size = _STORE if flags & _BOUND_TO_STORE else 0
    referral_size = REFERRAL_BYTES if flags & _BOUND_TO_REFERRAL else 0
    bound_size = store_size + referral_size
    try:
        account = rest[bound_size:].decode()
    except UnicodeDecodeError:
        raise VoucherForged from None
    terms = VoucherTerms(
        serial=serial.hex(),
        operator_key=operator_key,
        credits=amount,
        kind=LotKind.PAID if flags & _PAID else LotKind.PROMOTIONAL,
        store_id=rest[:store_size].hex() if store_size else None,
        account_id=account if flags & _BOUND_TO_ACCOUNT else None,
        redeem_by=_EPOCH + timedelta(days=last_day) if last_day else None,
        lot_days=lot_days or None,
        every_days=every_days or None,
        times=times or None,
        referral_code=rest[store_size:bound_size].hex() if referral_size else None,
    )
    # Version 2 is for what version 1 can't say: so every voucher has one form only.
    known_flags = _BOUND_TO_ACCOUNT if version == _FIRST_VERSION else _BOUND_TO_REFERRAL
    says_more = bool(every_days or times or referral_size)
    sound = (
        version >= _FIRST_VERSION
        and flags < 2 * known_flags
        and says_more == (version == _VERSION)
        and (_is_allowance(every_days, times) or every_days == times == 0)
        and len(rest) == bound_size + account_size
        and bool(account) == bool(flags & _BOUND_TO_ACCOUNT)
        and 1 <= amount <= MAX_CREDITS
        and lot_days <= MAX_LOT_DAYS
        and account_size <= MAX_ACCOUNT_BYTES
    )
    if not sound:
        raise VoucherForged
    return terms


def _is_key(text: str) -> bool:
    return re.fullmatch(r"[0-9A-Fa-f]{64}", text) is not None


def _key_id(public_key: bytes) -> bytes:
    return hashlib.sha256(public_key).digest()[:4]


def _private_key(text: str) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if not _is_key(text):
        raise ValueError("a private key has 64 hexadecimal digits")
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(text))


def _public_bytes(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def _signed_by(public_key: str, signature: bytes, payload: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(signature, _DOMAIN + payload)
    except (InvalidSignature, ValueError):  # ValueError: 32 bytes that are no key
        return False
    return True
