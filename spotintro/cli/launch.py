"""Which config and which data folder a command line names, and what follows from that."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from spotintro.config import Paths, Settings


class Launch:
    """The named files; kept in click's context, filled by the options of the group and of the command."""

    def __init__(self, config_option: Path | None = None, data_dir_option: Path | None = None) -> None:
        self.config_option = config_option
        self.data_dir_option = data_dir_option
        self.spotify_api_option: str | None = None

    def config_file(self) -> tuple[Path, bool]:
        """Return the config file, and whether it was named."""
        from spotintro.config.paths import find_config_file

        return find_config_file(self.config_option, data_dir=self.data_dir_option)

    def paths(self, *, demo: bool = False) -> Paths:
        """Return where the files are. Raises: FolderUnavailable: there is no home folder and none was named."""
        from spotintro.config.paths import Paths, find_data_dir

        return Paths(self.config_file()[0], find_data_dir(self.data_dir_option, demo=demo))

    def settings(self) -> Settings:
        """Load the settings. Raises: ConfigError: with file and line."""
        from spotintro.config.loading import load_settings

        file, named = self.config_file()
        settings = load_settings(file, cost_names=cost_names, must_exist=named)
        return settings if self.spotify_api_option is None else _with_api(settings, self.spotify_api_option)


def _with_api(settings: Settings, address: str) -> Settings:
    import msgspec

    from spotintro.config import SpotifySettings
    from spotintro.config.errors import SettingRejected

    try:
        msgspec.convert({"api_url": address}, SpotifySettings)
    except msgspec.ValidationError:
        raise SettingRejected(
            None, None, "--spotify-api: this is no address to send a token to.", "Give one with https://."
        ) from None
    spotify = msgspec.structs.replace(settings.spotify, api_url=address)
    return msgspec.structs.replace(settings, spotify=spotify)


def cost_names() -> frozenset[str]:
    """Return the names that `credits.costs` may have in the config."""
    from spotintro.credits.features import UserTransaction

    return frozenset(step.value for step in UserTransaction)
