"""What went wrong at a model's server, as a sentence for the user and a next step. No key is ever in either."""

from __future__ import annotations

import re
import socket
import ssl
from dataclasses import dataclass, field

from spotintro.plain_text import single_line
from spotintro.writers.base import WriterError, WriterRefused, WriterUnreachable

_SECRET = re.compile(r"\b(?:sk|pk|rk|sess|key)-[\w*.•-]{4,}|\bBearer\s+\S+", re.IGNORECASE)
_MAX_DETAIL = 160
_LONGEST_WAIT_SHOWN_S = 86_400
ANNOUNCER = "or use the announcer (--writer announcer)"


@dataclass(frozen=True, slots=True)
class Server:
    host: str
    model: str
    key: str | None = field(default=None, repr=False)
    key_withheld: bool = False
    """A key was there, but the connection is neither encrypted nor local."""


def _detail(text: object, server: Server) -> str:
    """Return what the server said, harmless, short and without a key.

    It begins with ": ", to be appended to a sentence; "" where there is nothing to say.
    """
    if not isinstance(text, str) or re.search(r"<(?:!doctype|html|head|body)\b", text, re.IGNORECASE):
        return ""
    if server.key:
        text = text.replace(server.key, "[key]")
    text = single_line(_SECRET.sub("[key]", text), limit=_MAX_DETAIL).rstrip(".")
    return f": {text}" if text else ""


def status_fault(
    status: int, code: object, said: object, server: Server, retry_after: str | None = None
) -> WriterError:
    """Choose the error for an HTTP status that is not 200."""
    host, model = server.host, server.model
    if status == 401:  # noqa: PLR2004 - HTTP
        if server.key_withheld:
            return WriterRefused(
                f"{host} wants a key, and none is sent over a connection that is not encrypted.",
                "Use an https address in writer.openai.base_url.",
            )
        return WriterRefused(
            f"{host} does not accept the key.", "Set the right one with `spotintro keys set openai`."
        )
    if status == 403:  # noqa: PLR2004 - HTTP
        return WriterRefused(
            f"{host} does not allow this key to use {model}{_detail(said, server)}.",
            "Check the key's permissions and writer.openai.model.",
        )
    if status == 404:  # noqa: PLR2004 - HTTP
        if code == "model_not_found" or (isinstance(said, str) and "model" in said.casefold()):
            return WriterRefused(f"{host} has no model {model}.", "Set writer.openai.model to one it has.")
        return WriterRefused(
            f"{host} offers no chat completions at this address.",
            "Check writer.openai.base_url; it usually ends in /v1.",
        )
    if status == 429:  # noqa: PLR2004 - HTTP
        if code == "insufficient_quota":
            return WriterRefused(f"The account at {host} has no quota left.", f"Top it up there, {ANNOUNCER}.")
        return WriterUnreachable(f"{host} gets too many requests just now.", _wait(retry_after))
    if status in {408, 409, 425} or status >= 500:  # noqa: PLR2004 - HTTP
        return WriterUnreachable(
            f"{host} has a fault (HTTP {status}{_detail(said, server)}).", f"Try again in a moment, {ANNOUNCER}."
        )
    if 300 <= status < 400:  # noqa: PLR2004 - HTTP
        return WriterRefused(
            f"{host} sends the request on to another address; it is not followed.",
            "Set writer.openai.base_url to the final address.",
        )
    return WriterRefused(
        f"{host} refuses the request (HTTP {status}{_detail(said, server)}).",
        "Check writer.openai.model and writer.openai.base_url.",
    )


def _wait(retry_after: str | None) -> str:
    if retry_after is not None and retry_after.isascii() and retry_after.isdigit() and len(retry_after) < 6:  # noqa: PLR2004 - below a day and a bit
        seconds = int(retry_after)
        if 0 < seconds < _LONGEST_WAIT_SHOWN_S:
            return f"Try again in {seconds} s, {ANNOUNCER}."
    return f"Try again in a minute, {ANNOUNCER}."


def connection_fault(fault: BaseException, server: Server, *, started: bool) -> WriterError:
    """Choose the error for a connection that failed; `started` where the answer had begun."""
    host = server.host
    if started:
        return WriterUnreachable(f"The connection to {host} broke while it wrote.", "Try again.")
    causes = set(map(type, _chain(fault)))
    if any(issubclass(cause, ssl.SSLError) for cause in causes):
        return WriterUnreachable(
            f"There is no secure connection to {host}.",
            "Check whether writer.openai.base_url should be https or http, the clock and the certificates.",
        )
    if any(issubclass(cause, socket.gaierror | UnicodeError) for cause in causes):
        return WriterUnreachable(
            f"The name {host} is not known on this network.", "Check the network and writer.openai.base_url."
        )
    if any(issubclass(cause, ConnectionRefusedError) for cause in causes):
        return WriterUnreachable(
            f"Nothing listens at {host}.", "Start the server there, or check writer.openai.base_url."
        )
    return WriterUnreachable(f"{host} can't be reached.", f"Check the network, {ANNOUNCER}.")


def _chain(fault: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    following: BaseException | None = fault
    while following is not None and following not in chain:
        chain.append(following)
        following = following.__cause__ or following.__context__
    return chain


def stream_fault(said: object, server: Server) -> WriterError:
    """Make the error for a fault that the server reports within its stream."""
    return WriterUnreachable(
        f"{server.host} broke off with a fault{_detail(said, server)}.", f"Try again, {ANNOUNCER}."
    )
