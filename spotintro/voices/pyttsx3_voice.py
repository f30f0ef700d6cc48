"""The system's own voice through pyttsx3, in a child process that is replaced when it hangs or dies."""

from __future__ import annotations

import asyncio

from spotintro.voices.base import Sound, SynthesisFailed, VoiceError, VoiceUnavailable
from spotintro.voices.child_process import ChildProcess
from spotintro.voices.messages import (
    Configure,
    Message,
    Ready,
    Synthesise,
    Synthesised,
    SynthesisRefused,
    Unavailable,
)
from spotintro.voices.spoken_text import load_words, spoken_parts

_MODULE = "spotintro.voices.synthesis_child"
_EMPTY = Sound(pcm=b"", rate_hz=22_050)
_TRY_AGAIN = 'Try again; if it happens again, choose another voice.voice or set voice.provider = "silent".'


class Pyttsx3Voice:
    """A voice whose engine lives in a child process.

    The child starts in about 60 ms and makes a sentence in about 10 ms (eSpeak NG), so `timeout_s` is a bound for
    an engine that hangs, not a figure that a slow machine comes near to.
    """

    def __init__(
        self,
        *,
        voice: str = "",
        language: str = "en",
        rate_wpm: int,
        volume_percent: int,
        timeout_s: float = 10.0,
    ) -> None:
        self._settings = Configure(voice, language, rate_wpm, volume_percent)
        self._timeout_s = timeout_s
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
        return f"pyttsx3 ({self._voice})" if self._voice else "pyttsx3"

    async def open(self) -> None:
        """Start the engine and have it make a sound.

        Raises:
            VoiceUnavailable: there is no engine, or no such voice.
        """
        async with self._turn:
            await self._opened()

    async def synthesise(self, text: str) -> Sound:
        """Make the sound of a text; empty where nothing in it can be said.

        Cancelling returns at once; the next request is answered by the same engine, or by a fresh one.

        Raises:
            SynthesisFailed: the engine hung, died or refused; the next request starts a fresh one.
            VoiceUnavailable: there is no engine.
        """
        await load_words(self._language)
        if not spoken_parts(text, self._language):
            return _EMPTY
        async with self._turn:
            child = await self._opened()
            parts = spoken_parts(text, self._language)  # the voice found may read other scripts
            sounds = [await self._said(child, part) for part in parts]
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
        child, self._child = self._child, None
        if child is not None:
            await child.end()

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
            raise VoiceUnavailable(
                f"The speech engine did not start within {self._timeout_s:g} s.", _TRY_AGAIN
            ) from None
        except OSError as error:
            raise VoiceUnavailable(
                f"The voice's process can't be started ({error.strerror or error}).",
                "Close other programs, or check the limits of this account.",
            ) from error
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
            ready.set_exception(
                VoiceUnavailable(
                    f"The speech engine ended while it started (exit status {status}).",
                    "Reinstall eSpeak NG: `pip install --force-reinstall espeakng-loader`.",
                )
            )
        if child is None or self._child is not child:
            return
        self._child = None
        if self._answer is not None:
            self._settle(
                self._answer[0],
                SynthesisFailed(f"The voice died (exit status {status}) and was replaced.", _TRY_AGAIN),
            )
