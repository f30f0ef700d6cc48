"""The prepared message: what support needs, in a link that every mail program reads."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from spotintro.credits import armour
from spotintro.credits.base import User
from spotintro.credits.support import SupportMessage, mailto, prepare_message


def test_the_message_as_a_person_reads_it() -> None:
    user = User("local", available_credits=1, used_credits=9, held_credits=0)
    message = prepare_message(
        user,
        account="local",
        version="1.2",
        platform="Linux 6",
        package="Ten\nmore",
        request="SIR1-AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF-GGGGG-HHHHH-JJJJJ-KKKKK",
    )
    assert message.subject == "SpotIntro: credits for local"
    assert message.body == (
        "Hello,\n"
        "please help me with my SpotIntro account.\n"
        "\n"
        "Account: local\n"
        "Available: 1 credit\n"
        "Used: 9 credits\n"
        "Version: 1.2\n"
        "System: Linux 6\n"
        "Package: Ten more\n"
        "\n"
        "Request:\n" + armour.lines("SIR1-AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF-GGGGG-HHHHH-JJJJJ-KKKKK")
    )


def test_an_account_that_cant_be_read_is_what_it_says() -> None:
    message = prepare_message(None, account="local", version="1.2", platform="Linux 6")
    assert message.subject == "SpotIntro: help with the account"
    assert message.body == (
        "Hello,\n"
        "please help me with my SpotIntro account.\n"
        "\n"
        "Account: local\n"
        "Available: not readable\n"
        "Used: not readable\n"
        "Version: 1.2\n"
        "System: Linux 6\n"
    )


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


def test_the_link_keeps_the_address_and_escapes_the_rest() -> None:
    link = mailto("a/b@example.org", SupportMessage("1/2", "x/y\nz"))
    assert link == "mailto:a%2Fb@example.org?subject=1%2F2&body=x%2Fy%0D%0Az"
