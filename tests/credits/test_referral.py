"""Referral codes: one per account, and as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given

from spotintro.credits import armour
from spotintro.credits.referral import ReferralCodeError, is_code, read, referral_code, written
from spotintro.credits.requests import CreditRequest
from spotintro.credits.requests import encode as encode_request
from spotintro.credits.vouchers import encode as encode_voucher
from tests.credits.vouchers import FRIEND, PRIVATE, REFERRAL_CODES, STORE, terms

CODE = written(FRIEND)


def test_an_account_has_one_code_and_no_other_has_it() -> None:
    code = referral_code(STORE, "local")
    assert is_code(code)
    assert code == referral_code(STORE, "local") == "c265b2c086c612ef8367"
    assert len({code, referral_code(STORE, "other"), referral_code("f" * 32, "local")}) == 3


@given(code=REFERRAL_CODES)
def test_what_is_written_is_read(code: str) -> None:
    assert read(written(code)) == code
    assert read(f"my code: {written(code).lower().replace('-', ' ')} , yours") == code


def test_it_is_three_groups_that_begin_with_f() -> None:
    assert CODE.startswith("F")
    assert [len(group) for group in CODE.split("-")] == [8, 8, 8]


@pytest.mark.parametrize("wrong", ["", "ab", FRIEND.upper(), FRIEND + "0", "x" * 20])
def test_what_is_no_code_is_not_written(wrong: str) -> None:
    with pytest.raises(ValueError, match="20 hexadecimal"):
        written(wrong)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no referral code"),
        ("good morning", "no referral code"),
        (CODE[:12] + ("7" if CODE[12] != "7" else "8") + CODE[13:], "Group 2 of this referral code has a typo"),
        (CODE[:-9], "2 groups and must have 3"),
        (encode_voucher(terms(), PRIVATE), "a voucher, not"),
        (encode_request(CreditRequest(STORE, "local", 3, "ab" * 8, 4, 6, referral_code=FRIEND)), "a request for"),
        (armour.write(armour.Kind.REFERRAL, bytes(10), version=2), "newer SpotIntro"),
        (armour.write(armour.Kind.REFERRAL, bytes(9)), "no referral code"),
    ],
)
def test_each_refusal_has_its_own_sentence(text: str, says: str) -> None:
    with pytest.raises(ReferralCodeError) as refusal:
        read(text)
    assert says in refusal.value.message
    assert refusal.value.next_step.endswith(".")


def test_every_single_typo_is_found_and_placed() -> None:
    signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    for at, sign in enumerate(CODE):
        if sign == "-":
            continue
        for other in signs.replace(sign, ""):
            with pytest.raises(ReferralCodeError) as refusal:
                read(CODE[:at] + other + CODE[at + 1 :])
            assert f"Group {at // 9 + 1} " in refusal.value.message
