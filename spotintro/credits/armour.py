"""Bytes as a text that people copy: Crockford's base32 in groups, each with a check character of its own.

The alphabet is Crockford's (no I, L, O, U; I and L are read as 1, O as 0), case and separators don't count. A
group is 7 characters and a check character, the last one may be shorter. The check character is the group's
value over GF(32) with a different weight for each place, so one wrong character and two swapped ones in a group
are always found; the group's number is mixed in, so that swapped groups are found too. Crockford's own check
signs (`*~$=U`) don't survive a shell. What stands in front of the data says what it is (its first letter tells
it to the eye: V a voucher, R a request, F a friend's code), in which version, and how long it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum

from spotintro.plain_text import single_line

GROUP_DATA = 7
GROUP = GROUP_DATA + 1
GROUPS_PER_LINE = 5
MAX_DATA = 600
"""Bytes. The longest code of ours, a request with two long names, has 456."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {char: value for value, char in enumerate(_ALPHABET)}
_VALUES |= {char.lower(): value for char, value in _VALUES.items()}
_VALUES |= dict.fromkeys("IiLl", 1) | dict.fromkeys("Oo", 0)
# Mail programs make typographic hyphens of plain ones, break lines with invisible signs and quote with ">".
_SEPARATORS = frozenset("-_>\u00ad\u2010\u2011\u2012\u2013\u2014\u2212\u200b\u2060\ufeff")
_HEADING = re.compile(r"(?im)^\s*spotintro\s+(?:voucher|request)\b:?")
_BITS = 5
_FIELD_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)
_OLDEST = 1
_VERSION_BITS = 0b111
_HEAD = 3
_MAX_SYMBOLS = ((_HEAD + MAX_DATA) * 8 // 5 + 1) * GROUP // GROUP_DATA + GROUP


class Kind(IntEnum):
    """What a code is; the value is the first letter's place in the alphabet."""

    VOUCHER = _ALPHABET.index("V")
    REQUEST = _ALPHABET.index("R")
    REFERRAL = _ALPHABET.index("F")


class CodeError(Exception):
    """A text is no code that can be read.

    It has no sentence of its own: vouchers, requests and referral codes catch it, since they know what the text
    was to be.
    """


class NotACode(CodeError):
    pass


class OtherKind(CodeError):
    """A code of ours, whole, but for another purpose.

    Attributes:
        kind: Which.
    """

    def __init__(self, kind: Kind) -> None:
        super().__init__(kind.name)
        self.kind = kind


class OtherVersion(CodeError):
    """Whole, from a program that knows more than this one."""


class GroupMistyped(CodeError):
    """A check character doesn't fit.

    Attributes:
        group: Which group, counted from 1.
        next_step: A sentence for who pasted it.
    """

    next_step = "Compare it with the original and try again."

    def __init__(self, group: int, written: str) -> None:
        super().__init__(f"group {group}")
        self.group = group
        self._written = single_line(written, limit=20)

    def sentence(self, what: str) -> str:
        """Tell what is wrong with a code called `what`: "voucher"."""
        return f"Group {self.group} of this {what} has a typo: {self._written}."


class Incomplete(CodeError):
    """Every group fits, and there are too few or too many. Attributes as `GroupMistyped`, without a group."""

    next_step = "Copy the whole of it, from its first to its last group."
    group = None

    def __init__(self, groups: int, expected: int) -> None:
        super().__init__(f"{groups} of {expected} groups")
        self._groups = groups
        self._expected = expected

    def sentence(self, what: str) -> str:
        """Tell what is wrong, as `GroupMistyped.sentence` does."""
        return f"This {what} has {self._groups} groups and must have {self._expected}."


MISCOPIED = (GroupMistyped, Incomplete)
"""Of the right kind, but not as it was given out."""


def write(kind: Kind, data: bytes, *, version: int = _OLDEST) -> str:
    """Write the data as one line of groups with hyphens; `version` (1 to 7) is that of the data's layout."""
    if len(data) > MAX_DATA:
        raise ValueError(f"more than {MAX_DATA} bytes")
    values = _to_symbols(bytes((kind << 3 | version,)) + len(data).to_bytes(2, "big") + data)
    groups = (values[start : start + GROUP_DATA] for start in range(0, len(values), GROUP_DATA))
    return "-".join(
        "".join(_ALPHABET[value] for value in (*group, _check(group, number)))
        for number, group in enumerate(groups, 1)
    )


def lines(code: str) -> str:
    """Break a code into lines for a file or a mail: `GROUPS_PER_LINE` groups in a line."""
    groups = code.split("-")
    starts = range(0, len(groups), GROUPS_PER_LINE)
    return "".join(f"{' '.join(groups[start : start + GROUPS_PER_LINE])}\n" for start in starts)


def read(kind: Kind, text: str) -> bytes:
    """Return the data of a code of this kind, in its first layout.

    Raises:
        CodeError: why it can't be had.
    """
    return read_version(kind, text, newest=_OLDEST)[1]


def read_version(kind: Kind, text: str, *, newest: int) -> tuple[int, bytes]:
    """Return the version of the data's layout, and the data.

    Raises:
        CodeError: why they can't be had; `OtherVersion` for one above `newest`.
    """
    pieces = _within(_pieces(text))
    symbols = "".join(pieces)
    if not symbols:
        raise NotACode("empty")
    if len(symbols) > _MAX_SYMBOLS:
        raise NotACode("too long")
    groups = [symbols[start : start + GROUP] for start in range(0, len(symbols), GROUP)]
    bad = [number for number, group in enumerate(groups, 1) if not _fits(group, number)]
    if bad:
        right = len(groups) - len(bad)
        if _VALUES.get(symbols[0]) != kind and right <= len(groups) // 2:
            raise NotACode("no code")
        raise _mistyped(pieces, groups, bad[0])
    return _unframed(kind, [_VALUES[char] for group in groups for char in group[:-1]], len(groups), newest)


def kind_of(text: str) -> Kind | None:
    """Guess from its first letter what a text is; None: no code of ours."""
    first = next((_VALUES.get(piece[0]) for piece in _within(_pieces(text))), None)
    return next((kind for kind in Kind if kind == first), None)


def _unframed(kind: Kind, values: Sequence[int], groups: int, newest: int) -> tuple[int, bytes]:
    framed, spare_bits = _to_bytes(values)
    if len(framed) < _HEAD or framed[0] >> 3 not in tuple(Kind):
        raise NotACode("no code")
    version = framed[0] & _VERSION_BITS
    if framed[0] >> 3 != kind:
        newest = _VERSION_BITS  # of a code of another kind it is told that, whatever its layout
    if not _OLDEST <= version <= newest:
        raise OtherVersion(f"version {version}")
    length = int.from_bytes(framed[1:_HEAD], "big")
    expected = _symbols_of(_HEAD + length)
    if length > MAX_DATA:
        raise NotACode("no code")
    if len(values) != expected:
        raise Incomplete(groups, -(-expected // GROUP_DATA))
    if spare_bits:
        # Every code has one form only.
        raise NotACode("no code")
    if framed[0] >> 3 != kind:
        raise OtherKind(Kind(framed[0] >> 3))
    return version, framed[_HEAD:]


def _pieces(text: str) -> list[str]:
    """Split a text at separators, less the heading of a file."""
    return "".join(" " if char in _SEPARATORS else char for char in _HEADING.sub(" ", text)).split()


def _within(pieces: list[str]) -> list[str]:
    """Find the code in a letter: it has, from its first group on, as many characters as that one says."""
    for start, piece in enumerate(pieces):
        if len(piece) != GROUP or _VALUES.get(piece[0]) not in tuple(Kind) or not _fits(piece, 1):
            continue
        head, _ = _to_bytes([_VALUES[char] for char in piece[:-1]])
        values = _symbols_of(_HEAD + int.from_bytes(head[1:_HEAD], "big"))
        wanted = values + -(-values // GROUP_DATA)
        for end in range(start + 1, len(pieces) + 1):
            if sum(map(len, pieces[start:end])) == wanted:
                return pieces[start:end]
        return pieces[start:]
    return pieces


def _fits(group: Sequence[str], number: int) -> bool:
    values = [_VALUES.get(char) for char in group]
    known = [value for value in values if value is not None]
    return len(known) == len(values) > 1 and _check(known[:-1], number) == known[-1]


def _mistyped(pieces: Sequence[str], groups: Sequence[str], first: int) -> GroupMistyped:
    """Tell which group is mistyped. The writer's own groups show a missing character better than a count does."""
    if sum(len(piece) == GROUP for piece in pieces) * 2 > len(pieces):
        last = len(pieces)
        for number, piece in enumerate(pieces, 1):
            if (len(piece) != GROUP and number != last) or not _fits(piece, number):
                return GroupMistyped(number, piece)
    return GroupMistyped(first, groups[first - 1])


def _check(values: Sequence[int], number: int) -> int:
    check = 0
    for value in values:
        check = (check ^ value) << 1
        if check & 0b100000:
            check ^= _FIELD_POLYNOMIAL
    return check ^ (number % 32)


def _symbols_of(size: int) -> int:
    return -(-size * 8 // _BITS)


def _to_symbols(data: bytes) -> list[int]:
    count = _symbols_of(len(data))
    number = int.from_bytes(data, "big") << (count * _BITS - len(data) * 8)
    return [number >> _BITS * (count - 1 - place) & 0b11111 for place in range(count)]


def _to_bytes(values: Sequence[int]) -> tuple[bytes, int]:
    """Return the whole bytes, and the bits that are left over."""
    number = 0
    for value in values:
        number = number << _BITS | value
    size, spare = divmod(len(values) * _BITS, 8)
    return (number >> spare).to_bytes(size, "big"), number & ((1 << spare) - 1)
