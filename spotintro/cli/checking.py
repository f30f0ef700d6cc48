"""What in the settings is well written and can't be followed all the same: only the rooms that use it know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from spotintro.config import ScreenSettings
from spotintro.config.servers import EXAMPLE, is_server

if TYPE_CHECKING:
    from spotintro.config import Settings
    from spotintro.config.faults import Fault

_SERVERS: Final = (("writer", "openai", "base_url"), ("spotify", "api_url"), ("spotify", "accounts_url"))


def faults_beyond(settings: Settings) -> Iterator[Fault]:
    """Find the keys, the theme, the voice, the addresses and the store that nothing could be done with."""
    if settings.screen != ScreenSettings():  # else there is no need to load the screen's library
        from spotintro.tui.checking import faults_of_screen

        yield from faults_of_screen(settings.screen)
    from spotintro.wiring.voice import faults_of

    yield from faults_of(settings.voice)
    for path in _SERVERS:
        address = settings
        for name in path:
            address = getattr(address, name)
        assert isinstance(address, str)
        if address.strip() and not is_server(address.strip()):
            yield path, f"this is no address of a server; write one such as {EXAMPLE}."
    email = settings.support.email
    if email and "@" not in email.strip("@"):
        yield ("support", "email"), "this is no e-mail address."
    store = _store(settings.store.url)
    if store is not None:
        yield ("store", "url"), store


def _store(url: str) -> str | None:
    """Say why no driver can open the store; None where one may."""
    if not url:
        return None
    from spotintro.credits.errors import CreditError
    from spotintro.store.address import PostgresUrl, address_of

    try:
        address = address_of(url)
        if isinstance(address, PostgresUrl):
            from spotintro.store.postgres.server import require_driver

            require_driver(address)
            return None
    except CreditError as problem:
        return problem.in_full
    if address.is_dir():
        return "this is a folder; name a file in it."
    above = next((each for each in address.absolute().parents if each.exists()), None)
    return None if above is None or above.is_dir() else f"{above} is a file, and no folder to keep the store in."
