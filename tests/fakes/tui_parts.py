"""The rooms below the screen, in memory and scripted: what a test of the screen talks to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from spotintro.accounts.signing_out import SignedOut
from spotintro.accounts.spotify_access import SpotifyAccess
from spotintro.artwork.errors import NotFetched
from spotintro.artwork.picture import Picture
from spotintro.config import Paths, Settings
from spotintro.config.changing import with_setting
from spotintro.config.personas.persona import Persona
from spotintro.config.personas.reading import BUILT_IN, read_persona
from spotintro.credits import vouchers
from spotintro.credits.base import (
    AccountState,
    Allowance,
    AuditReport,
    Entry,
    Intro,
    Lot,
    LotKind,
    MoveUnderWay,
    Outlook,
    Redemption,
    Referral,
    User,
    VoucherTerms,
)
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.credits.features import UserTransaction
from spotintro.credits.prices import Prices
from spotintro.credits.spending import DaySpending
from spotintro.credits.statistics import Statistics, UseAfterEmpty
from spotintro.host.events import Charge, CreditsAdded, Failed, HostEvent, Quote, Stopped
from spotintro.host.prepared import PreparedIntro
from spotintro.host.refusing import refusal_of
from spotintro.host.research import Answer, Research
from spotintro.music import Capability, Device, Playback, PlaybackState, Repeat, Track
from spotintro.operators.demo_desk import DemoDesk
from spotintro.players.base import Expected, PlayerError, Usage
from spotintro.secrets.credentials import Origin, Secrets
from spotintro.wiring.setting_up import SetUp
from spotintro.writers.base import IntroRequest, Line, Show
from spotintro.writers.local_servers import LocalServer
from tests.fakes.facts import FACTS, FakeAnswers, FakeSource, research_of
from tests.fakes.writer import HOST

MORE = Charge(UserTransaction.TELL_MORE, 2)
INTRO = Charge(UserTransaction.GENERATE_TRACK_INTRO, 1)
VOICE = Charge(UserTransaction.SPEAK_TRACK_INTRO, 1)
STORE_ID = "0123456789abcdef" * 2
EVERYTHING = frozenset(Capability)
TRACK = Track(
    id="demo:1",
    title="Clair de lune",
    artists=("Claude Debussy", "Ana Ferreira"),
    album="Suite bergamasque",
    duration_ms=304_000,
    year=1905,
)
FOLLOWING = Track(id="demo:2", title="Für Elise", artists=("Ludwig van Beethoven",), duration_ms=180_000)


def playing(
    track: Track | None = TRACK,
    *,
    state: PlaybackState = PlaybackState.PLAYING,
    position_ms: int = 83_000,
    volume_percent: int | None = 70,
    capabilities: frozenset[Capability] = EVERYTHING,
    following: Track | None = FOLLOWING,
) -> Playback:
    return Playback(
        state=state,
        track=track,
        position_ms=position_ms,
        read_at_s=0.0,
        player="Demo",
        device=Device("Kitchen", volume_percent),
        capabilities=capabilities,
        next_track=following,
    )


class FrozenClock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.elapsed_s = 0.0

    def now(self) -> datetime:
        return datetime(2026, 11, 22, 20, 15, tzinfo=UTC) + timedelta(seconds=self.elapsed_s)

    def monotonic_s(self) -> float:
        return self.elapsed_s


class FakePlayer:
    """Plays what a test sets; writes down what it was asked for."""

    name = "fake"

    def __init__(self, playback: Playback | None) -> None:
        self.playback = playback
        self.asked: list[str] = []
        self.opened = 0
        self.may_open = asyncio.Event()
        self.may_open.set()
        self.fail_open: list[PlayerError] = []
        self.fail_read: PlayerError | None = None
        self.fail_command: PlayerError | None = None
        self.fail_stream: PlayerError | None = None
        self.all_devices: tuple[Device, ...] = (
            Device("Kitchen", 70, id="kitchen", kind="speaker"),
            Device("Phone", None, id="phone", kind="smartphone", active=False),
        )
        self.may_list = asyncio.Event()
        self.may_list.set()
        self.watched: list[bool] = []
        self.expected: list[Expected] = []
        self.fixes: list[bool] = []
        self._changed = asyncio.Event()

    def set(self, playback: Playback | None) -> None:
        self.playback = playback
        self._changed.set()

    def break_stream(self, error: PlayerError) -> None:
        self.fail_stream = error
        self._changed.set()

    async def open(self) -> None:
        self.opened += 1
        await self.may_open.wait()
        if self.fail_open:
            raise self.fail_open.pop(0)

    async def close(self) -> None:
        self.asked.append("close")

    async def read(self) -> Playback | None:
        if self.fail_read is not None:
            raise self.fail_read
        return self.playback

    async def changes(self) -> AsyncGenerator[Playback | None, None]:
        while True:
            if self.fail_stream is not None:
                error, self.fail_stream = self.fail_stream, None
                raise error
            yield self.playback
            await self._changed.wait()
            self._changed.clear()

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        if self.fail_command is not None:
            raise self.fail_command

    async def play(self) -> None:
        self._ask("play")
        if self.playback is not None:
            self.set(replace(self.playback, state=PlaybackState.PLAYING))

    async def pause(self) -> None:
        self._ask("pause")
        if self.playback is not None:
            self.set(replace(self.playback, state=PlaybackState.PAUSED))

    async def next(self) -> None:
        self._ask("next")

    async def previous(self) -> None:
        self._ask("previous")

    async def seek(self, position_ms: int) -> None:
        self._ask(f"seek {position_ms}")
        if self.playback is not None:
            self.set(replace(self.playback, position_ms=position_ms))

    async def set_volume(self, percent: int) -> None:
        self._ask(f"volume {percent}")
        if self.playback is not None:
            self.set(replace(self.playback, device=replace(self.playback.device, volume_percent=percent)))

    async def devices(self) -> tuple[Device, ...]:
        self._ask("devices")
        await self.may_list.wait()
        return self.all_devices

    async def transfer(self, device_id: str) -> None:
        self._ask(f"transfer {device_id}")
        device = next(each for each in self.all_devices if each.id == device_id)
        if self.playback is not None:
            self.set(replace(self.playback, device=replace(device, active=True)))

    async def set_liked(self, liked: bool) -> None:
        self._ask(f"liked {liked}")
        if self.playback is not None:
            self.set(replace(self.playback, liked=liked))

    async def set_shuffle(self, on: bool) -> None:
        self._ask(f"shuffle {on}")
        if self.playback is not None:
            self.set(replace(self.playback, shuffle=on))

    async def set_repeat(self, repeat: Repeat) -> None:
        self._ask(f"repeat {repeat.value}")
        if self.playback is not None:
            self.set(replace(self.playback, repeat=repeat))

    def fix(self, fixed: bool) -> None:
        self.fixes.append(fixed)

    def set_watched(self, watched: bool) -> None:
        self.watched.append(watched)

    def expect_change(self, expected: Expected) -> None:
        if not self.expected or self.expected[-1] is not expected:
            self.expected.append(expected)


class MeteredPlayer(FakePlayer):
    """A player whose readings cost calls."""

    def __init__(self, playback: Playback | None, usage: Usage) -> None:
        super().__init__(playback)
        self.used = usage
        self.fail_usage: PlayerError | None = None

    async def usage(self) -> Usage:
        if self.fail_usage is not None:
            raise self.fail_usage
        return self.used


class FakeAccount:
    def __init__(self, user: User, entries: Sequence[Entry] = ()) -> None:
        self.balance = user
        self.entries = list(entries)
        self.fail: Exception | None = None
        self.under_way: MoveUnderWay | None = None
        self.redeemed: list[VoucherTerms] = []
        self.expires_at: datetime | None = None
        self.kept_lots: tuple[Lot, ...] | None = None
        """None: all of the balance, without end."""
        self.to_announce: list[tuple[Lot, ...]] = []
        self.used = Statistics((), (), 0, 0, UseAfterEmpty())
        self.statistics_of: list[Sequence[datetime]] = []
        self.support_contacts = 0
        self.spent: tuple[DaySpending, ...] = ()
        """Its days are counted from today, which is -1."""
        self.kept_allowances: tuple[Allowance, ...] = ()
        self.referral = Referral("00112233445566778899")
        self.history_asked: list[tuple[int | None, int]] = []
        self.intros: list[Intro] = []
        """Oldest first."""
        self.intros_asked: list[tuple[int, int]] = []
        self.old_intros: list[int] = []
        """How many texts each deletion of old ones finds."""
        self.forgotten: list[int] = []
        self.coming = Outlook(None)
        self.may_redeem = asyncio.Event()
        self.may_redeem.set()

    def _answer(self) -> User:
        if self.fail is not None:
            raise self.fail
        return self.balance

    async def open(self) -> User:
        return self._answer()

    async def user(self) -> User:
        return self._answer()

    async def outlook(self) -> Outlook:
        self._answer()
        return self.coming

    async def history(self, *, before: int | None = None, limit: int = 50) -> tuple[Entry, ...]:
        self._answer()
        self.history_asked.append((before, limit))
        older = [entry for entry in self.entries if before is None or entry.sequence < before]
        return tuple(older[:limit])

    async def last_intros(
        self,
        *,
        before: int | None = None,
        skip: int = 0,
        favourites: bool = False,
        words: str = "",
        limit: int = 1,
    ) -> tuple[Intro, ...]:
        self._answer()
        self.intros_asked.append((skip, limit))
        assert not words
        newest_first = [
            intro
            for intro in reversed(self.intros)
            if (before is None or intro.number < before) and (intro.favourite or not favourites)
        ]
        return tuple(newest_first[skip : skip + limit])

    async def count_intros(self) -> int:
        self._answer()
        return len(self.intros)

    async def mark_favourite(self, workflow: str, *, favourite: bool) -> bool:
        self._answer()
        there = any(intro.workflow == workflow for intro in self.intros)
        self.intros = [
            replace(intro, favourite=favourite) if intro.workflow == workflow else intro for intro in self.intros
        ]
        return there

    async def forget_old_intros(self, *, keep_days: int) -> int:
        self._answer()
        self.forgotten.append(keep_days)
        return self.old_intros.pop(0) if self.old_intros else 0

    async def lots(self) -> tuple[Lot, ...]:
        available = self._answer().available_credits
        return (
            (Lot(available, "Demo credits", LotKind.PROMOTIONAL, None),)
            if self.kept_lots is None
            else self.kept_lots
        )

    async def announce_expiry(self, *, until: datetime, told_before: datetime) -> tuple[Lot, ...]:
        self._answer()
        assert told_before < until
        return self.to_announce.pop(0) if self.to_announce else ()

    async def statistics(self, starts: Sequence[datetime]) -> Statistics:
        self._answer()
        self.statistics_of.append(starts)
        return self.used

    async def spending(self, starts: Sequence[datetime]) -> tuple[DaySpending, ...]:
        self._answer()
        return tuple(replace(each, day=each.day + len(starts)) for each in self.spent)

    async def record_support_contact(self) -> None:
        self.support_contacts += 1

    async def state(self) -> AccountState:
        return AccountState(STORE_ID, self.balance.id, 7, "c0ffee" * 10 + "beef", self._answer(), self.referral)

    async def allowances(self) -> tuple[Allowance, ...]:
        self._answer()
        return self.kept_allowances

    async def enter_referral(self, code: str) -> Referral:
        self._answer()
        self.referral = replace(self.referral, friend_code=code)
        return self.referral

    async def move_under_way(self) -> MoveUnderWay | None:
        return self.under_way

    async def redeem(self, terms: VoucherTerms) -> Redemption:
        await self.may_redeem.wait()
        user = self._answer()
        if any(known.serial == terms.serial for known in self.redeemed):
            raise CreditError(
                CreditErrorCode.OPERATION_FAILED, "This voucher was used before.", "Ask for another."
            )
        self.redeemed.append(terms)
        self.balance = replace(user, available_credits=user.available_credits + terms.credits)
        return Redemption(terms.credits, self.expires_at, self.balance)


class ScriptedRun:
    """One intro whose events the test puts in."""

    def __init__(self) -> None:
        self._events: asyncio.Queue[HostEvent | Exception | None] = asyncio.Queue()
        self.stopped = False
        self.stop_ending: Stopped | None = None

    def put(self, *events: HostEvent | Exception) -> None:
        for event in events:
            self._events.put_nowait(event)

    def end(self) -> None:
        self._events.put_nowait(None)

    async def stop(self, *, moved_on: bool = False) -> None:
        if not self.stopped:
            self.stopped = True
            if self.stop_ending is not None:
                self.put(replace(self.stop_ending, moved_on=moved_on))
            self.end()

    def __aiter__(self) -> AsyncIterator[HostEvent]:
        return self

    async def __anext__(self) -> HostEvent:
        event = await self._events.get()
        if event is None:
            raise StopAsyncIteration
        if isinstance(event, Exception):
            raise event
        return event


class ScriptedHost:
    def __init__(self) -> None:
        self.balance = User("local", 10, 0)
        """As a refusal tells it."""
        self.disclosure: str | None = None
        self.agreed: bool | None = None
        self.asked: list[tuple[str, bool]] = []
        self.shows: list[Show] = []
        """What was told with each intro that was asked for."""
        self.runs: list[ScriptedRun] = []
        self.recovered: str | None = None
        self.added: tuple[CreditsAdded, ...] = ()
        self.charges: tuple[Charge, ...] = (INTRO, VOICE)
        self.charges_of_more: tuple[Charge, ...] = (MORE, VOICE)
        self.features: list[UserTransaction] = []
        self.research: Research | None = None
        self.replay_charge: Quote | None = None
        self.fail_agree: Exception | None = None
        self.keeps_answers = True
        self.fail_quote: Exception | None = None
        self.left_paused = 0
        self.preparations: list[tuple[str, bool, Show]] = []
        """What was to be prepared: track, voice, show."""
        self.may_prepare = asyncio.Event()
        """Cleared, it holds every preparation up."""
        self.may_prepare.set()
        self.fail_prepare: Exception | None = None
        self.writer_name = "openai"
        """The writer in force: what another has prepared doesn't fit any more."""
        self.delivered: list[tuple[PreparedIntro | None, bool]] = []
        """What was prepared of each intro that was asked for, and whether it was between two tracks."""

    @property
    def run(self) -> ScriptedRun:
        return self.runs[-1]

    async def prepare(self) -> None: ...

    async def recover(self) -> str | None:
        return self.recovered

    async def top_up(self, *, needed: int = 0) -> tuple[CreditsAdded, ...]:
        return self.added

    def needs_consent(self) -> str | None:
        return self.disclosure if self.agreed is None else None

    def agree(self) -> bool:
        if self.fail_agree is not None:
            raise self.fail_agree
        self.agreed = True
        return self.keeps_answers

    def decline(self) -> None:
        self.agreed = False

    def quote(self, *, speak: bool, feature: UserTransaction = UserTransaction.GENERATE_TRACK_INTRO) -> Quote:
        charges = self.charges if feature is UserTransaction.GENERATE_TRACK_INTRO else self.charges_of_more
        return Quote(tuple(c for c in charges if speak or c.step is not UserTransaction.SPEAK_TRACK_INTRO))

    async def quote_replay(self, *, speak: bool) -> Quote | None:
        if self.fail_quote is not None:
            raise self.fail_quote
        return self.replay_charge if self.replay_charge is None or speak else Quote(())

    async def prepare_intro(self, track: Track, *, speak: bool, show: Show) -> PreparedIntro:
        self.preparations.append((track.id, speak, show))
        await self.may_prepare.wait()
        if self.fail_prepare is not None:
            raise self.fail_prepare
        if (refusal := refusal_of(track, UserTransaction.GENERATE_TRACK_INTRO, self.research)) is not None:
            raise refusal
        request = IntroRequest(track, "en", HOST, 70, show=show)
        pieces = (Line(f"Here comes {track.title}."),)
        number = len(self.preparations)
        name = self.writer_name
        return PreparedIntro(f"workflow {number}", request, name, pieces, FrozenClock().now(), name)

    def fits(self, prepared: PreparedIntro) -> bool:
        return prepared.asked == self.writer_name

    def introduce(
        self,
        track: Track,
        *,
        speak: bool,
        feature: UserTransaction,
        show: Show,
        prepared: PreparedIntro | None = None,
        between: bool = False,
    ) -> ScriptedRun:
        if (refusal := refusal_of(track, feature, self.research)) is not None:
            run = ScriptedRun()
            run.put(Failed(refusal.code, refusal.message, refusal.next_step, "", (), self.balance))
            run.end()
            return run
        self.features.append(feature)
        self.shows.append(show)
        self.delivered.append((prepared, between))
        return self._begin(track.id, speak=speak)

    def quote_again(self, intro: Intro, *, speak: bool) -> Quote:
        return Quote((VOICE,) if speak and not intro.spoken else ())

    def replay(self, *, speak: bool, workflow: str | None = None) -> ScriptedRun:
        return self._begin("replay" if workflow is None else f"replay {workflow}", speak=speak)

    def leave_paused(self) -> None:
        self.left_paused += 1

    def _begin(self, what: str, *, speak: bool) -> ScriptedRun:
        self.asked.append((what, speak))
        self.runs.append(ScriptedRun())
        return self.run


class FakeAutoUse:
    """The day's use in memory."""

    def __init__(self) -> None:
        self.used = 0
        self.fail: Exception | None = None

    def today(self) -> int:
        return self.used

    def add(self, credits_used: int) -> None:
        if self.fail is not None:
            raise self.fail
        self.used += credits_used


class FakeArtwork:
    """Draws what a test names; every other cover can't be had."""

    def __init__(self) -> None:
        self.pictures: dict[str, Callable[[int, int], Picture]] = {}
        self.asked: list[tuple[str, int, int]] = []

    def picture(self, url: str, *, width: int, height: int) -> Picture:
        self.asked.append((url, width, height))
        if url not in self.pictures:
            raise NotFetched("No.")
        return self.pictures[url](width, height)


class FakeParts:
    def __init__(
        self,
        *,
        settings: Settings | None = None,
        playback: Playback | None = None,
        available: int = 10,
        demo: bool = True,
        data_dir: Path = Path("data"),
        facts: Answer | None = Answer.SET_OFF,
    ) -> None:
        self.settings = settings or Settings()
        self.chosen_personas: list[str] = []
        self.persona_name = self.settings.host.persona
        self.paths = Paths(config_file=Path("config.toml"), data_dir=data_dir)
        self.demo = demo
        self.prices = Prices({UserTransaction(name): n for name, n in self.settings.credits.costs.items()})
        self.account_id = "local"
        self.operator_keys: list[str] = []
        self.clock = FrozenClock()
        self.spotify = SpotifyAccess(self.settings.spotify, data_dir, self.clock)
        self.the_player = FakePlayer(playback)
        self.the_account = FakeAccount(User("local", available, 10 - available))
        self.the_host = ScriptedHost()
        self.the_host.balance = self.the_account.balance
        self.source = FakeSource(*FACTS)
        self.answers = FakeAnswers()
        self.research = research_of(self.source, answers=self.answers, fixed=facts)
        self.the_host.research = self.research
        self.auto_answers = FakeAnswers()
        self.auto_use = FakeAutoUse()
        self.artwork = FakeArtwork()
        self.glanced: User | None = None
        self.audit_report: AuditReport | None = None
        self.found_servers: tuple[LocalServer, ...] = ()
        self.fail_host: Exception | None = None
        self.fail: dict[str, Exception] = {}
        """By the name of what fails: `read_voucher`."""
        self.is_set_up = SetUp(spotify=True, writer=True)
        self.changed_settings: list[tuple[tuple[str, ...], str | float | bool]] = []
        self.closed = False
        self.signed_out: list[bool] = []
        self._account_free = asyncio.Event()
        self._account_free.set()

    def hold_account(self) -> None:
        """Let the account take its time to open."""
        self._account_free.clear()

    def release_account(self) -> None:
        self._account_free.set()

    def _may_fail(self, name: str) -> None:
        if name in self.fail:
            raise self.fail[name]

    def read_voucher(self, text: str) -> VoucherTerms:
        self._may_fail("read_voucher")
        desk = [self._desk().public_key()] if self.demo else []
        return vouchers.decode(text, [*self.operator_keys, *desk])

    def ask_demo_desk(self, request: str) -> str:
        self._may_fail("ask_demo_desk")
        return self._desk().answer(request)

    def _desk(self) -> DemoDesk:
        return DemoDesk(self.paths.data_dir, {}, self.clock)

    def glance(self) -> User | None:
        return self.glanced

    def hear_player(self, tell: Callable[[str], None]) -> None:
        self.tell = tell

    async def player(self) -> FakePlayer:
        self._may_fail("player")
        return self.the_player

    async def gate(self) -> FakeAccount:
        await self._account_free.wait()
        return self.the_account

    async def check_books(self) -> AuditReport | None:
        self._may_fail("check_books")
        return self.audit_report

    def persona_names(self) -> tuple[str, ...]:
        return BUILT_IN

    async def choose_persona(self, name: str) -> Persona:
        self._may_fail("choose_persona")
        self.chosen_personas.append(name)
        self.persona_name = name
        return read_persona(self.paths.personas_dir, name)

    async def host(self) -> ScriptedHost:
        if self.fail_host is not None:
            raise self.fail_host
        return self.the_host

    @property
    def takes_vouchers(self) -> bool:
        return self.demo or bool(self.operator_keys)

    @property
    def shared(self) -> bool:
        return self.settings.store.url.startswith("postgresql")

    async def change_setting(self, path: Sequence[str], value: str | float | bool, *, note: str = "") -> None:
        self._may_fail("change_setting")
        self.settings = with_setting(self.settings, path, value, file=self.paths.config_file)
        self.prices = Prices({UserTransaction(name): n for name, n in self.settings.credits.costs.items()})
        self.changed_settings.append((tuple(path), value))

    async def make_free(self, *, note: str) -> None:
        for step in UserTransaction:
            await self.change_setting(("credits", "costs", step.value), 0, note=note)

    async def keep_writer_key(self, value: str, *, allow_file: bool) -> Origin:
        self._may_fail("keep_writer_key")
        return await asyncio.to_thread(Secrets(self.paths.data_dir).write, "openai", value, allow_file=allow_file)

    async def ask_writer(self) -> str:
        self._may_fail("ask_writer")
        return "Good evening."

    async def set_up(self) -> SetUp:
        return self.is_set_up

    async def local_servers(self) -> tuple[LocalServer, ...]:
        self._may_fail("local_servers")
        return self.found_servers

    async def sign_out(self, *, delete_history: bool) -> SignedOut:
        self._may_fail("sign_out")
        self.signed_out.append(delete_history)
        texts = 4 if delete_history else None
        return SignedOut(
            ("The key for openai is forgotten (keyring).",), (), (), texts, (), self.the_account._answer()
        )

    async def close(self) -> None:
        self.closed = True
