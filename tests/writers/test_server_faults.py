from __future__ import annotations

import json
import socket
import ssl

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from spotintro.writers.base import WriterError, WriterRefused, WriterUnreachable
from spotintro.writers.openai import OpenAIWriter
from spotintro.writers.server_faults import Server, connection_fault, status_fault, stream_fault
from spotintro.writers.server_reason import Reason, reason_in, reason_in_body

KEY = "sk-proj-0123456789abcdef"
SERVER = Server("model.example", "small-1", KEY)


def shown(error: WriterError) -> str:
    return f"{error.message} {error.next_step} {error} {error!r}"


@pytest.mark.parametrize(
    "said",
    [
        f"bad key {KEY}",
        f"bad key {KEY[:9]}****{KEY[-4:]}",
        f"Authorization: Bearer {KEY}",
        "x" * 150 + KEY + "y" * 100,
        f"\x1b[31m{KEY}\x1b[0m",
    ],
)
@pytest.mark.parametrize("status", [400, 403, 404, 422, 500, 503])
def test_no_part_of_the_key_is_shown(said: str, status: int) -> None:
    for error in (status_fault(status, reason_in(said), SERVER), stream_fault(said, SERVER)):
        assert "sk-" not in shown(error)
        assert KEY[-4:] not in shown(error)
        assert "\x1b" not in shown(error)
    assert KEY not in repr(SERVER)


def test_a_key_of_another_shape_is_hidden_too() -> None:
    error = status_fault(400, Reason("token gsk9 is wrong"), Server("h", "m", "gsk9"))
    assert "gsk9" not in shown(error)


@pytest.mark.parametrize(
    ("retry_after", "next_step"),
    [
        ("30", "Try again in 30 s"),
        ("0", "in a minute"),
        (None, "in a minute"),
        ("soon", "in a minute"),
        ("-5", "in a minute"),
        ("99999999", "in a minute"),
        ("²", "in a minute"),
    ],
)
def test_how_long_to_wait_is_told_where_the_server_tells_it(retry_after: str | None, next_step: str) -> None:
    assert next_step in status_fault(429, Reason(), SERVER, retry_after).next_step


@pytest.mark.parametrize(
    ("cause", "message"),
    [
        (ssl.SSLCertVerificationError("expired"), "no secure connection"),
        (socket.gaierror(-2, "Name or service not known"), "is not known on this network"),
        (UnicodeError("label too long"), "is not known on this network"),
        (ConnectionRefusedError(111, "refused"), "Nothing listens"),
        (OSError(101, "Network is unreachable"), "can't be reached"),
    ],
)
def test_why_there_is_no_connection(cause: Exception, message: str) -> None:
    outer, middle = RuntimeError("Connection error."), OSError("connect")
    outer.__cause__, middle.__context__ = middle, cause
    error = connection_fault(outer, SERVER, started=False)
    assert type(error) is WriterUnreachable
    assert message in error.message
    assert "model.example" in error.message


def test_a_chain_of_causes_that_bites_its_tail_ends() -> None:
    first, second = RuntimeError(), OSError()
    first.__cause__, second.__cause__ = second, first
    assert "can't be reached" in connection_fault(first, SERVER, started=False).message


@pytest.mark.parametrize(
    ("base_url", "sent", "withheld"),
    [
        ("http://model.example/v1", None, True),
        ("http://192.0.2.1:11434/v1", None, True),
        ("https://model.example/v1", KEY, False),
        ("http://localhost:11434/v1", KEY, False),
        ("http://127.0.0.2/v1", KEY, False),
        ("http://[::1]:8080/v1", KEY, False),
        ("", KEY, False),
    ],
)
async def test_a_key_goes_over_no_line_that_others_can_read(
    base_url: str, sent: str | None, withheld: bool
) -> None:
    writer = OpenAIWriter(api_key=KEY, base_url=base_url, model="m", timeout_s=1, strict=True)
    server = await writer._server()
    assert (server.key, server.key_withheld) == (sent, withheld)
    if withheld:
        assert "https" in status_fault(401, Reason(), server).next_step


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=60),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["error", "message", "detail", "code", "metadata", "raw", "errors"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(st.integers(300, 599), JSON)
def test_every_status_has_its_sentence(status: int, body: object) -> None:
    for reason in (reason_in(body), reason_in_body(json.dumps(body).encode())):
        error = status_fault(status, reason, SERVER)
        assert isinstance(error, WriterRefused | WriterUnreachable)
        assert "model.example" in error.message
        assert error.message.endswith(".")
        assert len(error.message) < 320


@given(st.binary(max_size=300), st.integers(300, 599))
def test_any_bytes_make_a_sentence(body: bytes, status: int) -> None:
    assert status_fault(status, reason_in_body(body), SERVER).message.isprintable()


def test_a_body_nested_without_end_is_no_reason() -> None:
    assert reason_in_body(b"[" * 100_000).said.startswith("[")
    assert reason_in_body(b'{"error":' * 50 + b'"x"' + b"}" * 50).said == ""


@example("\u200c")
@given(st.text(max_size=60))
async def test_any_base_url_makes_a_writer(base_url: str) -> None:
    writer = OpenAIWriter(api_key=None, base_url=base_url, model="m", timeout_s=1, strict=True)
    assert writer.destination
    assert writer.destination.isprintable()
    await writer.close()
