"""The keyring, and who writes: which, why, with what key, and whether its server can be reached."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence

from spotintro.cli.doctor.findings import Finding, fail, ok, warn
from spotintro.config import WriterProvider
from spotintro.secrets.credentials import Secret, Secrets, keyring_name
from spotintro.secrets.errors import SecretsError
from spotintro.wiring.parts import Parts
from spotintro.wiring.writer import server_named
from spotintro.writers.base import WriterUnavailable
from spotintro.writers.connection import Address, no_address, way_to
from spotintro.writers.local_servers import USUAL_PORTS, LocalServer, find_local_servers

_CONNECT_TIMEOUT_S = 3.0


async def check_keyring() -> list[Finding]:
    try:
        name = await asyncio.to_thread(keyring_name)
    except SecretsError as error:
        return [warn("keyring", error.message, error.next_step)]
    return [ok("keyring", f"{name} answers.")]


async def check_writer(parts: Parts, *, ports: Sequence[tuple[str, int]] = USUAL_PORTS) -> list[Finding]:
    """Check who writes; where nobody but the announcer is set up, look for a local server at these ports."""
    settings = parts.settings
    provider = settings.writer.provider
    if provider is WriterProvider.ANNOUNCER:
        return [ok("writer", "The announcer, as the settings say; no AI, free.")]
    secret: Secret | None = None
    problem: SecretsError | None = None
    try:
        secret = await asyncio.to_thread(Secrets(parts.paths.data_dir).read, "openai")
    except SecretsError as error:
        problem = error
    base_url = server_named(settings.writer)
    named = provider is WriterProvider.OPENAI
    if secret is None and not base_url:
        if problem is not None:
            tell = fail if named else warn
            return [tell("writer", f"No key can be read. {problem.message}", problem.next_step)]
        if named:
            return [fail("writer", "The AI writer is chosen and has no key.", "Run: spotintro keys set openai")]
        return [_offered(await find_local_servers(ports))]
    key = f"key from the {secret.origin.value}" if secret is not None else "no key"
    agreed = named or (await parts.host()).needs_consent() is None
    consent = "agreed to" if agreed else "not agreed to yet: until then the announcer writes"
    address = Address.parse(base_url)
    what = f"{settings.writer.openai.model} at {address.destination}, {key}, {consent}"
    return [await _reachable(address, what)]


def _offered(servers: Sequence[LocalServer]) -> Finding:
    announcer = "The announcer (no AI, free): there is no key, and no server is set."
    if not servers:
        return ok("writer", announcer)
    here = "; ".join(f"{server.in_words}, at {server.base_url}" for server in servers)
    return warn(
        "writer",
        f"{announcer} A local AI server runs here ({here}), and is not used unless you say so.",
        f"To have it write, put into the settings:\n{servers[0].settings}",
    )


async def _reachable(address: Address, what: str) -> Finding:
    if not address.usable:
        return fail("writer", f"{what}: that is no address.", no_address(address).next_step)
    try:
        way = await asyncio.to_thread(way_to, address)
    except WriterUnavailable as problem:
        return fail("writer", f"{what}. {problem.message}", problem.next_step)
    nearest = way.proxy or address
    name = "the server" if way.proxy is None else f"its proxy {way.proxy.destination}"
    try:
        # A connection and not a request: a request could cost money, and would send something.
        async with asyncio.timeout(_CONNECT_TIMEOUT_S):
            _, stream = await asyncio.open_connection(nearest.hostname, nearest.connect_port)
    except (OSError, TimeoutError, UnicodeError) as error:
        setting = "the address (writer.openai.base_url)" if way.proxy is None else "HTTPS_PROXY"
        return warn(
            "writer",
            f"{what}: {name} can't be reached ({_reason(error)}).",
            f"Check {setting} and the connection.",
        )
    stream.close()
    return ok("writer", f"{what}; {name} can be reached.")


def _reason(error: Exception) -> str:
    """Say why in the system's words: asyncio's own have an address in them as Python writes it."""
    if not isinstance(error, OSError) or not error.errno:
        return "no answer"
    # A name that is not found has a number of its own, which is none of the system's.
    return (os.strerror(error.errno) if error.errno > 0 else error.strerror or "no answer").rstrip(".")
