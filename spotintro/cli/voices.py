"""`spotintro voices`: which voices there are, and how one sounds. Nothing of it is charged."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spotintro.cli import printing
from spotintro.cli.groups import ToldGroup
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, help_where_bare, named_files
from spotintro.cli.out_file import force_option, require_target

if TYPE_CHECKING:
    from spotintro.voices.base import Output, Sound
    from spotintro.wiring.parts import Parts
    from spotintro.wiring.voices import OfferedVoices

_SENTENCES = {
    "en": "Good evening. This is the voice that introduces your music.",
    "de": "Guten Abend. Das ist die Stimme, die Ihre Musik ansagt.",
    "fr": "Bonsoir. Voici la voix qui présente votre musique.",
    "es": "Buenas noches. Esta es la voz que presenta tu música.",
    "it": "Buonasera. Questa è la voce che presenta la tua musica.",
    "pt": "Boa noite. Esta é a voz que apresenta a sua música.",
}


@click.group(cls=ToldGroup, invoke_without_command=True)
@named_files
@click.pass_context
def voices(context: click.Context) -> None:
    """List the voices there are, and try one, free of charge."""
    help_where_bare(context)


@voices.command("list")
@named_files
@as_json_option
@click.pass_obj
def list_voices(launch: Launch, *, as_json: bool) -> int:
    """List every voice with its provider and language, and tell which one speaks, and why."""
    from spotintro.cli.execution import run
    from spotintro.clock import SystemClock
    from spotintro.wiring.manner import in_manner
    from spotintro.wiring.personas import make_persona
    from spotintro.wiring.voices import offered_voices
    from spotintro.wiring.writer import language_of_text

    settings, paths = launch.settings(), launch.paths()

    async def show() -> int:
        persona = await asyncio.to_thread(make_persona, settings.host.persona, paths.personas_dir)
        writer = in_manner(settings, persona).writer
        language = await asyncio.to_thread(language_of_text, writer, paths.data_dir, SystemClock())
        offered = await offered_voices(settings.voice, language=language, persona=persona)
        if as_json:
            printing.document(_document(offered))
        else:
            _print(offered)
        if offered.problem is not None:
            printing.message(f"{offered.problem.message} {offered.problem.next_step}")
        return 0

    return run(show)


@voices.command("try")
@named_files
@click.argument("voice", default="")
@click.option(
    "--out",
    "wav_file",
    type=click.Path(path_type=Path),
    metavar="FILE.wav",
    help="Write the sentence there instead of playing it.",
)
@force_option
@click.pass_obj
def try_voice(launch: Launch, *, voice: str, wav_file: Path | None, force: bool) -> int:
    """Have a voice say one sentence, free of charge: the one that is in force, or the VOICE named."""
    from spotintro.cli.execution import make_parts, with_parts
    from spotintro.wiring.options import RunOptions

    if wav_file is not None:
        require_target(wav_file, force=force)
    parts = make_parts(launch, RunOptions(wav_file=wav_file), keeps=False)
    return with_parts(parts, lambda parts: _try(parts, voice, wav_file))


def _document(offered: OfferedVoices) -> dict[str, printing.Json]:
    speaking = offered.in_force
    return {
        "in_force": {
            "provider": offered.choice.provider.value,
            "voice": None if speaking is None else speaking.id,
            "why": offered.choice.why,
        },
        "voices": [
            {
                "provider": voice.provider.value,
                "voice": voice.id,
                "language": voice.language or None,
                "in_force": voice.in_force,
            }
            for voice in offered.voices
        ],
    }


def _print(offered: OfferedVoices) -> None:
    speaking = offered.in_force
    voice = "" if speaking is None else f" ({speaking.id})"
    printing.line(f"In force: {offered.choice.provider.value}{voice}, since {offered.choice.why}.")
    for each in offered.voices:
        language = f", {each.language}" if each.language else ""
        printing.line(f"{'*' if each.in_force else '-'} {each.provider.value} {each.id}{language}")


async def _try(parts: Parts, named: str, wav_file: Path | None) -> int:
    import msgspec

    from spotintro.config import VoiceProvider
    from spotintro.voices.base import OutputFailed, SynthesisFailed, VoiceUnavailable
    from spotintro.voices.preferred_voice import PreferredVoice
    from spotintro.wiring.manner import in_manner
    from spotintro.wiring.voice import make_output, make_speaking_voice
    from spotintro.wiring.writer import language_of_text

    persona = await asyncio.to_thread(parts.persona)
    manner = in_manner(parts.settings, persona)
    settings = manner.voice
    language = await asyncio.to_thread(language_of_text, manner.writer, parts.paths.data_dir, parts.clock)
    if named:
        settings = msgspec.structs.replace(settings, voice=named, provider=VoiceProvider.AUTO)
    voice = make_speaking_voice(settings, language=language, persona=persona)
    if voice is None:
        raise VoiceUnavailable(
            "The voice is silent, as the settings say.",
            "Name one, such as `spotintro voices try gmw/en`; `spotintro voices list` has them.",
        )
    output = make_output(settings, wav_file=wav_file)
    try:
        await output.open()
        if output.audible is False:
            raise OutputFailed("There is no sound device here.", "Write it to a file with --out FILE.wav.")
        await voice.open()
        if isinstance(voice, PreferredVoice) and voice.problem is not None:
            printing.message(f"{voice.problem.message} {voice.problem.next_step}")
        primary = voice.language.replace("_", "-").lower().partition("-")[0]
        sentence = _SENTENCES.get(primary, _SENTENCES["en"])
        printing.line(f"{voice.name}: {sentence}")
        sound = await voice.synthesise(sentence)
        if sound.is_silent:
            raise SynthesisFailed("The voice made no sound of it.", "`spotintro doctor` checks the voice.")
        if wav_file is None:
            await _play(parts, output, sound)
        else:
            await output.play(sound)
            await output.finish()
    finally:
        await voice.close()
        await output.close()
    return 0


async def _play(parts: Parts, output: Output, sound: Sound) -> None:
    """Play the sound over the music as an intro is, where there is music."""
    from spotintro.players.base import PlayerError

    over_music = await parts.over_music()
    try:
        await (await parts.player()).open()
    except PlayerError:
        pass  # without a player there is no music
    else:
        over_music.prepare(tell=lambda notice: printing.message(notice.message))
        await over_music.begin()
    try:
        await output.play(sound)
    finally:
        await over_music.end()
