"""The players, the voice and the sound."""

from __future__ import annotations

import asyncio
import sys

from spotintro.cli.doctor.findings import Finding, Status, fail, ok, warn
from spotintro.config import PlayerProvider, VoiceProvider
from spotintro.music import PlaybackState
from spotintro.players.base import PlayerError
from spotintro.voices.base import Voice
from spotintro.wiring.local_player import way_in_words
from spotintro.wiring.parts import Parts


async def check_player(parts: Parts) -> list[Finding]:
    chosen = parts.settings.player.provider
    findings: list[Finding] = []
    if chosen in {PlayerProvider.AUTO, PlayerProvider.MPRIS}:
        local = await _local(parts, needed=chosen is PlayerProvider.MPRIS)
        findings.append(local)
        if local.status is not Status.OK and (chosen is PlayerProvider.MPRIS or not await _spotify_in_use(parts)):
            return findings
    elif chosen is PlayerProvider.SPOTIFY and not await _spotify_in_use(parts):
        return []  # the check of Spotify says what to do
    return [*findings, await _playing(parts)]


async def _local(parts: Parts, *, needed: bool) -> Finding:
    name, works = way_in_words()
    player = parts.make_local_player()
    try:
        await player.open()
    except PlayerError as error:
        return (fail if needed else warn)(name, error.message, error.next_step)
    finally:
        await player.close()
    return ok(name, works)


async def _spotify_in_use(parts: Parts) -> bool:
    return await asyncio.to_thread(lambda: parts.spotify.in_use())  # noqa: PLW0108 - made in the thread, too


async def _playing(parts: Parts) -> Finding:
    from spotintro.cli.values import track_in_words

    player = await parts.player()
    try:
        await player.open()
        playback = await player.read()
    except PlayerError as error:
        return warn("player", error.message, error.next_step)
    if playback is None and parts.settings.player.provider is PlayerProvider.SPOTIFY:
        return warn("player", "Nothing plays on Spotify.", "Start a track there; it is noticed by itself.")
    if playback is None:
        return warn("player", "No music player is running.", "Start one; it is noticed by itself.")
    if playback.track is not None:
        what = f"{playback.state.value}: {track_in_words(playback.track)}"
    else:
        playing = playback.state is PlaybackState.PLAYING
        what = "playing something that it doesn't tell" if playing else "nothing loaded"
    return ok("player", f"{playback.player_in_words}, {what}.")


async def check_speech(parts: Parts) -> list[Finding]:
    """Check voice and sound. Opening a voice has it make a sound, which nobody hears."""
    host = await parts.host()
    await host.prepare()
    problem = host.voice_problem
    findings: list[Finding] = []
    if problem is not None:
        tell = fail if parts.settings.voice.enabled else warn
        findings.append(tell("voice", problem.message, problem.next_step))
    elif parts.settings.voice.provider is VoiceProvider.SILENT:
        findings.append(ok("voice", "silent, as the settings say: the text is shown at reading pace."))
    else:
        findings.append(_speaking(host.voice))
    if host.audible:
        findings.append(ok("sound", "There is a sound device."))
    elif parts.settings.voice.provider is VoiceProvider.SILENT:
        findings.append(ok("sound", "Not needed: the voice is silent."))
    else:
        findings.append(await asyncio.to_thread(_no_sound))
    return findings


def _no_sound() -> Finding:
    """Say what is missing, and what brings it on this system."""
    from spotintro.voices.system_device import is_wanting

    what = "There is no sound device"
    step = "Connect one"
    if is_wanting():
        what = "There is no program that plays sound"
        step = "Install one of the system's packages `pulseaudio-utils`, `pipewire-bin` and `alsa-utils`"
    elif sys.platform == "linux":
        step = "Connect one or start the sound server"
    return warn(
        "sound",
        f"{what}: intros are shown at reading pace, and the voice is not charged.",
        f"{step}; `spotintro intro --out FILE.wav` works without.",
    )


def _speaking(voice: Voice) -> Finding:
    from spotintro.voices.preferred_voice import PreferredVoice

    if isinstance(voice, PreferredVoice) and voice.problem is not None:
        message = f"{voice.problem.message} {voice.name} speaks instead."
        return warn("voice", message, voice.problem.next_step)
    return ok("voice", f"{voice.name} made a sound of a word.")
