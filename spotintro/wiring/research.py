"""Where facts are looked up, as the settings say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from spotintro import __version__
from spotintro.config import FactSettings, LookUp, Settings
from spotintro.config.paths import find_shared_dir
from spotintro.host.research import Answer, Research
from spotintro.state.answers import LOOKED_UP, Answers, file_in

if TYPE_CHECKING:
    from pathlib import Path

    from spotintro.clock import Clock
    from spotintro.config import Paths, SupportSettings
    from spotintro.facts.base import FactSource
    from spotintro.host.research import Arrived, LooksUp

_FIXED: Final = {LookUp.ON: Answer.SET_ON, LookUp.OFF: Answer.SET_OFF}
_MUSICBRAINZ, _WIKIPEDIA = "musicbrainz", "wikipedia"
"""The folders of what each has answered."""


def make_research(settings: Settings, paths: Paths, clock: Clock, *, invented: bool) -> Research:
    """Make what looks up facts.

    Args:
        settings: As loaded.
        paths: Where the answers, the user's and the sources', are kept.
        clock: For the moment of the user's.
        invented: Whether what plays is the demo's: it has facts of its own, and nobody is asked.
    """

    def make(arrived: Arrived) -> LooksUp:
        from spotintro.facts.demo import DemoFacts
        from spotintro.facts.looking_up import LookingUp

        return LookingUp((DemoFacts(),) if invented else _sources(settings, paths), on_change=arrived)

    return Research(
        make,
        destinations=destinations(settings.facts),
        consent=Answers(file_in(paths.data_dir), LOOKED_UP),
        language=settings.writer.language,
        clock=clock,
        fixed=Answer.SET_ON if invented else _FIXED.get(settings.facts.lookup),
    )


def destinations(settings: FactSettings) -> tuple[str, ...]:
    """Return the hosts that a look-up asks, as a person knows them; MusicBrainz's first."""
    addresses = (settings.musicbrainz_url, settings.wikipedia_url, settings.wikidata_url)
    return tuple(dict.fromkeys(map(_host, addresses)))


def forget_found(facts_dir: Path) -> None:
    """Delete what was looked up, which tells what was listened to. Blocks."""
    from spotintro.facts.answers import KeptAnswers

    for name in (_MUSICBRAINZ, _WIKIPEDIA):
        KeptAnswers(facts_dir / name).forget()


def _sources(settings: Settings, paths: Paths) -> tuple[FactSource, ...]:
    from spotintro.facts.answers import KeptAnswers
    from spotintro.facts.asking import Asking
    from spotintro.facts.musicbrainz import INTERVAL_S, MusicBrainz
    from spotintro.facts.wikipedia import Wikipedia
    from spotintro.state.turns import Turns

    def asking(name: str, url: str, folder: str) -> Asking:
        # By the server and not by the data folder: the limit is for all programs together.
        turns = find_shared_dir(paths.data_dir) / "turns" / _host(url).replace(":", "_")
        return Asking(
            name,
            user_agent=user_agent(settings.support),
            turns=Turns(turns, interval_s=INTERVAL_S),
            answers=KeptAnswers(paths.facts_dir / folder),
        )

    options = settings.facts
    first = MusicBrainz(
        asking(MusicBrainz.name, options.musicbrainz_url, _MUSICBRAINZ),
        url=options.musicbrainz_url,
        noncommercial=options.noncommercial,
    )
    second = Wikipedia(
        asking(Wikipedia.name, options.wikipedia_url, _WIKIPEDIA),
        first,
        url=options.wikipedia_url,
        wikidata_url=options.wikidata_url,
    )
    return first, second


def user_agent(support: SupportSettings) -> str:
    """Name the program, and whom to write to about it where the settings tell: both sources ask for that."""
    contact = support.url or support.email
    told = contact if contact.isascii() and contact.isprintable() else ""
    return f"SpotIntro/{__version__} ( {told} )" if told else f"SpotIntro/{__version__}"


def _host(url: str) -> str:
    return urlsplit(url).netloc.removeprefix("{language}.").removeprefix("www.")
