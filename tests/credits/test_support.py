"""The prepared message: what support needs, in a link that every mail program reads."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from spotintro.credits.base import User
from spotintro.credits.support import SupportMessage, mailto, prepare_message


def test_the_message_has_what_is_needed() -> None:
    user = User("local", available_credits=1, used_credits=9, held_credits=0)
    message = prepare_message(user, account="local", version="1.2", platform="Linux 6")
    for line in ("Account: local", "Available: 1 credit", "Used: 9 credits", "Version: 1.2", "System: Linux 6"):
        assert line in message.body.splitlines()


def test_an_account_that_cant_be_read_is_what_it_says() -> None:
    message = prepare_message(None, account="local", version="1.2", platform="Linux 6")
    assert "Available: not readable" in message.body
    assert "Account: local" in message.body


def test_no_address_no_link() -> None:
    assert mailto("", SupportMessage("s", "b")) is None


@given(
    email=st.from_regex(r"[a-z?&%+#\"' ]{1,20}@[a-z]{1,10}\.org", fullmatch=True),
    subject=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1),
    body=st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), min_size=1),
)
def test_every_text_survives_the_link(email: str, subject: str, body: str) -> None:
    link = mailto(email, SupportMessage(subject, body))
    assert link is not None
    assert re.fullmatch(r"mailto:[A-Za-z0-9@.%_~-]+\?subject=[A-Za-z0-9%._~-]+&body=[A-Za-z0-9%._~-]+", link)
    parts = urlsplit(link)
    assert unquote(parts.path) == email
    query = parse_qs(parts.query, keep_blank_values=True)
    assert query["subject"] == [subject]
    assert query["body"] == [body.replace("\n", "\r\n")]
