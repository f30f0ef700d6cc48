"""An intro that is written, and begun to be voiced, ahead of its delivery: nothing is held or charged by that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from spotintro.music import Track
from spotintro.voices.base import Sound
from spotintro.writers.base import Dropped, IntroRequest, Line


@dataclass(frozen=True, slots=True)
class PreparedIntro:
    """A whole text, and the sounds of it that are ready to be heard.

    Attributes:
        workflow: Names it in the account, from the preparation on.
        request: What its writer was told: the track, the manner (language, persona, length) and the show.
        writer: The name of who wrote it.
        asked: The name of the writer who was in force, and asked first.
        voice: The name of whose sounds these are; "" where there are none.
        pieces: The sentences in order, and between them what was dropped.
        sounds: One for each piece; None for what is not said, or not synthesised yet.
        stood_in_because: Why the announcer took the place of who was asked, in a sentence; "" where it did not.
    """

    workflow: str
    request: IntroRequest
    writer: str
    pieces: tuple[Line | Dropped, ...]
    prepared_at: datetime
    asked: str
    voice: str = ""
    sounds: tuple[Sound | None, ...] = ()
    stood_in_because: str = ""

    @property
    def track(self) -> Track:
        return self.request.track

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces if isinstance(piece, Line))

    @property
    def size_bytes(self) -> int:
        """Return what its sounds take of the memory."""
        return sum(len(sound.pcm) for sound in self.sounds if sound is not None)
