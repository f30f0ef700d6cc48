"""Vouchers: only what a trusted key signed counts, and every refusal says why."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given

from spotintro.credits import armour, vouchers
from spotintro.credits.base import LotKind, VoucherTerms
from spotintro.credits.referral import written
from spotintro.credits.requests import CreditRequest
from spotintro.credits.requests import encode as encode_request
from spotintro.credits.vouchers import (
    NoVoucher,
    VoucherError,
    VoucherForged,
    VoucherKeyNotTrusted,
    VoucherKeyRevoked,
    VoucherMistyped,
    VoucherRevoked,
    VoucherTooNew,
    decode,
    encode,
    file_text,
    read_unverified,
)
from tests.credits.vouchers import FRIEND, OTHER_PRIVATE, OTHER_PUBLIC, PRIVATE, PUBLIC, STORE, TERMS, terms

GOLDEN = (
    (
        terms(redeem_by=date(2027, 1, 31), lot_days=365),
        (
            "V406RJPS-59QWDBH7-YG49TQ1S-4YKYDDC1-8FYMFZNR-ZXP1C77P-M7MRSY6K-SYWNWXN3-PFCB6X78-HT37XVXS-1HNMXHDF-"
            "1Z18KZ54-0G0696EN-T8S4NDKW-T2ZPFSPV-0002D3NH-1YC0049C-26D25AS8-QZ00000F-CG7A5RG3-2V8504HD-MASW9NF6-"
            "6YY09385-NKRKAYD6-XXP6YRVH-1DG6"
        ),
    ),
    (
        terms(serial="f" * 16, amount=1, kind=LotKind.PROMOTIONAL, store_id=None, account_id=None),
        (
            "V405FPW1-G81EX62E-A034PNG0-VDHFMGHY-37HF56XH-C1SRXP57-ZCK50E6V-R8VES27Q-G4M3NT6A-AD70SKZV-2VPPNDQP-"
            "1ZKDBEW9-MZQ3T3W3-ZCPMJ331-ZSPTQYHT-45G2D3NP-1YCFZZZE-ZZZZZZZY-ZZ00000Y-0800000E-0000N"
        ),
    ),
)
"""As the first version of the format wrote them, byte for byte."""

BOUND = terms(redeem_by=date(2027, 1, 31), lot_days=365)
VOUCHER = encode(BOUND, PRIVATE)
ALLOWANCE = encode(terms(every_days=30, times=12, referral_code=FRIEND, lot_days=60), PRIVATE)
REQUEST = encode_request(CreditRequest(STORE, "local", 3, "ab" * 8, 4, 6))


@given(signed=TERMS)
def test_what_was_signed_is_read(signed: VoucherTerms) -> None:
    voucher = encode(signed, PRIVATE)
    assert decode(voucher, [OTHER_PUBLIC, PUBLIC]) == signed
    assert decode(file_text(voucher).lower(), [PUBLIC]) == signed
    claimed, key_id = read_unverified(voucher)
    assert claimed == dataclasses.replace(signed, operator_key="")
    assert key_id == vouchers.key_id(PUBLIC)


@pytest.mark.parametrize(("signed", "text"), GOLDEN)
def test_vouchers_of_the_first_version_count_and_are_still_written_so(signed: VoucherTerms, text: str) -> None:
    assert decode(text, [PUBLIC]) == signed
    assert encode(signed, PRIVATE) == text


@pytest.mark.parametrize(
    ("signed", "version"),
    [
        (terms(), 1),
        (terms(every_days=1, times=2), 2),
        (terms(referral_code=FRIEND), 2),
        (terms(every_days=36, times=1000, referral_code=FRIEND, store_id=None, account_id=None), 2),
        (terms(every_days=3650, times=11), 2),
    ],
)
def test_the_second_version_is_for_what_the_first_cannot_say(signed: VoucherTerms, version: int) -> None:
    voucher = encode(signed, PRIVATE)
    assert decode(voucher, [PUBLIC]) == signed
    assert armour.read(armour.Kind.VOUCHER, voucher)[64] == version


def test_a_voucher_file_has_a_heading_and_lines_that_fit_a_mail() -> None:
    heading, *lines = file_text(VOUCHER).splitlines()
    assert heading == "SpotIntro voucher"
    assert max(map(len, lines)) <= 60


def test_new_keys_and_serials_are_new() -> None:
    assert vouchers.new_private_key() != vouchers.new_private_key()
    assert vouchers.new_serial() != vouchers.new_serial()
    assert encode(terms(serial=vouchers.new_serial()), PRIVATE)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (terms(amount=0), "credits"),
        (terms(amount=1_000_000_001), "credits"),
        (terms(lot_days=0), "days"),
        (terms(lot_days=36_501), "days"),
        (terms(redeem_by=date(1970, 1, 1)), "day"),
        (terms(redeem_by=date(2150, 1, 1)), "day"),
        (terms(serial="1234"), "serial"),
        (terms(store_id="local"), "store"),
        (terms(account_id=""), "account"),
        (terms(account_id="é" * 65), "account"),
        (terms(operator_key=OTHER_PUBLIC), "key"),
        (terms(every_days=30), "allowance"),
        (terms(times=2), "allowance"),
        (terms(every_days=0, times=2), "allowance"),
        (terms(every_days=0, times=0), "allowance"),
        (terms(every_days=3651, times=2), "allowance"),
        (terms(every_days=30, times=1), "allowance"),
        (terms(every_days=1, times=1001), "allowance"),
        (terms(every_days=3650, times=12), "allowance"),
        (terms(referral_code=FRIEND[:-1]), "referral code"),
        (terms(referral_code=FRIEND.upper()), "referral code"),
    ],
)
def test_terms_that_no_voucher_can_have_are_not_signed(wrong: VoucherTerms, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        encode(wrong, PRIVATE)


PAYLOAD = armour.read(armour.Kind.VOUCHER, VOUCHER)[64:]


def _resigned(payload: bytes) -> str:
    """Signed in due form by the trusted key, whatever it says."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(PRIVATE))
    return armour.write(armour.Kind.VOUCHER, key.sign(b"spotintro voucher 1\0" + payload) + payload)


def _second(every_days: int, times: int, *, flags: int = 7, friend: str = "") -> str:
    """A payload of version 2 that says this, signed."""
    extra = every_days.to_bytes(2, "big") + times.to_bytes(2, "big")
    head = b"\2" + PAYLOAD[1:17] + bytes((flags,)) + PAYLOAD[18:23] + extra
    return _resigned(head + PAYLOAD[23:39] + bytes.fromhex(friend) + PAYLOAD[39:])


def _unbound(*, flags: int) -> str:
    extra = (30).to_bytes(2, "big") + (2).to_bytes(2, "big")
    return _resigned(b"\2" + PAYLOAD[1:17] + bytes((flags,)) + PAYLOAD[18:22] + b"\0" + extra)


def _with_byte(at: int, change: int) -> str:
    data = bytearray(armour.read(armour.Kind.VOUCHER, VOUCHER))
    data[at] ^= change
    return armour.write(armour.Kind.VOUCHER, bytes(data))


TYPO = VOUCHER[:25] + ("7" if VOUCHER[25] != "7" else "8") + VOUCHER[26:]


@pytest.mark.parametrize(
    ("text", "trusted", "revoked", "kind", "says"),
    [
        ("", [PUBLIC], [], NoVoucher, "no voucher"),
        ("good morning", [PUBLIC], [], NoVoucher, "no voucher"),
        (REQUEST, [PUBLIC], [], NoVoucher, "request for credits"),
        (armour.write(armour.Kind.VOUCHER, bytes(40)), [PUBLIC], [], NoVoucher, "too short"),
        (TYPO, [PUBLIC], [], VoucherMistyped, "Group 3 of this voucher has a typo"),
        ("-".join(VOUCHER.split("-")[:-2]), [PUBLIC], [], VoucherMistyped, "24 groups and must have 26"),
        (_with_byte(80, 1), [PUBLIC], [], VoucherForged, "forged or damaged"),
        (_with_byte(5, 1), [PUBLIC], [], VoucherForged, "forged or damaged"),
        (VOUCHER, [OTHER_PUBLIC], [], VoucherKeyNotTrusted, "not trusted"),
        (VOUCHER, [], [], VoucherKeyNotTrusted, "not trusted"),
        (VOUCHER, ["nonsense", "é" * 64], [], VoucherKeyNotTrusted, "not trusted"),
        (VOUCHER, [PUBLIC], [PUBLIC], VoucherKeyRevoked, "key that was revoked"),
        (VOUCHER, [], [PUBLIC.upper()], VoucherKeyRevoked, "key that was revoked"),
        (VOUCHER, [PUBLIC], [BOUND.serial], VoucherRevoked, "(00112233445566ff) was revoked"),
        (written(FRIEND), [PUBLIC], [], NoVoucher, "referral code, not a voucher"),
        (_resigned(b"\3" + PAYLOAD[1:]), [PUBLIC], [], VoucherTooNew, "newer SpotIntro"),
        (_resigned(b"\2" + PAYLOAD[1:]), [PUBLIC], [], VoucherForged, "forged"),
        (_resigned(b"\2" + PAYLOAD[1:23]), [PUBLIC], [], VoucherForged, "forged"),
        (_second(0, 0), [PUBLIC], [], VoucherForged, "forged"),
        (_second(30, 0), [PUBLIC], [], VoucherForged, "forged"),
        (_second(30, 1), [PUBLIC], [], VoucherForged, "forged"),
        (_second(0, 2), [PUBLIC], [], VoucherForged, "forged"),
        (_second(3650, 12), [PUBLIC], [], VoucherForged, "forged"),
        (_second(30, 2, flags=31), [PUBLIC], [], VoucherForged, "forged"),
        (_second(30, 2, flags=15), [PUBLIC], [], VoucherForged, "forged"),
        (_unbound(flags=16), [PUBLIC], [], VoucherForged, "forged"),
        (_second(30, 2, friend=FRIEND), [PUBLIC], [], VoucherForged, "forged"),
        (_resigned(PAYLOAD[:17] + b"\x0f" + PAYLOAD[18:]), [PUBLIC], [], VoucherForged, "forged"),
        (_resigned(b"\0" + PAYLOAD[1:]), [PUBLIC], [], VoucherForged, "forged"),
        (_resigned(PAYLOAD + b"x"), [PUBLIC], [], VoucherForged, "forged"),
        (_resigned(PAYLOAD[:-1] + b"\xff"), [PUBLIC], [], VoucherForged, "forged"),
        (_resigned(PAYLOAD[:13] + bytes(4) + PAYLOAD[17:]), [PUBLIC], [], VoucherForged, "forged"),
    ],
)
def test_each_refusal_has_its_own_sentence(
    text: str, trusted: list[str], revoked: list[str], kind: type[VoucherError], says: str
) -> None:
    with pytest.raises(VoucherError) as refusal:
        decode(text, trusted, revoked=revoked)
    assert type(refusal.value) is kind
    assert says in refusal.value.message
    assert refusal.value.next_step.endswith(".")
    assert "\x1b" not in refusal.value.message


def test_what_is_forged_above_differs_from_what_counts_by_that_alone() -> None:
    assert decode(_second(30, 2), [PUBLIC]).times == 2
    assert decode(_second(0, 0, flags=15, friend=FRIEND), [PUBLIC]).referral_code == FRIEND
    assert decode(_resigned(PAYLOAD), [PUBLIC]) == BOUND
    assert decode(_unbound(flags=0), [PUBLIC]).times == 2


def test_the_largest_terms_are_signed_and_read() -> None:
    largest = terms(
        amount=1_000_000_000,
        lot_days=36_500,
        account_id="é" * 64,
        redeem_by=date(1970, 1, 1) + timedelta(days=65_535),
    )
    assert decode(encode(largest, PRIVATE), [PUBLIC]) == largest


def test_a_typo_is_repeated_harmlessly() -> None:
    with pytest.raises(VoucherMistyped) as refusal:
        decode(VOUCHER[:10] + "\x1b\u202e" + VOUCHER[12:], [PUBLIC])
    assert refusal.value.group == 2
    assert "\x1b" not in refusal.value.message
    assert "\u202e" not in refusal.value.message


def test_a_signature_for_something_else_is_none_for_a_voucher() -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(PRIVATE))
    with pytest.raises(VoucherForged):
        decode(armour.write(armour.Kind.VOUCHER, key.sign(PAYLOAD) + PAYLOAD), [PUBLIC])


def test_the_signature_of_a_stranger_with_our_key_id_is_forged() -> None:
    stranger = encode(dataclasses.replace(BOUND, operator_key=OTHER_PUBLIC), OTHER_PRIVATE)
    data = bytearray(armour.read(armour.Kind.VOUCHER, stranger))
    data[65:69] = bytes.fromhex(vouchers.key_id(PUBLIC))
    with pytest.raises(VoucherForged):
        decode(armour.write(armour.Kind.VOUCHER, bytes(data)), [PUBLIC])


_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def _mutations(count: int, seed: int) -> Iterator[str]:
    """Random texts, voucher texts with edits, and well-formed codes around changed or random bytes."""
    random_ = random.Random(seed)
    for _ in range(count):
        voucher = random_.choice((VOUCHER, ALLOWANCE))
        data = armour.read(armour.Kind.VOUCHER, voucher)
        shape = random_.randrange(5)
        if shape == 0:
            yield "".join(chr(random_.randrange(0x250)) for _ in range(random_.randrange(300)))
        elif shape == 1:
            yield "V" + "".join(random_.choices(_ALPHABET + "-", k=random_.randrange(300)))
        elif shape == 2:
            text = list(voucher)
            for _ in range(random_.randint(1, 4)):
                at = random_.randrange(len(text))
                edit = random_.randrange(3)
                text[at : at + (edit != 0)] = [] if edit == 1 else [random_.choice(_ALPHABET)]
            yield "".join(text)
        elif shape == 3:
            changed = bytearray(data)
            for _ in range(random_.randint(1, 3)):
                changed[random_.randrange(len(changed))] ^= 1 << random_.randrange(8)
            yield armour.write(armour.Kind.VOUCHER, bytes(changed))
        else:
            start = random_.choice((b"", data[:64], data[64:]))
            yield armour.write(armour.Kind.VOUCHER, start + random_.randbytes(random_.randrange(200)))


def _accepted(count: int, *, seed: int) -> list[str]:
    """What was taken, other than the vouchers themselves, whose text an edit may have left as it was."""
    taken = []
    originals = [armour.read(armour.Kind.VOUCHER, voucher) for voucher in (VOUCHER, ALLOWANCE)]
    for text in _mutations(count, seed):
        try:
            decode(text, [PUBLIC, OTHER_PUBLIC])
        except VoucherError:
            continue
        if armour.read(armour.Kind.VOUCHER, text) not in originals:
            taken.append(text)
    return taken


@pytest.mark.slow
def test_4_000_mutated_or_random_texts_are_refused_in_order() -> None:
    assert _accepted(4_000, seed=4_000) == []


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_1_000_000_mutated_or_random_texts_are_refused_in_order() -> None:
    assert _accepted(1_000_000, seed=1_000_000) == []
