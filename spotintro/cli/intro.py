"""`spotintro intro` and its like: a command for each paid feature that a key begins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spotintro.cli.delivering import Manner, deliver
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, named_files
from spotintro.cli.out_file import force_option, require_target
from spotintro.cli.providers import (
    host_options,
    over_music_option,
    persona_option,
    player_option,
    writer_option,
)

if TYPE_CHECKING:
    from spotintro.credits.features import UserTransaction


def command_for(feature: UserTransaction) -> click.Command:
    """Return the command of a paid feature, as its declaration names and describes it."""

    @click.command(
        feature.terms.command,
        help=f"{feature.terms.does}: the text on stdout, charges and notes on stderr.",
    )
    @named_files
    @_speech_options(feature)
    @writer_option
    @player_option
    @persona_option
    @_facts_option(feature)
    @_next_option(feature)
    @as_json_option
    @click.pass_obj
    def command(
        launch: Launch,
        *,
        writer: str | None,
        player: str | None,
        persona: str | None,
        as_json: bool,
        speak: bool | None = False,
        wav_file: Path | None = None,
        force: bool = False,
        with_facts: bool = False,
        over_music: str | None = None,
        is_of_next: bool = False,
    ) -> int:
        from spotintro.cli.execution import make_parts, with_parts

        if is_of_next and (with_facts or wav_file is not None):
            raise click.UsageError("--next waits for the music, which goes neither with --facts nor with --out.")

        if wav_file is not None:
            if speak is False:
                raise click.UsageError("--out writes the speech, and --no-speak asks for none.")
            require_target(wav_file, force=force)
            speak = True
        options = host_options(
            launch, writer=writer, player=player, persona=persona, over_music=over_music, wav_file=wav_file
        )
        parts = make_parts(launch, options)
        spoken = parts.settings.voice.enabled if speak is None else speak
        manner = Manner(speak=spoken, as_json=as_json, with_facts=with_facts)
        if is_of_next:
            from spotintro.cli.next_intro import deliver_next

            return with_parts(parts, lambda parts: deliver_next(parts, manner))
        return with_parts(parts, lambda parts: deliver(parts, feature, manner))

    return command


def __getattr__(name: str) -> click.Command:
    """Return the command of the feature of that name: commands are declared by module and object."""
    from spotintro.credits.features import UserTransaction

    if name not in UserTransaction.__members__:
        raise AttributeError(name)
    return command_for(UserTransaction(name))


def _speech_options(feature: UserTransaction) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Return the options about the speech, for a feature that speaks."""

    def add(function: Callable[..., int]) -> Callable[..., int]:
        if not feature.terms.speaks:
            return function
        out = click.option(
            "--out",
            "wav_file",
            type=click.Path(path_type=Path),
            metavar="FILE.wav",
            help="Write the speech there instead of playing it.",
        )
        speak = click.option("--speak/--no-speak", default=None, help="Over the setting voice.enabled.")
        return speak(over_music_option(out(force_option(function))))

    return add


def _facts_option(feature: UserTransaction) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Return the option that asks for facts, for a feature that can do without them."""
    if feature.terms.needs_facts:
        return lambda function: function
    return click.option(
        "--facts",
        "with_facts",
        is_flag=True,
        help="Look up facts first, and say which were used, with their source.",
    )


def _next_option(feature: UserTransaction) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Return the option that waits for the next track, for the plain introduction."""
    from spotintro.credits.features import UserTransaction

    if feature is not UserTransaction.GENERATE_TRACK_INTRO:
        return lambda function: function
    return click.option(
        "--next", "is_of_next", is_flag=True, help="Introduce what comes next, when what plays has ended."
    )
