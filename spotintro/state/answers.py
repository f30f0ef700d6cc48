"""What the user has answered once and for all, in a small JSON file beside the store."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from spotintro.state.durable import make_folder, replace_file

_log = logging.getLogger(__name__)

_AGREED = "facts_and_evening_sent_to"
"""It changes when more is sent than before (`writers.prompt.disclosure`): who agreed to less is asked anew."""


class Answers:
    """The consent to send what is known of a track and the evening to an AI server, kept per destination host.

    The file is read on each question, so that two programs agree. What can't be read counts as not agreed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def agreed(self, destination: str) -> bool:
        """Return whether the user has agreed to send facts to this host."""
        return destination in self._read()

    def agree(self, destination: str, at: datetime) -> None:
        """Keep the answer, durably and whole.

        Raises:
            OSError: where it can't be written: it then holds for this run alone, if the caller says so.
        """
        self._write({**self._read(), destination: at.astimezone(UTC).isoformat()})

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

    def _read(self) -> Mapping[str, str]:
        try:
            found = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            _log.warning("the answers in %s can't be read and count as not given: %s", self._path, error)
            return {}
        agreed = found.get(_AGREED, {}) if isinstance(found, dict) else None
        if not isinstance(agreed, dict) or not all(isinstance(at, str) for at in agreed.values()):
            _log.warning("the answers in %s are of an unknown form and count as not given", self._path)
            return {}
        return agreed

    def _write(self, agreed: Mapping[str, str]) -> None:
        make_folder(self._path.parent)
        replace_file(self._path, json.dumps({_AGREED: agreed}, indent=2).encode())
