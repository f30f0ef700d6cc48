"""The request code: what an operator needs to know to answer with a voucher. Not signed, so nothing is believed.

Its sequence and chain head are what makes a restored copy show: they can't go back between two requests.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from spotintro.credits import armour
from spotintro.credits.base import AccountState
from spotintro.credits.vouchers import MAX_ACCOUNT_BYTES
from spotintro.plain_text import single_line

MAX_PACKAGE = 60
"""Characters of a package's name."""

_FIXED = struct.Struct(">16s8sQQQBB")  # store, chain head, sequence, available, used, bytes of account and package
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


class RequestUnreadable(Exception):
    """A text is no request code.

    Attributes:
        message: A sentence for the user.
        next_step: What the user can do about it.
    """

    def __init__(self, message: str, next_step: str) -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step


def request_of(state: AccountState, *, package: str | None = None) -> CreditRequest:
    return CreditRequest(
        store_id=state.store_id,
        account_id=state.account_id,
        sequence=state.sequence,
        chain_head=state.chain_head[:_HEAD_DIGITS],
        available=state.user.available_credits,
        used=state.user.used_credits,
        package=single_line(package, limit=MAX_PACKAGE) or None,
    )


def package_called(name: str, names: Iterable[str]) -> str | None:
    """Which of the settings' packages a request means; None: none of them."""
    wanted = single_line(name, limit=MAX_PACKAGE)
    return next((each for each in names if single_line(each, limit=MAX_PACKAGE) == wanted), None)


def encode(request: CreditRequest) -> str:
    """The code, in one line.

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
    return armour.write(armour.Kind.REQUEST, fixed + account + package)


def decode(text: str) -> CreditRequest:
    """What a request code says; case, hyphens, spaces, lines and I, L, O don't matter.

    Raises:
        RequestUnreadable: what is wrong with it.
    """
    data = _armoured(text)
    if len(data) < _FIXED.size:
        raise _not_one()
    store, head, sequence, available, used, account_size, package_size = _FIXED.unpack_from(data)
    rest = data[_FIXED.size :]
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
    )


def _armoured(text: str) -> bytes:
    try:
        return armour.read(armour.Kind.REQUEST, text)
    except armour.GroupMistyped as error:
        raise RequestUnreadable(
            f"Group {error.group} of this request has a typo: {single_line(error.written, limit=20)}.",
            "Compare it with the original and try again.",
        ) from None
    except armour.Incomplete as error:
        raise RequestUnreadable(
            f"This request has {error.groups} groups and must have {error.expected}.",
            "Copy the whole of it, from its first to its last group.",
        ) from None
    except armour.OtherVersion:
        raise RequestUnreadable(
            "This request needs a newer SpotIntro.", "Update SpotIntro, then answer it."
        ) from None
    except armour.OtherKind:
        raise RequestUnreadable(
            "This is a voucher, not a request for credits.",
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
