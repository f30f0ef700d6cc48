"""The intros between tracks: prepared while one track plays, delivered when the next one is seen to begin.

Decided is with each reading of the player, by an injected clock; nothing is polled.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from spotintro.credits.errors import InsufficientCredits
from spotintro.credits.features import UserTransaction
from spotintro.errors import SpotIntroError
from spotintro.host.events import Held, HostEvent, Written
from spotintro.music import PlaybackState, TrackKind
from spotintro.players.base import CommandUnsupported, Expected, NextUntold, NothingPlaying
from spotintro.session.auto_switch import AutoSwitch
from spotintro.session.events import NextState, NextTold, Said, SessionEvent, Weight
from spotintro.session.outcome import Outcome
from spotintro.session.preparations import KEEP_S
from spotintro.session.step import Step
from spotintro.session.wording import left_line
from spotintro.writers.base import Show

if TYPE_CHECKING:
    from spotintro.credits.base import User
    from spotintro.music import Playback, Track
    from spotintro.session.account import SessionAccount
    from spotintro.session.follower import PlayerFollower
    from spotintro.session.intros import Intros
    from spotintro.session.parts import Parts

LATE_MS: Final = 5_000
"""A track that is seen to have begun earlier than this isn't interrupted any more."""
TAGS_MS: Final = 2_000
"""So long a file of which the name alone is known may play before it is introduced by that: its tags may come."""
SETTLED_MS: Final = 10_000
"""Auto prepares what comes next after so much of a track: who skips on is past it, and facts have come by then."""
_INTRO: Final = UserTransaction.GENERATE_TRACK_INTRO

Start = Callable[[Coroutine[Any, Any, None], str], object]


@dataclass(frozen=True, slots=True)
class _Begun:
    """A track that began and is not dealt with yet."""

    track: Track
    number: int
    waited: bool = False
    """Its intro was being prepared when it began, in time: as soon as that is ready, it is heard."""


class Between:
    """Hears what plays, has intros prepared of what comes, and delivers each when its track begins.

    Args:
        parts: The rooms below.
        account: What intros are paid from.
        follower: Tells what plays, what was heard before it, and what comes.
        intros: Drives the host, and has what is prepared.
        tell: Takes an event to the faces.
        key_of: How the face writes the key of a command; "" where it has none.
        start: Starts work beside; how that fails is told.
        failed: Tells of a failure, after what was being done.
    """

    def __init__(
        self,
        parts: Parts,
        account: SessionAccount,
        follower: PlayerFollower,
        intros: Intros,
        *,
        tell: Callable[[SessionEvent], object],
        key_of: Callable[[str], str],
        start: Start,
        failed: Callable[[str, BaseException], object],
    ) -> None:
        self._parts = parts
        self._account = account
        self._follower = follower
        self._intros = intros
        self._preparations = intros.preparations
        self._tell = tell
        self._key_of = key_of
        self._start = start
        self._failed = failed
        self.auto = AutoSwitch(parts, account, intros, tell=tell, key_of=key_of)
        self._changed = asyncio.Event()
        self._playing: Track | None = None
        """The last one that played, adverts apart."""
        self._begun: _Begun | None = None
        self._wishes: dict[str, float] = {}
        """The tracks that the user asked to have introduced when they begin, by id, each with its end."""
        self._preparing: Track | None = None
        self._in_vain: str = ""
        """The track whose preparation failed last."""
        self._ahead: dict[str, Track] = {}
        """The tracks of which an intro was told to be ahead, by id."""
        self._outcome = Outcome()
        self._introduced = 0
        """The number, in the tally, of the track that the run under way is about."""
        self._quota_turned = False

    # What is heard of the player, the account and the host

    def read(self, playback: Playback | None) -> None:
        """Take note of a reading of the player."""
        track = None if playback is None else playback.track
        if track is not None and playback is not None and playback.state is PlaybackState.PLAYING:
            self._plays(track)
        self._changed.set()

    def balance_read(self, user: User | None) -> None:
        """Take note of a balance: credits that came may have auto go on."""
        if user is not None and self.auto.pause is not None:
            self._changed.set()

    def quota_turned(self) -> None:
        """Take note that the calls of the player's service ran out, or came back."""
        self._quota_turned = True
        self._changed.set()

    def heard(self, event: HostEvent) -> None:
        """Take note of an event of the host, whoever has begun its run."""
        self._outcome = self._outcome.and_then(event)
        if isinstance(event, Held):
            self._introduced = self.auto.tally.number
        elif isinstance(event, Written) and event.feature is _INTRO and self._outcome.track is not None:
            self._preparations.delivered(self._outcome.track)
            self.auto.tally.introduced(self._introduced, self._now_s)
            if self.auto.is_on:
                self.auto.tell_state()

    async def follow(self) -> None:
        """Deliver and prepare, with each change; ends when it is cancelled."""
        while True:
            self._changed.clear()
            wait_s: float | None = None
            try:
                wait_s = await self._consider()
                self._follower.expect_change(self._expected())
            except Exception as error:  # noqa: BLE001 - the one place where a failure of these decisions ends
                self._failed("introducing what comes next", error)
                self._begun = None
                self.auto.give_up()  # else the next reading would fail in the same way, with the same line
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait_s):
                    await self._changed.wait()

    # The user's commands

    async def introduce_next(self) -> None:
        """Have the track that comes next introduced when it begins; or take that back, where it is so already.

        Raises:
            PlayerError: nothing plays, or it can't be read.
            NextUntold: the player doesn't tell what comes.
            SpotIntroError: it can't be paid, or account or host can't be had.
        """
        track = self._coming()
        if self._is_wished(track):
            del self._wishes[track.id]
            self._say(f"“{track.title}” is not introduced when it begins. Nothing was charged.")
            self._tell_next(track, NextState.TAKEN_BACK)
            self._changed.set()
            return
        host = await self._intros.host_that_may_write(self.introduce_next)
        if host is None:
            return
        means = await self.auto.means(host)
        if means.available < means.price:
            raise InsufficientCredits(needed=means.price, available=means.available)
        self._wishes[track.id] = self._now_s + KEEP_S
        self._in_vain = ""
        back = f"; {key} takes it back" if (key := self._key_of("introduce_next")) else ""
        self._say(f"“{track.title}” is introduced when it begins{back}.")
        ready = self._preparations.of(track) is not None
        self._tell_next(track, NextState.READY if ready else NextState.WAITING)
        self._changed.set()

    async def toggle_auto(self, *, on: bool | None = None) -> None:
        """Turn auto on or off: as told, or to what it is not.

        Raises:
            SpotIntroError: account or host can't be had.
        """
        await self.auto.toggle(on=on)
        self._changed.set()

    async def answer_auto(self, *, agreed: bool) -> None:
        """Answer what auto asks once.

        Raises:
            SpotIntroError: account or host can't be had.
        """
        await self.auto.answer(agreed=agreed)
        self._changed.set()

    def forget(self) -> None:
        """Forget what was asked for and what is prepared, as on signing out."""
        self._wishes.clear()
        self._preparations.forget()
        if self.auto.is_on:
            self.auto.turn_off()
        for track in tuple(self._ahead.values()):
            self._tell_next(track, NextState.TAKEN_BACK)

    # What begins

    def _plays(self, track: Track) -> None:
        before, is_told = self._playing, bool(track.title or track.artists or track.album)
        if track.kind is TrackKind.AD or not is_told or (before is not None and before.id == track.id):
            return
        self._playing = track
        if before is None:  # it played when the session began
            return
        if before.is_unread_file_of(track):
            if self._begun is not None:
                self._begun = replace(self._begun, track=track)
            return
        if track.kind is TrackKind.TRACK:
            self.auto.tally.began()
        self._begun = _Begun(track, self.auto.tally.number)
        self._passed_over(by=track)
        if self.auto.is_on:
            self.auto.tell_state()

    def _passed_over(self, by: Track) -> None:
        """Tell that another track came than the one that was to be introduced."""
        for track in [each for each in self._ahead.values() if each.id != by.id]:
            if self._is_wished(track) or self._preparations.of(track) is not None:
                self._say(
                    f"“{track.title}” did not come next: its intro waits an hour for it. Nothing was charged."
                )
            self._tell_next(track, NextState.NOT_COME)

    async def _consider(self) -> float | None:
        """Deliver what is due and prepare what will be; return in how many seconds to look again at last."""
        if self.auto.is_on and (self.auto.pause is not None or self._quota_turned):
            await self.auto.check()
        self._quota_turned = False
        left_s = None if self._begun is None else await self._deal_with(self._begun)
        ahead_s = await self._look_ahead()
        return min((wait_s for wait_s in (left_s, ahead_s) if wait_s is not None), default=None)

    async def _deal_with(self, begun: _Begun) -> float | None:
        """Deliver what is due of the track that has begun; return when to look again, as `_consider`."""
        playback, track = self._follower.playback, begun.track
        if playback is None or not playback.plays(track):
            return None  # it may go on; what else begins takes its place
        at_ms = playback.position_at(self._now_s)
        if track.is_unread_file and at_ms < TAGS_MS:
            return (TAGS_MS - at_ms) / 1000
        is_late = not begun.waited and at_ms > LATE_MS
        is_wished = self._is_wished(track)
        is_due = self.auto.is_on and track.kind is TrackKind.TRACK and self.auto.tally.is_due(self._now_s)
        is_coming = self._preparing is not None and self._preparing.id == track.id
        if is_coming and (is_wished or is_due) and not is_late:
            self._begun = replace(begun, waited=True)
            return None
        self._begun = None
        self._wishes.pop(track.id, None)
        if (is_wished or is_due) and track.id != self._in_vain:
            if is_late or self._intros.busy:
                self._leave(track, wished=is_wished)
            elif is_wished or await self._auto_may_introduce(track):
                await self._deliver(begun, by_auto=not is_wished)
        if track.id in self._ahead:
            self._tell_next(track, NextState.KEPT)
        return None

    def _leave(self, track: Track, *, wished: bool) -> None:
        """Leave a track alone that has been playing for a while; what is prepared of it waits for the key."""
        is_kept = self._preparations.of(track) is not None
        if is_kept or wished:
            self._say(left_line(track, busy=self._intros.busy, is_kept=is_kept, key=self._key_of("introduce")))

    async def _auto_may_introduce(self, track: Track) -> bool:
        is_ready = self._preparations.of(track) is not None
        return await self.auto.check() and (is_ready or await self.auto.may_ask_writer())

    async def _deliver(self, begun: _Begun, *, by_auto: bool) -> None:
        track = begun.track
        if self._preparations.of(track) is None:
            self._preparations.ask(track)
        self._tell_next(track, NextState.BEGUN)
        self._outcome = Outcome()
        is_run = await self._intros.run(Step(self._intros.speak, _INTRO, track, between=True))
        if by_auto:  # before the prices are read: the account may be lost, or another run begin meanwhile
            await self.auto.followed(self._outcome)
        if is_run:
            await self._intros.tell_prices()

    # What comes

    async def _look_ahead(self) -> float | None:
        """Begin to prepare what comes, where it is wished or due; return when to look again, as `_consider`."""
        playback = self._follower.playback
        track = None if playback is None else playback.next_track
        if playback is None or playback.track is None or track is None or track.kind is TrackKind.AD:
            return None
        if track.id == playback.track.id:  # repeated: it never begins
            return None
        if self._preparing is not None or self._in_vain == track.id or self._preparations.of(track) is not None:
            return None
        if not self._is_wished(track):
            if not self._is_due_next(playback, track) or not await self.auto.check():
                return None
            wait_s = self._settles_in_s(playback)
            if wait_s > 0:
                return wait_s
        if await self.auto.may_prepare():
            self._begin_to_prepare(track, heard=playback.track)
        return None

    def _is_due_next(self, playback: Playback, track: Track) -> bool:
        is_music = track.kind is TrackKind.TRACK and playback.state is PlaybackState.PLAYING
        return self.auto.is_on and is_music and self.auto.tally.is_due_next(self._end_s(playback))

    def _end_s(self, playback: Playback | None) -> float:
        return self._now_s + ((None if playback is None else playback.left_s(self._now_s)) or 0.0)

    def _expected(self) -> Expected:
        is_wished = any(until_s > self._now_s for until_s in self._wishes.values())
        return Expected.NEXT if is_wished else self.auto.expects(self._end_s(self._follower.playback))

    def _settles_in_s(self, playback: Playback) -> float:
        length_ms = None if playback.track is None else playback.track.duration_ms
        settled_ms = min(SETTLED_MS, (length_ms or SETTLED_MS) // 2)
        return (settled_ms - playback.position_at(self._now_s)) / 1000

    def _begin_to_prepare(self, track: Track, *, heard: Track) -> None:
        self._preparing = track
        self._preparations.ask(track)
        self._tell_next(track, NextState.WRITING)
        show = Show(heard=heard if heard.kind is not TrackKind.AD else None)
        self._start(self._prepare(track, show), "preparing an intro")

    async def _prepare(self, track: Track, show: Show) -> None:
        try:
            host = await self._intros.open_host()
            self._preparations.keep(await host.prepare_intro(track, speak=self._intros.speak, show=show))
            if track.id in self._ahead:  # else it was taken back, or another track came
                self._tell_next(track, NextState.READY)
        except Exception as error:
            self._in_vain = track.id
            self._wishes.pop(track.id, None)
            self.auto.failed()
            if isinstance(error, SpotIntroError):
                why = f"{error} Nothing was charged. {error.next_step}"
                self._say(f"The intro of “{track.title}” can't be prepared: {why}", Weight.FAILURE)
            self._tell_next(track, NextState.FAILED)
            if not isinstance(error, SpotIntroError):
                raise
        finally:
            self._preparing = None
            self._changed.set()

    def _coming(self) -> Track:
        """Return the track that comes next.

        Raises:
            PlayerError: nothing plays, or it can't be read.
            NextUntold: the player doesn't tell it.
        """
        playback, problem = self._follower.playback, self._follower.problem
        if problem is not None:
            raise problem.with_traceback(None)
        if playback is None or playback.track is None:
            raise NothingPlaying("Nothing is playing.", "Start a track, then ask again.")
        coming = playback.next_track
        if coming is None or coming.kind is TrackKind.AD:
            raise NextUntold(sign_in_key=self._key_of("sign_in"))
        if coming.id == playback.track.id:
            raise CommandUnsupported("This track is repeated, so no other comes.", "Turn the repeat off first.")
        return coming

    def _is_wished(self, track: Track) -> bool:
        return self._wishes.get(track.id, 0.0) > self._now_s

    @property
    def _now_s(self) -> float:
        return self._parts.clock.monotonic_s()

    def _tell_next(self, track: Track, state: NextState) -> None:
        if state.is_ahead:
            self._ahead[track.id] = track
        else:
            self._ahead.pop(track.id, None)
        self._tell(NextTold(track, state))

    def _say(self, text: str, weight: Weight = Weight.INFO) -> None:
        self._tell(Said(text, weight))
