"""The host joins player, writer, voice and account: one intro from track to speech."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import uuid
from collections.abc import Awaitable, Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass

from spotintro.clock import Clock
from spotintro.credits.base import Intro
from spotintro.credits.features import UserTransaction
from spotintro.credits.gate import CreditGate
from spotintro.host.consent import Consent
from spotintro.host.delivery import Delivery
from spotintro.host.errors import BeingDelivered, IntroNotKept, NothingToRepeat
from spotintro.host.events import CreditsAdded, Finished, Held, Notice, Quote
from spotintro.host.introduction import Introduction, Progress
from spotintro.host.over_music import OverMusic
from spotintro.host.prepared import PreparedIntro, Preparing
from spotintro.host.pricing import Pricing
from spotintro.host.research import Research
from spotintro.host.speech import pieces_of
from spotintro.host.studio import Studio, Voices
from spotintro.host.texts import Style
from spotintro.host.top_up import top_up
from spotintro.host.writing import Writing
from spotintro.music import Track
from spotintro.voices.base import Output, Voice, VoiceError
from spotintro.writers.base import IntroRequest, NamingWriter, Show, Writer, WriterEmpty

_log = logging.getLogger(__name__)

_INTRO = UserTransaction.GENERATE_TRACK_INTRO
_UNTOLD = Show()


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be introduced, and how."""

    track: Track
    feature: UserTransaction
    show: Show
    speak: bool
    prepared: PreparedIntro | None
    between: bool


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
        self._over_music = over_music
        voices = Voices(voice, announcer_voice or voice, silent_voice)
        self._studio = Studio(voices, output, over_music, demo=demo, needs_voice=needs_voice)
        self._pricing = Pricing(gate.prices, self._studio, demo=demo)
        self._writing = Writing(
            gate=gate, writer=writer, announcer=announcer, style=style, clock=clock, research=research
        )
        self._ahead = Preparing(self._writing, self._studio)
        self._consent = consent
        self._disclosure = disclosure
        self._clock = clock
        self._language_notice = language_notice
        self._unchecked_notice = unchecked_notice
        self._delivering: set[str] = set()
        """The workflows of the prepared intros that are under way."""
        self._preparing: asyncio.Task[None] | None = None
        self._agreed_to: str | None = None

    @property
    def writer(self) -> Writer:
        return self._writing.writer

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
        await self.writer.warm_up()

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
        destination = self.writer.destination
        if destination is None or destination == self._agreed_to or self._consent.agreed(destination):
            return None
        return self._disclosure

    def agree(self) -> None:
        if self.writer.destination is None:
            return
        self._agreed_to = self.writer.destination
        try:
            self._consent.agree(self.writer.destination, self._clock.now())
        except OSError as error:
            _log.warning("the answer can't be kept and holds for this run alone: %s", error)

    def decline(self) -> None:
        """Have the announcer write for the rest of this session."""
        self._writing.decline()

    def quote(self, *, speak: bool, feature: UserTransaction = _INTRO) -> Quote:
        """Return what the feature costs next, as far as can be known before `prepare` is done."""
        return self._pricing.quote(feature, self.writer, speak=speak)

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
        return self._pricing.quote_again(intro, speak=speak)

    async def prepare_intro(self, track: Track, *, speak: bool, show: Show = _UNTOLD) -> PreparedIntro:
        """Write an intro, and with `speak` begin to voice it, for a delivery that may come or not.

        Nothing is held, charged, shown or kept. Cancel it at any time.

        Args:
            track: What is to be introduced.
            speak: Whether it is to be heard.
            show: What will have been heard when it is delivered, and what will come then.

        Raises:
            SpotIntroError: there is no intro of this track, or none now.
        """
        self._writing.check(track, _INTRO)
        if speak:
            await self._prepare_to_speak()
        return await self._ahead.prepare(track, show, self._clock.now(), speak=speak)

    def fits(self, prepared: PreparedIntro) -> bool:
        """Return whether it would be delivered; one by another writer, or in another manner, is written anew."""
        return self._ahead.fits(prepared)

    def introduce(
        self,
        track: Track,
        *,
        speak: bool,
        feature: UserTransaction = _INTRO,
        show: Show = _UNTOLD,
        prepared: PreparedIntro | None = None,
        between: bool = False,
    ) -> Introduction:
        """Begin the feature for this track, the plain introduction unless another is named.

        Args:
            track: What is introduced.
            speak: Whether it is to be heard.
            feature: What is begun.
            show: What was heard and what comes; the hour and the evening are known here.
            prepared: Its text, and what of it is voiced; it is written anew where this one doesn't fit any more.
            between: The track has just begun, so that it may be played from its beginning after the intro.
        """
        delivery = Delivery(self._gate, self._studio, self._clock, feature)
        order = _Order(track, feature, show, speak and feature.terms.speaks, prepared, between)
        return self._begin(delivery, lambda progress: self._introduce(delivery, progress, order))

    def replay(self, *, speak: bool, workflow: str | None = None) -> Introduction:
        """Say the last intro again, or that of a workflow, whatever wrote it; at the price of `quote_again`."""
        delivery = Delivery(self._gate, self._studio, self._clock, UserTransaction.SPEAK_TRACK_INTRO)
        return self._begin(delivery, lambda progress: self._replay(delivery, progress, workflow, speak=speak))

    def _begin(self, delivery: Delivery, perform: Callable[[Progress], Awaitable[Finished]]) -> Introduction:
        return Introduction(perform, settle=delivery.settle, balance=self._gate.user)

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
        await self.writer.close()

    async def _introduce(self, delivery: Delivery, progress: Progress, order: _Order) -> Finished:
        self._writing.check(order.track, order.feature)
        if order.speak:
            await self._prepare_to_speak()
        prepared = order.prepared
        if prepared is None or not self._is_meant(prepared, order):
            return await self._deliver(delivery, progress, order, None)
        with self._alone(prepared):
            if await self._gate.intro(prepared.workflow) is not None:
                return await self._replay(delivery, progress, prepared.workflow, speak=order.speak)
            return await self._deliver(delivery, progress, order, prepared)

    def _is_meant(self, prepared: PreparedIntro, order: _Order) -> bool:
        return order.feature is _INTRO and prepared.track.id == order.track.id and self.fits(prepared)

    @contextlib.contextmanager
    def _alone(self, prepared: PreparedIntro) -> Iterator[None]:
        """Let no other run deliver this one meanwhile: neither would know what the other has charged."""
        if prepared.workflow in self._delivering:
            raise BeingDelivered
        self._delivering.add(prepared.workflow)
        try:
            yield
        finally:
            self._delivering.discard(prepared.workflow)

    async def _deliver(
        self, delivery: Delivery, progress: Progress, order: _Order, prepared: PreparedIntro | None
    ) -> Finished:
        request = await self._writing.request(order.track, order.show)
        ready = None if prepared is None else await self._ahead.up_to_date(prepared, request)
        writer, quote = self.writer, self.quote(speak=order.speak, feature=order.feature)
        if prepared is not None and prepared.stood_in_because:
            # It stays the announcer's, and free, also where it is written anew.
            writer, quote = self._writing.announcer, Quote(())
        workflow, attempt = uuid.uuid4().hex, ""
        if prepared is not None:
            # One that was stopped may be asked for again: its holds are used up.
            workflow, attempt = prepared.workflow, workflow
        if quote.charges:
            await self._tell_top_up(delivery, progress, needed=quote.total)
        balance = await delivery.holding.take(quote.charges, workflow=workflow, track=order.track, attempt=attempt)
        progress.emit(Held(order.track, quote, balance))
        if prepared is not None and prepared.stood_in_because:
            progress.emit(_stands_in(prepared.stood_in_because))
        self._tell_language(progress, writer)
        if order.speak:
            delivery.begin_speech(progress, announcers=writer is self._writing.announcer)
        if ready is not None:
            self._tell_prepared(delivery, progress, ready)
        else:
            writer = await self._write(delivery, progress, writer, request)
        intro = await delivery.deliver_text(progress, order.track, workflow, writer.name)
        speech_s = await delivery.finish_speech(progress, intro)
        if progress.charges:
            await self._tell_top_up(delivery, progress)
        return await delivery.finished(progress, intro, speech_s)

    async def _tell_top_up(self, delivery: Delivery, progress: Progress, *, needed: int = 0) -> None:
        for added in await self.top_up(needed=needed):
            delivery.holding.now_is(added.balance)
            progress.emit(added)

    async def _prepare_to_speak(self) -> None:
        """Prepare before anything is held, and check as `Studio.check` does."""
        await self.prepare()
        self._studio.check()

    def _tell_language(self, progress: Progress, writer: Writer) -> None:
        if self._language_notice and writer is self._writing.announcer:
            progress.emit(Notice(self._language_notice))
            self._language_notice = ""
        if self._unchecked_notice and writer.is_ai:
            progress.emit(Notice(self._unchecked_notice))
            self._unchecked_notice = ""

    def _tell_prepared(self, delivery: Delivery, progress: Progress, prepared: PreparedIntro) -> None:
        is_announcers = prepared.writer == self._writing.announcer.name
        has_its_voice = prepared.voice == self._studio.voice(announcers=is_announcers).name
        for piece, sound in prepared.parts:
            delivery.tell(progress, piece, sound if has_its_voice else None)

    async def _write(
        self, delivery: Delivery, progress: Progress, writer: Writer, request: IntroRequest
    ) -> Writer:
        """Have the text written and tell it as it comes; return who wrote it."""
        try:
            await self._write_with(writer, delivery, progress, request)
        except WriterEmpty as nothing:
            if writer is self._writing.announcer:
                raise
            await delivery.holding.give_back(progress)
            progress.emit(_stands_in(nothing.message))
            writer = self._writing.announcer
            self._tell_language(progress, writer)
            delivery.go_on_as_announcer()
            await self._write_with(writer, delivery, progress, request)
        return writer

    async def _write_with(
        self, writer: Writer, delivery: Delivery, progress: Progress, request: IntroRequest
    ) -> None:
        async with aclosing(self._writing.pieces(writer, delivery.feature, request)) as pieces:
            async for piece in pieces:
                delivery.tell(progress, piece)

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

    async def _replay(
        self, delivery: Delivery, progress: Progress, workflow: str | None, *, speak: bool
    ) -> Finished:
        intro = await self._kept(workflow)
        if speak:
            await self._prepare_to_speak()
        quote = self.quote_again(intro, speak=speak)
        if quote.charges:
            attempt = uuid.uuid4().hex
            balance = await delivery.holding.take(
                quote.charges, workflow=intro.workflow, track=intro.track, attempt=attempt
            )
            progress.emit(Held(intro.track, quote, balance))
        if speak:
            delivery.begin_speech(progress, announcers=intro.writer == self._writing.announcer.name)
        for piece in pieces_of(intro):
            delivery.tell(progress, piece)
        return await delivery.finished(progress, intro, await delivery.finish_speech(progress, intro))


def _stands_in(because: str) -> Notice:
    return Notice(f"{because} The announcer introduces instead, free.", each_time=True)
