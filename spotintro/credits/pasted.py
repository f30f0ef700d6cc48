"""Which codes are in a text that somebody pasted, and what is wrong with the one that almost is.

People send codes by mail and chat and copy them out again. So whatever is no letter or digit may stand between
any two characters of a code, and any text around it; and the text may still be in a mail's transfer encoding. A
code is found by its own words: its first group tells how long it is, and each group which one it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from spotintro.credits.groups import (
    ALPHABET,
    GROUP,
    GROUP_DATA,
    HEAD,
    NUMBERS,
    Head,
    Kind,
    fits,
    head_of,
    number_of,
    symbols_of,
    to_bytes,
    value_of,
)
from spotintro.plain_text import paragraph

MAX_TEXT: Final = 64_000
"""Characters of a text that are looked at; a long mail with all that it quotes is shorter."""
MAX_DATA: Final = 600
"""Bytes. The longest code of ours, a request with two long names, has 456."""

_SHORTEST = 6
_FEWEST = 3
"""Groups of a code that is found inside a text; fewer may fit by chance."""
_CERTAIN = 4
"""So many groups in a row that tell their places are a code, whatever stands around them."""
_MOST = -(-symbols_of(HEAD + MAX_DATA) // GROUP_DATA)
"""Groups of one code. Without this bound a text that is nothing but groups takes time by its square."""
_FARTHEST = 6
"""Tokens between two groups of one code, some of them broken in two or missing."""
_DRIFT = 2
_SLIP = 4
"""A group may have so many characters too few or too many; else something else stands in its place."""
_INVISIBLE = frozenset({"Cf", "Mn", "Me"})
_TOKEN = re.compile(r"[^\s\-_\u00ad\u2010-\u2015\u2212]+")
_AROUND = "\"'`´<>()[]{}*~|.,;:!?/\\„“”‘’‚‹›«»…=#"
_FIRST = re.compile(f"[{''.join(ALPHABET[kind] for kind in Kind)}]", re.IGNORECASE)
_SOFT_BREAK = re.compile(r"=[ \t]*\r?\n|=\s+")
_ENCODED = re.compile(r"(?:=[0-9A-Fa-f]{2})+")


@dataclass(frozen=True, slots=True)
class Whole:
    """A code whose groups all fit."""

    head: Head
    framed: bytes
    """What it is, in which version, how long, and the data."""
    spare_bits: int
    """Those that fill up the last character; a code as it was written has none set."""
    text: str
    """The code as it is written: groups with hyphens."""


@dataclass(frozen=True, slots=True)
class Misread:
    """The first group that isn't as it was given out.

    Attributes:
        number: Which group, from 1.
        written: What stands there; "" where nothing does.
        size: How many characters the group has to have; None where that can't be told.
    """

    number: int
    written: str
    size: int | None


@dataclass(frozen=True, slots=True)
class CutShort:
    """Every group that is there fits, and there are too few."""

    groups: int
    expected: int


@dataclass(frozen=True, slots=True)
class Broken:
    """A code that isn't whole.

    Attributes:
        kind: What it is; None where its first group, which tells it, is mistyped.
        looks_like: What its first character tells, which may be the mistyped one.
        fault: What is wrong with it.
        groups: How many of its groups say themselves which they are.
        text: The part of the text that it is.
    """

    kind: Kind | None
    looks_like: Kind | None
    fault: Misread | CutShort
    groups: int
    text: str


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int


def codes_in(text: str) -> tuple[Whole | Broken, ...]:
    """Return the codes in a text, in its order; each different one once.

    What is broken counts beside a whole code only where there can be no doubt that it is one.
    """
    plain = _cleaned(text[:MAX_TEXT])
    wholes, rest = _wholes(plain)
    if "=" in plain:
        decoded = _cleaned(_without_transfer_encoding(text[:MAX_TEXT]))
        decoded_wholes, decoded_rest = _wholes(decoded)
        # Of a code with a typo, the text that has fewer strange characters in it says where.
        if len(decoded_wholes) > len(wholes) or (not wholes and _groups(decoded_rest) > _groups(rest)):
            wholes, rest = decoded_wholes, decoded_rest
    brokens = list(_brokens(rest))
    certain = [(start, broken) for start, broken in brokens if broken.groups >= _CERTAIN]
    found: list[tuple[int, Whole | Broken]] = [*wholes, *(certain if wholes or certain else brokens[:1])]
    return tuple({each.text: each for _, each in sorted(found, key=lambda pair: pair[0])}.values())


def _cleaned(text: str) -> str:
    """Take away what can't be seen, and write each letter in the one form that codes have it in."""
    if text.isascii() and text.isprintable():
        return text
    plain = unicodedata.normalize("NFKC", paragraph(text, limit=MAX_TEXT))
    return "".join(char for char in plain if unicodedata.category(char) not in _INVISIBLE)


def _without_transfer_encoding(text: str) -> str:
    """Decode quoted-printable (RFC 2045, 6.7), also where its line breaks have become spaces."""

    def decoded(found: re.Match[str]) -> str:
        data = bytes.fromhex(found[0].replace("=", ""))
        try:
            return data.decode()
        except UnicodeDecodeError:
            return data.decode("latin-1")

    return _ENCODED.sub(decoded, _SOFT_BREAK.sub("", text))


def _wholes(text: str) -> tuple[list[tuple[int, Whole]], str]:
    """Find the whole codes with their places; return the text with blanks in their stead as well."""
    places = [found.start() for found in re.finditer(r"[^\W_]", text)]
    symbols = "".join(text[place] for place in places)
    found: list[tuple[int, Whole]] = []
    rest = text
    behind = 0
    for first in _FIRST.finditer(symbols):
        at = first.start()
        whole = _whole_at(symbols, at) if at >= behind else None
        if whole is None or (len(whole.head.sizes) < _FEWEST and len(whole.text.replace("-", "")) < len(symbols)):
            continue
        behind = at + sum(whole.head.sizes)
        start, end = places[at], places[behind - 1] + 1
        found.append((start, whole))
        rest = rest[:start] + " " * (end - start) + rest[end:]
    return found, rest


def _whole_at(symbols: str, at: int) -> Whole | None:
    head = head_of(symbols[at : at + GROUP]) or head_of(symbols[at : at + _SHORTEST])
    if head is None or not _is_possible(head):
        return None
    groups = []
    for number, size in enumerate(head.sizes, 1):
        group = symbols[at : at + size]
        if len(group) != size or not fits(group, number):
            return None
        groups.append(group)
        at += size
    code = "-".join("".join(ALPHABET[value_of(char) or 0] for char in group) for group in groups)
    framed, spare_bits = to_bytes([value_of(char) or 0 for group in groups for char in group[:-1]])
    return Whole(head, framed[: HEAD + head.length], spare_bits, code)


def _is_possible(head: Head) -> bool:
    return head.version > 0 and head.length <= MAX_DATA


def _groups(text: str) -> int:
    return max((len(chain) for chain in _chains(_tokens(text))), default=0)


def _tokens(text: str) -> list[_Token]:
    """Split a text as its writer did: at blanks and hyphens, less the signs around."""
    tokens = []
    for found in _TOKEN.finditer(text):
        inner = found[0].strip(_AROUND)
        start = found.start() + found[0].find(inner)
        if len(inner) < 2 * GROUP:
            tokens.extend([_Token(inner, start)] if inner else [])
            continue
        # A code without hyphens.
        tokens.extend(_Token(inner[at : at + GROUP], start + at) for at in range(0, len(inner), GROUP))
    return tokens


def _chains(tokens: Sequence[_Token]) -> list[list[tuple[int, int]]]:
    """Find rows of tokens that say they are groups of one code, the longest first: index and number of each."""
    known = [
        (index, number)
        for index, token in enumerate(tokens)
        if len(token.text) == GROUP and (number := number_of(token.text)) is not None
    ]
    rows = [_row(tokens, known, place) for place in range(len(known))]
    taken: set[int] = set()
    chains = []
    for row in sorted(rows, key=len, reverse=True):
        if any(index in taken for index, _ in row):
            continue
        if len(row) == 1 and not (row[0][1] == 1 and _head(tokens[row[0][0]].text)):
            continue
        # From the first to the last: the groups between are the same code's, mistyped or swapped.
        taken.update(range(row[0][0], row[-1][0] + 1))
        chains.append(row)
    return chains


def _row(tokens: Sequence[_Token], known: Sequence[tuple[int, int]], place: int) -> list[tuple[int, int]]:
    first_index, first_number = known[place]
    row = [(first_index, first_number or NUMBERS)]
    for later in range(place + 1, len(known)):
        index, number = known[later]
        last_index, last_number = row[-1]
        if index - last_index > _FARTHEST or len(row) == _MOST:
            break
        expected = last_number + index - last_index
        drift = _drift(number, expected)
        if drift and index + 1 < len(tokens) and fits(tokens[index + 1].text, expected + 1):
            continue  # the one behind it is in its place: this one is mistyped, and only looks like another
        if abs(drift) <= _DRIFT and expected + drift > last_number:
            row.append((index, expected + drift))
    return row


def _drift(number: int, expected: int) -> int:
    """Return how far a group is from its place, by the number that it tells of itself."""
    return (number - expected + NUMBERS // 2) % NUMBERS - NUMBERS // 2


def _head(group: str) -> Head | None:
    head = head_of(group)
    return head if head is not None and _is_possible(head) else None


def _brokens(text: str) -> Iterator[tuple[int, Broken]]:
    tokens = _tokens(text)
    for chain in _chains(tokens):
        broken = _broken(tokens, chain)
        if broken is not None:
            yield broken


def _broken(tokens: Sequence[_Token], chain: Sequence[tuple[int, int]]) -> tuple[int, Broken] | None:
    """Tell what is wrong with a row of groups; None where they fit after all."""
    first_index, first_number = chain[0]
    last_index, last_number = chain[-1]
    begin = max(0, first_index - (first_number - 1))
    head = _head(tokens[first_index].text) if first_number == 1 else None
    sizes = None if head is None else head.sizes
    count = last_number + 1 if sizes is None else max(len(sizes), last_number)
    end = min(len(tokens), last_index + 1 + count - last_number)
    fault: Misread | CutShort | None = None
    before_index, before_number = begin - 1, 0
    for index, number in (*chain, (end, count + 1)):
        between = tokens[before_index + 1 : index]
        wanted = range(before_number + 1, number)
        if index == end and sizes is None:
            break
        fault = _fault(between, wanted, sizes, at_end=index == end)
        if fault is not None:
            break
        before_index, before_number = index, number
    if fault is None:
        return None
    kind = None if head is None else head.kind
    code = " ".join(token.text for token in tokens[begin:end])
    return tokens[begin].start, Broken(kind, _kind_of(tokens[begin].text), fault, len(chain), code)


def _fault(
    tokens: Sequence[_Token], numbers: range, sizes: Sequence[int] | None, *, at_end: bool
) -> Misread | CutShort | None:
    """Find the first of the groups of these numbers that the tokens don't have."""
    symbols = "".join(token.text for token in tokens)
    starts: dict[int, str] = {}
    for token in tokens:
        starts[sum(map(len, starts.values()))] = token.text
    at = 0
    for number in numbers:
        size = GROUP if sizes is None else sizes[number - 1]
        group = symbols[at : at + size]
        if len(group) == size and fits(group, number):
            at += size
            continue
        if not group and at_end:
            return CutShort(number - 1, len(sizes or ()))
        written = starts.get(at, group)
        if len(tokens) > len(numbers) == 1 and not at_end:  # a blank in the middle of it
            written = " ".join(token.text for token in tokens)
        if abs(len(written) - size) <= _SLIP:
            return Misread(number, written, size)
        # A word of the text around it.
        return CutShort(number - 1, len(sizes or ())) if at_end else Misread(number, "", size)
    if at < len(symbols) and not at_end:
        return Misread(numbers.stop - 1 if numbers else numbers.stop, tokens[-1].text, GROUP)
    return None


def _kind_of(text: str) -> Kind | None:
    first = value_of(text[0])
    return next((kind for kind in Kind if kind == first), None)
