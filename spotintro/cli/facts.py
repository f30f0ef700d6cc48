"""`spotintro facts`: what is known of what plays, each fact with its source; and the answer about looking up."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from spotintro.cli import printing
from spotintro.cli.failures import CommandFailed
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, named_files
from spotintro.cli.providers import player_named, player_option

if TYPE_CHECKING:
    from spotintro.knowledge import Fact
    from spotintro.music import Track
    from spotintro.wiring.parts import Parts


@click.command()
@named_files
@player_option
@click.option(
    "--agree/--decline",
    "agreed",
    default=None,
    help="Agree to looking up, and be told what is sent; or decline it.",
)
@as_json_option
@click.pass_obj
def facts(launch: Launch, *, player: str | None, agreed: bool | None, as_json: bool) -> int:
    """Show what is known of what plays, and from where: looked up once you have agreed."""
    from spotintro.cli.execution import make_parts, with_parts
    from spotintro.wiring.options import RunOptions

    parts = make_parts(launch, RunOptions(player=player_named(player)))
    if agreed is not None:
        return with_parts(parts, lambda parts: _answer(parts, agreed=agreed, as_json=as_json))
    return with_parts(parts, lambda parts: _show(parts, as_json=as_json))


async def _answer(parts: Parts, *, agreed: bool, as_json: bool) -> int:
    from spotintro.host.errors import FactsTurnedOff
    from spotintro.host.research import Answer

    research = parts.research
    if research.answer is Answer.SET_OFF and agreed:
        raise FactsTurnedOff
    if not await asyncio.to_thread(research.agree if agreed else research.decline):
        raise CommandFailed(
            "ANSWER_NOT_KEPT",
            f"The answer can't be kept in {parts.paths.data_dir}: nothing changed.",
            "Correct the permissions there and make room on the disk, or name another folder with --data-dir DIR.",
        )
    answer = research.answer
    if as_json:
        printing.document({"lookup": answer.value})
    elif answer.is_set:
        printing.line("Nothing changes: the settings decide it (facts.lookup), or the demo, which asks nobody.")
    elif agreed:
        printing.line(f"Agreed. {research.question}")
    else:
        printing.line("Declined: nothing is looked up.")
    return 0


async def _show(parts: Parts, *, as_json: bool) -> int:
    from spotintro.cli.finding import find_facts
    from spotintro.cli.playing import read_playback, track_of
    from spotintro.cli.values import fact_document, track_document

    research = parts.research
    research.check_allowed()
    track = track_of(await read_playback(parts))
    found = await find_facts(parts, track)
    if as_json:
        printing.document({"track": track_document(track), "facts": [fact_document(fact) for fact in found]})
    else:
        _print(track, found)
    if (problem := research.problem(track)) is not None:
        printing.message(f"Not all could be looked up: {problem}")
    return 0


def _print(track: Track, found: tuple[Fact, ...]) -> None:
    from spotintro.cli.values import track_in_words
    from spotintro.session.fact_wording import by_subject, line_of_fact, source_in_words, sources_of

    printing.line(track_in_words(track))
    if not found:
        printing.line("Nothing more is known of this track.")
        return
    for heading, about in by_subject(found):
        printing.line(heading)
        for fact in about:
            printing.line(f"- {line_of_fact(fact)}")
    printing.line("Sources")
    for source in sources_of(found):
        printing.line(f"- {source_in_words(source)}")
