"""Vouchers and requests in words, for `operator inspect`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spotintro.cli.printing import Json
from spotintro.cli.values import counted
from spotintro.credits.base import LotKind, VoucherTerms
from spotintro.credits.errors import credits_in_words

if TYPE_CHECKING:
    from spotintro.credits.requests import CreditRequest


def terms_in_words(terms: VoucherTerms) -> str:
    kind = "paid for" if terms.kind is LotKind.PAID else "a present"
    days = counted(terms.lot_days or 0, "day", "days")
    lasting = "without end" if terms.lot_days is None else f"for {days} once redeemed"
    until = "" if terms.redeem_by is None else f", to be redeemed by {terms.redeem_by.isoformat()} (UTC)"
    again = "" if terms.times is None else f" every {_days_apart(terms.every_days or 1)}, {terms.times} times"
    return f"{credits_in_words(terms.credits)}{again}, {kind}, good {lasting}{until}, {_whose(terms)}."


def _days_apart(days: int) -> str:
    return "day" if days == 1 else f"{days} days"


def _whose(terms: VoucherTerms) -> str:
    from spotintro.credits.referral import written

    code = (
        "" if terms.referral_code is None else f"the account with the referral code {written(terms.referral_code)}"
    )
    if terms.store_id is None and terms.account_id is None:
        return f"for {code}" if code else "for any account in any store, once in each"
    bound = f"for account {terms.account_id or 'any'} in store {terms.store_id or 'any'}"
    return f"{bound}, and only for {code}" if code else bound


def describe_voucher(
    text: str, *, own: str | None, trusted: Sequence[str], revoked: Sequence[str]
) -> tuple[dict[str, Json], list[str]]:
    """Return the document and the lines about a voucher, also of one that nobody trusted has signed.

    Raises:
        VoucherError: it isn't even whole.
    """
    from spotintro.credits.vouchers import VoucherError, decode, read_unverified

    terms, key_id = read_unverified(text)
    try:
        terms = decode(text, trusted, revoked=revoked)
    except VoucherError as error:
        counts, verdict = False, error.message
    else:
        counts = True
        verdict = f"Signed with {'your own' if terms.operator_key == own else 'a trusted'} key."
    document: dict[str, Json] = {
        "code": "voucher",
        "counts": counts,
        "verdict": verdict,
        "serial": terms.serial,
        "operator_key": terms.operator_key or None,
        "key_id": key_id,
        "credits": terms.credits,
        "kind": terms.kind.value,
        "store": terms.store_id,
        "account": terms.account_id,
        "redeem_by": None if terms.redeem_by is None else terms.redeem_by.isoformat(),
        "days": terms.lot_days,
        "every_days": terms.every_days,
        "times": terms.times,
        "referral_code": _written(terms.referral_code),
    }
    says = terms_in_words(terms)
    return document, [
        f"Voucher {terms.serial}, key {key_id}.",
        says if counts else f"It claims: {says}",
        verdict,
    ]


def describe_request(request: CreditRequest) -> tuple[dict[str, Json], list[str]]:
    document: dict[str, Json] = {
        "code": "request",
        "store": request.store_id,
        "account": request.account_id,
        "sequence": request.sequence,
        "chain_head": request.chain_head,
        "available": request.available,
        "used": request.used,
        "package": request.package,
        "referral_code": _written(request.referral_code),
        "friend_code": _written(request.friend_code),
        "has_captured_paid": request.has_captured_paid,
    }
    wanted = "no package chosen" if request.package is None else f"package “{request.package}”"
    return document, [
        f"Request for credits: {wanted}.",
        f"Account {request.account_id} in store {request.store_id}.",
        f"It says: {credits_in_words(request.available)} available, {request.used} used.",
        f"Newest entry: {request.sequence}, chain head {request.chain_head}.",
        *_referral_lines(request),
    ]


def _referral_lines(request: CreditRequest) -> list[str]:
    if request.referral_code is None:
        return []
    lines = [f"Its own referral code: {_written(request.referral_code)}."]
    if request.friend_code is not None:
        used = "it has used a paid credit" if request.has_captured_paid else "it has used no paid credit yet"
        lines.append(f"Brought by the friend with the code {_written(request.friend_code)}; {used}.")
    return lines


def _written(code: str | None) -> str | None:
    from spotintro.credits.referral import written

    return None if code is None else written(code)
