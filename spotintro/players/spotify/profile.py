"""Who is signed in, from `GET /me`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from spotintro.plain_text import single_line

_LONGEST_ID: Final = 120


@dataclass(frozen=True, slots=True)
class Profile:
    ids: tuple[str, ...]
    """What Spotify calls the user; the stable `account_id` first, where it is sent
    (developer.spotify.com/documentation/web-api/references/changes/may-2026)."""
    name: str
    """For people: the display name, else the id."""


def profile_of(document: object) -> Profile | None:
    """Parse the answer to `GET /me`; None where no id is in it."""
    if not isinstance(document, Mapping):
        return None
    ids = [single_line(document.get(field), limit=_LONGEST_ID) for field in ("account_id", "id")]
    known = tuple(dict.fromkeys(each for each in ids if each))
    if not known:
        return None
    return Profile(known, single_line(document.get("display_name"), limit=80) or known[-1])
