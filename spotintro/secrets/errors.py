"""How keys fail to be read, kept or forgotten: each with a sentence and a next step, none with the key."""

from __future__ import annotations

from typing import Final

from spotintro.errors import SpotIntroError

KEYRING_TIMEOUT_S: Final = 3.0


class SecretsError(SpotIntroError):
    """A key can't be read, kept or forgotten. No message carries the key."""


class NoKeyring(SecretsError):
    """This system has none, as on most servers."""

    def __init__(self) -> None:
        super().__init__(
            "This system has no keyring.",
            "Set the key in the environment (OPENAI_API_KEY), or keep it in a file: "
            "`spotintro keys set openai --insecure-file`.",
        )


class KeyringLocked(SecretsError):
    """The user has to unlock it first."""

    def __init__(self) -> None:
        super().__init__(
            "The system's keyring is locked.", "Unlock it (signing in to the desktop does), or try again."
        )


class KeyringTimedOut(SecretsError):
    """It may be waiting for an answer to its dialog."""

    def __init__(self) -> None:
        super().__init__(
            f"The system's keyring did not answer within {KEYRING_TIMEOUT_S:.0f} s.",
            "Answer its dialog if there is one and try again; OPENAI_API_KEY in the environment works without it.",
        )


class KeyringFailed(SecretsError):
    """It has a defect of its own.

    Args:
        kind: The name of its error's class: the error's text may quote the key.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"The system's keyring failed ({kind}).", "Set the key in the environment instead: OPENAI_API_KEY."
        )


class SecretUnusable(SecretsError):
    """Empty, too long, or with characters that no key has."""


class SecretFileUnsafe(SecretsError):
    """The file with the key can be read by others, or is no plain file of this user."""


class SecretFileFailed(SecretsError):
    """The file with the key can't be read, written or removed."""


class SecretNotStored(SecretsError):
    """There is no key to forget.

    Args:
        name: Of the key.
        variable: Of the environment, which holds one all the same.
    """

    def __init__(self, name: str, variable: str | None) -> None:
        super().__init__(
            f"No key for {name} is kept here.",
            "There is nothing to do." if variable is None else f"It comes from the environment: unset {variable}.",
        )


class UnknownRecord(SecretsError):
    """What stands in the keyring is not of a form this version writes: it is left alone."""

    def __init__(self) -> None:
        super().__init__(
            "The key of the account's books in the keyring is of an unknown form; it was left as it is.",
            "Update SpotIntro; or remove that entry from the keyring to begin with a new key.",
        )
