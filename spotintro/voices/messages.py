"""What this process and its two children say to each other, and how it looks on a pipe.

A frame is the length of the header and of the payload (two unsigned 32 bit numbers, big endian), the header (a
JSON list: the message's name, then its fields) and the payload (raw PCM, or nothing). Both children import this
module before they can answer, so it stands on a few quick modules of the standard library.
"""

from __future__ import annotations

import json
import struct
from typing import NamedTuple

PREFIX = struct.Struct(">II")
MAX_HEADER_BYTES = 64 * 1024
MAX_PAYLOAD_BYTES = 64 * 1024 * 1024  # 25 minutes of speech; more is no frame of ours


class ProtocolError(Exception):
    """What came is no frame of this protocol. Who reads the pipe catches it, at either end, and ends the child."""


class Configure(NamedTuple):
    """The first request of a synthesis child. An empty `voice` means: the engine's voice for `language`."""

    engine: str
    """Its name: that of its traits in `engine`."""
    voice: str
    language: str
    rate_wpm: int
    volume_percent: int
    gender: str = ""
    """Of the voice that is chosen for `language`, "female" or "male", where the engine has it."""


class Ready(NamedTuple):
    voice: str
    language: str


class Unavailable(NamedTuple):
    message: str
    next_step: str


class ListVoices(NamedTuple):
    """A first request in place of `Configure`: which voices has the engine? The child ends after its answer."""

    engine: str


class FoundVoice(NamedTuple):
    id: str
    language: str
    """Its tag, in small letters; "" where the engine doesn't tell."""


class VoicesFound(NamedTuple):
    voices: tuple[FoundVoice, ...]
    """On the way each is a list of its fields."""


class Synthesise(NamedTuple):
    id: int
    text: str


class Synthesised(NamedTuple):
    """The sound that was made. The payload is mono PCM, signed 16 bit little endian."""

    id: int
    rate_hz: int


class SynthesisRefused(NamedTuple):
    id: int
    message: str


class OpenDevice(NamedTuple):
    rate_hz: int


class DeviceOpened(NamedTuple):
    audible: bool
    name: str


class Play(NamedTuple):
    """A request to append the payload: mono PCM, signed 16 bit little endian."""

    id: int
    rate_hz: int


class Played(NamedTuple):
    """A report that this sound was heard to its end."""

    id: int


class CancelPlay(NamedTuple):
    id: int


class Silence(NamedTuple):
    """A request to drop everything that plays or waits."""


class Silenced(NamedTuple):
    pass


class DeviceLost(NamedTuple):
    message: str


Message = (
    Configure
    | Ready
    | Unavailable
    | ListVoices
    | VoicesFound
    | Synthesise
    | Synthesised
    | SynthesisRefused
    | OpenDevice
    | DeviceOpened
    | Play
    | Played
    | CancelPlay
    | Silence
    | Silenced
    | DeviceLost
)

_TYPES: dict[str, type[Message]] = {
    kind.__name__: kind
    for kind in (
        Configure,
        Ready,
        Unavailable,
        ListVoices,
        VoicesFound,
        Synthesise,
        Synthesised,
        SynthesisRefused,
        OpenDevice,
        DeviceOpened,
        Play,
        Played,
        CancelPlay,
        Silence,
        Silenced,
        DeviceLost,
    )
}


def encode(message: Message, payload: bytes = b"") -> bytes:
    header = json.dumps([type(message).__name__, *message]).encode("ascii")
    return PREFIX.pack(len(header), len(payload)) + header + payload


def lengths(prefix: bytes) -> tuple[int, int]:
    """Read the lengths of header and payload from a frame's prefix.

    Raises:
        ProtocolError: they are beyond what any message needs.
    """
    header_bytes, payload_bytes = PREFIX.unpack(prefix)
    if header_bytes > MAX_HEADER_BYTES or payload_bytes > MAX_PAYLOAD_BYTES:
        raise ProtocolError(f"a frame of {header_bytes} + {payload_bytes} bytes")
    return header_bytes, payload_bytes


def decode(header: bytes) -> Message:
    """Decode the message in a header.

    Raises:
        ProtocolError: it is none of ours.
    """
    try:
        name, *fields = json.loads(header)
        return _TYPES[name](*fields)
    except (ValueError, KeyError, TypeError) as error:
        raise ProtocolError(f"no message: {header[:80]!r}") from error
