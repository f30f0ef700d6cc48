"""`spotintro demo`: the app on the demo player, or one whole intro as a plain transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from spotintro.cli import printing
from spotintro.cli.launch import Launch
from spotintro.cli.options import named_files
from spotintro.cli.serve import phones_of, serve_alone, serving_options

if TYPE_CHECKING:
    from spotintro.wiring.parts import Parts


@click.command()
@named_files
@click.option("--plain", is_flag=True, help="One intro as plain lines, as where stdout is no terminal.")
@click.option("--serve", "serves", is_flag=True, help="Serve the page for phones as well.")
@serving_options
@click.pass_obj
def demo(launch: Launch, /, *, plain: bool, serves: bool, **given: Any) -> int:
    """Run the app on a demo player: no account, key or network. Paid in demo credits."""
    from spotintro.cli import app

    if not plain and app.has_terminal():
        return app.run(launch, demo=True, phones=phones_of(given) if serves else None)
    from spotintro.cli.execution import make_parts, with_parts

    parts = make_parts(launch, demo=True)
    return with_parts(parts, (lambda made: serve_alone(made, given)) if serves else _transcript)


async def _transcript(parts: Parts) -> int:
    from spotintro.cli.delivering import require_stdout
    from spotintro.cli.introducing import Transcript, perform, session_of
    from spotintro.cli.playing import read_playback, track_of
    from spotintro.cli.values import balance_in_words, quote_in_words, track_in_words
    from spotintro.credits.features import UserTransaction
    from spotintro.session.step import Step

    require_stdout()
    feature = UserTransaction.GENERATE_TRACK_INTRO
    transcript = Transcript(
        on_sentence=lambda text: printing.line(f"Host: {text}"),
        on_account=lambda text: printing.line(f"Charged: {text}"),
        on_notice=printing.line,
    )
    session = session_of(parts, transcript)

    low_balance = parts.settings.credits.low_balance
    balance = await (await parts.gate()).open()
    printing.line("SpotIntro demo: no account, key or network; the announcer stands in for the AI writer.")
    printing.line(f"Balance: {balance_in_words(balance, low_balance=low_balance)}")
    host = await session.intros.open_host()
    await host.prepare()
    playback = await read_playback(parts)
    track = track_of(playback)
    printing.line(f"Price of an intro: {quote_in_words(host.quote(speak=True, feature=feature))}")
    printing.line(f"Playing: {track_in_words(track)}")
    step = Step(speak=True, feature=feature, track=track, coming=playback.next_track)
    finished = await perform(session, step, transcript)
    printing.line(f"Balance: {balance_in_words(finished.balance, low_balance=low_balance)}")
    return 0
