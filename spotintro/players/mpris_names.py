"""The name that people know a player by, from what it calls itself and from its names on the bus. Pure."""

from __future__ import annotations

import re
from typing import Final

from spotintro.plain_text import single_line

PREFIX: Final = "org.mpris.MediaPlayer2."

_LONGEST: Final = 60
_SHORTEST_WORD: Final = 4
"""What has fewer letters is an abbreviation, written as it is: mpv, vlc, mpd."""
_INSTANCE = re.compile(r"\.instance[_\d].*$", re.IGNORECASE)
_REVERSE_DOMAIN = re.compile(r"\b(?:[a-z][a-z0-9_-]*\.){2,}[\w.-]+", re.IGNORECASE)
"""org.mozilla.firefox, org.mpris.MediaPlayer2.musicfox.instance2508009: no word that people say."""
_PLACE = re.compile(r"\s+(?:on|at)\s+\S*[/:\d]\S*$", re.IGNORECASE)
""""MPD on /run/user/1000/mpd/socket", "MPD on localhost:6600"."""


def known_name(identity: str, desktop_entry: str, bus_name: str) -> str:
    """Return what to call a player: by its identity, else its desktop entry, else its name on the bus.

    The first two are "" where the player doesn't tell them.
    """
    base = base_name(bus_name)
    name = _PLACE.sub("", single_line(identity, limit=_LONGEST))
    if name and not _REVERSE_DOMAIN.search(name) and "instance" not in name.casefold():
        # "Mozilla firefox" is what Firefox says.
        return " ".join(word.capitalize() if word == base and " " in name else word for word in name.split())
    entry = _last_part(single_line(desktop_entry, limit=_LONGEST).removesuffix(".desktop"))
    return _named(entry) or _named(base) or single_line(bus_name.removeprefix(PREFIX), limit=_LONGEST)


def base_name(bus_name: str) -> str:
    """Return what of a name on the bus says which program it is: "firefox" of "….firefox.instance_1_84"."""
    return _last_part(_INSTANCE.sub("", bus_name.removeprefix(PREFIX)))


def _last_part(name: str) -> str:
    return name.rpartition(".")[2]


def _named(word: str) -> str:
    """Write a word as a name, as "firefox" is Firefox and "audio-recorder" Audio recorder."""
    word = single_line(word.replace("-", " ").replace("_", " ").strip(), limit=_LONGEST)
    return word if len(word) < _SHORTEST_WORD or word != word.lower() else word[:1].upper() + word[1:]
