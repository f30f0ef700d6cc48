"""What the host doesn't do, whoever asks: refused before anything is held or sent."""

from __future__ import annotations

from spotintro.credits.features import UserTransaction
from spotintro.errors import SpotIntroError
from spotintro.host.errors import AdvertPlays, NoFactsKnown, StillLookingUp, TrackNotTold
from spotintro.host.research import Research
from spotintro.music import Track, TrackKind
from spotintro.writers.facts import known_facts


def check_introducible(track: Track, feature: UserTransaction, research: Research | None) -> None:
    """Raise what `refusal_of` returns."""
    if (refusal := refusal_of(track, feature, research)) is not None:
        raise refusal


def refusal_of(track: Track, feature: UserTransaction, research: Research | None) -> SpotIntroError | None:
    """Return why the feature is not begun for this track; None where it is."""
    if track.kind is TrackKind.AD:
        return AdvertPlays()
    facts = known_facts(track)
    if not (facts.title or facts.artists or facts.album):
        return TrackNotTold()
    if feature.terms.needs_facts and not (research and research.known(track)):
        return StillLookingUp() if research and research.is_looking_up(track) else NoFactsKnown()
    return None
