"""`python -m spotintro.voices.synthesis_child PARENT_PID`: text in, sound out, in a process that may be lost.

It holds one engine, and answers one request at a time; the parent kills it when it takes too long. An engine may
print, hang, or end the whole process. It works on the main thread, which some require.
"""

from __future__ import annotations

import os
import queue
import sys
import threading

from spotintro.voices.base import VoiceUnavailable
from spotintro.voices.child_channel import Channel, ParentGone, end_with_parent, take_over_standard_streams
from spotintro.voices.engine import HIBARI, PYTTSX3, SAY, Engine, EngineClass, EngineFailed
from spotintro.voices.messages import (
    Configure,
    ListVoices,
    Message,
    ProtocolError,
    Ready,
    Synthesise,
    Synthesised,
    SynthesisRefused,
    Unavailable,
    VoicesFound,
)
from spotintro.voices.pauses import with_pauses


def _engine_class(name: str) -> EngineClass:
    """Import the engine of this name, and none besides."""
    if name == HIBARI.name:
        from spotintro.voices.hibari_engine import HibariEngine

        return HibariEngine
    if name == SAY.name:
        from spotintro.voices.say_engine import SayEngine

        return SayEngine
    assert name == PYTTSX3.name
    from spotintro.voices.pyttsx3_engine import Pyttsx3Engine

    return Pyttsx3Engine


def _prove(engine: Engine, *, muted: bool) -> None:
    """Make one sound, since only then an engine checks its settings and reads its data.

    Raises:
        VoiceUnavailable: there was no sound.
    """
    try:
        pcm, _ = engine.synthesise("a")
    except EngineFailed as error:
        message = f"The speech engine refuses its settings ({error})."
        raise VoiceUnavailable(message, "Check the section [voice] of the config.") from error
    if not pcm or not (any(pcm) or muted):
        raise VoiceUnavailable("The speech engine makes no sound.", "Reinstall it, or choose another voice.voice.")


def _read(channel: Channel, requests: queue.SimpleQueue[Message]) -> None:
    """Pass requests on from a thread of its own.

    So the end of the parent ends this process even while the engine hangs.
    """
    try:
        while True:
            requests.put(channel.receive()[0])
    except (ParentGone, ProtocolError):
        os._exit(0)


def _serve(channel: Channel, requests: queue.SimpleQueue[Message]) -> None:
    first = requests.get()
    try:
        if isinstance(first, ListVoices):
            channel.send(VoicesFound(_engine_class(first.engine).voices()))
            return
        assert isinstance(first, Configure)
        engine = _engine_class(first.engine)(first)
        _prove(engine, muted=first.volume_percent == 0)
    except VoiceUnavailable as error:
        channel.send(Unavailable(error.message, error.next_step))
        return
    channel.send(Ready(engine.voice, engine.language))
    while True:
        request = requests.get()
        assert isinstance(request, Synthesise)
        try:
            pcm, rate_hz = engine.synthesise(request.text)
        except EngineFailed as error:
            channel.send(SynthesisRefused(request.id, str(error)))
        else:
            channel.send(Synthesised(request.id, rate_hz), with_pauses(pcm, rate_hz, request.text))


def main() -> None:
    channel = take_over_standard_streams()
    end_with_parent(int(sys.argv[1]))
    requests: queue.SimpleQueue[Message] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(channel, requests), daemon=True).start()
    try:
        _serve(channel, requests)
    except ParentGone:
        pass
    finally:
        # The engine's own threads and exit handlers are not waited for: eSpeak NG asserts while it is taken down.
        os._exit(0)


if __name__ == "__main__":
    main()
