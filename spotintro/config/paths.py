"""Where files belong on this system, and what the user said instead."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from spotintro.config.errors import FolderUnavailable
from spotintro.state.durable import make_folder, narrow

_NAME = "spotintro"
_FOLDERS = ("covers", "facts", "operator", "put-back", "remote", "secrets", "spotify", "spotify/calls")
"""Folders of ours in the data folder, which may hold the user's own as well."""


@dataclass(frozen=True, slots=True)
class Paths:
    config_file: Path
    data_dir: Path

    @property
    def store_file(self) -> Path:
        return self.data_dir / "credits.sqlite3"

    @property
    def log_file(self) -> Path:
        return self.data_dir / "spotintro.log"

    @property
    def personas_dir(self) -> Path:
        """The folder of the user's own personas, beside the config file."""
        return self.config_file.parent / "personas"

    @property
    def artwork_dir(self) -> Path:
        """The folder of the covers that were fetched; it may be deleted at any time."""
        return self.data_dir / "covers"

    @property
    def facts_dir(self) -> Path:
        """The folder of what was looked up about the music; it may be deleted at any time."""
        return self.data_dir / "facts"

    def make_data_dir(self) -> Path:
        """Make the data folder where it is missing, for its owner alone; one that exists keeps its mode.

        Folders of ours in it keep everybody else out, also those that an older version has made otherwise.

        Raises:
            FolderUnavailable: it can't be made, or is no folder.
        """
        try:
            make_folder(self.data_dir)
            for name in _FOLDERS:
                narrow(self.data_dir / name)
        except OSError as error:
            raise FolderUnavailable(
                None,
                None,
                f"The data folder {self.data_dir} can't be made: {error.strerror}.",
                "Name another with --data-dir DIR or SPOTINTRO_DATA_DIR.",
            ) from error
        return self.data_dir


def find_config_file(
    option: Path | None, *, data_dir: Path | None = None, environ: Mapping[str, str] = os.environ
) -> tuple[Path, bool]:
    """Choose the config file; return it, and whether the user named it: then it has to exist.

    Without a home folder it belongs into the data folder that the user named (`data_dir`, or the environment's),
    so that one name is enough.

    Raises:
        FolderUnavailable: nothing was named and there is no home folder.
    """
    named = option or _from_environment("SPOTINTRO_CONFIG", environ)
    if named is not None:
        return named, True
    import platformdirs

    try:
        return _in_home(platformdirs.user_config_path) / "config.toml", False
    except FolderUnavailable:
        data_dir = data_dir or _from_environment("SPOTINTRO_DATA_DIR", environ)
        if data_dir is None:
            raise
        return data_dir / "config.toml", False


def find_data_dir(option: Path | None, *, demo: bool = False, environ: Mapping[str, str] = os.environ) -> Path:
    """Choose the data folder; the demo has its own inside it, unless the user named one: then exactly that one.

    Raises:
        FolderUnavailable: nothing was named and there is no home folder.
    """
    named = option or _from_environment("SPOTINTRO_DATA_DIR", environ)
    if named is not None:
        return named
    import platformdirs

    folder = _in_home(platformdirs.user_data_path)
    return folder / "demo" if demo else folder


def find_shared_dir(data_dir: Path) -> Path:
    """Return a folder that this user's programs have in common, whatever data folder each of them uses.

    Without a home folder it is the data folder.
    """
    import platformdirs

    try:
        return _in_home(platformdirs.user_cache_path)
    except FolderUnavailable:
        return data_dir


def find_runtime_dirs(data_dir: Path, *, environ: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """Return where sockets may be, the best place first: in the folder of this user's sign-in, else in the data.

    The folder of the sign-in counts where it is the user's alone, as XDG's specification of base folders wants it:
    one that `sudo` or `su` has left behind is not. A program that was started without its name looks where systemd
    has it.
    """
    named = environ.get("XDG_RUNTIME_DIR") or (f"/run/user/{os.getuid()}" if hasattr(os, "getuid") else "")
    in_data = data_dir / "remote"
    return (Path(named) / _NAME, in_data) if named and _is_own_alone(Path(named)) else (in_data,)


def _is_own_alone(folder: Path) -> bool:
    try:
        found = folder.stat()
    except OSError:
        return False
    return folder.is_absolute() and found.st_uid == os.getuid() and not found.st_mode & 0o077


def _from_environment(name: str, environ: Mapping[str, str]) -> Path | None:
    value = environ.get(name, "")
    return Path(os.path.expanduser(value)) if value else None  # noqa: PTH111 - Path's own raises without a home


def _in_home(find: Callable[..., Path]) -> Path:
    try:
        folder = find(_NAME, appauthor=False)
    except RuntimeError:
        folder = None
    # Older platformdirs leave "~" in the path where the user id is unknown, newer ones raise.
    if folder is None or not folder.is_absolute():
        raise FolderUnavailable(
            None,
            None,
            "There is no home folder to keep settings and data in.",
            "Name a place with --data-dir DIR or SPOTINTRO_DATA_DIR.",
        )
    return folder
