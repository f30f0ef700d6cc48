"""Where the store is, out of the setting that says so."""

from __future__ import annotations

from pathlib import Path

from spotintro.store.failures import system_error

_SQLITE = "sqlite:///"


def file_of(url_or_path: str | Path) -> Path:
    """The file of a path or of `sqlite:///path` (`sqlite:////path` is absolute, as SQLAlchemy writes it).

    Raises:
        CreditError: SYSTEM_ERROR for an address of another kind.
    """
    name = str(url_or_path)
    if name.startswith(_SQLITE):
        name = name[len(_SQLITE) :]
    elif "://" in name:
        scheme = name.split("://", 1)[0]  # no more of it: an address may carry a password
        raise system_error(
            f"Credits can't be kept in a store of the kind {scheme}.",
            "Set store.url to a file, or leave it empty.",
        )
    if not name or name == ":memory:":
        raise system_error(
            "The address of the credit store names no file.", "Set store.url to a file, or leave it empty."
        )
    return Path(name).expanduser()
