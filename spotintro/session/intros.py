"""One run of the host at a time: from the command to its last event."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from spotintro.credits.errors import CreditErrorCode, credits_in_words
from spotintro.credits.features import OFFERED, UserTransaction
from spotintro.host.events import CreditsAdded, Failed, Finished, Held, Notice, Speaking, Spoken, Stopped, Written
from spotintro.music import PlaybackState
from spotintro.players.base import PlayerError, TrackUntold
from spotintro.session.events import BalanceRead, ConsentAsked, HostSaid, Quoted, ReplayQuoted, Said, Weight
from spotintro.session.last_intro import LastIntro
from spotintro.session.preparations import Preparations
from spotintro.session.refusals import Refusals
from spotintro.session.step import Step
from spotintro.session.wording import UNKEPT_ANSWER, SoFar, added_line, line_of, offer_line

if TYPE_CHECKING:
    from spotintro.credits.base import Intro, User
    from spotintro.host.events import Quote
    from spotintro.players.base import Player
    from spotintro.session.account import SessionAccount
    from spotintro.session.events import SessionEvent
    from spotintro.session.follower import PlayerFollower
    from spotintro.session.parts import Host, Parts, Run

FIRST_READING_S: Final = 10.0
"""For a command that comes before the player was read: more than any player takes to be opened or to fail."""


class Intros:
    """Drives the host. Everything it has to tell goes out as events.

    Args:
        parts: Where the host comes from.
        account: The account, opened before the host.
        follower: Tells what plays.
        tell: Takes an event to the faces.
        key_of: How the face writes the key of a command, for lines that name one; "" where it has none.
    """

    def __init__(
        self,
        parts: Parts,
        account: SessionAccount,
        follower: PlayerFollower,
        *,
        tell: Callable[[SessionEvent], object],
        key_of: Callable[[str], str],
    ) -> None:
        self._parts = parts
        self._account = account
        self._follower = follower
        self.preparations = Preparations(
            parts.clock.monotonic_s, lambda prepared: self._host is not None and self._host.fits(prepared)
        )
        self._tell = tell
        self._key_of = key_of
        self._opening = asyncio.Lock()
        self._host: Host | None = None
        self._run: Run | None = None
        self._starting = False
        self._is_spoken = False
        """Whether the run under way is to be heard."""
        self._speaks = False
        """Whether it is heard now."""
        self._ended = False
        """Whether the run is to end as soon as it begins."""
        self._skipped = False
        """Whether the user went on to another track since the command for the run."""
        self._waits_for_reading = False
        """Whether a feature begins with the first reading; stopping takes it back."""
        self._waits_for_answer: Callable[[], Awaitable[None]] | None = None
        self._refusals = Refusals(tell, voice_price=lambda: parts.prices.of(UserTransaction.SPEAK_TRACK_INTRO))
        self._noticed: set[str] = set()
        self.last = LastIntro()
        """What the last text was made of; one that is said again changes nothing in it."""
        self.speak = parts.settings.voice.enabled

    @property
    def busy(self) -> bool:
        """Whether a run is under way or about to begin."""
        return self._run is not None or self._starting

    @property
    def refused(self) -> Step | None:
        """The step that wanted credits, until another begins."""
        return self._refusals.step

    async def open_host(self) -> Host:
        """Make the host ready once: put back what a run that died left behind, and tell what it offers.

        Raises:
            SpotIntroError: it can't be made; the next call tries again.
        """
        async with self._opening:
            if self._host is not None:
                return self._host
            host = await self._parts.host()
            recovered = await host.recover()
            if recovered:
                self._tell(Said(recovered))
            self._host = host
            for added in await host.top_up():
                self._tell(HostSaid(added, added_line(added)))
                self._tell(BalanceRead(added.balance))
            self._tell_offers()
            return host

    async def warm_up(self) -> None:
        """Open voice and sound ahead of the first intro; what can't be heard changes the price."""
        if self._host is not None:
            await self._host.prepare()
            await self.tell_prices()

    async def toggle_voice(self) -> None:
        """Speak from now on, or only show; the prices follow."""
        self.speak = not self.speak
        self._refusals.turn_voice(on=self.speak)
        self._say("Voice on." if self.speak else "Voice off: the next intro is shown, not spoken.")
        await self.tell_prices()

    async def perform(self, feature: UserTransaction) -> None:
        """Begin the feature for what plays, or say in one line why not."""
        if self._waits_for_reading or not await self._reading_is_there():
            return
        playback = self._follower.playback
        if playback is not None and playback.track is None and playback.state is PlaybackState.PLAYING:
            self._say(f"{TrackUntold().in_full} Nothing was charged.", Weight.WARNING)
        elif self._follower.problem is not None:
            self._say(self._follower.problem.in_full, Weight.WARNING)
        elif playback is None or playback.track is None:
            self._say("Nothing is playing: start a track, then ask again.", Weight.WARNING)
        else:
            await self.do(Step(self.speak, feature, playback.track))

    async def replay(self, workflow: str | None = None) -> None:
        """Say the last intro again, or the one of a workflow; free where it was said before."""
        await self.do(Step(self.speak, workflow=workflow))

    def quote_again(self, intro: Intro) -> Quote | None:
        """Return what it costs to say this intro again; None while the host is not made yet."""
        return None if self._host is None else self._host.quote_again(intro, speak=self.speak)

    async def retry(self) -> None:
        """Do again what was refused, with the same track, or say in one line that nothing was."""
        if self.refused is None:
            self._say("Nothing was refused; there is nothing to do again.")
        else:
            await self.do(replace(self.refused, between=False))

    async def answer(self, *, agreed: bool) -> None:
        """Take the user's answer to the question; what waited for it begins."""
        begin = self._waits_for_answer
        self._take_question_back()
        if begin is None or self._host is None:
            return
        if agreed:
            is_kept = await asyncio.to_thread(self._host.agree)
            self._say("Agreed: the AI writer introduces from now on.")
            if not is_kept:
                self._say(UNKEPT_ANSWER, Weight.WARNING)
        else:
            self._host.decline()
            self._say("The announcer introduces in this session; nothing is sent.")
        self._tell_offers()
        await begin()

    async def stop(self) -> None:
        """End what is under way or about to begin, or say that there is nothing to stop."""
        if self._waits_for_reading:
            self._waits_for_reading = False
            self._say("Stopped before it began; nothing was charged.")
        elif self.busy or self._waits_for_answer is not None:
            await self.end()
        else:
            self._say("The host is silent; there is nothing to stop.")

    async def end(self) -> None:
        """End the run under way or about to begin, and take the question back; silent where there is none."""
        self._take_question_back()
        self._ended = self._starting
        if self._run is not None:
            await self._run.stop()

    async def moved_on(self, *, to_another_track: bool) -> None:
        """End a spoken run, because the user went on to other music; nothing happens where there is none.

        Another place or device ends it only where it is heard already: before that, it goes on from there.
        """
        self._skipped |= to_another_track
        if self._run is not None and (self._speaks or (self._skipped and self._is_spoken)):
            await self._run.stop(moved_on=True)

    def paused_by_user(self) -> None:
        """Have the host leave the music paused, also where its own pause came at the same moment."""
        if self._host is not None:
            self._host.leave_paused()

    def decline(self) -> None:
        """Let the announcer introduce from now on."""
        if self._host is not None:
            self._host.decline()
            self._tell_offers()

    async def tell_prices(self) -> None:
        """Tell what each key costs, also the one that says the last intro again.

        Raises:
            CreditError: the account can't be asked for the last intro.
        """
        self._tell_offers()
        if self._host is not None and self._account.opened is not None:
            self._tell(ReplayQuoted(await self._host.quote_replay(speak=self.speak)))

    def credits_arrived(self, line: str, user: User) -> Said:
        """Tell of credits, with the key that now does what was refused; return the line as told."""
        key = self._key_of("retry")
        if self.refused is not None and key:
            price = credits_in_words(self._refusals.price) if self._refusals.price else "free"
            line = f"{line} {key} does it now: {self.refused.does}, {price}."
        said = Said(line, Weight.CHARGE).without_marks()
        self._tell(BalanceRead(user))
        self._tell(said)
        return said

    async def _reading_is_there(self) -> bool:
        """Wait for the player's first reading; False where it doesn't come, or was stopped meanwhile."""
        if self._follower.looked.is_set():
            return True
        self._waits_for_reading = True
        self._say("Finding out what plays…")
        try:
            async with asyncio.timeout(FIRST_READING_S):
                await self._follower.looked.wait()
        except TimeoutError:
            if self._waits_for_reading:
                self._say("The player has not answered yet; ask again in a moment.", Weight.WARNING)
            return False
        finally:
            is_wanted, self._waits_for_reading = self._waits_for_reading, False
        return is_wanted

    async def do(self, step: Step) -> None:
        """Run the step, and tell what the keys cost afterwards, as `run` does otherwise."""
        if await self.run(step):
            await self.tell_prices()

    async def run(self, step: Step) -> bool:
        """Do the step to its last event; False where the host is at work already or a question comes first.

        Raises:
            SpotIntroError: account or host can't be had. How a run itself fails is its last event.
        """
        if self.busy:
            key = self._key_of("stop")
            self._say(f"The host is at it already{f'; {key} stops' if key else ''}.")
            return False
        self._starting = True
        self._ended = False
        self._skipped, self._is_spoken = False, step.speak
        try:
            player = await self._parts.player()
            # Until the music is put back: what else begins to play is neither introduced, nor paused or resumed.
            player.fix(True)
            try:
                self._run = run = await self._begin(step)
            finally:
                if self._run is None:
                    player.fix(False)
        finally:
            self._starting = False
        if run is None:
            return False
        self._refusals.forget()
        # Where this task is cancelled, because the session ends, the run stays: `end` still has to end it.
        try:
            if self._ended:
                await run.stop()
            await self.moved_on(to_another_track=False)
            moved_on = await self._follow(run, step)
        except Exception:
            await run.stop()
            self._over(player)
            raise
        self._over(player)
        if moved_on:
            await self._offer(player, step)
        return True

    async def _begin(self, step: Step) -> Run | None:
        """Make account and host ready and begin the step; None where a question comes first, which is asked."""
        from spotintro.host.refusing import refusal_of

        await self._account.open()
        host = await self.open_host()
        # What is refused is nothing to ask about.
        asks = step.asks_writer and (
            step.track is None
            or step.feature is None
            or refusal_of(step.track, step.feature, self._parts.research) is None
        )
        disclosure = host.needs_consent() if asks else None
        if disclosure is None:
            return self._begun(host, step)
        if self._ended:
            self._say("Stopped before it began; nothing was charged.")
        else:
            self._ask(disclosure, lambda: self.do(replace(step, speak=self.speak)))
        return None

    async def host_that_may_write(self, begin: Callable[[], Awaitable[None]]) -> Host | None:
        """Return the host where its writer may be told what plays; else ask for that, and begin with the answer.

        Raises:
            SpotIntroError: account or host can't be had.
        """
        await self._account.open()
        host = await self.open_host()
        disclosure = host.needs_consent()
        if disclosure is None:
            return host
        self._ask(disclosure, begin)
        return None

    def _ask(self, disclosure: str, begin: Callable[[], Awaitable[None]]) -> None:
        self._waits_for_answer = begin
        self._tell(ConsentAsked(disclosure))

    def _begun(self, host: Host, step: Step) -> Run:
        from spotintro.writers.base import Show

        if step.feature is None:
            return host.replay(speak=step.speak, workflow=step.workflow)
        assert step.track is not None
        # Asked now: a step that waited for an answer or for credits may begin when the music has gone on.
        coming = self._follower.coming_after(step.track) or step.coming
        show = Show(heard=self._follower.heard_before(step.track), coming=coming)
        is_intro = step.feature is UserTransaction.GENERATE_TRACK_INTRO
        prepared = self.preparations.of(step.track) if is_intro else None
        return host.introduce(
            step.track,
            speak=step.speak,
            feature=step.feature,
            show=show,
            prepared=prepared,
            between=step.between,
        )

    def _over(self, player: Player) -> None:
        self._run = None
        self._speaks = False
        player.fix(False)

    async def _offer(self, player: Player, step: Step) -> None:
        """Offer an intro of what the user went on to, where the face has a key for it."""
        key = self._key_of(UserTransaction.GENERATE_TRACK_INTRO.terms.key_name)
        if not key:
            return
        try:
            playback = await player.read()
        except PlayerError:
            playback = self._follower.playback
        self._tell(offer_line(None if playback is None else playback.track, introduced=step.track, key=key))

    async def _follow(self, run: Run, step: Step) -> bool:
        """Tell the run's events to its last one; return whether the user's going on has ended it."""
        so_far = SoFar(track=step.track, text_delivered=step.feature is None)
        moved_on = False
        async for event in run:
            so_far = so_far.and_then(event)
            if step.feature is not None:
                self.last = self.last.and_then(event)
            self._speaks = isinstance(event, Speaking) or (self._speaks and not isinstance(event, Spoken))
            moved_on = isinstance(event, Stopped) and event.moved_on
            if isinstance(event, Failed) and event.code == CreditErrorCode.INSUFFICIENT_CREDITS:
                self._refusals.refuse(step, self._host)
            line = line_of(event, so_far=so_far, key_of=self._key_of)
            if isinstance(event, Notice) and not event.each_time:
                line = None if event.message in self._noticed else line
                self._noticed.add(event.message)
            self._tell(HostSaid(event, line))
            # After the line: a charge is told before what it leaves is called low.
            if isinstance(event, CreditsAdded | Held | Written | Spoken | Finished | Failed | Stopped):
                self._tell(BalanceRead(event.balance))
        return moved_on

    def _tell_offers(self) -> None:
        host = self._host
        quotes = () if host is None else ((step, host.quote(speak=self.speak, feature=step)) for step in OFFERED)
        self._tell(Quoted(tuple(quotes), self.speak))
        self._refusals.follow_prices()

    def _take_question_back(self) -> None:
        if self._waits_for_answer is not None:
            self._waits_for_answer = None
            self._tell(ConsentAsked(None))

    def _say(self, text: str, weight: Weight = Weight.INFO) -> None:
        self._tell(Said(text, weight))
