"""Signing out: this machine forgets what it kept in the user's name. Credits are no session: they stay."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from spotintro.credits.errors import credits_in_words
from spotintro.errors import SpotIntroError
from spotintro.secrets.credentials import SPOTIFY, Secrets
from spotintro.secrets.errors import SecretNotStored

if TYPE_CHECKING:
    from spotintro.credits.base import User
    from spotintro.credits.gate import CreditGate
    from spotintro.state.answers import Answers

_SPOTIFY_FORGOTTEN: Final = "The sign-in to Spotify is forgotten."
_SPOTIFY_APPS: Final = "https://www.spotify.com/account/apps"


@dataclass(frozen=True, slots=True)
class DeletedHistory:
    """All that told what was listened to is gone: the texts, favourites as well, and each charge's track."""

    texts: int
    copies: tuple[str, ...]
    """Files beside the store that hold the history as it was."""

    def sentences(self) -> tuple[str, ...]:
        """Tell what was deleted, and what is left to do."""
        deleted = f"The history of what you listened to is deleted ({_counted(self.texts)})."
        return (
            deleted,
            *([f"Copies made earlier still hold it: {', '.join(self.copies)}."] if self.copies else []),
        )


@dataclass(frozen=True, slots=True)
class SignedOut:
    """What was done, each as a sentence for the user."""

    forgotten: tuple[str, ...]
    problems: tuple[str, ...]
    """What could not be forgotten, each with what to do."""
    reminders: tuple[str, ...]
    """What is not ours to forget."""
    texts_deleted: int | None
    """None where the history was kept."""
    copies: tuple[str, ...]
    """Files beside the store that hold the history as it was."""
    user: User | None
    """None where the account can't be read."""

    def sentences(self) -> tuple[str, ...]:
        """Return all that was done as sentences, with what stays and what is left to do."""
        said = ["You are signed out.", *self.forgotten]
        if self.texts_deleted is not None:
            said.extend(DeletedHistory(self.texts_deleted, self.copies).sentences())
        else:
            said.append("The history of what you listened to is kept.")
        if self.user is not None:
            said.append(f"Your {credits_in_words(self.user.left)} and the account's entries stay.")
        return (*said, *self.reminders, *self.problems)


async def sign_out(
    gate: CreditGate,
    secrets: Secrets,
    answers: Answers,
    *,
    names: Sequence[str],
    forget_spotify: Callable[[], bool],
    forget_music: Callable[[], object],
    history_of: Path | None,
) -> SignedOut:
    """Forget what is kept by these names, the answers, and the history where it is asked for.

    What can't be forgotten is told, and holds up nothing else.

    Args:
        gate: The account's.
        secrets: Where keys are kept.
        answers: What the user has agreed to.
        names: Of `secrets.NAMES`.
        forget_spotify: Ends the sign-in, and returns whether there was one. Blocks.
        forget_music: Deletes the covers and facts that are kept, with the history. Blocks.
        history_of: The store's file, where the history in it is to be deleted.
    """
    forgotten, problems = await asyncio.to_thread(_forget, secrets, answers, names, forget_spotify)
    variables = [variable for name in names if (variable := secrets.variable_with(name)) is not None]
    history: DeletedHistory | None = None
    user: User | None = None
    try:
        if history_of is not None:
            history = await delete_history(gate, history_of, forget_music)
        user = await gate.user()
    except (SpotIntroError, OSError) as problem:
        is_undeleted = history_of is not None and history is None
        what = "The history may still be kept" if is_undeleted else "The account can't be read"
        problems.append(f"{what}: {_in_full(problem)}")
    reminders = [f"{variable} in the environment still holds a key: unset it." for variable in variables]
    if _SPOTIFY_FORGOTTEN in forgotten:
        reminders.append(f"Spotify still lists the app as one of yours; {_SPOTIFY_APPS} takes it away there.")
    return SignedOut(
        forgotten=tuple(forgotten),
        problems=tuple(problems),
        reminders=tuple(reminders),
        texts_deleted=None if history is None else history.texts,
        copies=() if history is None else history.copies,
        user=user,
    )


async def delete_history(gate: CreditGate, store_file: Path, forget_music: Callable[[], object]) -> DeletedHistory:
    """Delete what tells what was listened to, covers and facts as well. The books stay.

    Raises:
        CreditError: the account can't be asked.
    """
    await asyncio.to_thread(forget_music)
    texts = await gate.forget_history()
    return DeletedHistory(texts, await asyncio.to_thread(_copies_of, store_file))


def _forget(
    secrets: Secrets, answers: Answers, names: Sequence[str], forget_spotify: Callable[[], bool]
) -> tuple[list[str], list[str]]:
    forgotten: list[str] = []
    problems: list[str] = []
    for name in names:
        try:
            if name == SPOTIFY:
                if forget_spotify():
                    forgotten.append(_SPOTIFY_FORGOTTEN)
            else:
                places = secrets.delete(name)
                forgotten.append(f"The key for {name} is forgotten ({' and '.join(sorted(places))}).")
        except SecretNotStored:
            pass
        except (SpotIntroError, OSError) as problem:
            what = "sign-in to Spotify" if name == SPOTIFY else f"key for {name}"
            problems.append(f"The {what} may still be kept: {_in_full(problem)}")
    try:
        if answers.forget():
            forgotten.append("Your answers about what may be sent are forgotten; you are asked again.")
    except OSError as error:
        problems.append(f"Your answers could not be removed ({error.strerror}): remove {error.filename} yourself.")
    return forgotten, problems


def _in_full(problem: SpotIntroError | OSError) -> str:
    if isinstance(problem, SpotIntroError):
        return problem.in_full
    return f"{problem.filename}: {problem.strerror}. Look at the permissions there, then sign out again."


def _copies_of(store_file: Path) -> tuple[str, ...]:
    return tuple(sorted(copy.name for copy in store_file.parent.glob(f"{store_file.name}.before-*")))


def _counted(texts: int) -> str:
    return f"{texts} text" if texts == 1 else f"{texts} texts"
