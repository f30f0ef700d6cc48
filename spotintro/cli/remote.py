"""`spotintro remote`: commands to the app that runs, from a script or a window manager's key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from spotintro.cli import printing
from spotintro.cli.failures import CommandFailed
from spotintro.cli.groups import ToldGroup
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, help_where_bare, named_files

if TYPE_CHECKING:
    from spotintro.remote.messages import Answer
    from spotintro.remote.status import Status

_PLAIN = {
    "introduce": "Introduce the track that plays.",
    "next-intro": "Introduce what comes next when it begins; again: not.",
    "again": "Say the last intro again.",
    "stop": "Stop the host.",
    "skip": "Go on to the next track.",
    "previous": "Go back to the track before.",
    "play": "Play on.",
    "pause": "Pause the music.",
    "play-pause": "Pause, or play on.",
    "voice": "Turn the voice on or off.",
}
"""The commands without an argument of their own, by the names that they have on the socket as well."""


@click.group(cls=ToldGroup, invoke_without_command=True)
@named_files
@click.pass_context
def remote(context: click.Context) -> None:
    """Give the app that runs a command, from a script or a key of the window manager."""
    help_where_bare(context)


def _plain_command(name: str, line: str) -> click.Command:
    @click.command(name, help=f"{line} Says what has begun, or why not.")
    @named_files
    @as_json_option
    @click.pass_obj
    def command(launch: Launch, *, as_json: bool) -> int:
        return _give(launch, name, as_json=as_json)

    return command


for _name, _line in _PLAIN.items():
    remote.add_command(_plain_command(_name, _line))


@remote.command()
@named_files
@click.argument("state", type=click.Choice(["on", "off"]), required=False)
@as_json_option
@click.pass_obj
def auto(launch: Launch, *, state: str | None, as_json: bool) -> int:
    """Turn the intros between tracks on or off; without a word, to what they are not."""
    return _give(launch, f"auto-{state}" if state else "auto", as_json=as_json)


@remote.command()
@named_files
@as_json_option
@click.pass_obj
def status(launch: Launch, *, as_json: bool) -> int:
    """Show how the app stands."""
    import msgspec

    found = _asked(launch, "status").status
    assert found is not None
    if as_json:
        printing.document(msgspec.to_builtins(found))
    else:
        _print(found)
    return 0


def _give(launch: Launch, name: str, *, as_json: bool) -> int:
    import msgspec

    answer = _asked(launch, name)
    if as_json:
        printing.document({"done": True, "message": answer.message, "status": msgspec.to_builtins(answer.status)})
    else:
        printing.line(answer.message)
    return 0


def _asked(launch: Launch, name: str) -> Answer:
    """Give the app the command of this name, and return its answer.

    Raises:
        RemoteError: no app answers.
        CommandFailed: it says why not.
    """
    from spotintro.cli.execution import run
    from spotintro.remote.client import ask
    from spotintro.remote.messages import Command

    data_dir = launch.paths().data_dir
    answers: list[Answer] = []

    async def give() -> int:
        answers.append(await ask(data_dir, Command(name)))
        return 0

    run(give)
    (answer,) = answers
    if not answer.done:
        raise CommandFailed(answer.code, answer.message, answer.next_step)
    return answer


def _print(found: Status) -> None:
    from spotintro.cli.status_line import LineFormat, LineReader

    rows = (
        ("{state}: {track}", bool(found.title or found.artist)),
        ("{position} of {duration}, on {device}", found.position_ms is not None and found.duration_ms is not None),
        ("Next: {next}", bool(found.next_title)),
        ("Credits: {credits} {low}", found.credits is not None),
        ("The next intro: {price}", found.price is not None),
        ("The host: {host}", found.host in {"writing", "speaking"}),
        ("{auto}", found.auto_on),
        ("{next_intro}", bool(found.next_intro)),
    )
    if not rows[0][1]:
        is_untold = found.state == "playing"
        printing.line("Playing: something that the player doesn't tell." if is_untold else "Nothing is playing.")
    for row, is_known in rows:
        if is_known:
            line = LineFormat.of(row).line(found, found.position_ms or 0, LineReader.PLAIN)
            printing.line(line[:1].upper() + line[1:])
