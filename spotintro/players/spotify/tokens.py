"""Spotify's tokens: kept in one secret, refreshed once for all terminals, gone when they are dead.

A refresh token dies six months after its sign-in, however often it is used, and answers `invalid_grant` from then
on (developer.spotify.com/blog/2026-06-18-refresh-token-expiration). A refresh no longer brings a new one, nor
always the scopes: what it leaves out stays as it was.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from msgspec import DecodeError, Struct, ValidationError, json, structs

from spotintro.clock import Clock
from spotintro.players.base import PlayerError, PlayerUnreachable
from spotintro.players.spotify.transport import ANSWER_S, NotSpotify, Refused, WireError, open_session
from spotintro.state.durable import locked, make_own_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

_log = logging.getLogger(__name__)

SCOPES: Final = (
    "user-read-playback-state",
    "user-modify-playback-state",
    "user-library-read",
    "user-library-modify",
)
EARLY: Final = timedelta(seconds=60)
"""A token is replaced this long before its end, so that none dies on its way."""
LIFE: Final = timedelta(days=182)
"""Of a sign-in: six months."""
LOCK_S: Final = 20.0
"""Longer than a refresh may take."""
REFRESH_PAUSE_S: Final = 30.0
"""After one that failed: what asks in between gets the same answer, not another request."""

_MOST_CHARACTERS: Final = 1_280
"""Of what is kept: Windows' Credential Locker takes no more."""


class SignInNeeded(PlayerError):
    """There is no token, or the one there was is dead."""

    def __init__(self, message: str = "You are not signed in to Spotify.") -> None:
        super().__init__(message, "Run `spotintro login`, or press L in the app.")


@dataclass(frozen=True, slots=True)
class SignIn:
    """The tokens of one sign-in; printing it shows none of them."""

    client_id: str
    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_at: datetime
    scopes: tuple[str, ...]
    signed_in_at: datetime

    @property
    def ends_at(self) -> datetime:
        return self.signed_in_at + LIFE


class Keeping(Protocol):
    """The place where the sign-in is kept. Blocks, within a bound. What can't be done raises `PlayerError`."""

    def load(self) -> str | None: ...

    def save(self, secret: str) -> None: ...

    def delete(self) -> None: ...

    def stamp(self) -> object:
        """Return a value that differs after each sign-in and sign-out, by whichever program.

        It is asked for before each call, so it has to be cheap.
        """
        ...


class GivenToken:
    """An access token from elsewhere, with nothing to renew it.

    Args:
        token: As given.
        refused: Makes what to say once Spotify takes it no more.
    """

    def __init__(self, token: str, refused: Callable[[], PlayerError]) -> None:
        self._token = token
        self._refused = refused

    def current(self) -> str:
        return self._token

    def refreshed(self, _stale: str) -> str:
        raise self._refused()


class _Record(Struct, frozen=True, rename={"client_id": "c", "access_token": "a", "refresh_token": "r"}):
    client_id: str
    access_token: str
    refresh_token: str
    expires_at: datetime
    scopes: tuple[str, ...]
    signed_in_at: datetime


class TokenAnswer(Struct, frozen=True):
    """The accounts service's answer; what it may leave out has a default."""

    access_token: str
    expires_in: int
    refresh_token: str = ""
    scope: str = ""


class Accounts:
    """Spotify's accounts service, which gives out tokens. Blocks; each request is sent once."""

    def __init__(self, accounts_url: str, *, answer_s: float = ANSWER_S) -> None:
        self.url = accounts_url.rstrip("/")
        self._answer_s = answer_s

    def token(self, form: Mapping[str, str]) -> TokenAnswer:
        """Ask for a token and return the answer.

        Raises:
            WireError: why there is none.
        """
        from msgspec import convert

        with open_session(self._answer_s) as session:
            answer = session.request("POST", f"{self.url}/api/token", data=dict(form), timeout=self._answer_s)
        try:
            return convert(answer.json(), TokenAnswer)
        except ValidationError:
            raise NotSpotify("no token in the answer") from None


class SpotifyTokens:
    """The tokens of the person who is signed in. Blocks; used by one thread at a time."""

    def __init__(self, keeping: Keeping, accounts: Accounts, lock_file: Path, clock: Clock) -> None:
        self._keeping = keeping
        self._accounts = accounts
        self._lock_file = lock_file
        self._clock = clock
        self._sign_in: SignIn | None = None
        self._stamp: object = None
        self._failed_at_s: float | None = None

    def current(self) -> str:
        """Return a token that lives for another minute at least; an older one is refreshed first.

        Raises:
            SignInNeeded: nobody signed in here, or six months are over.
            PlayerUnreachable: it can't be refreshed now.
        """
        stamp = self._keeping.stamp()
        if stamp != self._stamp:
            self._sign_in, self._stamp = None, stamp
        sign_in = self._sign_in = self._sign_in or self._load()
        if sign_in is None:
            raise SignInNeeded
        if self._clock.now() + EARLY < sign_in.expires_at:
            return sign_in.access_token
        return self.refreshed(sign_in.access_token)

    def refreshed(self, stale: str) -> str:
        """Return another token than `stale`: the one that another terminal has got meanwhile, else a new one.

        Raises:
            SignInNeeded: the sign-in is over; it was forgotten.
            PlayerUnreachable: it can't be refreshed now.
        """
        now_s = self._clock.monotonic_s()
        if self._failed_at_s is not None and now_s - self._failed_at_s < REFRESH_PAUSE_S:
            raise _unreachable()
        with self._locked():
            kept = self._load()
            if kept is None:
                raise SignInNeeded
            if kept.access_token != stale and self._clock.now() + EARLY < kept.expires_at:
                self._sign_in = kept
            else:
                self._sign_in = self._refresh(kept)
            return self._sign_in.access_token

    def keep(self, sign_in: SignIn) -> None:
        """Keep a new sign-in, in place of any before."""
        with self._locked():
            self._keeping.save(_written(sign_in))
            self._sign_in = sign_in

    def sign_in(self) -> SignIn | None:
        """Return the sign-in that is kept, if any, without refreshing it; `doctor` shows it."""
        return self._load()

    def forget(self) -> None:
        with self._locked():
            self._sign_in = None
            self._keeping.delete()

    def _refresh(self, kept: SignIn) -> SignIn:
        form = {"grant_type": "refresh_token", "refresh_token": kept.refresh_token, "client_id": kept.client_id}
        try:
            answer = self._accounts.token(form)
        except Refused as refusal:
            if refusal.status in {HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED} and "invalid_grant" in str(
                refusal
            ):
                self._sign_in = None
                self._keeping.delete()
                raise SignInNeeded(_why_over(kept, self._clock.now())) from refusal
            raise self._failed(refusal) from refusal
        except WireError as error:
            raise self._failed(error) from error
        self._failed_at_s = None
        made = replace(
            kept,
            access_token=answer.access_token,
            refresh_token=answer.refresh_token or kept.refresh_token,
            expires_at=self._clock.now() + timedelta(seconds=answer.expires_in),
            scopes=tuple(answer.scope.split()) or kept.scopes,
        )
        try:
            self._keeping.save(_written(made))
        except PlayerError as problem:
            # What is kept still serves the others, since a refresh leaves the refresh token as it is.
            _log.warning("the renewed sign-in to Spotify is used and can't be kept: %s", problem.message)
        return made

    def _failed(self, error: WireError) -> PlayerError:
        _log.info("Spotify's accounts service: %s", error)
        self._failed_at_s = self._clock.monotonic_s()
        return _unreachable()

    def _load(self) -> SignIn | None:
        secret = self._keeping.load()
        if not secret:
            return None
        try:
            record = json.decode(secret, type=_Record)
        except (DecodeError, ValidationError):
            _log.warning("the kept sign-in can't be read; signing in again replaces it")
            return None
        if record.expires_at.tzinfo is None or record.signed_in_at.tzinfo is None:
            return None
        return SignIn(
            record.client_id,
            record.access_token,
            record.refresh_token,
            record.expires_at,
            record.scopes,
            record.signed_in_at,
        )

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Let one of all programs of this user refresh at a time.

        Raises:
            PlayerUnreachable: another one has been at it for too long.
            OSError: there is no place for the lock.
        """
        make_own_folder(self._lock_file.parent)
        with contextlib.ExitStack() as held:
            try:
                held.enter_context(locked(self._lock_file, timeout_s=LOCK_S))
            except TimeoutError:
                raise PlayerUnreachable(
                    "Another SpotIntro has been renewing the sign-in for too long.", "Close it, then try again."
                ) from None
            yield


def _written(sign_in: SignIn) -> str:
    """Encode a sign-in, without the access token where that would be too much to keep.

    Each program then asks for an access token of its own.
    """
    record = _Record(
        sign_in.client_id,
        sign_in.access_token,
        sign_in.refresh_token,
        sign_in.expires_at,
        sign_in.scopes,
        sign_in.signed_in_at,
    )
    written = json.encode(record).decode()
    if len(written) <= _MOST_CHARACTERS:
        return written
    return json.encode(structs.replace(record, access_token="", expires_at=sign_in.signed_in_at)).decode()


def _why_over(kept: SignIn, now: datetime) -> str:
    if now >= kept.ends_at:
        return "Your sign-in to Spotify has ended: Spotify ends each after six months."
    return "Your sign-in to Spotify was ended, by you or by Spotify."


def _unreachable() -> PlayerError:
    return PlayerUnreachable(
        "The sign-in to Spotify can't be renewed now.", "Look at the network, then try again."
    )
