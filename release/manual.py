"""`python release/manual.py FOLDER`: the manual's page and three shells' completion, from the commands themselves.

They lie in `release/share`, as the package installs them; a test says when they are no longer what this writes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from click.shell_completion import get_completion_class

from spotintro import __doc__ as summary
from spotintro import __version__
from spotintro.cli.entry import COMPLETION_VARIABLE
from spotintro.cli.root import root

_ENVIRONMENT = {
    "SPOTINTRO_CONFIG": "The settings file, as --config.",
    "SPOTINTRO_DATA_DIR": "The folder of credits, history and log, as --data-dir.",
    "SPOTINTRO_SPOTIFY_ACCESS_TOKEN": "A token for Spotify, in place of a sign-in; for scripts.",
    "OPENAI_API_KEY": "The AI writer's key, in place of the one that `spotintro keys set openai` keeps.",
    "OPENAI_BASE_URL": "The AI writer's server, where the settings name none.",
    "NO_COLOR": "Without colours, whatever it says.",
}
_EXIT_CODES = {
    "0": "Done.",
    "1": "Failed; nothing was charged for what failed.",
    "2": "The command line or the settings can't be used.",
    "3": "There are too few credits.",
    "4": "A sign-in is needed, or was refused.",
    "5": "Nothing is playing, or no app runs that a command could go to.",
}

START = click.Context(root, info_name="spotintro", **root.context_settings)


def _plain(text: str) -> str:
    """Escape what roff would take for a command of its own."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    escaped = "".join(sign if sign.isascii() else rf"\[u{ord(sign):04X}]" for sign in escaped)
    return "\n".join(rf"\&{line}" if line.startswith((".", "'")) else line for line in escaped.splitlines())


def _entries(rows: dict[str, str]) -> Iterator[str]:
    for name, text in rows.items():
        yield f".TP\n.B {_plain(name)}\n{_plain(text)}"


def _help_of(command: click.Command) -> Iterator[str]:
    """Yield the command's own text: its paragraphs, of which those behind a `\\b` keep their lines."""
    for paragraph in (command.help or "").replace("\f", "").split("\n\n"):
        keeps_lines = paragraph.startswith("\b")
        text = _plain(paragraph.lstrip("\b").strip("\n"))
        yield f".PP\n.nf\n{text}\n.fi" if keeps_lines else f".PP\n{text}"


def commands(command: click.Command, context: click.Context) -> Iterator[tuple[click.Command, click.Context]]:
    """Walk through a command and all below it that are shown, each with its context."""
    yield command, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None and not below.hidden:
                yield from commands(below, click.Context(below, info_name=name, parent=context))


def _about(command: click.Command, context: click.Context) -> Iterator[str]:
    usage = " ".join((context.command_path, *command.collect_usage_pieces(context)))
    yield f".SS {_plain(usage)}"
    yield from _help_of(command)
    records = _options(command, context)
    # What each command takes stands once, at the program's own.
    everywhere = {} if context.parent is None else _options(root, context.find_root())
    yield from _entries({name: text for name, text in records.items() if everywhere.get(name) != text})


def _options(command: click.Command, context: click.Context) -> dict[str, str]:
    records = (parameter.get_help_record(context) for parameter in command.get_params(context))
    return {record[0]: record[1] for record in records if record is not None and record[1]}


def manual() -> str:
    """Return the manual's page, as roff."""
    name, _, line = (summary or "").strip().partition(": ")
    parts = [
        f'.TH SPOTINTRO 1 "" "spotintro {__version__}" "User commands"',
        f".SH NAME\nspotintro \\- {_plain(f'{name[:1].lower()}{name[1:]}: {line}'.rstrip('.'))}",
        ".SH COMMANDS",
        ".PP\nEach takes --config, --data-dir and --help as well.".replace("-", r"\-"),
    ]
    for command, context in commands(root, START):
        parts += _about(command, context)
    parts += [".SH ENVIRONMENT", *_entries(_ENVIRONMENT), ".SH EXIT STATUS", *_entries(_EXIT_CODES)]
    parts += [
        ".SH FILES",
        ".PP\n.B spotintro config path\n" + _plain("tells where settings, credits, history and log are."),
        ".SH SEE ALSO",
        ".PP\n.BR playerctl (1),\n.BR espeak-ng (1)",
    ]
    return "\n".join(parts) + "\n"


def _completion(shell: str) -> str:
    kind = get_completion_class(shell)
    assert kind is not None
    return kind(root, {}, "spotintro", COMPLETION_VARIABLE).source()


def files() -> dict[str, str]:
    """Return each file by its path below `share`."""
    return {
        "man/man1/spotintro.1": manual(),
        "bash-completion/completions/spotintro": _completion("bash"),
        "zsh/site-functions/_spotintro": _completion("zsh"),
        "fish/vendor_completions.d/spotintro.fish": _completion("fish"),
    }


if __name__ == "__main__":
    for path, content in files().items():
        target = Path(sys.argv[1], path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
