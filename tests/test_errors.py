"""Every error that a user may be told finds its own sentence, whichever place catches it."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

import spotintro
from spotintro.accounts.spotify_access import SignInNotKept
from spotintro.cli.entry import main
from spotintro.cli.failures import CommandFailed
from spotintro.cli.introducing import IntroFailed
from spotintro.config.errors import (
    ConfigError,
    ConfigUnreadable,
    ConfigUnwritable,
    FolderUnavailable,
    PersonaUnknown,
    SettingRejected,
)
from spotintro.credits.base import User
from spotintro.credits.errors import CreditError, CreditErrorCode, InsufficientCredits, Uncollected, Unconfirmed
from spotintro.credits.features import UserTransaction
from spotintro.credits.spending import SpendingCapReached
from spotintro.credits.vouchers import VoucherKeyNotTrusted, VoucherMistyped, VoucherRevoked
from spotintro.errors import SpotIntroError
from spotintro.host.errors import DailyCapReached, FactsNotAgreed
from spotintro.host.events import Failed, Finished
from spotintro.host.introduction import Introduction, Progress
from spotintro.money import Money
from spotintro.operators.key import OperatorKeyDamaged
from spotintro.players.spotify.call_log import Pause
from spotintro.players.spotify.limiter import BudgetSpent, Paused
from spotintro.players.spotify.tokens import SignInNeeded
from spotintro.remote.errors import NoApp
from spotintro.secrets.credentials import Origin
from spotintro.secrets.errors import KeyringFailed, NoKeyring, SecretNotStored
from spotintro.state.errors import SignInDamaged, SignInUnkept
from spotintro.store.transactions import NoAccount
from tests.fakes.tui_parts import FakeParts, playing
from tests.tui.running import Running, running

SENTENCE, NEXT_STEP = "It broke in a way of its own.", "Mend it like this."
NOW = datetime(2026, 11, 22, 20, 15, tzinfo=UTC)
REACHED = SpendingCapReached(today=Money(900_000, "EUR"), most=Money(200_000, "EUR"), cap=Money(1_000_000, "EUR"))
MADE: dict[type[SpotIntroError], Callable[[str], SpotIntroError]] = {
    ConfigError: lambda text: ConfigError(None, None, text, NEXT_STEP),
    ConfigUnreadable: lambda text: ConfigUnreadable(None, None, text, NEXT_STEP),
    ConfigUnwritable: lambda text: ConfigUnwritable(None, None, text, NEXT_STEP),
    SettingRejected: lambda text: SettingRejected(None, None, text, NEXT_STEP),
    PersonaUnknown: lambda _: PersonaUnknown("mornin", ("morning",)),
    FolderUnavailable: lambda text: FolderUnavailable(None, None, text, NEXT_STEP),
    CreditError: lambda text: CreditError(CreditErrorCode.OPERATION_FAILED, text, NEXT_STEP),
    NoAccount: lambda text: NoAccount(CreditErrorCode.SYSTEM_ERROR, text, NEXT_STEP),
    Unconfirmed: lambda text: Unconfirmed(CreditErrorCode.SYSTEM_ERROR, text, NEXT_STEP),
    InsufficientCredits: lambda _: InsufficientCredits(needed=2, available=1),
    Uncollected: lambda _: Uncollected(step=UserTransaction.SPEAK_TRACK_INTRO, amount=1),
    VoucherMistyped: lambda text: VoucherMistyped(text, NEXT_STEP, group=3),
    VoucherKeyNotTrusted: lambda _: VoucherKeyNotTrusted(none_trusted=True),
    VoucherRevoked: lambda _: VoucherRevoked("0011223344556677"),
    SpendingCapReached: lambda _: REACHED,
    DailyCapReached: lambda _: DailyCapReached(REACHED),
    FactsNotAgreed: lambda _: FactsNotAgreed("It sends a title."),
    Paused: lambda _: Paused(Pause(until=NOW + timedelta(hours=1), quota=True), NOW),
    BudgetSpent: lambda _: BudgetSpent(3000),
    SignInNeeded: lambda _: SignInNeeded(),
    SignInNotKept: lambda _: SignInNotKept(NoKeyring()),
    KeyringFailed: lambda _: KeyringFailed("ImportError"),
    SecretNotStored: lambda _: SecretNotStored("openai", None),
    OperatorKeyDamaged: lambda _: OperatorKeyDamaged(Origin.KEYRING),
    SignInUnkept: lambda _: SignInUnkept(Path("sign_in.json"), OSError(28, "No space left on device")),
    SignInDamaged: lambda _: SignInDamaged(Path("sign_in.json")),
    CommandFailed: lambda text: CommandFailed("OF_ITS_OWN", text, NEXT_STEP),
    IntroFailed: lambda text: IntroFailed(
        Failed("OF_ITS_OWN", text, NEXT_STEP, text="", charges=(), balance=None)
    ),
}
"""Of classes with a constructor of their own that asks for something."""
INTERNAL = {
    "spotintro.cli.failures.Interrupted",
    "spotintro.credits.armour.CodeError",
    "spotintro.fetching.bounded.FetchFailed",
    "spotintro.players.spotify.transport.WireError",
    "spotintro.store.moving._Rehearsed",
    "spotintro.voices.child_channel.ParentGone",
    "spotintro.voices.engine.EngineFailed",
    "spotintro.voices.messages.ProtocolError",
    "spotintro.voices.playback_child.DeviceStalled",
    "spotintro.voices.system_device.NoSystemPlayer",
}
"""What never reaches a user; each says who catches it."""


def import_all() -> None:
    for module in pkgutil.walk_packages(spotintro.__path__, "spotintro."):
        if module.name != "spotintro.store.migrations.env":  # runs a migration
            importlib.import_module(module.name)


def below(root: type[BaseException]) -> Iterator[type[BaseException]]:
    for each in root.__subclasses__():
        yield each
        yield from below(each)


def public() -> list[type[SpotIntroError]]:
    import_all()
    return sorted(
        {
            each
            for each in below(SpotIntroError)
            if issubclass(each, SpotIntroError)
            and each.__module__.startswith("spotintro.")
            and not each.__name__.startswith("_")
        },
        key=lambda each: (each.__module__, each.__name__),
    )


def made(kind: type[SpotIntroError]) -> SpotIntroError:
    """Make one of this class; a class whose constructor asks for more than a sentence has to be in the table."""
    sentence = f"{named(kind)} broke in a way of its own."
    if kind in MADE:
        return MADE[kind](sentence)
    asked = [
        each for each in inspect.signature(kind).parameters.values() if each.default is inspect.Parameter.empty
    ]
    if not asked:
        return cast("Callable[[], SpotIntroError]", kind)()
    assert [each.name for each in asked if each.name != "next_step"] == ["message"], f"{kind} has to be in `MADE`"
    return kind(sentence, NEXT_STEP)


KINDS = public()


def named(kind: type[SpotIntroError]) -> str:
    return f"{kind.__module__.removeprefix('spotintro.')}.{kind.__name__}"


def test_all_that_the_table_names_are_there() -> None:
    assert len(KINDS) > 40
    assert set(MADE) <= set(KINDS)


def test_what_is_not_under_the_root_never_reaches_a_user_and_says_who_catches_it() -> None:
    import_all()
    outside = {
        f"{each.__module__}.{each.__qualname__}": each
        for each in below(Exception)
        if each.__module__.startswith("spotintro.")
        and not issubclass(each, SpotIntroError)
        and each.__base__ is Exception
        and each.__qualname__ != "SpotIntroError"
    }
    assert set(outside) == INTERNAL
    for name, each in outside.items():
        assert "catch" in (each.__doc__ or "") or "makes" in (each.__doc__ or ""), name


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_each_kind_has_a_sentence_a_next_step_and_a_code(kind: type[SpotIntroError]) -> None:
    error = made(kind)
    assert error.message.endswith(".")
    assert error.code == error.code.upper()
    assert str(error) in error.in_full
    assert error.in_full.endswith(error.next_step)


@pytest.mark.parametrize(
    ("error", "code", "status"),
    [
        (InsufficientCredits(needed=2, available=1), "INSUFFICIENT_CREDITS", 3),
        (SignInNeeded(), "SIGN_IN_NEEDED", 4),
        (NoKeyring(), "NO_KEYRING", 1),
        (NoApp(), "NO_APP", 5),
        (FolderUnavailable(None, None, SENTENCE, NEXT_STEP), "CONFIG", 2),
        (VoucherMistyped(SENTENCE, NEXT_STEP, group=1), "VOUCHER_MISTYPED", 1),
        (CreditError(CreditErrorCode.SYSTEM_ERROR, SENTENCE, NEXT_STEP), "SYSTEM_ERROR", 1),
    ],
)
def test_codes_that_scripts_rely_on(error: SpotIntroError, code: str, status: int, failing: Failing) -> None:
    with failing(error) as told:
        assert told("--json") == (status, {"code": code, "message": error.message, "next_step": error.next_step})


Told = Callable[..., tuple[int, object]]
Failing = Callable[[SpotIntroError], AbstractContextManager[Told]]


@pytest.fixture
def failing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Failing:
    """`spotintro now`, which fails: its exit code, and what it prints."""
    from spotintro.cli import now

    monkeypatch.setenv("SPOTINTRO_DATA_DIR", str(tmp_path))

    @contextmanager
    def fail(error: SpotIntroError) -> Iterator[Told]:
        def break_down(*_: object, **__: object) -> int:
            raise error

        def told(*options: str) -> tuple[int, object]:
            capsys.readouterr()
            status = main(["now", *options])
            out, err = capsys.readouterr()
            return (status, json.loads(out)["error"] if options else err)

        with monkeypatch.context() as patch:
            patch.setattr(now.now, "callback", break_down)
            yield told

    return fail


@pytest.mark.parametrize("kind", KINDS, ids=named)
def test_the_command_line_tells_each_kind(kind: type[SpotIntroError], failing: Failing) -> None:
    error = made(kind)
    with failing(error) as told:
        status, document = told("--json")
        assert document == {"code": error.code, "message": str(error), "next_step": error.next_step}
        assert status in {1, 2, 3, 4, 5}
        assert told() == (status, "".join(f"{line}\n" for line in (str(error), error.next_step) if line))


@pytest.mark.parametrize("kind", KINDS, ids=named)
async def test_the_host_tells_each_kind(kind: type[SpotIntroError]) -> None:
    error = made(kind)

    async def perform(_progress: Progress) -> Finished:
        raise error

    async def settle(_progress: Progress) -> None:
        raise error  # which must not take the place of what ended the run

    async def balance() -> User:
        return User("local", 10, 0)

    (event,) = [event async for event in Introduction(perform, settle=settle, balance=balance)]
    assert isinstance(event, Failed)
    assert (event.code, event.message, event.next_step) == (error.code, str(error), error.next_step)


def ends_with(here: Running, line: str) -> Callable[[], bool]:
    """Return whether the log's last line is this one: two kinds of one name say the same in this test."""
    return lambda: here.log[-1:] == [line]


@pytest.mark.slow
async def test_the_screen_tells_each_kind() -> None:
    async with running(FakeParts(playback=playing())) as here:
        for kind in KINDS:
            error = made(kind)

            async def fail(error: SpotIntroError = error) -> None:
                raise error

            here.app.start_work(fail(), named(kind), "trying what fails")
            await here.until(ends_with(here, error.in_full), error.in_full)
