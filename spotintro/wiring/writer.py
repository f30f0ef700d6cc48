"""Which writer stands behind the settings: the AI's, or none of its own."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from spotintro.config import WriterProvider, WriterSettings

if TYPE_CHECKING:
    from spotintro.clock import Clock
    from spotintro.host.spending import KeepsSpending
    from spotintro.secrets.credentials import Secrets
    from spotintro.writers.base import Meter, Writer


def server_named(settings: WriterSettings) -> str:
    """Return the address of the model's server: the settings', else the environment's; "" for OpenAI itself."""
    return settings.openai.base_url.strip() or os.environ.get("OPENAI_BASE_URL", "").strip()


def make_writer(
    choice: WriterProvider, settings: WriterSettings, data_dir: Path, clock: Clock, account: KeepsSpending
) -> Writer | None:
    """Make the AI writer that the settings name, metered; None where the announcer alone is to introduce.

    Blocks up to 3 s where a keyring doesn't answer.
    """
    return _make_writer(choice, settings, data_dir, clock, _meter(settings, account))


def _meter(settings: WriterSettings, account: KeepsSpending) -> Meter:
    from spotintro.host.spending import SpendingMeter, Tariff
    from spotintro.money import Money, TokenPrices
    from spotintro.plain_text import single_line
    from spotintro.writers.connection import Address

    options = settings.openai
    tariff = Tariff(
        model=single_line(options.model),
        server=Address.parse(server_named(settings)).destination,
        prices=TokenPrices.of(options.input_price, options.output_price, options.currency),
        cap=Money.of(options.daily_cap, options.currency) if options.daily_cap else None,
    )
    return SpendingMeter(account, tariff)


def _make_writer(
    choice: WriterProvider, settings: WriterSettings, data_dir: Path, clock: Clock, meter: Meter | None
) -> Writer | None:
    if choice is WriterProvider.ANNOUNCER:
        return None
    from spotintro.secrets.credentials import Secrets
    from spotintro.secrets.errors import SecretsError

    options = settings.openai
    base_url = server_named(settings)
    named = choice is WriterProvider.OPENAI
    secrets = Secrets(data_dir)
    key: str | Callable[[], str | None] | None = None
    try:
        secret = secrets.read("openai")
        key = None if secret is None else secret.value
    except SecretsError:
        # `doctor` tells of a keyring that can't be read; where a server needs no key, it is the same as none.
        if not base_url and named:
            key = partial(_key_by_now, secrets)
    if not named and key is None and not base_url:
        return None
    from spotintro.writers.known_servers import KnownServers
    from spotintro.writers.openai import OpenAIWriter

    return OpenAIWriter(
        api_key=key,
        base_url=base_url,
        model=options.model,
        timeout_s=options.timeout_s,
        strict=settings.strict,
        servers=KnownServers(data_dir / "servers.json", clock),
        meter=meter,
    )


def language_of_text(settings: WriterSettings, data_dir: Path, clock: Clock) -> str:
    """Return the tag of the language in which these settings' writer writes, as the announcer speaks but six.

    Blocks as `make_writer` does.
    """
    from spotintro.writers.announcer import Announcer

    # It is asked for nothing, so that nothing has to be counted.
    if _make_writer(settings.provider, settings, data_dir, clock, None) is not None:
        return settings.language
    return Announcer().text_language(settings.language)


def foreign_language_notice(asked: str, spoken: str) -> str:
    """Return the line that says that the text is in another language than asked for; "" where it isn't."""
    from spotintro.writers.language_names import language_name

    if asked == spoken:
        return ""
    return f"The announcer doesn't speak {language_name(asked)}; its intros are in {language_name(spoken)}."


def unchecked_notice(language: str, *, strict: bool) -> str:
    """Return the line that says that strict mode is asked for and not to be had in a language; "" where it is."""
    from spotintro.writers.language_names import language_name
    from spotintro.writers.truth.judge import can_judge

    if not strict or can_judge(language):
        return ""
    said = f"What a model says in {language_name(language)} can't be held against the facts"
    return f"{said}: writer.strict has no effect."


def _key_by_now(secrets: Secrets) -> str | None:
    """Read a key that could not be read at the start, since its keyring may have been unlocked meanwhile."""
    from spotintro.secrets.errors import SecretsError
    from spotintro.writers.base import WriterUnavailable

    try:
        secret = secrets.read("openai")
    except SecretsError as problem:
        raise WriterUnavailable(problem.message, problem.next_step) from problem
    return None if secret is None else secret.value


class ConsentGiven:
    """The consent of who named the AI writer in so many words, on the command line or in the settings."""

    def agreed(self, destination: str) -> bool:  # noqa: ARG002 - whichever server the settings name
        return True

    def agree(self, destination: str, at: datetime) -> None:
        """Keep nothing, since the setting says it."""
