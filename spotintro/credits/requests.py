"""The request code: what an operator needs to know to answer with a voucher. Not signed, so nothing is believed.

Its sequence and chain head are what makes a restored copy show: they can't go back between two requests. Version 2
tells of referral, between the numbers and the names: what was seen, the own code, the friend's where there is one.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from spotintro.credits import armour
from spotintro.credits.base import AccountState
from spotintro.credits.referral import REFERRAL_BYTES, is_code
from spotintro.credits.vouchers import MAX_ACCOUNT_BYTES
from spotintro.errors import SpotIntroError
from spotintro.plain_text import single_line

MAX_PACKAGE = 60
"""Characters of a package's name."""

_FIXED = struct.Struct(">16s8sQQQBB")  # store, chain head, sequence, available, used, bytes of account and package
_REFERRAL = struct.Struct(f">B{REFERRAL_BYTES}s")  # what was seen, own code
_FRIEND, _PAID_CAPTURED = 1, 2
_FIRST_VERSION, _VERSION = 1, 2
_MAX_PACKAGE_BYTES = 255
_HEAD_DIGITS = 16


@dataclass(frozen=True, slots=True)
class CreditRequest:
    """What a request code says. The account and the package are text from outside, without control characters."""

    store_id: str
    account_id: str
    sequence: int
    chain_head: str
    """The first 16 hexadecimal digits of the newest entry's hash."""
    available: int
    used: int
    package: str | None = None
    """The package's name as the user chose it; None: none was chosen."""
    referral_code: str | None = None
    """The account's own, 20 hexadecimal digits; None: its program knows of no referral."""
    friend_code: str | None = None
    """The friend's that was entered; None: none."""
    has_captured_paid: bool = False
    """Whether a credit was captured that was paid for."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a package brings: the credits once, or as an allowance."""

    credits: int
    every_days: int | None = None
    times: int | None = None


class RequestUnreadable(SpotIntroError):
    """A text is no request code."""


def request_of(state: AccountState, *, package: str | None = None) -> CreditRequest:
    """Make a request from where the account stands, less a friend in the same store: that store rewards them."""
    referral = state.referral
    return CreditRequest(
        store_id=state.store_id,
        account_id=state.account_id,
        sequence=state.sequence,
        chain_head=state.chain_head[:_HEAD_DIGITS],
        available=state.user.available_credits,
        used=state.user.used_credits,
        package=single_line(package, limit=MAX_PACKAGE) or None,
        referral_code=None if referral is None else referral.code,
        friend_code=None if referral is None or referral.friend_is_here else referral.friend_code,
        has_captured_paid=referral is not None and referral.has_captured_paid,
    )


def package_called(name: str, names: Iterable[str]) -> str | None:
    """Find the one of the settings' packages that a request means; None: none of them."""
    wanted = single_line(name, limit=MAX_PACKAGE)
    return next((each for each in names if single_line(each, limit=MAX_PACKAGE) == wanted), None)


def encode(request: CreditRequest) -> str:
    """Return the code, in one line.

    Raises:
        ValueError: a field is out of its bounds.
    """
    if not re.fullmatch(r"[0-9a-f]{32}", request.store_id):
        raise ValueError("a store's id has 32 hexadecimal digits")
    if not re.fullmatch(r"[0-9a-f]{16}", request.chain_head):
        raise ValueError("a chain head has 16 hexadecimal digits here")
    account, package = request.account_id.encode(), (request.package or "").encode()
    if not 1 <= len(account) <= MAX_ACCOUNT_BYTES:
        raise ValueError(f"an account's id has 1 to {MAX_ACCOUNT_BYTES} bytes")
    if len(package) > _MAX_PACKAGE_BYTES:
        raise ValueError(f"a package's name has at most {_MAX_PACKAGE_BYTES} bytes")
    if not _is_clean(request.account_id) or not _is_clean(request.package or ""):
        raise ValueError("control characters in the account's id or the package's name")
    try:
        fixed = _FIXED.pack(
            bytes.fromhex(request.store_id),
            bytes.fromhex(request.chain_head),
            request.sequence,
            request.available,
            request.used,
            len(account),
            len(package),
        )
    except struct.error:
        raise ValueError("a number out of its bounds") from None
    seen = _referral(request)
    version = _VERSION if seen else _FIRST_VERSION
    return armour.write(armour.Kind.REQUEST, fixed + seen + account + package, version=version)


def _referral(request: CreditRequest) -> bytes:
    """Pack what a request tells of referral. Raises: ValueError: they are no codes."""
    own, friend = request.referral_code, request.friend_code
    if own is None:
        if friend is not None or request.has_captured_paid:
            raise ValueError("what tells of referral has the account's own code")
        return b""
    if not is_code(own) or (friend is not None and not is_code(friend)):
        raise ValueError(f"a referral code has {2 * REFERRAL_BYTES} hexadecimal digits")
    seen = (_FRIEND if friend is not None else 0) | (_PAID_CAPTURED if request.has_captured_paid else 0)
    return _REFERRAL.pack(seen, bytes.fromhex(own)) + bytes.fromhex(friend or "")


def decode(text: str) -> CreditRequest:
    """Read what a request code says; case, hyphens, spaces, lines and I, L, O don't matter.

    Raises:
        RequestUnreadable: what is wrong with it.
    """
    version, data = _armoured(text)
    if len(data) < _FIXED.size:
        raise _not_one()
    store, head, sequence, available, used, account_size, package_size = _FIXED.unpack_from(data)
    rest = data[_FIXED.size :]
    own = friend = None
    seen = 0
    if version == _VERSION:
        seen, own, friend, rest = _seen(rest)
    try:
        account, package = rest[:account_size].decode(), rest[account_size:].decode()
    except UnicodeDecodeError:
        raise _not_one() from None
    sized = len(rest) == account_size + package_size and 1 <= account_size <= MAX_ACCOUNT_BYTES
    if not sized or not _is_clean(account) or not _is_clean(package):
        raise _not_one()
    return CreditRequest(
        store_id=store.hex(),
        account_id=account,
        sequence=sequence,
        chain_head=head.hex(),
        available=available,
        used=used,
        package=package or None,
        referral_code=own,
        friend_code=friend,
        has_captured_paid=bool(seen & _PAID_CAPTURED),
    )


def _seen(rest: bytes) -> tuple[int, str, str | None, bytes]:
    """Return the flags, the account's own code, the friend's, and the bytes that are left."""
    if len(rest) < _REFERRAL.size:
        raise _not_one()
    seen, own = _REFERRAL.unpack_from(rest)
    rest = rest[_REFERRAL.size :]
    size = REFERRAL_BYTES if seen & _FRIEND else 0
    if seen > (_FRIEND | _PAID_CAPTURED) or len(rest) < size:
        raise _not_one()
    return seen, own.hex(), rest[:size].hex() or None, rest[size:]


def _armoured(text: str) -> tuple[int, bytes]:
    """Return the version of the layout, and the data."""
    try:
        return armour.read_version(armour.Kind.REQUEST, text, newest=_VERSION)
    except armour.MISCOPIED as error:
        raise RequestUnreadable(error.sentence("request"), error.next_step) from None
    except armour.OtherVersion:
        raise RequestUnreadable(
            "This request needs a newer SpotIntro.", "Update SpotIntro, then answer it."
        ) from None
    except armour.SeveralCodes as error:
        raise RequestUnreadable(
            f"These are {error.count} requests, and one is answered at a time.", "Give one of them."
        ) from None
    except armour.OtherKind as error:
        what = "voucher" if error.kind is armour.Kind.VOUCHER else "friend's referral code"
        raise RequestUnreadable(
            f"This is a {what}, not a request for credits.",
            "A request comes from `spotintro credits request`, or from the support page.",
        ) from None
    except armour.CodeError:
        raise _not_one() from None


def _not_one() -> RequestUnreadable:
    return RequestUnreadable(
        "This is no request for credits.",
        "A request is a text in groups of 8, and begins with R: paste all of it.",
    )


def _is_clean(text: str) -> bool:
    return single_line(text, limit=_MAX_PACKAGE_BYTES) == text
