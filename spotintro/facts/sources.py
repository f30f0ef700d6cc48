"""The public sources, ready to be asked: who asks, whose turn it is, and what is kept of the answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from spotintro import __version__
from spotintro.facts import musicbrainz, wikipedia
from spotintro.facts.answers import KeptAnswers
from spotintro.facts.asking import Asking
from spotintro.facts.base import FactSource
from spotintro.state.turns import Turns

CONTACT: Final = "https://github.com/spotintro/spotintro"
"""Where a server's keeper can complain about this program."""


@dataclass(frozen=True, slots=True)
class Addresses:
    of_musicbrainz: str = musicbrainz.URL
    of_wikipedia: str = wikipedia.URL
    """With `{language}` where the code of a language stands."""
    of_wikidata: str = wikipedia.WIKIDATA_URL


def public_sources(
    folder: Path,
    turns: Path,
    *,
    addresses: Addresses | None = None,
    noncommercial: bool = False,
    contact: str = CONTACT,
    musicbrainz_interval_s: float = musicbrainz.INTERVAL_S,
    wikipedia_interval_s: float = wikipedia.INTERVAL_S,
) -> tuple[FactSource, ...]:
    """Make the sources, in the order in which they are asked; nothing is asked before a look-up.

    Args:
        folder: Where answers are kept.
        turns: A folder that all programs of this user share, whatever their data folder: servers count requests by
            the machine.
        addresses: Of the servers; None: their own.
        noncommercial: Whether genres are read, which may not be used for gain.
        contact: Stands in the user agent.
        musicbrainz_interval_s: At least this long between two requests, over all programs.
        wikipedia_interval_s: As the one before, of Wikipedia and Wikidata together.
    """
    addresses = addresses or Addresses()

    def asking(name: str, interval_s: float) -> Asking:
        return Asking(
            name,
            user_agent=f"SpotIntro/{__version__} ( {contact} )",
            turns=Turns(turns / name.lower(), interval_s=interval_s),
            answers=answers_in(folder, name),
        )

    first = musicbrainz.MusicBrainz(
        asking(musicbrainz.MusicBrainz.name, musicbrainz_interval_s),
        url=addresses.of_musicbrainz,
        noncommercial=noncommercial,
    )
    second = wikipedia.Wikipedia(
        asking(wikipedia.NAME, wikipedia_interval_s),
        first,
        url=addresses.of_wikipedia,
        wikidata_url=addresses.of_wikidata,
    )
    return first, second


def forget(folder: Path) -> None:
    """Delete the answers that are kept: they tell what was listened to. Blocks."""
    for name in (musicbrainz.MusicBrainz.name, wikipedia.NAME):
        answers_in(folder, name).forget()


def answers_in(folder: Path, name: str) -> KeptAnswers:
    return KeptAnswers(folder / name.lower())
