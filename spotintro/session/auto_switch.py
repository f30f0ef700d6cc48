"""Auto as its user has it: asked about once, on or off, paused while something is lacking, its use counted."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from spotintro.credits.features import UserTransaction
from spotintro.players.base import Expected, Metered, Pace, PlayerError
from spotintro.session.auto import (
    FAILURES_IN_A_ROW,
    SPARED_CALLS,
    UNHEARD,
    AutoState,
    Every,
    Means,
    Pause,
    Tally,
    calls_an_hour,
    calls_note,
    pause_line,
    question_of,
)
from spotintro.session.events import AutoAsked, AutoTold, BalanceRead, HostSaid, Said, SessionEvent, Weight
from spotintro.session.wording import UNKEPT_ANSWER, added_line, parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from spotintro.players.base import Usage
    from spotintro.session.account import SessionAccount
    from spotintro.session.intros import Intros
    from spotintro.session.outcome import Outcome
    from spotintro.session.parts import Host, Parts

_log = logging.getLogger(__name__)

_INTRO = UserTransaction.GENERATE_TRACK_INTRO


class AutoSwitch:
    """Turns auto on and off, and has it wait while there is nothing to pay an intro with.

    Args:
        parts: Has the settings, the answers and the day's use.
        account: What intros are paid from.
        intros: Opens the host, and asks whether its writer may know what plays.
        tell: Takes an event to the faces.
        key_of: How the face writes the key of a command; "" where it has none.
    """

    def __init__(
        self,
        parts: Parts,
        account: SessionAccount,
        intros: Intros,
        *,
        tell: Callable[[SessionEvent], object],
        key_of: Callable[[str], str],
    ) -> None:
        self._parts = parts
        self._account = account
        self._intros = intros
        self._tell = tell
        self._key_of = key_of
        self._options = parts.settings.host
        self._every = Every.of(self._options.auto_every)
        self._over_music = self._options.over_music.value
        self.tally = Tally(self._every)
        self.is_on = False
        self.pause: Pause | None = None
        """Why it waits; None where it doesn't."""
        self._asked = ""
        """The question that stands; "" for none."""
        self._told_unheard = False
        self._failures = 0
        self._used = 0

    async def begin(self) -> None:
        """Turn it on where the settings say so and the user has agreed; ask where they never answered.

        Raises:
            SpotIntroError: account or host can't be had.
        """
        if not self._options.auto:
            return
        if await asyncio.to_thread(self._parts.auto_answers.declined, self._over_music):
            key = self._key_of("auto")
            self._tell(Said(f"Auto stays off, as you once answered{f'; {key} asks again' if key else ''}."))
            return
        await self.toggle()

    async def toggle(self, *, on: bool | None = None) -> None:
        """Turn it off; or on, once its question is answered: as told, or to what it is not.

        Raises:
            SpotIntroError: account or host can't be had.
        """
        if not (not self.is_on if on is None else on):
            self.turn_off()
            self._tell(Said("Auto is off."))
        elif self.is_on:
            self._tell(Said("Auto is on already."))
            self.tell_state()
        elif await asyncio.to_thread(self._parts.auto_answers.agreed, self._over_music):
            await self.turn_on()
        else:
            self._asked = await self.question()
            self._tell(AutoAsked(self._asked))

    async def question(self) -> str:
        """Return what auto asks once: its price, how often, its caps, and what Spotify's terms say of it.

        Raises:
            SpotIntroError: account or host can't be had.
        """
        await self._account.open()
        host = await self._intros.open_host()
        speak = self._intros.speak
        quote = host.quote(speak=speak, feature=_INTRO)
        return question_of(
            self._every,
            parts(_INTRO, quote, speak=speak) if quote.total else "",
            session_cap=self._options.auto_session_cap,
            day_cap=self._options.auto_day_cap,
            over_music=self._over_music,
            calls=await self._calls_note(),
        )

    async def answer(self, *, agreed: bool) -> None:
        """Take the user's answer, and keep it.

        Raises:
            SpotIntroError: account or host can't be had.
        """
        if not self.take_question_back():
            return
        answers = self._parts.auto_answers
        try:
            keep = answers.agree if agreed else answers.decline
            await asyncio.to_thread(keep, self._over_music, self._parts.clock.now())
        except OSError as error:
            _log.warning("the answer can't be kept and holds for this run alone: %s", error)
            self._tell(Said(UNKEPT_ANSWER, Weight.WARNING))
        if agreed:
            await self.turn_on()
        else:
            key = self._key_of("auto")
            self._tell(Said(f"Auto stays off{f'; {key} asks again' if key else ''}."))

    async def turn_on(self) -> None:
        """Turn it on without its question; where the writer may not know yet what plays, that is asked first.

        Raises:
            SpotIntroError: account or host can't be had.
        """
        if await self._intros.host_that_may_write(self.turn_on) is None:
            return
        self.is_on, self.pause, self._failures = True, None, 0
        self.tally.start(self._parts.clock.monotonic_s())
        key = self._key_of("auto")
        off = f"; {key} turns it off" if key else ""
        calls = f" {await self._calls_note()}" if calls_an_hour(self._every) > SPARED_CALLS else ""
        self._tell(Said(f"Auto is on: an intro {self._every.in_words}{off}.{calls}".rstrip()))
        self.tell_state()
        await self.check()

    def turn_off(self) -> None:
        """Turn it off, and take its question back."""
        self.is_on, self.pause = False, None
        self.take_question_back()
        self.tell_state()

    def take_question_back(self) -> bool:
        """Ask no more, until it is wanted again; tell whether the question stood."""
        asked, self._asked = self._asked, ""
        if asked:
            self._tell(AutoAsked(None))
        return bool(asked)

    @property
    def is_asking(self) -> bool:
        """Whether its question stands."""
        return bool(self._asked)

    async def ask_anew(self) -> None:
        """Ask what is asked by other prices, where they have changed while the question stands.

        Raises:
            SpotIntroError: account or host can't be had.
        """
        question = await self.question()
        if self._asked and question != self._asked:
            self._asked = question
            self._tell(AutoAsked(question))

    def tell_state(self) -> None:
        """Tell the faces how it stands."""
        state = AutoState(
            self.is_on,
            self._every,
            self.tally.tracks_to_go,
            self.pause,
            self._used,
            self._options.auto_session_cap,
        )
        self._tell(AutoTold(state))

    async def check(self) -> bool:
        """Tell whether an intro may follow now; where not, auto waits, and one line says why.

        Raises:
            SpotIntroError: account or host can't be had.
        """
        means: Means | None = None
        pause: Pause | None = Pause.FAILING
        if self._failures < FAILURES_IN_A_ROW:
            host = await self._intros.open_host()
            means = await self.means(host)
            pause = Pause.QUOTA if await self._quota_is_out() else means.lack
        if pause is not self.pause:
            self._set_pause(pause, means)
        return pause is None

    def expects(self, change_s: float) -> Expected:
        """Return what it waits for of the changes of track, where the next one is at about that time."""
        if not self.is_on or self.pause is not None:
            return Expected.NOTHING
        return Expected.NEXT if self.tally.is_due_next(change_s) else Expected.LATER

    def give_up(self) -> None:
        """Wait for the user, since an intro failed in a way that the next one would as well."""
        self._failures = FAILURES_IN_A_ROW
        if self.is_on and self.pause is not Pause.FAILING:
            self._set_pause(Pause.FAILING, None)

    def _set_pause(self, pause: Pause | None, means: Means | None) -> None:
        self.pause = pause
        if pause is None:
            self._tell(Said("Auto goes on."))
        else:
            auto_key, support_key = self._key_of("auto"), self._key_of("support")
            line = pause_line(pause, means, auto_key=auto_key, support_key=support_key)
            self._tell(Said(line, Weight.WARNING))
        self.tell_state()

    async def may_ask_writer(self) -> bool:
        """Tell whether a text may be asked for that may never be heard; where not, one line says so once.

        Raises:
            SpotIntroError: account or host can't be had.
        """
        host = await self._intros.open_host()
        is_free = not host.quote(speak=False, feature=_INTRO).charges
        may = is_free or self._intros.preparations.has_room
        if not may and not self._told_unheard:
            self._tell(Said(UNHEARD, Weight.WARNING))
        self._told_unheard = not may
        return may

    async def may_prepare(self) -> bool:
        """Tell whether a text may be asked for ahead, and the writer in force be told of its track.

        A writer that has come since is asked about when the track begins.

        Raises:
            SpotIntroError: account or host can't be had.
        """
        return (await self._intros.open_host()).needs_consent() is None and await self.may_ask_writer()

    async def means(self, host: Host) -> Means:
        """Return what the next intro costs and what there is for it, after claiming what an allowance has due.

        Raises:
            SpotIntroError: the account can't be asked.
        """
        needed = host.quote(speak=self._intros.speak, feature=_INTRO).total
        available = (await (await self._account.open()).user()).available_credits
        if available < needed:
            for added in await host.top_up(needed=needed):
                self._tell(HostSaid(added, added_line(added)))
                self._tell(BalanceRead(added.balance))
                available = added.balance.available_credits
        today = await asyncio.to_thread(self._parts.auto_use.today)
        options = self._options
        return Means(needed, available, self._used, options.auto_session_cap, today, options.auto_day_cap)

    async def followed(self, outcome: Outcome) -> None:
        """Take note of what an intro by auto has come to: its price counts towards both caps.

        Raises:
            SpotIntroError: account or host can't be had.
        """
        self._used += outcome.credits_used
        if outcome.credits_used:
            try:
                await asyncio.to_thread(self._parts.auto_use.add, outcome.credits_used)
            except OSError as error:
                _log.warning("what auto used today can't be counted: %s", error)
        if outcome.is_written:
            self._failures = 0
        elif outcome.has_failed:
            self._failures += 1
        await self.check()
        self.tell_state()

    def failed(self) -> None:
        """Take note that an intro failed; after some in a row, auto waits."""
        self._failures += 1

    async def _quota_is_out(self) -> bool:
        """Tell whether nothing can be read or paused for want of Spotify's calls; a player here needs none."""
        usage = await self._usage()
        if usage is None or not usage.leads:
            return False
        is_paused = usage.paused_until is not None and usage.paused_until > self._parts.clock.now()
        return is_paused or usage.pace is Pace.COMMANDS_ONLY

    async def _calls_note(self) -> str:
        usage = await self._usage()
        return calls_note(self._every, budget=usage.budget) if usage is not None and usage.leads else ""

    async def _usage(self) -> Usage | None:
        """Return the count of the player's calls; None where it makes none, or they can't be counted."""
        try:
            player = await self._parts.player()
            return await player.usage() if isinstance(player, Metered) else None
        except PlayerError as problem:
            _log.warning("the calls can't be counted: %s", problem.message)
            return None
