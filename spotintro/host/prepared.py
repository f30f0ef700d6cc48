"""An intro that is written, and begun to be voiced, ahead of its delivery: nothing is held or charged by that."""

from __future__ import annotations

import asyncio
import logging
import uuid
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import zip_longest
from typing import Final

from spotintro.credits.features import UserTransaction
from spotintro.host.studio import Studio
from spotintro.host.writing import Writing
from spotintro.music import Track
from spotintro.voices.base import Sound, VoiceError
from spotintro.writers.base import (
    Clause,
    Dropped,
    IntroRequest,
    Line,
    Show,
    Usage,
    Writer,
    WriterEmpty,
    WriterUnusable,
)
from spotintro.writers.lasting import faults, is_named, lasts

_log = logging.getLogger(__name__)

MOST_SOUND_BYTES: Final = 4 * 2**20
"""What the sounds of one intro may take of the memory: a minute and a half of a voice."""
_INTRO: Final = UserTransaction.GENERATE_TRACK_INTRO


@dataclass(frozen=True, slots=True)
class PreparedIntro:
    """A whole text, and the sounds of it that are ready to be heard.

    Attributes:
        workflow: Names it in the account, from the preparation on.
        request: What its writer was told: the track, the manner (language, persona, length) and the show.
        writer: The name of who wrote it.
        asked: The name of the writer who was in force, and asked first.
        voice: The name of whose sounds these are; "" where there are none.
        pieces: The sentences in order, between them what was dropped, last what it took to write them.
        sounds: One for each piece; None for what is not said, or not synthesised yet.
        stood_in_because: Why the announcer took the place of who was asked, in a sentence; "" where it did not.
    """

    workflow: str
    request: IntroRequest
    writer: str
    pieces: tuple[Line | Dropped | Usage, ...]
    prepared_at: datetime
    asked: str
    voice: str = ""
    sounds: tuple[Sound | None, ...] = ()
    stood_in_because: str = ""

    @property
    def track(self) -> Track:
        return self.request.track

    @property
    def parts(self) -> list[tuple[Line | Dropped | Usage, Sound | None]]:
        """Return each piece with its sound."""
        return list(zip_longest(self.pieces, self.sounds))


class Preparing:
    """Writes intros ahead, and says what of them is still good when they are delivered.

    Args:
        writing: Has them written.
        studio: Has them voiced.
    """

    def __init__(self, writing: Writing, studio: Studio) -> None:
        self._writing = writing
        self._studio = studio

    async def prepare(
        self, asked: Writer, track: Track, show: Show, now: datetime, *, speak: bool
    ) -> PreparedIntro:
        """Write an intro whole, and with `speak` synthesise it.

        A voice that fails is asked again at the delivery.

        Raises:
            SpotIntroError: there is no text.
        """
        request = await self._writing.request(track, show)
        writer, because = asked, ""
        try:
            pieces = await self._written(writer, request)
        except WriterEmpty as nothing:
            if writer is self._writing.announcer:
                raise
            writer, because = self._writing.announcer, nothing.message
            pieces = await self._written(writer, request)
        prepared = PreparedIntro(
            workflow=uuid.uuid4().hex,
            request=request,
            writer=writer.name,
            pieces=pieces,
            prepared_at=now,
            asked=asked.name,
            stood_in_because=because,
        )
        return await self._voiced(prepared) if speak else prepared

    def fits(self, prepared: PreparedIntro) -> bool:
        """Return whether it is by the writer in force, in the manner in force."""
        return prepared.asked == self._writing.writer.name and self._writing.is_in_manner(prepared.request)

    async def up_to_date(self, prepared: PreparedIntro, now: IntroRequest) -> PreparedIntro | None:
        """Return what of it may be said now; None where it is to be written anew.

        A text of the announcer's that isn't wholly so any more is written anew: that takes no time and no money.
        """
        if lasts(prepared.request.show, now.show):
            return prepared
        lines = [piece for piece in prepared.pieces if isinstance(piece, Line)]
        by_model = prepared.writer != self._writing.announcer.name
        found = await asyncio.to_thread(faults, lines, prepared.request, now.show, by_model=by_model)
        if not any(found):
            return prepared
        if not by_model or all(found):
            return None
        return _without(prepared, now, dict(zip(lines, found, strict=True)))

    async def _written(self, writer: Writer, request: IntroRequest) -> tuple[Line | Dropped | Usage, ...]:
        async with aclosing(self._writing.pieces(writer, _INTRO, request)) as pieces:
            # How the first sentence begins needn't go ahead of it: it is all there when it is said.
            written = tuple([piece async for piece in pieces if not isinstance(piece, Clause)])
        if not any(isinstance(piece, Line) for piece in written):
            raise WriterUnusable("The writer sent no text.", "Try again, or choose another writer.")
        return written

    async def _voiced(self, prepared: PreparedIntro) -> PreparedIntro:
        if not self._studio.is_heard:
            return prepared
        voice = self._studio.voice(announcers=prepared.writer == self._writing.announcer.name)
        sounds: list[Sound | None] = []
        room = MOST_SOUND_BYTES
        try:
            for piece in prepared.pieces:
                sound = await voice.synthesise(piece.text) if isinstance(piece, Line) else None
                room -= 0 if sound is None else len(sound.pcm)
                if room < 0:
                    break
                sounds.append(sound)
        except VoiceError as problem:
            _log.warning("an intro is not voiced ahead: %s", problem.message)
        return replace(prepared, voice=voice.name, sounds=tuple(sounds))


def _without(prepared: PreparedIntro, now: IntroRequest, why: dict[Line, str]) -> PreparedIntro:
    """Leave the sentences out that may not be said any more; name the track where none is left that does."""
    parts: list[tuple[Line | Dropped | Usage, Sound | None]] = [
        (Dropped(piece.text, reason), None)
        if isinstance(piece, Line) and (reason := why[piece])
        else (piece, sound)
        for piece, sound in prepared.parts
    ]
    left = [piece for piece, _ in parts if isinstance(piece, Line)]
    if now.naming_line and not is_named(left, prepared.request):
        parts.insert(0, (Line(now.naming_line), None))
    return replace(prepared, pieces=tuple(piece for piece, _ in parts), sounds=tuple(sound for _, sound in parts))
