"""Groups of characters that people copy, and the typo that is pointed at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.credits import armour
from spotintro.credits.armour import Kind
from spotintro.credits.pasted import Misread

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE = armour.write(Kind.VOUCHER, bytes(range(60)))
GROUPS = CODE.split("-")


@given(data=st.binary(max_size=armour.MAX_DATA), kind=st.sampled_from(Kind))
def test_what_is_written_is_read(data: bytes, kind: Kind) -> None:
    code = armour.write(kind, data)
    assert code[0] == {Kind.VOUCHER: "V", Kind.REQUEST: "R", Kind.REFERRAL: "F"}[kind]
    assert armour.kind_of(code) is kind
    assert {len(group) for group in code.split("-")[:-1]} <= {armour.GROUP}
    assert armour.read(kind, code) == data
    assert armour.read(kind, armour.lines(code)) == data


def test_more_than_fits_is_a_defect_of_the_caller() -> None:
    with pytest.raises(ValueError, match="600 bytes"):
        armour.write(Kind.VOUCHER, bytes(601))


@pytest.mark.parametrize(
    "written",
    [
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", " - "),
        CODE.replace("-", "\u2011\n"),
        CODE.replace("0", "O").replace("1", "l"),
        CODE.replace("0", "o").replace("1", "I"),
        f"\ufeff  {CODE}\r\n",
        "> " + CODE.replace("-", "\n> "),
        f"SpotIntro voucher\n{armour.lines(CODE)}",
        f"SpotIntro voucher {CODE}",
        CODE[:11] + "\n" + CODE[11:],
        f"Hello,\nplease help vraiment VOUCHERS.\n\n{armour.lines(CODE)}\nRegards, 12345678\n-- \nAna",
        f"{CODE} thanks",
    ],
)
def test_case_separators_and_look_alikes_do_not_count(written: str) -> None:
    assert armour.read(Kind.VOUCHER, written) == bytes(range(60))


@pytest.mark.slow
def test_every_wrong_character_is_found_in_its_group() -> None:
    for at, char in enumerate(CODE):
        if char == "-":
            continue
        for other in _ALPHABET.replace(char, ""):
            with pytest.raises(armour.GroupMistyped) as found:
                armour.read(Kind.VOUCHER, CODE[:at] + other + CODE[at + 1 :])
            assert found.value.group == CODE[:at].count("-") + 1


def test_every_two_swapped_characters_of_a_group_are_found() -> None:
    for number, group in enumerate(GROUPS):
        for first in range(len(group)):
            for second in range(first + 1, len(group)):
                if group[first] == group[second]:
                    continue
                swapped = list(group)
                swapped[first], swapped[second] = swapped[second], swapped[first]
                with pytest.raises(armour.GroupMistyped) as found:
                    armour.read(
                        Kind.VOUCHER, "-".join([*GROUPS[:number], "".join(swapped), *GROUPS[number + 1 :]])
                    )
                assert found.value.group == number + 1


def test_swapped_groups_are_found() -> None:
    for first in range(len(GROUPS) - 2):
        swapped = [*GROUPS[:first], GROUPS[first + 1], GROUPS[first], *GROUPS[first + 2 :]]
        with pytest.raises(armour.GroupMistyped) as found:
            armour.read(Kind.VOUCHER, "-".join(swapped))
        assert found.value.group == first + 1
        assert "is missing, or not in its place" in found.value.sentence("code")


def test_a_missing_character_is_found_where_it_is_missing() -> None:
    for number in range(len(GROUPS) - 1):
        shorter = [*GROUPS[:number], GROUPS[number][:3] + GROUPS[number][4:], *GROUPS[number + 1 :]]
        with pytest.raises(armour.GroupMistyped) as found:
            armour.read(Kind.VOUCHER, "-".join(shorter))
        assert found.value.group == number + 1
        assert found.value.sentence("code") == (
            f"Group {number + 1} of this code has a typo: {shorter[number]} has 7 characters, not 8."
        )


def test_a_typo_in_a_code_without_separators_is_found_by_counting() -> None:
    plain = CODE.replace("-", "")
    for number, group in enumerate(GROUPS[1:], 2):
        at = (number - 1) * armour.GROUP
        other = "7" if group[0] != "7" else "8"
        with pytest.raises(armour.GroupMistyped) as found:
            armour.read(Kind.VOUCHER, plain[:at] + other + plain[at + 1 :])
        assert found.value.group == number
        assert found.value.sentence("code") == f"Group {number} of this code has a typo: {other + group[1:]}."


def test_a_code_of_the_greatest_size_without_separators_is_read() -> None:
    data = bytes(armour.MAX_DATA)
    assert armour.read(Kind.VOUCHER, armour.write(Kind.VOUCHER, data).replace("-", "")) == data


def test_a_group_is_shown_up_to_20_characters() -> None:
    shown = armour.GroupMistyped(Misread(1, "7" * 30, None)).sentence("code")
    assert shown == f"Group 1 of this code has a typo: {'7' * 19}…."


@pytest.mark.parametrize("foreign", ["é", "*", "🎵", "U", "ı", "\x1b"])
def test_a_character_of_no_code_is_a_typo_in_its_group(foreign: str) -> None:
    with pytest.raises(armour.GroupMistyped) as found:
        armour.read(Kind.VOUCHER, CODE[:10] + foreign + CODE[11:])
    assert found.value.group == 2


def test_missing_groups_are_counted() -> None:
    for left in range(1, len(GROUPS) - 1):
        with pytest.raises(armour.Incomplete) as found:
            armour.read(Kind.VOUCHER, "-".join(GROUPS[:left]))
        has = "1 group" if left == 1 else f"{left} groups"
        assert found.value.sentence("code") == f"This code has {has} and must have {len(GROUPS)}."


def test_a_code_has_one_form_only() -> None:
    """The bits that fill up the last character count too: else two texts would be one voucher."""
    code = armour.write(Kind.VOUCHER, b"")
    assert code == "V4000K"
    assert armour.read(Kind.VOUCHER, code) == b""
    with pytest.raises(armour.NotACode):
        armour.read(Kind.VOUCHER, "V4001H")


def test_a_typo_in_a_letter_is_counted_from_the_codes_first_group() -> None:
    mistyped = CODE.replace(GROUPS[4], GROUPS[4][:2] + GROUPS[4][3:])
    with pytest.raises(armour.GroupMistyped) as found:
        armour.read(Kind.VOUCHER, f"Hello,\nhere it is:\n{mistyped}\nRegards")
    assert found.value.group == 5
    assert found.value.sentence("code").endswith(f" {GROUPS[4][:2] + GROUPS[4][3:]} has 7 characters, not 8.")


def test_the_kinds_are_kept_apart() -> None:
    with pytest.raises(armour.OtherKind) as found:
        armour.read(Kind.REQUEST, CODE)
    assert found.value.kind is Kind.VOUCHER


@pytest.mark.parametrize("text", ["", " \n-", "hello", "https://example.org/voucher", "1234 5678", "x" * 100_000])
def test_what_is_no_code_at_all(text: str) -> None:
    with pytest.raises(armour.NotACode):
        armour.read(Kind.VOUCHER, text)
    assert armour.kind_of(text) is None
