"""The host joins player, writer, voice and account: one intro from track to speech."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import uuid
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

from spotintro.clock import Clock
from spotintro.credits.base import Intro
from spotintro.credits.errors import CreditError
from spotintro.credits.features import UserTransaction
from spotintro.credits.gate import CreditGate
from spotintro.host.consent import Consent
from spotintro.host.errors import IntroNotKept, NothingToRepeat
from spotintro.host.events import (
    Charge,
    Composed,
    CreditsAdded,
    Finished,
    Held,
    LeftOut,
    Notice,
    Quote,
    Sentence,
    Spoken,
    Written,
)
from spotintro.host.holding import Holding
from spotintro.host.introduction import Introduction, Progress
from spotintro.host.manner import Manner
from spotintro.host.over_music import OverMusic
from spotintro.host.refusing import check_introducible
from spotintro.host.research import Research
from spotintro.host.speech import UNHEARD, Speech, pieces_of
from spotintro.host.studio import Studio, Voices
from spotintro.host.texts import EVENING, Style, text_source
from spotintro.host.top_up import top_up
from spotintro.music import Track
from spotintro.voices.base import Output, Voice, VoiceError
from spotintro.writers.base import (
    Dropped,
    IntroRequest,
    Line,
    NamingWriter,
    Piece,
    Show,
    Writer,
    WriterEmpty,
    WriterUnusable,
)

_log = logging.getLogger(__name__)

_INTRO = UserTransaction.GENERATE_TRACK_INTRO
_UNTOLD = Show()


@dataclass(slots=True)
class _Run:
    """The loose ends of one run: what must be settled however it ends."""

    holding: Holding
    feature: UserTransaction
    writer: Writer
    speech: Speech | None = None


class Host:
    """Introduces tracks.

    In the demo the announcer stands in for the AI writer and an inaudible voice for an audible one: both are
    charged there, in demo credits, so that the whole circle can be walked. Elsewhere the announcer and what
    nobody can hear are free.

    `language_notice` is told with the announcer's first intro, whose language is another than was asked for;
    `announcer_voice` then speaks it. `unchecked_notice` is told with a model's first intro, in a language whose
    sentences can't be held against the facts. Without a voice an intro is shown at reading pace; with
    `needs_voice` it fails before anything is held.

    Of `research` a text gets the facts that have come by then: none is waited for.
    """

    def __init__(
        self,
        *,
        gate: CreditGate,
        writer: Writer,
        announcer: NamingWriter,
        voice: Voice,
        silent_voice: Voice,
        output: Output,
        over_music: OverMusic | None,
        consent: Consent,
        disclosure: str,
        style: Style,
        clock: Clock,
        demo: bool = False,
        needs_voice: bool = False,
        announcer_voice: Voice | None = None,
        language_notice: str = "",
        research: Research | None = None,
        unchecked_notice: str = "",
    ) -> None:
        self._gate = gate
        self._writer: Writer = writer
        self._announcer = announcer
        voices = Voices(voice, announcer_voice or voice, silent_voice)
        self._over_music = over_music
        self._studio = Studio(voices, output, over_music, demo=demo, needs_voice=needs_voice)
        self._consent = consent
        self._disclosure = disclosure
        self._style = style
        self._clock = clock
        self._demo = demo
        self._language_notice = language_notice
        self._research = research
        self._unchecked_notice = unchecked_notice
        self._preparing: asyncio.Task[None] | None = None
        self._agreed_to: str | None = None

    @property
    def writer(self) -> Writer:
        return self._writer

    @property
    def voice(self) -> Voice:
        return self._studio.voices.usual

    @property
    def audible(self) -> bool | None:
        """Whether speech can be heard here; None until `prepare` is done."""
        return self._studio.audible

    @property
    def voice_problem(self) -> VoiceError | None:
        return self._studio.voice_problem

    async def prepare(self) -> None:
        """Open voice, sound and writer once, so that the first intro needn't wait; failures show when used."""
        if self._preparing is None:
            self._preparing = asyncio.create_task(self._prepare(), name="prepare host")
        await asyncio.shield(self._preparing)

    async def _prepare(self) -> None:
        await self._studio.open()
        await self._writer.warm_up()

    async def recover(self) -> str | None:
        """Resume the music that a run which died had paused; return a sentence about it if it was resumed."""
        if self._over_music is not None and await self._over_music.recover():
            return "Resumed the music that an interrupted intro had paused."
        return None

    async def top_up(self, *, needed: int = 0) -> tuple[CreditsAdded, ...]:
        """Claim what allowances have due, where the balance is low or less than `needed`.

        A run does it by itself, before it holds and after it has delivered; whoever starts the app asks once more.
        """
        return await top_up(self._gate, needed=needed)

    def needs_consent(self) -> str | None:
        """Return the line to show before the first AI intro; None where nothing has to be asked."""
        destination = self._writer.destination
        if destination is None or destination == self._agreed_to or self._consent.agreed(destination):
            return None
        return self._disclosure

    def agree(self) -> None:
        if self._writer.destination is None:
            return
        self._agreed_to = self._writer.destination
        try:
            self._consent.agree(self._writer.destination, self._clock.now())
        except OSError as error:
            _log.warning("the answer can't be kept and holds for this run alone: %s", error)

    def decline(self) -> None:
        """Have the announcer write for the rest of this session."""
        self._writer = self._announcer

    def quote(self, *, speak: bool, feature: UserTransaction = _INTRO) -> Quote:
        """Return what the feature costs next, as far as can be known before `prepare` is done."""
        is_paid = self._writer.is_ai or self._demo or not feature.terms.by_writer
        text = [feature] if is_paid else []
        return self._priced([*text, *self._speech_steps(speak=speak and feature.terms.speaks)])

    async def quote_replay(self, *, speak: bool) -> Quote | None:
        """Return what it costs to say the last intro again; None where there is no last intro.

        It costs nothing once it was said to its end. A text whose speech was never delivered, because it failed,
        was stopped or was not asked for, costs the speech.

        Raises:
            CreditError: the account can't be asked.
        """
        intros = await self._gate.last_intros(limit=1)
        return self.quote_again(intros[0], speak=speak) if intros else None

    def quote_again(self, intro: Intro, *, speak: bool) -> Quote:
        """Return what it costs to say this one again, by the rules of `quote_replay`."""
        return self._priced([] if intro.spoken else self._speech_steps(speak=speak))

    def _speech_steps(self, *, speak: bool) -> list[UserTransaction]:
        return [UserTransaction.SPEAK_TRACK_INTRO] if speak and self._studio.is_spoken else []

    def _priced(self, steps: Sequence[UserTransaction]) -> Quote:
        priced = tuple(Charge(step, self._gate.prices.of(step)) for step in steps)
        return Quote(tuple(charge for charge in priced if charge.amount > 0))

    def introduce(
        self, track: Track, *, speak: bool, feature: UserTransaction = _INTRO, show: Show = _UNTOLD
    ) -> Introduction:
        """Begin the feature for this track, the plain introduction unless another is named.

        Of the show it is to be told what was heard and what comes; the hour and the evening are known here.
        """
        run = _Run(Holding(self._gate), feature, self._writer)
        spoken = speak and feature.terms.speaks
        return self._begin(run, lambda progress: self._introduce(run, progress, track, show, speak=spoken))

    def replay(self, *, speak: bool, workflow: str | None = None) -> Introduction:
        """Say the last intro again, or that of a workflow, whatever wrote it; at the price of `quote_again`."""
        run = _Run(Holding(self._gate), UserTransaction.SPEAK_TRACK_INTRO, self._writer)
        return self._begin(run, lambda progress: self._replay(run, progress, workflow, speak=speak))

    def _begin(self, run: _Run, perform: Callable[[Progress], Awaitable[Finished]]) -> Introduction:
        return Introduction(perform, settle=lambda progress: self._settle(run, progress), balance=self._gate.user)

    async def talk_as(self, manner: Manner) -> None:
        """Go on in another manner; no run may be under way."""
        self._style = manner.style
        self._language_notice, self._unchecked_notice = manner.language_notice, manner.unchecked_notice
        await self._studio.speak_with(manner.voice, manner.announcer_voice or manner.voice)

    def leave_paused(self) -> None:
        """Take note that the user has paused, as the host may just have done: it is not resumed."""
        if self._over_music is not None:
            self._over_music.leave_paused()

    async def close(self) -> None:
        if self._preparing is not None:
            self._preparing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._preparing
        await self._studio.close()
        await self._writer.close()

    async def _introduce(
        self, run: _Run, progress: Progress, track: Track, show: Show, *, speak: bool
    ) -> Finished:
        check_introducible(track, run.feature, self._research)
        if speak:
            await self._prepare_to_speak()
        quote = self.quote(speak=speak, feature=run.feature)
        workflow = uuid.uuid4().hex
        if quote.charges:
            await self._tell_top_up(run, progress, needed=quote.total)
        balance = await run.holding.take(quote.charges, workflow=workflow, track=track)
        progress.emit(Held(track, quote, balance))
        self._tell_language(run, progress)
        request = await self._request(track, show)
        if speak:
            run.speech = self._speech(progress, run.writer.name)
        await self._write(run, progress, request)
        if not progress.sentences:
            raise WriterUnusable("The writer sent no text.", "Try again, or choose another writer.")
        intro = await self._deliver_text(run, progress, track, workflow)
        speech_s = await self._finish_speech(run, progress, intro)
        if progress.charges:
            await self._tell_top_up(run, progress)
        return Finished(
            text=progress.text,
            writer=run.writer.name,
            spoken=speech_s is not None and self._studio.is_spoken,
            speech_s=speech_s or 0.0,
            charges=tuple(progress.charges),
            balance=await run.holding.balance(),
        )

    async def _request(self, track: Track, show: Show) -> IntroRequest:
        show = replace(show, now=self._clock.now().astimezone())
        request = self._style.request(track, show, await self._gate.last_intros(limit=EVENING))
        known = () if self._research is None else self._research.known(track)
        request = replace(request, naming_line=self._announcer.naming_line(request), facts=known)
        return replace(request, stand_ins=tuple(self._announcer.sentence_for(fact, request) for fact in known))

    async def _tell_top_up(self, run: _Run, progress: Progress, *, needed: int = 0) -> None:
        for added in await self.top_up(needed=needed):
            run.holding.now_is(added.balance)
            progress.emit(added)

    async def _prepare_to_speak(self) -> None:
        """Prepare before anything is held, and check as `Studio.check` does."""
        await self.prepare()
        self._studio.check()

    def _speech(self, progress: Progress, writer: str) -> Speech:
        return self._studio.speech(progress, announcers=writer == self._announcer.name)

    def _tell_language(self, run: _Run, progress: Progress) -> None:
        if self._language_notice and run.writer is self._announcer:
            progress.emit(Notice(self._language_notice))
            self._language_notice = ""
        if self._unchecked_notice and run.writer.is_ai:
            progress.emit(Notice(self._unchecked_notice))
            self._unchecked_notice = ""

    async def _write(self, run: _Run, progress: Progress, request: IntroRequest) -> None:
        try:
            await self._write_with(run.writer, run, progress, request)
        except WriterEmpty as nothing:
            if run.writer is self._announcer:
                raise
            await run.holding.give_back(progress)
            progress.emit(Notice(f"{nothing.message} The announcer introduces instead, free.", each_time=True))
            run.writer = self._announcer
            self._tell_language(run, progress)
            if run.speech is not None:
                run.speech.go_on_with(self._studio.voice(announcers=True))
            await self._write_with(run.writer, run, progress, request)

    async def _write_with(self, writer: Writer, run: _Run, progress: Progress, request: IntroRequest) -> None:
        async with aclosing(text_source(run.feature)(writer, request)) as pieces:
            async for piece in pieces:
                self._tell(run, progress, piece)

    def _tell(self, run: _Run, progress: Progress, piece: Piece) -> None:
        if isinstance(piece, Dropped):
            progress.emit(LeftOut(piece.text, piece.reason))
            return
        index = len(progress.sentences)
        if isinstance(piece, Line):
            progress.sentences.append(piece.text)
            progress.emit(Sentence(index, piece.text, piece.carried_by, piece.fact, piece.added))
        if run.speech is not None:
            run.speech.say(index, piece)

    async def _deliver_text(self, run: _Run, progress: Progress, track: Track, workflow: str) -> Intro:
        intro = Intro(
            workflow, track, progress.text, run.writer.name, self._clock.now(), sources=tuple(progress.sources)
        )
        progress.emit(Composed(track, progress.text, run.writer.name))
        await progress.taken()
        charged = await run.holding.capture(run.feature, progress, intro)
        if charged is None:
            await self._keep_free(run, progress, intro)
        balance = await run.holding.balance()
        progress.emit(Written(progress.text, run.writer.name, charged, balance, run.feature))
        return intro

    async def _keep_free(self, run: _Run, progress: Progress, intro: Intro) -> None:
        """Record a text that cost nothing; where the store takes no more, a notice says so and the run goes on."""
        try:
            run.holding.now_is(await self._gate.record_intro(intro))
        except CreditError as problem:
            _log.warning("a free intro is not kept: %s", problem.message)
            progress.emit(Notice(f"{problem.message} This intro is not kept. {problem.next_step}"))

    async def _finish_speech(self, run: _Run, progress: Progress, intro: Intro) -> float | None:
        if run.speech is None:
            return None
        speech_s = await run.speech.finish()
        if self._studio.is_spoken and not run.speech.has_sounded:
            await run.holding.give_back(progress)
            progress.emit(Notice(UNHEARD))
            return None
        spoken = replace(intro, spoken=intro.spoken or self._studio.is_spoken)
        charged = await run.holding.capture(UserTransaction.SPEAK_TRACK_INTRO, progress, spoken)
        if charged is None and spoken != intro:
            await self._keep_free(run, progress, spoken)
        progress.emit(Spoken(speech_s, self._studio.is_heard, charged, await run.holding.balance()))
        return speech_s

    async def _kept(self, workflow: str | None) -> Intro:
        if workflow is None:
            intros = await self._gate.last_intros(limit=1)
            if not intros:
                raise NothingToRepeat
            return intros[0]
        intro = await self._gate.intro(workflow)
        if intro is None:
            raise IntroNotKept
        return intro

    async def _replay(self, run: _Run, progress: Progress, workflow: str | None, *, speak: bool) -> Finished:
        intro = await self._kept(workflow)
        if speak:
            await self._prepare_to_speak()
        await self._hold_replay(run, progress, intro, self.quote_again(intro, speak=speak))
        if speak:
            run.speech = self._speech(progress, intro.writer)
        for piece in pieces_of(intro):
            self._tell(run, progress, piece)
        speech_s = await self._finish_speech(run, progress, intro)
        return Finished(
            text=progress.text,
            writer=intro.writer,
            spoken=speech_s is not None and self._studio.is_spoken,
            speech_s=speech_s or 0.0,
            charges=tuple(progress.charges),
            balance=await run.holding.balance(),
        )

    async def _hold_replay(self, run: _Run, progress: Progress, intro: Intro, quote: Quote) -> None:
        if not quote.charges:
            return
        attempt = uuid.uuid4().hex
        balance = await run.holding.take(
            quote.charges, workflow=intro.workflow, track=intro.track, attempt=attempt
        )
        progress.emit(Held(intro.track, quote, balance))

    async def _settle(self, run: _Run, progress: Progress) -> None:
        """End the speech, resume the music and release what was not delivered, each however the others end."""
        run.holding.rest()
        try:
            if run.speech is not None:
                await run.speech.stop()
        finally:
            await run.holding.give_back(progress)
