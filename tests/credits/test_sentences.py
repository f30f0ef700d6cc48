"""What people read when a code, or the account, says no: whole, with what to do next."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from spotintro.credits import armour, referral, requests, vouchers
from spotintro.credits.errors import CreditErrorCode, InsufficientCredits
from spotintro.credits.referral import ReferralCodeError
from spotintro.credits.requests import CreditRequest, RequestUnreadable
from spotintro.credits.vouchers import VoucherError
from tests.credits.vouchers import FRIEND, OTHER_PRIVATE, OTHER_PUBLIC, PRIVATE, PUBLIC, STORE, terms

VOUCHER = vouchers.encode(terms(), PRIVATE)
REQUEST = requests.encode(CreditRequest(STORE, "local", 3, "0123456789abcdef", 5, 5))
REFERRAL = referral.written(FRIEND)
ASK = "Ask whoever gave it to you for another one."
COMPARE = "Compare it with the original and try again."
WHOLE = "Copy the whole of it, from its first to its last group."


def mistyped(code: str) -> str:
    """With its second group's second sign another one."""
    groups = code.split("-")
    group = groups[1]
    groups[1] = group[0] + ("2" if group[1] != "2" else "3") + group[2:]
    return "-".join(groups)


def shortened(code: str) -> str:
    return "-".join(code.split("-")[:-1])


def newer(kind: armour.Kind) -> str:
    return armour.write(kind, bytes(100), version=7)


def forged() -> str:
    stranger = vouchers.encode(terms(operator_key=OTHER_PUBLIC), OTHER_PRIVATE)
    data = bytearray(armour.read(armour.Kind.VOUCHER, stranger))
    data[65:69] = bytes.fromhex(vouchers.key_id(PUBLIC))
    return armour.write(armour.Kind.VOUCHER, bytes(data))


def decode(text: str) -> object:
    return vouchers.decode(text, [PUBLIC])


NOT_IN_FORCE = "This voucher is signed with a key that is not trusted here."


@pytest.mark.parametrize(
    ("read", "message", "next_step"),
    [
        (
            lambda: decode("hello"),
            "This is no voucher.",
            "A voucher is a long text in groups of 8, and begins with V: paste all of it.",
        ),
        (
            lambda: decode(armour.write(armour.Kind.VOUCHER, bytes(80))),
            "This is no voucher: it is too short for one.",
            ASK,
        ),
        (
            lambda: decode(mistyped(VOUCHER)),
            f"Group 2 of this voucher has a typo: {mistyped(VOUCHER).split('-')[1]}.",
            COMPARE,
        ),
        (
            lambda: decode(shortened(VOUCHER)),
            f"This voucher has {len(VOUCHER.split('-')) - 1} groups and must have {len(VOUCHER.split('-'))}.",
            WHOLE,
        ),
        (
            lambda: decode(newer(armour.Kind.VOUCHER)),
            "This voucher needs a newer SpotIntro.",
            "Update SpotIntro, then redeem it.",
        ),
        (
            lambda: decode(REFERRAL),
            "This is a friend's referral code, not a voucher.",
            "Enter it with `spotintro credits referral CODE`.",
        ),
        (
            lambda: decode(REQUEST),
            "This is a request for credits, not a voucher.",
            "Send it to whoever gives you credits: the voucher is their answer.",
        ),
        (
            lambda: decode(forged()),
            "This voucher is forged or damaged: its signature doesn't fit what it says.",
            ASK,
        ),
        (
            lambda: vouchers.decode(VOUCHER, []),
            NOT_IN_FORCE,
            (
                "No operator is trusted yet: put the public key of whoever gives you credits into the settings, "
                "under credits.operator_keys."
            ),
        ),
        (
            lambda: vouchers.decode(VOUCHER, [OTHER_PUBLIC]),
            NOT_IN_FORCE,
            "If you trust its operator, add their public key to credits.operator_keys in the settings.",
        ),
        (
            lambda: vouchers.decode(VOUCHER, [PUBLIC], revoked=[PUBLIC.upper()]),
            "This voucher is signed with a key that was revoked.",
            ASK,
        ),
        (
            lambda: vouchers.decode(VOUCHER, [PUBLIC], revoked=["00112233445566FF"]),
            "This voucher (00112233445566ff) was revoked.",
            ASK,
        ),
    ],
)
def test_a_voucher_that_doesnt_count(read: Callable[[], object], message: str, next_step: str) -> None:
    with pytest.raises(VoucherError) as raised:
        read()
    assert (raised.value.message, raised.value.next_step) == (message, next_step)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("text", "message", "next_step"),
    [
        (
            "hello",
            "This is no request for credits.",
            "A request is a text in groups of 8, and begins with R: paste all of it.",
        ),
        (
            mistyped(REQUEST),
            f"Group 2 of this request has a typo: {mistyped(REQUEST).split('-')[1]}.",
            COMPARE,
        ),
        (
            shortened(REQUEST),
            f"This request has {len(REQUEST.split('-')) - 1} groups and must have {len(REQUEST.split('-'))}.",
            WHOLE,
        ),
        (
            newer(armour.Kind.REQUEST),
            "This request needs a newer SpotIntro.",
            "Update SpotIntro, then answer it.",
        ),
        (
            VOUCHER,
            "This is a voucher, not a request for credits.",
            "A request comes from `spotintro credits request`, or from the support page.",
        ),
        (
            REFERRAL,
            "This is a friend's referral code, not a request for credits.",
            "A request comes from `spotintro credits request`, or from the support page.",
        ),
    ],
)
def test_a_request_that_cant_be_read(text: str, message: str, next_step: str) -> None:
    with pytest.raises(RequestUnreadable) as raised:
        requests.decode(text)
    assert (raised.value.message, raised.value.next_step) == (message, next_step)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("text", "message", "next_step"),
    [
        (
            "hello",
            "This is no referral code.",
            "A referral code has three groups of 8, and begins with F: paste all of it.",
        ),
        (
            armour.write(armour.Kind.REFERRAL, bytes(9)),
            "This is no referral code.",
            "A referral code has three groups of 8, and begins with F: paste all of it.",
        ),
        (
            mistyped(REFERRAL),
            f"Group 2 of this referral code has a typo: {mistyped(REFERRAL).split('-')[1]}.",
            COMPARE,
        ),
        (shortened(REFERRAL), "This referral code has 2 groups and must have 3.", WHOLE),
        (
            newer(armour.Kind.REFERRAL),
            "This referral code needs a newer SpotIntro.",
            "Update SpotIntro, then enter it.",
        ),
        (
            VOUCHER,
            "This is a voucher, not a friend's referral code.",
            "A friend finds theirs with `spotintro credits referral`.",
        ),
        (
            REQUEST,
            "This is a request for credits, not a friend's referral code.",
            "A friend finds theirs with `spotintro credits referral`.",
        ),
    ],
)
def test_a_referral_code_that_cant_be_read(text: str, message: str, next_step: str) -> None:
    with pytest.raises(ReferralCodeError) as raised:
        referral.read(text)
    assert (raised.value.message, raised.value.next_step) == (message, next_step)
    assert str(raised.value) == message


def test_credits_that_dont_suffice() -> None:
    error = InsufficientCredits(needed=2, available=1)
    assert error.code is CreditErrorCode.INSUFFICIENT_CREDITS
    assert error.message == "This needs 2 credits and you have 1 credit."
    assert error.next_step == "Everything free still works; `spotintro support` shows how to get more."
    assert (error.needed, error.available, str(error)) == (2, 1, error.message)


SOUND = CreditRequest(STORE, "local", 3, "0123456789abcdef", 5, 5)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"store_id": "x" * 32}, "a store's id has 32 hexadecimal digits"),
        ({"chain_head": "0"}, "a chain head has 16 hexadecimal digits here"),
        ({"account_id": ""}, "an account's id has 1 to 128 bytes"),
        ({"account_id": "a" * 129}, "an account's id has 1 to 128 bytes"),
        ({"package": "a" * 256}, "a package's name has at most 255 bytes"),
        ({"package": "a\tb"}, "control characters in the account's id or the package's name"),
        ({"account_id": "a\tb"}, "control characters in the account's id or the package's name"),
        ({"sequence": -1}, "a number out of its bounds"),
        ({"friend_code": FRIEND}, "what tells of referral has the account's own code"),
        ({"has_captured_paid": True}, "what tells of referral has the account's own code"),
        ({"referral_code": "x"}, "a referral code has 20 hexadecimal digits"),
        ({"referral_code": FRIEND, "friend_code": "x"}, "a referral code has 20 hexadecimal digits"),
    ],
)
def test_a_request_out_of_its_bounds(changed: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011 - its text is compared whole
        requests.encode(dataclasses.replace(SOUND, **changed))  # type: ignore[arg-type] # the fields' own names
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"amount": 0}, "a voucher carries 1 to 1000000000 credits"),
        ({"amount": 1_000_000_001}, "a voucher carries 1 to 1000000000 credits"),
        ({"lot_days": 36_501}, "credits last 1 to 36500 days"),
        ({"serial": "0"}, "a serial has 16 hexadecimal digits"),
        ({"store_id": "0"}, "a store's id has 32 hexadecimal digits"),
        ({"account_id": ""}, "an account's id has 1 to 128 bytes"),
        ({"referral_code": "0"}, "a referral code has 20 hexadecimal digits"),
        ({"every_days": 1}, "an allowance comes every 1 to 3650 days, 2 to 1000 times, within 36500 days"),
        ({"operator_key": OTHER_PUBLIC}, "the operator's key in the terms is another one than the one that signs"),
    ],
)
def test_terms_that_can_be_no_voucher(changed: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011 - its text is compared whole
        vouchers.encode(terms(**changed), PRIVATE)  # type: ignore[arg-type] # the fields' own names
    assert str(raised.value) == message


def test_keys_and_codes_out_of_their_form() -> None:
    with pytest.raises(ValueError, match=r"^a private key has 64 hexadecimal digits$"):
        vouchers.public_key_of("0")
    with pytest.raises(ValueError, match=r"^a referral code has 20 hexadecimal digits$"):
        referral.written("0")
    assert len(vouchers.new_private_key()) == 64
    assert len(vouchers.new_serial()) == 16
    assert vouchers.file_text(VOUCHER) == "SpotIntro voucher\n" + armour.lines(VOUCHER)
