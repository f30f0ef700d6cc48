"""What is set up from a face: kept in the settings file or the keyring, and in force at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from spotintro.session.events import Said, SessionEvent, SetUpTold
from spotintro.session.wording import local_servers_line
from spotintro.state.told import LOCAL_SERVER, note_told, was_told

if TYPE_CHECKING:
    from spotintro.secrets.credentials import Origin
    from spotintro.session.follower import PlayerFollower
    from spotintro.session.intros import Intros
    from spotintro.session.parts import Parts
    from spotintro.writers.local_servers import LocalServer

_log = logging.getLogger(__name__)


class SettingUp:
    """Changes what a newcomer sets up, and tells what is there.

    Args:
        parts: What is changed.
        intros: An intro under way ends before another writer or player comes.
        follower: Reads anew once there is another player.
        tell: Takes an event to the faces.
        key_of: How the face writes the key of a command; "" where it has none.
    """

    def __init__(
        self,
        parts: Parts,
        intros: Intros,
        follower: PlayerFollower,
        *,
        tell: Callable[[SessionEvent], object],
        key_of: Callable[[str], str],
    ) -> None:
        self._parts = parts
        self._intros = intros
        self._follower = follower
        self._tell = tell
        self._key_of = key_of
        self.servers: tuple[LocalServer, ...] = ()
        """The AI servers that were found on this machine."""

    @property
    def may_be_free(self) -> bool:
        """Whether the user may set the prices to 0: they alone pay for the model, and something costs credits.

        With an operator's key or a shared store somebody else may pay, and the prices are theirs.
        """
        parts = self._parts
        if parts.takes_vouchers or parts.shared:
            return False
        from spotintro.credits.features import UserTransaction

        return any(parts.prices.of(step) > 0 for step in UserTransaction)

    async def make_free(self) -> str:
        """Set the prices to 0, and return how that is undone, which the log tells too.

        Raises:
            ConfigError: the file can't be written.
        """
        await self._parts.make_free(note="Everything is free. To undo it, delete the lines of this table.")
        await self._intros.tell_prices()
        said = (
            "Everything is free from now on. To undo it, delete the lines under [credits.costs] in "
            f"{self._parts.paths.config_file}."
        )
        self._tell(Said(said))
        return said

    async def change(self, path: tuple[str, ...], value: str) -> None:
        """Keep a setting, and go by it from now on.

        Raises:
            ConfigError: it can't have that value, or the file can't be written.
        """
        await self._intros.end()
        await self._parts.change_setting(path, value)
        if path[0] == "writer":
            await self._let_a_model_write()
        await self._changed()

    async def use(self, server: LocalServer) -> None:
        """Have the first model of a server on this machine write.

        Raises:
            ConfigError: the file can't be written.
        """
        await self._intros.end()
        await self._parts.change_setting(("writer", "openai", "model"), server.models[0])
        await self._parts.change_setting(("writer", "openai", "base_url"), server.base_url)
        await self._let_a_model_write()
        await self._changed()

    async def keep_writer_key(self, value: str, *, allow_file: bool = False) -> Origin:
        """Keep the AI writer's key, and return where.

        Raises:
            SecretsError: nothing was kept.
        """
        await self._intros.end()
        origin = await self._parts.keep_writer_key(value, allow_file=allow_file)
        await self._let_a_model_write()
        await self._changed()
        return origin

    async def signed_in(self) -> None:
        """Read what plays anew, now that somebody is signed in, and tell of it."""
        self._read_anew()
        await self._tell_set_up()

    async def look(self) -> None:
        """Look for what is set up and for AI servers; of one that is not in use the log tells once."""
        self.servers = () if self._parts.demo else await self._parts.local_servers()
        await self._tell_set_up()
        data_dir = self._parts.paths.data_dir
        if not self.servers or await asyncio.to_thread(was_told, data_dir, LOCAL_SERVER):
            return
        try:
            await asyncio.to_thread(note_told, data_dir, LOCAL_SERVER)
        except OSError as error:
            _log.warning("that a local server was told of is not kept: %s", error)
        self._tell(Said(local_servers_line(self.servers, key=self._key_of("writer"))))

    async def _let_a_model_write(self) -> None:
        """Take back `writer.provider = "announcer"`: who sets a model up wants it to write."""
        if self._parts.settings.writer.provider == "announcer":
            await self._parts.change_setting(("writer", "provider"), "auto")

    async def _changed(self) -> None:
        await self._intros.tell_prices()
        self._read_anew()
        await self._tell_set_up()

    def _read_anew(self) -> None:
        # Somebody looks anew: a player that reads rarely, or is to be opened again, reads now.
        self._follower.set_watched(False)
        self._follower.set_watched(True)

    async def _tell_set_up(self) -> None:
        there = await self._parts.set_up()
        self._tell(SetUpTold(there.spotify, there.writer, self.servers))
