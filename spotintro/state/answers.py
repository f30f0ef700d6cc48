"""What the user has answered once and for all, in a small JSON file beside the store."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from spotintro.state.durable import make_folder, replace_file

_log = logging.getLogger(__name__)

_AGREED = "track_facts_sent_to"
_DECLINED = "track_facts_kept_from"

_Given = Mapping[str, Mapping[str, str]]
"""By the answer, each host with the moment."""


def file_in(data_dir: Path) -> Path:
    """Return where the answers are in a data folder."""
    return data_dir / "answers.json"


class Answers:
    """Whether a server may be told what plays, by its host.

    The file is read on each question, so that two programs agree. What can't be read counts as not answered.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def agreed(self, destination: str) -> bool:
        """Return whether the user has agreed to tell this host."""
        return destination in self._read()[_AGREED]

    def declined(self, destination: str) -> bool:
        """Return whether the user has said once and for all that this host is told nothing."""
        return destination in self._read()[_DECLINED]

    def agree(self, destination: str, at: datetime) -> None:
        """Keep the answer, durably and whole.

        Raises:
            OSError: where it can't be written: it then holds for this run alone, if the caller says so.
        """
        self._keep(_AGREED, destination, at)

    def decline(self, destination: str, at: datetime) -> None:
        """Keep the answer, as `agree` does."""
        self._keep(_DECLINED, destination, at)

    def forget(self) -> bool:
        """Take every answer back, and return whether there were any.

        Raises:
            OSError: where the file can't be removed.
        """
        try:
            self._path.unlink()
        except FileNotFoundError:
            return False
        return True

    def _read(self) -> _Given:
        none: _Given = {_AGREED: {}, _DECLINED: {}}
        try:
            found = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return none
        except (OSError, ValueError) as error:
            _log.warning("the answers in %s can't be read and count as not given: %s", self._path, error)
            return none
        given: _Given = {name: found.get(name, {}) for name in none} if isinstance(found, dict) else {}
        if not given or not all(
            isinstance(hosts, dict) and all(isinstance(at, str) for at in hosts.values())
            for hosts in given.values()
        ):
            _log.warning("the answers in %s are of an unknown form and count as not given", self._path)
            return none
        return given

    def _keep(self, answer: str, destination: str, at: datetime) -> None:
        others = {
            name: {host: when for host, when in hosts.items() if host != destination}
            for name, hosts in self._read().items()
        }
        others[answer][destination] = at.astimezone(UTC).isoformat()
        make_folder(self._path.parent)
        replace_file(
            self._path, json.dumps({name: hosts for name, hosts in others.items() if hosts}, indent=2).encode()
        )
