"""Vouchers and requests in words, for `operator inspect`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spotintro.cli.printing import Json
from spotintro.credits.base import LotKind, VoucherTerms
from spotintro.credits.errors import credits_in_words

if TYPE_CHECKING:
    from spotintro.credits.requests import CreditRequest


def terms_in_words(terms: VoucherTerms) -> str:
    kind = "paid for" if terms.kind is LotKind.PAID else "a present"
    lasting = "without end" if terms.lot_days is None else f"for {terms.lot_days} days once redeemed"
    until = "" if terms.redeem_by is None else f", to be redeemed by {terms.redeem_by.isoformat()} (UTC)"
    whose = (
        "for any account in any store, once in each"
        if terms.store_id is None and terms.account_id is None
        else f"for account {terms.account_id or 'any'} in store {terms.store_id or 'any'}"
    )
    return f"{credits_in_words(terms.credits)}, {kind}, good {lasting}{until}, {whose}."


def describe_voucher(
    text: str, *, own: str | None, trusted: Sequence[str], revoked: Sequence[str]
) -> tuple[dict[str, Json], list[str]]:
    """The document and the lines. What nobody trusted signed is told too, and that it wasn't.

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
    }
    wanted = "no package chosen" if request.package is None else f"package “{request.package}”"
    return document, [
        f"Request for credits: {wanted}.",
        f"Account {request.account_id} in store {request.store_id}.",
        f"It says: {credits_in_words(request.available)} available, {request.used} used.",
        f"Newest entry: {request.sequence}, chain head {request.chain_head}.",
    ]
