"""`spotintro intro` and its like: a command for each paid feature that a key begins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spotintro.cli import printing
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, named_files
from spotintro.cli.out_file import force_option, require_target
from spotintro.cli.providers import player_named, player_option, writer_named, writer_option

if TYPE_CHECKING:
    from spotintro.credits.features import UserTransaction
    from spotintro.host.events import Finished
    from spotintro.music import Track
    from spotintro.session.session import Session
    from spotintro.wiring.parts import Parts


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
    @as_json_option
    @click.pass_obj
    def command(
        launch: Launch,
        *,
        writer: str | None,
        player: str | None,
        as_json: bool,
        speak: bool | None = False,
        wav_file: Path | None = None,
        force: bool = False,
    ) -> int:
        from spotintro.cli.execution import make_parts, with_parts

        if wav_file is not None:
            if speak is False:
                raise click.UsageError("--out writes the speech, and --no-speak asks for none.")
            require_target(wav_file, force=force)
            speak = True
        parts = make_parts(launch, writer=writer_named(writer), player=player_named(player), wav_file=wav_file)
        spoken = parts.settings.voice.enabled if speak is None else speak
        return with_parts(parts, lambda parts: _perform(parts, feature, speak=spoken, as_json=as_json))

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
        return speak(out(force_option(function)))

    return add


async def _perform(parts: Parts, feature: UserTransaction, *, speak: bool, as_json: bool) -> int:
    from spotintro.cli.introducing import IntroFailed, Transcript, perform, session_of
    from spotintro.cli.playing import current_track
    from spotintro.cli.values import balance_in_words
    from spotintro.session.intros import Step

    low_balance = parts.settings.credits.low_balance
    track = await current_track(parts)
    transcript = Transcript(
        on_sentence=(lambda _text: None) if as_json else printing.line,
        on_account=lambda text: printing.message(f"Charged: {text}"),
        on_notice=printing.message,
    )
    session = session_of(parts, transcript)
    step = Step(speak=speak, feature=feature, track=track)
    if step.asks_writer:
        await _decline_what_nobody_agreed_to(session)
    try:
        finished = await perform(session, step, transcript)
    except IntroFailed as failure:
        delivered = failure.delivered(low_balance=low_balance) if as_json else {}
        if not delivered:
            raise
        error: printing.Json = {
            "code": failure.code,
            "message": failure.message,
            "next_step": failure.next_step,
        }
        printing.document({"error": error, **delivered})
        return failure.status
    if as_json:
        printing.document(_document(track, finished, low_balance=low_balance))
    else:
        printing.message(f"Balance: {balance_in_words(finished.balance, low_balance=low_balance)}")
    return 0


async def _decline_what_nobody_agreed_to(session: Session) -> None:
    """Take the announcer where the AI writer would have to ask first, and say how to agree."""
    disclosure = (await session.intros.open_host()).needs_consent()
    if disclosure is not None:
        session.intros.decline()
        printing.message(
            f"The announcer writes. For the AI writer add --writer openai, which agrees: {disclosure}"
        )


def _document(track: Track, finished: Finished, *, low_balance: int) -> dict[str, printing.Json]:
    from spotintro.cli.values import balance_document, charges_document, track_document

    return {
        "track": track_document(track),
        "text": finished.text,
        "writer": finished.writer,
        "spoken": finished.spoken,
        "speech_s": round(finished.speech_s, 3),
        "charged": charges_document(finished.charges),
        "balance": balance_document(finished.balance, low_balance=low_balance),
    }
