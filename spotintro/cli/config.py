"""`spotintro config`: where the settings are, what they say, whether they are right."""

from __future__ import annotations

import click

from spotintro.cli import printing
from spotintro.cli.failures import EXIT_FAILED, EXIT_USAGE, CommandFailed
from spotintro.cli.groups import ToldGroup
from spotintro.cli.launch import Launch, cost_names
from spotintro.cli.options import as_json_option, help_where_bare, named_files


@click.group(cls=ToldGroup, invoke_without_command=True)
@named_files
@click.pass_context
def config(context: click.Context) -> None:
    """Show where the settings are and what they say, and check them."""
    help_where_bare(context)


@config.command()
@named_files
@as_json_option
@click.pass_obj
def path(launch: Launch, *, as_json: bool) -> None:
    """Show where the config file and the data folder are."""
    paths = launch.paths()
    if as_json:
        printing.document({"config_file": str(paths.config_file), "data_dir": str(paths.data_dir)})
        return
    printing.line(str(paths.config_file))
    printing.message(f"Data, history and log: {paths.data_dir}")


@config.command()
@named_files
@as_json_option
@click.pass_obj
def show(launch: Launch, *, as_json: bool) -> None:
    """Show the settings in force, defaults included."""
    from spotintro.config.showing import as_toml, document_of

    settings = launch.settings()
    if as_json:
        printing.document(document_of(settings))
        return
    for each in as_toml(settings):
        printing.line(each)


@config.command()
@named_files
@as_json_option
@click.pass_obj
def check(launch: Launch, *, as_json: bool) -> int:
    """List every fault of the config file and of your own personas, each with its line."""
    from spotintro.cli.checking import faults_beyond
    from spotintro.config.loading import check_file, faults_at, load_what_holds
    from spotintro.wiring.personas import faults_of_host, problems_of_files

    file, named = launch.config_file()
    faults = check_file(file, cost_names=cost_names(), must_exist=named)
    settings = load_what_holds(file, cost_names=cost_names())
    if settings is not None:
        folder = launch.paths().personas_dir
        beyond = faults_at(file, (*faults_beyond(settings), *faults_of_host(settings.host, folder)))
        faults = tuple(sorted((*faults, *beyond), key=lambda fault: fault.line or 0))
        faults += problems_of_files(folder)
    if as_json:
        printing.document(
            {
                "ok": not faults,
                "file": str(file),
                "exists": file.exists(),
                "faults": [
                    {"file": str(fault.file), "line": fault.line, "message": fault.message} for fault in faults
                ],
            }
        )
    elif faults:
        for fault in faults:
            printing.line(str(fault))
        printing.message(faults[0].next_step)
    else:
        printing.line(
            f"{file} is in order." if file.exists() else f"There is no {file}: every default is in force."
        )
    return EXIT_USAGE if faults else 0


@config.command()
@named_files
@click.pass_obj
def init(launch: Launch) -> None:
    """Write a config file to start from: every setting, commented out."""
    from spotintro.config.example import example_text
    from spotintro.state.durable import make_folder, new_file

    file, _ = launch.config_file()
    if file.exists():
        raise CommandFailed("CONFIG", f"{file} is already there.", "Edit it, or move it away first.")
    try:
        make_folder(file.parent)
        # For its owner alone, since a store's address can hold a password.
        with new_file(file) as stream:
            stream.write(example_text().encode())
    except OSError as error:
        raise CommandFailed(
            "CONFIG",
            f"{file} can't be written: {error.strerror}.",
            "Name another with --config FILE.",
            status=EXIT_FAILED,
        ) from error
    printing.line(str(file))
