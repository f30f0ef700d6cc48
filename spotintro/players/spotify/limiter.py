"""The rate limiter that every call to the Web API goes through.

It knows the day's budget and any pause that Spotify asked for, makes one request of a kind at a time, and sends
nothing twice.

Prior art for the rules: spotify-player PR#1076, spotatui PR#510, spotcast PR#69.
"""

from __future__ import annotations

import asyncio
import logging
import random
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final, Protocol, TypeVar

from spotintro.clock import Clock
from spotintro.fetching.lane import Lane
from spotintro.plain_text import sentence
from spotintro.players.base import (
    CommandFailed,
    CommandUnsupported,
    NothingPlaying,
    Pace,
    PlayerError,
    PlayerUnreachable,
    Usage,
)
from spotintro.players.spotify.call_log import LONGEST_PAUSE, CallLog, Pause
from spotintro.players.spotify.transport import NotReached, NotSpotify, Refused, WireError
from spotintro.players.spotify.wire import Call, Wire

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

QUOTA_EXCEEDED: Final = "QUOTA_EXCEEDED"
_FAILED: Final = "Player command failed:"
"""What the service puts before the reason of each refusal."""
QUOTA_PAUSE: Final = timedelta(hours=1)
"""Where the server names no time. Reported ones are 13 to 15 hours: asking again now and then costs little."""
FIRST_BACKOFF_S: Final = 2.0
LONGEST_BACKOFF_S: Final = 300.0
REFRESH_COOLDOWN_S: Final = 30.0
"""The player service says 401 to a valid token now and then, mostly at a track's change (spotify-player#1044)."""


class Paused(PlayerError):
    """Spotify asked for a pause, or the day's budget is used up."""

    def __init__(self, pause: Pause, now: datetime) -> None:
        why = "The day's quota of Spotify calls is used up" if pause.quota else "Spotify asked for a pause"
        super().__init__(
            f"{why}; it goes on {in_words(pause.until - now)}.", "Spotify's own controls work meanwhile."
        )
        self.until = pause.until


class BudgetSpent(PlayerError):
    def __init__(self, budget: int) -> None:
        super().__init__(
            f"The budget of {budget} Spotify calls a day is used up.",
            "It fills up again by the hour; spotify.daily_calls in the settings sets it.",
        )


class PremiumRequired(CommandUnsupported):
    def __init__(self) -> None:
        super().__init__(
            "Spotify lets only Premium accounts be steered from here.",
            "Use Spotify's own controls; reading works.",
        )


class Tokens(Protocol):
    """Gives out access tokens, one refresh at a time. Its methods block."""

    def current(self) -> str:
        """Return a token to call with.

        Raises:
            SignInNeeded: there is none.
        """
        ...

    def refreshed(self, stale: str) -> str:
        """Return another token than `stale`, which was refused.

        Raises:
            SignInNeeded: the sign-in is over.
            PlayerUnreachable: no other token can be had now.
        """
        ...


class SpotifyLimiter:
    """Sends the calls that the limits allow. Used from one event loop; every method raises `PlayerError`.

    Readings and commands go on a connection each, so that a reading nobody answers holds up no command.
    """

    def __init__(
        self,
        make_wire: Callable[[], Wire],
        tokens: Tokens,
        calls: CallLog,
        clock: Clock,
        *,
        budget: int,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        """Make a limiter that has sent nothing yet. `budget` is in calls a day; `jitter` gives 0 to 1."""
        self._make_wire = make_wire
        self._tokens = tokens
        self._calls = calls
        self._clock = clock
        self._budget = budget
        self._jitter = jitter
        self._wires: dict[Lane, Wire] = {}
        self._readings = Lane("spotify readings")
        self._commands = Lane("spotify commands")
        self._counting = threading.Lock()
        self._closed = False
        self._reading: dict[str, asyncio.Task[object]] = {}
        self._backoff_s = 0.0
        self._not_before_s = 0.0
        self._refreshed_s: float | None = None

    async def read(self, kind: str, call: Call) -> object:
        """Send a reading and return its answer; who asks for the same kind while it is under way gets that one."""
        task = self._reading.get(kind)
        if task is None:
            task = self._reading[kind] = asyncio.create_task(self._read(kind, call))
            task.add_done_callback(lambda _: self._reading.pop(kind, None))
        return await asyncio.shield(task)

    async def command(self, kind: str, call: Call) -> None:
        """Send a command once, whatever happens, after the commands that were asked for before.

        One that is cancelled before its turn is never sent.
        """
        await self._in_thread(self._commands, lambda: self._send(kind, call, reading=False))

    async def usage(self) -> Usage:
        used, pause = await asyncio.to_thread(lambda: (self._calls.used(), self._calls.paused()))
        return Usage(used, self._budget, pause.until if pause else None, self.pace(used))

    def pace(self, used: int) -> Pace:
        left = (self._budget - used) / self._budget
        if left > 0.5:  # noqa: PLR2004 - the steps of this table
            return Pace.FULL
        if left > 0.2:  # noqa: PLR2004 - see above
            return Pace.HALF
        return Pace.QUARTER if left > 0.05 else Pace.COMMANDS_ONLY  # noqa: PLR2004 - see above

    async def close(self) -> None:
        """Stop sending. What is under way ends within the wire's time-out, in its thread.

        Closing again changes nothing.
        """
        for task in list(self._reading.values()):
            task.cancel()
        if self._closed:
            return
        self._closed = True
        for lane in (self._readings, self._commands):
            lane.submit(self._close_wire, lane)
            lane.shutdown()

    async def _read(self, kind: str, call: Call) -> object:
        return await self._in_thread(self._readings, lambda: self._send(kind, call, reading=True))

    async def _in_thread(self, lane: Lane, work: Callable[[], _T]) -> _T:
        if self._closed:
            raise PlayerUnreachable("The connection to Spotify is closed.", "Start SpotIntro again.")
        return await asyncio.get_running_loop().run_in_executor(lane, work)

    # In the thread

    def _send(self, kind: str, call: Call, *, reading: bool) -> object:
        with self._counting:
            self._check_limits(reading=reading)
        token = self._tokens.current()
        lane = self._readings if reading else self._commands
        try:
            answer = self._once(lane, kind, call, token)
        except Refused as refusal:
            if refusal.status != HTTPStatus.UNAUTHORIZED or not self._may_refresh():
                raise self._failure(refusal) from refusal
            # Refused before it was carried out, so this is no second sending.
            answer = self._again(lane, kind, call, self._tokens.refreshed(token))
        except WireError as error:
            raise self._failure(error) from error
        self._backoff_s = 0.0
        return answer

    def _again(self, lane: Lane, kind: str, call: Call, token: str) -> object:
        self._refreshed_s = self._clock.monotonic_s()
        try:
            return self._once(lane, kind, call, token)
        except WireError as error:
            raise self._failure(error) from error

    def _once(self, lane: Lane, kind: str, call: Call, token: str) -> object:
        wire = self._wires.get(lane)
        if wire is None:
            wire = self._wires[lane] = self._make_wire()
        with self._counting:
            # Asked again: the other lane may have made the last call, or met a pause, since.
            self._check_limits(reading=False)
            self._calls.record(kind)
        return wire.send(call, token)

    def _may_refresh(self) -> bool:
        now = self._clock.monotonic_s()
        return self._refreshed_s is None or now - self._refreshed_s >= REFRESH_COOLDOWN_S

    def _check_limits(self, *, reading: bool) -> None:
        pause = self._calls.paused()
        if pause is not None:
            raise Paused(pause, self._clock.now())
        if reading and self._clock.monotonic_s() < self._not_before_s:
            raise PlayerUnreachable("Spotify does not answer at the moment.", "It is asked again by itself.")
        if self._calls.used() >= self._budget:
            raise BudgetSpent(self._budget)

    def _failure(self, error: WireError) -> PlayerError:
        _log.info("Spotify: %s", error)
        if isinstance(error, Refused):
            return self._refusal(error)
        self._back_off()
        if isinstance(error, NotSpotify):
            return PlayerUnreachable(
                "Something between here and Spotify answers in its place.",
                "Sign in to this network, then try again.",
            )
        assert isinstance(error, NotReached)
        return PlayerUnreachable("Spotify can't be reached.", "Look at the network; it is asked again by itself.")

    def _refusal(self, error: Refused) -> PlayerError:
        if error.status == HTTPStatus.TOO_MANY_REQUESTS:
            return self._pause(error)
        if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self._back_off()
            return CommandFailed("Spotify's own service failed.", "Try again in a moment.")
        if error.reason == "PREMIUM_REQUIRED":
            return PremiumRequired()
        if error.reason == "NO_ACTIVE_DEVICE" or error.status == HTTPStatus.NOT_FOUND:
            return NothingPlaying("No device is active on Spotify.", "Start a track there, or choose a device.")
        if error.reason == "VOLUME_CONTROL_DISALLOW":
            return CommandUnsupported(
                "This device's volume can't be set from here.", "Use the device's own buttons."
            )
        if error.status == HTTPStatus.UNAUTHORIZED:
            return CommandFailed("Spotify refused for the moment.", "Try again in a moment.")
        said = error.message if error.status == HTTPStatus.FORBIDDEN and error.message else str(error)
        said = said.removeprefix(_FAILED).strip()
        # What plays already is not played, what is paused not paused (web-api#1433); nor is an advert skipped.
        restricted = said.casefold().startswith("restriction violated")
        again = "It may be so already; else try again in a moment." if restricted else "Try again in a moment."
        return CommandFailed(f"Spotify refused: {sentence(said)}", again)

    def _pause(self, error: Refused) -> PlayerError:
        quota = error.reason == QUOTA_EXCEEDED
        if error.retry_after_s is not None:
            wait = timedelta(seconds=error.retry_after_s)
        else:
            self._back_off()
            wait = QUOTA_PAUSE if quota else timedelta(seconds=self._backoff_s)
        now = self._clock.now()
        pause = Pause(now + min(wait, LONGEST_PAUSE), quota)
        self._calls.pause(pause)
        return Paused(pause, now)

    def _back_off(self) -> None:
        self._backoff_s = min(max(FIRST_BACKOFF_S, self._backoff_s * 2), LONGEST_BACKOFF_S)
        self._not_before_s = self._clock.monotonic_s() + self._backoff_s * (0.5 + self._jitter() / 2)

    def _close_wire(self, lane: Lane) -> None:
        wire = self._wires.pop(lane, None)
        if wire is not None:
            wire.close()


def in_words(wait: timedelta) -> str:
    seconds = max(0, round(wait.total_seconds()))
    if seconds < 120:  # noqa: PLR2004 - two minutes
        return f"in {seconds} s"
    minutes = round(seconds / 60)
    return f"in {minutes} min" if minutes < 120 else f"in {round(minutes / 60)} h"  # noqa: PLR2004 - two hours
