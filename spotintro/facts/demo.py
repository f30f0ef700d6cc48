"""What there is to know about the demo's music: invented, as the music is."""

from __future__ import annotations

from functools import partial
from typing import Final

from spotintro.knowledge import About, Fact, Relation, Source
from spotintro.music import Track

_SOURCE: Final = Source("Demo", url="", licence="")
_TRACK = partial(Fact, about=About.TRACK, source=_SOURCE)
_ARTIST = partial(Fact, about=About.ARTIST, source=_SOURCE)
_ALBUM = partial(Fact, about=About.ALBUM, source=_SOURCE)


def _told(about: About, subject: str, *sentences: str) -> tuple[Fact, ...]:
    return tuple(Fact(Relation.TEXT, about, subject, _SOURCE, text=text, language="en") for text in sentences)


_NUIT, _LUMIERES, _AMELIE = "Nuit blanche à Ålesund", "Lumières du Nord", "Amélie Sørensen"
_HARVEST, _PLOUGH, _OXEN = "High Voltage Harvest", "Plough/Share", "OX/EN"
_BALLAD = (
    "The Long and Rather Complicated Ballad of the Lighthouse Keepers Who Would Not Come Down Until the Ships Came"
    " Home Again"
)
_ADMIRALS = "The Paper Admirals"

_FACTS: Final[dict[str, tuple[Fact, ...]]] = {
    _NUIT: (
        _TRACK(Relation.FIRST_RELEASED, subject=_NUIT, year=2018),
        _TRACK(Relation.WRITER, subject=_NUIT, text="Amélie Sørensen"),
        _TRACK(Relation.PERFORMER, subject=_NUIT, text="Tor Eide", detail="celesta"),
        *_told(
            About.TRACK,
            _NUIT,
            "Nuit blanche à Ålesund was recorded in a single night, with the windows of the studio open.",
            "The bell that is heard near the end belongs to a fishing boat that came in at four in the morning.",
        ),
        _ALBUM(Relation.LABEL, subject=_LUMIERES, text="Fjordlys"),
        _ALBUM(Relation.PRODUCER, subject=_LUMIERES, text="Jeanne Aubry"),
        *_told(
            About.ALBUM,
            _LUMIERES,
            "Lumières du Nord is a record of ten songs, one for each hour of a winter night.",
        ),
        _ARTIST(Relation.ORIGIN, subject=_AMELIE, text="Ålesund", detail="Norway"),
        _ARTIST(Relation.BEGAN, subject=_AMELIE, year=1991),
        *_told(
            About.ARTIST,
            _AMELIE,
            "Amélie Sørensen grew up between Ålesund and Lyon, and sings in both of her languages.",
            "She learned to play the organ in the church where her father tuned it.",
        ),
    ),
    _HARVEST: (
        _TRACK(Relation.PRODUCER, subject=_HARVEST, text="Bo Lindqvist"),
        _ALBUM(Relation.FIRST_RELEASED, subject=_PLOUGH, year=1981),
        _ARTIST(Relation.ORIGIN, subject=_OXEN, text="Kansas City", detail="United States"),
        _ARTIST(Relation.MEMBER, subject=_OXEN, text="Dale Overman", detail="guitar", year=1978, until=1986),
        *_told(About.ARTIST, _OXEN, "OX/EN played their first concert on the back of a hay wagon."),
    ),
    _BALLAD: (
        _TRACK(Relation.PERFORMER, subject=_BALLAD, text="Ruth Okafor", detail="hurdy-gurdy"),
        _ARTIST(Relation.BEGAN, subject=_ADMIRALS, year=1971),
        *_told(
            About.ARTIST,
            _ADMIRALS,
            "The Paper Admirals wore the same four coats on stage for eleven years.",
            "Their lighthouse stands on no map.",
        ),
    ),
}


class DemoFacts:
    """A source that knows three of the demo's tracks, asks nobody and keeps nothing."""

    @property
    def name(self) -> str:
        return _SOURCE.name

    async def look_up(self, track: Track, *, language: str) -> tuple[Fact, ...]:  # noqa: ARG002 - English alone
        return _FACTS.get(track.title, ())

    async def close(self) -> None:
        """Do nothing: nothing is open."""
