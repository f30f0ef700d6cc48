"""What of a text may still be said some time after it was written: the hour and the show have gone on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from spotintro.music import Track
from spotintro.writers.announcements.known import sections_of_hour
from spotintro.writers.base import Dropped, IntroRequest, Line, Show
from spotintro.writers.facts import known_facts
from spotintro.writers.freshness import repeats
from spotintro.writers.names import Names

NO_LONGER: Final = "It may be so no longer: it was written ahead, for another hour or another place in the show."
SAID_MEANWHILE: Final = "It was said meanwhile, in another intro."


def lasts(then: Show, now: Show) -> bool:
    """Return whether a text is as good as when it was written: within the same hour, at the same place in a show.

    Args:
        then: What its writer was told.
        now: The same, as its writer would be told it now.
    """
    is_same_hour = then.now is None or (now.now is not None and _hour(then.now) == _hour(now.now))
    return is_same_hour and _goes_on(then, now) and not _said_meanwhile(then, now)


def faults(lines: Sequence[Line], request: IntroRequest, now: Show, *, by_model: bool) -> tuple[str, ...]:
    """Return for each sentence why it may not be said any more; "" for those that may. Blocks for some ms.

    Args:
        lines: The text.
        request: What its writer was told.
        now: The show as its writer would be told it now. All else that was known is still known.
        by_model: A model wrote it. The announcer says no more of a show than that something was heard, or comes,
            and whether it is morning or night.
    """
    said, names = _said_meanwhile(request.show, now), _names_of(request)
    stale = _stale(lines, request, now, by_model=by_model)
    return tuple(
        SAID_MEANWHILE if repeats(line.text, said, names) else NO_LONGER if is_stale else ""
        for line, is_stale in zip(lines, stale, strict=True)
    )


def is_named(lines: Sequence[Line], request: IntroRequest) -> bool:
    """Return whether these sentences name the track, where it has a name."""
    facts = known_facts(request.track)
    return not (facts.title or facts.artists) or _names_of(request).surely_in(
        " ".join(line.text for line in lines)
    )


def _names_of(request: IntroRequest) -> Names:
    facts = known_facts(request.track)
    return Names([name for name in (facts.title, *facts.artists) if name], request.language)


def _stale(lines: Sequence[Line], request: IntroRequest, now: Show, *, by_model: bool) -> Iterator[bool]:
    goes_on = _goes_on(request.show, now)
    if not by_model:
        return (not goes_on for _ in lines)
    # Loaded by then where a model writes, and by nobody else.
    from spotintro.writers.prompt import told
    from spotintro.writers.standing import Standing
    from spotintro.writers.truth.judge import can_judge

    if not can_judge(request.language):
        return (not goes_on for _ in lines)

    def fallen(lines: Iterable[Line], show: Show) -> set[Line]:
        asked = replace(request, show=show)
        standing = Standing(asked, told(asked), strict=True)
        return {line for line in lines if isinstance(standing.line(line.text), Dropped)}

    fall = fallen(lines, now)
    # What never stood is the announcer's own sentence, which tells of no show, or was let through as it was.
    never_stood = fallen(fall, request.show) if fall else set()
    return ((line.added and not goes_on) or line in fall - never_stood for line in lines)


def _said_meanwhile(then: Show, now: Show) -> list[str]:
    return [text for text in now.evening if text not in then.evening]


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def _goes_on(then: Show, now: Show) -> bool:
    """Return whether all that was known of a show is still so, as far as the announcer tells of it."""
    return (
        _is_still(then.heard, now.heard)
        and _is_still(then.coming, now.coming)
        and (then.now is None or sections_of_hour(then.now) == sections_of_hour(now.now))
    )


def _is_still(told: Track | None, known: Track | None) -> bool:
    return told is None or (known is not None and known.id == told.id)
