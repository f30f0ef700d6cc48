"""What session and faces ask of the rooms below them: `wiring.parts.Parts` offers all of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from typing import Protocol

from spotintro.accounts.signing_out import SignedOut
from spotintro.accounts.spotify_access import SpotifyAccess
from spotintro.artwork.picture import Picture
from spotintro.clock import Clock
from spotintro.config import Paths, Settings
from spotintro.credits.base import (
    AccountState,
    Allowance,
    AuditReport,
    Entry,
    Intro,
    Lot,
    MoveUnderWay,
    Outlook,
    Redemption,
    Referral,
    User,
    VoucherTerms,
)
from spotintro.credits.features import UserTransaction
from spotintro.credits.prices import Prices
from spotintro.credits.statistics import Statistics
from spotintro.host.consent import YesOrNo
from spotintro.host.events import CreditsAdded, HostEvent, Quote
from spotintro.host.prepared import PreparedIntro
from spotintro.host.research import Research
from spotintro.music import Track
from spotintro.players.base import Player
from spotintro.writers.base import Show


class Account(Protocol):
    async def open(self) -> User: ...

    async def user(self) -> User: ...

    async def outlook(self) -> Outlook: ...

    async def history(self, *, before: int | None = None, limit: int = 50) -> tuple[Entry, ...]: ...

    async def last_intros(
        self,
        *,
        before: int | None = None,
        skip: int = 0,
        favourites: bool = False,
        words: str = "",
        limit: int = 1,
    ) -> tuple[Intro, ...]: ...

    async def count_intros(self) -> int: ...

    async def mark_favourite(self, workflow: str, *, favourite: bool) -> bool: ...

    async def forget_old_intros(self, *, keep_days: int) -> int: ...

    async def lots(self) -> tuple[Lot, ...]: ...

    async def announce_expiry(self, *, until: datetime, told_before: datetime) -> tuple[Lot, ...]: ...

    async def statistics(self, starts: Sequence[datetime]) -> Statistics: ...

    async def record_support_contact(self) -> None: ...

    async def state(self) -> AccountState: ...

    async def redeem(self, terms: VoucherTerms) -> Redemption: ...

    async def allowances(self) -> tuple[Allowance, ...]: ...

    async def enter_referral(self, code: str) -> Referral: ...

    async def move_under_way(self) -> MoveUnderWay | None: ...


class Run(Protocol):
    """One intro under way: its events, and a way to end it."""

    def __aiter__(self) -> AsyncIterator[HostEvent]: ...

    async def stop(self, *, moved_on: bool = False) -> None: ...


class Host(Protocol):
    async def prepare(self) -> None: ...

    async def recover(self) -> str | None: ...

    async def top_up(self, *, needed: int = 0) -> tuple[CreditsAdded, ...]: ...

    def needs_consent(self) -> str | None: ...

    def agree(self) -> None: ...

    def decline(self) -> None: ...

    def quote(self, *, speak: bool, feature: UserTransaction) -> Quote: ...

    async def quote_replay(self, *, speak: bool) -> Quote | None: ...

    def quote_again(self, intro: Intro, *, speak: bool) -> Quote: ...

    async def prepare_intro(self, track: Track, *, speak: bool, show: Show) -> PreparedIntro: ...

    def fits(self, prepared: PreparedIntro) -> bool: ...

    def introduce(
        self,
        track: Track,
        *,
        speak: bool,
        feature: UserTransaction,
        show: Show,
        prepared: PreparedIntro | None = None,
        between: bool = False,
    ) -> Run: ...

    def replay(self, *, speak: bool, workflow: str | None = None) -> Run: ...

    def leave_paused(self) -> None: ...


class AutoUse(Protocol):
    """The credits that intros between tracks have used today; both calls block."""

    def today(self) -> int: ...

    def add(self, credits_used: int) -> None: ...


class Artwork(Protocol):
    def picture(self, url: str, *, width: int, height: int) -> Picture: ...


class Parts(Protocol):
    @property
    def settings(self) -> Settings: ...

    @property
    def paths(self) -> Paths: ...

    @property
    def demo(self) -> bool: ...

    @property
    def clock(self) -> Clock: ...

    @property
    def prices(self) -> Prices: ...

    @property
    def artwork(self) -> Artwork: ...

    @property
    def research(self) -> Research: ...

    @property
    def auto_answers(self) -> YesOrNo: ...

    @property
    def auto_use(self) -> AutoUse: ...

    @property
    def account_id(self) -> str: ...

    @property
    def spotify(self) -> SpotifyAccess: ...

    def read_voucher(self, text: str) -> VoucherTerms: ...

    def ask_demo_desk(self, request: str) -> str: ...

    def glance(self) -> User | None: ...

    async def player(self) -> Player: ...

    def hear_player(self, tell: Callable[[str], None]) -> None: ...

    async def gate(self) -> Account: ...

    async def check_books(self) -> AuditReport | None: ...

    async def host(self) -> Host: ...

    async def sign_out(self, *, delete_history: bool) -> SignedOut: ...

    async def close(self) -> None: ...
