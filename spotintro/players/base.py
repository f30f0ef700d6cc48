"""What every player offers, and how it fails."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, IntEnum
from typing import Protocol, runtime_checkable

from spotintro.errors import SpotIntroError
from spotintro.music import Device, Playback, Repeat


class PlayerError(SpotIntroError):
    """A player could not be read or steered."""


class PlayerUnreachable(PlayerError):
    """There is no way to any player: no D-Bus, no network."""


class NothingPlaying(PlayerError):
    """A command needs a track or a player and there is none."""


class TrackUntold(PlayerError):
    """Something plays and the player doesn't say what, as while Spotify's own DJ speaks."""

    def __init__(self) -> None:
        super().__init__("Something plays that the player doesn't tell.", "Ask again at the next track.")


class NextUntold(PlayerError):
    """The player doesn't tell what plays next, as a player on this machine alone never does."""

    def __init__(self, *, sign_in_key: str = "") -> None:
        how = f"{sign_in_key} signs in" if sign_in_key else "`spotintro login` signs in"
        super().__init__("What plays next isn't known here.", f"Spotify tells it once you are signed in: {how}.")


class CommandUnsupported(PlayerError):
    """The player that is there can't do this."""


class CommandFailed(PlayerError):
    """The player refused or did not answer in time."""


class Expected(Enum):
    """What somebody waits for who acts at the change from one track to the next."""

    NOTHING = "nothing"
    LATER = "later"
    """Not the next change but one after it: calls are better kept for that one."""
    NEXT = "next"
    """The next change: to be seen soon after it happened, and what comes then to be told shortly before it."""


class Player(Protocol):
    """A source of playback state that may take commands.

    `open` before everything else, `close` at the end, both once. All times are bounded: a call that a player
    doesn't answer ends in `CommandFailed` within 3 seconds.
    """

    @property
    def name(self) -> str: ...

    async def open(self) -> None:
        """Connect to what is read and steered.

        Raises:
            PlayerUnreachable: there is no way to it; the message says what is missing.
        """
        ...

    async def close(self) -> None: ...

    async def read(self) -> Playback | None:
        """Return the present state; None where no player is there."""
        ...

    def changes(self) -> AsyncIterator[Playback | None]:
        """Stream a reading each time something other than the running position has changed.

        The first is the present state. Each call gives an independent stream; closing it is enough to end it.
        A reader that is slow gets the newest reading, not every one.
        """
        ...

    async def play(self) -> None: ...

    async def pause(self) -> None: ...

    async def next(self) -> None: ...

    async def previous(self) -> None: ...

    async def seek(self, position_ms: int) -> None:
        """Move to an absolute position, clamped to the track."""
        ...

    async def set_volume(self, percent: int) -> None:
        """Set the volume, clamped to 0 to 100."""
        ...

    async def devices(self) -> tuple[Device, ...]:
        """Return the devices that can be played on now, the active one marked.

        Raises:
            CommandUnsupported: the player has only itself; `Capability.TRANSFER` says so before.
        """
        ...

    async def transfer(self, device_id: str) -> None:
        """Move playback to that device: the same track goes on there, playing or paused as it was."""
        ...

    async def set_liked(self, liked: bool) -> None:
        """Save the track that plays among the user's own, or take it out."""
        ...

    async def set_shuffle(self, on: bool) -> None: ...

    async def set_repeat(self, repeat: Repeat) -> None: ...

    def fix(self, fixed: bool) -> None:
        """Stay with what is shown now, or choose freely again.

        Fixed, readings and commands are of that one alone, whatever else begins to play; where it goes, none is
        there. A player that has only itself changes nothing.
        """
        ...

    def set_watched(self, watched: bool) -> None:
        """Tell the player whether somebody looks at what it reads.

        Where readings cost something, False makes them rarer and True after False asks for one fresh reading;
        elsewhere it changes nothing.
        """
        ...

    def expect_change(self, expected: Expected) -> None:
        """Tell the player which change of track somebody waits for.

        Where readings cost nothing, it changes nothing.
        """
        ...


class Pace(IntEnum):
    """A step of sparing in reading, by what is left of the budget; the value multiplies the intervals."""

    COMMANDS_ONLY = 0
    FULL = 1
    HALF = 2
    QUARTER = 4


@dataclass(frozen=True, slots=True)
class Usage:
    """The calls that were made to a service that counts them."""

    used: int
    """In the last 24 hours, by every program on this machine."""
    budget: int
    paused_until: datetime | None
    """What the service asked for."""
    pace: Pace
    alone: bool = False
    """Whether the service is all that is read: no player on this machine is, beside it."""
    leads: bool = False
    """Whether what plays now is read and steered by these calls, and not on this machine."""


@runtime_checkable
class Metered(Protocol):
    """A player whose readings cost calls that are counted."""

    async def usage(self) -> Usage: ...
