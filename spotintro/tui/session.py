"""The work behind the screen: account, host and player, each worker named, each failure one line."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any, Final

from spotintro.credits.errors import CreditError
from spotintro.credits.statistics import day_starts
from spotintro.plain_text import single_line
from spotintro.players.base import Metered, PlayerError
from spotintro.tui import garbage
from spotintro.tui.follow import PlayerFollower
from spotintro.tui.intro_flow import IntroFlow
from spotintro.tui.messages import BalanceRead, BooksDisagreed, DevicesRead, Said, Weight
from spotintro.tui.quota import QuotaWatch
from spotintro.tui.steering import Steering
from spotintro.tui.wording import EXPIRES_SOON, expiry_line
from spotintro.voices.base import VoiceError
from spotintro.writers.base import WriterError

if TYPE_CHECKING:
    from textual.message import Message

    from spotintro.music import Device
    from spotintro.players.base import Usage
    from spotintro.tui.keymap import Keymap
    from spotintro.tui.parts import Account, Parts

_log = logging.getLogger(__name__)

KNOWN_ERRORS: Final = (CreditError, PlayerError, VoiceError, WriterError)
CLOSE_TIMEOUT_S: Final = 5.0
"""For stopping the intro, and again for closing the parts: the terminal is the user's again by then."""

FIRST_READING_S: Final = 10.0
"""For a key that is pressed before the player was read: more than any player takes to be opened or to fail."""

StartWorker = Callable[[Coroutine[Any, Any, None], str, str], object]
"""Starts a worker: its work, its group, and what it is doing, to be said if it fails."""


class Session:
    """Everything that runs beside the screen; it knows no widget.

    Args:
        parts: The rooms below.
        keymap: For lines that name a key.
        post: Takes a message to the main screen.
        start: Starts a worker of the app.
    """

    def __init__(
        self, parts: Parts, keymap: Keymap, *, post: Callable[[Message], object], start: StartWorker
    ) -> None:
        self._parts = parts
        self._post = post
        self._start = start
        self._account_tried = asyncio.Event()
        self._awaits_reading = False
        """Whether an intro begins with the first reading; the key that stops takes it back."""
        self.flow = IntroFlow(parts, post, keymap)
        self.follower = PlayerFollower(parts.player, post)
        self._steering = Steering(parts.player, parts.clock)

    def begin(self) -> None:
        """Start what runs from the first frame on."""
        self._parts.hear_player(self.say)
        self._start(self.follower.follow(), "player", "following the player")
        self._start(self._watch_quota(), "quota", "counting the calls to Spotify")
        self._start(self._open_account(), "account", "opening the account")
        self._start(self._open_host(), "host", "making the host ready")

    def introduce(self) -> None:
        if not self._awaits_reading:
            self._start(self._introduce(), "intro", "introducing the track")

    def replay(self) -> None:
        self._start(self.flow.replay(), "intro", "saying the last intro again")

    def retry(self) -> None:
        """Do the very step that was refused for want of credits."""
        self._start(self.flow.retry(), "intro", "doing again what was refused")

    def answer(self, *, agreed: bool) -> None:
        self._start(self.flow.answer(agreed=agreed), "intro", "introducing the track")

    def stop_host(self) -> None:
        if self._awaits_reading:
            self._awaits_reading = False
            self.say("Stopped before it began; nothing was charged.")
        elif self.flow.busy or self.flow.asking:
            self._start(self.flow.stop(), "stop", "stopping the host")
        else:
            self.say("The host is silent; there is nothing to stop.")

    def toggle_voice(self) -> None:
        self.flow.speak = not self.flow.speak
        self.say("Voice on." if self.flow.speak else "Voice off: the next intro is shown, not spoken.")
        self.flow.tell_price()
        self._start(self.flow.tell_replay_price(), "replay price", "reading the price of saying it again")

    def steer(self, command: str) -> None:
        self._start(self._steering.steer(command), "player keys", "steering the player")

    def list_devices(self) -> None:
        self._start(self._list_devices(), "devices", "asking for the devices")

    def transfer(self, device: Device) -> None:
        self._start(self._transfer(device), "player keys", "choosing the device")

    def attend(self, attentive: bool) -> None:
        """Whether somebody looks; another terminal may have charged the same account meanwhile."""
        self.follower.attend(attentive)
        if attentive:
            self.read_balance()

    def read_balance(self) -> None:
        """Another terminal may have charged the same account meanwhile."""
        if self.flow.account is not None and not self.flow.busy:
            self._start(self._balance(self.flow.account), "balance", "reading the balance")

    def say(self, text: str, weight: Weight = Weight.INFO) -> None:
        self._post(Said(text, weight))

    def tell_failure(self, description: str, error: BaseException) -> None:
        """The one place where a worker's failure becomes a line of the log, and an entry in the log file."""
        if isinstance(error, KNOWN_ERRORS):
            _log.warning("%s: %s", description, error.message)
            self.say(f"{error.message} {error.next_step}", Weight.FAILURE)
            return
        _log.error("%s failed", description, exc_info=error)
        self.say(
            f"Something unexpected went wrong while {description}. "
            "The log file has the details; spotintro doctor checks every part.",
            Weight.FAILURE,
        )

    async def close(self) -> None:
        """Stop the host, so that the music is as it was, and close the parts; both bounded in time."""
        for closing in (self.flow.stop, self._parts.close):
            await _bounded(closing)

    async def _introduce(self) -> None:
        if not self.follower.looked.is_set():
            self._awaits_reading = True
            self.say("Finding out what plays…")
            try:
                async with asyncio.timeout(FIRST_READING_S):
                    await self.follower.looked.wait()
            except TimeoutError:
                if self._awaits_reading:
                    self.say("The player has not answered yet; ask again in a moment.", Weight.WARNING)
                return
            finally:
                is_wanted, self._awaits_reading = self._awaits_reading, False
            if not is_wanted:
                return
        await self.flow.introduce(self.follower.playback)

    async def _watch_quota(self) -> None:
        await self.follower.tried.wait()
        try:
            player = await self._parts.player()
        except PlayerError as problem:
            _log.info("no calls to count: %s", problem.message)  # the follower's line tells the user
            return
        await QuotaWatch(self._post, self._parts.clock.now).watch(player)

    async def usage(self) -> Usage | None:
        """Of the service that the player's readings cost calls of; None where they cost none.

        Raises:
            PlayerError: it can't be told.
        """
        player = await self._parts.player()
        return await player.usage() if isinstance(player, Metered) else None

    async def _list_devices(self) -> None:
        devices: tuple[Device, ...] | None = None
        try:
            devices = await self._steering.devices()
        finally:
            self._post(DevicesRead(devices))

    async def _transfer(self, device: Device) -> None:
        if device.id is None or device.active:
            self.say(f"{device.name} plays already." if device.active else f"{device.name} can't be chosen.")
            return
        await self._steering.transfer(device.id)
        self.say(f"It plays on {device.name}.")

    async def _balance(self, account: Account) -> None:
        await self._announce_expiry(account)
        self._post(BalanceRead(await account.user()))

    async def _announce_expiry(self, account: Account) -> None:
        """Once a day for each lot that lapses soon: the account itself remembers what was told."""
        now = self._parts.clock.now()
        (midnight,) = day_starts(now.astimezone().date(), 1)
        line = expiry_line(await account.announce_expiry(until=now + EXPIRES_SOON, told_before=midnight), now)
        if line is not None:
            self.say(line, Weight.WARNING)

    async def _open_account(self) -> None:
        try:
            await self.flow.open_account()
        finally:
            self._account_tried.set()
        if self.flow.account is not None:
            await self._announce_expiry(self.flow.account)

    async def _open_host(self) -> None:
        # The host may have to resume what an interrupted intro paused: that needs the player.
        await self.follower.tried.wait()
        await self._account_tried.wait()
        try:
            await self.flow.open_host()
            await self.flow.warm_up()
        finally:
            garbage.resume()
            if self.flow.account is not None:
                self._start(self._check_books(), "books", "checking the account's books")

    async def _check_books(self) -> None:
        report = await self._parts.check_books()
        if report is None or report.ok:
            return
        problem = report.problems[0]
        more = f" ({len(report.problems)} in all)" if len(report.problems) > 1 else ""
        _log.warning("the books disagree: %s", report.problems)
        self._post(BooksDisagreed())
        self.say(
            f"The account's books: {single_line(problem.row)}: {single_line(problem.message)}{more} "
            f"{problem.next_step} Nothing is blocked.",
            Weight.FAILURE,
        )


async def _bounded(closing: Callable[[], Awaitable[None]]) -> None:
    try:
        await asyncio.wait_for(closing(), CLOSE_TIMEOUT_S)
    except Exception:  # noqa: BLE001 - whatever failed, what comes after must be closed all the same
        _log.exception("closing failed")
