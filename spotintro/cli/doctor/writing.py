"""The keyring, and who writes: which, why, with what key, and whether its server can be reached."""

from __future__ import annotations

import asyncio
import os
from urllib.parse import urlsplit

from spotintro.cli.doctor.findings import Finding, fail, ok, warn
from spotintro.config import Settings, WriterProvider
from spotintro.secrets.credentials import Secret, Secrets, keyring_name
from spotintro.secrets.errors import SecretsError
from spotintro.wiring.parts import Parts
from spotintro.writers.openai import OPENAI_URL

_CONNECT_TIMEOUT_S = 3.0


async def check_keyring() -> list[Finding]:
    try:
        name = await asyncio.to_thread(keyring_name)
    except SecretsError as error:
        return [warn("keyring", error.message, error.next_step)]
    return [ok("keyring", f"{name} answers.")]


async def check_writer(parts: Parts) -> list[Finding]:
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
    base_url = _base_url(settings)
    named = provider is WriterProvider.OPENAI
    if secret is None and not base_url:
        if problem is not None:
            tell = fail if named else warn
            return [tell("writer", f"No key can be read. {problem.message}", problem.next_step)]
        if named:
            return [fail("writer", "The AI writer is chosen and has no key.", "Run: spotintro keys set openai")]
        return [ok("writer", "The announcer (no AI, free): there is no key, and no server is set.")]
    key = f"key from the {secret.origin.value}" if secret is not None else "no key"
    agreed = named or (await parts.host()).needs_consent() is None
    consent = "agreed to" if agreed else "not agreed to yet: until then the announcer writes"
    what = f"{settings.writer.openai.model} at {_place(base_url or OPENAI_URL)}, {key}, {consent}"
    return [await _reachable(base_url or OPENAI_URL, what)]


def _base_url(settings: Settings) -> str:
    return settings.writer.openai.base_url or os.environ.get("OPENAI_BASE_URL") or ""


def _place(url: str) -> str:
    """Return host and port alone: a path or a query can hold a key."""
    return urlsplit(url).netloc.rpartition("@")[2] or "an address without a host"


async def _reachable(url: str, what: str) -> Finding:
    next_step = (
        "Check the address (writer.openai.base_url) and the connection; behind a proxy this may be as it is."
    )
    try:
        parts = urlsplit(url)
        port = parts.port or (80 if parts.scheme == "http" else 443)
    except ValueError:
        return fail("writer", f"{what}: that is no address.", next_step)
    if not parts.hostname:
        return fail("writer", f"{what}: that is no address.", next_step)
    try:
        # A connection and not a request: a request could cost money, and would send something.
        async with asyncio.timeout(_CONNECT_TIMEOUT_S):
            _, stream = await asyncio.open_connection(parts.hostname, port)
    except (OSError, TimeoutError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "no answer"
        return warn("writer", f"{what}: the server can't be reached ({reason}).", next_step)
    stream.close()
    return ok("writer", f"{what}; the server can be reached.")
