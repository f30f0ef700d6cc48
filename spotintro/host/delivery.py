"""The delivery of one run: the words to who reads, the speech to who listens, and each booked once it is there."""

from __future__ import annotations

import logging
from dataclasses import replace

from spotintro.clock import Clock
from spotintro.credits.base import Intro
from spotintro.credits.errors import CreditError
from spotintro.credits.features import UserTransaction
from spotintro.credits.gate import CreditGate
from spotintro.host.events import Composed, Finished, LeftOut, Notice, Sentence, Spoken, TokensUsed, Written
from spotintro.host.holding import Holding
from spotintro.host.introduction import Progress
from spotintro.host.speech import DEVICE_GONE, UNHEARD, Speech
from spotintro.host.studio import Studio
from spotintro.music import Track
from spotintro.voices.base import Sound
from spotintro.writers.base import Dropped, Line, Piece, Usage, WriterUnusable

_log = logging.getLogger(__name__)


class Delivery:
    """What one run holds, tells and says, and how all of it is settled, however the run ends.

    Args:
        gate: Books it.
        studio: Makes the speech.
        clock: Dates the text.
        feature: What is delivered.
    """

    def __init__(self, gate: CreditGate, studio: Studio, clock: Clock, feature: UserTransaction) -> None:
        self.holding = Holding(gate)
        self.feature = feature
        self._gate = gate
        self._studio = studio
        self._clock = clock
        self._speech: Speech | None = None

    def begin_speech(self, progress: Progress, *, announcers: bool, between: bool = False) -> None:
        """Have what is told from now on said as well.

        Args:
            progress: Of the run.
            announcers: In the voice for the announcer's texts.
            between: A track has just begun, and may begin anew after the speech.
        """
        self._speech = self._studio.speech(progress, announcers=announcers, between=between)

    def go_on_as_announcer(self) -> None:
        """Have what is told from now on said in the voice for the announcer's texts."""
        if self._speech is not None:
            self._speech.go_on_with(self._studio.voice(announcers=True))

    def tell(self, progress: Progress, piece: Piece, sound: Sound | None = None) -> None:
        """Tell a piece of the text, and have it said; of a whole sentence the sound may be there already."""
        if isinstance(piece, Dropped):
            progress.emit(LeftOut(piece.text, piece.reason))
            return
        if isinstance(piece, Usage):
            progress.emit(TokensUsed(piece.tokens_in, piece.tokens_out, piece.is_estimated, piece.cost))
            return
        index = len(progress.sentences)
        if isinstance(piece, Line):
            progress.sentences.append(piece.text)
            if piece.fact is not None:
                progress.sources.setdefault(piece.fact.source)
            progress.emit(Sentence(index, piece.text, piece.carried_by, piece.fact, piece.added))
        if self._speech is not None:
            self._speech.say(index, piece, sound)

    async def deliver_text(self, progress: Progress, track: Track, workflow: str, writer: str) -> Intro:
        """Charge the text once the reader has taken it, and keep it.

        Raises:
            WriterUnusable: there is none.
            CreditError: it can't be charged.
        """
        if not progress.sentences:
            raise WriterUnusable("The writer sent no text.", "Try again, or choose another writer.")
        intro = Intro(workflow, track, progress.text, writer, self._clock.now(), sources=tuple(progress.sources))
        progress.emit(Composed(track, progress.text, writer))
        await progress.taken()
        charged = await self.holding.capture(self.feature, progress, intro)
        if charged is None:
            await self._keep_free(progress, intro)
        progress.emit(Written(progress.text, writer, charged, await self.holding.balance(), self.feature))
        return intro

    async def finish_speech(self, progress: Progress, intro: Intro) -> float | None:
        """Wait for the end of the speech and charge it; return its length in seconds, None where there was none.

        Raises:
            VoiceError: the speech is not whole.
            CreditError: it can't be charged.
        """
        if self._speech is None:
            return None
        speech_s = await self._speech.finish()
        unheard = self._why_unheard(self._speech)
        if unheard is not None:
            await self.holding.give_back(progress)
            progress.emit(unheard)
            return None
        spoken = replace(intro, spoken=intro.spoken or self._studio.is_spoken)
        charged = await self.holding.capture(UserTransaction.SPEAK_TRACK_INTRO, progress, spoken)
        if charged is None and spoken != intro:
            await self._keep_free(progress, spoken)
        elif charged is None:
            # What this run booked last was before the speech: a voucher may have come meanwhile.
            await self.holding.read_anew()
        progress.emit(Spoken(speech_s, self._studio.is_heard, charged, await self.holding.balance()))
        return speech_s

    def _why_unheard(self, speech: Speech) -> Notice | None:
        """Return what to tell of a speech that counted on being heard and was not; None where it is one."""
        if self._studio.is_spoken:
            return None if speech.has_sounded else Notice(UNHEARD)
        # A device that was there when the price was held may be gone by the first sound.
        held = self.holding.holds(UserTransaction.SPEAK_TRACK_INTRO)
        return Notice(DEVICE_GONE, each_time=True) if held else None

    async def finished(self, progress: Progress, intro: Intro, speech_s: float | None) -> Finished:
        """Return the last event of a run that came to its end.

        Raises:
            CreditError: the account can't be asked.
        """
        return Finished(
            text=progress.text,
            writer=intro.writer,
            spoken=speech_s is not None and self._studio.is_spoken,
            speech_s=speech_s or 0.0,
            charges=tuple(progress.charges),
            balance=await self.holding.balance(),
            sources=intro.sources,
        )

    async def settle(self, progress: Progress) -> None:
        """End the speech, resume the music and release what was not delivered, each however the others end."""
        self.holding.rest()
        try:
            if self._speech is not None:
                await self._speech.stop()
        finally:
            await self.holding.give_back(progress)

    async def _keep_free(self, progress: Progress, intro: Intro) -> None:
        """Record a text that cost nothing; where the store takes no more, a notice says so and the run goes on."""
        try:
            self.holding.now_is(await self._gate.record_intro(intro))
        except CreditError as problem:
            _log.warning("a free intro is not kept: %s", problem.message)
            progress.emit(Notice(f"{problem.message} This intro is not kept. {problem.next_step}"))
