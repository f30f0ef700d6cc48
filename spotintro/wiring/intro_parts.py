"""The music and its introduction in one run: the player, the host with its writer and voice, what is looked up."""

from __future__ import annotations

import asyncio
import importlib
from functools import cached_property, partial
from typing import TYPE_CHECKING

from spotintro.clock import Clock
from spotintro.config import Paths, PlayerProvider, Settings, WriterProvider
from spotintro.config.errors import ConfigError
from spotintro.wiring.account_parts import AccountParts
from spotintro.wiring.options import RunOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from spotintro.accounts.spotify_access import SpotifyAccess
    from spotintro.artwork.gallery import Gallery
    from spotintro.config.personas.persona import Persona
    from spotintro.host.consent import Consent
    from spotintro.host.host import Host
    from spotintro.host.over_music import OverMusic
    from spotintro.host.research import Research
    from spotintro.players.base import Player
    from spotintro.players.spotify.player import SpotifyPlayer
    from spotintro.state.answers import Answers
    from spotintro.state.auto_use import AutoUse
    from spotintro.voices.base import Output
    from spotintro.writers.base import Writer


class IntroParts(AccountParts):
    """The parts that introduce the music, made once, on first use, heavy imports in a thread.

    Args:
        settings: As loaded.
        paths: Where the files are.
        options: What goes over the settings.
        demo: The demo player and the announcer, charged in demo credits.
        clock: The system's, unless a test owns time.
    """

    def __init__(
        self,
        settings: Settings,
        paths: Paths,
        options: RunOptions | None = None,
        *,
        demo: bool = False,
        clock: Clock | None = None,
    ) -> None:
        super().__init__(settings, paths, demo=demo, clock=clock)
        given = options or RunOptions()
        self._writer_choice = WriterProvider.ANNOUNCER if demo else given.writer or settings.writer.provider
        self._player_choice = PlayerProvider.DEMO if demo else given.player or settings.player.provider
        self.persona_name = given.persona or settings.host.persona
        """Of who the host is in this run."""
        self._wav_file = given.wav_file
        self._over_music = given.over_music
        self._player: Player | None = None
        self._hear: Callable[[str], None] | None = None
        self._research: Research | None = None
        self._host: Host | None = None
        self._making_host = asyncio.Lock()

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

        return make_persona(self.persona_name, self.paths.personas_dir)

    async def choose_persona(self, name: str) -> Persona:
        """Have the host be another one for the rest of this run; no intro may be under way.

        Raises:
            ConfigError: there is no such persona, or its file has a fault; it stays the one it was.
        """
        from spotintro.wiring.manner import make_manner

        former, self.persona_name = self.persona_name, name
        try:
            persona = await asyncio.to_thread(self.persona)
        except ConfigError:
            self.persona_name = former
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

    def _answers(self) -> Answers:
        from spotintro.state.answers import Answers, file_in

        return Answers(file_in(self.paths.data_dir))


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
