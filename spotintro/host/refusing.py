"""What the host doesn't introduce, whoever asks: refused before anything is held or sent."""

from __future__ import annotations

from spotintro.host.errors import AdvertPlays, NothingToIntroduce, TrackNotTold
from spotintro.music import Track, TrackKind
from spotintro.writers.facts import known_facts


def check_introducible(track: Track) -> None:
    """Raise what `refusal_of` returns."""
    if (refusal := refusal_of(track)) is not None:
        raise refusal


def refusal_of(track: Track) -> NothingToIntroduce | None:
    """Return why this track is not introduced; None where it is."""
    if track.kind is TrackKind.AD:
        return AdvertPlays()
    facts = known_facts(track)
    return None if facts.title or facts.artists or facts.album else TrackNotTold()
