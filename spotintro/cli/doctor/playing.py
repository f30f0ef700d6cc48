"""The players, the voice and the sound."""

from __future__ import annotations

from spotintro.cli.doctor.findings import Finding, fail, ok, warn
from spotintro.config import PlayerProvider, VoiceProvider
from spotintro.players.base import PlayerUnreachable
from spotintro.wiring import Parts


async def check_player(parts: Parts) -> list[Finding]:
    from spotintro.cli.values import track_in_words

    chosen = parts.settings.player.provider
    player = await parts.player()
    bus = "D-Bus" if chosen is not PlayerProvider.DEMO else "player"
    try:
        await player.open()
    except PlayerUnreachable as error:
        tell = fail if chosen is PlayerProvider.MPRIS else warn
        return [tell(bus, error.message, error.next_step)]
    findings = [ok(bus, "The session bus answers.")] if chosen is not PlayerProvider.DEMO else []
    playback = await player.read()
    if playback is None:
        findings.append(warn("player", "No music player is running.", "Start one; it is noticed by itself."))
        return findings
    what = (
        "nothing loaded" if playback.track is None else f"{playback.state.value}: {track_in_words(playback.track)}"
    )
    findings.append(ok("player", f"{playback.player}, {what}."))
    return findings


async def check_speech(parts: Parts) -> list[Finding]:
    """Opening a voice has it make a sound, which nobody hears."""
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
        findings.append(ok("voice", f"{parts.settings.voice.provider.value} made a sound of a word."))
    if host.audible:
        findings.append(ok("sound", "There is a sound device."))
    elif parts.settings.voice.provider is VoiceProvider.SILENT:
        findings.append(ok("sound", "Not needed: the voice is silent."))
    else:
        findings.append(
            warn(
                "sound",
                "There is no sound device: intros are shown at reading pace, and the voice is not charged.",
                "Connect one or start the sound server; `spotintro intro --out FILE.wav` works without.",
            )
        )
    return findings
