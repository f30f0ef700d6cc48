"""The groups that codes are written in: Crockford's base32, seven characters and a check character each.

The alphabet has no I, L, O, U; I and L are read as 1, O as 0, and case doesn't count. The check character is the
group's value over GF(32) with a different weight for each place, so one wrong character and two swapped ones in a
group are always found. The group's number is mixed in: swapped groups are found, and a group tells which it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

GROUP_DATA: Final = 7
GROUP: Final = GROUP_DATA + 1
HEAD: Final = 3
"""Bytes in front of the data: what it is, in which version, and how long it is."""
NUMBERS: Final = 32
"""So many group numbers are told apart."""

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {char: value for value, char in enumerate(ALPHABET)}
_VALUES |= {char.lower(): value for char, value in _VALUES.items()}
_VALUES |= dict.fromkeys("IiLl", 1) | dict.fromkeys("Oo", 0)
_BITS = 5
_FIELD_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)
_VERSION_BITS = 0b111


class Kind(IntEnum):
    """What a code is; the value is the first letter's place in the alphabet."""

    VOUCHER = ALPHABET.index("V")
    REQUEST = ALPHABET.index("R")
    REFERRAL = ALPHABET.index("F")


@dataclass(frozen=True, slots=True)
class Head:
    """What the first group tells of the whole code."""

    kind: Kind
    version: int
    length: int
    """Bytes of data."""

    @property
    def sizes(self) -> tuple[int, ...]:
        """The characters of each group: 8, and the rest in the last one."""
        values = symbols_of(HEAD + self.length)
        whole, rest = divmod(values, GROUP_DATA)
        return (GROUP,) * whole + ((rest + 1,) if rest else ())


def value_of(char: str) -> int | None:
    """Return what a character stands for; None for one that is in no code."""
    return _VALUES.get(char)


def head_of(group: str) -> Head | None:
    """Read the first group of a code, or all of one that is shorter; None where it is the beginning of none."""
    if not fits(group, 1):
        return None
    framed, _ = to_bytes([_VALUES[char] for char in group[:-1]])
    if len(framed) < HEAD or framed[0] >> 3 not in tuple(Kind):
        return None
    return Head(Kind(framed[0] >> 3), framed[0] & _VERSION_BITS, int.from_bytes(framed[1:HEAD], "big"))


def fits(group: Sequence[str], number: int) -> bool:
    """Tell whether the check character agrees with the others and with the group's number, from 1."""
    return number_of(group) == number % NUMBERS


def number_of(group: Sequence[str]) -> int | None:
    """Return which group it is by its own word, modulo `NUMBERS`; None where a character is in no code."""
    values = [_VALUES.get(char) for char in group]
    known = [value for value in values if value is not None]
    return _sum(known[:-1]) ^ known[-1] if len(known) == len(values) > 1 else None


def check(values: Sequence[int], number: int) -> int:
    """Return the value of the check character."""
    return _sum(values) ^ number % NUMBERS


def symbols_of(size: int) -> int:
    """Return how many characters carry so many bytes, check characters not counted."""
    return -(-size * 8 // _BITS)


def to_symbols(data: bytes) -> list[int]:
    """Return the values of the characters that carry the bytes."""
    count = symbols_of(len(data))
    number = int.from_bytes(data, "big") << (count * _BITS - len(data) * 8)
    return [number >> _BITS * (count - 1 - place) & 0b11111 for place in range(count)]


def to_bytes(values: Sequence[int]) -> tuple[bytes, int]:
    """Return the whole bytes, and the bits that are left over."""
    number = 0
    for value in values:
        number = number << _BITS | value
    size, spare = divmod(len(values) * _BITS, 8)
    return (number >> spare).to_bytes(size, "big"), number & ((1 << spare) - 1)


def _sum(values: Sequence[int]) -> int:
    check = 0
    for value in values:
        check = (check ^ value) << 1
        if check & 0b100000:
            check ^= _FIELD_POLYNOMIAL
    return check
