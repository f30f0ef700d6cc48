"""Which relations a claim's words may stand for, and how its values are found in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from spotintro.knowledge import Relation
from spotintro.writers.statements import Own


class Form(Enum):
    """How a claim's word finds its value."""

    VALUE = auto()
    """Somewhere in its clause."""
    LOOSE = auto()
    """The same, but it may do without one."""
    BARE = auto()
    """It needs none: that there is such a statement is enough."""
    OF = auto()
    """The same, but a value that there is stands behind it."""
    MADE = auto()
    """Who did it stands behind "by"."""
    MAKES = auto()
    """Who does it stands before it."""


@dataclass(frozen=True, slots=True)
class Claim:
    form: Form
    relations: frozenset[str]
    kinds: frozenset[str] = frozenset()
    """Of artist, of whom alone it is said: MusicBrainz's words; any, where there are none."""


def _claim(form: Form, *relations: Relation | Own, kinds: tuple[str, ...] = ()) -> Claim:
    return Claim(form, frozenset(relation.value for relation in relations), frozenset(kinds))


_WROTE = (Relation.WRITER, Relation.COMPOSER)
_WORDS = (Relation.WRITER, Relation.LYRICIST)
_PLAYS = (Own.ARTIST, Relation.PERFORMER)
_GROUPS = ("group", "orchestra", "choir", "other")
CLAIMS: Final[Mapping[str, Claim]] = {
    "released": _claim(
        Form.LOOSE, Relation.FIRST_RELEASED, Own.YEAR, Relation.RELEASE_COUNTRY, Relation.LABEL, Own.ALBUM
    ),
    "first": _claim(Form.VALUE, Relation.FIRST_RELEASED, Relation.RELEASE_COUNTRY, Relation.COVER_OF),
    "edition": _claim(Form.LOOSE, Own.YEAR, Relation.FIRST_RELEASED, Relation.RELEASE_COUNTRY, Relation.LABEL),
    "since": _claim(Form.VALUE, Relation.FIRST_RELEASED, Own.YEAR, Relation.BEGAN),
    "formed": _claim(Form.VALUE, Relation.BEGAN, Relation.ORIGIN, kinds=_GROUPS),
    "born": _claim(Form.VALUE, Relation.BEGAN, kinds=("person",)),
    "split": _claim(Form.VALUE, Relation.ENDED, kinds=_GROUPS),
    "spanned": _claim(Form.VALUE, Relation.BEGAN, Relation.ENDED, kinds=_GROUPS),
    "dated": _claim(Form.VALUE, Relation.FIRST_RELEASED, Own.YEAR, Relation.BEGAN, Relation.ENDED),
    "died": _claim(Form.VALUE, Relation.ENDED, kinds=("person",)),
    "lived": _claim(Form.VALUE, Relation.BEGAN, Relation.ENDED, kinds=("person",)),
    "origin": _claim(Form.VALUE, Relation.ORIGIN),
    "live": _claim(Form.BARE, Relation.LIVE),
    "cover": _claim(Form.OF, Relation.COVER_OF),
    "original": _claim(Form.VALUE, Relation.COVER_OF),
    "remix": _claim(Form.VALUE, Relation.REMIXER),
    "instrumental": _claim(Form.BARE, Relation.INSTRUMENTAL),
    "member": _claim(Form.VALUE, Relation.MEMBER),
    "joined": _claim(Form.VALUE, Relation.MEMBER),
    "label": _claim(Form.VALUE, Relation.LABEL),
    "album": _claim(Form.LOOSE, Own.ALBUM, Own.YEAR, Relation.FIRST_RELEASED),
    "country": _claim(Form.VALUE, Relation.RELEASE_COUNTRY),
    "length": _claim(Form.VALUE, Own.LENGTH),
    "genre": _claim(Form.VALUE, Relation.GENRE),
    "written": _claim(Form.MADE, *_WROTE),
    "wrote": _claim(Form.MAKES, *_WROTE),
    "writer": _claim(Form.VALUE, *_WROTE),
    "composed": _claim(Form.MADE, Relation.COMPOSER, Relation.WRITER),
    "composes": _claim(Form.MAKES, Relation.COMPOSER, Relation.WRITER),
    "composer": _claim(Form.VALUE, Relation.COMPOSER, Relation.WRITER),
    "words": _claim(Form.VALUE, *_WORDS),
    "words_made": _claim(Form.MADE, *_WORDS),
    "words_makes": _claim(Form.MAKES, *_WORDS),
    "produced": _claim(Form.MADE, Relation.PRODUCER),
    "produces": _claim(Form.MAKES, Relation.PRODUCER),
    "producer": _claim(Form.VALUE, Relation.PRODUCER),
    "arranged": _claim(Form.MADE, Relation.ARRANGER),
    "arranges": _claim(Form.MAKES, Relation.ARRANGER),
    "arranger": _claim(Form.VALUE, Relation.ARRANGER),
    "engineered": _claim(Form.MADE, Relation.ENGINEER),
    "engineers": _claim(Form.MAKES, Relation.ENGINEER),
    "engineer": _claim(Form.VALUE, Relation.ENGINEER),
    "remixed": _claim(Form.MADE, Relation.REMIXER),
    "remixes": _claim(Form.MAKES, Relation.REMIXER),
    "performed": _claim(Form.MADE, *_PLAYS),
    "performs": _claim(Form.MAKES, *_PLAYS),
    "covered": _claim(Form.MADE, Relation.COVER_OF),
    "recorded_first": _claim(Form.MAKES, Relation.COVER_OF),
    "never": _claim(Form.VALUE),
    "heard": _claim(Form.VALUE, Own.HEARD),
    "coming": _claim(Form.VALUE, Own.COMING),
}
OF_THE_WORDS: Final = {"written": "words_made", "wrote": "words_makes"}
"""What is claimed of the words alone where they are spoken of."""
TOOLS: Final = frozenset({Relation.PERFORMER.value, Relation.MEMBER.value})
