"""What stands on the command line for every command: which config, which data folder; and what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from spotintro.config import Paths, Settings

_F = TypeVar("_F", bound=Callable[..., Any])


@dataclass(slots=True)
class Launch:
    """The named files; kept in click's context, filled by the options of the group and of the command."""

    config_option: Path | None = None
    data_dir_option: Path | None = None

    def config_file(self) -> tuple[Path, bool]:
        """The config file, and whether it was named."""
        from spotintro.config.paths import find_config_file

        return find_config_file(self.config_option)

    def paths(self, *, demo: bool = False) -> Paths:
        """Raises: FolderUnavailable: there is no home folder and none was named."""
        from spotintro.config.paths import Paths, find_data_dir

        return Paths(self.config_file()[0], find_data_dir(self.data_dir_option, demo=demo))

    def settings(self) -> Settings:
        """Raises: ConfigError: with file and line."""
        from spotintro.config.loading import load_settings

        file, named = self.config_file()
        return load_settings(file, cost_names=cost_names(), must_exist=named)


def cost_names() -> frozenset[str]:
    """What `credits.costs` may name in the config."""
    from spotintro.credits.prices import UserTransaction

    return frozenset(step.value for step in UserTransaction)


def _keep(field: str) -> Callable[[click.Context, click.Parameter, Path | None], None]:
    def callback(ctx: click.Context, _parameter: click.Parameter, value: Path | None) -> None:
        launch = ctx.ensure_object(Launch)
        if value is not None:
            setattr(launch, field, value)

    return callback


def named_files(function: _F) -> _F:
    """Add `--config` and `--data-dir`, which may stand before or after a command's name."""
    data_dir = click.option(
        "--data-dir",
        type=click.Path(path_type=Path),
        metavar="DIR",
        expose_value=False,
        callback=_keep("data_dir_option"),
        help="Keep credits, history and log here (also $SPOTINTRO_DATA_DIR).",
    )
    config = click.option(
        "--config",
        type=click.Path(path_type=Path),
        metavar="FILE",
        expose_value=False,
        callback=_keep("config_option"),
        help="Read the settings from here (also $SPOTINTRO_CONFIG).",
    )
    return config(data_dir(function))


as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
