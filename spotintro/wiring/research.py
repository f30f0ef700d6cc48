"""Where facts are looked up, as the settings say."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from spotintro.config import FactSettings, LookUp, Settings
from spotintro.host.research import Answer, Research
from spotintro.state.answers import LOOKED_UP, Answers, file_in

if TYPE_CHECKING:
    from pathlib import Path

    from spotintro.clock import Clock
    from spotintro.host.research import Arrived, LooksUp

_FIXED = {LookUp.ON: Answer.SET_ON, LookUp.OFF: Answer.SET_OFF}


def make_research(settings: Settings, data_dir: Path, clock: Clock, *, invented: bool) -> Research:
    """Make what looks up facts.

    Args:
        settings: As loaded.
        data_dir: Where answers, and what was found, are kept.
        clock: For the moment of an answer.
        invented: Whether what plays is the demo's: it has facts of its own, and nobody is asked.
    """

    def make(arrived: Arrived) -> LooksUp:
        from spotintro.facts.demo import DemoFacts
        from spotintro.facts.looking_up import LookingUp

        return LookingUp((DemoFacts(),) if invented else (), on_change=arrived)

    return Research(
        make,
        destinations=destinations(settings.facts),
        consent=Answers(file_in(data_dir), LOOKED_UP),
        language=settings.writer.language,
        clock=clock,
        fixed=Answer.SET_ON if invented else _FIXED.get(settings.facts.lookup),
    )


def destinations(settings: FactSettings) -> tuple[str, ...]:
    """Return the hosts that a look-up asks, as a person knows them; MusicBrainz's first."""
    addresses = (settings.musicbrainz_url, settings.wikipedia_url, settings.wikidata_url)
    hosts = (urlsplit(address).netloc.removeprefix("{language}.").removeprefix("www.") for address in addresses)
    return tuple(dict.fromkeys(hosts))
