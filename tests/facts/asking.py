"""A source to be asked in tests: its turns and what is kept lie in a folder of the test's."""

from __future__ import annotations

from pathlib import Path

from spotintro.facts.answers import KeptAnswers
from spotintro.facts.asking import Asking
from spotintro.facts.musicbrainz import MusicBrainz
from spotintro.state.turns import Turns
from tests.fakes.musicbrainz_server import MusicBrainzServer

USER_AGENT = "SpotIntro/0 ( https://spotintro.example )"


def asking(folder: Path, name: str = "MusicBrainz", *, interval_s: float = 0.0) -> Asking:
    return Asking(
        name,
        user_agent=USER_AGENT,
        turns=Turns(folder / "turns" / name.lower(), interval_s=interval_s),
        answers=KeptAnswers(folder / "facts" / name.lower()),
    )


def musicbrainz(folder: Path, server: MusicBrainzServer, *, noncommercial: bool = False) -> MusicBrainz:
    return MusicBrainz(asking(folder), url=server.root, noncommercial=noncommercial)
