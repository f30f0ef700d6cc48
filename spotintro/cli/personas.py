"""`spotintro personas`: who the host can be, and a file to start from for one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from spotintro.cli import printing
from spotintro.cli.failures import EXIT_FAILED, EXIT_USAGE, CommandFailed
from spotintro.cli.groups import ToldGroup
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, help_where_bare, named_files
from spotintro.cli.providers import PersonaName

if TYPE_CHECKING:
    from spotintro.wiring.personas import OfferedPersona


@click.group(cls=ToldGroup, invoke_without_command=True)
@named_files
@click.pass_context
def personas(context: click.Context) -> None:
    """Show who the host can be, and write a persona of your own."""
    help_where_bare(context)


@personas.command("list")
@named_files
@as_json_option
@click.pass_obj
def list_personas(launch: Launch, *, as_json: bool) -> int:
    """List every persona, those that come along and your own, and tell which one the settings name."""
    from spotintro.config.personas.reading import stray_files
    from spotintro.wiring.personas import offered_personas

    folder, in_force = launch.paths().personas_dir, launch.settings().host.persona
    offered = offered_personas(folder)
    if as_json:
        printing.document({"in_force": in_force, "personas": [_document(each) for each in offered]})
    else:
        for each in offered:
            mark = "*" if each.name == in_force else "-"
            said = "its file has faults" if each.persona is None else f"{each.persona.title}: {each.persona.who}"
            printing.line(f"{mark} {each.name}: {said}")
    for problem in (*(problem for each in offered for problem in each.problems), *stray_files(folder)):
        printing.message(str(problem))
    return 0


@personas.command()
@named_files
@as_json_option
@click.argument("name", type=PersonaName())
@click.pass_obj
def show(launch: Launch, *, name: str, as_json: bool) -> int:
    """Show all that makes up one persona."""
    from spotintro.config.example import toml_value
    from spotintro.wiring.personas import offered_persona

    offered = offered_persona(name, launch.paths().personas_dir)
    if offered.persona is None:
        raise offered.problems[0]
    if as_json:
        printing.document(_document(offered) | {"problems": [str(problem) for problem in offered.problems]})
    else:
        for key, value in _values(offered).items():
            if isinstance(value, dict) and key != "words":
                printing.line(f"[{key}]")
                for language, sentences in value.items():
                    printing.line(f"{language} = {toml_value(sentences)}")
            else:
                printing.line(f"{key} = {toml_value(value)}")
    for problem in offered.problems:
        printing.message(str(problem))
    return 0


@personas.command()
@named_files
@click.argument("name")
@click.pass_obj
def new(launch: Launch, *, name: str) -> int:
    """Write the file of a persona of your own to start from: the plain one, with a line on each setting."""
    from spotintro.config.personas.reading import BUILT_IN, TEMPLATE, built_in_text, is_name, own_file
    from spotintro.state.durable import make_folder, new_file

    if not is_name(name):
        raise CommandFailed(
            "USAGE",
            "A persona is called by small letters, digits and hyphens, forty at the most.",
            "Choose a name such as “my-host”.",
            status=EXIT_USAGE,
        )
    if name in BUILT_IN:
        raise CommandFailed(
            "CONFIG", f"There is a persona “{name}” already, which comes along.", "Choose another name."
        )
    file = own_file(launch.paths().personas_dir, name)
    if file.exists():
        raise CommandFailed("CONFIG", f"{file} is already there.", "Edit it, or choose another name.")
    try:
        make_folder(file.parent)
        with new_file(file) as stream:
            stream.write(built_in_text(TEMPLATE).encode())
    except OSError as error:
        raise CommandFailed(
            "CONFIG",
            f"{file} can't be written: {error.strerror}.",
            "Name another config file with --config FILE: personas are beside it.",
            status=EXIT_FAILED,
        ) from error
    printing.line(str(file))
    printing.message(f'To have it as your host, write persona = "{name}" below [host] in the settings.')
    return 0


def _values(offered: OfferedPersona) -> dict[str, Any]:
    import msgspec

    return {} if offered.persona is None else dict(msgspec.to_builtins(offered.persona))


def _document(offered: OfferedPersona) -> dict[str, printing.Json]:
    file = None if offered.file is None else str(offered.file)
    return {"name": offered.name, "file": file, "ok": offered.persona is not None, **_values(offered)}
