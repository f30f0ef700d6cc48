"""A voice whose speech engine lives in a child process, which is replaced when it hangs or dies."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from spotintro.voices.base import Sound, SynthesisFailed, VoiceError, VoiceUnavailable
from spotintro.voices.child_process import ChildProcess
from spotintro.voices.engine import EngineTraits
from spotintro.voices.messages import (
    Configure,
    FoundVoice,
    ListVoices,
    Message,
    Ready,
    Synthesise,
    Synthesised,
    SynthesisRefused,
    Unavailable,
    VoicesFound,
)
from spotintro.voices.spoken_text import load_words, spoken_parts

_MODULE = "spotintro.voices.synthesis_child"
_EMPTY = Sound(pcm=b"", rate_hz=22_050)
_TRY_AGAIN = 'Try again; if it happens again, choose another voice.voice or set voice.provider = "silent".'


class ChildVoice:
    """A voice of one engine, which is loaded in a child process and nowhere else.

    The child starts in about 60 ms with eSpeak NG and in one to two seconds with the natural voice, and makes a
    sentence in 10 to 50 ms, so `timeout_s` is a bound for an engine that hangs, not a figure that a slow machine
    comes near to. An engine that takes much memory is unloaded when nobody spoke for a while: its child ends, and
    the next request, or `open`, starts another.

    Args:
        engine: Which engine.
        voice: Its own id of a voice; empty: its voice for `language`.
        language: A tag, as "en-GB".
        rate_wpm: Words per minute.
        volume_percent: 100 is as loud as the engine speaks.
        gender: A wish, "female" or "male", where the voice goes by the language; "": none.
        timeout_s: For one start, and for one text.
        sleep: Waits so many seconds; `asyncio.sleep`, unless a test owns time.
    """

    def __init__(
        self,
        engine: EngineTraits,
        *,
        voice: str = "",
        language: str = "en",
        rate_wpm: int,
        volume_percent: int,
        gender: str = "",
        timeout_s: float = 10.0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._engine = engine
        self._settings = Configure(engine.name, voice, language, rate_wpm, volume_percent, gender)
        self._timeout_s = timeout_s
        self._sleep = sleep
        self._idling: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()
        self._child: ChildProcess | None = None
        self._language = language
        self._voice = voice
        self._last_id = 0
        self._ready: asyncio.Future[Ready] | None = None
        self._answer: tuple[int, asyncio.Future[Sound]] | None = None

    @property
    def name(self) -> str:
        """The voice's name for people, with the engine's own id once it is open."""
        return f"{self._engine.name} ({self._voice})" if self._voice else self._engine.name

    @property
    def language(self) -> str:
        """The tag of the language that it speaks: the one that was asked for, until it is open."""
        return self._language

    async def open(self) -> None:
        """Start the engine and have it make a sound.

        Raises:
            VoiceUnavailable: there is no engine, or no such voice.
        """
        async with self._turn:
            self._stay()
            await self._opened()
            self._end_when_idle()

    async def synthesise(self, text: str) -> Sound:
        """Make the sound of a text; empty where nothing in it can be said.

        Cancelling returns at once; the next request is answered by the same engine, or by a fresh one.

        Raises:
            SynthesisFailed: the engine hung, died or refused; the next request starts a fresh one.
            VoiceUnavailable: there is no engine.
        """
        await load_words(self._language)
        longest = self._engine.part_characters
        if not spoken_parts(text, self._language, longest=longest):
            return _EMPTY
        async with self._turn:
            self._stay()
            try:
                child = await self._opened()
                # The voice found may read other scripts.
                parts = spoken_parts(text, self._language, longest=longest)
                sounds = [await self._said(child, part) for part in parts]
            finally:
                self._end_when_idle()
        if not sounds:
            return _EMPTY
        return Sound(pcm=b"".join(sound.pcm for sound in sounds), rate_hz=sounds[0].rate_hz)

    async def _said(self, child: ChildProcess, part: str) -> Sound:
        self._last_id += 1
        answer: asyncio.Future[Sound] = asyncio.get_running_loop().create_future()
        self._answer = (self._last_id, answer)
        child.send(Synthesise(self._last_id, part))
        try:
            async with asyncio.timeout(self._timeout_s):
                return await answer
        except TimeoutError:
            await self._discard(child)
            raise SynthesisFailed(
                f"The voice did not answer within {self._timeout_s:g} s and was replaced.", _TRY_AGAIN
            ) from None
        finally:
            self._answer = None

    async def close(self) -> None:
        """End the child. The voice can be used again: the next request starts a new one."""
        self._stay()
        await self._end_child()

    async def _end_child(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            await child.end()

    def _stay(self) -> None:
        if self._idling is not None:
            self._idling.cancel()
            self._idling = None

    def _end_when_idle(self) -> None:
        if self._engine.idle_s is not None and self._child is not None:
            self._idling = asyncio.create_task(self._idle(self._engine.idle_s), name=f"idle {self._engine.name}")

    async def _idle(self, seconds: float) -> None:
        await self._sleep(seconds)
        async with self._turn:
            self._idling = None  # from here on it ends; who asks next waits for it, and starts another
            await self._end_child()

    async def _opened(self) -> ChildProcess:
        if self._child is not None:
            return self._child
        ready: asyncio.Future[Ready] = asyncio.get_running_loop().create_future()
        self._ready = ready
        child: ChildProcess | None = None
        try:
            child = await ChildProcess.start(
                _MODULE, self._received, lambda status: self._ended(child, status, ready)
            )
            child.send(self._settings)
            await load_words(self._language)  # while the engine starts
            async with asyncio.timeout(self._timeout_s):
                answer = await ready
        except TimeoutError:
            raise _late(self._timeout_s, self._engine) from None
        except OSError as error:
            raise _unstarted(error) from error
        else:
            self._child = child
            self._voice, self._language = answer
            await load_words(self._language)
            return child
        finally:
            self._ready = None
            if child is not None and self._child is not child:
                child.kill()
                await child.end()

    async def _discard(self, child: ChildProcess) -> None:
        if self._child is child:
            self._child = None
        child.kill()
        await child.end()

    def _received(self, message: Message, payload: bytes) -> None:
        match message:
            case Ready() if self._ready is not None and not self._ready.done():
                self._ready.set_result(message)
            case Unavailable(text, next_step) if self._ready is not None and not self._ready.done():
                self._ready.set_exception(VoiceUnavailable(text, next_step))
            case Synthesised(id, rate_hz):
                self._settle(id, Sound(pcm=payload, rate_hz=rate_hz))
            case SynthesisRefused(id, text):
                self._settle(id, SynthesisFailed(f"The voice can't say this ({text}).", _TRY_AGAIN))
            case _:
                pass  # the late answer to a request that was cancelled

    def _settle(self, request: int, result: Sound | VoiceError) -> None:
        if self._answer is None or self._answer[0] != request or self._answer[1].done():
            return
        if isinstance(result, Sound):
            self._answer[1].set_result(result)
        else:
            self._answer[1].set_exception(result)

    def _ended(self, child: ChildProcess | None, status: int, ready: asyncio.Future[Ready]) -> None:
        if not ready.done():
            ready.set_exception(_ended_early(status, self._engine))
        if child is None or self._child is not child:
            return
        self._child = None
        if self._answer is not None:
            self._settle(
                self._answer[0],
                SynthesisFailed(f"The voice died (exit status {status}) and was replaced.", _TRY_AGAIN),
            )


async def voices_of(engine: EngineTraits, *, timeout_s: float = 10.0) -> tuple[FoundVoice, ...]:
    """List every voice of an engine, asked in a child of its own.

    Raises:
        VoiceUnavailable: there is no engine.
    """
    found: asyncio.Future[tuple[FoundVoice, ...]] = asyncio.get_running_loop().create_future()

    def receive(message: Message, _payload: bytes) -> None:
        match message:
            case VoicesFound(voices) if not found.done():
                found.set_result(tuple(FoundVoice(*voice) for voice in voices))
            case Unavailable(text, next_step) if not found.done():
                found.set_exception(VoiceUnavailable(text, next_step))

    def end(status: int) -> None:
        if not found.done():
            found.set_exception(_ended_early(status, engine))

    child: ChildProcess | None = None
    try:
        child = await ChildProcess.start(_MODULE, receive, end)
        child.send(ListVoices(engine.name))
        async with asyncio.timeout(timeout_s):
            return await found
    except TimeoutError:
        raise _late(timeout_s, engine) from None
    except OSError as error:
        raise _unstarted(error) from error
    finally:
        if child is not None:
            child.kill()
            await child.end()


def _late(timeout_s: float, engine: EngineTraits) -> VoiceUnavailable:
    return VoiceUnavailable(f"The speech engine did not start within {timeout_s:g} s.", engine.remedy)


def _unstarted(error: OSError) -> VoiceUnavailable:
    return VoiceUnavailable(
        f"The voice's process can't be started ({error.strerror or error}).",
        "Close other programs, or check the limits of this account.",
    )


def _ended_early(status: int, engine: EngineTraits) -> VoiceUnavailable:
    return VoiceUnavailable(f"The speech engine ended while it started (exit status {status}).", engine.remedy)
