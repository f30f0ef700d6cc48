"""A voice and an output in memory: they do as the script says, and record what they were asked."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable

from spotintro.voices.base import Sound, VoiceError
from tests.fakes.virtual_time import VirtualTime

RATE_HZ = 22_050

Step = Sound | VoiceError | asyncio.Event
"""What the next request meets: a sound to return, an error to raise, or an event to wait for before going on."""


def sound_of(seconds: float, *, sample: int = 1000) -> Sound:
    """Make a sound of this length, told apart from others by its one sample value."""
    return Sound(pcm=sample.to_bytes(2, "little", signed=True) * round(seconds * RATE_HZ), rate_hz=RATE_HZ)


def sleep_on(time: VirtualTime) -> Callable[[float], Awaitable[None]]:
    """Make a sleep like `asyncio.sleep`, on a time that the test moves."""

    async def sleep(seconds: float) -> None:
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        timer = time.call_later(seconds, lambda: None if woken.done() else woken.set_result(None))
        try:
            await woken
        finally:
            timer.cancel()

    return sleep


class FakeVoice:
    """Makes `seconds` of sound of each text at once, unless `script` says otherwise, step by step.

    `asked` are the texts in order, `cancelled` those whose request was cancelled.
    """

    def __init__(
        self,
        script: Iterable[Step] = (),
        *,
        name: str = "fake voice",
        seconds: float = 1.0,
        open_error: VoiceError | None = None,
    ) -> None:
        self.script: deque[Step] = deque(script)
        self.seconds = seconds
        self.open_error = open_error
        self.asked: list[str] = []
        self.cancelled: list[str] = []
        self.opened = 0
        self.closed = 0
        self._name = name

    @property
    def name(self) -> str:
        return self._name

    async def open(self) -> None:
        self.opened += 1
        if self.open_error is not None:
            raise self.open_error

    async def synthesise(self, text: str) -> Sound:
        self.asked.append(text)
        try:
            await asyncio.sleep(0)
            while self.script:
                match self.script.popleft():
                    case asyncio.Event() as event:
                        await event.wait()
                    case Sound() as sound:
                        return sound
                    case error:
                        assert isinstance(error, VoiceError)
                        raise error
            return sound_of(self.seconds)
        except asyncio.CancelledError:
            self.cancelled.append(text)
            raise

    async def close(self) -> None:
        self.closed += 1


class FakeOutput:
    """Plays in the order of the calls, each sound for its duration by `sleep`; by default in no time.

    `begun`, `heard` and `cancelled` are the sounds of which that is true, in order; `failures` are raised by the
    plays whose number (from 0) they stand at, when their turn comes.
    """

    def __init__(
        self,
        *,
        audible: bool = True,
        failures: dict[int, VoiceError] | None = None,
        sleep: Callable[[float], Awaitable[None]] | None = None,
    ) -> None:
        self.asked: list[Sound] = []
        self.begun: list[Sound] = []
        self.heard: list[Sound] = []
        self.cancelled: list[Sound] = []
        self.failures = failures or {}
        self.stops = 0
        self.finished = 0
        self.opened = 0
        self.closed = 0
        self._is_audible = audible
        self._sleep = sleep
        self._turn = asyncio.Lock()
        self._playing: set[asyncio.Task[None]] = set()

    @property
    def audible(self) -> bool | None:
        return self._is_audible if self.opened else None

    async def open(self) -> None:
        self.opened += 1

    async def play(self, sound: Sound) -> None:
        number = len(self.asked)
        self.asked.append(sound)
        playing = asyncio.create_task(self._play(number, sound))
        self._playing.add(playing)
        playing.add_done_callback(self._playing.discard)
        await playing

    async def finish(self) -> None:
        self.finished += 1

    async def stop(self) -> None:
        self.stops += 1
        for playing in tuple(self._playing):
            playing.cancel()
        await asyncio.gather(*self._playing, return_exceptions=True)

    async def close(self) -> None:
        self.closed += 1
        await self.stop()

    async def _play(self, number: int, sound: Sound) -> None:
        try:
            async with self._turn:
                if number in self.failures:
                    raise self.failures[number]
                self.begun.append(sound)
                await (self._sleep(sound.duration_s) if self._sleep is not None else asyncio.sleep(0))
                self.heard.append(sound)
        except asyncio.CancelledError:
            self.cancelled.append(sound)
            raise
