"""Who the host is, and the files of the user's own personas."""

from __future__ import annotations

import asyncio

from spotintro.cli.doctor.findings import Finding, fail, ok, warn
from spotintro.config.errors import ConfigError
from spotintro.wiring.parts import Parts
from spotintro.wiring.personas import problems_of_files


async def check_personas(parts: Parts) -> list[Finding]:
    return await asyncio.to_thread(_check, parts)


def _check(parts: Parts) -> list[Finding]:
    host = parts.settings.host
    try:
        persona = parts.persona()
    except ConfigError as error:
        return [fail("persona", str(error), error.next_step)]
    problems = problems_of_files(parts.paths.personas_dir)
    return [
        ok("persona", f"{persona.title} ({host.persona}), {host.chattiness}."),
        *(warn("persona", str(problem), problem.next_step) for problem in problems),
    ]
