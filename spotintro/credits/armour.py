"""Bytes as a text that people copy: groups of `credits.groups`, and the errors that say what was copied wrongly.

What stands in front of the data says what it is (its first letter tells it to the eye: V a voucher, R a request,
F a friend's code), in which version, and how long it is. Crockford's own check signs (`*~$=U`) don't survive a
shell, so the check characters are ours. `credits.pasted` finds codes in what was pasted.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from spotintro.credits.groups import ALPHABET, GROUP, GROUP_DATA, HEAD, Kind, check, to_symbols, value_of
from spotintro.credits.pasted import MAX_DATA, Broken, CutShort, Misread, Whole, codes_in
from spotintro.plain_text import single_line

__all__ = ["GROUP", "GROUPS_PER_LINE", "MAX_DATA", "Kind"]

GROUPS_PER_LINE = 5

_OLDEST = 1


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


class SeveralCodes(CodeError):
    """Different codes of one kind, where one is read.

    Attributes:
        count: How many.
    """

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} codes")
        self.count = count


class GroupMistyped(CodeError):
    """A group isn't as it was given out.

    Attributes:
        group: Which group, counted from 1.
        next_step: A sentence for who pasted it.
    """

    next_step = "Compare it with the original and try again."

    def __init__(self, fault: Misread) -> None:
        super().__init__(f"group {fault.number}")
        self.group = fault.number
        self._size = fault.size
        self._written = single_line(fault.written, limit=20)

    def sentence(self, what: str) -> str:
        """Tell what is wrong with a code called `what`: "voucher"."""
        where = f"Group {self.group} of this {what}"
        if not self._written:
            return f"{where} is missing, or not in its place."
        return f"{where} has a typo: {self._written}{self._reason()}."

    def _reason(self) -> str:
        signs = self._written.replace(" ", "")
        for place, sign in enumerate(signs, 1):
            if value_of(sign) is None and sign != "…":
                name = "" if sign.isascii() else f", {unicodedata.name(sign, 'a sign without a name')}"
                return f", whose character {place}, “{sign}”{name}, is in no code"
        if self._size is not None and len(signs) != self._size:
            return f" has {_counted(len(signs), 'character')}, not {self._size}"
        return ""


class Incomplete(CodeError):
    """Every group fits, and there are too few. Attributes as `GroupMistyped`, without a group."""

    next_step = "Copy the whole of it, from its first to its last group."
    group = None

    def __init__(self, fault: CutShort) -> None:
        super().__init__(f"{fault.groups} of {fault.expected} groups")
        self._fault = fault

    def sentence(self, what: str) -> str:
        """Tell what is wrong, as `GroupMistyped.sentence` does."""
        return f"This {what} has {_counted(self._fault.groups, 'group')} and must have {self._fault.expected}."


MISCOPIED = (GroupMistyped, Incomplete)
"""Of the right kind, but not as it was given out."""


def write(kind: Kind, data: bytes, *, version: int = _OLDEST) -> str:
    """Write the data as one line of groups with hyphens; `version` (1 to 7) is that of the data's layout."""
    if len(data) > MAX_DATA:
        raise ValueError(f"more than {MAX_DATA} bytes")
    values = to_symbols(bytes((kind << 3 | version,)) + len(data).to_bytes(2, "big") + data)
    groups = (values[start : start + GROUP_DATA] for start in range(0, len(values), GROUP_DATA))
    return "-".join(
        "".join(ALPHABET[value] for value in (*group, check(group, number)))
        for number, group in enumerate(groups, 1)
    )


def lines(code: str) -> str:
    """Break a code into lines for a file or a mail: `GROUPS_PER_LINE` groups in a line."""
    groups = code.split("-")
    starts = range(0, len(groups), GROUPS_PER_LINE)
    return "".join(f"{' '.join(groups[start : start + GROUPS_PER_LINE])}\n" for start in starts)


def separate(kind: Kind, text: str) -> tuple[str, ...]:
    """Return the codes of one kind in a text, each by itself; the text as it is where none can be made out.

    What is wrong with one of them, `read` of it says; of the text as it is, too.
    """
    return tuple(code.text for code in _of_kind(kind, codes_in(text))) or (text,)


def read(kind: Kind, text: str) -> bytes:
    """Return the data of the one code of this kind in a text, in its first layout.

    Raises:
        CodeError: why it can't be had.
    """
    return read_version(kind, text, newest=_OLDEST)[1]


def read_version(kind: Kind, text: str, *, newest: int) -> tuple[int, bytes]:
    """Return the version of the data's layout, and the data.

    Raises:
        CodeError: why they can't be had; `OtherVersion` for one above `newest`.
    """
    found = codes_in(text)
    codes = _of_kind(kind, found)
    if len(codes) > 1:
        raise SeveralCodes(len(codes))
    if not codes:
        other = next((each for each in map(_kind, found) if each is not None), None)
        raise NotACode("no code") if other is None else OtherKind(other)
    code = codes[0]
    if isinstance(code, Broken):
        raise GroupMistyped(code.fault) if isinstance(code.fault, Misread) else Incomplete(code.fault)
    if code.head.version > newest:
        raise OtherVersion(f"version {code.head.version}")
    if code.spare_bits:
        # Every code has one form only.
        raise NotACode("no code")
    return code.head.version, code.framed[HEAD:]


def kind_of(text: str, *, among: Collection[Kind] = tuple(Kind)) -> Kind | None:
    """Tell what the first code of one of these kinds in a text is; None: there is none."""
    kinds = (code.looks_like if isinstance(code, Broken) else code.head.kind for code in codes_in(text))
    return next((kind for kind in kinds if kind in among), None)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _of_kind(kind: Kind, found: tuple[Whole | Broken, ...]) -> list[Whole | Broken]:
    """Return the codes of this kind; one whose first group can't be read may be of any."""
    return [code for code in found if _kind(code) in {kind, None}]


def _kind(code: Whole | Broken) -> Kind | None:
    return code.head.kind if isinstance(code, Whole) else code.kind
