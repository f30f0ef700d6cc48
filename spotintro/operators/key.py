"""The operator's private key, which signs vouchers."""

from __future__ import annotations

from pathlib import Path

from spotintro.credits.vouchers import public_key_of
from spotintro.errors import SpotIntroError
from spotintro.secrets.credentials import OPERATOR, Origin, Secrets
from spotintro.secrets.errors import SecretsError


class OperatorKeyError(SpotIntroError):
    """The key can't be had or kept."""

    code = "OPERATOR_KEY_UNAVAILABLE"


class NoOperatorKey(OperatorKeyError):
    """No key was made here yet."""

    code = "NO_OPERATOR_KEY"

    def __init__(self) -> None:
        super().__init__("There is no operator's key here.", "Make one with `spotintro operator init`.")


class OperatorKeyDamaged(OperatorKeyError):
    """What is kept is no key."""

    code = "OPERATOR_KEY_DAMAGED"

    def __init__(self, origin: Origin) -> None:
        super().__init__(
            f"The operator's key kept in the {origin} is damaged.", "Put your copy of it back in its place."
        )


def read_key(data_dir: Path) -> str | None:
    """Return the private key; None where there is none. Blocks up to 3 s where a keyring doesn't answer.

    Raises:
        OperatorKeyError: there may be one, but it can't be had.
    """
    try:
        secret = Secrets(data_dir).read(OPERATOR)
    except SecretsError as error:
        # The next steps of the error itself are about the AI writer's key.
        raise OperatorKeyError(
            error.message, "Unlock the keyring, or look at the file's permissions, and try again."
        ) from None
    if secret is None:
        return None
    try:
        public_key_of(secret.value)
    except ValueError:
        raise OperatorKeyDamaged(secret.origin) from None
    return secret.value


def require_key(data_dir: Path) -> str:
    """Return the private key.

    Raises:
        NoOperatorKey: there is none.
        OperatorKeyError: there may be one, but it can't be had.
    """
    private_key = read_key(data_dir)
    if private_key is None:
        raise NoOperatorKey
    return private_key


def keep_key(data_dir: Path, private_key: str, *, allow_file: bool) -> Path | None:
    """Keep the private key in the keyring, or in a file where that is agreed to: then the file is returned.

    Raises:
        OperatorKeyError: it was not kept.
    """
    secrets = Secrets(data_dir)
    try:
        origin = secrets.write(OPERATOR, private_key, allow_file=allow_file)
    except SecretsError as error:
        raise OperatorKeyError(
            error.message,
            "Look at the data folder's permissions."
            if allow_file
            else "Keep the key in a file that only you can read: `spotintro operator init --insecure-file`.",
        ) from None
    return secrets.file_of(OPERATOR) if origin is Origin.FILE else None
