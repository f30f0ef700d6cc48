"""How it stands, by the running app where there is one, else by readings of its own: `spotintro now --follow`."""

from __future__ import annotations

import asyncio
import os
import stat
import sys
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

from spotintro.cli import printing
from spotintro.remote.client import Attachment, ask, attach
from spotintro.remote.errors import NoApp, NoSockets, RemoteError
from spotintro.remote.messages import Command
from spotintro.remote.status import Status, status_of
from spotintro.session.events import BalanceRead, PlaybackRead, Said, SessionEvent
from spotintro.session.follower import PlayerFollower
from spotintro.session.standing import Standing

if TYPE_CHECKING:
    from spotintro.wiring.parts import Parts

LOOK_S: Final = 2.0
"""How often it is looked whether an app has come."""
BALANCE_S: Final = 15.0
"""How often the balance is read without an app: another program may have charged the account."""

_T = TypeVar("_T")


async def status_now(parts: Parts, *, attaches: bool) -> Status:
    """Return how it stands: by the app that runs, where one answers, else by one reading.

    Raises:
        PlayerError: nothing plays, or no player can be asked.
    """
    from spotintro.cli.playing import read_playback

    if attaches:
        try:
            answer = await ask(parts.paths.data_dir, Command.STATUS)
        except RemoteError:  # then as without one
            pass
        else:
            if answer.status is not None:
                return answer.status
    user = await asyncio.to_thread(parts.glance)
    standing = Standing().after(PlaybackRead(await read_playback(parts)))
    return _status(parts, standing if user is None else standing.after(BalanceRead(user)))


def _status(parts: Parts, standing: Standing) -> Status:
    return status_of(standing, parts.clock.monotonic_s(), low_balance=parts.settings.credits.low_balance)


class Following:
    """Shows how it stands until it is cancelled.

    Args:
        parts: The player and the account, for as long as no app runs.
        show: Takes each status. It raises OSError where nobody reads any more.
        attaches: Whether to ask an app that runs; else what the parts read is shown.
    """

    def __init__(self, parts: Parts, show: Callable[[Status], None], *, attaches: bool) -> None:
        self._parts = parts
        self._show = show
        self._attaches = attaches
        self._standing = Standing()
        self._follower = PlayerFollower(parts.player, self._hear)
        # It is a line at the edge of the screen: what is read elsewhere by calls is read more rarely.
        self._follower.set_watched(False)
        self._changed = asyncio.Event()
        self._told: set[str] = set()

    async def run(self) -> None:
        """Show each change; ends when it is cancelled.

        Raises:
            OSError: nobody reads any more.
        """
        while True:
            app = await self._look()
            if app is None:
                app = await first_of(self._wait_for_app(), self._show_own())
            try:
                self._show(app.status)
                while True:
                    self._show(await app.change())
            except RemoteError:  # it has ended; its user knows
                pass
            finally:
                app.close()

    async def _look(self) -> Attachment | None:
        """Return the app that runs; None where none answers, and one line says so unless there is none."""
        if not self._attaches:
            return None
        try:
            return await attach(self._parts.paths.data_dir)
        except (NoApp, NoSockets):
            return None
        except RemoteError as problem:
            self._tell_once(problem.in_full)
            return None

    async def _wait_for_app(self) -> Attachment:
        while True:
            await asyncio.sleep(LOOK_S)
            app = await self._look()
            if app is not None:
                return app

    async def _show_own(self) -> NoReturn:
        """Show what the player and the account's file tell; ends when it is cancelled."""
        await self._read_balance()
        await first_of(self._follow_player(), self._follow_balance(), self._show_changes())
        raise AssertionError  # each of them ends by an error alone

    async def _follow_player(self) -> NoReturn:
        while True:
            await self._follower.follow()

    async def _follow_balance(self) -> NoReturn:
        while True:
            await asyncio.sleep(BALANCE_S)
            await self._read_balance()

    async def _read_balance(self) -> None:
        user = await asyncio.to_thread(self._parts.glance)
        # Where a glance can't tell, the last one stays.
        if user is not None and user != self._standing.user:
            self._hear(BalanceRead(user))

    async def _show_changes(self) -> NoReturn:
        await self._follower.looked.wait()
        while True:
            self._changed.clear()
            self._show(_status(self._parts, self._standing))
            await self._changed.wait()

    def _hear(self, event: SessionEvent) -> None:
        self._standing = self._standing.after(event)
        if isinstance(event, Said):
            self._tell_once(event.text)
        else:
            self._changed.set()

    def _tell_once(self, text: str) -> None:
        if text not in self._told:
            self._told.add(text)
            printing.message(text)


async def while_read(work: Coroutine[Any, Any, None]) -> None:
    """Do the work for as long as somebody reads stdout; a write alone would find out late that nobody does.

    Raises:
        BrokenPipeError: the reader has left.
    """
    await first_of(work, _reader_left())


async def _reader_left() -> None:
    """Wait until the other end of stdout is closed, which is not seen where that is no pipe.

    Raises:
        BrokenPipeError: it is.
    """
    left = asyncio.Event()
    descriptor = _pipe_of_stdout()
    if descriptor is None:
        await left.wait()
        return
    loop = asyncio.get_running_loop()
    # As asyncio watches the pipes that it writes to: a writing end is "readable" once the reading one is closed.
    loop.add_reader(descriptor, left.set)
    try:
        await left.wait()
    finally:
        loop.remove_reader(descriptor)
    raise BrokenPipeError


def _pipe_of_stdout() -> int | None:
    if os.name != "posix":  # the loop can't watch one there
        return None
    try:
        descriptor = sys.stdout.fileno()
        return descriptor if stat.S_ISFIFO(os.fstat(descriptor).st_mode) else None
    except (OSError, ValueError):
        return None


async def first_of(*works: Coroutine[Any, Any, _T]) -> _T:
    """Return what the first of these comes to, or raise its error; the others are cancelled, and ended by then."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
    results = [task.result() for task in done]
    return results[0]
