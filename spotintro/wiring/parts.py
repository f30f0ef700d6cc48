"""Which provider stands behind which setting, and how what is set while the program runs takes effect."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from functools import partial
from typing import TYPE_CHECKING

from spotintro.config import PlayerProvider, WriterProvider
from spotintro.wiring.intro_parts import IntroParts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spotintro.accounts.signing_out import SignedOut
    from spotintro.secrets.credentials import Origin
    from spotintro.wiring.setting_up import SetUp
    from spotintro.writers.local_servers import LocalServer


class Parts(IntroParts):
    """The parts of one run of the program, with what its user sets up, changes and forgets while it runs.

    Nothing is opened here: whoever asks first opens what it gets.
    """

    async def sign_out(self, *, delete_history: bool) -> SignedOut:
        """Forget what this machine keeps of the user; the account stays.

        The demo's keyring is everybody's, so that its sign-out leaves the keys and the sign-in alone.
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
