"""A session: everything that runs beside a face, commands in and events out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from spotintro.credits.errors import Unconfirmed
from spotintro.errors import SpotIntroError
from spotintro.players.base import Metered, PlayerError
from spotintro.session.account import SessionAccount
from spotintro.session.between import Between
from spotintro.session.events import (
    BalanceRead,
    DevicesRead,
    HostSaid,
    MadeReady,
    PlaybackRead,
    Quoted,
    Said,
    SessionEvent,
    Weight,
)
from spotintro.session.follower import PlayerFollower
from spotintro.session.intros import Intros
from spotintro.session.keys import marking, unmarked
from spotintro.session.look_ups import LookUps
from spotintro.session.quota import QuotaWatch
from spotintro.session.redeeming import NotRedeemed, brought, redeem
from spotintro.session.setting_up import SettingUp
from spotintro.session.standing import LogLine, Record, Standing
from spotintro.session.steering import SEEKS, SKIPS, Steering
from spotintro.session.tasks import Tasks

if TYPE_CHECKING:
    from spotintro.accounts.signing_out import SignedOut
    from spotintro.credits.features import UserTransaction
    from spotintro.music import Device, Track
    from spotintro.players.base import Usage
    from spotintro.session.first_look import FirstLook
    from spotintro.session.parts import Account, Parts

_log = logging.getLogger(__name__)

CLOSE_TIMEOUT_S: Final = 5.0
"""For stopping the intro, and again for closing the parts: the terminal is the user's again by then."""


class Session:
    """What plays, the host, the account and the log of one run of the program; it knows no face.

    Args:
        parts: The rooms below.
        tell: Takes an event to the faces; called on the event loop.
        key_of: How the face writes the key of a command, for lines that name one; "" where it has none.
        look: What a face has seen of the player already.
    """

    def __init__(
        self,
        parts: Parts,
        tell: Callable[[SessionEvent], object],
        key_of: Callable[[str], str],
        *,
        look: FirstLook | None = None,
    ) -> None:
        self._parts = parts
        self._faces: list[Callable[[SessionEvent], object]] = [tell]
        key_of = marking(key_of)
        self._record = Record(parts.clock.now)
        self._tasks = Tasks(self.tell_failure)
        self._account = SessionAccount(parts, self._tell)
        self._look_ups = LookUps(parts.research, self._tell, key_of)
        self._follower = PlayerFollower(parts.player, self._tell, look=look)
        self._steering = Steering(parts.player, parts.clock)
        self.intros = Intros(parts, self._account, self._follower, tell=self._tell, key_of=key_of)
        self.setting_up = SettingUp(parts, self.intros, self._follower, tell=self._tell, key_of=key_of)
        self.between = Between(
            parts,
            self._account,
            self._follower,
            self.intros,
            tell=self._tell,
            key_of=key_of,
            start=self._tasks.start,
            failed=self.tell_failure,
        )

    def _tell(self, event: SessionEvent) -> None:
        if isinstance(event, Said):
            event = event.without_marks()
        elif isinstance(event, HostSaid) and event.line is not None:
            event = replace(event, line=event.line.without_marks())
        if isinstance(event, BalanceRead):
            self._account.balance_told(event.user)
            self.between.balance_read(event.user)
        elif isinstance(event, PlaybackRead):
            self._look_ups.read(event.playback)
            self.between.read(event.playback)
        elif isinstance(event, HostSaid):
            self.between.heard(event.event)
        elif isinstance(event, Quoted) and self.between.auto.is_asking:
            self._tasks.start(self.between.auto.ask_anew(), "asking about auto")
        self._record.hear(event)
        for tell in tuple(self._faces):
            tell(event)

    def listen(self, tell: Callable[[SessionEvent], object]) -> Callable[[], None]:
        """Have one more face hear every event from now on; the call that is returned ends that.

        Args:
            tell: Called on the event loop, after the faces that were there before; it must not raise or block.
        """
        self._faces.append(tell)

        def leave() -> None:
            if tell in self._faces:
                self._faces.remove(tell)

        return leave

    @property
    def standing(self) -> Standing:
        """How everything stands now, for a face that joins late."""
        return self._record.standing

    @property
    def last_lines(self) -> tuple[LogLine, ...]:
        """The last lines of the log, the oldest first."""
        return self._record.lines

    @property
    def run(self) -> str:
        """Tells this session from one before, whose lines have the same numbers."""
        return self._record.run

    @property
    def account(self) -> Account | None:
        """The account, once it is open."""
        return self._account.opened

    @property
    def track(self) -> Track | None:
        """The track that plays, as the player last told."""
        playback = self._follower.playback
        return None if playback is None else playback.track

    async def first_reading(self) -> None:
        """Return once the player was read for the first time, or can't be."""
        await self._follower.looked.wait()

    def begin(self) -> None:
        """Start what runs from the first frame on."""
        self._parts.hear_player(self.say)
        self._tasks.start(self._follower.follow(), "following the player")
        self._tasks.start(self._watch_quota(), "counting the calls to Spotify")
        self._tasks.start(self._account.open_and_announce(), "opening the account")
        self._tasks.start(self._account.follow_time(self.read_balance), "following the balance")
        self._tasks.start(self._account.keep_no_longer(), "deleting old intros")
        self._tasks.start(self._open_host(), "making the host ready")
        self._tasks.start(self._look_ups.follow(), "looking up what plays")
        self._tasks.start(self.between.follow(), "introducing what comes next")

    def perform(self, feature: UserTransaction) -> asyncio.Task[None]:
        """Begin the feature for what plays; the task that is returned ends with it."""
        return self._tasks.start(self.intros.perform(feature), "introducing the track")

    def replay(self, workflow: str | None = None) -> asyncio.Task[None]:
        """Say the last intro again, or the one of a workflow; the task that is returned ends with it."""
        return self._tasks.start(self.intros.replay(workflow), "saying an intro again")

    def retry(self) -> None:
        """Do the very step that was refused for want of credits."""
        self._tasks.start(self.intros.retry(), "doing again what was refused")

    def answer(self, *, agreed: bool) -> None:
        """Answer the question about the AI writer."""
        self._tasks.start(self.intros.answer(agreed=agreed), "introducing the track")

    def answer_facts(self, *, agreed: bool) -> None:
        """Answer whether facts may be looked up."""
        self._tasks.start(self._look_ups.answer(agreed=agreed), "keeping the answer about facts")

    def introduce_next(self) -> asyncio.Task[None]:
        """Have what comes next introduced when it begins; or take that back."""
        return self._tasks.start(self.between.introduce_next(), "asking for an intro of what comes next")

    def toggle_auto(self, *, on: bool | None = None) -> asyncio.Task[None]:
        """Turn the intros between tracks on or off: as told, or to what they are not."""
        return self._tasks.start(self.between.toggle_auto(on=on), "turning auto on or off")

    def answer_auto(self, *, agreed: bool) -> None:
        """Answer the question about intros between tracks."""
        self._tasks.start(self.between.answer_auto(agreed=agreed), "keeping the answer about auto")

    def stop_host(self) -> asyncio.Task[None] | None:
        """End the intro under way, or take back the question that auto asks, which is done at once."""
        if self.between.auto.take_question_back():
            return None
        return self._tasks.start(self.intros.stop(), "stopping the host")

    def toggle_voice(self) -> asyncio.Task[None]:
        """Speak from now on, or only show."""
        return self._tasks.start(self.intros.toggle_voice(), "reading the price of saying it again")

    def choose_persona(self, name: str) -> None:
        """Have the host be another one for the rest of this session; an intro under way ends."""
        self._tasks.start(self._choose_persona(name), "choosing the persona")

    def steer(self, command: str) -> asyncio.Task[None]:
        """Give the player a command, by a name that `Steering` knows."""
        return self._tasks.start(self._steer(command), "steering the player")

    def seek(self, position_ms: int) -> None:
        """Have the player go on from this place in the track."""
        self._tasks.start(self._seek(position_ms), "steering the player")

    def list_devices(self) -> None:
        """Ask for the devices that can be played on; `DevicesRead` answers."""
        self._tasks.start(self._list_devices(), "asking for the devices")

    def transfer(self, device: Device) -> None:
        """Move the playback to that device."""
        self._tasks.start(self._transfer(device), "choosing the device")

    def set_watched(self, watched: bool) -> None:
        """Take note whether somebody looks; another terminal may have charged the same account meanwhile."""
        self._follower.set_watched(watched)
        if watched and not self.intros.busy:
            self._tasks.start(self._read_anew(), "reading the balance")

    def read_balance(self) -> None:
        """Read the balance anew, unless an intro is under way, which tells it."""
        if not self.intros.busy:
            self._tasks.start(self._account.read_balance(), "reading the balance")

    def say(self, text: str, weight: Weight = Weight.INFO) -> None:
        """Put a line into the log."""
        self._tell(Said(text, weight))

    def tell_failure(self, doing: str, error: BaseException) -> None:
        """Make a failure a line of the log and an entry in the log file: the one place for all of them."""
        if isinstance(error, SpotIntroError):
            _log.warning("%s: %s", doing, unmarked(str(error))[0])
            self.say(error.in_full, Weight.FAILURE)
            return
        _log.error("%s failed", doing, exc_info=error)
        self.say(
            f"Something unexpected went wrong while {doing}. "
            "The log file has the details; spotintro doctor checks every part.",
            Weight.FAILURE,
        )

    async def redeem(self, text: str) -> tuple[tuple[Said, ...], tuple[SpotIntroError, ...]]:
        """Redeem the vouchers of a text, and tell what they brought in the log.

        Returns:
            The lines as told, and what is wrong with each of the others.

        Raises:
            NotRedeemed: there is nothing to redeem, or no account.
        """
        if not text.strip():
            raise NotRedeemed("The field is empty: paste a voucher into it first.", "")
        if self.account is None:
            raise NotRedeemed("The account is unavailable; the messages say why.", "")
        told: list[Said] = []
        problems: list[SpotIntroError] = []
        async for outcome in redeem(text, self._parts.read_voucher, self.account):
            if isinstance(outcome, SpotIntroError):
                problems.append(outcome)
            else:
                told.append(self.intros.credits_arrived(brought(outcome), outcome.user))
        if any(isinstance(problem, Unconfirmed) for problem in problems):
            self.read_balance()  # which shows whether it was booked
        return tuple(told), tuple(problems)

    async def sign_out(self, *, delete_history: bool) -> SignedOut:
        """Forget what this machine keeps of the user; the announcer introduces from now on.

        Raises:
            CreditError: the account can't be asked; the rest is forgotten.
        """
        self.intros.decline()
        try:
            signed_out = await self._parts.sign_out(delete_history=delete_history)
        finally:
            self._look_ups.forget()
            self.between.forget()
        await self.intros.tell_prices()
        return signed_out

    async def usage(self) -> Usage | None:
        """Return the count of a service whose calls the player's readings cost; None where they cost none.

        Raises:
            PlayerError: it can't be told.
        """
        player = await self._parts.player()
        return await player.usage() if isinstance(player, Metered) else None

    async def silence(self) -> None:
        """Stop the host, if it speaks, and return once the music is as it was; bounded in time."""
        await _bounded(self.intros.end)

    async def close(self) -> None:
        """Stop the host, so that the music is as it was, and close the parts; each bounded in time."""
        await self.rest()
        await _bounded(self._parts.close)

    async def rest(self) -> None:
        """Stop the host and all that runs beside; the parts stay open, for whoever closes them."""
        for closing in (self.intros.end, self._tasks.cancel):
            await _bounded(closing)

    async def _watch_quota(self) -> None:
        await self._follower.tried.wait()
        try:
            player = await self._parts.player()
        except PlayerError as problem:
            _log.info("no calls to count: %s", problem.message)  # the follower's line tells the user
            return
        await QuotaWatch(self._tell, self._parts.clock.now, turned=self.between.quota_turned).watch(player)

    async def _steer(self, command: str) -> None:
        if await self._steering.steer(command):
            self.intros.paused_by_user()
        if command in SKIPS or command in SEEKS:
            await self.intros.moved_on(to_another_track=command in SKIPS)

    async def _seek(self, position_ms: int) -> None:
        await self._steering.seek(position_ms)
        await self.intros.moved_on(to_another_track=False)

    async def _choose_persona(self, name: str) -> None:
        await self.intros.end()
        persona = await self._parts.choose_persona(name)
        self.say(f'The host: {persona.title}. To keep it, set host.persona = "{name}".')
        await self.intros.tell_prices()  # another voice may be there where the one before was not

    async def _read_anew(self) -> None:
        await self._account.read_balance()
        await self.intros.tell_prices()

    async def _list_devices(self) -> None:
        devices: tuple[Device, ...] | None = None
        try:
            devices = await self._steering.devices()
        finally:
            self._tell(DevicesRead(devices))

    async def _transfer(self, device: Device) -> None:
        if device.id is None or device.active:
            self.say(f"{device.name} plays already." if device.active else f"{device.name} can't be chosen.")
            return
        await self._steering.transfer(device.id)
        await self.intros.moved_on(to_another_track=False)
        self.say(f"It plays on {device.name}.")

    async def _open_host(self) -> None:
        # The host may have to resume what an interrupted intro paused: that needs the player.
        await self._follower.tried.wait()
        await self._account.tried.wait()
        try:
            await self.intros.open_host()
            await self.intros.tell_prices()
            await self.intros.warm_up()
            await self.between.auto.begin()
        finally:
            self._tell(MadeReady())
            self._tasks.start(self.setting_up.look(), "looking for what is set up")
            if self.account is not None:
                self._tasks.start(self._account.check_books(), "checking the account's books")


async def _bounded(closing: Callable[[], Awaitable[None]]) -> None:
    try:
        await asyncio.wait_for(closing(), CLOSE_TIMEOUT_S)
    except Exception:  # noqa: BLE001 - whatever failed, what comes after must be closed all the same
        _log.exception("closing failed")
