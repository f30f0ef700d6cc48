"""The flow of one run: from what was asked for to its last event."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Awaitable, Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass, replace

from spotintro.clock import Clock
from spotintro.credits.base import Intro
from spotintro.credits.features import UserTransaction
from spotintro.credits.gate import CreditGate
from spotintro.host.delivery import Delivery
from spotintro.host.errors import BeingDelivered, IntroNotKept, NothingToRepeat
from spotintro.host.events import Finished, Held, Notice, Quote
from spotintro.host.introduction import Introduction, Progress
from spotintro.host.prepared import PreparedIntro, Preparing
from spotintro.host.pricing import Pricing
from spotintro.host.speech import pieces_of
from spotintro.host.studio import Studio
from spotintro.host.top_up import top_up
from spotintro.host.writing import Writing
from spotintro.music import Track
from spotintro.writers.base import IntroRequest, Show, Writer, WriterEmpty


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be introduced, and how; `Host.introduce` says more of it."""

    track: Track
    feature: UserTransaction
    show: Show
    speak: bool
    writer: Writer
    """The one in force as it was given: whoever gave it has agreed to this one, and to its price."""
    prepared: PreparedIntro | None = None
    between: bool = False


@dataclass(slots=True)
class Notices:
    """What is told once in a session.

    Attributes:
        language: With the announcer's first intro, whose language is another than was asked for.
        unchecked: With a model's first intro, whose sentences can't be held against the facts.
    """

    language: str
    unchecked: str

    def tell(self, progress: Progress, *, is_announcers: bool, is_ai: bool) -> None:
        """Tell what hasn't been told of such a text."""
        if self.language and is_announcers:
            progress.emit(Notice(self.language))
            self.language = ""
        if self.unchecked and is_ai:
            progress.emit(Notice(self.unchecked))
            self.unchecked = ""


class Flow:
    """Makes each run what it is; `Host` says by which rules.

    Args:
        gate: Holds and charges.
        studio: Makes the speech.
        pricing: Quotes.
        writing: Has texts written.
        ahead: Says what of a prepared intro is still good.
        clock: Dates the texts.
        make_ready: Opens voice, sound and writer, once.
        notices: Told with the first texts that they are true of.
    """

    def __init__(
        self,
        *,
        gate: CreditGate,
        studio: Studio,
        pricing: Pricing,
        writing: Writing,
        ahead: Preparing,
        clock: Clock,
        make_ready: Callable[[], Awaitable[None]],
        notices: Notices,
    ) -> None:
        self._gate = gate
        self._studio = studio
        self._pricing = pricing
        self._writing = writing
        self._ahead = ahead
        self._clock = clock
        self._make_ready = make_ready
        self.notices = notices
        self._delivering: set[str] = set()
        """The workflows of the prepared intros that are under way."""
        self._begun: set[str] = set()
        """The workflows of all that ever were: of others the account needn't be asked whether they are kept."""

    def introduce(self, order: Order) -> Introduction:
        """Begin a feature for a track."""
        delivery = Delivery(self._gate, self._studio, self._clock, order.feature)
        return self._begin(delivery, lambda progress: self._introduce(delivery, progress, order))

    def replay(self, workflow: str | None, *, speak: bool) -> Introduction:
        """Begin to say the last intro again, or that of a workflow."""
        delivery = Delivery(self._gate, self._studio, self._clock, UserTransaction.SPEAK_TRACK_INTRO)
        return self._begin(delivery, lambda progress: self._replay(delivery, progress, workflow, speak=speak))

    def _begin(self, delivery: Delivery, perform: Callable[[Progress], Awaitable[Finished]]) -> Introduction:
        return Introduction(perform, settle=delivery.settle, balance=self._gate.user)

    async def _introduce(self, delivery: Delivery, progress: Progress, order: Order) -> Finished:
        self._writing.check(order.track, order.feature)
        if order.speak:
            await self._prepare_to_speak()
        prepared = order.prepared
        if prepared is None or not self._is_meant(prepared, order):
            return await self._deliver(delivery, progress, order, None)
        with self._alone(prepared) as is_begun:
            if is_begun and await self._gate.intro(prepared.workflow) is not None:
                return await self._replay(delivery, progress, prepared.workflow, speak=order.speak)
            return await self._deliver(delivery, progress, order, prepared)

    def _is_meant(self, prepared: PreparedIntro, order: Order) -> bool:
        return (
            order.feature is UserTransaction.GENERATE_TRACK_INTRO
            and prepared.track.id == order.track.id
            and self._ahead.fits(prepared)
        )

    @contextlib.contextmanager
    def _alone(self, prepared: PreparedIntro) -> Iterator[bool]:
        """Let no other run deliver this one meanwhile; give whether one has begun to before.

        Neither would know what the other has charged.

        Raises:
            BeingDelivered: another one does.
        """
        workflow = prepared.workflow
        if workflow in self._delivering:
            raise BeingDelivered
        is_begun = workflow in self._begun
        self._begun.add(workflow)
        self._delivering.add(workflow)
        try:
            yield is_begun
        finally:
            self._delivering.discard(workflow)

    async def _deliver(
        self, delivery: Delivery, progress: Progress, order: Order, prepared: PreparedIntro | None
    ) -> Finished:
        request = await self._writing.request(order.track, order.show)
        ready = None if prepared is None else await self._ahead.up_to_date(prepared, request)
        writer = order.writer
        quote = self._pricing.quote(order.feature, writer, speak=order.speak)
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
        self._tell_notices(progress, writer)
        if order.speak:
            announcers = writer is self._writing.announcer
            delivery.begin_speech(progress, announcers=announcers, between=order.between)
        if ready is not None:
            self._tell_prepared(delivery, progress, ready)
        else:
            request = replace(request, workflow=workflow)
            writer = await self._write(delivery, progress, writer, request)
        intro = await delivery.deliver_text(progress, order.track, workflow, writer.name)
        speech_s = await delivery.finish_speech(progress, intro)
        if progress.charges:
            await self._tell_top_up(delivery, progress)
        return await delivery.finished(progress, intro, speech_s)

    async def _tell_top_up(self, delivery: Delivery, progress: Progress, *, needed: int = 0) -> None:
        for added in await top_up(self._gate, needed=needed):
            delivery.holding.now_is(added.balance)
            progress.emit(added)

    async def _prepare_to_speak(self) -> None:
        """Prepare before anything is held, and check as `Studio.check` does."""
        await self._make_ready()
        self._studio.check()

    def _tell_notices(self, progress: Progress, writer: Writer) -> None:
        self.notices.tell(progress, is_announcers=writer is self._writing.announcer, is_ai=writer.is_ai)

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
            self._tell_notices(progress, writer)
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
        quote = self._pricing.quote_again(intro, speak=speak)
        balance = await delivery.holding.take(
            quote.charges, workflow=intro.workflow, track=intro.track, attempt=uuid.uuid4().hex
        )
        progress.emit(Held(intro.track, quote, balance))
        if speak:
            delivery.begin_speech(progress, announcers=intro.writer == self._writing.announcer.name)
        for piece in pieces_of(intro):
            delivery.tell(progress, piece)
        return await delivery.finished(progress, intro, await delivery.finish_speech(progress, intro))


def _stands_in(because: str) -> Notice:
    return Notice(f"{because} The announcer introduces instead, free.", each_time=True)
