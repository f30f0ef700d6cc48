"""The ways in which people copy a code, at random: marks around it and in it, quoting, encodings, a typo."""

from __future__ import annotations

import quopri
import random
from dataclasses import dataclass

from spotintro.credits import vouchers
from tests.credits.vouchers import PRIVATE, terms

_INVISIBLE = [chr(number) for number in (*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0xFEFF, 0xAD, 0x2060)]
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_AROUND = (
    ("", ""), ('"', '"'), ("“", "”"), ("„", "“"), ("'", "'"), ("`", "`"), ("```\n", "\n```"), ("(", ")"),
    ("[", "]"), ("<", ">"), ("**", "**"), ("_", "_"), ("*", "*"), ("«", "»"), ("Voucher: ", "."), ("", "."),
    ("", ","), ("", "!"), ("SpotIntro voucher\n", ""),
    ("Hello Ana,\n\nhere is what you asked for:\n\n", "\n\nKind regards\n-- \nThe desk, Vouchers & Co."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A voucher as somebody pasted it.

    Attributes:
        text: As pasted.
        credits: What it brings; None where it has a typo.
        group: The group with the typo.
    """

    text: str
    credits: int | None
    group: int | None


def wrapped(seed: int) -> Wrapped:
    """Return an unbound voucher of its own in a wrapping of its own; every fifth has a typo."""
    draw = random.Random(seed)
    amount = 1 + seed
    code = vouchers.encode(terms(serial=f"{seed:016x}", amount=amount, store_id=None, account_id=None), PRIVATE)
    groups = code.split("-")
    typo = None
    if seed % 5 == 0:
        typo = draw.randrange(len(groups))
        group = groups[typo]
        at = draw.randrange(len(group))
        other = draw.choice([char for char in "0123456789ABCDEFGHJKMNPQRSTVWXYZÜ*" if char != group[at]])
        groups[typo] = group[:at] + other + group[at + 1 :]
    text = _laid_out(groups, draw)
    text = draw.choice((str, str.lower, _full_width, _look_alikes))(text)
    for _ in range(draw.choice((0, 0, 3, 20))):
        at = draw.randrange(len(text) + 1)
        text = text[:at] + draw.choice(_INVISIBLE) + text[at:]
    before, after = draw.choice(_AROUND)
    text = before + text + after
    quote = draw.choice(("", "", "> ", "| ", ">> "))
    text = "".join(f"{quote}{line}\n" for line in text.split("\n"))
    if draw.random() < 0.25:
        text = quopri.encodestring(text.encode()).decode("ascii")
    if draw.random() < 0.25:
        text = text.replace("\n", "\r\n")
    return Wrapped(text, None if typo is not None else amount, None if typo is None else typo + 1)


def _laid_out(groups: list[str], draw: random.Random) -> str:
    shape = draw.randrange(5)
    if shape == 0:
        return "-".join(groups)
    if shape == 1:
        return draw.choice(_DASHES).join(groups)
    if shape == 2:
        return "\n".join(" ".join(groups[start : start + 5]) for start in range(0, len(groups), 5))
    if shape == 3:
        return "".join(groups)
    text = "-".join(groups)
    width = draw.randrange(20, 76)
    return "\n".join(text[start : start + width] for start in range(0, len(text), width))


def _full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if char.isascii() and char.isalnum() else char for char in text)


def _look_alikes(text: str) -> str:
    return text.replace("0", "O").replace("1", "l")
