"""What is found in pasted texts, and what is said of a code that almost is one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.credits import armour, pasted, vouchers
from spotintro.credits.armour import Kind
from spotintro.credits.groups import ALPHABET, GROUP, NUMBERS, number_of
from spotintro.credits.vouchers import NoVoucher, VoucherMistyped
from tests.credits.vouchers import PRIVATE, PUBLIC, terms
from tests.credits.wrappings import wrapped

CODE = vouchers.encode(terms(), PRIVATE)
OTHER = vouchers.encode(terms(serial="00112233445566aa"), PRIVATE)
REQUEST = armour.write(Kind.REQUEST, bytes(range(80)))
GROUPS = CODE.split("-")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(300))
def test_a_voucher_survives_its_wrapping(seed: int) -> None:
    pasted = wrapped(seed)
    codes = armour.separate(Kind.VOUCHER, pasted.text)
    assert len(codes) == 1
    if pasted.group is None:
        assert vouchers.decode(codes[0], [PUBLIC]).credits == pasted.credits
        assert armour.separate(Kind.VOUCHER, codes[0]) == codes
        return
    said = set()
    for text in (pasted.text, codes[0]):
        with pytest.raises(VoucherMistyped) as found:
            vouchers.decode(text, [PUBLIC])
        assert found.value.group == pasted.group, found.value
        said.add(str(found.value))
    assert len(said) == 1, "what is said of a text and of the code in it is the same"


def test_two_codes_in_one_text_are_two_and_one_twice_is_one() -> None:
    mail = f"For you:\n{armour.lines(CODE)}\nand for your friend:\n> {OTHER}\n\nAgain: `{CODE.lower()}`"
    assert armour.separate(Kind.VOUCHER, mail) == (CODE, OTHER)


def test_an_answer_that_quotes_the_request_is_the_voucher() -> None:
    mail = f"{armour.lines(CODE)}\nOn Monday Ana wrote:\n" + "".join(
        f"> {line}\n" for line in armour.lines(REQUEST).splitlines()
    )
    assert armour.separate(Kind.VOUCHER, mail) == (CODE,)
    assert armour.separate(Kind.REQUEST, mail) == (REQUEST,)
    assert armour.read(Kind.VOUCHER, mail) == armour.read(Kind.VOUCHER, CODE)


def test_a_whole_code_and_a_broken_one_are_both_told() -> None:
    broken = OTHER.replace(OTHER.split("-")[6], "77777777")
    codes = armour.separate(Kind.VOUCHER, f"{broken}\n\n{CODE}")
    assert len(codes) == 2
    assert codes[1] == CODE
    with pytest.raises(VoucherMistyped, match="Group 7 of this voucher has a typo: 77777777"):
        vouchers.decode(codes[0], [PUBLIC])


def test_several_where_one_is_read_are_refused() -> None:
    with pytest.raises(NoVoucher, match="These are 2 vouchers"):
        vouchers.decode(f"{CODE} {OTHER}", [PUBLIC])


@pytest.mark.parametrize(
    ("group", "written", "said"),
    [
        (3, "8AB", None),
        (
            3,
            GROUPS[2][:3] + "Ü" + GROUPS[2][4:],
            "whose character 4, “Ü”, LATIN CAPITAL LETTER U WITH DIAERESIS, is",
        ),
        (3, GROUPS[2][:3] + "U" + GROUPS[2][4:], "whose character 4, “U”, is in no code."),
        (3, "\u0410" + GROUPS[2][1:], "whose character 1, “\u0410”, CYRILLIC CAPITAL LETTER A, is in no code."),
        (3, GROUPS[2] + "7", " has 9 characters, not 8."),
        (3, GROUPS[2][1:], " has 7 characters, not 8."),
        (1, GROUPS[0][1:], " has 7 characters, not 8."),
        (3, "", "Group 3 of this voucher is missing, or not in its place."),
        (1, "", "Group 1 of this voucher is missing, or not in its place."),
    ],
)
def test_what_is_wrong_is_said_where_it_is(group: int, written: str, said: str | None) -> None:
    groups = [*GROUPS[: group - 1], *([written] if written else []), *GROUPS[group:]]
    for text in ("-".join(groups), " ".join(groups), f"Hello,\nhere:\n> {' '.join(groups)}\nRegards, Ana"):
        with pytest.raises(VoucherMistyped) as found:
            vouchers.decode(text, [PUBLIC])
        assert found.value.group == group
        if said is not None and not (written == "" and group == 1 and text.startswith("Hello")):
            assert said in str(found.value)


def test_a_code_cut_short_says_how_many_groups_are_missing() -> None:
    with pytest.raises(VoucherMistyped, match=f"has 5 groups and must have {len(GROUPS)}"):
        vouchers.decode(f"Here: {'-'.join(GROUPS[:5])} …", [PUBLIC])


@pytest.mark.slow
def test_no_text_takes_long() -> None:
    began = time.perf_counter()
    for text in ("VOUCHERS " * 8_000, "V4000000" * 8_000, "8ABCDEFG " * 8_000, "=41" * 30_000, f"{CODE}\n" * 300):
        armour.separate(Kind.VOUCHER, text)
    assert time.perf_counter() - began < 20


def test_groups_that_go_on_and_on_are_not_one_code(monkeypatch: pytest.MonkeyPatch) -> None:
    by_number = {number_of(f"{'A' * (GROUP - 1)}{last}"): f"{'A' * (GROUP - 1)}{last}" for last in ALPHABET}
    groups = 1_500
    text = " ".join(by_number[number % NUMBERS] for number in range(1, groups + 1))
    looked_at: list[int] = []
    drift = pasted._drift

    def counted(number: int, expected: int) -> int:
        looked_at.append(number)
        return drift(number, expected)

    monkeypatch.setattr(pasted, "_drift", counted)
    assert armour.separate(Kind.VOUCHER, text)
    assert len(looked_at) < groups * 200  # by its square it would be more than a million


@given(serial=st.binary(min_size=8, max_size=8), data=st.data())
def test_a_wrong_character_is_a_typo_of_its_group_though_it_looks_like_another_group(
    serial: bytes, data: st.DataObject
) -> None:
    text = vouchers.encode(terms(serial=serial.hex()), PRIVATE)
    place = data.draw(st.sampled_from([at for at, sign in enumerate(text) if at > GROUP and sign != "-"]))
    wrong = data.draw(st.sampled_from(ALPHABET).filter(lambda sign: sign != text[place]))
    with pytest.raises(VoucherMistyped) as found:
        vouchers.decode(text[:place] + wrong + text[place + 1 :], [PUBLIC])
    assert found.value.group == text[:place].count("-") + 1
    assert "has a typo" in found.value.message
