"""Sound through miniaudio, in a child process that is replaced when the device or the process is lost."""

from __future__ import annotations

import asyncio
import logging

from spotintro.voices.base import OutputFailed, Sound
from spotintro.voices.child_process import ChildProcess
from spotintro.voices.messages import (
    CancelPlay,
    DeviceLost,
    DeviceOpened,
    Message,
    OpenDevice,
    Play,
    Played,
    Silence,
    Silenced,
)
from spotintro.voices.paced_output import PacedOutput

_log = logging.getLogger(__name__)

_MODULE = "spotintro.voices.playback_child"
_RATE_HZ = 22_050  # eSpeak NG's; a sound of another rate has the device opened anew
_OPEN_TIMEOUT_S = 5.0
_OVERDUE_S = 3.0
_SILENCE_TIMEOUT_S = 0.05
_NEXT_STEP = "Check the sound device; the next intro tries again. The text is on the screen."


class MiniaudioOutput:
    """Plays on the default sound device; where there is none, keeps the pace without sound.

    `paced` is what stands in where nothing is audible.
    """

    def __init__(self, *, paced: PacedOutput | None = None) -> None:
        self._paced = paced or PacedOutput()
        self._turn = asyncio.Lock()
        self._child: ChildProcess | None = None
        self._audible: bool | None = None
        self._opened: asyncio.Future[DeviceOpened] | None = None
        self._silenced: asyncio.Future[None] | None = None
        self._waiting: dict[int, asyncio.Future[None]] = {}
        self._last_id = 0
        self._busy_until_s = 0.0
        self._stops = 0
        self._failure = ""

    @property
    def audible(self) -> bool | None:
        return self._audible

    async def open(self) -> None:
        async with self._turn:
            await self._open()

    async def play(self, sound: Sound) -> None:
        """Append a sound, and return at most 0.2 s after it was heard to its end.

        Cancelling silences it at once, and the sounds behind it go on from their beginning. Only where a sound is
        cancelled alone, within the last 0.2 s of the one before it, up to 0.2 s of it are still heard.

        Raises:
            OutputFailed: the device or its process is gone; the next `play` starts a new one.
        """
        if not sound.pcm:
            return
        stops = self._stops
        async with self._turn:
            child = await self._open()
            if self._stops != stops:
                raise asyncio.CancelledError
            if child is not None:
                self._last_id += 1
                request = self._last_id
                now_s = asyncio.get_running_loop().time()
                self._busy_until_s = max(now_s, self._busy_until_s) + sound.duration_s
                due_s = self._busy_until_s + _OVERDUE_S
                heard: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                self._waiting[request] = heard
                child.send(Play(request, sound.rate_hz), sound.pcm)
        if child is None:
            await self._paced.play(sound)
            return
        try:
            async with asyncio.timeout_at(due_s):
                await heard
        except TimeoutError:
            self._failure = "The sound device stopped answering."
            child.kill()
            raise OutputFailed(self._failure, _NEXT_STEP) from None
        except asyncio.CancelledError:
            child.send(CancelPlay(request))
            raise
        finally:
            self._waiting.pop(request, None)
            if not self._waiting:
                self._busy_until_s = 0.0

    async def finish(self) -> None:
        """Do nothing: what was heard was heard, and there is nothing to keep."""

    async def stop(self) -> None:
        """Go silent now. A child that doesn't confirm it within 50 ms is killed, which is silence too."""
        self._stops += 1
        await self._paced.stop()
        for heard in tuple(self._waiting.values()):
            heard.cancel()
        child = self._child
        if child is None:
            return
        self._silenced = asyncio.get_running_loop().create_future()
        child.send(Silence())
        try:
            async with asyncio.timeout(_SILENCE_TIMEOUT_S):
                await self._silenced
        except TimeoutError:
            child.kill()
        finally:
            self._silenced = None

    async def close(self) -> None:
        """Go silent, and end the child. The output can be used again."""
        await self._paced.close()
        for heard in tuple(self._waiting.values()):
            heard.cancel()
        child, self._child = self._child, None
        if child is not None:
            await child.end()

    async def _open(self) -> ChildProcess | None:
        """Return the child with its device, started if need be; None where nothing can be heard."""
        if self._child is not None or self._audible is False:
            return self._child
        opened: asyncio.Future[DeviceOpened] = asyncio.get_running_loop().create_future()
        self._opened = opened
        self._failure = ""
        child: ChildProcess | None = None
        audible = False
        try:
            child = await ChildProcess.start(_MODULE, self._received, lambda _: self._ended(child, opened))
            child.send(OpenDevice(_RATE_HZ))
            async with asyncio.timeout(_OPEN_TIMEOUT_S):
                answer = await opened
            audible = answer.audible
            if not audible:
                _log.info("no sound is heard: %s", answer.name)
        except TimeoutError:
            _log.info("no sound is heard: no answer within %g s", _OPEN_TIMEOUT_S)
        except OSError as error:
            _log.info("no sound is heard: the player's process can't be started (%s)", error.strerror or error)
        finally:
            self._opened = None
            if child is not None and not audible:
                child.kill()
                await child.end()
        self._audible = audible
        self._child = child if audible else None
        return self._child

    def _received(self, message: Message, _payload: bytes) -> None:
        match message:
            case DeviceOpened() if self._opened is not None and not self._opened.done():
                self._opened.set_result(message)
            case Played(id) if id in self._waiting and not self._waiting[id].done():
                self._waiting[id].set_result(None)
            case Silenced() if self._silenced is not None and not self._silenced.done():
                self._silenced.set_result(None)
            case DeviceLost(reason):
                self._failure = f"The sound device went away while playing ({reason})."
            case _:
                pass  # about a sound that was cancelled meanwhile

    def _ended(self, child: ChildProcess | None, opened: asyncio.Future[DeviceOpened]) -> None:
        if not opened.done():
            opened.set_result(DeviceOpened(audible=False, name="the player's process ended while it started"))
        if child is None or self._child is not child:
            return
        self._child = None
        self._audible = None
        if self._silenced is not None and not self._silenced.done():
            self._silenced.set_result(None)
        for heard in self._waiting.values():
            if not heard.done():
                heard.set_exception(
                    OutputFailed(self._failure or "The process that plays the sound ended.", _NEXT_STEP)
                )
