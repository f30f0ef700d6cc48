"""How many calls of a counted service are left, and the lines that tell when its pace changes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from spotintro.players.base import Metered, Pace, PlayerError, Usage
from spotintro.session.events import Said, SessionEvent, Weight

if TYPE_CHECKING:
    from spotintro.players.base import Player

_log = logging.getLogger(__name__)

INTERVAL_S: Final = 30.0
"""Between two looks at the count, which asks the service nothing."""

_PACES: Final = {
    Pace.FULL: "what plays is read as often as is useful",
    Pace.HALF: "what plays elsewhere is read half as often",
    Pace.QUARTER: "what plays elsewhere is read a quarter as often",
    Pace.COMMANDS_ONLY: "what is left is kept for your keys, what plays elsewhere is no longer read",
}


def pace(usage: Usage) -> str:
    """Say how often what plays is read, as far as that costs calls."""
    words = _PACES[usage.pace]
    return words.replace(" elsewhere", "") if usage.alone else words


def count(usage: Usage) -> str:
    return f"{usage.used:,} of {usage.budget:,} in the last 24 h"


def until(at: datetime, now: datetime) -> str:
    """Write a moment for a person: the time of day, with the date before it unless it is today."""
    local = at.astimezone()
    return f"{local:%H:%M}" if local.date() == now.astimezone().date() else f"{local:%Y-%m-%d %H:%M}"


class QuotaWatch:
    """Posts one line whenever the pace changes or a pause begins or ends; nothing where calls aren't counted.

    Args:
        emit: Takes an event to the faces.
        now: The time of day.
        turned: Called when what it tells of has turned.
        pause: Waits the given seconds; a test's own in tests.
    """

    def __init__(
        self,
        emit: Callable[[SessionEvent], object],
        now: Callable[[], datetime],
        *,
        turned: Callable[[], object] = lambda: None,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._emit = emit
        self._now = now
        self._turned = turned
        self._pause = pause
        self._pace = Pace.FULL
        self._paused = False

    async def watch(self, player: Player) -> None:
        if not isinstance(player, Metered):
            return
        while True:
            try:
                self._compare(await player.usage())
            except PlayerError as problem:
                _log.warning("the calls can't be counted: %s", problem.message)
            await self._pause(INTERVAL_S)

    def _compare(self, usage: Usage) -> None:
        now = self._now()
        paused = usage.paused_until is not None and usage.paused_until > now
        if paused and not self._paused:
            assert usage.paused_until is not None
            here = "" if usage.alone else " What plays on this machine is still read."
            self._tell(
                f"Spotify asked for a pause until {until(usage.paused_until, now)}; it goes on by itself.{here}",
                Weight.WARNING,
            )
        elif self._paused and not paused:
            self._tell("Spotify's pause is over.", Weight.INFO)
        if usage.pace is not self._pace:
            slower = usage.pace is Pace.COMMANDS_ONLY or usage.pace > self._pace > Pace.COMMANDS_ONLY
            weight = Weight.WARNING if slower else Weight.INFO
            self._tell(f"Spotify calls: {count(usage)}; {pace(usage)}.", weight)
        self._pace, self._paused = usage.pace, paused

    def _tell(self, text: str, weight: Weight) -> None:
        _log.info("%s", text)
        self._emit(Said(text, weight))
        self._turned()
