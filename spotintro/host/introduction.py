"""One run of the host: a task that works, and a stream of events that tells of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final

from spotintro.credits.base import User
from spotintro.credits.errors import CreditError
from spotintro.errors import SpotIntroError
from spotintro.host.events import Charge, Failed, Finished, HostEvent, Notice, Stopped
from spotintro.knowledge import Source

_log = logging.getLogger(__name__)

UNSETTLED: Final = (
    "Something unexpected went wrong after the intro: look whether the music is as it was. "
    "The log file has the details."
)


class Progress:
    """What a run has done so far; what its last event tells, however it ends.

    Args:
        emit: Takes each event.
        taken: Waits until the reader has taken every event so far, and asks for the next.
        move_on: Ends the run soon, because the user went on to other music.
    """

    def __init__(
        self,
        emit: Callable[[HostEvent], None],
        taken: Callable[[], Awaitable[None]],
        move_on: Callable[[], None],
    ) -> None:
        self.emit = emit
        self.taken = taken
        self.move_on = move_on
        self.sentences: list[str] = []
        self.sources: dict[Source, None] = {}
        """Where the facts were read that the sentences tell, each once, in their order."""
        self.charges: list[Charge] = []
        self.given_back: list[Charge] = []
        self.unconfirmed: list[Charge] = []
        """Of which the account could not tell whether they were booked."""

    @property
    def text(self) -> str:
        return " ".join(self.sentences)


class Introduction:
    """Iterate over it for the events; `stop` it, and it still tells how it ended.

    The work starts with the construction, in its own task: cancelling the reader doesn't leave half a charge
    behind. A text is charged when the reader has taken it; the run of a reader that went away waits there until
    somebody reads on or calls `stop`.
    """

    def __init__(
        self,
        perform: Callable[[Progress], Awaitable[Finished]],
        *,
        settle: Callable[[Progress], Awaitable[None]],
        balance: Callable[[], Awaitable[User]],
    ) -> None:
        self._perform = perform
        self._settle = settle
        self._balance = balance
        self._events: asyncio.Queue[HostEvent | None] = asyncio.Queue()
        self._is_with_reader = False
        self._progress = Progress(self._events.put_nowait, self._events.join, self._move_on)
        self._ends_already = False
        self._moved_on = False
        self._begun = asyncio.Event()
        self._task = asyncio.create_task(self._run(), name="introduction")

    def __aiter__(self) -> AsyncIterator[HostEvent]:
        return self

    async def __anext__(self) -> HostEvent:
        if self._is_with_reader:
            self._is_with_reader = False
            self._events.task_done()
        event = await self._events.get()
        if event is None:
            self._events.put_nowait(None)
            raise StopAsyncIteration
        self._is_with_reader = True
        return event

    @property
    def running(self) -> bool:
        return not self._task.done()

    async def stop(self, *, moved_on: bool = False) -> None:
        """End the run; return once it is silent, the music is as it was and the holds are released.

        Args:
            moved_on: The user did not stop the host, but went on to other music, which its end tells.
        """
        # A task that is cancelled before its first step never runs, and would never tell how it ended.
        await self._begun.wait()
        self._end_early(moved_on=moved_on)
        await asyncio.wait([self._task])

    def _move_on(self) -> None:
        self._end_early(moved_on=True)

    def _end_early(self, *, moved_on: bool) -> None:
        # Cancelled while it settles, it would neither give back all that it holds nor tell how it ended.
        if not self._ends_already:
            self._ends_already = True
            self._moved_on = moved_on
            self._task.cancel()

    async def _run(self) -> None:
        self._begun.set()
        try:
            self._progress.emit(await self._ending())
        finally:
            # Also when the ending itself failed, the reader must not wait for ever.
            self._events.put_nowait(None)

    async def _ending(self) -> HostEvent:
        failure: BaseException | None = None
        finished: Finished | None = None
        try:
            finished = await self._perform(self._progress)
        except asyncio.CancelledError as error:
            failure = error
        except Exception as error:  # noqa: BLE001 - the one place where a run's failure becomes its last event
            failure = error
        self._ends_already = True
        await self._settle_all()
        if finished is not None:
            return finished
        assert failure is not None
        if isinstance(failure, asyncio.CancelledError):
            return Stopped(
                text=self._progress.text,
                charges=tuple(self._progress.charges),
                given_back=tuple(self._progress.given_back),
                balance=await self._balance_or_none(),
                moved_on=self._moved_on,
                unconfirmed=tuple(self._progress.unconfirmed),
            )
        return await self._failed(failure)

    async def _settle_all(self) -> None:
        try:
            await self._settle(self._progress)
        except SpotIntroError:
            _log.exception("settling after an intro failed; abandoned holds expire by themselves")
        except Exception:  # noqa: BLE001 - the music and the credits are settled as far as they could be
            # Also then the run tells how it ended: whoever reads would wait for that, or show it as under way.
            _log.exception("settling after an intro failed unexpectedly; abandoned holds expire by themselves")
            self._progress.emit(Notice(UNSETTLED, each_time=True))

    async def _failed(self, error: BaseException) -> Failed:
        if isinstance(error, SpotIntroError):
            _log.warning("the intro failed: %s", error)
            code, message, next_step = error.code, str(error), error.next_step
        else:
            _log.error("the intro failed", exc_info=error)
            code = "UNEXPECTED"
            message = "Something went wrong that SpotIntro did not expect."
            next_step = "The log file has the details; spotintro doctor checks every part."
        return Failed(
            code=code,
            message=message,
            next_step=next_step,
            text=self._progress.text,
            charges=tuple(self._progress.charges),
            balance=await self._balance_or_none(),
            unconfirmed=tuple(self._progress.unconfirmed),
        )

    async def _balance_or_none(self) -> User | None:
        try:
            return await self._balance()
        except CreditError:
            _log.exception("the balance can't be read")
            return None
