"""A source to be asked in tests: its turns and what is kept lie in a folder of the test's."""

from __future__ import annotations

from pathlib import Path

from spotintro.facts.answers import KeptAnswers
from spotintro.facts.asking import Asking
from spotintro.facts.base import FactSource
from spotintro.facts.musicbrainz import MusicBrainz
from spotintro.facts.wikipedia import Wikipedia
from spotintro.state.turns import Turns
from tests.fakes.musicbrainz_server import MusicBrainzServer

USER_AGENT = "SpotIntro/0 ( https://spotintro.example )"


def asking(
    folder: Path, name: str = "MusicBrainz", *, turns: Path | None = None, interval_s: float = 0.0
) -> Asking:
    return Asking(
        name,
        user_agent=USER_AGENT,
        turns=Turns((turns or folder / "turns") / name.lower(), interval_s=interval_s),
        answers=KeptAnswers(folder / "facts" / name.lower()),
    )


def both(
    folder: Path,
    musicbrainz_url: str,
    wikipedia_url: str,
    wikidata_url: str,
    *,
    turns: Path | None = None,
    interval_s: float = 0.0,
) -> tuple[FactSource, ...]:
    """Make the sources as they belong together; `turns` may be shared with others, whatever their folder."""
    first = MusicBrainz(asking(folder, turns=turns, interval_s=interval_s), url=musicbrainz_url)
    second = Wikipedia(
        asking(folder, "Wikipedia", turns=turns, interval_s=interval_s),
        first,
        url=wikipedia_url,
        wikidata_url=wikidata_url,
    )
    return first, second


def musicbrainz(folder: Path, server: MusicBrainzServer, *, noncommercial: bool = False) -> MusicBrainz:
    return MusicBrainz(asking(folder), url=server.root, noncommercial=noncommercial)
