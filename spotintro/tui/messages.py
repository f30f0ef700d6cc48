"""What the screen's parts tell each other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from textual.message import Message

from spotintro.credits.base import User
from spotintro.host.events import HostEvent, Quote
from spotintro.music import Device, Playback

if TYPE_CHECKING:
    from spotintro.tui.pictures.drawing import Drawing, Place


class Weight(Enum):
    """How a line of the log is marked: by a glyph, and by a colour beside it."""

    INFO = "·"
    CHARGE = "●"
    WARNING = "▲"
    FAILURE = "✖"


@dataclass
class Said(Message):
    """One line for the log."""

    text: str
    weight: Weight = Weight.INFO


@dataclass
class PlaybackRead(Message):
    """A new reading of the player; None where none is there."""

    playback: Playback | None

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, PlaybackRead)


@dataclass
class DevicesRead(Message):
    """What can be played on; None where the question came to nothing, which a line of the log tells."""

    devices: tuple[Device, ...] | None


@dataclass
class DeviceChosen(Message):
    device: Device


@dataclass
class DevicesClosed(Message):
    """The list of devices is left."""


@dataclass
class CoverDrawn(Message):
    """The cover at that address, drawn for that place; None where there is none."""

    url: str
    place: Place
    drawing: Drawing | None


@dataclass
class BalanceRead(Message):
    """The account's balance; None where the account can't be read."""

    user: User | None


@dataclass
class BooksDisagreed(Message):
    """The audit found a problem; nothing is blocked by it."""


@dataclass
class Quoted(Message):
    """The price of the next intro; None where it isn't known yet."""

    quote: Quote | None
    speak: bool


@dataclass
class ReplayQuoted(Message):
    """The price of saying the last intro again; None where there is none."""

    quote: Quote | None


@dataclass
class HostSaid(Message):
    """An event of the intro under way."""

    event: HostEvent


@dataclass
class ConsentAsked(Message):
    """The line that says what is sent where; None once it is answered."""

    disclosure: str | None


@dataclass
class ConsentAnswered(Message):
    """The user's answer to the question."""

    agreed: bool
