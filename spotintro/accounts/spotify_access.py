"""This machine's way to Spotify: who is signed in, by which tokens, within which budget."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Final

from spotintro.clock import Clock
from spotintro.players.base import CommandFailed, CommandUnsupported, PlayerError
from spotintro.players.spotify.call_log import CallLog, Pause
from spotintro.players.spotify.tokens import Accounts, GivenToken, SignIn, SignInNeeded, SpotifyTokens
from spotintro.players.spotify.transport import Refused
from spotintro.secrets.credentials import SPOTIFY, Origin, Secrets, keyring_name
from spotintro.secrets.errors import (
    KeyringLocked,
    KeyringTimedOut,
    NoKeyring,
    SecretFileUnsafe,
    SecretNotStored,
    SecretsError,
)
from spotintro.state.errors import StateError
from spotintro.state.sign_ins import SignIns, SpotifyUser, file_in

if TYPE_CHECKING:
    from spotintro.config import SpotifySettings
    from spotintro.players.spotify.limiter import SpotifyLimiter, Tokens
    from spotintro.players.spotify.profile import Profile
    from spotintro.players.spotify.sign_in import SigningIn
    from spotintro.players.spotify.wire import Wire

_log = logging.getLogger(__name__)

_UNCOUNTED: Final = 1_000_000_000
"""A sign-in's one call is counted, and made however much of the budget is used."""
_IN_A_FILE: Final = "`spotintro login --insecure-file` keeps it in a file that only you can read."


class NoSpotifyApp(PlayerError):
    """The settings name no app to sign in to."""

    def __init__(self) -> None:
        super().__init__(
            "There is no Spotify app to sign in with yet: spotify.client_id is empty.",
            "Press L in the app: its page has the steps to make one, and a field for it.",
        )


class SignInNotKept(PlayerError):
    """There is no place for the sign-in, or what is in it can't be had.

    Attributes:
        no_keyring: This system has none, so that a file is the only place.
    """

    def __init__(self, problem: SecretsError) -> None:
        super().__init__(problem.message, _next_step(problem))
        self.no_keyring = isinstance(problem, NoKeyring)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What a sign-in has led to."""

    user: SpotifyUser
    account_id: str
    """Whose credits are used from the next start on."""
    adopted: bool
    """Whether this user took over the account that was here before anybody signed in."""
    switched: bool
    """Whether the account is another one than before."""
    kept: Origin
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpotifyStatus:
    """How things stand. No token is in it."""

    user: SpotifyUser | None
    sign_in: SignIn | None
    """None where nobody signed in, or the tokens are gone."""
    given: str | None
    """The environment's variable that holds the access token in use."""
    used: int
    """Calls in the last 24 hours."""
    budget: int
    pause: Pause | None


class _KeptSignIn:
    """Where the tokens are kept, as `SpotifyTokens` asks for it."""

    def __init__(self, secrets: Secrets, sign_ins: SignIns) -> None:
        self._secrets = secrets
        self._sign_ins = sign_ins
        self.allow_file = False
        self.kept_in = Origin.KEYRING

    def load(self) -> str | None:
        if (
            self._sign_ins.signed_in() is None
        ):  # so that a keyring is asked, and loaded, for those alone who signed in
            return None
        try:
            secret = self._secrets.kept(SPOTIFY)
        except SecretsError as problem:
            raise SignInNotKept(problem) from problem
        return None if secret is None else secret.value

    def save(self, secret: str) -> None:
        allow_file = self.allow_file or self._secrets.file_of(SPOTIFY).exists()
        try:
            self.kept_in = self._secrets.write(SPOTIFY, secret, allow_file=allow_file)
        except SecretsError as problem:
            raise SignInNotKept(problem) from problem

    def delete(self) -> None:
        try:
            if self._sign_ins.signed_in() is not None:
                self._sign_ins.end()
        except StateError as problem:
            _log.warning("the end of the sign-in can't be noted: %s", problem.message)
        try:
            self._secrets.delete(SPOTIFY)
        except SecretNotStored:
            return
        except SecretsError as problem:
            raise SignInNotKept(problem) from problem

    def stamp(self) -> object:
        return self._sign_ins.stamp()


class SignInAttempt:
    """One attempt to sign in, between the listener's first moment and its last."""

    def __init__(self, access: SpotifyAccess, signing_in: SigningIn) -> None:
        self._access = access
        self._signing_in = signing_in

    @property
    def address(self) -> str:
        """Return the address that the person has to go to."""
        return self._signing_in.address

    def paste(self, text: str) -> None:
        """Take the address that the browser was led to.

        Raises:
            SignInFailed: it is another one; the attempt goes on.
        """
        self._signing_in.paste(text)

    async def finished(self) -> SignedIn:
        """Wait for the person, then keep what Spotify gave.

        Raises:
            PlayerError: nobody is newly signed in.
            StateError: whose account it is can't be kept; nobody is newly signed in.
        """
        sign_in = await self._signing_in.finished()
        profile = await self._access.profile_by(sign_in.access_token)
        return await asyncio.to_thread(self._access.keep, sign_in, profile)


class SpotifyAccess:
    """Nothing is asked or opened before a method is called; methods that are no coroutines may block for seconds.

    Args:
        options: Of the settings.
        data_dir: Where what is no secret is kept.
        clock: Tells the time.
    """

    def __init__(self, options: SpotifySettings, data_dir: Path, clock: Clock) -> None:
        self._options = options
        self._clock = clock
        folder = data_dir / "spotify"
        self._secrets = Secrets(data_dir)
        self._calls = CallLog(folder / "calls", clock)
        self.sign_ins = SignIns(file_in(data_dir))
        self._keeping = _KeptSignIn(self._secrets, self.sign_ins)
        accounts = Accounts(options.accounts_url)
        self._tokens = SpotifyTokens(self._keeping, accounts, folder / "refresh.lock", clock)
        self._accounts = accounts

    def limiter(self) -> SpotifyLimiter:
        """Make a rate-limited way to the Web API, with the tokens in use. Whoever asks closes it."""
        return self._make_limiter(self._in_use(), budget=self._options.daily_calls)

    @property
    def file(self) -> Path:
        """Return the file that holds the sign-in if it is kept in one."""
        return self._secrets.file_of(SPOTIFY)

    def in_use(self) -> bool:
        """Return whether somebody is signed in, or the environment has a token. Asks no keyring."""
        return self._secrets.given(SPOTIFY) is not None or self.sign_ins.user() is not None

    def require_app(self) -> None:
        """Check that there is an app to sign in to.

        Raises:
            NoSpotifyApp: the settings have no client id.
        """
        if not self._options.client_id:
            raise NoSpotifyApp

    def require_place(self, *, allow_file: bool) -> None:
        """Look for a place to keep a sign-in before a person goes through one. Blocks up to 3 s.

        Raises:
            SignInNotKept: there is none.
        """
        if allow_file or self.file.exists():
            return
        try:
            keyring_name()
        except SecretsError as problem:
            raise SignInNotKept(problem) from problem

    @asynccontextmanager
    async def signing_in(self, *, allow_file: bool) -> AsyncIterator[SignInAttempt]:
        """Listen for a browser that comes back from Spotify's page.

        Raises:
            NoSpotifyApp: the settings have no client id.
            SignInNotKept: there would be no place for it.
            PlayerError: Spotify asked for a pause that lasts, or no port is free.
        """
        from spotintro.players.spotify.limiter import Paused
        from spotintro.players.spotify.sign_in import SigningIn

        self.require_app()
        await asyncio.to_thread(self.require_place, allow_file=allow_file)
        self._keeping.allow_file = allow_file
        pause = await asyncio.to_thread(self._calls.paused)
        if pause is not None:
            raise Paused(pause, self._clock.now())
        async with SigningIn(self._options.client_id, self._accounts, self._clock) as signing_in:
            yield SignInAttempt(self, signing_in)

    async def profile_by(self, access_token: str) -> Profile:
        """Ask Spotify whose token this is.

        Raises:
            PlayerError: Spotify doesn't say.
        """
        from spotintro.players.spotify import wire
        from spotintro.players.spotify.profile import profile_of
        from spotintro.players.spotify.sign_in import SignInFailed

        def unknown() -> SignInFailed:
            return SignInFailed(
                "Spotify agreed, but does not say who you are.",
                "In your app's dashboard, add yourself under User Management; the app's owner needs Premium.",
            )

        limiter = self._make_limiter(GivenToken(access_token, unknown), budget=_UNCOUNTED)
        try:
            profile = profile_of(await limiter.read("profile", wire.profile()))
        except (CommandFailed, CommandUnsupported) as problem:
            if not isinstance(problem.__cause__, Refused) or problem.__cause__.status != HTTPStatus.FORBIDDEN:
                raise
            raise unknown() from problem
        finally:
            await limiter.close()
        if profile is None:
            raise unknown()
        return profile

    def keep(self, sign_in: SignIn, profile: Profile) -> SignedIn:
        """Keep the tokens, then note whose they are.

        Raises:
            SignInNotKept: there is no place for the tokens.
            StateError: whose account it is can't be kept; the tokens are forgotten again.
        """
        user = SpotifyUser(profile.ids, profile.name)
        before = self.sign_ins.account_id()
        self._tokens.keep(sign_in)
        try:
            linked = self.sign_ins.sign_in(user)
        except BaseException:
            self._tokens.forget()
            raise
        return SignedIn(
            user,
            linked.account_id,
            adopted=linked.adopted,
            switched=linked.account_id != before,
            kept=self._keeping.kept_in,
            scopes=sign_in.scopes,
        )

    def forget(self) -> bool:
        """Sign out, and return whether anybody was signed in. Calls stay counted: Spotify counts on, too.

        Raises:
            SignInNotKept: the tokens may still be there; nobody is signed in by them any more.
            StateError: who is signed in can't be changed.
        """
        signed_out = self.sign_ins.sign_out()
        self._tokens.forget()
        return signed_out

    def status(self) -> SpotifyStatus:
        """Return how things stand with the sign-in and the calls.

        Raises:
            SignInNotKept: the tokens may be there, and can't be read.
        """
        return SpotifyStatus(
            user=self.sign_ins.user(),
            sign_in=self._tokens.sign_in(),
            given=self._secrets.variable_with(SPOTIFY),
            used=self._calls.used(),
            budget=self._options.daily_calls,
            pause=self._calls.paused(),
        )

    def _in_use(self) -> Tokens:
        given = self._secrets.given(SPOTIFY)
        if given is None:
            return self._tokens
        variable = self._secrets.variable_with(SPOTIFY)
        message = f"Spotify refuses the access token in {variable}; such a token lives for an hour."
        return GivenToken(given, lambda: SignInNeeded(message))

    def _make_limiter(self, tokens: Tokens, *, budget: int) -> SpotifyLimiter:
        from spotintro.players.spotify.limiter import SpotifyLimiter

        return SpotifyLimiter(self._make_wire, tokens, self._calls, self._clock, budget=budget)

    def _make_wire(self) -> Wire:
        from spotintro.players.spotify.wire import Wire

        return Wire(self._options.api_url)


def _next_step(problem: SecretsError) -> str:
    """Return the keyring's own next step, less what it says about keys."""
    if isinstance(problem, KeyringLocked | SecretFileUnsafe):
        return problem.next_step
    if isinstance(problem, KeyringTimedOut):
        return f"Answer its dialog if there is one, then try again; {_IN_A_FILE}"
    return _IN_A_FILE
