"""`spotintro intros`: what was said, to read, to hear again, to keep and to take along."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spotintro.cli import printing
from spotintro.cli.groups import ToldGroup
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, named_files
from spotintro.cli.out_file import force_option, lines_to, require_target

if TYPE_CHECKING:
    from spotintro.credits.base import Intro
    from spotintro.credits.gate import CreditGate
    from spotintro.wiring.parts import Parts

_MOST = 1000
_PAGE = 500
_FIRST_WORDS = 60
_FORMATS = {".md": "md", ".markdown": "md", ".txt": "txt"}

_id = click.argument("number", metavar="ID", type=click.IntRange(1, 2**63 - 2))
_favourites = click.option("--favourites", is_flag=True, help="Favourites alone.")


@click.group("intros", cls=ToldGroup, invoke_without_command=True)
@named_files
@as_json_option
@click.pass_context
def intros(context: click.Context, *, as_json: bool) -> int:
    """Show what was said, and hear it again; without a command, list the newest intros."""
    if context.invoked_subcommand is not None:
        return 0
    launch = context.ensure_object(Launch)
    return _list(launch, limit=20, before=None, favourites=False, words="", as_json=as_json)


@intros.command("list")
@named_files
@click.option("--limit", type=click.IntRange(1, _MOST), default=20, show_default=True, help="At most so many.")
@click.option("--before", type=click.IntRange(1, 2**63 - 1), metavar="ID", help="Only those older than this one.")
@_favourites
@click.option(
    "--search", "words", default="", metavar="WORDS", help="Only those in whose track or text each word is."
)
@as_json_option
@click.pass_obj
def list_intros(
    launch: Launch, *, limit: int, before: int | None, favourites: bool, words: str, as_json: bool
) -> int:
    """List the intros that are kept, newest first, each with its ID."""
    return _list(launch, limit=limit, before=before, favourites=favourites, words=words, as_json=as_json)


def _list(launch: Launch, *, limit: int, before: int | None, favourites: bool, words: str, as_json: bool) -> int:
    async def show(_: Parts, gate: CreditGate) -> int:
        # One more than is shown tells whether there are others.
        found = await gate.last_intros(before=before, favourites=favourites, words=words, limit=limit + 1)
        shown = found[:limit]
        older = shown[-1].number if len(found) > limit else None
        if as_json:
            from spotintro.cli.values import intro_document

            printing.document({"intros": [intro_document(each) for each in shown], "older_than": older})
            return 0
        for each in shown:
            printing.line(_line(each))
        if not shown:
            printing.message("No intro is kept." if not (favourites or words or before) else "None is found.")
        elif older is not None:
            printing.message(f"Older ones: --before {older}")
        return 0

    return _with_intros(launch, show)


def _line(intro: Intro) -> str:
    from spotintro.plain_text import single_line
    from spotintro.session.said import FAVOURITE, track_line, when

    star = f"  {FAVOURITE}" if intro.favourite else ""
    return f"{intro.number}  {when(intro)}  {track_line(intro.track)}{star}: " + single_line(
        intro.text, limit=_FIRST_WORDS
    )


@intros.command()
@named_files
@_id
@as_json_option
@click.pass_obj
def show(launch: Launch, *, number: int, as_json: bool) -> int:
    """Show one intro whole, with the sources of its facts."""

    async def show_it(_: Parts, gate: CreditGate) -> int:
        intro = await _kept(gate, number)
        if as_json:
            from spotintro.cli.values import intro_document

            printing.document(intro_document(intro))
            return 0
        from spotintro.session.said import as_text

        for line in as_text(intro):
            printing.line(line, limit=len(line) + 1)
        return 0

    return _with_intros(launch, show_it)


@intros.command()
@named_files
@_id
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE.wav", help="Write the speech there, don't play it."
)
@force_option
@as_json_option
@click.pass_obj
def say(launch: Launch, *, number: int, out: Path | None, force: bool, as_json: bool) -> int:
    """Say one intro again: free once it was said to its end, else at the voice's price."""
    from spotintro.cli.delivering import IntroDocument, perform_and_print, require_stdout, transcript_for
    from spotintro.cli.introducing import session_of
    from spotintro.cli.values import intro_document
    from spotintro.session.said import source_line
    from spotintro.session.step import Step

    if out is not None:
        require_target(out, force=force)

    async def say_it(parts: Parts, gate: CreditGate) -> int:
        require_stdout()
        intro = await _kept(gate, number)
        low_balance = parts.settings.credits.low_balance
        document = IntroDocument(low_balance=low_balance, kept=intro_document(intro)) if as_json else None
        transcript = transcript_for(document)
        step = Step(speak=True, workflow=intro.workflow)
        session = session_of(parts, transcript)
        status = await perform_and_print(session, step, transcript, document, low_balance=low_balance)
        if not as_json:
            for source in intro.sources:
                printing.message(f"Source: {source_line(source)}")
        return status

    return _with_intros(launch, say_it, wav_file=out)


@intros.command()
@named_files
@_id
@click.option("--off", is_flag=True, help="Let it be a favourite no longer.")
@as_json_option
@click.pass_obj
def favourite(launch: Launch, *, number: int, off: bool, as_json: bool) -> int:
    """Keep one intro as a favourite, however old it is."""

    async def mark(_: Parts, gate: CreditGate) -> int:
        from spotintro.host.errors import IntroNotKept
        from spotintro.session.said import track_line

        intro = await _kept(gate, number)
        if not await gate.mark_favourite(intro.workflow, favourite=not off):
            raise IntroNotKept
        if as_json:
            printing.document({"id": number, "favourite": not off})
        else:
            is_now = "no favourite any more" if off else "a ★ favourite"
            printing.line(f"{number} is {is_now}: {track_line(intro.track)}")
        return 0

    return _with_intros(launch, mark)


@intros.command()
@named_files
@click.argument("number", metavar="[ID]", type=click.IntRange(1, 2**63 - 2), required=False)
@click.option("--all", "every", is_flag=True, help="All of them, and the tracks in the account's history.")
@as_json_option
@click.pass_obj
def delete(launch: Launch, *, number: int | None, every: bool, as_json: bool) -> int:
    """Delete one intro for good; or with --all, as `logout` offers it, all that tells what you listened to."""
    if every == (number is not None):
        raise click.UsageError("Name one ID, or say --all.")

    async def delete_it(parts: Parts, gate: CreditGate) -> int:
        if number is None:
            from spotintro.accounts.signing_out import delete_history

            deleted = await delete_history(gate, parts.paths.store_file, parts.forget_music)
            texts, said = deleted.texts, " ".join(deleted.sentences())
        else:
            intro = await _kept(gate, number)
            texts = int(await gate.forget_intro(intro.workflow))
            said = f"{number} is deleted; the account's history keeps what it was charged for."
        if as_json:
            printing.document({"texts_deleted": texts})
        else:
            printing.line(said)
        return 0

    return _with_intros(launch, delete_it)


@intros.command()
@named_files
@click.argument("file", type=click.Path(path_type=Path), metavar="[FILE]", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(("json", "md", "txt")),
    help="JSON, Markdown or plain text; without it, by the file's name, else JSON.",
)
@_favourites
@force_option
@as_json_option
@click.pass_obj
def export(
    launch: Launch, *, file: Path | None, form: str | None, favourites: bool, force: bool, as_json: bool
) -> int:
    """Write every intro that is kept to FILE, or to stdout, newest first; --json is --format json."""
    if as_json and form not in {None, "json"}:
        raise click.UsageError(f"--json and --format {form} don't go together.")
    by_name = "json" if file is None or as_json else _FORMATS.get(file.suffix.lower(), "json")
    if file is not None:
        require_target(file, force=force, named="FILE")

    async def write(_: Parts, gate: CreditGate) -> int:
        with lines_to(file) as put:
            async for line in _exported(gate, form or by_name, favourites=favourites, to_file=file is not None):
                put(line)
        return 0

    return _with_intros(launch, write)


async def _exported(gate: CreditGate, form: str, *, favourites: bool, to_file: bool) -> AsyncIterator[str]:
    import json

    from spotintro.cli.values import intro_document
    from spotintro.session.said import as_markdown, as_text

    escapes = not to_file and printing.needs_escapes()
    before = ""
    if form == "json":
        yield '{"intros": ['
    async for intro in _newest_first(gate, favourites=favourites):
        if form == "json":
            if before:
                yield f"{before},"
            before = json.dumps(intro_document(intro), ensure_ascii=escapes)
            continue
        for line in (*as_markdown(intro), "") if form == "md" else (*as_text(intro), ""):
            yield line
    if form == "json":
        yield f"{before}]}}"


async def _newest_first(gate: CreditGate, *, favourites: bool) -> AsyncIterator[Intro]:
    before: int | None = None
    while page := await gate.last_intros(before=before, favourites=favourites, limit=_PAGE):
        for intro in page:
            yield intro
        before = page[-1].number


async def _kept(gate: CreditGate, number: int) -> Intro:
    found = await gate.last_intros(before=number + 1, limit=1)
    if not found or found[0].number != number:
        from spotintro.host.errors import IntroNotKept

        raise IntroNotKept
    return found[0]


def _with_intros(
    launch: Launch, work: Callable[[Parts, CreditGate], Awaitable[int]], *, wav_file: Path | None = None
) -> int:
    """Run the work on the account, less the intros that are older than the settings keep them."""
    from spotintro.cli.execution import make_parts, with_parts
    from spotintro.wiring.options import RunOptions

    async def perform(parts: Parts) -> int:
        from spotintro.cli.delivering import forget_old_intros

        await forget_old_intros(parts)
        return await work(parts, await parts.gate())

    return with_parts(make_parts(launch, RunOptions(wav_file=wav_file)), perform)
