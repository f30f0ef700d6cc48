"""The messages by which the screen's parts reach each other, and by which a session's events reach the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from spotintro.music import Device
from spotintro.session.events import PlaybackRead, SessionEvent

if TYPE_CHECKING:
    from spotintro.tui.pictures.drawing import Drawing, Place


@dataclass
class Happened(Message):
    """An event of the session."""

    event: SessionEvent

    def can_replace(self, message: Message) -> bool:
        """Tell whether both are readings of the player: of those that wait, only the newest need be handled."""
        return (
            isinstance(message, Happened)
            and isinstance(self.event, PlaybackRead)
            and isinstance(message.event, PlaybackRead)
        )


@dataclass
class DeviceChosen(Message):
    """The user chose this device in the list."""

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
class FactsAnswered(Message):
    """The user's answer about looking up facts."""

    agreed: bool


@dataclass
class AutoAnswered(Message):
    """The user's answer about intros between tracks."""

    agreed: bool


@dataclass
class ConsentAnswered(Message):
    """The user's answer about the AI writer."""

    agreed: bool
