"""`spotintro intro`: one intro for the track that plays."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spotintro.cli import printing
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, named_files, player_option, writer_option

if TYPE_CHECKING:
    from spotintro.host.events import Finished
    from spotintro.host.host import Host
    from spotintro.music import Track
    from spotintro.wiring.parts import Parts


@click.command()
@named_files
@click.option("--speak/--no-speak", default=None, help="Over the setting voice.enabled.")
@click.option(
    "--out",
    "wav_file",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    metavar="FILE.wav",
    help="Write the speech there instead of playing it.",
)
@writer_option
@player_option
@as_json_option
@click.pass_obj
def intro(
    launch: Launch,
    *,
    speak: bool | None,
    wav_file: Path | None,
    writer: str | None,
    player: str | None,
    as_json: bool,
) -> int:
    """Introduce the track that plays: the text on stdout, charges and notes on stderr."""
    from spotintro.cli.execution import make_parts, with_parts
    from spotintro.cli.options import player_named, writer_named

    if wav_file is not None:
        _check_target(wav_file, speak=speak)
        speak = True
    parts = make_parts(launch, writer=writer_named(writer), player=player_named(player), wav_file=wav_file)
    spoken = parts.settings.voice.enabled if speak is None else speak
    return with_parts(parts, lambda parts: _introduce(parts, speak=spoken, as_json=as_json))


def _check_target(wav_file: Path, *, speak: bool | None) -> None:
    """Before anything is charged."""
    if speak is False:
        raise click.UsageError("--out writes the speech, and --no-speak asks for none.")
    folder = wav_file.absolute().parent
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise click.UsageError(f"--out: nothing can be written in {folder}.")


async def _introduce(parts: Parts, *, speak: bool, as_json: bool) -> int:
    from spotintro.cli.introducing import IntroFailed, introduce
    from spotintro.cli.playing import current_track
    from spotintro.cli.values import balance_in_words

    low_balance = parts.settings.credits.low_balance
    track = await current_track(parts)
    host = await parts.host()
    await _before(host)
    try:
        finished = await introduce(
            host.introduce(track, speak=speak),
            on_sentence=(lambda _text: None) if as_json else printing.line,
            on_account=lambda text: printing.message(f"Charged: {text}"),
            on_notice=printing.message,
        )
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


async def _before(host: Host) -> None:
    put_back = await host.recover()
    if put_back is not None:
        printing.message(put_back)
    disclosure = host.needs_consent()
    if disclosure is not None:
        host.decline()
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
