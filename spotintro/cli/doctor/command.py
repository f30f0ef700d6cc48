"""`spotintro doctor`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from spotintro.cli import printing
from spotintro.cli.launch import Launch
from spotintro.cli.options import as_json_option, named_files

if TYPE_CHECKING:
    from spotintro.cli.doctor.findings import Check, Finding
    from spotintro.wiring.parts import Parts

_GLYPHS = {"ok": "✓", "warn": "!", "fail": "▲"}


@click.command()
@named_files
@as_json_option
@click.pass_obj
def doctor(launch: Launch, *, as_json: bool) -> int:
    """Check every part, each with its next step. Nothing is spent, no key is shown."""
    from spotintro.cli.doctor.findings import Status
    from spotintro.cli.execution import run

    findings: list[Finding] = []

    async def check() -> int:
        findings.extend(await _examine(launch))
        return 1 if any(finding.status is Status.FAIL for finding in findings) else 0

    status = run(check)
    if as_json:
        checks: list[printing.Json] = [
            {
                "part": finding.part,
                "status": finding.status.value,
                "message": finding.message,
                "next_step": finding.next_step,
            }
            for finding in findings
        ]
        printing.document({"ok": status == 0, "checks": checks})
        return status
    for finding in findings:
        printing.line(f"{finding.part}: {finding.message}", lead=f"{_GLYPHS[finding.status]} {finding.status:4}  ")
        for number, line in enumerate(finding.next_step.splitlines()):
            printing.line(line, lead="          " if number else "        next step: ")
    return status


async def _examine(launch: Launch) -> list[Finding]:
    from spotintro.cli.doctor.files import check_config, check_data_dir
    from spotintro.cli.doctor.findings import Check, run_checks
    from spotintro.cli.doctor.terminal import check_terminal
    from spotintro.cli.doctor.writing import check_keyring
    from spotintro.cli.log_file import start_log
    from spotintro.config import Settings
    from spotintro.config.errors import ConfigError
    from spotintro.wiring.parts import Parts

    async def config() -> list[Finding]:
        file, named = launch.config_file()
        return await asyncio.to_thread(check_config, file, named=named)

    async def terminal() -> list[Finding]:
        return check_terminal()

    async def data_dir() -> list[Finding]:
        return await asyncio.to_thread(lambda: check_data_dir(launch.paths().make_data_dir()))

    first, last = [Check("config", config), Check("data folder", data_dir)], [Check("terminal", terminal)]
    keyring = Check("keyring", check_keyring)
    try:
        paths = launch.paths()
        paths.make_data_dir()
    except ConfigError:
        return await run_checks([*first, keyring, *last])
    start_log(paths.log_file)
    try:
        settings = launch.settings()
    except ConfigError:
        # What is wrong in it is told by its own check; the others go on with what would be in force without it.
        settings = Settings()
    parts = Parts(settings, paths)
    try:
        return await run_checks([*first, *_of_parts(parts, keyring), *last])
    finally:
        await parts.close()


def _of_parts(parts: Parts, keyring: Check) -> list[Check]:
    from spotintro.cli.doctor.account import check_account
    from spotintro.cli.doctor.findings import Check
    from spotintro.cli.doctor.looking_up import check_facts
    from spotintro.cli.doctor.personas import check_personas
    from spotintro.cli.doctor.playing import check_player, check_speech
    from spotintro.cli.doctor.spotify import check_spotify
    from spotintro.cli.doctor.writing import check_writer

    return [
        Check("account", lambda: check_account(parts)),
        keyring,
        Check("player", lambda: check_player(parts)),
        Check("Spotify", lambda: check_spotify(parts)),
        Check("facts", lambda: check_facts(parts)),
        Check("persona", lambda: check_personas(parts)),
        Check("writer", lambda: check_writer(parts)),
        Check("voice", lambda: check_speech(parts)),
    ]
