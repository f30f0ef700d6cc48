"""What went wrong at a model's server, as a sentence for the user and a next step. No key is ever in either."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from spotintro.plain_text import single_line
from spotintro.writers.base import WriterError, WriterRefused, WriterUnreachable
from spotintro.writers.server_reason import Reason, reason_in

_SECRET = re.compile(
    r"\b(?:sk|pk|rk|sess|key|gsk|xai)-[\w*.•-]{4,}|\bAIza[\w*.•-]{4,}|\bBearer\s+\S+|[\w-]*[*•]{3,}[\w*•-]*",
    re.IGNORECASE,
)
_MAX_DETAIL = 200
_LONGEST_WAIT_SHOWN_S = 86_400
ANNOUNCER = "or use the announcer (--writer announcer)"
_OTHER_MODEL = "set writer.openai.model to another one"


@dataclass(frozen=True, slots=True)
class Server:
    host: str
    model: str
    key: str | None = field(default=None, repr=False)
    key_withheld: bool = False
    """A key was there, but the connection is neither encrypted nor local."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of refusal, told from the status, the server's codes or its words."""

    message: str
    """Takes `host`, `model` and `said`: ": " and the server's words, or "" where it has none."""
    next_step: str
    statuses: Container[int] = range(600)
    codes: frozenset[str] = frozenset()
    words: re.Pattern[str] | None = None
    """With neither codes nor words, the status alone tells."""
    error: type[WriterError] = WriterRefused

    def fits(self, status: int, reason: Reason) -> bool:
        if status not in self.statuses:
            return False
        if not self.codes and self.words is None:
            return True
        return not self.codes.isdisjoint(reason.codes) or (
            self.words is not None and self.words.search(reason.said) is not None
        )


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_REFUSALS = (400, 401, 403, 404, 422)
# What a server says counts more than its status: each maker has statuses of its own for these.
_SPOKEN: Sequence[_Kind] = (
    _Kind(
        "The request is larger than the context of {model} at {host}{said}.",
        f"Load the model with a larger context, or {_OTHER_MODEL}.",
        codes=frozenset({"context_length_exceeded", "exceed_context_size_error"}),
        words=_words(
            r"context (?:size|length|window)|maximum context|\bn_ctx\b"
            r"|max_tokens must be at least 1, got -|max_new_tokens` must be <="
        ),
    ),
    _Kind(
        "The account at {host} has no quota left{said}.",
        f"Top it up there, {ANNOUNCER}.",
        codes=frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"}),
    ),
    _Kind(
        "The account at {host} has no credit left{said}.",
        f"Top it up there, {ANNOUNCER}.",
        statuses=(402,),
    ),
    _Kind(
        "The account at {host} has no credit left{said}.",
        f"Top it up there, {ANNOUNCER}.",
        codes=frozenset({"insufficient_balance", "insufficient_credits", "insufficient_funds"}),
        words=_words(
            r"insufficient (?:\w+ )?(?:balance|credits?|funds)|credit balance is too low|requires more credits"
        ),
    ),
    _Kind(
        "The account's privacy settings at {host} leave no provider of {model}{said}.",
        f"Change the data policy in the account's settings there, or {_OTHER_MODEL}.",
        statuses=_REFUSALS,
        words=_words(r"data policy|guardrail restrictions|privacy settings"),
    ),
    _Kind(
        "{host} does not serve the country or region that this comes from{said}.",
        f"Use a server that does, {ANNOUNCER}.",
        statuses=_REFUSALS,
        codes=frozenset({"unsupported_country_region_territory"}),
        words=_words(r"(?:country|region|territory|location)\b.{0,40}\bnot (?:supported|available)"),
    ),
    _Kind(
        "The content filter of {host} refuses the request{said}.",
        f"Try again, {ANNOUNCER}.",
        statuses=_REFUSALS,
        codes=frozenset({"content_filter", "content_policy_violation", "responsibleaipolicyviolation"}),
        words=_words(r"content management policy|flagged .{0,40}moderation|requires moderation"),
    ),
    _Kind(
        "{host} knows the key, but it lacks a permission{said}.",
        "Give the key that permission there, or set one without restrictions with `spotintro keys set openai`.",
        statuses=(400, 401, 403),
        codes=frozenset({"missing_scope", "insufficient_scope", "access_token_scope_insufficient"}),
        words=_words(
            r"missing scopes?|insufficient (?:\w+ )?(?:permissions?|scopes?)|lacks? .{0,30}(?:permission|scope)"
        ),
    ),
    _Kind(
        "{host} does not accept the key{said}.",
        "Set the right one with `spotintro keys set openai`.",
        statuses=(400, 403),
        codes=frozenset({"invalid_api_key", "api_key_invalid"}),
        words=_words(
            r"(?:api|access) key (?:is )?(?:not valid|invalid)|invalid (?:api|access) key|incorrect api key"
        ),
    ),
    _Kind(
        "{host} can't use {model} for chats{said}.",
        "Set writer.openai.model to a chat model.",
        statuses=_REFUSALS,
        words=_words(
            r"not a chat model|does not support (?:chat|generate)|only supported in v1/(?:responses|completions)"
        ),
    ),
    _Kind(
        "{host} has no model {model}{said}.",
        "Set writer.openai.model to one it has.",
        statuses=_REFUSALS,
        codes=frozenset({"model_not_found", "deploymentnotfound", "invalid_model", "model_decommissioned"}),
        words=_words(
            r"\b(?:model|deployment)\b.{0,120}(?:not found|not exist|not available|decommissioned|not loaded)"
            r"|no models? loaded|(?:invalid|unknown|no such) model|not a valid model|no endpoints found for"
        ),
    ),
    _Kind(
        "{host} still loads the model{said}.",
        "Try again when it is loaded.",
        statuses=range(500, 600),
        words=_words(r"^loading model|model is (?:currently |still )?loading"),
        error=WriterUnreachable,
    ),
    _Kind(
        "{host} has too little memory for {model}{said}.",
        "Set writer.openai.model to a smaller one, or make room there.",
        statuses=range(500, 600),
        words=_words(r"requires more system memory|not enough memory|failed to load .{0,80}memory"),
    ),
)
_BY_STATUS: Sequence[_Kind] = (
    _Kind("{host} does not allow this key to use {model}{said}.",
          "Check the key's permissions and writer.openai.model.", statuses=(403,)),
    _Kind("{host} offers no chat completions at this address{said}.",
          "Check writer.openai.base_url; it usually ends in /v1.", statuses=(404, 405)),
    _Kind("{host} has a fault (HTTP {status}{said}).", f"Try again in a moment, {ANNOUNCER}.",
          statuses=(408, 409, 425, *range(500, 600)), error=WriterUnreachable),
    _Kind("{host} sends the request on to another address; it is not followed.",
          "Set writer.openai.base_url to the final address.", statuses=range(300, 400)),
    _Kind("{host} refuses the request (HTTP {status}{said}).",
          "Check writer.openai.model and writer.openai.base_url."),
)  # fmt: skip


def _detail(reason: Reason, server: Server) -> str:
    """Return what the server said, harmless, short and without a key.

    It begins with ": ", to be appended to a sentence; "" where there is nothing to say.
    """
    text = reason.said
    if server.key:
        text = text.replace(server.key, "[key]")
    text = single_line(_SECRET.sub("[key]", text), limit=_MAX_DETAIL).rstrip(".")
    return f": {text}" if text else ""


def status_fault(status: int, reason: Reason, server: Server, retry_after: str | None = None) -> WriterError:
    """Choose the error for an HTTP status that is not 200."""
    kind = next((kind for kind in _SPOKEN if kind.fits(status, reason)), None)
    if kind is None and reason.is_page and status in {401, 403, 404}:
        return _page_fault(status, reason, server)
    if kind is None and status == 401:  # noqa: PLR2004 - HTTP
        return _key_fault(reason, server)
    if kind is None and status == 429:  # noqa: PLR2004 - HTTP
        return WriterUnreachable(
            f"{server.host} gets too many requests just now{_detail(reason, server)}.", _wait(retry_after)
        )
    if reason.is_page:
        reason = Reason()  # a gateway's page about its own fault repeats the status, and no more
    return _fault(kind or next(kind for kind in _BY_STATUS if kind.fits(status, reason)), status, reason, server)


def _fault(kind: _Kind, status: int, reason: Reason, server: Server) -> WriterError:
    said = _detail(reason, server)
    return kind.error(
        kind.message.format(host=server.host, model=server.model, status=status, said=said), kind.next_step
    )


def _key_fault(reason: Reason, server: Server) -> WriterError:
    said = _detail(reason, server)
    if server.key_withheld:
        return WriterRefused(
            f"{server.host} wants a key, and none is sent over a connection that is not encrypted.",
            "Use an https address in writer.openai.base_url.",
        )
    if not server.key:
        return WriterRefused(f"{server.host} wants a key{said}.", "Set one with `spotintro keys set openai`.")
    return WriterRefused(
        f"{server.host} does not accept the key{said}.", "Set the right one with `spotintro keys set openai`."
    )


def _page_fault(status: int, reason: Reason, server: Server) -> WriterError:
    said = _detail(reason, server)
    return WriterRefused(
        f"{server.host} answers with a web page (HTTP {status}{said}), not as a model's server does.",
        "Check writer.openai.base_url, which usually ends in /v1, and the network: it may want a sign-in.",
    )


def _wait(retry_after: str | None) -> str:
    if retry_after is not None and retry_after.isascii() and retry_after.isdigit() and len(retry_after) < 6:  # noqa: PLR2004 - below a day and a bit
        seconds = int(retry_after)
        if 0 < seconds < _LONGEST_WAIT_SHOWN_S:
            return f"Try again in {seconds} s, {ANNOUNCER}."
    return f"Try again in a minute, {ANNOUNCER}."


def connection_fault(
    fault: BaseException, server: Server, *, started: bool, proxy: str | None = None
) -> WriterError:
    """Choose the error for a connection that failed.

    Args:
        fault: With its causes.
        server: Where it was to go.
        started: The answer had begun.
        proxy: The proxy's host and port, where one is used.
    """
    host = server.host
    if started:
        return WriterUnreachable(f"The connection to {host} broke while it wrote.", "Try again.")
    chain = _chain(fault)
    causes = set(map(type, chain))
    if proxy is not None and not any(issubclass(cause, ssl.SSLError) for cause in causes):
        refusal = next((str(each) for each in chain if type(each).__name__ == "ProxyError"), "")
        said = single_line(refusal, limit=_MAX_DETAIL)
        return WriterUnreachable(
            f"The proxy {proxy} makes no connection to {host}{f': {said}' if said else ''}.",
            f"Check HTTPS_PROXY and the proxy, or name {host} in NO_PROXY to go without.",
        )
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
    """Make the error for a fault that the server reports within its stream, in any form of `server_reason`."""
    reason = reason_in(said)
    status = next((int(code) for code in reason.codes if code.isdecimal() and len(code) == 3), 0)  # noqa: PLR2004 - HTTP
    kind = next((kind for kind in _SPOKEN if kind.fits(status, reason)), None)
    if kind is not None:
        return _fault(kind, status, reason, server)
    return WriterUnreachable(
        f"{server.host} broke off with a fault{_detail(reason, server)}.", f"Try again, {ANNOUNCER}."
    )
