"""The options that several commands share; nothing here loads the settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from spotintro.cli.launch import Launch

_F = TypeVar("_F", bound=Callable[..., Any])


def _keep_spotify_api(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.ensure_object(Launch).spotify_api_option = value


def _keep(field: str) -> Callable[[click.Context, click.Parameter, str | None], None]:
    def callback(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
        launch = ctx.ensure_object(Launch)
        if value is not None:
            from pathlib import Path

            setattr(launch, field, Path(value))

    return callback


def named_files(function: _F) -> _F:
    """Add `--config` and `--data-dir`, which may stand before or after a command's name."""
    data_dir = click.option(
        "--data-dir",
        type=click.Path(),
        metavar="DIR",
        expose_value=False,
        callback=_keep("data_dir_option"),
        help="Keep credits, history and log here (also $SPOTINTRO_DATA_DIR).",
    )
    config = click.option(
        "--config",
        type=click.Path(),
        metavar="FILE",
        expose_value=False,
        callback=_keep("config_option"),
        help="Read the settings from here (also $SPOTINTRO_CONFIG).",
    )
    spotify_api = click.option(
        "--spotify-api",
        metavar="URL",
        hidden=True,
        expose_value=False,
        callback=_keep_spotify_api,
        help="Ask this server instead of Spotify's Web API (as spotify.api_url).",
    )
    return config(data_dir(spotify_api(function)))


def help_where_bare(context: click.Context) -> None:
    """Print the help of a group that was called without a command: click's own way makes an error of it."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
