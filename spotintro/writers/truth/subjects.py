"""Where the parts of a sentence are, and whether each says of the artist, or of the music, what is so of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from spotintro.knowledge import About, Relation
from spotintro.writers.statements import Own, Statement
from spotintro.writers.truth.claims import CLAIMS, Form
from spotintro.writers.truth.frames import Reading
from spotintro.writers.truth.speech import Lexicon
from spotintro.writers.truth.wordings import NAMED_ARTIST, NAMED_TITLE

_ROLES_OF_NAMED: Final = {NAMED_TITLE: {"title"}, NAMED_ARTIST: {"artist"}}
_PAUSE: Final = ","
_DATED: Final = frozenset({Own.YEAR, Own.ALBUM, Own.LENGTH, Relation.FIRST_RELEASED})


def is_of_its_subject(reading: Reading, lexicon: Lexicon, segment: tuple[int, int], statement: Statement) -> bool:
    """Return whether what is carried in a segment is said of whom the statement has it of."""
    tokens = reading.tokens[slice(*segment)]
    roles = [_roles(reading, token) for token in tokens if token in reading.names or token in _ROLES_OF_NAMED]
    if statement.about is About.ARTIST and statement.fact is not None:
        music = any("artist" not in played and not played.isdisjoint({"title", "album"}) for played in roles)
        # "The album dates from ..." is said of the album, and not of who was born in that year.
        music = music or (not roles and not lexicon.album_nouns.isdisjoint(tokens[:2]))
        return not music or any("artist" in played for played in roles)
    return not any(
        token in reading.names
        and _roles(reading, token) & {"artist", "title", "album"} == {"artist"}
        and _is_said_to_be_music(tokens[at + 1 : at + 4], lexicon, statement)
        for at, token in enumerate(tokens)
    )


def _roles(reading: Reading, token: str) -> set[str]:
    return _ROLES_OF_NAMED.get(token) or {part.role for part in reading.names[token]}


def _is_said_to_be_music(after: Sequence[str], lexicon: Lexicon, statement: Statement) -> bool:
    """Return whether what follows an artist's name is said of music: "... was released", "... lasts"."""
    claims = [lexicon.claims.get(token, frozenset()) for token in after]
    if not after:
        return False
    if after[0] in lexicon.be:
        if statement.relation in _DATED:
            return True
        made = any(CLAIMS[claim].form is Form.MADE and claim != "performed" for said in claims for claim in said)
        return made and not any(CLAIMS[claim].form is Form.MAKES for claim in claims[0])
    if after[0] in lexicon.comes_out:
        return statement.relation in _DATED
    return "length" in claims[0] and statement.relation is Own.LENGTH


def segments_of(reading: Reading) -> list[tuple[int, int]]:
    """Return where the parts between commas stand; a comma belongs to the part before it.

    One between names that play the same part doesn't count.
    """
    tokens = reading.tokens
    segments: list[tuple[int, int]] = []
    start = 0
    for index, token in enumerate(tokens):
        if token in _PAUSE and not _is_in_a_row(reading, index):
            segments.append((start, index + 1))
            start = index + 1
    if start < len(tokens):
        segments.append((start, len(tokens)))
    return segments


def _is_in_a_row(reading: Reading, comma: int) -> bool:
    before, after = reading.tokens[max(0, comma - 1) : comma], reading.tokens[comma + 1 : comma + 3]
    parts = reading.names.get(before[0]) if before else None
    next_parts = next((reading.names[token] for token in after if token in reading.names), None)
    if parts is None or next_parts is None:
        return False
    roles = {"artist", "name"}
    return any(part.role in roles and any(part.role == other.role for other in next_parts) for part in parts)
