"""One intro at a time: from the key to its last event."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.host.events import (
    CreditsAdded,
    Failed,
    Finished,
    Held,
    Notice,
    Quote,
    Spoken,
    Stopped,
    Written,
)
from spotintro.music import Playback, TrackKind
from spotintro.tui.messages import BalanceRead, ConsentAsked, HostSaid, Quoted, ReplayQuoted, Said, Weight
from spotintro.tui.wording import SoFar, added_line, line_of

if TYPE_CHECKING:
    from textual.message import Message

    from spotintro.accounts.signing_out import SignedOut
    from spotintro.credits.base import User
    from spotintro.music import Track
    from spotintro.tui.keymap import Keymap
    from spotintro.tui.parts import Account, Host, Parts, Run

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Step:
    """What a key began: all it takes to do it again as it was."""

    begin: Callable[[Host], Run | None]
    verb: str
    """What its key does once there are credits: `introduces`."""
    has_text: bool = False
    """Whether its text was delivered before, and only the speech is to do."""


class IntroFlow:
    """Drives the host for the screen. Everything it has to tell goes out as messages.

    Args:
        parts: Where account and host come from.
        post: Takes a message to the app.
        keymap: For the lines that name a key.
    """

    def __init__(self, parts: Parts, post: Callable[[Message], object], keymap: Keymap) -> None:
        self._parts = parts
        self._post = post
        self._keymap = keymap
        self._opening = asyncio.Lock()
        self._account: Account | None = None
        self._host: Host | None = None
        self._run: Run | None = None
        self._starting = False
        self._waiting: Track | None = None
        self.refused: Step | None = None
        """The step that wanted credits, until another begins."""
        self._noticed: set[str] = set()
        self.speak = parts.settings.voice.enabled

    @property
    def busy(self) -> bool:
        return self._run is not None or self._starting

    @property
    def asking(self) -> bool:
        """Whether the question about the AI writer stands on the screen."""
        return self._waiting is not None

    @property
    def account(self) -> Account | None:
        """The account, once it is open."""
        return self._account

    async def open_account(self) -> None:
        """Open the account and tell its balance.

        Raises:
            CreditError: after telling that the account is unavailable.
        """
        async with self._opening:
            if self._account is not None:
                return
            gate = await self._parts.gate()
            try:
                user = await gate.open()
            except CreditError:
                self._post(BalanceRead(None))
                raise
            self._account = gate
            self._post(BalanceRead(user))
            under_way = await gate.transfer_under_way()
            if under_way is not None:
                self._post(Said(under_way.line, Weight.WARNING))

    async def open_host(self) -> None:
        """Make the host ready, put back what a run that died left behind, and tell the price."""
        async with self._opening:
            if self._host is not None:
                return
            host = await self._parts.host()
            recovered = await host.recover()
            if recovered:
                self._post(Said(recovered))
            self._host = host
            for added in await host.top_up():
                self._post(added_line(added))
                self._post(BalanceRead(added.balance))
            self.tell_price()
            await self.tell_replay_price()

    async def warm_up(self) -> None:
        """Open voice and sound ahead of the first intro; what can't be heard changes the price."""
        if self._host is not None:
            await self._host.prepare()
            self.tell_price()
            await self.tell_replay_price()

    def tell_price(self) -> None:
        quote: Quote | None = None
        if self._host is not None:
            quote = self._host.quote(speak=self.speak)
        self._post(Quoted(quote, self.speak))

    async def tell_replay_price(self) -> None:
        """What saying the last intro again costs; the key for it must not surprise.

        Raises:
            CreditError: the account can't be asked.
        """
        if self._host is not None and self._account is not None:
            self._post(ReplayQuoted(await self._host.quote_replay(speak=self.speak)))

    async def sign_out(self, *, delete_history: bool) -> SignedOut:
        """Forget what this machine keeps of the user; the announcer introduces from now on.

        Raises:
            CreditError: the account can't be asked; the rest is forgotten.
        """
        if self._host is not None:
            self._host.decline()
        signed_out = await self._parts.sign_out(delete_history=delete_history)
        self.tell_price()
        await self.tell_replay_price()
        return signed_out

    async def introduce(self, playback: Playback | None) -> None:
        """Introduce what plays, or say in one line why not."""
        if playback is None or playback.track is None:
            self._post(Said("Nothing is playing: start a track, then ask again.", Weight.WARNING))
        elif playback.track.kind is TrackKind.AD:
            self._post(Said("This is an advert; there is nothing to introduce.", Weight.WARNING))
        else:
            track, speak = playback.track, self.speak
            await self._start(Step(lambda host: self._introduce(host, track, speak=speak), "introduces"))

    async def replay(self) -> None:
        """Say the last intro again; free where it was said before."""
        speak = self.speak
        await self._start(Step(lambda host: host.replay(speak=speak), "says", has_text=True))

    async def retry(self) -> None:
        """Do again what was refused, with the same track and voice, or say in one line that nothing was."""
        if self.refused is None:
            self._post(Said("Nothing was refused; there is nothing to do again."))
        else:
            await self._start(self.refused)

    def credits_arrived(self, line: str, user: User) -> str:
        """Tell it in the log, with the key that now does what was refused; the line as told."""
        key = self._keymap.written("retry")
        if self.refused is not None and key:
            line = f"{line} {key} {self.refused.verb} it now."
        self._post(BalanceRead(user))
        self._post(Said(line, Weight.CHARGE))
        return line

    async def answer(self, *, agreed: bool) -> None:
        """The user's answer to the question; the intro that waited for it begins."""
        track, self._waiting = self._waiting, None
        self._post(ConsentAsked(None))
        if track is None or self._host is None:
            return
        if agreed:
            await asyncio.to_thread(self._host.agree)
            self._post(Said("Agreed: the AI writer introduces from now on."))
        else:
            self._host.decline()
            self._post(Said("The announcer introduces in this session; nothing is sent."))
        self.tell_price()
        speak = self.speak
        await self._start(Step(lambda host: host.introduce(track, speak=speak), "introduces"))

    async def stop(self) -> None:
        """End the intro under way; nothing where none is."""
        if self._waiting is not None:
            self._waiting = None
            self._post(ConsentAsked(None))
        if self._run is not None:
            await self._run.stop()

    def _introduce(self, host: Host, track: Track, *, speak: bool) -> Run | None:
        disclosure = host.needs_consent()
        if disclosure is None:
            return host.introduce(track, speak=speak)
        self._waiting = track
        self._post(ConsentAsked(disclosure))
        return None

    async def _start(self, step: Step) -> None:
        if self.busy:
            stop = self._keymap.written("stop")
            self._post(Said(f"The host is at it already{f'; {stop} stops' if stop else ''}."))
            return
        self._starting = True
        try:
            if self._account is None:
                await self.open_account()
            if self._host is None:
                await self.open_host()
            assert self._host is not None
            self._run = step.begin(self._host)
        finally:
            self._starting = False
        if self._run is None:
            return
        self.refused = None
        # Where this worker is cancelled, because the app ends, the run stays: `stop` still has to end it.
        try:
            await self._follow(self._run, step)
        except Exception:
            await self._run.stop()
            self._run = None
            raise
        self._run = None
        self.tell_price()
        await self.tell_replay_price()

    async def _follow(self, run: Run, step: Step) -> None:
        so_far = SoFar(text_delivered=step.has_text)
        support, replay = self._keymap.written("support"), self._keymap.written("replay")
        async for event in run:
            so_far = so_far.and_then(event)
            if isinstance(event, Failed) and event.code == CreditErrorCode.INSUFFICIENT_CREDITS:
                self.refused = step
            self._post(HostSaid(event))
            line = line_of(event, so_far=so_far, support_key=support, replay_key=replay)
            if line is not None and not (isinstance(event, Notice) and event.message in self._noticed):
                self._post(line)
            if isinstance(event, Notice):
                self._noticed.add(event.message)
            # After the line: a charge is told before what it leaves is called low.
            if (
                isinstance(event, CreditsAdded | Held | Written | Spoken | Finished | Failed | Stopped)
                and event.balance is not None
            ):
                self._post(BalanceRead(event.balance))
