"""How the small files fail: each with a sentence and a next step."""

from __future__ import annotations

from pathlib import Path

from spotintro.errors import SpotIntroError


class StateError(SpotIntroError):
    """A small file can't be read or written; what it says is as it was."""

    code = "SYSTEM_ERROR"


class SignInUnkept(StateError):
    """The file of who is signed in can't be read or written."""

    def __init__(self, file: Path, error: OSError) -> None:
        super().__init__(
            f"Who is signed in can't be kept in {file}: {error.strerror}.",
            "Look at that folder's permissions and at the disk's free space.",
        )


class SignInDamaged(StateError):
    """The file of who is signed in is of an unknown form; it is never written over."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"Which account belongs to whom can't be read: {file} is damaged.",
            "If you are the only user here, remove that file and sign in again.",
        )
