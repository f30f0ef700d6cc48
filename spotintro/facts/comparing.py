"""Whether two names are one, whether two titles are one song, and which version of it each of them is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from spotintro.spelling.editions import without_edition, without_guests
from spotintro.spelling.romanisation import folded

LIVE: Final = "live"
_MARKS: Final = {
    LIVE: r"live|unplugged|concert|(?:en|ao|dal) vi?vo|en directo?|en public"
    r"|sessions?|on air|radio [123]|bbc|peel",
    "remix": r"remix(?:ed|es)?|rmx|mash-?up|bootleg|dub|re-?work(?:ed)?|megamix|vip mix|club mix|dance mix",
    "acoustic": r"acoustic|akustik|acoustique|ac[uú]stic[ao]|piano version|stripped",
    "demo": r"demos?|rehearsal|outtake|rough mix|early version|alternate (?:take|version)|take \d+",
    "instrumental": r"instrumental|backing track",
    "karaoke": r"karaoke|sing-?along|in the style of|made famous by|originally performed by",
    "a cappella": r"a ?cap+el+a|vocals only",
    "orchestral": r"orchestral|symphonic|string quartet|lullaby|8-?bit|music box",
    "speed": r"sped[- ]up|slowed|nightcore|reverb|chopped",
    "new": r"re-?record(?:ed|ing)|new version|\w+[’']s version|re-?imagined|revisited",
}
_FOUND: Final = {mark: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for mark, words in _MARKS.items()}
_AND = re.compile(r"\s*[&+]\s*")
_FROM = re.compile(r"\s+-\s+From\s.*$|\s*[(\[]From\s[^()\[\]]*[)\]]", re.IGNORECASE)
_OF_MANY: Final = frozenset(
    {
        "greatesthits", "thebestof", "bestof", "thegreatesthits", "hits", "thehits", "gold", "live", "anthology",
        "collection", "thecollection", "theessential", "essential", "singles", "thesingles", "ep", "demo",
        "unplugged", "untitled", "selftitled", "theverybestof", "1", "i", "ii",
    }
)  # fmt: skip
"""Titles of albums that many artists have: they tell nobody apart."""


@lru_cache(maxsize=4_096)
def key(name: str) -> str:
    """Fold a name so that its spellings come to one: Beyonce for Beyoncé, "Tom and Jerry" for "Tom & Jerry".

    A name of signs alone ("!!!") is kept as it is.
    """
    plain = _AND.sub(" and ", name)
    return folded(plain) or unicodedata.normalize("NFKC", name).casefold().strip()


def bare_title(title: str) -> str:
    """Take editions, guests and the film that it comes from out of a title; one that is nothing else stays."""
    return _FROM.sub("", without_guests(without_edition(title))) or title


def title_key(title: str) -> str:
    return key(bare_title(title))


def same_title(one: str, others: Iterable[str]) -> bool:
    wanted = title_key(one)
    return any(title_key(other) == wanted for other in others)


def tells_apart(album: str, artists: Iterable[str]) -> bool:
    """Return whether an album's title is one that another artist of the same name won't have."""
    wanted = title_key(album)
    return wanted not in _OF_MANY and wanted not in {key(artist) for artist in artists}


def marks(text: str) -> frozenset[str]:
    """Return which versions a text speaks of, such as what stands in brackets behind a title."""
    return frozenset(mark for mark, found in _FOUND.items() if found.search(text))


def marks_of(title: str) -> frozenset[str]:
    """Return which version a title says it is; a word of the name itself says nothing of that."""
    bare = without_edition(title)
    return marks(title[len(bare) :]) if title.startswith(bare) else frozenset()
