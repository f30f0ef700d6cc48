"""The lines that go over the socket: one JSON object each, with the protocol's version in it.

A connection carries one request. A command is answered by one line, `follow` by one now and with each change, and
at least every `HEARTBEAT_S`. A field that is not known is passed over, so that new ones need no new version.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

from spotintro.remote.status import Status

VERSION: Final = 1
REQUEST_BYTES: Final = 4_096
"""The longest request, its line break included."""
ANSWER_BYTES: Final = 65_536
ANSWER_S: Final = 15.0
"""More than the first reading of a player takes; what has not begun by then may begin later."""
HEARTBEAT_S: Final = 30.0
"""So that whoever follows can tell an app that changes nothing from one that stands still."""


class Command(StrEnum):
    """All that can be asked for. Nothing that comes over the socket does more than these."""

    INTRODUCE = "introduce"
    NEXT_INTRO = "next-intro"
    AGAIN = "again"
    STOP = "stop"
    SKIP = "skip"
    PREVIOUS = "previous"
    PLAY = "play"
    PAUSE = "pause"
    PLAY_PAUSE = "play-pause"
    AUTO = "auto"
    AUTO_ON = "auto-on"
    AUTO_OFF = "auto-off"
    VOICE = "voice"
    STATUS = "status"
    FOLLOW = "follow"


class Request(msgspec.Struct, frozen=True, kw_only=True):
    v: int
    do: Command


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a command, or how it stands."""

    v: int = VERSION
    done: bool
    """Whether it is done, or has begun."""
    message: str = ""
    """A sentence for a person: what has begun, or why not."""
    code: str = ""
    """The kind of failure, as `SpotIntroError.code` has it; "" where it is done."""
    next_step: str = ""
    status: Status | None = None
    """How it stands then."""


class _Version(msgspec.Struct, frozen=True):
    v: int = 0


class NoRequest(ValueError):
    """A line is no request of this version; the server answers with its sentence."""


def line_of(message: Request | Answer) -> bytes:
    """Return the message as a line."""
    return msgspec.json.encode(message) + b"\n"


def request_of(line: bytes) -> Request:
    """Read a request. Raises: NoRequest: it is none, or one of another version."""
    try:
        if msgspec.json.decode(line, type=_Version).v != VERSION:
            raise NoRequest(f"This app speaks version {VERSION} of its lines.")
        return msgspec.json.decode(line, type=Request)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        raise NoRequest("This is no request that the app knows.") from None


def answer_of(line: bytes) -> Answer | None:
    """Read an answer; None where it is none of this version."""
    try:
        if msgspec.json.decode(line, type=_Version).v != VERSION:
            return None
        return msgspec.json.decode(line, type=Answer)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return None
