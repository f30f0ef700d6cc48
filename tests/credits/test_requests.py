"""Request codes: what was asked is what is read."""

from __future__ import annotations

import dataclasses
import random
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.credits import armour
from spotintro.credits.base import AccountState, Referral, User
from spotintro.credits.referral import written
from spotintro.credits.requests import (
    MAX_PACKAGE,
    CreditRequest,
    RequestUnreadable,
    decode,
    encode,
    package_called,
    request_of,
)
from spotintro.credits.vouchers import encode as encode_voucher
from spotintro.plain_text import single_line
from tests.credits.vouchers import ACCOUNT_IDS, FRIEND, PRIVATE, REFERRAL_CODES, STORE, STORE_IDS, terms

COUNTS = st.integers(0, 2**64 - 1)
PACKAGES = st.text(min_size=1, max_size=MAX_PACKAGE).filter(
    lambda text: single_line(text, limit=MAX_PACKAGE) == text
)
NO_REFERRAL = st.just((None, None, False))
REFERRALS = NO_REFERRAL | st.tuples(REFERRAL_CODES, st.none() | REFERRAL_CODES, st.booleans())


def _credit_request(referral: tuple[str | None, str | None, bool], **named: Any) -> CreditRequest:
    own, friend, paid = referral
    return CreditRequest(**named, referral_code=own, friend_code=friend, has_captured_paid=paid)


REQUESTS = st.builds(
    _credit_request,
    referral=REFERRALS,
    store_id=STORE_IDS,
    account_id=ACCOUNT_IDS,
    sequence=COUNTS,
    chain_head=st.binary(min_size=8, max_size=8).map(bytes.hex),
    available=COUNTS,
    used=COUNTS,
    package=st.none() | PACKAGES,
)
ASKED = CreditRequest(STORE, "local", 17, "0123456789abcdef", 3, 7, "Small")


OWN = "fedcba98765432100123"
REFERRED = dataclasses.replace(ASKED, referral_code=OWN, friend_code=FRIEND, has_captured_paid=True)
FIRST_VERSION = (
    "R403R093-38NKRKAY-YDXW0J64-HB7H6NW3-VVR14D28-PF2DBSQ9-QG00000J-000000HF-00000009-0000060J-0000000B-0000W2GT-"
    "AV3FCDGV-PRMVDC5F-P6R3"
)
"""As the first version of the format wrote ASKED, byte for byte."""


def test_a_request_of_the_first_version_is_read_and_still_written_where_there_is_no_more_to_say() -> None:
    assert decode(FIRST_VERSION) == ASKED
    assert encode(ASKED) == FIRST_VERSION
    assert encode(REFERRED).startswith("R8")


def test_a_request_tells_of_the_friend_that_was_entered() -> None:
    user = User("local", 3, 7, held_credits=1)
    referral = Referral(OWN, FRIEND, datetime(2026, 1, 1, tzinfo=UTC), has_captured_paid=True)
    state = AccountState(STORE, "local", 17, "0123456789abcdef" * 4, user, referral)
    assert request_of(state, package="Small") == REFERRED
    here = dataclasses.replace(state, referral=dataclasses.replace(referral, friend_is_here=True))
    assert request_of(here, package="Small") == dataclasses.replace(REFERRED, friend_code=None)


@given(request=REQUESTS)
def test_what_was_asked_is_read(request: CreditRequest) -> None:
    code = encode(request)
    assert decode(code) == request
    assert decode(f"SpotIntro request\n{armour.lines(code).lower()}") == request


def test_a_request_of_an_account() -> None:
    state = AccountState(STORE, "local", 17, "0123456789abcdef" * 4, User("local", 3, 7, held_credits=1))
    assert request_of(state) == dataclasses.replace(ASKED, package=None)
    assert request_of(state, package="  Small\x1b[31m ") == ASKED
    assert request_of(state, package="") == dataclasses.replace(ASKED, package=None)
    assert decode(encode(request_of(state, package="x" * 500))).package == "x" * 59 + "…"


def test_a_package_is_found_by_what_a_request_can_carry_of_its_name() -> None:
    names = ["Small", "x" * 70, "Two  words"]
    assert package_called("Small", names) == "Small"
    assert package_called(" Two words", names) == "Two  words"
    assert package_called("small", names) is None
    assert (
        package_called("x" * 70, names)
        == package_called(single_line("x" * 70, limit=MAX_PACKAGE), names)
        == names[1]
    )


def test_the_longest_names_that_a_request_carries() -> None:
    asked = dataclasses.replace(ASKED, account_id="é" * 64, package="é" * 127 + "a")
    assert decode(encode(asked)) == asked


@pytest.mark.parametrize(
    "wrong",
    [
        dataclasses.replace(ASKED, store_id="local"),
        dataclasses.replace(ASKED, chain_head="0123"),
        dataclasses.replace(ASKED, account_id=""),
        dataclasses.replace(ASKED, account_id="é" * 65),
        dataclasses.replace(ASKED, account_id="a\nb"),
        dataclasses.replace(ASKED, package="é" * 128),
        dataclasses.replace(ASKED, sequence=-1),
        dataclasses.replace(ASKED, used=2**64),
        dataclasses.replace(ASKED, friend_code=FRIEND),
        dataclasses.replace(ASKED, has_captured_paid=True),
        dataclasses.replace(REFERRED, referral_code=OWN[:-1]),
        dataclasses.replace(REFERRED, friend_code=FRIEND.upper()),
    ],
)
def test_what_no_request_can_say_is_not_written(wrong: CreditRequest) -> None:
    with pytest.raises(ValueError, match=r"digits|bytes|bounds|control|own code"):
        encode(wrong)


CODE = encode(ASKED)
DATA = armour.read(armour.Kind.REQUEST, CODE)
SECOND = armour.read_version(armour.Kind.REQUEST, encode(REFERRED), newest=2)[1]


def _second(data: bytes) -> str:
    return armour.write(armour.Kind.REQUEST, data, version=2)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no request"),
        ("please send credits", "no request"),
        (encode_voucher(terms(), PRIVATE), "a voucher, not a request"),
        (CODE[:10] + ("7" if CODE[10] != "7" else "8") + CODE[11:], "Group 2 of this request has a typo"),
        (CODE.rpartition("-")[0].rpartition("-")[0], "groups and must have"),
        (armour.write(armour.Kind.REQUEST, DATA[:-1]), "no request"),
        (armour.write(armour.Kind.REQUEST, DATA[:20]), "no request"),
        (armour.write(armour.Kind.REQUEST, DATA[:-5] + b"a\x1bb\xc2\x9b"), "no request"),
        (armour.write(armour.Kind.REQUEST, DATA[:-1] + b"\xff"), "no request"),
        (written(FRIEND), "referral code, not a request"),
        (armour.write(armour.Kind.REQUEST, DATA, version=3), "newer SpotIntro"),
        (_second(SECOND[:52]), "no request"),
        (_second(SECOND[:60]), "no request"),
        (_second(SECOND[:50] + b"\4" + SECOND[51:]), "no request"),
        (_second(SECOND[:50] + b"\7" + SECOND[51:]), "no request"),
        (_second(SECOND[:50] + b"\0" + SECOND[51:]), "no request"),
    ],
)
def test_what_is_no_request_is_refused_with_its_reason(text: str, says: str) -> None:
    with pytest.raises(RequestUnreadable) as refusal:
        decode(text)
    assert says in refusal.value.message
    assert refusal.value.next_step


@pytest.mark.slow
def test_nothing_in_a_request_crashes_who_reads_it() -> None:
    random_ = random.Random(1)
    for _ in range(3_000):
        version = random_.choice((1, 2))
        data = bytearray(DATA if version == 1 else SECOND)
        for _ in range(random_.randint(1, 5)):
            data[random_.randrange(len(data))] = random_.randrange(256)
        try:
            request = decode(armour.write(armour.Kind.REQUEST, bytes(data), version=version))
        except RequestUnreadable:
            continue
        assert decode(encode(request)) == request
