"""The operator's private key, in the words of this command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spotintro.cli import printing
from spotintro.cli.failures import CommandFailed

if TYPE_CHECKING:
    from spotintro.secrets.credentials import Origin, SecretsError


def read_key(data_dir: Path) -> str | None:
    """Return the private key; None where there is none.

    Raises:
        CommandFailed: there may be one, but it can't be had.
    """
    from spotintro.credits.vouchers import public_key_of
    from spotintro.secrets.credentials import OPERATOR, Secrets, SecretsError

    try:
        secret = Secrets(data_dir).read(OPERATOR)
    except SecretsError as error:
        raise _failed(error, "Unlock the keyring, or look at the file's permissions, and try again.") from None
    if secret is None:
        return None
    try:
        public_key_of(secret.value)
    except ValueError:
        raise CommandFailed(
            "OPERATOR_KEY_DAMAGED",
            f"The operator's key kept in the {secret.origin} is damaged.",
            "Put your copy of it back in its place.",
        ) from None
    return secret.value


def require_key(data_dir: Path) -> str:
    private_key = read_key(data_dir)
    if private_key is None:
        raise CommandFailed(
            "NO_OPERATOR_KEY", "There is no operator's key here.", "Make one with `spotintro operator init`."
        )
    return private_key


def own_public_key(data_dir: Path) -> str | None:
    """Return the operator's public key; None where there is no key, or where it can't be had, which is told."""
    from spotintro.credits.vouchers import public_key_of

    try:
        private_key = read_key(data_dir)
    except CommandFailed as failure:
        printing.message(failure.in_full)
        return None
    return None if private_key is None else public_key_of(private_key)


def keep_key(data_dir: Path, private_key: str, *, allow_file: bool) -> tuple[Origin, Path]:
    """Keep the key; return where it is kept now, and the name of the file that it would be."""
    from spotintro.secrets.credentials import OPERATOR, Secrets, SecretsError

    secrets = Secrets(data_dir)
    try:
        return secrets.write(OPERATOR, private_key, allow_file=allow_file), secrets.file_of(OPERATOR)
    except SecretsError as error:
        raise _failed(
            error,
            "Look at the data folder's permissions."
            if allow_file
            else "Keep the key in a file that only you can read: `spotintro operator init --insecure-file`.",
        ) from None


def _failed(error: SecretsError, next_step: str) -> CommandFailed:
    """Put a next step in the place of the one of `secrets`, which is about the AI writer's key."""
    return CommandFailed("OPERATOR_KEY_UNAVAILABLE", error.message, next_step)
