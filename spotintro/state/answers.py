"""What the user has answered once and for all, in a small JSON file beside the store."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from spotintro.state.durable import make_folder, replace_file

_log = logging.getLogger(__name__)

SENT = "facts_and_evening_sent_to"
"""The AI servers that are told of a track and of the evening.

It changes when more is sent than before (`writers.prompt.disclosure`): who agreed to less is asked anew.
"""
LOOKED_UP = "facts_looked_up_at"
"""The servers that are asked for facts."""
AUTO = "auto_intros_with_the_music"
"""The ways to speak with the music on (`host.over_music`) in which intros between tracks were agreed to.

Who agreed to the pause is asked anew where the voice goes over the music.
"""

_Given = Mapping[str, str]
"""Each host with the moment of the answer."""


def file_in(data_dir: Path) -> Path:
    """Return where the answers are in a data folder."""
    return data_dir / "answers.json"


class Answers:
    """The user's answers to one question, by the host that would be told what plays.

    The file is read on each question, so that two programs agree. What can't be read counts as not answered.

    Args:
        path: The file, which the answers to all questions share.
        question: What is agreed to: `SENT`, `LOOKED_UP` or `AUTO`.
    """

    def __init__(self, path: Path, question: str = SENT) -> None:
        self._path = path
        self._yes = question
        self._no = f"no_{question}"

    def agreed(self, destination: str) -> bool:
        """Return whether the user has agreed to tell this host."""
        return destination in self._read().get(self._yes, {})

    def declined(self, destination: str) -> bool:
        """Return whether the user has said once and for all that this host is told nothing."""
        return destination in self._read().get(self._no, {})

    def agree(self, destination: str, at: datetime) -> None:
        """Keep the answer, durably and whole.

        Raises:
            OSError: where it can't be written: it then holds for this run alone, if the caller says so.
        """
        self._keep(self._yes, destination, at)

    def decline(self, destination: str, at: datetime) -> None:
        """Keep the answer, as `agree` does."""
        self._keep(self._no, destination, at)

    def forget(self) -> bool:
        """Take every answer to every question back, and return whether there were any.

        Raises:
            OSError: where the file can't be removed.
        """
        try:
            self._path.unlink()
        except FileNotFoundError:
            return False
        return True

    def _read(self) -> Mapping[str, _Given]:
        try:
            found = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            _log.warning("the answers in %s can't be read and count as not given: %s", self._path, error)
            return {}
        if not isinstance(found, dict) or not all(map(_is_given, found.values())):
            _log.warning("the answers in %s are of an unknown form and count as not given", self._path)
            return {}
        return found

    def _keep(self, answer: str, destination: str, at: datetime) -> None:
        kept = {name: dict(hosts) for name, hosts in self._read().items()}
        for name in (self._yes, self._no):
            kept.get(name, {}).pop(destination, None)
        kept.setdefault(answer, {})[destination] = at.astimezone(UTC).isoformat()
        make_folder(self._path.parent)
        replace_file(
            self._path, json.dumps({name: hosts for name, hosts in kept.items() if hosts}, indent=2).encode()
        )


def _is_given(hosts: object) -> bool:
    return isinstance(hosts, dict) and all(isinstance(at, str) for at in hosts.values())
