"""Which provider stands behind which setting. Each is imported when it is first asked for."""

from __future__ import annotations

import asyncio
import importlib
from contextlib import AsyncExitStack, closing
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from spotintro.clock import Clock, SystemClock
from spotintro.config import OverMusicMode, Paths, PlayerProvider, Settings, WriterProvider
from spotintro.config.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spotintro.accounts.signing_out import SignedOut
    from spotintro.accounts.spotify_access import SpotifyAccess
    from spotintro.artwork.gallery import Gallery
    from spotintro.config.personas.persona import Persona
    from spotintro.credits.base import AuditReport, Move, User, VoucherTerms
    from spotintro.credits.gate import CreditGate
    from spotintro.credits.ledger import Ledger
    from spotintro.credits.prices import Prices
    from spotintro.host.consent import Consent
    from spotintro.host.host import Host
    from spotintro.host.over_music import OverMusic
    from spotintro.host.research import Research
    from spotintro.operators.demo_desk import DemoDesk
    from spotintro.players.base import Player
    from spotintro.players.spotify.player import SpotifyPlayer
    from spotintro.secrets.chain_secret import KeyringChainKeeper
    from spotintro.secrets.credentials import Origin
    from spotintro.state.answers import Answers
    from spotintro.state.auto_use import AutoUse
    from spotintro.store.background_audit import BackgroundAudit
    from spotintro.voices.base import Output
    from spotintro.wiring.setting_up import SetUp
    from spotintro.writers.base import Writer
    from spotintro.writers.local_servers import LocalServer

DEMO_CREDITS = 10


class Parts:
    """The parts of one run of the program, made once, on first use, heavy imports in a thread.

    Nothing is opened here: whoever asks first opens what it gets.

    Args:
        settings: As loaded.
        paths: Where the files are.
        demo: The demo player and the announcer, charged in demo credits.
        writer: Over the settings' writer. Naming `openai` is the consent to send it the track's facts.
        player: Over the settings' player.
        persona: The name of one, over the settings'.
        wav_file: Write the speech there; nothing is played and the music goes on.
        over_music: Over the settings' way with the music under a speech.
        clock: The system's, unless a test owns time.
    """

    def __init__(
        self,
        settings: Settings,
        paths: Paths,
        *,
        demo: bool = False,
        writer: WriterProvider | None = None,
        player: PlayerProvider | None = None,
        persona: str | None = None,
        wav_file: Path | None = None,
        over_music: OverMusicMode | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.settings = settings
        self.paths = paths
        self.demo = demo
        self.clock: Clock = clock or SystemClock()
        self._writer_choice = WriterProvider.ANNOUNCER if demo else writer or settings.writer.provider
        self._player_choice = PlayerProvider.DEMO if demo else player or settings.player.provider
        self._persona_name = persona or settings.host.persona
        self._wav_file = wav_file
        self._over_music = over_music
        self._player: Player | None = None
        self._hear: Callable[[str], None] | None = None
        self._gate: CreditGate | None = None
        self._research: Research | None = None
        self._host: Host | None = None
        self._making_host = asyncio.Lock()

    @property
    def prices(self) -> Prices:
        from spotintro.credits.features import UserTransaction
        from spotintro.credits.prices import Prices

        return Prices({UserTransaction(name): cost for name, cost in self.settings.credits.costs.items()})

    def trusted_keys(self) -> tuple[str, ...]:
        """Return the public keys whose vouchers count here; in the demo, its own desk's as well. Blocks.

        Raises:
            DemoDeskError: the desk's key can't be had.
        """
        keys = tuple(self.settings.credits.operator_keys)
        return (*keys, self._demo_desk().public_key()) if self.demo else keys

    def read_voucher(self, text: str) -> VoucherTerms:
        """Return the terms of a voucher that an operator trusted here has signed. Blocks.

        Raises:
            VoucherError: why it doesn't count.
            DemoDeskError: as `trusted_keys`.
        """
        from spotintro.credits import vouchers

        options = self.settings.credits
        revoked = (*options.revoked_keys, *options.revoked_vouchers)
        return vouchers.decode(text, self.trusted_keys(), revoked=revoked)

    def ask_demo_desk(self, request: str) -> str:
        """Return the voucher with which the demo's support desk answers a request. Blocks; in the demo alone.

        Raises:
            DemoDeskError: it can't answer.
        """
        assert self.demo
        return self._demo_desk().answer(request)

    def _demo_desk(self) -> DemoDesk:
        from spotintro.wiring.offers import make_demo_desk

        return make_demo_desk(self.settings.credits.packages, self.paths, self.clock)

    @cached_property
    def artwork(self) -> Gallery:
        from spotintro.artwork.gallery import Gallery

        return Gallery(self.paths.artwork_dir)

    @property
    def research(self) -> Research:
        """The part that looks up facts about the music, once the user has agreed."""
        if self._research is None:
            from spotintro.wiring.research import make_research

            invented = self._player_choice is PlayerProvider.DEMO
            self._research = make_research(self.settings, self.paths, self.clock, invented=invented)
        return self._research

    @property
    def auto_answers(self) -> Answers:
        """The user's answers about intros between tracks, by the way to speak with the music on."""
        from spotintro.state.answers import AUTO, Answers, file_in

        return Answers(file_in(self.paths.data_dir), AUTO)

    @cached_property
    def auto_use(self) -> AutoUse:
        from spotintro.state.auto_use import AutoUse, file_in

        return AutoUse(file_in(self.paths.data_dir), self.clock)

    @cached_property
    def spotify(self) -> SpotifyAccess:
        from spotintro.accounts.spotify_access import SpotifyAccess

        return SpotifyAccess(self.settings.spotify, self.paths.data_dir, self.clock)

    @cached_property
    def account_id(self) -> str:
        """The account whose credits this run uses; a sign-in changes it from the next start on. Reads a file."""
        from spotintro.state.sign_ins import LOCAL, SignIns, file_in

        return LOCAL if self.demo else SignIns(file_in(self.paths.data_dir)).account_id()

    def glance(self) -> User | None:
        """Read the balance as it stands in the store's file, within a few ms; None where only opening can tell."""
        if self.settings.store.url:
            return None
        from spotintro.store.glance import glance

        return glance(self.paths.store_file, self.clock.now(), self.account_id)

    @cached_property
    def chain_keeper(self) -> KeyringChainKeeper | None:
        """The keeper of the key that the books are chained with; None where they go on without one.

        A shared store's do: its server is what protects them (nobody's role may change an entry), while a key
        would have to lie on each machine that books. And demo credits are worth no secret in somebody's keyring.
        """
        if self.demo or self.shared:
            return None
        from spotintro.secrets.chain_secret import KeyringChainKeeper
        from spotintro.store.address import file_of

        return KeyringChainKeeper(file_of(self.settings.store.url or self.paths.store_file).parent)

    @property
    def takes_vouchers(self) -> bool:
        """Whether an operator is set, without whom no voucher counts; the demo has a desk of its own."""
        return self.demo or bool(self.settings.credits.operator_keys)

    @property
    def shared(self) -> bool:
        """Whether the account is in a store that several machines use."""
        return self.settings.store.url.startswith("postgresql")

    async def player(self) -> Player:
        if self._player is None:
            self._player = await asyncio.to_thread(self._make_player)
        return self._player

    def _make_player(self) -> Player:
        if self._player_choice is PlayerProvider.DEMO:
            from spotintro.players.demo import DemoPlayer

            return DemoPlayer(self.clock)
        if self._player_choice is PlayerProvider.SPOTIFY:
            return self._make_spotify_player()
        if self._player_choice is PlayerProvider.MPRIS or not self._may_use_spotify():
            return self.make_local_player()
        from spotintro.players.auto import AutoPlayer

        return AutoPlayer(self.make_local_player(), self._make_spotify_player(), self.clock, report=self._tell)

    def _may_use_spotify(self) -> bool:
        """Tell whether there is an app to sign in with, or a sign-in; else nothing of Spotify's has to load."""
        from spotintro.secrets.credentials import SPOTIFY, Secrets
        from spotintro.state.sign_ins import SignIns, file_in

        data_dir = self.paths.data_dir
        return bool(
            self.settings.spotify.client_id
            or Secrets(data_dir).given(SPOTIFY)
            or SignIns(file_in(data_dir)).user()
        )

    def _make_spotify_player(self) -> SpotifyPlayer:
        from spotintro.players.spotify.player import SpotifyPlayer

        return SpotifyPlayer(self.spotify.limiter(), self.clock, report=self._tell)

    def hear_player(self, tell: Callable[[str], None]) -> None:
        """Have `tell` get the player's sentences that belong to no command. It is called on the loop."""
        self._hear = tell

    def _tell(self, text: str) -> None:
        if self._hear is not None:
            self._hear(text)

    def make_local_player(self) -> Player:
        """Make what reads the players of this machine, by the way of its system. Whoever asks closes it."""
        from spotintro.wiring.local_player import make_local_player

        return make_local_player(self.settings.player.prefer, self.clock)

    async def gate(self) -> CreditGate:
        if self._gate is None:
            # In a thread: loading it takes some 8 ms, and the screen is being painted meanwhile.
            await asyncio.to_thread(importlib.import_module, "spotintro.credits.gate")
            from spotintro.credits.gate import CreditGate

            gate = CreditGate(self._open_ledger, self.prices, low_balance=self.settings.credits.low_balance)
            if self._gate is None:  # another call may have made it meanwhile
                self._gate = gate
        return self._gate

    async def gate_of(self, account_id: str) -> CreditGate:
        """Return the gate of another account in the same store, which must exist. Whoever asks closes it."""
        from spotintro.credits.gate import CreditGate

        return CreditGate(partial(self._open_ledger, account_id, makes_account=False), self.prices)

    def _open_ledger(
        self, account_id: str | None = None, *, makes_account: bool = True, store: str | Path | None = None
    ) -> Ledger:
        from spotintro.store import open_ledger

        options = self.settings.credits
        return open_ledger(
            url_or_path=store or self.settings.store.url or self.paths.store_file,
            account_id=account_id or self.account_id,
            demo_credits=DEMO_CREDITS,
            clock=self.clock,
            chain_keeper=self.chain_keeper,
            makes_account=makes_account,
            referral_reward=options.referral_reward,
            revoked=(*options.revoked_keys, *options.revoked_vouchers),
        )

    async def check_books(self) -> AuditReport | None:
        """Audit the books beside everything else: it holds up neither the loop, nor a booking, nor the end.

        A shared store isn't audited here, and None is returned: at each start of each machine every entry would be
        read over the network, and the server already keeps out who could make the books disagree.
        `spotintro credits audit` does it when asked.

        Raises:
            CreditError: the store can't be read.
        """
        if self.shared:
            return None
        audit = await asyncio.to_thread(_make_background_audit, self)
        try:
            return await asyncio.wrap_future(audit.start())
        finally:
            audit.cancel()

    async def sign_out(self, *, delete_history: bool) -> SignedOut:
        """Forget what this machine keeps of the user; the account stays.

        The demo's keyring is everybody's, so that its sign-out leaves the keys and the sign-in alone.

        Raises:
            CreditError: the account can't be asked; keys and answers are forgotten.
        """
        from spotintro.accounts.signing_out import sign_out
        from spotintro.secrets.credentials import SIGNED_OUT, Secrets

        return await sign_out(
            await self.gate(),
            Secrets(self.paths.data_dir),
            self._answers(),
            names=() if self.demo else SIGNED_OUT,
            forget_spotify=self.spotify.forget,
            forget_music=self.forget_music,
            history_of=self.paths.store_file if delete_history else None,
        )

    def forget_music(self) -> None:
        """Delete the covers and the facts that are kept, which tell what was listened to. Blocks."""
        from spotintro.wiring.research import forget_found

        self.artwork.forget()
        forget_found(self.paths.facts_dir)

    def _answers(self) -> Answers:
        from spotintro.state.answers import Answers, file_in

        return Answers(file_in(self.paths.data_dir))

    def move_account(self, to: str | Path, *, place: str, stopped: Callable[[], bool]) -> Move:
        """Move the account from the store in use to another, or go on with a move between the two. Blocks.

        Args:
            to: A file or an address, as in `store.url`.
            place: The same to be shown and kept: without a password.
            stopped: Asked between two steps; once true, no further step is begun.

        Raises:
            CreditError: with what has become of the credits.
        """
        from spotintro.store.moving import move_account

        with closing(self._open_ledger()) as source, closing(self._open_ledger(store=to)) as target:
            return move_account(source, target, place=place, stopped=stopped)

    async def over_music(self) -> OverMusic:
        """Make what pauses the player of this run, or turns it down, and puts it back."""
        from spotintro.host.over_music import OverMusic
        from spotintro.state.playback_journal import PlaybackJournal

        host = self.settings.host
        journal = PlaybackJournal(self.paths.data_dir)
        return OverMusic(
            await self.player(), journal, self._over_music or host.over_music, duck_percent=host.duck_percent
        )

    def persona_names(self) -> tuple[str, ...]:
        """Return the name of every persona. Reads a folder."""
        from spotintro.config.personas.reading import names

        return names(self.paths.personas_dir)

    def persona(self) -> Persona:
        """Return who the host is in this run. Blocks.

        Raises:
            ConfigError: there is no such persona, or its file has a fault.
        """
        from spotintro.wiring.personas import make_persona

        return make_persona(self._persona_name, self.paths.personas_dir)

    async def choose_persona(self, name: str) -> Persona:
        """Have the host be another one for the rest of this run; no intro may be under way.

        Raises:
            ConfigError: there is no such persona, or its file has a fault; it stays the one it was.
        """
        from spotintro.wiring.manner import make_manner

        former, self._persona_name = self._persona_name, name
        try:
            persona = await asyncio.to_thread(self.persona)
        except ConfigError:
            self._persona_name = former
            raise
        async with self._making_host:
            if self._host is not None:
                await self._host.talk_as(await asyncio.to_thread(make_manner, self.settings, persona))
        return persona

    async def host(self) -> Host:
        async with self._making_host:
            if self._host is None:
                self._host = await self._make_host()
        return self._host

    async def _make_host(self) -> Host:
        await asyncio.to_thread(_load_host)
        from spotintro.host.host import Host
        from spotintro.voices.silent_voice import SilentVoice
        from spotintro.wiring.manner import make_manner
        from spotintro.wiring.voice import is_named
        from spotintro.writers.announcer import Announcer

        announcer = Announcer()
        gate = await self.gate()
        writer = await self._make_writer() or announcer
        manner = await asyncio.to_thread(lambda: make_manner(self.settings, self.persona()))
        disclosed, consent = self._disclosed(writer)
        return Host(
            gate=gate,
            writer=writer,
            announcer=announcer,
            voice=manner.voice,
            announcer_voice=manner.announcer_voice,
            language_notice=manner.language_notice,
            unchecked_notice=manner.unchecked_notice,
            silent_voice=SilentVoice(),
            output=self._make_output(),
            over_music=await self.over_music() if self._wav_file is None else None,
            consent=consent,
            disclosure=disclosed,
            style=manner.style,
            clock=self.clock,
            demo=self.demo,
            needs_voice=is_named(self.settings.voice) or self._wav_file is not None,
            research=self.research,
        )

    def _make_output(self) -> Output:
        from spotintro.wiring.voice import make_output

        return make_output(self.settings.voice, wav_file=self._wav_file)

    async def _make_writer(self) -> Writer | None:
        from spotintro.wiring.writer import make_writer

        options, gate = self.settings.writer, await self.gate()
        make = partial(make_writer, self._writer_choice, options, self.paths.data_dir, self.clock, gate)
        return await asyncio.to_thread(make)

    def _disclosed(self, writer: Writer) -> tuple[str, Consent]:
        """Return what the user is to know before this writer is asked, and who knows whether they agreed."""
        from spotintro.wiring.writer import ConsentGiven
        from spotintro.writers.prompt import disclosure

        named = self._writer_choice is WriterProvider.OPENAI
        told = disclosure(writer.destination or "", self.settings.writer.openai.model)
        return told, ConsentGiven() if named else self._answers()

    async def change_setting(self, path: Sequence[str], value: str | float | bool, *, note: str = "") -> None:
        """Keep a setting in the file, and go by it from now on; no intro may be under way.

        In force at once are the prices, the writer and the app to sign in with; all else from the next start on.

        Args:
            path: Its tables and its name.
            value: What it is from now on.
            note: A comment for the file.

        Raises:
            ConfigError: it can't have that value, or the file can't be written. Nothing changed.
        """
        from spotintro.config.changing import with_setting
        from spotintro.config.writing import keep_setting

        file = self.paths.config_file
        settings = with_setting(self.settings, path, value, file=file)
        await asyncio.to_thread(keep_setting, file, path, value, note=note)
        self.settings = settings
        await self._go_by(path[0])

    async def _go_by(self, table: str) -> None:
        """Have the parts that were made already go by the settings of this table."""
        if table == "credits":
            (await self.gate()).charge_by(self.prices)
            (await self.host()).charge_by(self.prices)
        elif table == "writer":
            if not self.demo:
                self._writer_choice = self.settings.writer.provider
            await self._change_writer()
        elif table == "spotify":
            self.__dict__.pop("spotify", None)  # the cached property
            await self._change_player()

    async def _change_writer(self) -> None:
        host = await self.host()
        from spotintro.writers.announcer import Announcer

        writer = await self._make_writer() or Announcer()
        await host.write_with(writer, *self._disclosed(writer))

    async def _change_player(self) -> None:
        """Take the account's player in where this machine's alone was followed: now there is an app to ask by."""
        if self._player_choice not in {PlayerProvider.AUTO, PlayerProvider.SPOTIFY} or self._player is None:
            return
        before, self._player = self._player, await asyncio.to_thread(self._make_player)
        (await self.host()).steer(self._player)
        await before.close()

    async def make_free(self, *, note: str) -> None:
        """Set the price of every step to 0, in the file and at once.

        Args:
            note: A comment for the file, above the first line.

        Raises:
            ConfigError: the file can't be written.
        """
        from spotintro.credits.features import UserTransaction

        for number, step in enumerate(UserTransaction):
            await self.change_setting(("credits", "costs", step.value), 0, note="" if number else note)

    async def keep_writer_key(self, value: str, *, allow_file: bool) -> Origin:
        """Keep the AI writer's key, and have it write from now on; return where it is kept.

        Raises:
            SecretsError: nothing was kept.
        """
        from spotintro.secrets.credentials import Secrets

        keep = partial(Secrets(self.paths.data_dir).write, "openai", value, allow_file=allow_file)
        origin = await asyncio.to_thread(keep)
        await self._change_writer()
        return origin

    async def ask_writer(self) -> str:
        """Return what the AI writer says to one short request about an invented track; it is metered as any.

        Raises:
            WriterError: what is wrong, with the next step.
            ConfigError: the persona can't be read.
        """
        from spotintro.wiring.setting_up import NoWriterSetUp, ask_for_a_line

        writer = (await self.host()).writer
        if not writer.is_ai:
            # It may be set up and only declined in this session.
            made = await self._make_writer()
            if made is None:
                raise NoWriterSetUp
            try:
                return await ask_for_a_line(made, self.settings, await asyncio.to_thread(self.persona))
            finally:
                await made.close()
        return await ask_for_a_line(writer, self.settings, await asyncio.to_thread(self.persona))

    async def set_up(self) -> SetUp:
        """Tell what is set up of that which a newcomer is shown the way to."""
        from spotintro.secrets.credentials import SPOTIFY, Secrets
        from spotintro.state.sign_ins import SignIns, file_in
        from spotintro.wiring.setting_up import SetUp

        data_dir = self.paths.data_dir

        def signed_in() -> bool:
            return bool(Secrets(data_dir).given(SPOTIFY) or SignIns(file_in(data_dir)).signed_in())

        spotify = await asyncio.to_thread(signed_in)
        return SetUp(spotify=spotify, writer=self.demo or (await self.host()).writer.is_ai)

    async def local_servers(self) -> tuple[LocalServer, ...]:
        """Look for AI servers on this machine, but where a writer is set up or chosen, and in the demo."""
        if self._writer_choice is not WriterProvider.AUTO or (await self.host()).writer.is_ai:
            return ()
        from spotintro.writers.local_servers import find_local_servers

        return await find_local_servers()

    async def close(self) -> None:
        """Close what was made, in the order host, player, look-ups, gate; each also where one before it fails."""
        async with AsyncExitStack() as closing_each:  # from the last one on
            for part in (self._gate, self._research, self._player, self._host):
                if part is not None:
                    closing_each.push_async_callback(part.close)


def _load_host() -> None:
    """Import what the host needs. Call it in a thread: for its 25 ms a key pressed meanwhile would wait."""
    for name in (
        "host.host",
        "voices.miniaudio_output",
        "voices.preferred_voice",
        "writers.announcer",
        "writers.prompt",
    ):
        importlib.import_module(f"spotintro.{name}")


def _make_background_audit(parts: Parts) -> BackgroundAudit:
    from spotintro.store.address import file_of
    from spotintro.store.background_audit import BackgroundAudit

    file = file_of(parts.settings.store.url or parts.paths.store_file)
    return BackgroundAudit(file, account_id=parts.account_id, chain_keeper=parts.chain_keeper)
