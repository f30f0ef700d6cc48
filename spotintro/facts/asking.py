"""How a source is asked: in turn with all other programs, once, bounded, and only what is JSON is read."""

from __future__ import annotations

import ipaddress
import json
import logging
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final
from urllib.parse import urljoin, urlsplit

from spotintro.facts.answers import DAY_S, MONTH_S, KeptAnswers
from spotintro.facts.base import SourceBusy, SourceMisplaced, SourceUnreachable, SourceUnreadable
from spotintro.state.turns import Turns

_log = logging.getLogger(__name__)

CONNECT_S: Final = 4.0
ANSWER_S: Final = 10.0
MOST_BYTES: Final = 4_000_000
PATIENCE_S: Final = 30.0
"""The longest wait for a turn, a pause that the server asks for included."""
USUAL_PAUSE_S: Final = 5.0
"""Where a server is too busy and doesn't say for how long."""
_MOST_REDIRECTS: Final = 3
_BUSY: Final = frozenset({HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS})
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_NOTHING_THERE: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_ENCODINGS: Final = frozenset({"", "utf-8", "utf8"})


class Asking:
    """Asks one source. Its methods block; used by one thread at a time, and closed from any.

    Args:
        name: Of the source, for sentences.
        user_agent: Names the program and whom to write to about it; both sources ask for that.
        turns: At the server, shared with all programs.
        answers: What is kept of earlier ones.
    """

    def __init__(self, name: str, *, user_agent: str, turns: Turns, answers: KeptAnswers) -> None:
        self._name = name
        self._headers = {"User-Agent": user_agent, "Accept": "application/json", "Accept-Encoding": "identity"}
        self._turns = turns
        self._answers = answers

    def get(self, url: str, *, check: Callable[[object], None] = lambda _document: None) -> object:
        """Return the document at an address, from what is kept or from the server; None where it has none.

        Args:
            url: Where.
            check: Gets a document that has just come, and raises where it is none to be kept.

        Raises:
            FactError: it could not be asked.
        """
        kept = self._answers.get(url)
        if kept is not None:
            return kept.document
        document = self._fetched(url)
        check(document)
        self._answers.put(url, document, keep_s=DAY_S if document is None else MONTH_S)
        return document

    def was_of_no_use(self, url: str) -> None:
        """Have this address asked again tomorrow: nothing in its answer was what was looked for."""
        self._answers.shorten(url)

    def close(self) -> None:
        """Let no further request begin; one under way ends within its bounds."""
        self._turns.stop()

    def _fetched(self, url: str) -> object:
        target = url
        patience = 1
        for _ in range(_MOST_REDIRECTS + 2):
            status, headers, body = self._once(target)
            if status in _BUSY and patience:
                patience -= 1
            elif status in _BUSY:
                raise SourceBusy(f"{self._name} is too busy.", wait_s=_wait_s(headers))
            elif status in _MOVED:
                target = self._moved(url, target, headers)
            elif status in _NOTHING_THERE:
                return None
            elif status != HTTPStatus.OK:
                raise SourceUnreachable(f"{self._name} answered with {status}.")
            else:
                return self._document(headers, body)
        raise SourceMisplaced(f"{self._name} sends from one address to the next.")

    def _once(self, url: str) -> tuple[int, Mapping[str, str], bytes]:
        """Send one request in its turn; a server that is too busy gets its pause before the turn ends."""
        from spotintro.fetching import bounded

        self._check(url)
        limits = bounded.Limits(CONNECT_S, ANSWER_S, MOST_BYTES)
        try:
            with self._turns.turn(within_s=PATIENCE_S):
                answer = bounded.fetch(url, limits=limits, headers=self._headers)
                if answer.status in _BUSY:
                    wait = _wait_s(answer.headers)
                    _log.info("%s asks to be left alone (%s s)", self._name, wait)
                    self._turns.pause(USUAL_PAUSE_S if wait is None else wait)
                return answer.status, answer.headers, answer.body
        except bounded.TooLarge as failure:
            raise SourceUnreadable(f"{self._name} sent too much: {failure}.") from None
        except bounded.FetchFailed as failure:
            raise SourceUnreachable(f"{self._name} gave no answer: {failure}.") from None
        except TimeoutError as failure:
            raise SourceBusy(f"{self._name} can't be asked now: {failure}.") from None
        except OSError as error:
            raise SourceUnreachable(f"The turns at {self._name} can't be kept: {error.strerror}.") from error

    def _moved(self, asked: str, here: str, headers: Mapping[str, str]) -> str:
        with suppress(ValueError):
            told = headers.get("Location", "")
            target = urljoin(here, told)
            there, first = urlsplit(target), urlsplit(asked)
            is_same_host = there.scheme == "https" and there.hostname == first.hostname
            # The user agreed to this host, and to no other that it names.
            if told and (is_same_host or _place(target) == _place(asked)):
                return target
        raise SourceMisplaced(f"{self._name} sends to an address that is not asked.")

    def _check(self, url: str) -> None:
        with suppress(ValueError):
            parts = urlsplit(url)
            bare = parts.username is None and parts.password is None
            if (
                bare
                and parts.hostname
                and (parts.scheme == "https" or _is_this_machine(parts.scheme, parts.hostname))
            ):
                return
        raise SourceMisplaced(f"The address of {self._name} is none that is asked: it has to be an https:// one.")

    def _document(self, headers: Mapping[str, str], body: bytes) -> object:
        kind, _, rest = headers.get("Content-Type", "").partition(";")
        encoding = rest.partition("charset=")[2].partition(";")[0].strip(" \"'").lower()
        packed = headers.get("Content-Encoding", "").strip().lower()
        if kind.strip().lower() not in {"application/json", "text/json"} or encoding not in _ENCODINGS:
            raise SourceUnreadable(f"What answers for {self._name} is no JSON in UTF-8.")
        if packed not in {"", "identity"}:
            raise SourceUnreadable(f"The answer of {self._name} is packed in a way that wasn't asked for.")
        try:
            return json.loads(body.decode("utf-8"))
        except (ValueError, RecursionError):
            raise SourceUnreadable(f"What answers for {self._name} can't be read.") from None


def _place(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port


def _is_this_machine(scheme: str, hostname: str) -> bool:
    if hostname == "localhost":
        return scheme == "http"
    with suppress(ValueError):
        return scheme == "http" and ipaddress.ip_address(hostname).is_loopback
    return False


def _wait_s(headers: Mapping[str, str]) -> float | None:
    """Parse a Retry-After header, a number or a date (RFC 9110, 10.2.3), into seconds; None for anything else."""
    told = headers.get("Retry-After", "")
    try:
        wait = float(told)
    except ValueError:
        try:
            wait = parsedate_to_datetime(told).timestamp() - time.time()
        except (ValueError, OverflowError):  # of a year or an offset that no clock has
            return None
    return max(0.0, wait) if wait == wait else None  # noqa: PLR0124 - NaN
